"""Who may put an invoice off until a day, and who takes it up again before that (rule A4)."""

from __future__ import annotations

from datetime import date, timedelta

from ap_engine.model.errors import IllegalTransition, IncompleteInvoice, NotAllowed
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import Person, Role
from ap_engine.model.waiting import Wait

LONGEST = timedelta(days=366)
MAY_ALWAYS = (Role.FINANCE, Role.ADMINISTRATOR)


def check(invoice: Invoice, person: Person, until: date, reason: str, today: date, *, asked: bool) -> None:
    """Raise NotAllowed, IllegalTransition or IncompleteInvoice where the invoice is not put off like this.

    `asked`: a step waits for the person. The day is after today and within a year: what waits longer is rejected.
    """
    if invoice.state is not State.PENDING_APPROVAL:
        raise IllegalTransition("Only what waits for an approval is put off.")
    if not asked and not person.has(*MAY_ALWAYS):
        raise NotAllowed("An invoice is put off by whoever is asked about it, or by finance.")
    if not reason.strip():
        raise IncompleteInvoice("Waiting needs a reason.")
    if not today < until <= today + LONGEST:
        raise IncompleteInvoice("It waits until a day after today, within a year.")


def check_taken_up(wait: Wait | None, invoice: Invoice, person: Person, today: date) -> Wait:
    """The wait that ends. Raises IllegalTransition where there is none, NotAllowed for anybody but who put it off and finance."""
    if wait is None or not wait.in_force(invoice.version, today):
        raise IllegalTransition("It does not wait.")
    if person.id != wait.put_by and not person.has(*MAY_ALWAYS):
        raise NotAllowed("It is taken up again by whoever put it off, or by finance.")
    return wait


def refuse_approval(wait: Wait | None, invoice: Invoice, today: date) -> None:
    """Raise NotAllowed for a yes to an invoice that waits."""
    if wait is not None and wait.in_force(invoice.version, today):
        raise NotAllowed(f"It waits until {wait.until}: {wait.reason}")
