"""Approval steps and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ap_engine.model.money import Money

# Why somebody says no; the last one needs words of its own.
REJECTION_REASONS = ("Wrong price", "Not ordered", "Not received", "Wrong cost center", "Duplicate", "Other")


class Decision(StrEnum):
    """What became of a step. A question (Comment) leaves it waiting."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ApprovalStep:
    """One person's yes or no. `why` says why that person is asked; `cost_center_ids` are the shares that it covers."""

    level: int
    approver_id: str
    amount: Money
    why: str
    cost_center_ids: tuple[str, ...] = ()
    decision: Decision = Decision.WAITING
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A question or an answer on the invoice."""

    author: str
    written_at: datetime
    text: str
    to: str | None = None
