"""Outbox to ERP: at least one attempt, exactly one payable.

A message is marked as being sent before it is sent. Whatever happens next (an answer, no answer, a crash), the next
attempt first looks our reference up in the ERP, and only sends when the ERP has nothing (rules S1, S2).
"""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Lock

from ap_engine.engine import Engine
from ap_engine.model.commands import RecordErpAnswer
from ap_engine.model.errors import ErpOutcomeUnknown, ErpRefused, ErpUnavailable, NotAllowed
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.parties import SYSTEM, Role
from ap_engine.model.payable import ErpMessage, ErpPayable, MessageKind, MessageState
from ap_engine.rules import payables
from ap_engine.workflow.case import Case
from ap_engine.workflow.step import once

log = logging.getLogger("ap_engine.workflow")

PARKED_AFTER = 12
# Omie refuses the same payload for 60 s: an unknown outcome is looked up after that (omie-api.md 1.6).
LOOK_UP_AFTER = timedelta(seconds=61)
# Nobody else takes up a message that is being sent; after a crash the next start recalls it.
LEASE = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
# One process has the books, so that one lock is enough: a second worker would take what is under way for a crash's remains.
_ONE_AT_A_TIME = Lock()


def deliver(engine: Engine, limit: int = 20) -> int:
    """Send what is due; the number of messages that were settled."""
    with _ONE_AT_A_TIME:
        with engine.store.snapshot() as tx:
            due = tx.outbox.due(engine.now(), limit)
        return sum(_deliver_one(engine, message) for message in due)


def _deliver_one(engine: Engine, message: ErpMessage) -> bool:
    first_time = message.state is MessageState.WAITING and message.attempts == 0
    attempt = message.attempts + 1
    with engine.store.write(SYSTEM, engine.now()) as tx:
        tx.outbox.mark(message.id, MessageState.SENDING, attempt, message.words, engine.now() + LEASE)
    try:
        erp_id = _send(engine, message, first_time)
    except ErpUnavailable as error:
        _later(engine, message, attempt, str(error), _wait(attempt, error.retry_after), MessageState.WAITING)
        return False
    except ErpOutcomeUnknown as error:
        _later(engine, message, attempt, str(error), max(_wait(attempt, None), LOOK_UP_AFTER), MessageState.SENDING)
        return False
    except ErpRefused as error:
        record_erp_answer(engine, _answer(message, attempt, refused=str(error)))
        return True
    except Exception as error:
        # A mistake of ours about one message must not hold up the others; it is parked in the end, and shown.
        log.exception("delivering %s failed", message.id)
        _later(engine, message, attempt, f"{type(error).__name__}: {error}", _wait(attempt, None), MessageState.SENDING)
        return False
    record_erp_answer(engine, _answer(message, attempt, erp_id=erp_id))
    return True


def _answer(message: ErpMessage, attempt: int, erp_id: str | None = None, refused: str | None = None) -> RecordErpAnswer:
    return RecordErpAnswer(SYSTEM, message.invoice_id, message.invoice_version, message.id, attempt, erp_id, refused)


def _wait(attempt: int, asked_for: int | None) -> timedelta:
    """Exponential from 2 s, or what the ERP asked for. One worker sends, so that there is nothing to spread by jitter."""
    return timedelta(seconds=asked_for) if asked_for else min(timedelta(seconds=2 ** (attempt % PARKED_AFTER)), LONGEST_WAIT)


def _later(engine: Engine, message: ErpMessage, attempt: int, words: str, wait: timedelta, state: MessageState) -> None:
    parked = attempt % PARKED_AFTER == 0
    with engine.store.write(SYSTEM, engine.now()) as tx:
        tx.outbox.mark(message.id, MessageState.PARKED if parked else state, attempt, words, engine.now() + wait)


def _send(engine: Engine, message: ErpMessage, first_time: bool) -> str:
    with engine.store.snapshot() as tx:
        invoice = tx.invoices.get(message.invoice_id)
    if message.kind is MessageKind.ATTACH_DOCUMENT:
        engine.erp.attach(invoice.erp_id or "", message.payload, invoice.file_name, _original(engine, invoice))
        return invoice.erp_id or ""
    there = None if first_time else engine.erp.find_payable(message.payload)
    return _same_total(invoice, there or _post(engine, invoice)).erp_id


