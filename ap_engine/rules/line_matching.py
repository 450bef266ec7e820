"""Each invoice line beside the order line that it bills: in one unit, with what was billed before (rules M4, M8, M10, M19, M20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields, InvoiceLine
from ap_engine.model.match import LineMatch, Variance, VarianceKind
from ap_engine.model.match_terms import MatchTerms
from ap_engine.model.money import CENT, to_cents
from ap_engine.model.policy import Policy
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine
from ap_engine.rules.charges import kind_of_line
from ap_engine.rules.line_assignment import Assignment, assign
from ap_engine.rules.line_variances import Billed, variances
from ap_engine.rules.match_words import plain
from ap_engine.rules.units import conversion
from ap_engine.rules.unmatched_lines import unmatched

HOLD_OF = {
    VarianceKind.PRICE: HoldCode.PRICE_VARIANCE,
    VarianceKind.UNDER_CHARGE: HoldCode.UNDER_CHARGE,
    VarianceKind.ORDERED_QUANTITY: HoldCode.QUANTITY_ORDERED,
    VarianceKind.RECEIVED_QUANTITY: HoldCode.QUANTITY_RECEIVED,
    VarianceKind.ACCEPTED_QUANTITY: HoldCode.QUANTITY_ACCEPTED,
    VarianceKind.UNIT: HoldCode.UNIT_DIFFERS,
    VarianceKind.NO_PRICE: HoldCode.ORDER_WITHOUT_PRICE,
    VarianceKind.UNMATCHED_LINE: HoldCode.UNMATCHED_LINE,
}
_QUANTITY_STEP, _PRICE_STEP = Decimal("1E-10"), Decimal("0.000001")


@dataclass(slots=True)
class _Taken:
    """What earlier lines of the same invoice bill of an order line."""

    quantity: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    amount: dict[tuple[str, int], Decimal] = field(default_factory=dict)

    def add(self, match: LineMatch) -> None:
        key = (match.order_number or "", match.order_line or 0)
        self.quantity[key] = self.quantity.get(key, Decimal(0)) + match.quantity
        self.amount[key] = self.amount.get(key, Decimal(0)) + match.amount


def match_lines(
    fields: InvoiceFields, orders: Sequence[PurchaseOrder], policy: Policy, *, certain: bool
) -> tuple[LineMatch, ...]:
    """Every line of the invoice with its order line, its charge, or neither."""
    pairs = assign(fields.lines, orders)
    taken = _Taken()
    result = []
    for line in fields.lines:
        pair = pairs.get(line.number)
        if pair is None:
            result.append(_without_order_line(line, fields.lines, orders, certain=certain))
            continue
        result.append(_line_match(line, pair, taken, policy, certain=certain))
        taken.add(result[-1])
    return tuple(result)


def _without_order_line(
    line: InvoiceLine, lines: Sequence[InvoiceLine], orders: Sequence[PurchaseOrder], *, certain: bool
) -> LineMatch:
    quantity, price = line.quantity or Decimal(1), _price(line)
    match = LineMatch(line.number, None, None, quantity=quantity, price=price, amount=line.net.amount)
    charge = kind_of_line(line)
    if charge is not None:
        return replace(match, how=f"a charge: {charge}", certain=certain, charge=charge)
    found = unmatched(line, lines, orders, quantity, price)
    return replace(match, how="no line fits", variances=(found,))


def _price(line: InvoiceLine) -> Decimal:
    """The price really asked for one unit: the line's net over its quantity, so that a line discount counts."""
    if line.quantity:
        return (line.net.amount / line.quantity).quantize(_PRICE_STEP)
    return line.unit_price or line.net.amount


def _line_match(line: InvoiceLine, pair: Assignment, taken: _Taken, policy: Policy, *, certain: bool) -> LineMatch:
    order, order_line = pair.candidate.order, pair.candidate.line
    key = (order.number, order_line.number)
    codes = (order_line.item_code, order_line.supplier_item_code, line.item_code, line.ean)
    items = tuple(dict.fromkeys(code for code in codes if code))
    terms = policy.terms_for(order.supplier_id, *items)
    base = LineMatch(
        line=line.number,
        order_number=order.number,
        order_line=order_line.number,
        ordered=order_line.quantity,
        received=order_line.received,
        billed_before=order_line.billed + taken.quantity.get(key, Decimal(0)),
        order_price=order_line.unit_price,
        how=pair.why,
        certain=certain and pair.why == "item code",
        amount=line.net.amount,
        accepted=order_line.accepted,
        unit=order_line.unit,
        level=terms.level,
        price_tolerance=terms.price,
        amount_before=order_line.billed_amount + taken.amount.get(key, Decimal(0)),
        is_service=order_line.is_service,
        items=items,
    )
    billed = replace(
        _in_order_unit(line, order_line, base, terms),
        amount_before=base.amount_before,
        priced=order.currency == line.net.currency,
    )
    if not billed.priced:
        # Another currency is held for itself; what is billed of the order is counted at the order's price.
        billed = replace(billed, match=replace(billed.match, amount=billed.match.quantity * order_line.unit_price))
    return replace(billed.match, variances=tuple(variances(billed)))


