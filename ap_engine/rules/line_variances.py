"""What differs between a line and the order line that it bills, beyond what the terms allow, and what would clear each difference.

Quantities are cumulative over all live invoices (rule M4), and so is a price: a little too much on many invoices adds up to
what one invoice may not ask (rule M3). Both are held against the terms of the line (rule M1).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_UP, Decimal

from ap_engine.model.match import LineMatch, Variance, VarianceKind
from ap_engine.model.match_terms import MatchLevel, MatchTerms, Tolerance
from ap_engine.model.money import CENT
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules.match_words import either, plain, tolerance, tolerance_remedy

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Billed:
    """What an invoice line bills of an order line, and on which terms.

    `amount_before` is what was asked for `match.billed_before`. `factor` is how many of the order's unit one of the
    invoice's is; where nobody can say that, `own_quantity` and `own_unit` are as the invoice has them. The quantity follows
    from the amount, at the order's price, for services and strange units (`match.by_amount`).
    """

    match: LineMatch
    terms: MatchTerms
    amount_before: Decimal = ZERO
    factor: Decimal = Decimal(1)
    is_service: bool = False
    unit_differs: bool = False
    own_quantity: Decimal = ZERO
    own_unit: str = ""
    priced: bool = True


def variances(billed: Billed) -> Iterator[Variance]:
    """Everything about the line that is beyond its terms."""
    m = billed.match
    if m.amount > CENT and (m.order_price <= 0 or m.ordered <= 0):
        # Nothing to hold it against: a person may not let this pass either (rule M11).
        yield _no_price(m)
        return
    if billed.unit_differs:
        yield _unit(billed)
    if billed.priced and not billed.match.by_amount:
        yield from _price(billed)
    yield from _quantities(billed)


def _no_price(m: LineMatch) -> Variance:
    remedies = []
    if m.ordered > 0 and m.quantity > 0:
        remedies = [Remedy(Change.ORDER_PRICE, m.price, m.line, m.order_number, m.order_line)] if m.price > 0 else []
    elif m.order_price > 0 and m.quantity > 0:
        remedies = [Remedy(Change.ORDER_QUANTITY, m.quantity, m.line, m.order_number, m.order_line)]
    what = "price" if m.ordered > 0 else "quantity" if m.order_price > 0 else "price and a quantity"
    return Variance(VarianceKind.NO_PRICE, ZERO, m.amount, f"Clears when the order has a {what} for it.", tuple(remedies))


def _unit(b: Billed) -> Variance:
    """The quantity was taken from the amount, so that what is billed too much still shows. One of the invoice's unit is as many
    of the order's as its price says."""
    m = b.match
    remedies = []
    if m.order_price > 0 and m.quantity > 0:
        remedies.append(Remedy(Change.BILL_UNIT, m.quantity, m.line, subject=m.unit))
    if remedies and b.own_quantity > 0 and b.own_unit:
        size = (m.quantity / b.own_quantity).quantize(Decimal("1E-10")).normalize()
        remedies.append(Remedy(Change.ORDER_UNIT, size, m.line, m.order_number, m.order_line, b.own_unit))
    clears = f"Clears when the supplier bills in {m.unit}, or the order is in the invoice's unit; else finance accepts it."
    return Variance(VarianceKind.UNIT, m.ordered, m.quantity, clears, tuple(remedies))


def _price(b: Billed) -> Iterator[Variance]:
    m = b.match
    own, reference = m.amount - m.order_price * m.quantity, m.order_price * m.quantity
    whole = own + b.amount_before - m.order_price * m.billed_before
    whole_reference = reference + m.order_price * m.billed_before
    allowed = b.terms.price
    # A cent on the line is rounding, not a price.
    if own > CENT and (beyond(own, allowed, reference) or beyond(whole, allowed, whole_reference)):
        together = whole if beyond(whole, allowed, whole_reference) and not beyond(own, allowed, reference) else None
        yield _price_variance(b, ((own, reference), (whole, whole_reference)), "price", together)
    elif -own > CENT and b.terms.price_under is not None and beyond(-own, b.terms.price_under, reference):
        yield _price_variance(b, ((-own, reference),), "price_under", None)
    elif beyond(-own, allowed, reference):
        clears = "Nothing waits for this: the supplier asks for less than was agreed."
        remedies = _price_remedies(b, ((-own, reference),), "price")
        yield Variance(VarianceKind.UNDER_CHARGE, m.order_price, m.price, clears, remedies)


def beyond(difference: Decimal, allowed: Tolerance, reference: Decimal) -> bool:
    """Whether a difference is more than a tolerance allows; a cent is rounding."""
    return difference > max(allowed.allowed(reference), CENT)


