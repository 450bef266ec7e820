"""Is there money for it (row R4): what a budget hold says, and how long a person's release of it lasts (rule M13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ap_engine.model.coding import YEAR, Allocation, BankBalance, Budget
from ap_engine.model.holds import HoldCode
from ap_engine.model.money import Money
from ap_engine.model.parties import Person, Role
from ap_engine.model.policy import BalancePolicy, Severity
from ap_engine.model.remedies import Change
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


AMOUNTS = st.decimals("0", "100000", places=2)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.decimals("0.01", "100000", places=2), st.sampled_from([11, YEAR]))
def test_each_remedy_alone_clears_it(
    planned: Decimal, committed: Decimal, spent: Decimal, ordered: Decimal, asked: Decimal, month: int
) -> None:
    """Row N6: what is said to clear a budget's hold does, to the cent."""
    amounts = (brl(str(one)) for one in (planned, committed, spent, ordered))
    of = Budget("production", 2026, month, *amounts)
    policy = BalancePolicy(year_budget=Severity.HOLD)
    found_ = balance.check([share(str(asked))], [of], NAMES, policy)
    assert (found_ == ()) == (brl(str(asked)) <= of.left)
    for remedy in (one for finding in found_ for one in finding.remedies):
        if remedy.change is Change.SHARE:
            after = balance.check([share(str(remedy.to))], [of], NAMES, policy)
        else:
            after = balance.check([share(str(asked))], [replace(of, amount=brl(str(remedy.to)))], NAMES, policy)
        assert after == ()


@given(st.decimals("0", "100000", places=2), AMOUNTS, AMOUNTS, st.decimals("0.01", "100000", places=2))
def test_the_money_that_is_missing_in_the_bank_clears_it(have: Decimal, due: Decimal, keep: Decimal, asked: Decimal) -> None:
    policy = BalancePolicy(bank=Severity.HOLD)
    known = BankBalance("1", "Main", brl(str(have)), NOW.date(), NOW)
    bank = balance.Bank(known, brl(str(due)), NOW.date(), brl(str(keep)))
    for finding in balance.check_bank(brl(str(asked)), bank, policy, NOW):
        (remedy,) = finding.remedies
        filled = replace(bank, balance=replace(known, balance=brl(str(remedy.to))))
        assert balance.check_bank(brl(str(asked)), filled, policy, NOW) == ()
        short = replace(bank, balance=replace(known, balance=brl(str(remedy.to)) - brl("0.01")))
        assert balance.check_bank(brl(str(asked)), short, policy, NOW) != ()
