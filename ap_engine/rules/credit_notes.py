"""Credit notes: money back for an invoice, never a payable (rule M16).

A credit note is linked to the invoice that it names, by its number or its access key, of the same supplier; it is capped at
what that invoice billed, less what earlier credit notes took back. Within the cap it gives back the quantities that it
credits, and the invoice is not paid before finance says how the credit was set off. A credit note ends as matched, its own
hold released by finance once it is set off in the ERP: it has no approvers and no payable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ap_engine.model.extraction import DocumentType
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Invoice, InvoiceFields, InvoiceLine
from ap_engine.model.match import ChargeMatch, LineMatch, MatchResult
from ap_engine.model.money import CENT, Money, total
from ap_engine.model.purchasing import TOTAL, PurchaseOrder
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules.duplicates import normalised_number
from ap_engine.rules.line_assignment import assign
from ap_engine.rules.units import conversion

CODES = (HoldCode.CREDIT_EXCEEDS, HoldCode.CREDIT_TO_SET_OFF)


@dataclass(frozen=True, slots=True)
class Link:
    """The invoice that a credit note credits, or None with why it is not known; the earlier credit notes of it."""

    original: Invoice | None
    why_not: str = ""
    earlier: tuple[Invoice, ...] = ()


def is_credit(fields: InvoiceFields) -> bool:
    """Whether the document is a credit note."""
    return fields.document_type is DocumentType.CREDIT_NOTE


def names(reference: str | None, number: str | None, access_key: str | None) -> bool:
    """Whether a credit note's reference names the invoice of this number, or of this access key.

    >>> names("NF-e 000.123", "123", None), names("", "123", None)
    (True, False)
    """
    if not reference or not reference.strip():
        return False
    compact = "".join(reference.split())
    return compact == access_key or (bool(number) and normalised_number(compact) == normalised_number(number or ""))


def amount_of(fields: InvoiceFields) -> Money | None:
    """What a document asks for, or gives back."""
    return fields.gross_total if fields.gross_total is not None else fields.amount_due


def cap(link: Link) -> Money | None:
    """What may still be credited of the invoice: what it billed less earlier credits; never negative."""
    billed = amount_of(link.original.fields) if link.original is not None else None
    if billed is None:
        return None
    given = [amount for note in link.earlier if (amount := amount_of(note.fields)) and amount.currency == billed.currency]
    left = billed - total(given, billed.currency)
    return left if left.amount > 0 else Money.zero(billed.currency)


def findings(fields: InvoiceFields, link: Link) -> tuple[Finding, ...]:
    """What stands in a credit note's way: no link, or more than was billed; else that it has to be set off."""
    original, left, asked = link.original, cap(link), amount_of(fields)
    if original is None or left is None:
        return (_unlinked(fields, link.why_not or "it is not known what that invoice billed"),)
    if asked is None:
        return ()
    which = f"invoice {original.fields.invoice_number} ({original.id})"
    if asked.currency != left.currency or asked > left:
        earlier = " less earlier credits" if link.earlier else ""
        remedy = Remedy(Change.BILL_TOTAL, left.amount)
        return (
            Finding(
                HoldCode.CREDIT_EXCEEDS,
                f"{asked} are credited; {which} billed no more than {left}{earlier}.",
                f"Clears at a credit of {left} at most, or when it names another invoice.",
                twin=original.id,
                remedies=(remedy,) if left and asked.currency == left.currency else (),
            ),
        )
    return (
        Finding(
            HoldCode.CREDIT_TO_SET_OFF,
            f"{asked} of {which} come back.",
            "Finance sets it off in the ERP and says so here.",
            twin=original.id,
        ),
    )


def _unlinked(fields: InvoiceFields, why: str) -> Finding:
    named = fields.original_invoice_number
    which = f"names invoice {named}, and {why}" if named else "names no invoice"
    return Finding(
        HoldCode.CREDIT_NOTE_UNLINKED,
        f"A credit note that {which}: it is money back, not a payable.",
        "Fill in the number of the invoice that it credits, or finance sets it off in the ERP and cancels it here.",
    )


