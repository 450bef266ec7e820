"""Versions of the policy: proposed by one person, agreed to by another, in force from a day on; none is ever changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from ap_engine.model.policy_settings import Path


class PolicyState(StrEnum):
    """Where a version stands. AGREED is in force from its day on, until a later one is."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version as the books keep it.

    `effective_from` is the day that its text names, `in_force_from` the day that came of it: never before it was agreed to.
    `based_on` is the version that it was written over. `verdict` is what the backtest said of it when it was proposed.
    """

    version: str
    effective_from: date
    state: PolicyState
    yaml: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    based_on: str = ""
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision_reason: str = ""
    in_force_from: date | None = None
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One setting that differs between two versions; an empty text is a setting that is not there."""

    path: Path
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FileRemark:
    """What the policy file says that the books do not: shown to whoever looks after the policy until it is settled."""

    version: str
    words: str


def in_force_on(versions: Iterable[PolicyVersion], day: date) -> PolicyVersion | None:
    """The agreed version with the latest day not after `day`; of several of one day the one agreed to last.

    Before the first one's day the first one counts: there is no day without rules.
    """
    agreed = [one for one in versions if one.state is PolicyState.AGREED and one.in_force_from is not None]
    agreed.sort(key=lambda one: (one.in_force_from or one.effective_from, one.decided_at or one.proposed_at))
    begun = [one for one in agreed if one.in_force_from is not None and one.in_force_from <= day]
    return begun[-1] if begun else agreed[0] if agreed else None
