"""An invoice held against its orders and receipts: the order of things (rules M1-M11, M19, M20).

Which orders (`order_finding`), which order line for each line (`line_assignment`), in one unit and with what was billed
before (`line_matching`), what is beyond the terms (`line_variances`), and what stands beside the lines (`charges`, `order_totals`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.match import ChargeMatch, Compared, LineMatch, MatchResult
from ap_engine.model.money import Money, total
from ap_engine.model.parties import Supplier
from ap_engine.model.policy import Policy
from ap_engine.model.purchasing import TAX, TOTAL, OrderCharge, PurchaseOrder, PurchaseOrderLine
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules import charges, order_finding, order_totals, tax_rates
from ap_engine.rules.line_matching import line_findings, match_lines
from ap_engine.rules.match_words import either
from ap_engine.rules.order_references import bare, spellings

CODES = (
    HoldCode.NO_ORDER,
    HoldCode.ORDER_OF_OTHER_SUPPLIER,
    HoldCode.ORDER_WITHOUT_PRICE,
    HoldCode.UNMATCHED_LINE,
    HoldCode.UNIT_DIFFERS,
    HoldCode.PRICE_VARIANCE,
    HoldCode.UNDER_CHARGE,
    HoldCode.QUANTITY_ORDERED,
    HoldCode.QUANTITY_RECEIVED,
    HoldCode.QUANTITY_ACCEPTED,
    HoldCode.CHARGE_VARIANCE,
    HoldCode.TAX_VARIANCE,
    HoldCode.TOTAL_VARIANCE,
    HoldCode.CURRENCY_MISMATCH,
)


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
    terms = policy.terms_for(supplier.id)
    choice = order_finding.find(fields, [o for o in orders if o.supplier_id == supplier.id], terms.price)
    findings = list(_reference_findings(choice, supplier, others))
    # What the orders agreed of taxes goes first; else the document's own rates say what its tax should be.
    agreed = bool(choice.orders) and all(charges.says_tax(order) for order in choice.orders)
    findings.extend(tax_rates.findings(fields, terms) if not agreed else ())
    own = tuple(tax_rates.compared(fields)) if not agreed else ()
    if not choice.orders:
        return MatchResult((), (), choice.how, False, compared=own), tuple(findings)
    same_currency = all(order.currency == fields.currency for order in choice.orders)
    findings.extend(_currency_findings(fields, choice.orders))
    lines = match_lines(fields, choice.orders, policy, certain=choice.certain)
    findings.extend(line_findings(lines, fields))
    beside: tuple[ChargeMatch, ...] = ()
    compared: tuple[Compared, ...] = ()
    if same_currency:
        on_totals = order_totals.compared(fields, lines, choice.orders)
        compared = (*charges.compared(fields, lines, choice.orders, terms), *on_totals) if lines else tuple(on_totals)
        beside = charges.book(fields, lines, choice.orders) if lines else order_totals.book(fields, choice.orders)
        if lines:
            findings.extend(charges.charge_findings(fields, lines, choice.orders, terms))
            findings.extend(order_totals.with_lines(lines, choice.orders, terms))
        else:
            findings.extend(order_totals.without_lines(fields, choice.orders, terms))
    certain = choice.certain and all(m.certain for m in lines)
    numbers = tuple(o.number for o in choice.orders)
    expected = _expected(lines, choice.orders)
    marked = _marked(beside, findings)
    return MatchResult(numbers, lines, choice.how, certain, expected, marked, compared=(*compared, *own)), tuple(findings)


def _marked(beside: Sequence[ChargeMatch], findings: Sequence[Finding]) -> tuple[ChargeMatch, ...]:
    """The amounts beside the lines, with those that a finding is about."""
    codes = {finding.code for finding in findings if finding.line is None}
    about = {TAX: HoldCode.TAX_VARIANCE, TOTAL: HoldCode.TOTAL_VARIANCE}
    reasons = " ".join(f.reason.lower() for f in findings if f.code is HoldCode.CHARGE_VARIANCE)
    return tuple(
        replace(one, differs=about[one.kind] in codes if one.kind in about else f"{one.kind} of" in reasons) for one in beside
    )


def without(orders: Sequence[PurchaseOrder], drafts: Sequence[MatchResult]) -> tuple[PurchaseOrder, ...]:
    """The orders as if these drafts billed nothing of them: invoices that came later give way, or both would wait for ever."""
    lines: dict[tuple[str | None, int | None], tuple[Decimal, Decimal]] = {}
    beside: dict[str | None, list[ChargeMatch]] = {}
    for draft in drafts:
        for m in draft.lines:
            quantity, amount = lines.get((m.order_number, m.order_line), (Decimal(0), Decimal(0)))
            lines[m.order_number, m.order_line] = (quantity + m.quantity, amount + m.amount)
        for charge in draft.charges:
            beside.setdefault(charge.order_number, []).append(charge)
    return tuple(
        replace(
            order,
            lines=tuple(_less(line, *lines.get((order.number, line.number), (Decimal(0), Decimal(0)))) for line in order.lines),
            billed_charges=_charges_less(order.billed_charges, beside.get(order.number, ())),
        )
        for order in orders
    )


def _less(line: PurchaseOrderLine, quantity: Decimal, amount: Decimal) -> PurchaseOrderLine:
    # What credit notes gave back may be more than what is left of it: a line is never billed less than nothing.
    billed = max(line.billed - quantity, Decimal(0))
    return replace(line, billed=billed, billed_amount=line.billed_amount - amount if billed else Decimal(0))


def _charges_less(billed: Iterable[OrderCharge], less: Sequence[ChargeMatch]) -> tuple[OrderCharge, ...]:
    return (*billed, *(OrderCharge(one.kind, -one.amount) for one in less))


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


def _currency_findings(fields: InvoiceFields, orders: Sequence[PurchaseOrder]) -> Iterator[Finding]:
    others = [o for o in orders if o.currency != fields.currency]
    if not others:
        return
    wrong, remedies, ways = sorted({o.currency for o in others}), [], []
    if len({o.currency for o in orders}) == 1:
        remedies.append(Remedy(Change.BILL_CURRENCY, Decimal(0), subject=wrong[0]))
        ways.append(f"the supplier invoices in {wrong[0]}")
    if len(others) == 1 and fields.currency:
        remedies.append(Remedy(Change.ORDER_CURRENCY, Decimal(0), order_number=others[0].number, subject=fields.currency))
        ways.append(f"order {others[0].number} is put right to {fields.currency}")
    clears = (
        f"Clears when {either(ways)}." if ways else "No one change clears it: each order needs an invoice in its own currency."
    )
    reason = f"The invoice is in {fields.currency}, the order in {', '.join(wrong)}."
    yield Finding(HoldCode.CURRENCY_MISMATCH, reason, clears, remedies=tuple(remedies))


def _expected(matches: Sequence[LineMatch], orders: Sequence[PurchaseOrder]) -> Money:
    currency = orders[0].currency
    return total((Money(m.quantity * m.order_price, currency) for m in matches), currency)
