"""Counting right, wrong and abstained, with what was called certain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ap_engine.benchmark.truth import FIELDS, Truth, is_right, lines_right, read_value
from ap_engine.model.extraction import Extraction, Source

MAIN = ("invoice_number", "invoice_date", "total")


@dataclass(slots=True)
class Count:
    """One field: how often it was asked for, and what became of it."""

    asked: int = 0
    right: int = 0
    wrong: int = 0
    certain: int = 0
    certain_wrong: int = 0

    @property
    def abstained(self) -> int:
        """How often nothing was read."""
        return self.asked - self.right - self.wrong

    def add(self, read: str | None, right: bool, certain: bool) -> None:
        """One document more."""
        self.asked += 1
        self.right += right
        self.wrong += read is not None and not right
        self.certain += certain
        self.certain_wrong += certain and not right

    def as_json(self) -> dict[str, int]:
        """The counts by name."""
        return {
            "asked": self.asked,
            "right": self.right,
            "wrong": self.wrong,
            "abstained": self.abstained,
            "certain": self.certain,
            "certain_wrong": self.certain_wrong,
        }


@dataclass(slots=True)
class Tally:
    """What was counted over some documents. `supplier_found` is by name or tax id; `three` is number, date and total."""

    documents: int = 0
    pages: int = 0
    milliseconds: int = 0
    fields: dict[str, Count] = field(default_factory=dict)
    three: Count = field(default_factory=Count)
    supplier_found: Count = field(default_factory=Count)
    lines: Count = field(default_factory=Count)
    complete: Count = field(default_factory=Count)

    def add(self, verdict: Verdict) -> None:
        """One document more."""
        self.documents += 1
        self.pages += max(1, verdict.pages)
        self.milliseconds += verdict.milliseconds
        for name, (read, right, certain) in verdict.fields.items():
            self.fields.setdefault(name, Count()).add(read, right, certain)
        main = [verdict.fields[name] for name in MAIN if name in verdict.fields]
        if main:
            self.three.add("", all(right for _, right, _ in main), all(certain for _, _, certain in main))
        named = [verdict.fields[name] for name in ("supplier", "supplier_tax_id") if name in verdict.fields]
        if named:
            self.supplier_found.add("", any(right for _, right, _ in named), any(certain for _, _, certain in named))
        if verdict.lines_asked:
            self.lines.asked += verdict.lines_asked
            self.lines.right += verdict.lines_right
            self.lines.wrong += max(0, verdict.lines_read - verdict.lines_right)
            self.complete.add("", verdict.lines_right == verdict.lines_asked == verdict.lines_read, False)

    @property
    def certain(self) -> Count:
        """All fields together."""
        whole = Count()
        for one in self.fields.values():
            whole.asked += one.asked
            whole.right += one.right
            whole.wrong += one.wrong
            whole.certain += one.certain
            whole.certain_wrong += one.certain_wrong
        return whole

    def as_json(self) -> dict[str, Any]:
        """Everything by name."""
        return {
            "documents": self.documents,
            "pages": self.pages,
            "milliseconds_a_page": round(self.milliseconds / max(1, self.pages), 1),
            "fields": {name: count.as_json() for name, count in self.fields.items()},
            "number_date_total": self.three.as_json(),
            "supplier_found": self.supplier_found.as_json(),
            "all_fields": self.certain.as_json(),
            "lines": self.lines.as_json(),
            "lines_complete": self.complete.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """One document judged: for each value asked (read, right, certain), lines, pages, time and where it was read from."""

    fields: dict[str, tuple[str | None, bool, bool]]
    lines_asked: int
    lines_read: int
    lines_right: int
    pages: int
    milliseconds: int
    source: Source


def judge(found: Extraction, truth: Truth, milliseconds: int) -> Verdict:
    """Hold what was read against what is right."""
    fields: dict[str, tuple[str | None, bool, bool]] = {}
    for name in truth.asked:
        read = read_value(name, found)
        reading = found.reading(FIELDS[name])
        right = read is not None and is_right(name, read, truth.values[name])
        fields[name] = (read, right, reading is not None and reading.certain)
    lines = lines_right(found, truth) if truth.lines else 0
    return Verdict(fields, len(truth.lines), len(found.lines), lines, found.pages, milliseconds, found.source)


def tallies(verdicts: Iterable[tuple[str, Verdict]]) -> dict[str, Tally]:
    """Verdicts counted by a name (a set, a source, a place in the stream), in order of appearance."""
    found: dict[str, Tally] = {}
    for name, verdict in verdicts:
        found.setdefault(name, Tally()).add(verdict)
    return found
