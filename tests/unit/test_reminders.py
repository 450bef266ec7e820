"""Reminders as the company has them (rule A7): by business hours to the due date, twice, then somebody else."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ap_engine.model.policy import RemindersPolicy
from ap_engine.policy_file import parse
from ap_engine.rules.reminders import BusinessHours, Step, step
from ap_engine.settings import ROOT
from ap_engine.workflow.reminding import _holidays

HOURS = BusinessHours(RemindersPolicy(), _holidays("BR", 2026))
# November 2026: the 2nd (Finados), the 15th (República, a Sunday) and the 20th (Consciência Negra, a Friday) are holidays.
MONDAY = date(2026, 11, 23)
NOTHING, REMIND, ESCALATE = Step.NOTHING, Step.REMIND, Step.ESCALATE


def at(text: str) -> datetime:
    """November, as 23 10:30."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("23 09:00", "23 18:00", 9),
        ("23 17:00", "24 10:00", 2),
        ("21 12:00", "22 12:00", 0),  # a weekend
        ("19 17:00", "23 10:00", 2),  # Friday the 20th is a holiday
        ("23 05:00", "23 23:00", 9),
        ("24 10:00", "23 10:00", 0),
        ("13 17:00", "16 10:00", 2),
    ],
)
def test_business_hours_between_two_moments(start: str, end: str, hours: int) -> None:
    assert HOURS.between(at(start), at(end)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("what", "now", "due", "asked", "nags", "told", "expected"),
    [
        ("due in a month: nobody is bothered", "23 10:00", 31, "20 10:00", (), False, NOTHING),
        ("asked today, due tomorrow: it was just said", "23 10:00", 24, "23 09:30", (), False, NOTHING),
        ("due Thursday, the morning of Tuesday: two days are left tonight", "24 09:00", 26, "16 10:00", (), False, REMIND),
        ("due Friday, still Monday morning: more than 24 hours are left tonight", "23 09:00", 27, "16 10:00", (), False, NOTHING),
        ("at night", "24 21:00", 26, "16 10:00", (), False, NOTHING),
        ("on a Sunday", "22 10:00", 23, "16 10:00", (), False, NOTHING),
        ("on a holiday", "20 10:00", 23, "16 10:00", (), False, NOTHING),
        ("a second one on the same day never", "24 15:00", 25, "16 10:00", ("24 09:00",), False, NOTHING),
        ("the second on the last day but one", "25 09:00", 26, "16 10:00", ("24 09:00",), False, REMIND),
        ("a third never", "26 09:00", 26, "16 10:00", ("24 09:00", "25 09:00"), False, NOTHING),
        ("four hours are left: somebody else is told", "26 14:00", 26, "16 10:00", ("24 09:00", "25 09:00"), False, ESCALATE),
        ("and told once", "26 15:00", 26, "16 10:00", ("24 09:00", "25 09:00"), True, NOTHING),
        ("nobody is told before there was a reminder", "24 15:00", 24, "23 17:00", (), False, REMIND),
        ("a reminder is left some peace", "24 16:00", 24, "23 17:00", ("24 15:00",), False, NOTHING),
        ("overdue, reminded yesterday", "25 12:00", 24, "16 10:00", ("24 09:00",), False, ESCALATE),
        ("overdue, reminded never: first a reminder", "25 09:00", 20, "16 10:00", (), False, REMIND),
        ("without a due date within a week", "30 09:00", None, "25 10:00", (), False, REMIND),
    ],
)  # fmt: skip
def test_what_is_done_about_an_approval_that_waits(
    what: str, now: str, due: int | None, asked: str, nags: tuple[str, ...], told: bool, expected: Step
) -> None:
    due_date = date(2026, 11, min(due, 30)) + timedelta(days=max(due - 30, 0) * 30) if due else None
    assert step(HOURS, at(now), due_date, at(asked), [at(nag) for nag in nags], told) is expected, what


MOMENTS = st.datetimes(datetime(2026, 10, 1), datetime(2027, 1, 31))


@given(MOMENTS, st.integers(-3, 12) | st.none(), st.integers(30, 400), st.integers(0, 20), st.integers(1, 24))
def test_never_outside_business_hours_never_two_on_a_day_never_more_than_two(
    asked: datetime, term: int | None, pause: int, begins: int, long: int
) -> None:
    """Whatever the policy and whenever the clock looks: each run of the job stands for a moment."""
    terms = RemindersPolicy(day_begins=min(begins, 23), day_ends=min(max(begins + long, begins + 1), 24))
    hours = BusinessHours(terms, _holidays("BR", 2026))
    due = None if term is None else asked.date() + timedelta(days=term)
    nags: list[datetime] = []
    told: list[datetime] = []
    now = asked
    for _ in range(200):
        now += timedelta(minutes=pause)
        found = step(hours, now, due, asked, nags, bool(told))
        if found is not NOTHING:
            assert hours.open_at(now)
            assert now.weekday() < 5
            assert now.date() not in hours.holidays
        if found is REMIND:
            nags.append(now)
        if found is ESCALATE:
            assert nags, "the one who is asked hears it first"
            told.append(now)
    assert len(nags) <= 2
    assert len({nag.date() for nag in nags}) == len(nags)
    assert asked.date() not in {nag.date() for nag in nags}
    assert len(told) <= 1


@given(MOMENTS, MOMENTS, MOMENTS)
def test_business_hours_add_up(one: datetime, two: datetime, three: datetime) -> None:
    a, b, c = sorted((one, two, three))
    if c - a < timedelta(days=120):
        assert HOURS.between(a, b) + HOURS.between(b, c) == HOURS.between(a, c)


POLICY = (ROOT / "data" / "policy.yaml").read_text(encoding="utf-8")


def test_a_policy_without_the_section_has_the_usual_hours_and_one_with_it_its_own() -> None:
    assert parse(POLICY, "policy.yaml").reminders == RemindersPolicy()
    own = parse(POLICY + 'reminders: {first_hours: "40", country: pt}\n', "policy.yaml").reminders
    assert (own.first_hours, own.second_hours, own.country) == (40, 9, "PT")


@pytest.mark.parametrize(
    ("section", "problem"),
    [
        ('{country: Atlantis}', "no country whose holidays are known"),
        ('{day_begins: "18", day_ends: "9"}', "begins before it ends"),
        ('{day_ends: "25"}', "by 24 at the latest"),
        ('{first_hours: "3"}', "fewer hours for the second"),
        ('{first_hour: "3"}', "is not known"),
        ('{first_hours: "2.5"}', "whole number"),
    ],
)  # fmt: skip
def test_mistakes_are_said(section: str, problem: str) -> None:
    with pytest.raises(Exception, match=problem):
        parse(f"{POLICY}reminders: {section}\n", "policy.yaml")
