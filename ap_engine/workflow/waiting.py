"""An invoice waits until a day: it leaves the queue and comes back on that day by itself (rule A4)."""

from __future__ import annotations

from dataclasses import replace

from ap_engine.engine import Engine
from ap_engine.model.commands_waiting import PutOff, TakeUp
from ap_engine.model.errors import NotAllowed
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event
from ap_engine.model.parties import Person
from ap_engine.model.waiting import Wait
from ap_engine.rules import approvals, waiting
from ap_engine.store import Transaction
from ap_engine.workflow.case import Case
from ap_engine.workflow.delegation import standing_in_for
from ap_engine.workflow.step import once


@once
def put_off(engine: Engine, command: PutOff) -> Invoice:
    """Nobody is asked about the invoice before a day. Raises NotAllowed, IllegalTransition, IncompleteInvoice, StaleVersion."""
    with engine.store.transaction(command, engine.now()) as tx:
        person = _person(tx, command.actor)
        invoice = tx.invoices.get(command.invoice_id, command.version)
        asked = approvals.acting(invoice, person, standing_in_for(tx, engine, person)) is not None
        waiting.check(invoice, person, command.until, command.reason, engine.today(), asked=asked)
        reason = command.reason.strip()
        tx.waits.save(Wait(invoice.id, invoice.version, command.until, reason, person.id, tx.at))
        return Case(engine, tx, invoice, [Event.PUT_OFF]).save({"until": command.until.isoformat(), "reason": reason})


@once
def take_up(engine: Engine, command: TakeUp) -> Invoice:
    """What waits is asked about now. Raises NotAllowed, IllegalTransition, StaleVersion."""
    with engine.store.transaction(command, engine.now()) as tx:
        person = _person(tx, command.actor)
        invoice = tx.invoices.get(command.invoice_id, command.version)
        wait = waiting.check_taken_up(tx.waits.find(invoice.id), invoice, person, engine.today())
        tx.waits.save(replace(wait, ended_at=tx.at))
        return Case(engine, tx, invoice, [Event.TAKEN_UP]).save({"until": wait.until.isoformat()})


def _person(tx: Transaction, person_id: str) -> Person:
    person = tx.people.find(person_id)
    if person is None or not person.active:
        raise NotAllowed()
    return person
