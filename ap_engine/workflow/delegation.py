"""An approver who will be away gives their steps to somebody else, and takes them back (rule F8)."""

from __future__ import annotations

from dataclasses import replace

from ap_engine.engine import Engine
from ap_engine.model.commands_delegation import EndDelegation, GiveDelegation
from ap_engine.model.delegation import Delegation
from ap_engine.model.errors import NotAllowed
from ap_engine.model.parties import Person
from ap_engine.rules import delegation
from ap_engine.store import AlreadyDone, Transaction


def give_delegation(engine: Engine, command: GiveDelegation) -> Delegation:
    """The actor's own approvals go to another approver on these days. Raises NotAllowed, IncompleteInvoice."""
    given = command.delegation_id
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            people = {person.id: person for person in tx.people.all()}
            new = Delegation(
                given, command.actor, command.delegate_id, command.first_day, command.last_day, command.reason.strip(), tx.at
            )
            delegation.check(new, people, tx.delegations.by(command.actor), engine.today())
            tx.delegations.save(new)
    except AlreadyDone:
        with engine.store.snapshot() as tx:
            found = tx.delegations.find(given)
        assert found is not None, "it was carried out"
        return found
    engine.wake.set()
    return new


def end_delegation(engine: Engine, command: EndDelegation) -> Delegation:
    """The actor takes their approvals back. Raises NotAllowed for what is not theirs."""
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            found = tx.delegations.find(command.delegation_id)
            if found is None or found.delegator_id != command.actor:
                raise NotAllowed("Approvals are taken back by whoever gave them away.")
            ended = found if found.ended_at is not None else replace(found, ended_at=tx.at)
            if ended is not found:
                tx.delegations.save(ended)
    except AlreadyDone:
        with engine.store.snapshot() as tx:
            again = tx.delegations.find(command.delegation_id)
        assert again is not None, "it was carried out"
        return again
    engine.wake.set()
    return ended


def standing_in_for(tx: Transaction, engine: Engine, person: Person) -> tuple[Person, ...]:
    """Those whose steps this person may decide today."""
    given = tx.delegations.to(person.id)
    people = {one.id: one for one in tx.people.all()} if given else {}
    return delegation.standing_in_for(person, given, people, engine.today())
