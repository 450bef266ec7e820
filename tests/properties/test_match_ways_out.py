"""What has no tolerance has a way out all the same, and the hold says it truly: a unit, a missing item, a currency (row N6)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.money import Money, total
from ap_engine.model.policy import Policy
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.model.remedies import Change
from ap_engine.rules import matching
from tests.properties.remedying import applied, in_currency
from tests.properties.test_match_laws import cases, found, quantities, unhurried
from tests.unit.trade import ACME, POLICY, fields, line, order, order_line


@unhurried
@given(cases())
def test_a_strange_currency_clears_by_either_document(case: tuple[InvoiceFields, PurchaseOrder, Policy]) -> None:
    of, ordered, policy = case
    foreign = (in_currency(of, "EUR"), ordered, policy)
    (finding,) = [one for one in found(*foreign) if one.code is HoldCode.CURRENCY_MISMATCH]
    assert [remedy.change for remedy in finding.remedies] == [Change.BILL_CURRENCY, Change.ORDER_CURRENCY]
    for remedy in finding.remedies:
        assert finding.key not in {one.key for one in found(*applied(remedy, *foreign))}, remedy


@unhurried
@given(
    cases(), st.sampled_from(["Rubber seal 40 mm", "Consulting, night shift", ""]), st.sampled_from([None, "NEW-1"]), quantities
)
def test_a_line_on_no_order_clears_by_the_item_on_it_or_without_the_line(
    case: tuple[InvoiceFields, PurchaseOrder, Policy], text: str, code: str | None, quantity: Decimal
) -> None:
    of, ordered, policy = case
    assume(of.lines)
    made = replace(line(len(of.lines) + 1, code, "1", "1"), description=text, quantity=quantity, unit="UN")
    stranger = replace(made, unit_price=Decimal(7), net=Money(quantity * 7, "BRL"))
    lines = (*of.lines, stranger)
    strange = (replace(of, lines=lines, net_total=total((one.net for one in lines), "BRL")), ordered, policy)
    key = (HoldCode.UNMATCHED_LINE, stranger.number)
    findings = [one for one in found(*strange) if one.key == key]
    assume(findings)
    (finding,) = findings
    changes = [remedy.change for remedy in finding.remedies]
    assert (Change.ORDER_LINE in changes) == bool(text or code), "a line that says nothing of itself is honest about it"
    assert Change.BILL_WITHOUT in changes
    for remedy in finding.remedies:
        assert key not in {one.key for one in found(*applied(remedy, *strange))}, remedy


def test_orders_in_two_currencies_are_cleared_by_no_one_change() -> None:
    two = [
        replace(order(number, order_line(1, "A", "1", "1")), currency=currency)
        for number, currency in (("1", "EUR"), ("2", "USD"))
    ]
    of = replace(fields(line(1, "A", "1", "1"), line(2, "A", "1", "1")), purchase_order_references=("1", "2"))
    (finding,) = [one for one in matching.match(of, ACME, two, (), POLICY)[1] if one.code is HoldCode.CURRENCY_MISMATCH]
    assert finding.remedies == () and "No one change clears it" in finding.clears_when


def test_boxes_for_an_order_in_pieces_clear_by_either_unit() -> None:
    ordered = order("4711", order_line(1, "I1", "48", "2.00", received=Decimal(48)))
    billed = replace(line(1, "I1", "2", "24.00"), unit="CX")
    (finding,) = [one for one in found(fields(billed), ordered, POLICY) if one.code is HoldCode.UNIT_DIFFERS]
    assert [(one.change, one.to, one.subject) for one in finding.remedies] == [
        (Change.BILL_UNIT, Decimal(24), ordered.lines[0].unit), (Change.ORDER_UNIT, Decimal(12), "CX"),
    ]  # fmt: skip
    for remedy in finding.remedies:
        assert not found(*applied(remedy, fields(billed), ordered, POLICY)), "nothing else is wrong with it either"
