"""Freight, insurance, other charges, discounts and tax: each kind for itself, against what the orders agreed (rules M7, M8).

What an order agreed of a charge is cumulative over its invoices. A discount and a tax are expected in the share of the
order that an invoice bills. Where the order agreed no tax, none is expected: nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.match import ChargeMatch, Compared, LineMatch
from ap_engine.model.match_terms import NOTHING, MatchTerms, Tolerance
from ap_engine.model.money import CENT, to_cents
from ap_engine.model.purchasing import TAX, PurchaseOrder
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules import tax_variance
from ap_engine.rules.charge_words import DISCOUNT, FREIGHT, INSURANCE, OTHER, kind_of_line
from ap_engine.rules.match_words import either, plain, tolerance, tolerance_remedy

__all__ = ["book", "charge_findings", "compared", "kind_of_line"]

_CHARGES = (FREIGHT, INSURANCE, OTHER)
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class _Excess:
    """A kind of charge that is beyond its tolerance, and the amount at which it would not be."""

    kind: str
    words: str
    excess: Decimal
    reference: Decimal
    right: Decimal
    allowed: Tolerance


def book(fields: InvoiceFields, lines: Sequence[LineMatch], orders: Sequence[PurchaseOrder]) -> tuple[ChargeMatch, ...]:
    """What of each charge each order bears: up to what it agreed, one after the other; the first bears what is beyond."""
    result: list[ChargeMatch] = []
    for kind in (*_CHARGES, DISCOUNT, TAX):
        asked = _asked(fields, lines, kind)
        # Without an agreement on tax there is nothing to hold it against.
        if kind == TAX and not all(says_tax(order) for order in orders):
            continue
        result.extend(_borne(kind, asked, orders))
    return tuple(result)


def _asked(fields: InvoiceFields, lines: Sequence[LineMatch], kind: str) -> Decimal:
    if kind == TAX:
        return fields.tax_total.amount if fields.tax_total is not None else _NOTHING
    on_document = (c.amount.amount for c in fields.charges if _kind(c.kind) == kind)
    return sum((*on_document, *(line.amount for line in lines if line.charge == kind)), _NOTHING)


def _kind(written: str) -> str:
    return written if written in (*_CHARGES, DISCOUNT, TAX) else OTHER


def _borne(kind: str, asked: Decimal, orders: Sequence[PurchaseOrder]) -> list[ChargeMatch]:
    rest, shares = asked, []
    for order in orders:
        agreed, before = order.agreed(kind), order.billed_before(kind)
        room = max(agreed - before, _NOTHING) if kind != DISCOUNT else min(agreed - before, _NOTHING)
        share = min(rest, room) if kind != DISCOUNT else max(rest, room)
        rest -= share
        shares.append(ChargeMatch(kind, order.number, agreed, before, share))
    if shares and rest:
        shares[0] = replace(shares[0], amount=shares[0].amount + rest)
    return [share for share in shares if share.agreed or share.amount]


def charge_findings(
    fields: InvoiceFields, lines: Sequence[LineMatch], orders: Sequence[PurchaseOrder], terms: MatchTerms
) -> Iterator[Finding]:
    """At most one finding for all charges together, and one for the tax."""
    beyond = [one for kind in _CHARGES if (one := _too_much(kind, fields, lines, orders, terms)) is not None]
    discount = _missing_discount(fields, lines, orders, terms)
    beyond += [discount] if discount is not None else []
    if beyond:
        yield _charge_finding(beyond, fields, lines)
    yield from _tax(fields, lines, orders, terms)


def compared(
    fields: InvoiceFields, lines: Sequence[LineMatch], orders: Sequence[PurchaseOrder], terms: MatchTerms
) -> Iterator[Compared]:
    """Every charge, discount and tax that differs at all, whatever the terms allow: by the same rules, with nothing allowed."""
    strict = replace(terms, charges=NOTHING, tax=NOTHING)
    found = [_too_much(kind, fields, lines, orders, strict) for kind in _CHARGES]
    for one in (*found, _missing_discount(fields, lines, orders, strict)):
        if one is not None:
            yield Compared(HoldCode.CHARGE_VARIANCE, "charges", one.excess, one.reference)
    tax = _tax_difference(fields, lines, orders)
    if tax is not None and abs(tax[0]) > CENT:
        yield Compared(HoldCode.TAX_VARIANCE, "tax", abs(tax[0]), tax[1])


def _too_much(
    kind: str, fields: InvoiceFields, lines: Sequence[LineMatch], orders: Sequence[PurchaseOrder], terms: MatchTerms
) -> _Excess | None:
    asked = _asked(fields, lines, kind)
    agreed, before = (sum(of, _NOTHING) for of in zip(*((o.agreed(kind), o.billed_before(kind)) for o in orders), strict=True))
    excess, reference = asked + before - agreed, _net(fields, lines)
    if asked <= CENT or excess <= max(terms.charges.allowed(reference), CENT):
        return None
    earlier = f", {plain(before)} of it before" if before else ""
    words = f"{kind} of {plain(asked + before)}{earlier}, {f'{plain(agreed)} agreed' if agreed else 'none agreed'}"
    return _Excess(kind, words, excess, reference, max(agreed - before, _NOTHING), terms.charges)


def _net(fields: InvoiceFields, lines: Sequence[LineMatch]) -> Decimal:
    """What the invoice asks for goods and services: what a charge is a percentage of. Its own charges do not count."""
    return sum((line.net.amount for line in fields.lines), _NOTHING) - sum((m.amount for m in lines if m.charge), _NOTHING)


def _missing_discount(
    fields: InvoiceFields, lines: Sequence[LineMatch], orders: Sequence[PurchaseOrder], terms: MatchTerms
) -> _Excess | None:
    """A discount that was agreed and is not given; one that is in the prices was given (rule M7)."""
    given = -_asked(fields, lines, DISCOUNT)
    expected, before, cheaper = _NOTHING, _NOTHING, _NOTHING
    for order in orders:
        agreed = -order.agreed(DISCOUNT)
        if agreed:
            now, earlier = _value(order, lines), _value_before(order)
            expected += _share(agreed, now + earlier, order)
            before -= order.billed_before(DISCOUNT)
            cheaper += max(now + earlier - _asked_for(order, lines), _NOTHING)
    missing = expected - before - given - cheaper
    own = sum((_share(-order.agreed(DISCOUNT), _value(order, lines), order) for order in orders), _NOTHING)
    if own - given <= CENT or missing <= max(terms.charges.allowed(expected), CENT):
        return None
    words = f"a discount of {plain(expected)} was agreed, {plain(given + before)} given"
    return _Excess(DISCOUNT, words, missing, expected, -(given + missing), terms.charges)


def _value(order: PurchaseOrder, lines: Sequence[LineMatch]) -> Decimal:
    """What this invoice bills of the order, at the order's prices."""
    return sum((m.quantity * m.order_price for m in lines if m.order_number == order.number), _NOTHING)


