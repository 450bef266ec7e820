"""Cases of the policy: tolerances, levels and terms of their own, tried on invoices of the past."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ap_engine.model.backtest import Effect, Fate
from ap_engine.model.holds import Blocks, HoldCode
from ap_engine.model.match_terms import MatchLevel
from tests.scenarios.policies import (
    CHEAP,
    FREIGHT,
    PRICE,
    RELEASED,
    effect,
    judged,
    line,
    mistake,
    price,
    rule,
    tolerance,
)
from tests.scenarios.scenario import Scenario, table
from tests.unit.trade import POLICY

SCENARIOS: tuple[Scenario, ...] = (
    # Percent and amount together (M3), nothing and empty (M2), the most specific terms (M1).
    Scenario("M3", "policy: 3 % dear passes at 4 % and 50", effect(RELEASED, price("4", "50")), {Effect.PASSES_RELEASED: ""}),
    Scenario(
        "M3",
        "policy: 3 % dear is held still when the amount is exceeded first",
        effect(RELEASED, price("4", "2.99")),
        {Effect.HELD: ""},
    ),
    Scenario(
        "M3", "policy: to the cent of the amount it passes", effect(RELEASED, price("4", "3.00")), {Effect.PASSES_RELEASED: ""}
    ),
    Scenario(
        "M3",
        "policy: with both it passes until both are exceeded",
        effect(RELEASED, price("1", "3.00", both=True)),
        {Effect.PASSES_RELEASED: ""},
    ),
    Scenario(
        "M2", "policy: zero allows no difference at all", effect(judged(line("10.01")), price("0", "0")), {Effect.NEWLY_HELD: ""}
    ),
    Scenario(
        "M2",
        "policy: a cent on the line is rounding under any policy",
        effect(judged(line(amount=Decimal("100.01"))), price("0", "0")),
        {Effect.PASSES: ""},
    ),
    Scenario(
        "M2",
        "policy: an empty percentage is a mistake at its place",
        mistake(PRICE, PRICE.replace('"2"', '""')),
        ("matching.tolerances.price.percent", True),
    ),
    Scenario(
        "M2",
        "policy: an empty amount is a mistake at its place",
        mistake(PRICE, PRICE.replace('"50.00"', '""')),
        ("matching.tolerances.price.absolute", True),
    ),
    Scenario(
        "M2",
        "policy: a tolerance without its amount is a mistake",
        mistake(PRICE, 'price: {percent: "2"}'),
        ("matching.tolerances.price", True),
    ),
    Scenario(
        "M2",
        "policy: less than nothing is a mistake",
        mistake(PRICE, PRICE.replace('"2"', '"-2"')),
        ("matching.tolerances.price.percent", True),
    ),
    Scenario(
        "M1",
        "policy: the supplier's own terms let pass",
        effect(RELEASED, rule(supplier_id="acme", price=tolerance("5", "50"))),
        {Effect.PASSES_RELEASED: ""},
    ),
    Scenario(
        "M1",
        "policy: another supplier's terms do not",
        effect(RELEASED, rule(supplier_id="other", price=tolerance("5", "50"))),
        {Effect.HELD: ""},
    ),
    Scenario(
        "M1",
        "policy: the item's own terms let pass",
        effect(RELEASED, rule(item_code="BOLT", price=tolerance("5", "50"))),
        {Effect.PASSES_RELEASED: ""},
    ),
    Scenario(
        "M1",
        "policy: another item's do not",
        effect(RELEASED, rule(item_code="NUT", price=tolerance("5", "50"))),
        {Effect.HELD: ""},
    ),
    Scenario(
        "M1",
        "policy: two rules for the same supplier are a mistake",
        mistake("rules: []", "rules: [{supplier: a, level: 2-way}, {supplier: a, level: 4-way}]"),
        ("matching.rules.2", True),
    ),
    Scenario(
        "M1",
        "policy: a rule that says nothing is a mistake",
        mistake("rules: []", "rules: [{supplier: a}]"),
        ("matching.rules.1", True),
    ),
    Scenario("M6", "policy: a lower price holds nothing", effect(judged(CHEAP), POLICY), {Effect.PASSES: ""}),
    Scenario(
        "M6",
        "policy: a lower price is held where a tolerance for it is set",
        effect(judged(CHEAP), replace(POLICY, terms=replace(POLICY.terms, price_under=tolerance("5", "5")))),
        {Effect.NEWLY_HELD: ""},
    ),
    Scenario(
        "M8",
        "policy: freight that was not agreed passes at a wider tolerance",
        effect(
            judged(line(), Fate.RELEASED, ((HoldCode.CHARGE_VARIANCE, None, Blocks.APPROVAL),), compared=FREIGHT),
            replace(POLICY, terms=replace(POLICY.terms, charges=tolerance("5", "20"))),
        ),
        {Effect.PASSES_RELEASED: ""},
    ),
    Scenario(
        "M8",
        "policy: and is held where none is allowed",
        effect(judged(line(), compared=FREIGHT), replace(POLICY, terms=replace(POLICY.terms, charges=tolerance("0", "0")))),
        {Effect.NEWLY_HELD: ""},
    ),
    Scenario(
        "M15",
        "policy: 2-way would not have waited for the goods",
        effect(
            judged(line(received=Decimal(0)), Fate.CLEARED, ((HoldCode.QUANTITY_RECEIVED, 1, Blocks.APPROVAL),)),
            replace(POLICY, terms=replace(POLICY.terms, level=MatchLevel.TWO_WAY)),
        ),
        {Effect.PASSES_CLEARED: ""},
    ),
    Scenario(
        "M15",
        "policy: 4-way would have waited for the inspection",
        effect(judged(line(accepted=Decimal(0))), replace(POLICY, terms=replace(POLICY.terms, level=MatchLevel.FOUR_WAY))),
        {Effect.NEWLY_HELD: ""},
    ),
)


@table(SCENARIOS)
def test_the_policy(scenario: Scenario) -> None:
    scenario.hold()


def test_the_table_says_nothing_twice() -> None:
    assert len({one.words for one in SCENARIOS}) == len(SCENARIOS)
    with pytest.raises(AssertionError):
        replace(SCENARIOS[0], expected={}).hold()
