"""Cases of the policy: limits, risks and what leaks; versions and days; what releases suggest."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ap_engine.model.backtest import Effect, Fate
from ap_engine.model.holds import Blocks, HoldCode
from ap_engine.model.money import Money
from ap_engine.model.policy import Severity
from ap_engine.model.policy_versions import PolicyState
from ap_engine.policy_file.changes import changes
from tests.scenarios.policies import (
    DEAR,
    HELD,
    NOTED,
    PRICE,
    RELEASED,
    RISK,
    effect,
    judged,
    line,
    mistake,
    on,
    price,
    suggested,
    version,
)
from tests.scenarios.scenario import Scenario, table
from tests.unit.trade import POLICY, ROOT_POLICY

SCENARIOS: tuple[Scenario, ...] = (
    # What was let through and turned out wrong (F9), and the limits.
    Scenario(
        "F9",
        "policy: it would have slipped through, and was cancelled: the whole was at stake",
        effect(judged(DEAR, Fate.CANCELLED, HELD), price("4", "50")),
        {Effect.LEAKED: "103.00"},
    ),
    Scenario(
        "F9",
        "policy: it would have slipped through, and was corrected to less: the difference was",
        effect(judged(DEAR, Fate.REDUCED, HELD, now="100.00"), price("4", "50")),
        {Effect.LEAKED: "3.00"},
    ),
    Scenario(
        "F9",
        "policy: what another control stopped is stopped still",
        effect(judged(DEAR, Fate.CANCELLED, (*HELD, (HoldCode.DUPLICATE, None, Blocks.APPROVAL))), price("4", "50")),
        {Effect.HELD: ""},
    ),
    Scenario(
        "F9",
        "policy: who pays was not said yet is no control",
        effect(judged(DEAR, Fate.RELEASED, (*HELD, (HoldCode.CODING_REQUIRED, None, Blocks.APPROVAL))), price("4", "50")),
        {Effect.PASSES_RELEASED: ""},
    ),
    Scenario(
        "F9",
        "policy: approved by rule up to the limit",
        effect(judged(line()), replace(POLICY, auto_approve_up_to=Money.of("100", "BRL"))),
        {Effect.PASSES: "", Effect.NEWLY_BY_RULE: ""},
    ),
    Scenario(
        "F9",
        "policy: not a cent above it",
        effect(judged(line()), replace(POLICY, auto_approve_up_to=Money.of("99.99", "BRL"))),
        {Effect.PASSES: ""},
    ),
    Scenario(
        "F9",
        "policy: never what is held",
        effect(judged(line("11"), Fate.RELEASED, HELD), replace(POLICY, auto_approve_up_to=Money.of("900", "BRL"))),
        {Effect.HELD: ""},
    ),
    Scenario(
        "F9",
        "policy: by rule, and rejected by a person: the whole was at stake",
        effect(judged(line(), Fate.REJECTED), replace(POLICY, auto_approve_up_to=Money.of("900", "BRL"))),
        {Effect.PASSES: "", Effect.NEWLY_BY_RULE: "100.00"},
    ),
    Scenario(
        "F7",
        "policy: a lower limit asks the director too",
        effect(judged(line()), replace(POLICY, two_approvals_above=Money.of("100", "BRL"))),
        {Effect.PASSES: "", Effect.DIRECTOR_TOO: ""},
    ),
    Scenario(
        "F5",
        "policy: a risk that was told holds where the policy says so",
        effect(judged(line(), findings=RISK), replace(POLICY, risk=replace(POLICY.risk, round_amount=Severity.HOLD))),
        {Effect.NEWLY_HELD: ""},
    ),
    Scenario(
        "F5", "policy: and holds nothing where it is told", effect(judged(line(), findings=RISK), POLICY), {Effect.PASSES: ""}
    ),
    Scenario(
        "F5",
        "policy: a budget that held is told where the policy says so",
        effect(
            judged(line(), Fate.RELEASED, NOTED), replace(POLICY, balance=replace(POLICY.balance, month_budget=Severity.NOTE))
        ),
        {Effect.PASSES_RELEASED: ""},
    ),
    # Versions (F10, A10 in F10's words).
    Scenario(
        "F10",
        "policy: the version with the latest day that has come",
        on("2026-11-20", version("a", "2026-01-01"), version("b", "2026-11-20"), version("c", "2026-11-21")),
        "b",
    ),
    Scenario(
        "F10",
        "policy: of one day, the one agreed to last",
        on("2026-11-20", version("a", "2026-11-20", hour=9), version("b", "2026-11-20", hour=8)),
        "a",
    ),
    Scenario(
        "F10",
        "policy: a proposal is never in force",
        on("2026-11-20", version("a", "2026-01-01"), version("b", None, PolicyState.PROPOSED)),
        "a",
    ),
    Scenario(
        "F10",
        "policy: nor what was refused or withdrawn",
        on(
            "2026-11-20",
            version("a", "2026-01-01"),
            version("b", None, PolicyState.REFUSED),
            version("c", None, PolicyState.WITHDRAWN),
        ),
        "a",
    ),
    Scenario(
        "F10",
        "policy: before the first day the first one counts",
        on("2025-01-01", version("a", "2026-01-01"), version("b", "2026-02-01")),
        "a",
    ),
    Scenario("F10", "policy: an unknown setting is a mistake, not silence", mistake("rounding:", "rounded:"), ("rounded", True)),
    Scenario(
        "F10", "policy: a setting that stands twice is a mistake", mistake("rounding:", 'rounding: "0.01"\nrounding:'), ("", True)
    ),
    Scenario(
        "F10",
        "policy: what changed is told setting by setting",
        lambda: [
            (one.path[-1], one.before, one.after)
            for one in changes(ROOT_POLICY, ROOT_POLICY.replace(PRICE, PRICE.replace('"2"', '"3"')))
        ],
        [("percent", "2", "3")],
    ),
    Scenario(
        "F10",
        "policy: 2 and 2.00 are no change",
        lambda: changes(ROOT_POLICY, ROOT_POLICY.replace(PRICE, PRICE.replace('"2"', '"2.00"'))),
        (),
    ),
    # Suggestions from releases (N4, under M3).
    Scenario(
        "M3",
        "policy: two releases suggest what the dearer one needed",
        suggested(RELEASED, judged(line("10.40"), Fate.RELEASED, HELD)),
        [("BOLT", "price", "4.00")],
    ),
    Scenario("M3", "policy: one release suggests nothing", suggested(RELEASED), []),
    Scenario(
        "M3",
        "policy: what was cancelled afterwards suggests nothing",
        suggested(RELEASED, judged(DEAR, Fate.CANCELLED, HELD)),
        [],
    ),
    Scenario(
        "M3",
        "policy: what was corrected to less suggests nothing",
        suggested(RELEASED, judged(DEAR, Fate.REDUCED, HELD, now="100.00")),
        [],
    ),
    Scenario(
        "M3",
        "policy: two suppliers' releases are two suppliers'",
        suggested(RELEASED, judged(DEAR, Fate.RELEASED, HELD, supplier="other")),
        [],
    ),
    Scenario(
        "M15",
        "policy: goods of which nothing came suggest no percentage",
        suggested(*[judged(line(received=Decimal(0)), Fate.RELEASED, ((HoldCode.QUANTITY_RECEIVED, 1, Blocks.APPROVAL),))] * 2),
        [],
    ),
)


@table(SCENARIOS)
def test_the_policy(scenario: Scenario) -> None:
    scenario.hold()
