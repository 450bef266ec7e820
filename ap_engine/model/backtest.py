"""What a changed policy would have done with invoices that were decided already: each judged again on what was known then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ap_engine.model.holds import Blocks, HoldCode
from ap_engine.model.match import MatchResult
from ap_engine.model.money import Money


class Fate(StrEnum):
    """What became of an invoice after it was judged."""

    WENT_ON = "went_on"
    RELEASED = "released"  # a person let it pass as it was
    CLEARED = "cleared"  # the cause went away: goods came, an order was raised, the document was put right without costing less
    REDUCED = "reduced"  # corrected to less
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    WAITING = "waiting"  # held still

    @property
    def was_wrong(self) -> bool:
        """Whether it turned out that it should not have been paid as it was."""
        return self in (Fate.REDUCED, Fate.REJECTED, Fate.CANCELLED)


class Effect(StrEnum):
    """What another policy would have done with an invoice."""

    PASSES = "passes"  # as it did
    HELD = "held"  # as it was
    NEWLY_HELD = "newly_held"  # it went through, and would have waited
    PASSES_RELEASED = "passes_released"  # a person released it unchanged: it would have passed without
    PASSES_CLEARED = "passes_cleared"
    PASSES_WAITING = "passes_waiting"  # held still: it would be through
    LEAKED = "leaked"  # it would have passed, and was reduced, rejected or cancelled afterwards
    NEWLY_BY_RULE = "newly_by_rule"  # approved without a person
    NO_LONGER_BY_RULE = "no_longer_by_rule"
    DIRECTOR_TOO = "director_too"
    DIRECTOR_NO_LONGER = "director_no_longer"


@dataclass(slots=True)
class Judged:
    """An invoice as the rules had it before them, what they found, and what became of it.

    `findings`: (code, line, what it blocked). `amount` is what it asked for then, `amount_now` what it asks for now, in
    the company's currency.
    """

    invoice_id: str
    policy: str
    supplier_id: str | None
    amount: Money | None
    amount_now: Money | None
    match: MatchResult | None
    findings: tuple[tuple[HoldCode, int | None, Blocks], ...]
    fate: Fate


@dataclass(frozen=True, slots=True)
class Changed:
    """One invoice with which another policy would have done otherwise. `at_stake` is what its not being looked at would have cost."""

    invoice_id: str
    effect: Effect
    fate: Fate
    amount: Money | None
    at_stake: Money | None = None
    codes: tuple[HoldCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """How many invoices an effect has, their sums by currency, what was at stake, and which they are where they differ."""

    effect: Effect
    count: int
    sums: tuple[Money, ...]
    at_stake: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Backtest:
    """A policy tried on history. `unknown`: settings that it changes and of which history cannot say what they would have done."""

    version: str
    since: date | None
    judged: int
    figures: tuple[Figure, ...]
    changed: tuple[Changed, ...]
    unknown: tuple[str, ...]

    def figure(self, effect: Effect) -> Figure:
        """The figure of one effect; an empty one where there was nothing."""
        return next((one for one in self.figures if one.effect is effect), Figure(effect, 0, ()))

    def of(self, *effects: Effect) -> tuple[Changed, ...]:
        """The invoices with these effects, what is most at stake first."""
        some = [one for one in self.changed if one.effect in effects]
        return tuple(sorted(some, key=lambda one: (-_stake(one), one.invoice_id)))


def _stake(changed: Changed) -> Decimal:
    money = changed.at_stake or changed.amount
    return money.amount if money is not None else Decimal(0)
