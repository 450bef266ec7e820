"""Somebody decides in another's place for some days (rule F8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Delegation:
    """`delegator_id` gives their approvals to `delegate_id` from `first_day` to `last_day`, both included, for a reason.

    It is for the delegator's own steps: what was given to them they cannot give on. `ended_at`: taken back before its time.
    """

    id: str
    delegator_id: str
    delegate_id: str
    first_day: date
    last_day: date
    reason: str
    given_at: datetime
    ended_at: datetime | None = None

    def in_force(self, on: date) -> bool:
        """Whether the delegate may act on that day."""
        return self.ended_at is None and self.first_day <= on <= self.last_day
