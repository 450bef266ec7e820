"""Who may stand in for whom, and when (rule F8): dated, with a reason, for one's own steps only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ap_engine.model.delegation import Delegation
from ap_engine.model.errors import IncompleteInvoice, NotAllowed
from ap_engine.model.parties import Person, Role


def check(new: Delegation, people: Mapping[str, Person], given: Iterable[Delegation], today: date) -> None:
    """Raise NotAllowed or IncompleteInvoice where approvals may not be given away like this.

    Both approve invoices, the days are in order and not over, there is a reason, and no other delegation of the same person
    covers one of the days: whoever looks knows who decides.
    """
    giver, taker = people.get(new.delegator_id), people.get(new.delegate_id)
    if giver is None or not giver.active or not giver.has(Role.APPROVER):
        raise NotAllowed("Only who approves invoices gives that to somebody else.")
    if taker is None or not taker.active or not taker.has(Role.APPROVER) or taker.id == giver.id:
        raise NotAllowed("Approvals are given to another person who approves invoices.")
    if not new.reason.strip():
        raise IncompleteInvoice("A delegation needs a reason.")
    if new.last_day < new.first_day or new.last_day < today:
        raise IncompleteInvoice("A delegation needs a first and a last day that is not over.")
    for other in given:
        if other.ended_at is None and other.first_day <= new.last_day and new.first_day <= other.last_day:
            raise NotAllowed(f"Your approvals are given away already from {other.first_day} to {other.last_day}.")


def standing_in_for(person: Person, given: Iterable[Delegation], people: Mapping[str, Person], on: date) -> tuple[Person, ...]:
    """Those whose own steps this person may decide on a day. What others gave to those is not passed on."""
    givers = [one.delegator_id for one in given if one.delegate_id == person.id and one.in_force(on)]
    found = (people.get(giver) for giver in dict.fromkeys(givers))
    return tuple(giver for giver in found if giver is not None and giver.active)