def _original(engine: Engine, invoice: Invoice) -> bytes:
    try:
        return engine.originals.path(invoice.original_sha256).read_bytes()
    except OSError as error:
        raise ErpRefused(f"The original {invoice.file_name} cannot be read ({type(error).__name__}).") from error


def _post(engine: Engine, invoice: Invoice) -> ErpPayable:
    with engine.store.snapshot() as tx:
        supplier = tx.suppliers.get(invoice.fields.supplier_id or "")
        centers = {center.id: center for center in tx.coding.cost_centers()}
        accounts = tx.erp_codes.all("bank_account")
    policy = engine.policy
    payable = payables.payable_of(invoice, supplier, centers, policy, engine.today(), accounts[0].code if accounts else "")
    return engine.erp.post_payable(payable)


def _same_total(invoice: Invoice, there: ErpPayable) -> ErpPayable:
    """The guard of ErpAccepted: a payable under our reference with another total is not ours to call posted."""
    amount = invoice.owed
    if there.amount is not None and amount is not None and there.amount.amount != amount.amount:
        raise ErpRefused(f"The ERP has {there.amount} under {there.reference}; approved was {amount}.")
    return there


@once
def record_erp_answer(engine: Engine, command: RecordErpAnswer) -> Invoice:
    """The ERP accepted (with its id) or refused (its words become a hold); an accepted payable gets its document next."""
    with engine.store.transaction(command, engine.now()) as tx:
        message = tx.outbox.get(command.message_id)
        invoice = tx.invoices.get(command.invoice_id)
        refused = command.refused is not None
        state = MessageState.REFUSED if refused else MessageState.DELIVERED
        tx.outbox.mark(message.id, state, command.attempt, command.refused or "", tx.at)
        case = Case(engine, tx, invoice)
        evidence: dict[str, object] = {"message": message.id, "erp_id": command.erp_id, "words": command.refused}
        if message.kind is MessageKind.ATTACH_DOCUMENT:
            if refused:
                tx.outbox.mark(message.id, MessageState.PARKED, command.attempt, command.refused or "", tx.at)
            else:
                case.events.append(Event.DOCUMENT_ATTACHED)
            return case.save(evidence) if case.events else invoice
        if invoice.state is not State.POSTING:
            return invoice
        if refused:
            case.happens(Event.ERP_REFUSED)
            clears = "Mend what the ERP names, then release this hold to send it again."
            case.place(Finding(HoldCode.ERP_REFUSED, command.refused or "", clears))
            return case.save(evidence)
        case.happens(Event.ERP_ACCEPTED, erp_id=command.erp_id, posted_at=tx.at)
        attachment = ErpMessage(
            f"{MessageKind.ATTACH_DOCUMENT}:{invoice.id}:{invoice.version}",
            MessageKind.ATTACH_DOCUMENT,
            invoice.id,
            invoice.version,
            payables.attachment_id(invoice),
        )
        tx.outbox.add(attachment, tx.at)
        return case.save(evidence)


def retry_delivery(engine: Engine, actor: str, message_id: str) -> None:
    """A person sends a parked message again; the ERP is still asked first whether it has it.

    Attempts are counted on, so that each answer stays tellable from the last; it is parked again after as many as before.
    """
    with engine.store.write(actor, engine.now()) as tx:
        person = tx.people.find(actor)
        if person is None or not person.has(Role.FINANCE, Role.ADMINISTRATOR):
            raise NotAllowed("Deliveries are sent again by finance and administrators.")
        message = tx.outbox.get(message_id)
        if message.state not in (MessageState.PARKED, MessageState.WAITING, MessageState.SENDING):
            return
        tx.outbox.mark(message.id, MessageState.SENDING, message.attempts, message.words, engine.now())
        tx.audit("DeliveryRetried", message.invoice_id, {"message": message.id, "words": message.words})
    engine.wake.set()