def _value_before(order: PurchaseOrder) -> Decimal:
    return sum((line.billed * line.unit_price for line in order.lines), _NOTHING)


def _asked_for(order: PurchaseOrder, lines: Sequence[LineMatch]) -> Decimal:
    own = sum((m.amount for m in lines if m.order_number == order.number), _NOTHING)
    return own + sum((line.billed_amount for line in order.lines), _NOTHING)


def _share(agreed: Decimal, value: Decimal, order: PurchaseOrder) -> Decimal:
    whole = order.net_total.amount
    return to_cents(agreed * min(value / whole, Decimal(1))) if whole > 0 else _NOTHING


def says_tax(order: PurchaseOrder) -> bool:
    """Whether the order says what tax there is; none at all is an agreement too."""
    return any(charge.kind == TAX for charge in order.charges)


def _charge_finding(beyond: Sequence[_Excess], fields: InvoiceFields, lines: Sequence[LineMatch]) -> Finding:
    within = tolerance_remedy("charges", beyond[0].allowed, [(one.excess, one.reference) for one in beyond])
    bill = _bill(beyond[0], fields, lines) if len(beyond) == 1 else None
    remedies = tuple(remedy for remedy in (bill, within) if remedy is not None)
    said = [f"{beyond[0].kind} of {plain(abs(beyond[0].right))}"] if bill is not None else []
    said += [tolerance(within, "charges")] if within is not None else []
    clears = f"Clears at {either(said)}." if said else "The supplier bills what was agreed, or finance accepts it with a reason."
    reason = " ".join(f"{one.words[:1].upper()}{one.words[1:]}." for one in beyond)
    return Finding(HoldCode.CHARGE_VARIANCE, reason, clears, remedies=remedies)


def _bill(one: _Excess, fields: InvoiceFields, lines: Sequence[LineMatch]) -> Remedy | None:
    own = [line for line in lines if line.charge == one.kind]
    if not own:
        return Remedy(Change.BILL_CHARGE, one.right, subject=one.kind)
    # A charge that is a line of the invoice is changed there.
    alone = len(own) == 1 and not any(_kind(charge.kind) == one.kind for charge in fields.charges)
    return Remedy(Change.BILL_TOTAL, one.right, own[0].line) if alone else None


def _tax_difference(
    fields: InvoiceFields, lines: Sequence[LineMatch], orders: Sequence[PurchaseOrder]
) -> tuple[Decimal, Decimal] | None:
    """By how much the tax is not what the orders would have for what is billed, and what that is; None without an agreement."""
    if fields.tax_total is None or not all(says_tax(order) for order in orders):
        return None
    expected = sum((_share(order.agreed(TAX), _value(order, lines), order) for order in orders), _NOTHING)
    return tax_variance.difference(fields, expected)


def _tax(
    fields: InvoiceFields, lines: Sequence[LineMatch], orders: Sequence[PurchaseOrder], terms: MatchTerms
) -> Iterator[Finding]:
    found = _tax_difference(fields, lines, orders)
    return tax_variance.findings(fields, found, terms, "would be the order's for what is billed")
