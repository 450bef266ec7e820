"""The trial: the ledger and the made duplicates come in, in the order of time, each is looked at and then entered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ap_engine.model.holds import HoldCode
from ap_engine.model.likeness import Likeness
from ap_engine.model.policy import DuplicatePolicy
from ap_engine.rules import duplicates
from ap_engine.rules.duplicate_keys import Key, Shelves, keys_of, put, without
from tests.ledger import made_duplicates, public_ledger


class Shelving:
    """The index in memory, with the same rules for its shelves as the books."""

    def __init__(self) -> None:
        self.shelves: dict[Key, tuple[Likeness, ...]] = {}

    def read(self, keys: Iterable[Key]) -> Shelves:
        """The shelves under these keys."""
        return {key: self.shelves[key] for key in keys if key in self.shelves}

    def enter(self, one: Likeness) -> None:
        """In the place of what stood of it before."""
        for before in self.shelves.get(keys_of(one)[0], ()):
            for key in keys_of(before):
                self.shelves[key] = without(self.shelves[key], before.invoice_id)
        for key in keys_of(one):
            self.shelves[key] = put(self.shelves.get(key, ()), key, one)

    def look(self, one: Likeness) -> tuple[duplicates.Suspicion, ...]:
        """What it may be a duplicate of."""
        return duplicates.look(one, self.read, DuplicatePolicy())


@dataclass(slots=True)
class Outcome:
    """Counts: found (its original named) of made by kind, by gravest level; levels of the clean rows and of the repeats."""

    made: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    levels: defaultdict[str, Counter[HoldCode]] = field(default_factory=lambda: defaultdict(Counter))
    clean: Counter[HoldCode] = field(default_factory=Counter)
    grounds: Counter[str] = field(default_factory=Counter)
    repeats: Counter[HoldCode] = field(default_factory=Counter)
    clean_rows: int = 0
    repeat_rows: int = 0
    missed: list[made_duplicates.Made] = field(default_factory=list)


def run(of_each: int = 100) -> Outcome:
    """The whole trial."""
    ledger = public_ledger.load()
    made = list(made_duplicates.made(ledger.clean, of_each))
    family = {bill.invoice_id: one for one in made for bill in one.bills}
    clean = {bill.invoice_id for bill in ledger.clean}
    coming = sorted((*ledger.clean, *ledger.repeats, *(bill for one in made for bill in one.bills)), key=lambda bill: bill.order)
    shelving, outcome = Shelving(), Outcome(clean_rows=len(ledger.clean), repeat_rows=len(ledger.repeats))
    found: defaultdict[str, list[HoldCode]] = defaultdict(list)
    for bill in coming:
        suspicions = shelving.look(bill)
        shelving.enter(bill)
        if bill.invoice_id in family:
            one = family[bill.invoice_id]
            ours = {one.original.invoice_id, *(each.invoice_id for each in one.bills)}
            found[one.original.invoice_id] += (s.code for s in suspicions if s.other.invoice_id in ours)
        elif suspicions:
            is_clean = bill.invoice_id in clean
            (outcome.clean if is_clean else outcome.repeats)[suspicions[0].code] += 1
            outcome.grounds[suspicions[0].ground] += is_clean
    for one in made:
        codes = found[one.original.invoice_id]
        outcome.made[one.kind] += 1
        outcome.found[one.kind] += bool(codes)
        if codes:
            outcome.levels[one.kind][min(codes, key=list(HoldCode).index)] += 1
        outcome.missed += [] if codes else [one]
    return outcome