def set_off(notes: Sequence[Invoice]) -> tuple[Finding, ...]:
    """What an invoice waits for before it is paid: these credit notes of it, which nobody has set off yet."""
    if not notes:
        return ()
    said = ", ".join(f"{note.fields.invoice_number or note.id} of {amount_of(note.fields)}" for note in notes)
    return (
        Finding(
            HoldCode.CREDIT_TO_SET_OFF,
            f"Credit note {said} is to be set off before this is paid.",
            "Finance sets it off in the ERP and releases this or the credit note's own hold, or the credit note is cancelled.",
            twin=notes[-1].id,
        ),
    )


def is_open(note: Invoice) -> bool:
    """Whether a linked credit note waits to be set off."""
    return any(hold.code is HoldCode.CREDIT_TO_SET_OFF for hold in note.open_holds)


def match(fields: InvoiceFields, original: Invoice, orders: Sequence[PurchaseOrder]) -> MatchResult:
    """What a credit note within its cap gives back: the order lines of its invoice, as far as that billed them.

    `orders` are those of the invoice's match. Without lines of its own a credit of the whole invoice gives all of it back;
    a credit of a part gives back money only.
    """
    billed = original.match or MatchResult((), (), "", False)
    how = f"credits invoice {original.fields.invoice_number}"
    whole = amount_of(fields) == amount_of(original.fields)
    lines: tuple[LineMatch, ...] = ()
    if fields.lines:
        lines = _given_back(fields, original, orders)
    elif whole:
        ordered = (line for line in billed.lines if line.order_number)
        lines = tuple(replace(line, credits=original.id, variances=(), how="the whole invoice") for line in ordered)
    charges = tuple(_charge_back(one, fields, original, whole=whole) for one in billed.charges if whole or one.kind == TOTAL)
    return MatchResult(billed.order_numbers, lines, how, True, charges=charges, credits=original.id)


def _charge_back(one: ChargeMatch, fields: InvoiceFields, original: Invoice, *, whole: bool) -> ChargeMatch:
    asked = amount_of(fields)
    amount = one.amount if whole or asked is None else min(one.amount, asked.amount)
    return replace(one, amount=amount, differs=False, credits=original.id)


def _given_back(fields: InvoiceFields, original: Invoice, orders: Sequence[PurchaseOrder]) -> tuple[LineMatch, ...]:
    lines = original.match.lines if original.match else ()
    billed = {(m.order_number or "", m.order_line or 0): m for m in lines if m.order_number}
    left = {key: line.quantity for key, line in billed.items()}
    pairs = assign(fields.lines, [_billed_part(order, billed) for order in orders])
    result = []
    for line in fields.lines:
        pair = pairs.get(line.number)
        if pair is None:
            continue
        key = (pair.candidate.order.number, pair.candidate.line.number)
        quantity = min(_quantity_back(line, billed[key]), left[key])
        left[key] -= quantity
        own = replace(billed[key], line=line.number, quantity=quantity, amount=line.net.amount, credits=original.id)
        result.append(replace(own, how=pair.why, variances=(), said=""))
    return tuple(result)


def _billed_part(order: PurchaseOrder, billed: Mapping[tuple[str, int], LineMatch]) -> PurchaseOrder:
    """The order with the lines that the invoice billed, at their prices there."""
    lines = (replace(o, unit_price=m.price) for o in order.lines if (m := billed.get((order.number, o.number))) is not None)
    return replace(order, lines=tuple(lines))


def _quantity_back(line: InvoiceLine, billed: LineMatch) -> Decimal:
    """What a credit note's line takes back of what was billed. At another price it is a rebate: money, and no goods."""
    price = billed.amount / billed.quantity if billed.quantity else billed.price
    if price <= 0:
        return Decimal(0)
    if billed.by_amount:
        return (line.net.amount / price).quantize(Decimal("1E-10"))
    factor, filler = conversion(line.unit, billed.unit)
    if line.quantity is None or factor is None:
        return Decimal(0)
    for quantity in (line.quantity * factor, *((line.quantity,) if filler else ())):
        if abs(quantity * price - line.net.amount) <= max(CENT, line.net.amount / 100):
            return Decimal(quantity)
    return Decimal(0)
