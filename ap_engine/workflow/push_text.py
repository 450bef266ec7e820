"""Writes a message at the moment at which it is sent, from the books as they are then; nothing when it is right no more."""

from __future__ import annotations

from ap_engine.engine import Engine
from ap_engine.model.approval import Decision
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.push import Outgoing, PushKind, PushMessage
from ap_engine.store import Transaction
from ap_engine.workflow import links
from ap_engine.workflow import push_words as words
from ap_engine.workflow.push_asking import asked

_NAMED = 5


def language_of(engine: Engine, tx: Transaction, person_id: str) -> str:
    """The language that a person is written to in: theirs if known, else the company's."""
    language = tx.channels.language(person_id) or engine.settings.language
    return language if language in ("en", "pt") else "en"


def outgoing(engine: Engine, tx: Transaction, message: PushMessage) -> Outgoing | None:
    """What the message says now; None when nobody is asked any more."""
    language = language_of(engine, tx, message.person_id)
    if message.kind is PushKind.DIGEST:
        return _digest(engine, tx, message, language)
    invoice = tx.invoices.get(message.invoice_id)
    if message.kind is PushKind.ESCALATION:
        return _escalation(engine, tx, message, invoice, language)
    if message.id not in {one.id for one in asked(engine, tx, invoice)}:
        return None
    title = words.t(language, "To approve: {amount}, {supplier}", **_named(tx, invoice, language))
    return Outgoing(title, body(engine, invoice, message.level, language), _card(engine, tx, invoice, message.person_id))


def test_message(engine: Engine, language: str) -> Outgoing:
    """What a person sends to themselves to see whether a channel works."""
    title, text = "A test from accounts payable", "Invoices that wait for your approval will reach you here."
    return Outgoing(words.t(language, title), words.t(language, text), links.whole(engine, "/notifications"))


def body(engine: Engine, invoice: Invoice, level: int, language: str) -> str:
    """When it is due, the share that is asked for where it is not the whole, and the line of facts."""
    said = words.due(language, invoice.fields.due_date, engine.today())
    step = next((one for one in invoice.steps if one.level == level), None)
    if step is not None and step.amount != invoice.owed:
        said += " · " + words.t(language, "your share {amount}", amount=words.money(language, step.amount))
    return f"{said[0].upper()}{said[1:]}\n{words.facts(language, invoice)}"


def _card(engine: Engine, tx: Transaction, invoice: Invoice, person_id: str) -> str:
    person = tx.people.find(person_id)
    assert person is not None, "who is not there has no way to be told"
    return links.whole(engine, links.card_path(engine, invoice, person))


def _named(tx: Transaction, invoice: Invoice, language: str) -> dict[str, str]:
    known = tx.suppliers.find(invoice.fields.supplier_id or "")
    name = known.name if known is not None else invoice.fields.supplier_name
    return {
        "amount": words.money(language, invoice.payable_amount),
        "supplier": words.supplier(language, name),
    }


def _digest(engine: Engine, tx: Transaction, message: PushMessage, language: str) -> Outgoing | None:
    waiting: dict[str, tuple[Invoice, int]] = {}
    for nag in tx.pushes.nags_of(message.id):
        invoice = tx.invoices.get(nag.invoice_id)
        if any(
            (one.person_id, one.level, one.invoice_version) == (nag.person_id, nag.level, nag.version)
            for one in asked(engine, tx, invoice)
        ):
            waiting[invoice.id] = (invoice, nag.level)
    if not waiting:
        return None
    if len(waiting) == 1:
        ((invoice, level),) = waiting.values()
        title = words.t(language, "Your answer is awaited: {amount}, {supplier}", **_named(tx, invoice, language))
        return Outgoing(title, body(engine, invoice, level, language), _card(engine, tx, invoice, message.person_id))
    lines = [_line(engine, tx, invoice, language) for invoice, _ in list(waiting.values())[:_NAMED]]
    if len(waiting) > _NAMED:
        lines.append(words.t(language, "and {n} more", n=len(waiting) - _NAMED))
    title = words.t(language, "{n} invoices wait for your answer", n=len(waiting))
    return Outgoing(title, "\n".join(lines), links.whole(engine, links.cards_path()))


def _line(engine: Engine, tx: Transaction, invoice: Invoice, language: str) -> str:
    named = _named(tx, invoice, language)
    return f"{named['amount']}, {named['supplier']}: {words.due(language, invoice.fields.due_date, engine.today())}"


def _escalation(engine: Engine, tx: Transaction, message: PushMessage, invoice: Invoice, language: str) -> Outgoing | None:
    step = next((one for one in invoice.steps if one.level == message.level), None)
    still = invoice.state is State.PENDING_APPROVAL and invoice.version == message.invoice_version
    if not still or step is None or step.decision is not Decision.WAITING:
        return None
    approver = tx.people.find(step.approver_id)
    named = _named(tx, invoice, language)
    title = words.t(
        language,
        "Still waiting for {person}: {amount}, {supplier}",
        person=words.plain(approver.name if approver else ""),
        **named,
    )
    own = any(one.person_id == message.person_id for one in asked(engine, tx, invoice))
    link = _card(engine, tx, invoice, message.person_id) if own else links.whole(engine, links.invoice_path(invoice.id))
    return Outgoing(title, body(engine, invoice, message.level, language), link)