def _price_variance(b: Billed, differences: tuple[tuple[Decimal, Decimal], ...], name: str, together: Decimal | None) -> Variance:
    m = b.match
    remedies = _price_remedies(b, differences, name)
    said = [f"a price of {plain(m.order_price)}", *(tolerance(r, name.replace("_under", "")) for r in remedies if r.subject)]
    more = f" With what was billed before it is {plain(together)} too much." if together is not None else ""
    return Variance(VarianceKind.PRICE, m.order_price, m.price, f"Clears at {either(said)}.{more}", remedies)


def _price_remedies(b: Billed, differences: tuple[tuple[Decimal, Decimal], ...], name: str) -> tuple[Remedy, ...]:
    m = b.match
    remedies = [
        Remedy(Change.BILL_PRICE, m.order_price * b.factor, m.line),
        Remedy(Change.ORDER_PRICE, _as_order_price(m), m.line, m.order_number, m.order_line),
    ]
    allowed = b.terms.price_under if name == "price_under" else b.terms.price
    remedy = tolerance_remedy(name, allowed or Tolerance(ZERO, ZERO), differences, m)
    return tuple(remedies) if remedy is None else (*remedies, remedy)


def _as_order_price(m: LineMatch) -> Decimal:
    """The shortest price at which the line's amount is what was ordered, to the cent."""
    if not m.quantity:
        return m.price
    for places in ("0.01", "0.0001", "0.000001"):
        price = (m.amount / m.quantity).quantize(Decimal(places), rounding=ROUND_UP)
        if abs(price * m.quantity - m.amount) <= CENT:
            return price
    return (m.amount / m.quantity).quantize(Decimal("1E-10"), rounding=ROUND_UP)


def _quantities(b: Billed) -> Iterator[Variance]:
    m, kinds = b.match, VarianceKind
    yield from _too_many(b, kinds.ORDERED_QUANTITY, m.ordered, b.terms.ordered)
    # A service is received by the yes of whoever leads the area (rule M19).
    if b.is_service or b.terms.level is MatchLevel.TWO_WAY:
        return
    yield from _too_many(b, kinds.RECEIVED_QUANTITY, m.received, b.terms.received)
    if b.terms.level is MatchLevel.FOUR_WAY:
        yield from _too_many(b, kinds.ACCEPTED_QUANTITY, m.accepted, b.terms.received)


_MORE = {
    VarianceKind.ORDERED_QUANTITY: (Change.ORDER_QUANTITY, "ordered", "the order is raised to {whole}"),
    VarianceKind.RECEIVED_QUANTITY: (Change.RECEIVE_MORE, "received", "{over} more are received"),
    VarianceKind.ACCEPTED_QUANTITY: (Change.ACCEPT_MORE, "received", "{over} more are accepted"),
}


def _too_many(b: Billed, kind: VarianceKind, there: Decimal, allowed: Tolerance) -> Iterator[Variance]:
    m = b.match
    whole = m.billed_before + m.quantity
    over = whole - there
    # What follows from an amount is right to the cent.
    if m.quantity <= 0 or over <= allowed.allowed(there) or (b.match.by_amount and over * m.order_price <= CENT):
        return
    change, name, words = _MORE[kind]
    to = whole if change is Change.ORDER_QUANTITY else over
    less = _bill_less(b, over)
    more = Remedy(change, to, m.line, m.order_number, m.order_line)
    within = tolerance_remedy(name, allowed, ((over, there),), m)
    said = [words.format(whole=plain(whole), over=plain(over))]
    if less is not None:
        said.append(f"{plain(over * m.order_price)} less is billed" if b.match.by_amount else f"{plain(over)} fewer are billed")
    remedies = [remedy for remedy in (more, less, within) if remedy is not None]
    yield Variance(kind, there, whole, f"Clears when {either(said)}.", tuple(remedies))


def _bill_less(b: Billed, over: Decimal) -> Remedy | None:
    """What the invoice's line may bill, in the invoice's own unit or amount; None when even nothing is too much."""
    m = b.match
    left = m.quantity - over
    if left <= 0:
        return None
    if b.match.by_amount:
        return Remedy(Change.BILL_TOTAL, (left * m.order_price).quantize(CENT, rounding=ROUND_FLOOR), m.line)
    quantity = (left / b.factor).quantize(Decimal("1E-10"), rounding=ROUND_FLOOR)
    return Remedy(Change.BILL_QUANTITY, quantity.normalize(), m.line) if quantity else None
