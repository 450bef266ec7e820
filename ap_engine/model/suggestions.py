"""A tolerance of its own that a supplier's releases ask for (row N4)."""

from __future__ import annotations

from dataclasses import dataclass

from ap_engine.model.match_terms import Tolerance
from ap_engine.model.money import Money


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The smallest tolerance `name` of a supplier, or of an item of it, with which nobody had had to release.

    `released` invoices were let pass unchanged, `sums` is what they came to. `others` would have passed with it too, and of
    these `leaked` turned out wrong: reduced, rejected or cancelled, with `at_stake`.
    """

    supplier_id: str
    item_code: str | None
    name: str
    tolerance: Tolerance
    released: int
    sums: tuple[Money, ...]
    invoices: tuple[str, ...]
    others: int = 0
    leaked: int = 0
    at_stake: tuple[Money, ...] = ()
