"""Which order an invoice bills, in M9's order, and how sure that is, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import matching, order_finding
from tests.unit.trade import ACME, POLICY, brl, fields, line, order, order_line

TEN_AT_5 = order("4711", order_line(1, "A", "10", "5.00"))
SIX_BILLED = order("4711", order_line(1, "A", "10", "5.00", billed="6"))
THREE_LINES = order("4711", order_line(1, "A", "10", "5.00"), order_line(2, "B", "1", "33.10"), order_line(3, "C", "4", "12.25"))
OTHER = order("4712", order_line(1, "B", "7", "3.00"))
CHAIRS = order("4713", order_line(1, "C1", "8", "300.00", description="Office chair, black"))


def asks(amount: str, *references: str, **more: object) -> InvoiceFields:
    """An invoice of which only the total was read."""
    return fields(orders=references, net_total=brl(amount), gross_total=brl(amount), **more)


# what is said, invoice, open orders, chosen, part of `how`, certain
CASES: list[tuple[str, InvoiceFields, list[PurchaseOrder], list[str], str, bool]] = [
    ("named, total is what was ordered", asks("50", "4711"), [TEN_AT_5, OTHER], ["4711"], "open amount is its total", True),
    ("named, total is what is left", asks("20", "4711"), [SIX_BILLED], ["4711"], "open amount is its total", True),
    ("named, what was ordered but not what is left", asks("50", "4711"), [SIX_BILLED], ["4711"], "differs", False),
    ("two named, total is both", asks("71", "4711 and 4712"), [TEN_AT_5, OTHER], ["4711", "4712"], "are its total", True),
    ("total is net, tax comes on top", replace(asks("50", "4711"), gross_total=brl("55")), [TEN_AT_5], ["4711"], "is its", True),
    ("named, total is two of its lines", asks("99", "4711"), [THREE_LINES], ["4711"], "that of lines 1, 3", True),
    ("named, total is one of its lines", asks("33.10", "4711"), [THREE_LINES], ["4711"], "that of line 2", True),
    (
        "two ways to come to the total may be chance",
        asks("20", "4711"),
        [order("4711", *(order_line(n, str(n), "1", "10.00") for n in (1, 2, 3)))],
        ["4711"],
        "may be chance",
        False,
    ),
    (
        "of eleven lines some come to nearly anything",
        asks("1024", "4711"),
        [order("4711", *(order_line(n, str(n), "1", str(2**n)) for n in range(11)))],
        ["4711"],
        "may be chance",
        False,
    ),
    (
        "of more than twenty lines the total is not looked for",
        asks("3", "4711"),
        [order("4711", *(order_line(n, str(n), "1", str(3**n)) for n in range(1, 22)))],
        ["4711"],
        "differs",
        False,
    ),
    ("named, with its items", fields(line(1, "A", "4", "5.00")), [TEN_AT_5], ["4711"], "which has its items", True),
    ("named, amounts and items differ", fields(line(1, None, "4", "5.10")), [TEN_AT_5], ["4711"], "total differs", False),
    ("one of two references is unknown", asks("50", "4711", "9999"), [TEN_AT_5], ["4711"], "names order 4711", False),
    ("as a scan reads it", asks("50", "47I1"), [TEN_AT_5], ["4711"], "I for 1", False),
    (
        "named in a line's description",
        fields(line(1, "A", "10", "5.00", description="Cabos, pedido 4711"), orders=()),
        [TEN_AT_5, OTHER],
        ["4711"],
        "stands in a line's description",
        False,
    ),
    (
        "a bare number in a description, and the total agrees",
        fields(line(1, None, "10", "5.00", description="Cabos 4711"), orders=()),
        [TEN_AT_5, order("4712", order_line(1, "B", "10", "5.00"))],
        ["4711"],
        "stands in a line's description",
        False,
    ),
    (
        "a bare number in a description alone is a size",
        fields(line(1, None, "1", "9.00", description="Cabos 4711"), orders=()),
        [TEN_AT_5],
        [],
        "no order found",
        False,
    ),
    ("only one order has this total", asks("50"), [TEN_AT_5, OTHER], ["4711"], "only order 4711 has this total", False),
    ("only one order has this left", asks("20"), [SIX_BILLED, OTHER], ["4711"], "only order 4711 has this total", False),
    ("a wrong reference, and only one order has this total", asks("50", "1"), [TEN_AT_5], ["4711"], "no usable ref", False),
    (
        "item, price and quantity are those of one order",
        fields(line(1, "C", "4", "12.25"), orders=()),
        [THREE_LINES, OTHER],
        ["4711"],
        "these items, at these prices and quantities",
        False,
    ),
    ("alike items alone are only suggested", fields(line(1, "A", "3", "5.00"), orders=()), [TEN_AT_5], [], "on 4711", False),
    (
        "alike descriptions are only suggested",
        fields(line(1, None, "3", "300.00", description="Office chair ergonomic black"), orders=()),
        [TEN_AT_5, CHAIRS],
        [],
        "read like those of 4713",
        False,
    ),
    ("nothing fits", fields(line(1, None, "3", "9.00", description="Frete"), orders=()), [TEN_AT_5], [], "no order found", False),
    ("a closed order is not open", asks("50", "4711"), [replace(TEN_AT_5, closed=True)], [], "no order found", False),
    ("another currency is another amount", asks("50"), [replace(TEN_AT_5, currency="EUR")], [], "no order found", False),
]


@pytest.mark.parametrize(("said", "of", "orders", "chosen", "how", "certain"), CASES, ids=[case[0] for case in CASES])
def test_found(said: str, of: InvoiceFields, orders: list[PurchaseOrder], chosen: list[str], how: str, certain: bool) -> None:
    choice = order_finding.find(of, orders, POLICY.terms.price)
    assert [o.number for o in choice.orders] == chosen
    assert how in choice.how
    assert choice.certain is certain


@pytest.mark.parametrize(
    ("of", "hint"),
    [
        (fields(line(1, "A", "3", "5.00"), orders=()), "Its items are on 4711."),
        (fields(line(1, None, "3", "300.00", description="Office chair black"), orders=()), "read like those of 4713."),
    ],
)
def test_a_suggestion_stands_in_the_holds_words(of: InvoiceFields, hint: str) -> None:
    result, findings = matching.match(of, ACME, [TEN_AT_5, CHAIRS], (), POLICY)
    assert result.order_numbers == ()
    assert [f.code for f in findings] == [HoldCode.NO_ORDER]
    assert hint in findings[0].reason


def test_an_order_of_another_supplier_is_told_however_it_is_written() -> None:
    foreign = order("8000", order_line(1, "A", "10", "5.00"), supplier="other")
    _, findings = matching.match(asks("9", "Pedido nº 8000"), ACME, [TEN_AT_5], [foreign], POLICY)
    assert HoldCode.ORDER_OF_OTHER_SUPPLIER in {f.code for f in findings}


def test_good_will_does_not_take_another_suppliers_order_for_ours() -> None:
    """8000 is theirs, literally; that ours of 2025 begins with it does not make it ours without a word."""
    ours = order("8000/2025", order_line(1, "A", "10", "5.00"))
    foreign = order("8000", order_line(1, "A", "10", "5.00"), supplier="other")
    _, findings = matching.match(asks("50", "8000"), ACME, [ours], [foreign], POLICY)
    assert HoldCode.ORDER_OF_OTHER_SUPPLIER in {f.code for f in findings}
