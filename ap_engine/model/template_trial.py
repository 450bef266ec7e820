"""A template tried on documents whose right values are known: what it reads, and what is read today."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

LINES = "lines"
"""The name under which a document's lines are compared: how many of them are read right, as “3 of 4”."""


def same_value(one: str | None, other: str | None) -> bool:
    """Whether two canonical texts say the same: numbers by value, words without regard to case and spacing.

    >>> same_value("1500", "1500.00")
    True
    """
    if one is None or other is None:
        return one is other
    if " ".join(one.split()).casefold() == " ".join(other.split()).casefold():
        return True
    try:
        return "." in one + other and Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


@dataclass(frozen=True, slots=True)
class TrialField:
    """One field of one document. `example` tells an example in the template from a reconciled invoice (`document` is its id).

    `points` count what reading is worth: 2 right, 1 nothing read, 0 wrong; for lines, how many are right.
    """

    document: str
    example: bool
    field: str
    right: str
    with_it: str | None
    today: str | None
    points_with_it: int
    points_today: int

    @property
    def worse(self) -> bool:
        """Read worse with the template than today: a wrong value is worse than none."""
        return self.points_with_it < self.points_today

    @property
    def better(self) -> bool:
        """Read better with the template than today."""
        return self.points_with_it > self.points_today


@dataclass(frozen=True, slots=True)
class Trial:
    """What a template reads on its examples and on its supplier's reconciled documents. Nothing is stored.

    `mistakes` are examples that it does not read right, in a clerk's words: it cannot be published with one.
    `documents` counts the reconciled ones.
    """

    name: str
    supplier: str
    supplier_id: str | None
    documents: int
    fields: tuple[TrialField, ...]
    mistakes: tuple[str, ...] = ()

    @property
    def worse(self) -> tuple[TrialField, ...]:
        """Fields of reconciled documents that it would read worse: with one of them it cannot be published (row N1)."""
        return tuple(field for field in self.fields if field.worse and not field.example)

    @property
    def better(self) -> tuple[TrialField, ...]:
        """Fields of reconciled documents that it would read better."""
        return tuple(field for field in self.fields if field.better and not field.example)

    @property
    def verdict(self) -> str:
        """The trial in a sentence."""
        if not self.documents:
            return "Its examples read right; there is no reconciled document to replay yet."
        one = "1 reconciled document" if self.documents == 1 else f"{self.documents} reconciled documents"
        return f"Replayed over {one}: {len(self.better)} values better, {len(self.worse)} worse."


def described(worse: tuple[TrialField, ...], most: int = 8) -> tuple[str, ...]:
    """What would be read worse, a sentence for each: document, field, right value, what was read."""
    told = [
        f"{one.document}: {one.field.replace('_', ' ')} is “{one.right}”, with it “{one.with_it or 'nothing'}” is read, "
        f"today “{one.today or 'nothing'}”"
        for one in worse[:most]
    ]
    return (*told, f"and {len(worse) - most} more") if len(worse) > most else tuple(told)
