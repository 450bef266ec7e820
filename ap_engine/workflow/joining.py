"""The XML and the PDF of one invoice are one invoice: the XML is what counts, the PDF stands beside it."""

from __future__ import annotations

from dataclasses import replace

from ap_engine.capture import kinds
from ap_engine.engine import Engine
from ap_engine.model.errors import StaleVersion
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State
from ap_engine.store import Transaction
from ap_engine.workflow import check_credit, check_duplicates
from ap_engine.workflow.case import Case
from ap_engine.workflow.intake import reexamine

_EARLY = (State.EXTRACTED, State.VALIDATED, State.MATCHED)
_COPIES = (HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY)


def join_documents(engine: Engine, invoice_id: str, actor: str, beside: str = "") -> str:
    """Join this invoice with the other document of the same supplier, number and total, one being XML and one not.

    `beside` is the document that whoever sends the XML says it belongs to: what could not be read there may be missing, what
    was read has to agree. Answers with the id of the invoice that stays: the XML's, unless the PDF's is on its way to be paid already. Without such
    a twin nothing happens.
    """
    try:
        with engine.store.write(actor, engine.now()) as tx:
            one = tx.invoices.get(invoice_id)
            other = _named(engine, tx, one, beside, actor) or _twin(engine, tx, one)
            if other is None:
                return invoice_id
            stays, goes = (one, other) if _stays(engine, one, other) else (other, one)
            if goes.state not in _EARLY:
                return invoice_id
            _give_way(Case(engine, tx, goes), stays)
            kept = Case(engine, tx, stays, [Event.DOCUMENT_ATTACHED])
            tx.portal.join(goes.id, stays.id)
            kept.save({"file_name": goes.file_name, "document": goes.id, "sha256": goes.original_sha256})
    except StaleVersion:
        return invoice_id  # somebody is at it: the hold that says what it looks like stays, and a person decides
    reexamine(engine, stays.id)
    return stays.id


def _twin(engine: Engine, tx: Transaction, one: Invoice) -> Invoice | None:
    """The other document of the invoice: what it is held as a copy of, of the same supplier, number and total."""
    for hold in one.open_holds:
        other = tx.invoices.get(hold.twin) if hold.code in _COPIES and hold.twin else None
        if other is None or other.state in (State.CANCELLED, State.REJECTED, State.RECEIVED):
            continue
        if _content(one) == _content(other) and None not in _content(one) and _is_xml(engine, one) != _is_xml(engine, other):
            return other
    return None


def _named(engine: Engine, tx: Transaction, one: Invoice, beside: str, actor: str) -> Invoice | None:
    """The paper that this XML is said to belong to, if nothing that was read there says otherwise."""
    if not tx.invoices.states([beside]) or not _is_xml(engine, one) or beside == one.id:
        return None
    other = tx.invoices.get(beside)
    alike = all(theirs in (None, ours) for ours, theirs in zip(_content(one), _content(other), strict=True))
    sent = other.fields.supplier_id is not None or other.entered_by == actor
    return other if alike and sent and other.state in _EARLY and not _is_xml(engine, other) else None


def _content(invoice: Invoice) -> tuple[object, ...]:
    fields = invoice.fields
    number = (fields.invoice_number or "").lstrip("0") or None
    return (fields.supplier_id, number, fields.gross_total, fields.document_type)


def _stays(engine: Engine, one: Invoice, other: Invoice) -> bool:
    """Whether `one` is the invoice and `other` the document beside it."""
    if (one.state in _EARLY) != (other.state in _EARLY):
        return other.state in _EARLY
    return _is_xml(engine, one)


def _is_xml(engine: Engine, invoice: Invoice) -> bool:
    with engine.originals.open(invoice.original_sha256) as stream:
        return kinds.kind_of(stream.read(1024)) is kinds.FileKind.XML


def _give_way(case: Case, to: Invoice) -> None:
    """The document is no invoice of its own any more; what it claimed, its fiscal key too, is the other's."""
    reason = f"It is the other document of {to.id}: one invoice."
    case.tx.release_keys(case.invoice.id)
    case.happens(Event.CANCELLED, note=reason)
    case.settle((), tuple(HoldCode))
    check_credit.tell(case)
    case.invoice = replace(case.invoice, match=None, fields=replace(case.invoice.fields, access_key=None))
    check_duplicates.taken_out(case)
    case.save({"reason": reason})
