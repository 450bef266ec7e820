"""The 3-way match: ordered, received, billed before, this invoice (rules M1–M4, M9–M11, M20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields, InvoiceLine
from ap_engine.model.match import LineMatch, MatchResult, Variance, VarianceKind
from ap_engine.model.match_terms import MatchLevel, MatchTerms, Tolerance
from ap_engine.model.money import CENT, Money, total
from ap_engine.model.parties import Supplier
from ap_engine.model.policy import Policy
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import order_finding
from ap_engine.rules.line_assignment import Assignment, assign
from ap_engine.rules.order_references import bare, spellings

CODES = (
    HoldCode.NO_ORDER,
    HoldCode.ORDER_OF_OTHER_SUPPLIER,
    HoldCode.UNMATCHED_LINE,
    HoldCode.PRICE_VARIANCE,
    HoldCode.QUANTITY_ORDERED,
    HoldCode.QUANTITY_RECEIVED,
    HoldCode.CURRENCY_MISMATCH,
)

_HOLD_OF = {
    VarianceKind.PRICE: HoldCode.PRICE_VARIANCE,
    VarianceKind.ORDERED_QUANTITY: HoldCode.QUANTITY_ORDERED,
    VarianceKind.RECEIVED_QUANTITY: HoldCode.QUANTITY_RECEIVED,
    VarianceKind.UNMATCHED_LINE: HoldCode.UNMATCHED_LINE,
}


def match(
    fields: InvoiceFields,
    supplier: Supplier,
    orders: Sequence[PurchaseOrder],
    others: Sequence[PurchaseOrder],
    policy: Policy,
) -> tuple[MatchResult, tuple[Finding, ...]]:
    """Hold an invoice against the supplier's open orders.

    `others` are orders of other suppliers that the invoice names: quoting one is a finding, never a match (rule M9).
    """
    choice = order_finding.find(fields, [o for o in orders if o.supplier_id == supplier.id], policy.terms.price)
    findings = list(_reference_findings(choice, supplier, others))
    if not choice.orders:
        return MatchResult((), (), choice.how, False), tuple(findings)
    if fields.lines:
        matches = _match_lines(fields, choice, policy)
    else:
        matches = ()
        findings.extend(_total_findings(fields, choice.orders, policy))
    findings.extend(_currency_findings(fields, choice.orders))
    findings.extend(_line_findings(matches))
    certain = choice.certain and all(m.certain for m in matches)
    result = MatchResult(tuple(o.number for o in choice.orders), matches, choice.how, certain, _expected(matches, choice.orders))
    return result, tuple(findings)


def without(orders: Sequence[PurchaseOrder], drafts: Sequence[MatchResult]) -> tuple[PurchaseOrder, ...]:
    """The orders as if these drafts billed nothing of them: invoices that came later give way, or both would wait for ever."""
    given: dict[tuple[str | None, int | None], Decimal] = {}
    for m in (m for draft in drafts for m in draft.lines):
        given[m.order_number, m.order_line] = given.get((m.order_number, m.order_line), Decimal(0)) + m.quantity
    return tuple(
        replace(
            order,
            lines=tuple(
                replace(line, billed=line.billed - given.get((order.number, line.number), Decimal(0))) for line in order.lines
            ),
        )
        for order in orders
    )


def _reference_findings(
    choice: order_finding.OrderChoice, supplier: Supplier, others: Sequence[PurchaseOrder]
) -> Iterator[Finding]:
    foreign = {bare(o.number) for o in others if o.supplier_id != supplier.id}
    # A reference that fits an order of ours only with good will is first of all what it says, literally.
    for reference in (*choice.unknown_references, *choice.loosely):
        if foreign & {bare(spelling) for spelling in spellings(reference)}:
            yield Finding(
                HoldCode.ORDER_OF_OTHER_SUPPLIER,
                f"Order {reference} was placed with another supplier, not with {supplier.name}.",
                "Correct the order number or the supplier.",
            )
    if not choice.orders and supplier.order_required:
        named = (
            f"Order {', '.join(choice.unknown_references)} is not open with"
            if choice.unknown_references
            else "Names no open order of"
        )
        like = f" {choice.hint}" if choice.hint else ""
        yield Finding(
            HoldCode.NO_ORDER,
            f"{named} {supplier.name}.{like}",
            "Give the right order number, place the order, or finance accepts it without one.",
        )


def _match_lines(fields: InvoiceFields, choice: order_finding.OrderChoice, policy: Policy) -> tuple[LineMatch, ...]:
    pairs = assign(fields.lines, choice.orders)
    taken: dict[tuple[str, int], Decimal] = {}
    result = []
    for line in fields.lines:
        pair = pairs.get(line.number)
        if pair is None:
            result.append(_unmatched(line, choice))
            continue
        key = (pair.candidate.order.number, pair.candidate.line.number)
        result.append(_line_match(line, pair, taken.get(key, Decimal(0)), choice.certain, policy))
        taken[key] = taken.get(key, Decimal(0)) + result[-1].quantity
    return tuple(result)


def _unmatched(line: InvoiceLine, choice: order_finding.OrderChoice) -> LineMatch:
    numbers = ", ".join(order.number for order in choice.orders)
    variance = Variance(
        VarianceKind.UNMATCHED_LINE,
        Decimal(0),
        line.quantity or Decimal(1),
        f"Clears when order {numbers} has this item, or finance accepts the line with a reason.",
    )
    return LineMatch(
        line.number,
        None,
        None,
        quantity=line.quantity or Decimal(1),
        price=_price(line),
        how="no line fits",
        variances=(variance,),
    )


def _price(line: InvoiceLine) -> Decimal:
    """The price really asked for one unit: the line's net over its quantity, so that a line discount counts."""
    if line.quantity:
        return (line.net.amount / line.quantity).quantize(Decimal("0.000001"))
    return line.unit_price or line.net.amount


