"""The tax that an invoice asks for against its own rates, in the words of the trade (rules M7, C9): too much and too little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Charge, InvoiceFields
from ap_engine.model.match_terms import Tolerance
from ap_engine.model.money import Money
from ap_engine.model.purchasing import OrderCharge, PurchaseOrder
from ap_engine.rules import matching, tax_rates
from tests.properties.remedying import applied
from tests.scenarios.scenario import Scenario, table
from tests.unit.trade import ACME, POLICY, fields, line, order, order_line

HELD, PASSES = ["tax_variance"], []
FREE = replace(ACME, order_required=False)
STRICT = replace(POLICY, terms=replace(POLICY.terms, tax=Tolerance(Decimal(0), Decimal(0))))
BY_ONE = replace(POLICY, terms=replace(POLICY.terms, tax=Tolerance(Decimal(100), Decimal(1))))


def bill(tax: str | None, *rated: tuple[str, str | None], beside: str = "0") -> InvoiceFields:
    """An invoice of lines (net, rate in percent or none) with this tax; `beside` is freight on the document."""
    lines = tuple(
        replace(line(n, f"I{n}", "1", net), tax_rate=None if rate is None else Decimal(rate))
        for n, (net, rate) in enumerate(rated, start=1)
    )
    charges = (Charge("freight", Money.of(beside, "BRL")),) if Decimal(beside) else ()
    return replace(fields(*lines, orders=()), tax_total=None if tax is None else Money.of(tax, "BRL"), charges=charges)


def found(of: InvoiceFields, policy: object = STRICT, *orders: PurchaseOrder) -> list[Finding]:
    result = matching.match(of, ACME if orders else FREE, orders, (), policy)[1]  # type: ignore[arg-type]
    return [one for one in result if one.code is HoldCode.TAX_VARIANCE]


def told(of: InvoiceFields, policy: object = STRICT, *orders: PurchaseOrder) -> Callable[[], object]:
    return lambda: [one.code.value for one in found(of, policy, *orders)]


def ordered(*charges: OrderCharge) -> PurchaseOrder:
    return replace(order("4711", order_line(1, "I1", "1", "100.00")), charges=charges)


def named(of: InvoiceFields) -> InvoiceFields:
    return replace(of, purchase_order_references=("4711",))


S = Scenario
SCENARIOS: tuple[Scenario, ...] = (
    S("M7", "19 % of 100.00 are 19.00", told(bill("19.00", ("100.00", "19"))), PASSES),
    S("M7", "more tax than the rate makes", told(bill("21.00", ("100.00", "19"))), HELD),
    S("M7", "less tax than the rate makes", told(bill("7.00", ("100.00", "19"))), HELD),
    S("M7", "a cent is rounding", told(bill("19.01", ("100.00", "19"))), PASSES),
    S("M7", "two cents are not, where nothing is allowed", told(bill("19.02", ("100.00", "19"))), HELD),
    S("M7", "up to one real is allowed by this policy", told(bill("20.00", ("100.00", "19")), BY_ONE), PASSES),
    S("M7", "and not a cent more", told(bill("20.01", ("100.00", "19")), BY_ONE), HELD),
    S("M7", "nor a cent less", told(bill("17.99", ("100.00", "19")), BY_ONE), HELD),
    S("C9", "each rate is rounded for itself", told(bill("1.31", ("10.03", "7"), ("3.21", "19"))), PASSES),
    S("C9", "lines of one rate are added up before they are rounded",
      lambda: tax_rates.expected_tax(bill("0", *[("0.05", "10")] * 5)), Decimal("0.03")),
    S("M7", "tax on an exempt line", told(bill("19.00", ("100.00", "0"))), HELD),
    S("M7", "a line without a rate: nothing is made up", told(bill("50.00", ("100.00", "19"), ("100.00", None))), PASSES),
    S("M7", "no tax read: nothing is made up", told(bill(None, ("100.00", "19"))), PASSES),
    S("M8", "freight beside the lines: at which rate is not said", told(bill("19.00", ("100.00", "19"), beside="10.00")), PASSES),
    S("M7", "an order that says nothing of taxes: the document's rates are the expectation",
      told(named(bill("21.00", ("100.00", "19"))), STRICT, ordered()), HELD),
    S("M7", "what the order agreed of taxes goes first",
      told(named(bill("21.00", ("100.00", "19"))), STRICT, ordered(OrderCharge("tax", Decimal("21.00")))), PASSES),
    S("M7", "and is told once", told(named(bill("30.00", ("100.00", "19"))), STRICT, ordered(OrderCharge("tax", Decimal("21.00")))), HELD),
    S("M7", "it says what it should be, and by which rate", lambda: [one.reason for one in found(bill("21.00", ("100.00", "19")))],
      ["Tax of 21, and 19 by the rates that the invoice says itself: 19 %."]),
)  # fmt: skip


@table(SCENARIOS)
def test_tax_rates(scenario: Scenario) -> None:
    scenario.hold()


def test_what_would_clear_it_is_true_in_both_directions() -> None:
    for tax in ("21.00", "7.00"):
        of, at = named(bill(tax, ("100.00", "19"))), ordered()
        (finding,) = found(of, STRICT, at)
        assert len(finding.remedies) == 2
        for remedy in finding.remedies:
            changed, order_now, policy = applied(remedy, of, at, STRICT)
            assert not found(changed, policy, order_now), remedy
