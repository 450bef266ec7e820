"""An invoice that waits until a day before anybody is asked again (rule A4), and what waiting costs (row N8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ap_engine.model.money import Money


@dataclass(frozen=True, slots=True)
class Wait:
    """`put_by` put this version of the invoice off; it comes back on the day `until`. `ended_at`: taken up before that."""

    invoice_id: str
    version: int
    until: date
    reason: str
    put_by: str
    put_at: datetime
    ended_at: datetime | None = None

    def in_force(self, version: int, on: date) -> bool:
        """Whether the invoice still waits: what changed meanwhile is looked at at once."""
        return self.ended_at is None and self.version == version and on < self.until


@dataclass(frozen=True, slots=True)
class DelayCost:
    """What is lost by paying late: `fine` once and `per_day` from the day `since` on; `week` is lost by waiting a week from now."""

    per_day: Money
    fine: Money
    since: date
    week: Money
