"""Is there money for it (row R4): what a budget hold says, and how long a person's release of it lasts (rule M13)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from ap_engine.model.coding import Allocation, Budget
from ap_engine.model.holds import HoldCode
from ap_engine.model.money import Money
from ap_engine.model.parties import Person, Role
from ap_engine.model.policy import BalancePolicy
from ap_engine.rules import balance, holds

NOW = datetime(2026, 11, 13, 18, tzinfo=UTC)
NAMES = {"production": "Production"}
POLICY = BalancePolicy()
FINANCE = Person("paula", "Paula Teixeira", "paula@example.com", frozenset({Role.FINANCE}))


def brl(amount: str) -> Money:
    return Money(Decimal(amount), "BRL")


def budget(spent: str) -> Budget:
    return Budget("production", 2026, 11, brl("260000.00"), brl("0.00"), brl(spent))


def share(amount: str) -> Allocation:
    return Allocation("production", Decimal(100), brl(amount))


def found(amount: str, spent: str) -> tuple[str, ...]:
    return tuple(f.reason for f in balance.check([share(amount)], [budget(spent)], NAMES, POLICY))


def test_a_share_within_what_is_left_is_no_finding() -> None:
    assert found("60000.00", spent="200000.00") == ()


def test_a_share_above_what_is_left_names_what_is_left() -> None:
    assert found("60000.01", spent="200000.00") == (
        "Production has BRL 60000.00 left of BRL 260000.00 in 11/2026; its share is BRL 60000.01.",
    )


def test_a_release_above_the_whole_budget_outlasts_what_others_spend() -> None:
    findings = balance.check([share("551600.00")], [budget("0.00")], NAMES, POLICY)
    held = holds.settle((), findings, (HoldCode.BUDGET_EXCEEDED,), NOW)
    released = holds.release(held, HoldCode.BUDGET_EXCEEDED, 1, FINANCE, "Annual contract, agreed by the board.", NOW)
    later = balance.check([share("551600.00")], [budget("4995.00")], NAMES, POLICY)
    assert [hold.open for hold in holds.settle(released, later, (HoldCode.BUDGET_EXCEEDED,), NOW)] == [False]