def _line_match(line: InvoiceLine, pair: Assignment, earlier_here: Decimal, certain: bool, policy: Policy) -> LineMatch:
    order_line = pair.candidate.line
    by_amount = order_line.is_service or line.quantity is None
    # A service is matched by amount: its quantity is the share of the ordered amount that is billed (rule M19).
    price = order_line.unit_price if by_amount and order_line.unit_price else _price(line)
    quantity = (line.net.amount / price).quantize(Decimal("0.000001")) if by_amount and price else line.quantity or Decimal(1)
    matched = LineMatch(
        line=line.number,
        order_number=pair.candidate.order.number,
        order_line=order_line.number,
        ordered=order_line.quantity,
        received=order_line.received,
        billed_before=order_line.billed + earlier_here,
        quantity=quantity,
        order_price=order_line.unit_price,
        price=price,
        how=pair.why,
        certain=certain and pair.why == "item code",
    )
    variances = (
        *_price_variance(matched, policy.terms.price),
        *_quantity_variances(matched, policy.terms, order_line.is_service),
    )
    return LineMatch(**{name: getattr(matched, name) for name in LineMatch.__slots__ if name != "variances"}, variances=variances)


def _price_variance(m: LineMatch, tolerance: Tolerance) -> Iterator[Variance]:
    excess = (m.price - m.order_price) * m.quantity
    allowed = tolerance.allowed(m.order_price * m.quantity)
    # A cent on the line is rounding, not a price. An under-charge is no hold (rule M6).
    if excess > max(allowed, CENT):
        percent = (m.price / m.order_price * 100 - 100).quantize(CENT) if m.order_price else Decimal(100)
        clears = f"Clears at a price of {_plain(m.order_price)}, or at a price tolerance of {percent} %."
        yield Variance(VarianceKind.PRICE, m.order_price, m.price, clears)


def _quantity_variances(m: LineMatch, terms: MatchTerms, is_service: bool) -> Iterator[Variance]:
    billed = m.billed_before + m.quantity
    over_ordered = billed - m.ordered
    if over_ordered > terms.ordered.allowed(m.ordered):
        clears = f"Clears if {_plain(over_ordered)} fewer are billed, or the order is raised to {_plain(billed)}."
        yield Variance(VarianceKind.ORDERED_QUANTITY, m.ordered, billed, clears)
    over_received = billed - m.received
    if terms.level is not MatchLevel.TWO_WAY and not is_service and over_received > terms.received.allowed(m.received):
        clears = f"Clears when {_plain(over_received)} more are received, or that many fewer are billed."
        yield Variance(VarianceKind.RECEIVED_QUANTITY, m.received, billed, clears)


def _line_findings(matches: Sequence[LineMatch]) -> Iterator[Finding]:
    for m in matches:
        for v in m.variances:
            yield Finding(_HOLD_OF[v.kind], _words(m, v), v.clears_when, line=m.line)


def _words(m: LineMatch, v: Variance) -> str:
    where = f"Line {m.line}, order {m.order_number} line {m.order_line}"
    if v.kind is VarianceKind.UNMATCHED_LINE:
        return f"Line {m.line} is on none of the orders."
    if v.kind is VarianceKind.PRICE:
        return f"{where}: {_plain(v.actual)} each, ordered at {_plain(v.expected)}."
    what = "ordered" if v.kind is VarianceKind.ORDERED_QUANTITY else "received"
    before = f" ({_plain(m.billed_before)} of them before)" if m.billed_before else ""
    return f"{where}: {_plain(v.actual)} billed{before}, {_plain(v.expected)} {what}."


def _total_findings(fields: InvoiceFields, orders: Sequence[PurchaseOrder], policy: Policy) -> Iterator[Finding]:
    """Without lines only the total can be held against the order (rule M9's last resort)."""
    amount = fields.net_total or fields.gross_total
    if amount is None or any(order.currency != amount.currency for order in orders):
        return
    ordered = total((order.net_total for order in orders), amount.currency)
    excess = (amount - ordered).amount
    if excess > policy.terms.total.allowed(ordered.amount):
        yield Finding(
            HoldCode.PRICE_VARIANCE,
            f"No lines were read; {amount} is more than the order's {ordered}.",
            f"Clears if {Money(excess, amount.currency)} less is billed, or when the lines are filled in and match.",
        )


def _currency_findings(fields: InvoiceFields, orders: Sequence[PurchaseOrder]) -> Iterator[Finding]:
    wrong = sorted({o.currency for o in orders if o.currency != fields.currency})
    if wrong:
        yield Finding(
            HoldCode.CURRENCY_MISMATCH,
            f"The invoice is in {fields.currency}, the order in {', '.join(wrong)}.",
            "The supplier invoices in the order's currency.",
        )


def _expected(matches: Sequence[LineMatch], orders: Sequence[PurchaseOrder]) -> Money:
    currency = orders[0].currency
    return total((Money(m.quantity * m.order_price, currency) for m in matches), currency)


def _plain(value: Decimal) -> str:
    text = f"{value.normalize():f}"
    return text if "." not in text or len(text.split(".")[1]) >= 2 or value == value.to_integral() else f"{value:.2f}"
