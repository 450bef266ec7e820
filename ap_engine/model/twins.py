"""Two invoices that look alike, beside one another (rule D10)."""

from __future__ import annotations

from dataclasses import dataclass

from ap_engine.model.hold_codes import HoldCode
from ap_engine.model.lifecycle import State


@dataclass(frozen=True, slots=True)
class TwinField:
    """A field of two invoices that look alike: the value of this one and of the other (text, date, moment, Money or number)."""

    name: str
    here: object
    there: object
    differs: bool


@dataclass(frozen=True, slots=True)
class TwinView:
    """Another invoice that this one may be, beside it. `other_waits`: it is the other that is held, because of this one.

    `decisions` are (name, decision, reason) of whoever was asked about the other one.
    """

    invoice_id: str
    state: State
    code: HoldCode
    other_waits: bool
    decisions: tuple[tuple[str, str, str], ...]
    fields: tuple[TwinField, ...]
    pages_here: int
    pages_there: int
