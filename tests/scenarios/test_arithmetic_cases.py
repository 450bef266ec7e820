"""Does an invoice add up? Its printed figures are never repaired: both numbers are said (C9, C10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ap_engine.model.invoice import Charge, InvoiceFields
from ap_engine.rules import arithmetic
from tests.scenarios.scenario import Scenario, table
from tests.unit.trade import POLICY, brl, fields, line

GOOD = fields(line(1, "A", "10", "5.00"))


def found(of: InvoiceFields) -> Callable[[], int]:
    return lambda: len(arithmetic.check(of, POLICY.rounding))


def said(of: InvoiceFields) -> Callable[[], list[str]]:
    return lambda: [finding.reason for finding in arithmetic.check(of, POLICY.rounding)]


def three(net: str, gross: str, *charges: tuple[str, str]) -> InvoiceFields:
    """Three lines of 33.33 with this net and total."""
    lines = tuple(line(n, f"L{n}", "1", "33.33") for n in (1, 2, 3))
    made = tuple(Charge(kind, brl(amount)) for kind, amount in charges)
    return replace(fields(*lines), net_total=brl(net), gross_total=brl(gross), charges=made)


SCENARIOS: tuple[Scenario, ...] = (
    Scenario("C9", "quantity times price is the line", found(GOOD), 0),
    Scenario("C9", "a line that is not its product", found(fields(line(1, "A", "10", "5.00", net="55.00"))), 1),
    Scenario("C9", "half a percent on weighed goods", found(fields(line(1, "A", "3.333", "29.99", net="100.00"))), 0),
    Scenario("C9", "one percent on weighed goods is too much", found(fields(line(1, "A", "3.333", "29.99", net="101.00"))), 1),
    Scenario("C9", "a line without a quantity is taken at its net", found(
        fields(replace(line(1, "A", "1", "5.00", net="77.00"), quantity=None))), 0),
    Scenario("C9", "a line without a price is taken at its net", found(
        fields(replace(line(1, "A", "3", "5.00", net="77.00"), unit_price=None))), 0),
    Scenario("C9", "both figures of a line are said", said(fields(line(1, "A", "10", "5.00", net="55.00"))),
             ["Line 1: 10 × 5 is 50.00, but the line says 55.00."]),
    Scenario("C10", "lines come to the net", found(three("99.99", "99.99")), 0),
    Scenario("C10", "a net that was rounded once more", found(three("100.00", "100.00")), 0),
    Scenario("C10", "a net that is not the sum of its lines", found(three("110.00", "110.00")), 1),
    Scenario("C10", "freight makes up the difference", found(three("106.99", "106.99", ("freight", "7.00"))), 0),
    Scenario("C10", "a discount makes up the difference", found(three("94.99", "94.99", ("discount", "-5.00"))), 0),
    Scenario("C10", "a total that is not net plus tax", said(replace(GOOD, tax_total=brl("9"), gross_total=brl("60"))),
             ["Net BRL 50.00 plus tax BRL 9.00 is BRL 59.00, but the total says BRL 60.00."]),
    Scenario("C10", "a total that is five cents off is rounding", found(replace(GOOD, tax_total=brl("9"), gross_total=brl("59.05"))), 0),
    Scenario("C10", "what is not stated is not checked", found(InvoiceFields()), 0),
    Scenario("C10", "nothing is repaired: the fields stay as they were printed", lambda: (
        arithmetic.check(three("110.00", "110.00"), POLICY.rounding), three("110.00", "110.00").net_total)[1], brl("110.00")),
)  # fmt: skip


@table(SCENARIOS)
def test_the_figures(scenario: Scenario) -> None:
    scenario.hold()
