"""Words for the cases of the policy: an invoice as it was judged, another policy, versions, mistakes in the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from ap_engine import policy_file
from ap_engine.model.backtest import Fate, Judged
from ap_engine.model.errors import PolicyError
from ap_engine.model.holds import Blocks, HoldCode
from ap_engine.model.match import Compared, LineMatch, MatchResult
from ap_engine.model.match_terms import MatchRule, Tolerance
from ap_engine.model.money import Money
from ap_engine.model.policy import Policy
from ap_engine.model.policy_versions import PolicyState, PolicyVersion, in_force_on
from ap_engine.rules import backtest, suggestions
from tests.unit.trade import POLICY, ROOT_POLICY

NOW = datetime(2026, 11, 20, tzinfo=UTC)
HELD = ((HoldCode.PRICE_VARIANCE, 1, Blocks.APPROVAL),)


def tolerance(percent: str, absolute: str, both: bool = False) -> Tolerance:
    return Tolerance(Decimal(percent), Decimal(absolute), both)


def line(price: str = "10.00", quantity: str = "10", **more: Decimal) -> LineMatch:
    """Ten of an item that was ordered at 10.00 and came."""
    amount = Decimal(price) * Decimal(quantity)
    made = LineMatch(1, "PO-1", 1, Decimal(10), Decimal(10), quantity=Decimal(quantity), order_price=Decimal(10), price=Decimal(price),
                     certain=True, amount=amount, accepted=Decimal(10), items=("BOLT",))  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def judged(
    of: LineMatch, fate: Fate = Fate.WENT_ON, findings: tuple[tuple[HoldCode, int | None, Blocks], ...] = (),
    now: str | None = None, compared: tuple[Compared, ...] = (), supplier: str = "acme",
) -> Judged:  # fmt: skip
    match = MatchResult(("PO-1",), (of,), "", True, compared=compared)
    asks = Money.of(now, "BRL") if now else Money(of.amount, "BRL")
    return Judged("AP-1", POLICY.version, supplier, Money(of.amount, "BRL"), asks, match, findings, fate)


def effect(one: Judged, policy: Policy) -> Callable[[], object]:
    """What a policy would have done with one invoice: every effect, and what was at stake."""

    def run() -> object:
        _, figures, _ = backtest.run([one], policy, lambda version: POLICY)
        return {figure.effect: " + ".join(str(money.amount) for money in figure.at_stake) for figure in figures}

    return run


def price(percent: str, absolute: str, both: bool = False) -> Policy:
    return replace(POLICY, terms=replace(POLICY.terms, price=tolerance(percent, absolute, both)))


def rule(**terms: object) -> Policy:
    return replace(POLICY, match_rules=(MatchRule(**terms),))  # type: ignore[arg-type]


def version(name: str, begins: str | None, state: PolicyState = PolicyState.AGREED, hour: int = 0) -> PolicyVersion:
    day = date.fromisoformat(begins) if begins else None
    at = NOW.replace(hour=hour)
    return PolicyVersion(name, day or NOW.date(), state, "", "", "ada", at, decided_by="fabio", decided_at=at, in_force_from=day)


def on(day: str, *versions: PolicyVersion) -> Callable[[], object]:
    def run() -> object:
        found = in_force_on(versions, date.fromisoformat(day))
        return found.version if found else None

    return run


def mistake(before: str, after: str) -> Callable[[], object]:
    """What the policy file says of a change in it."""

    def run() -> object:
        assert before in ROOT_POLICY
        try:
            policy_file.parse(ROOT_POLICY.replace(before, after, 1))
        except PolicyError as error:
            return ".".join(error.path), error.line is not None
        return "fine", True

    return run


def suggested(*history: Judged) -> Callable[[], object]:
    def run() -> object:
        numbered = [replace_id(one, number) for number, one in enumerate(history)]
        return [(one.item_code, one.name, str(one.tolerance.percent)) for one in suggestions.suggest(numbered, POLICY)]

    return run


def replace_id(one: Judged, number: int) -> Judged:
    return Judged(f"AP-{number}", one.policy, one.supplier_id, one.amount, one.amount_now, one.match, one.findings, one.fate)


DEAR, CHEAP = line("10.30"), line("9.00")
RELEASED = judged(DEAR, Fate.RELEASED, HELD)
FREIGHT = (Compared(HoldCode.CHARGE_VARIANCE, "charges", Decimal("5.00"), Decimal("100.00")),)
PRICE = 'price: {percent: "2", absolute: "50.00"}'
NOTED = ((HoldCode.BUDGET_EXCEEDED, 1, Blocks.APPROVAL),)
RISK = ((HoldCode.RISK_ROUND_AMOUNT, None, Blocks.NOTHING),)
