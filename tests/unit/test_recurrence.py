"""What a supplier usually bills, learned from what was accepted (rules M17, D9)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from ap_engine.model.holds import Blocks, HoldCode
from ap_engine.model.policy import RecurrencePolicy, Severity
from ap_engine.model.remedies import Change
from ap_engine.rules.recurrence import check, expected, explained
from tests.unit.trade import brl

POLICY = RecurrencePolicy()
RENT = [(Decimal(5000), date(2026, month, 5)) for month in (6, 7, 8, 9, 10)]
POWER = list(zip(map(Decimal, ("1180", "1302.40", "1420", "1255")), (date(2026, m, 20) for m in (7, 8, 9, 10)), strict=True))


def days(bills: list[tuple[Decimal, date]]) -> list[date]:
    return [day for _, day in bills]


def found(amount: str, day: date, bills: list[tuple[Decimal, date]], policy: RecurrencePolicy = POLICY) -> list[str]:
    return [one.reason for one in check(brl(amount), day, bills, days(bills), policy)]


def test_rent_of_every_month_is_never_in_doubt() -> None:
    for month in (11, 12):
        assert found("5000", date(2026, month, 5), RENT) == []
    assert explained(RENT, Decimal(5000), date(2026, 11, 3))


def test_the_second_rent_of_a_month_is_one_too_many() -> None:
    assert found("5000", date(2026, 10, 12), RENT) == ["Usual is one bill, each month; there is one of 2026-10-05 already."]
    assert not explained(RENT, Decimal(5000), date(2026, 10, 12))


def test_a_bill_far_above_the_usual_names_the_figures() -> None:
    assert found("2950", date(2026, 11, 20), POWER) == [
        "Usually BRL 1180.00–BRL 1420.00, each month; this one of BRL 2950.00 is more than 30 % above BRL 1278.70."
    ]


def test_a_bill_below_the_usual_is_told_and_holds_nothing() -> None:
    (one,) = check(brl("300"), date(2026, 11, 20), POWER, days(POWER), POLICY)
    assert (one.code, one.severity) == (HoldCode.UNEXPECTED_BILL, Blocks.NOTHING)


def test_two_contracts_are_two_levels_and_two_bills_a_month() -> None:
    phones = [(Decimal(amount), date(2026, month, 3)) for month in (7, 8, 9) for amount in (120, 900)]
    assert found("125", date(2026, 10, 3), phones) == []
    assert found("880", date(2026, 10, 4), [*phones, (Decimal(120), date(2026, 10, 3))]) == []
    assert found("400", date(2026, 10, 3), phones) != []
    both = [*phones, (Decimal(120), date(2026, 10, 3)), (Decimal(900), date(2026, 10, 3))]
    assert found("900", date(2026, 10, 6), both) == [
        "Usual are 2 bills, each month; there is one of 2026-10-03, 2026-10-03 already."
    ]


def test_too_few_bills_expect_nothing() -> None:
    assert expected(RENT[:2], POLICY) is None
    assert found("999999", date(2026, 8, 5), RENT[:2]) == []


def test_irregular_bills_have_a_band_and_no_count() -> None:
    odd = [(Decimal(100), date(2026, 1, 1) + timedelta(days=d)) for d in (0, 3, 40, 47, 180)]
    assert found("100", date(2026, 7, 1), odd) == []
    assert found("200", date(2026, 7, 1), odd) == [
        "Usually BRL 100.00, without a rhythm; this one of BRL 200.00 is more than 30 % above BRL 100.00."
    ]


def test_the_policy_says_whether_it_holds() -> None:
    day = date(2026, 11, 20)
    assert check(brl("2950"), day, POWER, (), RecurrencePolicy(Severity.OFF)) == ()
    (note,) = check(brl("2950"), day, POWER, (), RecurrencePolicy(Severity.NOTE))
    (hold,) = check(brl("2950"), day, POWER, (), POLICY)
    assert (note.severity, hold.severity) == (Blocks.NOTHING, None)


@given(
    st.integers(20, 40),
    st.lists(st.decimals("50", "5000", places=2), min_size=3, max_size=12),
    st.decimals("1", "99999", places=2),
)
def test_each_remedy_alone_clears_it(gap: int, amounts: list[Decimal], asked: Decimal) -> None:
    bills = [(amount, date(2025, 1, 1) + timedelta(days=gap * n)) for n, amount in enumerate(amounts)]
    day = date(2025, 1, 1) + timedelta(days=gap * len(amounts))
    findings = check(brl(str(asked)), day, bills, days(bills), POLICY)
    assume(findings)
    for remedy in findings[0].remedies:
        total = brl(str(remedy.to)) if remedy.change is Change.BILL_TOTAL else brl(str(asked))
        band = remedy.to if remedy.change is Change.TOLERANCE_PERCENT else POLICY.band_percent
        assert check(total, day, bills, days(bills), RecurrencePolicy(band_percent=band)) == ()


@given(st.integers(5, 200), st.integers(3, 30), st.integers(-2, 2))
def test_regular_bills_of_one_amount_are_never_held(gap: int, number: int, late: int) -> None:
    """D9: whatever the distance, the next one at about that distance is expected."""
    bills = [(Decimal(700), date(2020, 1, 1) + timedelta(days=gap * n)) for n in range(number)]
    next_day = date(2020, 1, 1) + timedelta(days=gap * number + late)
    assert check(brl("700"), next_day, bills, days(bills), POLICY) == ()
