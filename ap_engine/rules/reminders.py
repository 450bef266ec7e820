"""When whoever is asked is reminded, and when somebody else is told (rule A7): by business hours left to the due date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from ap_engine.model.policy import RemindersPolicy

MOST_NAGS = 2
# Whoever was asked or reminded just now is left in peace for so long before somebody else is told.
PEACE = timedelta(hours=3)
# An invoice without a due date is to be decided within a week.
WITHOUT_DUE_DATE = timedelta(days=7)
# What is due later than this reminds nobody, whatever the policy says: nobody counts hours over years.
_FAR = timedelta(days=120)


class Step(StrEnum):
    """What is to be done about an approval that waits."""

    NOTHING = "nothing"
    REMIND = "remind"
    ESCALATE = "escalate"


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """The hours in which people work. Moments are naive, by the clock where the company is."""

    terms: RemindersPolicy
    holidays: frozenset[date]

    def works_on(self, day: date) -> bool:
        """Whether it is neither a weekend nor a holiday."""
        return day.weekday() < 5 and day not in self.holidays

    def begins(self, day: date) -> datetime:
        """When a day's hours begin."""
        return datetime.combine(day, time()) + timedelta(hours=self.terms.day_begins)

    def ends(self, day: date) -> datetime:
        """When a day's hours end."""
        return datetime.combine(day, time()) + timedelta(hours=self.terms.day_ends)

    def open_at(self, moment: datetime) -> bool:
        """Whether people work at this moment."""
        return self.works_on(moment.date()) and self.begins(moment.date()) <= moment < self.ends(moment.date())

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The business hours from one moment to another; none when the other is earlier."""
        end = min(end, start + _FAR)
        worked, day = timedelta(), start.date()
        while day <= end.date():
            if self.works_on(day):
                worked += max(timedelta(), min(end, self.ends(day)) - max(start, self.begins(day)))
            day += timedelta(days=1)
        return worked


def due_at(hours: BusinessHours, due_date: date | None, asked_at: datetime) -> datetime:
    """The end of the business hours of the due date; without one, of the seventh day after it was asked."""
    return hours.ends(due_date or (asked_at + WITHOUT_DUE_DATE).date())


def step(
    hours: BusinessHours,
    now: datetime,
    due_date: date | None,
    asked_at: datetime,
    nags: Sequence[datetime],
    escalated: bool,
) -> Step:
    """What is to be done now about an approval that was asked for at `asked_at` and reminded of at `nags`.

    Outside business hours nothing. A day has one reminder, in the morning of the day in which the hours run below the
    policy's; never on the day on which it was asked, and never a third. When few hours are left and a reminder changed
    nothing, somebody else is told, once.
    """
    if not hours.open_at(now):
        return Step.NOTHING
    due = due_at(hours, due_date, asked_at)
    last = max(nags, default=asked_at)
    left_tonight = hours.between(hours.ends(now.date()), due)
    limits = (hours.terms.first_hours, hours.terms.second_hours)
    late = hours.between(now, due) <= timedelta(hours=hours.terms.escalate_hours)
    if nags and late and not escalated and hours.between(last, now) >= PEACE:
        return Step.ESCALATE
    if len(nags) < MOST_NAGS and last.date() < now.date() and left_tonight <= timedelta(hours=limits[len(nags)]):
        return Step.REMIND
    return Step.NOTHING
