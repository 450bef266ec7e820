"""Credit notes and the invoices that they credit: linked, capped, and set off before anything is paid (rule M16).

A credit note is written with its invoice in one commit: the invoice carries a hold on its payment as long as a linked
credit note of it has not been set off, and loses it when finance says so on either, or when the credit note is taken out.
"""

from __future__ import annotations

from dataclasses import replace

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.rules import credit_notes
from ap_engine.store import Transaction
from ap_engine.workflow.case import Case

CODES = credit_notes.CODES
_LINKED = (State.VALIDATED, State.MATCHED)


def findings(case: Case) -> tuple[Finding, ...]:
    """What a credit note is held for, and what an invoice waits for because of its credit notes."""
    fields = case.invoice.fields
    if credit_notes.is_credit(fields):
        return credit_notes.findings(fields, link_of(case))
    return credit_notes.set_off([note for note in notes_of(case.tx, case.invoice) if credit_notes.is_open(note)])


def link_of(case: Case) -> credit_notes.Link:
    """The invoice that a credit note names, of the same supplier; none when several have that number."""
    fields, tx = case.invoice.fields, case.tx
    if not fields.supplier_id:
        return credit_notes.Link(None, "its supplier is not in the register")
    named = [
        found
        for found, number, key in tx.invoices.billed_by(fields.supplier_id)
        if found != case.invoice.id and credit_notes.names(fields.original_invoice_number, number, key)
    ]
    if len(named) != 1:
        return credit_notes.Link(None, "several invoices have that number" if named else "there is no such invoice")
    original = tx.invoices.get(named[0])
    earlier = tuple(note for note in notes_of(tx, original) if note.id != case.invoice.id)
    return credit_notes.Link(original, earlier=earlier)


def notes_of(tx: Transaction, original: Invoice) -> list[Invoice]:
    """The confirmed credit notes that are linked to an invoice, within its cap."""
    supplier = original.fields.supplier_id
    if not supplier:
        return []
    fields = original.fields
    named = (
        tx.invoices.get(note)
        for note, reference in tx.invoices.credited_by(supplier)
        if credit_notes.names(reference, fields.invoice_number, fields.access_key)
    )
    return [note for note in named if note.state in _LINKED and note.match is not None and note.match.credits == original.id]


def match(case: Case) -> None:
    """Keep on a credit note what it gives back; without a link, or above the cap, nothing."""
    found = link_of(case)
    beyond = case.open(frozenset({HoldCode.CREDIT_EXCEEDS, HoldCode.CREDIT_NOTE_UNLINKED, HoldCode.DUPLICATE}))
    if found.original is None or beyond:
        case.invoice = replace(case.invoice, match=None)
    else:
        numbers = found.original.match.order_numbers if found.original.match else ()
        orders = [order for number in numbers if (order := case.tx.purchasing.order(number)) is not None]
        case.invoice = replace(case.invoice, match=credit_notes.match(case.invoice.fields, found.original, orders))


def tell(case: Case) -> None:
    """Place or release the hold on the invoices that this credit note credits, or credited before it changed."""
    note = case.invoice
    if not credit_notes.is_credit(note.fields) and not any(hold.code in CODES for hold in note.holds):
        return
    linked = note.match.credits if note.match else None
    touched = {hold.twin for hold in note.holds if hold.code in CODES and hold.twin} | ({linked} if linked else set())
    for original in filter(None, (case.tx.invoices.find(which) for which in sorted(touched) if which != note.id)):
        if not credit_notes.is_credit(original.fields):
            _settle(case, original, note, open_now=linked == original.id and _counts(note))


def _counts(note: Invoice) -> bool:
    return note.state in _LINKED and credit_notes.is_credit(note.fields) and credit_notes.is_open(note)


def _settle(case: Case, original: Invoice, note: Invoice, *, open_now: bool) -> None:
    others = [one for one in notes_of(case.tx, original) if one.id != note.id and credit_notes.is_open(one)]
    waiting = [*others, *((note,) if open_now else ())]
    other = Case(case.engine, case.tx, original)
    other.settle(credit_notes.set_off(waiting), (HoldCode.CREDIT_TO_SET_OFF,))
    if other.events:
        other.save({"credit_note": note.id})
