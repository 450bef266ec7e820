"""Holds: every problem with an invoice, as a value with a reason and what would clear it. No finding is silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ap_engine.model.hold_codes import CATALOGUE, Blocks, HoldCode, HoldKind
from ap_engine.model.remedies import Remedy

__all__ = ["CATALOGUE", "Blocks", "Finding", "Hold", "HoldCode", "HoldKind"]


@dataclass(frozen=True, slots=True)
class Hold:
    """One finding on one invoice. Key: (invoice, code, line). `line` is None for a finding about the whole invoice.

    `released_by` names the person (or SYSTEM, when the cause went away); a hold that a person released is not placed
    again by the next run of the same rule (rule M13). `twin` is the other invoice of a duplicate. `remedies` are changes of
    which each alone clears it; `severity` is what it blocks where the policy decided otherwise than the catalogue.
    """

    code: HoldCode
    reason: str
    clears_when: str
    placed_at: datetime
    line: int | None = None
    twin: str | None = None
    released_by: str | None = None
    released_at: datetime | None = None
    release_reason: str | None = None
    remedies: tuple[Remedy, ...] = ()
    severity: Blocks | None = None

    @property
    def open(self) -> bool:
        """Whether it still holds something up."""
        return self.released_by is None

    @property
    def blocks(self) -> Blocks:
        """The step that it keeps from happening."""
        return self.severity or self.kind.blocks

    @property
    def kind(self) -> HoldKind:
        """What it blocks and who may release it."""
        return CATALOGUE[self.code]

    @property
    def key(self) -> tuple[HoldCode, int | None]:
        """What makes two findings of an invoice the same one."""
        return (self.code, self.line)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found on an invoice, before it becomes a hold: why, and what would clear it."""

    code: HoldCode
    reason: str
    clears_when: str
    line: int | None = None
    twin: str | None = None
    remedies: tuple[Remedy, ...] = ()
    severity: Blocks | None = None

    @property
    def key(self) -> tuple[HoldCode, int | None]:
        """The same key as the hold that it becomes."""
        return (self.code, self.line)
