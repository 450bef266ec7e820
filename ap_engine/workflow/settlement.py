"""What the ERP says after posting: events are stored first, then the title is re-read before anything changes (S4, S5)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta

from ap_engine.engine import Engine
from ap_engine.erp import events as erp_events
from ap_engine.model.commands import ReceiveErpEvent, RecordErpState, RequestPosting
from ap_engine.model.errors import ErpError, ErpRefused
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.parties import SYSTEM
from ap_engine.model.payable import ErpPayable
from ap_engine.rules import payables
from ap_engine.store import AlreadyDone
from ap_engine.workflow.case import Case
from ap_engine.workflow.flow import to_erp
from ap_engine.workflow.step import NothingToDo, once

LAST_PAYMENT_SYNC = "sync.payments"


@once
def request_posting(engine: Engine, command: RequestPosting) -> Invoice:
    """Try again to put an approved invoice into the outbox, after what held it was mended.

    A try of which nothing came is not kept: the next one, at the same revision, may succeed.
    """
    with engine.store.transaction(command, engine.now()) as tx:
        case = Case(engine, tx, tx.invoices.get(command.invoice_id, command.version))
        if case.invoice.state is State.APPROVED:
            to_erp(case)
        if not case.events:
            raise NothingToDo(case.invoice)
        return case.save()


def receive_erp_event(engine: Engine, command: ReceiveErpEvent) -> bool:
    """Store a webhook call as it came; False when it was here before. Nothing is believed yet."""
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            new = tx.erp_events.add(command.event_id, command.topic, command.body)
    except AlreadyDone:
        return False
    engine.wake.set()
    return new


def handle_erp_events(engine: Engine, limit: int = 50) -> int:
    """Look at the titles that stored events are about; the number of events settled.

    An ERP out of reach leaves them for later; an event that is none, or that the ERP refuses to talk about, never holds
    up those behind it.
    """
    with engine.store.snapshot() as tx:
        waiting = tx.erp_events.waiting(limit)
    settled = 0
    for event_id, _topic, body in waiting:
        try:
            outcome = _handle(engine, body)
        except ErpRefused as error:
            outcome = str(error)
        except ErpError:
            break
        with engine.store.write(SYSTEM, engine.now()) as tx:
            tx.erp_events.done(event_id, outcome)
        settled += 1
    return settled


def _handle(engine: Engine, body: str) -> str:
    try:
        references = erp_events.references(body) if isinstance(json.loads(body), dict) else ()
    except (ValueError, RecursionError):
        return "not an event"
    invoices = []
    for reference in references:
        with engine.store.snapshot() as tx:
            invoice = tx.invoices.find(reference.partition("-v")[0])
        if invoice is not None and payables.reference_of(invoice) == reference:
            invoices.append(look_at_payable(engine, invoice))
    return ", ".join(f"{invoice.id} {invoice.state}" for invoice in invoices) or "not about a payable of ours"


def look_at_payable(engine: Engine, invoice: Invoice) -> Invoice:
    """Re-read one payable in the ERP and take over what happened to it. Raises ErpError."""
    seen = engine.erp.find_payable(payables.reference_of(invoice))
    if seen is None:
        if invoice.state not in (State.POSTED, State.PAID):
            return invoice
        seen = replace(_as_posted(invoice), cancelled=True)
    return record_erp_state(engine, RecordErpState(SYSTEM, invoice.id, seen))


def _as_posted(invoice: Invoice) -> ErpPayable:
    return ErpPayable(invoice.erp_id or "", payables.reference_of(invoice), payments=invoice.payments)


def record_erp_state(engine: Engine, command: RecordErpState) -> Invoice:
    """Payments made or reversed, and changes made inside the ERP, since we last looked. Doing it twice changes nothing."""
    with engine.store.write(SYSTEM, engine.now()) as tx:
        invoice = tx.invoices.get(command.invoice_id)
        if invoice.state not in (State.POSTED, State.PAID):
            return invoice
        settled = payables.settle(invoice, command.payable)
        case = Case(engine, tx, settled.invoice, list(settled.events))
        case.settle(settled.findings, (HoldCode.ERP_DIFFERS,))
        if settled.findings and case.events and Event.HOLD_PLACED in case.events:
            case.events.append(Event.ERP_CHANGED)
        if not case.events:
            return invoice
        return case.save({"erp_status": command.payable.status, "payments": [p.id for p in command.payable.payments]})


def sync_payments(engine: Engine, days_back: int = 3) -> int:
    """Compare with what the ERP changed lately, so that a lost webhook costs minutes and not the truth (S4)."""
    today = engine.today()
    with engine.store.snapshot() as tx:
        last = tx.settings.get(LAST_PAYMENT_SYNC)
    since = min(date.fromisoformat(last) - timedelta(days=1), today) if last else today - timedelta(days=days_back)
    changed = 0
    for payable in engine.erp.changed_payables(since, today):
        with engine.store.snapshot() as tx:
            invoice = tx.invoices.find(payable.reference.partition("-v")[0])
        if invoice is not None and payables.reference_of(invoice) == payable.reference:
            after = record_erp_state(engine, RecordErpState(SYSTEM, invoice.id, payable))
            changed += after.revision != invoice.revision
    with engine.store.write(SYSTEM, engine.now()) as tx:
        tx.settings.set(LAST_PAYMENT_SYNC, today.isoformat())
    return changed
