"""Duplicates of ten kinds made from real bills, the same ones every time: which bill, which kind, which digit follows from a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from ap_engine.model.likeness import Likeness
from ap_engine.rules.duplicate_numbers import is_number
from ap_engine.rules.duplicates import supplier_root


class Dice:
    """Chance that is the same every time."""

    def __init__(self, *of: str) -> None:
        self._seed, self._thrown = "|".join(of), 0

    def below(self, sides: int) -> int:
        """0 … sides - 1."""
        self._thrown += 1
        return int.from_bytes(hashlib.sha256(f"{self._seed}#{self._thrown}".encode()).digest()[:8], "big") % sides

    def one_of(self, things: Sequence[str]) -> str:
        """One of them."""
        return things[self.below(len(things))]


@dataclass(frozen=True, slots=True)
class Made:
    """A duplicate: the bill that it repeats, the kind, and the bills that come in for it (two where it was split)."""

    original: Likeness
    kind: str
    bills: tuple[Likeness, ...]


def _typed(bill: Likeness, dice: Dice) -> list[Likeness]:
    number = bill.number
    ways = [
        f"NF {number}",
        f"nf-e {number}",
        f"000{number}",
        number.replace("/", "-"),
        number.replace("-", ""),
        f"INV-{number}",
        f" {number} ",
    ]
    return [replace(bill, number=dice.one_of([way for way in ways if way != number]))]


def _confused(bill: Likeness, dice: Dice) -> list[Likeness]:
    places = [place for place, letter in enumerate(bill.number) if letter in "0158"]
    if not places:
        return []
    place = places[dice.below(len(places))]
    letter = {"0": "O", "1": "I", "5": "S", "8": "B"}[bill.number[place]]
    return [replace(bill, number=bill.number[:place] + letter + bill.number[place + 1 :])]


def _one_digit(bill: Likeness, dice: Dice) -> list[Likeness]:
    places = [place for place, letter in enumerate(bill.number) if letter.isdigit()]
    if not places:
        return []
    place = places[dice.below(len(places))]
    digit = str((int(bill.number[place]) + 1 + dice.below(9)) % 10)
    return [replace(bill, number=bill.number[:place] + digit + bill.number[place + 1 :])]


def _transposed(bill: Likeness, dice: Dice) -> list[Likeness]:
    number = bill.number
    places = [p for p in range(len(number) - 1) if number[p] != number[p + 1] and number[p : p + 2].isalnum()]
    if not places:
        return []
    p = places[dice.below(len(places))]
    return [replace(bill, number=number[:p] + number[p + 1] + number[p] + number[p + 2 :])]


def _scanned_again(bill: Likeness, dice: Dice) -> list[Likeness]:
    return [replace(bill, number="" if dice.below(2) else bill.number)]


def _other_branch(bill: Likeness, dice: Dice) -> list[Likeness]:
    return [replace(bill, root=supplier_root(f"{bill.root}{dice.below(9999):04d}00"))]


def _other_record(bill: Likeness, dice: Dice) -> list[Likeness]:
    return [replace(bill, root=f"{10_000_000 + dice.below(89_999_999)}")]


def _other_date(bill: Likeness, dice: Dice) -> list[Likeness]:
    assert bill.issued is not None
    return [replace(bill, issued=bill.issued + timedelta(days=1 + dice.below(20)))]


def _split(bill: Likeness, dice: Dice) -> list[Likeness]:
    assert bill.issued is not None
    assert bill.amount is not None
    first = (bill.amount * (20 + dice.below(60)) / 100).quantize(Decimal("0.01"))
    day = bill.issued + timedelta(days=1 + dice.below(10))
    numbers = _strange_number(bill, dice), _strange_number(bill, dice)
    parts = zip(numbers, (first, bill.amount - first), strict=True)
    return [replace(bill, number=number, amount=amount, issued=day) for number, amount in parts]


def _amount_again(bill: Likeness, dice: Dice) -> list[Likeness]:
    assert bill.issued is not None
    number = "" if dice.below(2) else _strange_number(bill, dice)
    return [replace(bill, number=number, issued=bill.issued + timedelta(days=1 + dice.below(12)))]


def _strange_number(bill: Likeness, dice: Dice) -> str:
    """Another number of as many digits: an order's, a contract's, or one that was made up."""
    digits = max(4, sum(letter.isdigit() for letter in bill.number))
    return str(10 ** (digits - 1) + dice.below(9 * 10 ** (digits - 1)))


KINDS: dict[str, Callable[[Likeness, Dice], list[Likeness]]] = {
    "typed otherwise": _typed,
    "letters for digits": _confused,
    "one digit wrong": _one_digit,
    "two digits swapped": _transposed,
    "scanned again": _scanned_again,
    "from another branch": _other_branch,
    "under another supplier": _other_record,
    "with another date": _other_date,
    "split in two": _split,
    "amount again, other number": _amount_again,
}


def made(bills: Sequence[Likeness], of_each: int = 100) -> Iterator[Made]:
    """So many of each kind, each of another bill; they come in one to twenty days after theirs."""
    chosen = sorted(
        (b for b in bills if is_number(b.number) and (b.amount or 0) > 1), key=lambda b: Dice(b.invoice_id).below(1 << 40)
    )
    waiting = iter(chosen)
    for kind, make in KINDS.items():
        count = 0
        while count < of_each:
            original = next(waiting)
            dice = Dice(kind, original.invoice_id)
            copies = make(original, dice)
            if not copies:
                continue
            count += 1
            later = timedelta(days=1 + dice.below(20))
            issued = max(copy.issued for copy in copies if copy.issued is not None)
            received = max(
                original.received_at + later, original.received_at.replace(year=issued.year, month=issued.month, day=issued.day)
            )
            yield Made(original, kind, tuple(
                replace(copy, invoice_id=f"made-{original.invoice_id}-{n}", received_at=received + timedelta(minutes=n))
                for n, copy in enumerate(copies, 1)
            ))  # fmt: skip