def _in_order_unit(line: InvoiceLine, order_line: PurchaseOrderLine, base: LineMatch, terms: MatchTerms) -> Billed:
    """Quantity and price of the line in the order's unit."""
    # A service is matched by amount: its quantity is the share of the ordered amount that is billed (rule M19).
    if order_line.is_service or line.quantity is None:
        return _by_amount(line, base, terms, is_service=order_line.is_service)
    factor, may_be_filler = conversion(line.unit, order_line.unit)
    if may_be_filler and factor != 1 and _fits(line, order_line, terms):
        factor = Decimal(1)
    if factor is None:
        by_amount = _by_amount(line, base, terms, is_service=False)
        return replace(by_amount, unit_differs=True, own_quantity=line.quantity, own_unit=line.unit or "")
    said = f"{plain(line.quantity)} {line.unit}" if factor != 1 else ""
    quantity = (line.quantity * factor).quantize(_QUANTITY_STEP).normalize()
    price = (line.net.amount / quantity).quantize(_PRICE_STEP) if quantity else _price(line)
    match = replace(base, quantity=quantity, price=price, said=said)
    return Billed(match, terms, factor=factor)


def _by_amount(line: InvoiceLine, base: LineMatch, terms: MatchTerms, *, is_service: bool) -> Billed:
    price = base.order_price
    if price <= 0:
        match = replace(base, quantity=line.quantity or Decimal(1), price=_price(line), by_amount=True)
        return Billed(match, terms, is_service=is_service)
    quantity = (line.net.amount / price).quantize(_QUANTITY_STEP).normalize()
    said = f"{plain(line.quantity)} {line.unit}" if line.quantity is not None and line.unit and not is_service else ""
    match = replace(base, quantity=quantity, price=price, said=said, by_amount=True)
    return Billed(match, terms, is_service=is_service)


def _fits(line: InvoiceLine, order_line: PurchaseOrderLine, terms: MatchTerms) -> bool:
    """Whether the line's price is the order's, so that its "un" is one of whatever was ordered."""
    reference = order_line.unit_price * (line.quantity or Decimal(0))
    return abs(line.net.amount - reference) <= max(terms.price.allowed(reference), CENT)


def line_findings(matches: Sequence[LineMatch], fields: InvoiceFields) -> Iterator[Finding]:
    """The holds and notices that the lines' variances are."""
    units = {line.number: line.unit or "" for line in fields.lines}
    for m in matches:
        for v in m.variances:
            yield Finding(HOLD_OF[v.kind], _words(m, v, units.get(m.line, "")), v.clears_when, line=m.line, remedies=v.remedies)


def _words(m: LineMatch, v: Variance, unit: str) -> str:
    where = f"Line {m.line}, order {m.order_number} line {m.order_line}"
    if v.kind is VarianceKind.UNMATCHED_LINE:
        return f"Line {m.line} is on none of the orders."
    if v.kind is VarianceKind.NO_PRICE:
        return f"{where}: {plain(m.amount)} billed, and the order has no {'price' if m.order_price <= 0 else 'quantity'}."
    if v.kind is VarianceKind.UNIT:
        return f"{where}: billed in {unit}, ordered in {m.unit}. The amount of {m.said} is that of {plain(m.quantity)} {m.unit}."
    if v.kind in (VarianceKind.PRICE, VarianceKind.UNDER_CHARGE):
        said = f" ({m.said} billed)" if m.said else ""
        return f"{where}: {plain(v.actual)} each{said}, ordered at {plain(v.expected)}."
    return f"{where}: {_billed(m, v)}."


def _billed(m: LineMatch, v: Variance) -> str:
    what = {VarianceKind.ORDERED_QUANTITY: "ordered", VarianceKind.RECEIVED_QUANTITY: "received"}.get(v.kind, "accepted")
    if m.by_amount and not m.said:
        whole, before, there = (to_cents(of * m.order_price) for of in (v.actual, m.billed_before, v.expected))
        earlier = f" ({plain(before)} of it before)" if before else ""
        return f"an amount of {plain(whole)} billed{earlier}, {plain(there)} {what}"
    unit = f" {m.unit}" if m.said else ""
    earlier = f" ({plain(m.billed_before)} of them before)" if m.billed_before else ""
    return f"{plain(v.actual)}{unit} billed{earlier}, {plain(v.expected)}{unit} {what}"
