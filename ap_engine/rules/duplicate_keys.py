"""Under which keys an invoice stands in the index, and under which its duplicates would: few, whatever the number of invoices.

A shelf is what stands under one key: the newest invoices up to the shelf's room. Whoever keeps the shelves (the books, or a
dictionary) need only keep them; everything that is judged from them is in `duplicates`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ap_engine.model.likeness import Likeness
from ap_engine.rules.duplicate_numbers import core_number, digits_of, folded_number, is_number, normalised_number

Shelf = Sequence[Likeness]
Shelves = Mapping["Key", Shelf]

_ROOM = {
    "own": 1,
    "key": 8,
    "number": 32,
    "digits": 32,
    "amount": 64,
    "elsewhere": 24,
    "words": 12,
    "picture": 24,
    "scans": 40,
    "month": 60,
    "year": 16,
}
_BANDS = 4


@dataclass(frozen=True, slots=True)
class Key:
    """A place in the index: what kind of likeness, and of what."""

    kind: str
    value: str

    @property
    def room(self) -> int:
        """How many invoices stand there at most."""
        return _ROOM[self.kind]


def own_key(invoice_id: str) -> Key:
    """Where an invoice itself stands, as it was entered last."""
    return Key("own", invoice_id)


def keys_of(one: Likeness) -> tuple[Key, ...]:
    """Where the invoice is to be entered. A cancelled one stands under its fiscal key only (rule D8)."""
    keys = [own_key(one.invoice_id)]
    if one.access_key:
        keys.append(Key("key", one.access_key))
    if one.cancelled:
        return tuple(keys)
    if one.words:
        keys.append(Key("words", one.words))
    keys += (Key("picture", f"{band}|{part}") for band, part in enumerate(_bands(one.picture)))
    if one.picture and one.root:
        keys.append(Key("scans", one.root))
    return (*keys, *_numbers(one), *_amounts(one))


def _bands(picture: str) -> list[str]:
    """A picture's hash in four: two that differ in three bits at most have one in common."""
    width = len(picture) // _BANDS
    return [picture[start : start + width] for start in range(0, len(picture), width)] if width else []


def _numbers(one: Likeness) -> list[Key]:
    if not is_number(one.number):
        return []
    keys = []
    core = core_number(one.number, one.issued)
    if one.root:
        keys.append(Key("number", f"{one.root}|{core}"))
        digits = digits_of(one.number)
        if digits and digits != core:
            keys.append(Key("digits", f"{one.root}|{digits}"))
        if one.issued is not None:
            keys.append(_year(one.root, one.issued.year))
    if one.amount is not None:
        keys.append(Key("elsewhere", f"{folded_number(one.number)}|{one.amount}|{one.currency}"))
    return keys


def _amounts(one: Likeness) -> list[Key]:
    if not one.root or one.amount is None:
        return []
    keys = [Key("amount", f"{one.root}|{one.amount}|{one.currency}")]
    return [*keys, _month(one.root, one.issued)] if one.issued is not None else keys


def _year(root: str, year: int) -> Key:
    return Key("year", f"{root}|{year}")


def _month(root: str, day: date, later: int = 0) -> Key:
    months = day.year * 12 + day.month - 1 + later
    return Key("month", f"{root}|{months // 12}-{months % 12 + 1:02d}")


def looked_at(one: Likeness) -> tuple[Key, ...]:
    """Where duplicates of the invoice would stand: its own places, and those beside them."""
    keys = list(keys_of(one))
    if one.root and is_number(one.number):
        digits = digits_of(one.number)
        if digits:
            keys += (Key("digits", f"{one.root}|{digits}"), Key("number", f"{one.root}|{digits}"))
    if one.root and one.issued is not None and one.amount is not None and not one.cancelled:
        keys += (_month(one.root, one.issued, later) for later in (-1, 1))
    return tuple(dict.fromkeys(keys))


def years_beside(one: Likeness, other: Likeness) -> tuple[Key, ...]:
    """Where it shows whether the supplier's numbers start again each year: the years of two invoices, and the next one."""
    if one.issued is None or other.issued is None:
        return ()
    first = min(one.issued.year, other.issued.year)
    return (_year(one.root, first), _year(one.root, first + 1))


def put(shelf: Shelf, key: Key, one: Likeness) -> tuple[Likeness, ...]:
    """The shelf with the invoice on it, in the place of what stood there of it; full, it loses the one that came first.

    A year's shelf keeps its first and its last numbers instead: by them it shows whether numbers start again.
    """
    others = sorted((*without(shelf, one.invoice_id), one), key=lambda each: each.order)
    if len(others) <= key.room:
        return tuple(others)
    if key.kind != "year":
        return tuple(others[-key.room :])
    by_day = sorted(others, key=lambda each: (each.issued or date.min, each.order))
    half = key.room // 2
    return (*by_day[:half], *by_day[-half:])


def without(shelf: Shelf, invoice_id: str) -> tuple[Likeness, ...]:
    """The shelf without one invoice."""
    return tuple(each for each in shelf if each.invoice_id != invoice_id)


def comparable(one: str, other: str) -> bool:
    """Whether both are numbers and the same one as people type it."""
    return is_number(one) and is_number(other) and normalised_number(one) == normalised_number(other)
