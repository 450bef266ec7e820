"""Who is to be told, in the commit that makes it so; and who is not to be told any more (row R2, rule A11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ap_engine.engine import Engine
from ap_engine.model.approval import ApprovalStep, Decision
from ap_engine.model.holds import Blocks
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import Person, Role
from ap_engine.model.push import PushKind, PushMessage
from ap_engine.rules import approvals
from ap_engine.store import Transaction


def tell_asked(engine: Engine, tx: Transaction, invoice: Invoice) -> int:
    """One message for each step to whoever may decide it now, once; what waits to be sent and is right no more is withdrawn.

    How many wait now that did not before.
    """
    wanted = {message.id: message for message in asked(engine, tx, invoice)}
    tx.pushes.withdraw(invoice.id, wanted)
    return sum(tx.pushes.add(message) for message in wanted.values())


def asked(engine: Engine, tx: Transaction, invoice: Invoice) -> Iterator[PushMessage]:
    """The messages that are right at this moment: nobody is asked about what is on hold."""
    if invoice.state is not State.PENDING_APPROVAL or invoice.blocked(Blocks.APPROVAL):
        return
    people = {person.id: person for person in tx.people.all()}
    for step in invoice.steps:
        if step.decision is not Decision.WAITING or approvals.step_of(invoice, step.approver_id) is not step:
            continue
        person = decider(tx, invoice, step, people, engine.today())
        if person is not None:
            yield PushMessage(
                f"{PushKind.TO_APPROVE}:{invoice.id}:{invoice.version}:{step.level}:{person.id}",
                PushKind.TO_APPROVE, person.id, invoice.id, invoice.version, step.level,
            )  # fmt: skip


def decider(tx: Transaction, invoice: Invoice, step: ApprovalStep, people: dict[str, Person], today: date) -> Person | None:
    """Who decides a step today: whoever the approver gave it to while away, else the approver (rule F8)."""
    approver = people.get(step.approver_id)
    if approver is None:
        return None
    return next(iter(standing_in(tx, invoice, approver, people, today)), approver)


def standing_in(tx: Transaction, invoice: Invoice, approver: Person, people: dict[str, Person], today: date) -> Iterator[Person]:
    """Those who may decide in the approver's place today."""
    for given in tx.delegations.by(approver.id):
        other = people.get(given.delegate_id) if given.in_force(today) else None
        if other is None or not other.active or not other.has(Role.APPROVER) or not approvals.may_decide(invoice, other):
            continue
        found = approvals.acting(invoice, other, (approver,))
        if found is not None:
            yield other
