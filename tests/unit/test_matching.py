"""The 3-way match in the words of the trade: ordered, received, billed before, this invoice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import matching
from tests.unit.trade import ACME, POLICY, brl, fields, line, order, order_line

TEN_AT_5 = order("4711", order_line(1, "A", "10", "5.00"))
HALF_RECEIVED = order("4711", order_line(1, "A", "10", "5.00", received="5"))
SIX_BILLED = order("4711", order_line(1, "A", "10", "5.00", billed="6"))
SERVICE = order("4711", order_line(1, "S", "1", "1000.00", received="0", is_service=True))

CASES: list[tuple[str, InvoiceFields, list[PurchaseOrder], set[HoldCode]]] = [
    ("billed as ordered and received", fields(line(1, "A", "10", "5.00")), [TEN_AT_5], set()),
    ("a part of what was ordered", fields(line(1, "A", "4", "5.00")), [TEN_AT_5], set()),
    ("price inside 2 %", fields(line(1, "A", "10", "5.10")), [TEN_AT_5], set()),
    ("price a cent over 2 %", fields(line(1, "A", "10", "5.11")), [TEN_AT_5], {HoldCode.PRICE_VARIANCE}),
    (
        "cheaper than ordered is noted, not held",
        fields(line(1, "A", "10", "4.00")),
        [TEN_AT_5],
        {HoldCode.UNDER_CHARGE},
    ),
    (
        "2 % of a large line is above R$ 50",
        fields(line(1, "A", "10", "508.00")),
        [order("4711", order_line(1, "A", "10", "500.00"))],
        {HoldCode.PRICE_VARIANCE},
    ),
    (
        "one more than was ordered",
        fields(line(1, "A", "11", "5.00")),
        [TEN_AT_5],
        {HoldCode.QUANTITY_ORDERED, HoldCode.QUANTITY_RECEIVED},
    ),
    ("ordered but not all received", fields(line(1, "A", "6", "5.00")), [HALF_RECEIVED], {HoldCode.QUANTITY_RECEIVED}),
    ("exactly what was received", fields(line(1, "A", "5", "5.00")), [HALF_RECEIVED], set()),
    (
        "with what was billed before it is too much",
        fields(line(1, "A", "5", "5.00")),
        [SIX_BILLED],
        {HoldCode.QUANTITY_ORDERED, HoldCode.QUANTITY_RECEIVED},
    ),
    ("what is left after what was billed before", fields(line(1, "A", "4", "5.00")), [SIX_BILLED], set()),
    (
        "two lines of one order line together too much",
        fields(line(1, "A", "6", "5.00"), line(2, "A", "5", "5.00")),
        [TEN_AT_5],
        {HoldCode.QUANTITY_ORDERED, HoldCode.QUANTITY_RECEIVED},
    ),
    (
        "two lines of one order line together right",
        fields(line(1, "A", "6", "5.00"), line(2, "A", "4", "5.00")),
        [TEN_AT_5],
        set(),
    ),
    (
        "an item that nobody ordered",
        fields(line(1, "A", "10", "5.00"), line(2, "Z", "1", "9.00", description="Taxa urgência")),
        [TEN_AT_5],
        {HoldCode.UNMATCHED_LINE},
    ),
    ("a service is matched by amount, without a receipt", fields(line(1, "S", "1", "400.00")), [SERVICE], set()),
    ("a service above its order", fields(line(1, "S", "1", "1300.00")), [SERVICE], {HoldCode.QUANTITY_ORDERED}),
    ("order number written with PO and zeros", fields(line(1, "A", "10", "5.00"), orders=("PO-004711",)), [TEN_AT_5], set()),
    (
        "names an order that is not this supplier's",
        fields(line(1, "A", "3", "5.00"), orders=("9999",)),
        [order("1", order_line(1, "B", "7", "1"))],
        {HoldCode.NO_ORDER},
    ),
    ("no reference, but the only order with this total", fields(line(1, "A", "10", "5.00"), orders=()), [TEN_AT_5], set()),
    (
        "no reference, and two orders have this total",
        fields(line(1, "Q", "10", "5.00"), orders=()),
        [TEN_AT_5, order("4712", order_line(1, "B", "10", "5.00"))],
        {HoldCode.NO_ORDER},
    ),
    (
        "another currency than the order's",
        replace(fields(line(1, "A", "10", "5.00")), currency="EUR"),
        [TEN_AT_5],
        {HoldCode.CURRENCY_MISMATCH},
    ),
    ("no lines, total as ordered", fields(net_total=brl("50"), gross_total=brl("50")), [TEN_AT_5], set()),
    (
        "no lines, total above tolerance",
        fields(net_total=brl("51"), gross_total=brl("51")),
        [TEN_AT_5],
        {HoldCode.TOTAL_VARIANCE},
    ),
]


@pytest.mark.parametrize(("said", "of", "orders", "expected"), CASES, ids=[case[0] for case in CASES])
def test_match(said: str, of: InvoiceFields, orders: list[PurchaseOrder], expected: set[HoldCode]) -> None:
    _, findings = matching.match(of, ACME, orders, (), POLICY)
    assert {finding.code for finding in findings} == expected


def test_quoting_an_order_of_another_supplier_is_never_a_match() -> None:
    foreign = order("8000", order_line(1, "A", "10", "5.00"), supplier="other")
    result, findings = matching.match(fields(line(1, "A", "10", "5.00"), orders=("8000",)), ACME, [], [foreign], POLICY)
    assert result.order_numbers == ()
    assert {f.code for f in findings} == {HoldCode.ORDER_OF_OTHER_SUPPLIER, HoldCode.NO_ORDER}


def test_a_supplier_that_needs_no_order_is_not_held_for_one() -> None:
    _, findings = matching.match(fields(orders=()), replace(ACME, order_required=False), [], (), POLICY)
    assert findings == ()


def test_the_match_without_a_reference_says_that_it_is_less_certain() -> None:
    named, _ = matching.match(fields(line(1, "A", "10", "5.00")), ACME, [TEN_AT_5], (), POLICY)
    guessed, _ = matching.match(fields(line(1, "A", "10", "5.00"), orders=()), ACME, [TEN_AT_5], (), POLICY)
    assert named.certain
    assert not guessed.certain
    assert "only order 4711 has this total" in guessed.how


def test_lines_are_assigned_together_not_one_after_the_other() -> None:
    """Greedy would give the first line the best pair and leave the second without any."""
    two = order("4711", order_line(1, "X1", "5", "10.00"), order_line(2, "X2", "5", "12.00"))
    of = fields(line(1, None, "5", "12.00", description="Item X1"), line(2, "X1", "5", "10.00", description="Item X1"))
    result, _ = matching.match(of, ACME, [two], (), POLICY)
    assert [m.order_line for m in result.lines] == [2, 1]


def test_the_card_shows_the_whole_equation() -> None:
    result, _ = matching.match(fields(line(1, "A", "3", "5.00")), ACME, [SIX_BILLED], (), POLICY)
    m = result.lines[0]
    assert (m.ordered, m.received, m.billed_before, m.quantity, m.left) == tuple(map(Decimal, ("10", "10", "6", "3", "1")))


def test_what_would_clear_a_variance_is_said() -> None:
    _, findings = matching.match(fields(line(1, "A", "6", "5.00")), ACME, [HALF_RECEIVED], (), POLICY)
    assert findings[0].clears_when == "Clears when 1 more are received, or 1 fewer are billed."
