"""An invoice without lines, or an order of which such an invoice billed a part: only totals can be compared (rules M4, M7, M9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.match import ChargeMatch, Compared, LineMatch
from ap_engine.model.match_terms import MatchLevel, MatchTerms
from ap_engine.model.money import CENT, Money
from ap_engine.model.purchasing import TAX, TOTAL, PurchaseOrder, PurchaseOrderLine
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules.match_words import either, tolerance, tolerance_remedy

_NOTHING = Decimal(0)


def book(fields: InvoiceFields, orders: Sequence[PurchaseOrder]) -> tuple[ChargeMatch, ...]:
    """What of the invoice's total each order bears: up to what is left of it, one after the other; the last bears the rest."""
    amount = _asked(fields)
    if amount is None:
        return ()
    rest, shares = amount.amount, []
    for at, order in enumerate(orders, start=1):
        left = max(_left(order, amount, fields), _NOTHING)
        share = rest if at == len(orders) else min(rest, left)
        rest -= share
        shares.append(ChargeMatch(TOTAL, order.number, order.net_total.amount, order.billed_before(TOTAL), share))
    return tuple(shares)


def _asked(fields: InvoiceFields) -> Money | None:
    return fields.net_total or fields.gross_total


def _left(order: PurchaseOrder, amount: Money, fields: InvoiceFields) -> Decimal:
    """What of an order is still to be billed, with its charges; never negative in any of its lines."""
    lines = sum((max(line.quantity - line.billed, _NOTHING) * line.unit_price for line in order.lines), _NOTHING)
    return lines + _charges(order, amount, fields) - order.billed_before(TOTAL)


def _charges(order: PurchaseOrder, amount: Money, fields: InvoiceFields) -> Decimal:
    """What was agreed beside the lines and is not billed yet; the tax only where the amount has it in it."""
    kinds = {charge.kind for charge in order.charges} - (set() if amount is not fields.net_total else {TAX})
    left = {kind: order.agreed(kind) - order.billed_before(kind) for kind in kinds}
    return sum((amount if order.agreed(kind) < 0 else max(amount, _NOTHING) for kind, amount in left.items()), _NOTHING)


def compared(fields: InvoiceFields, matches: Sequence[LineMatch], orders: Sequence[PurchaseOrder]) -> Iterator[Compared]:
    """What the totals differ by, whatever the terms allow."""
    amount = _asked(fields)
    if matches:
        for order in orders:
            whole = _whole(order, matches)
            if whole is not None and whole - order.net_total.amount > CENT:
                ordered = order.net_total.amount
                yield Compared(HoldCode.TOTAL_VARIANCE, "total", whole - ordered, ordered)
    elif amount is not None:
        left = _left_of(orders, amount, fields)
        if amount.amount - left > CENT:
            yield Compared(HoldCode.TOTAL_VARIANCE, "total", amount.amount - left, left)


def _left_of(orders: Sequence[PurchaseOrder], amount: Money, fields: InvoiceFields) -> Decimal:
    return max(sum((_left(order, amount, fields) for order in orders), _NOTHING), _NOTHING)


def without_lines(fields: InvoiceFields, orders: Sequence[PurchaseOrder], terms: MatchTerms) -> Iterator[Finding]:
    """The invoice's total against what is left of the orders, and against what of that was received."""
    amount = _asked(fields)
    if amount is None:
        return
    left = _left_of(orders, amount, fields)
    excess = amount.amount - left
    if excess > max(terms.total.allowed(left), CENT):
        yield _beyond_left(amount, left, excess, terms)
    elif terms.level is not MatchLevel.TWO_WAY:
        yield from _not_received(amount, left, orders, terms)


def _beyond_left(amount: Money, left: Decimal, excess: Decimal, terms: MatchTerms) -> Finding:
    within = tolerance_remedy("total", terms.total, [(excess, left)])
    remedies = (*((Remedy(Change.BILL_TOTAL, left),) if left else ()), *((within,) if within is not None else ()))
    said = [f"{Money(excess, amount.currency)} less is billed", "the lines are filled in and match"]
    said += [f"{tolerance(within, 'total')} is agreed"] if within is not None else []
    return Finding(
        HoldCode.TOTAL_VARIANCE,
        f"No lines were read; {amount} is more than what is left of the order, {Money(left, amount.currency)}.",
        f"Clears if {either(said)}.",
        remedies=remedies,
    )


def _not_received(amount: Money, left: Decimal, orders: Sequence[PurchaseOrder], terms: MatchTerms) -> Iterator[Finding]:
    missing = sum((_to_receive(line, terms) * line.unit_price for order in orders for line in order.lines), _NOTHING)
    arrived = max(left - missing, _NOTHING)
    excess = amount.amount - arrived
    if excess > max(terms.received.allowed(arrived), terms.total.allowed(arrived), CENT):
        yield Finding(
            HoldCode.QUANTITY_RECEIVED,
            f"No lines were read; of what is left of the order {Money(arrived, amount.currency)} was received, {amount} is billed.",
            f"Clears when {Money(excess, amount.currency)} more is received, or that much less is billed.",
            remedies=(Remedy(Change.BILL_TOTAL, arrived),) if arrived else (),
        )


def _to_receive(line: PurchaseOrderLine, terms: MatchTerms) -> Decimal:
    """What of the unbilled quantity is not here yet (4-way: not accepted yet); a service needs no receipt (rule M19)."""
    if line.is_service:
        return _NOTHING
    there = line.accepted if terms.level is MatchLevel.FOUR_WAY else line.received
    return max(line.quantity - max(line.billed, there), _NOTHING)


def with_lines(matches: Sequence[LineMatch], orders: Sequence[PurchaseOrder], terms: MatchTerms) -> Iterator[Finding]:
    """Lines of an order of which an invoice without lines billed a part: no quantity says how much of it is left."""
    for order in orders:
        before, whole = order.billed_before(TOTAL), _whole(order, matches)
        if whole is None:
            continue
        ordered = order.net_total
        excess = whole - ordered.amount
        if excess > max(terms.total.allowed(ordered.amount), CENT):
            within = tolerance_remedy("total", terms.total, [(excess, ordered.amount)])
            yield Finding(
                HoldCode.TOTAL_VARIANCE,
                f"Order {order.number} of {ordered} was billed by {Money(before, order.currency)} without lines; with this it is "
                f"{Money(whole, order.currency)}.",
                f"Clears if {Money(excess, order.currency)} less is billed, or the invoice without lines gets its lines.",
                remedies=(within,) if within is not None else (),
            )
            return


def _whole(order: PurchaseOrder, matches: Sequence[LineMatch]) -> Decimal | None:
    """What is billed of an order with this invoice; None where no invoice without lines billed of it, or this one does not."""
    before = order.billed_before(TOTAL)
    own = sum((m.amount for m in matches if m.order_number == order.number), _NOTHING)
    if not before or own <= 0:
        return None
    return before + own + sum((line.billed_amount for line in order.lines), _NOTHING)
