"""One style for every table: what was measured, its figures in columns, and a note; medians of several runs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_LABEL, _COLUMN = 58, 11


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured, a figure for each heading of its table, and what else there is to say."""

    what: str
    figures: tuple[float | str | None, ...]
    note: str = ""

    def __str__(self) -> str:
        return f"{self.what:{_LABEL}}{''.join(map(_cell, self.figures))}  {self.note}".rstrip()


@dataclass(frozen=True, slots=True)
class Table:
    """A part of the benchmark, run by its name alone on request. `rows` is given a folder of its own."""

    name: str
    title: str
    headings: tuple[str, ...]
    rows: Callable[[Path], Iterator[Row]]
    needs_corpus: bool = True

    def head(self) -> str:
        """Title and headings."""
        return f"\n{self.title:{_LABEL}}{''.join(map(_cell, self.headings))}"


def _cell(figure: float | str | None) -> str:
    if isinstance(figure, float):
        return f"{figure:{_COLUMN}.2f}"
    return f"{'' if figure is None else figure:>{_COLUMN}}"


def percent(right: int, asked: int) -> str:
    """Right of asked; nothing where nothing was asked."""
    return f"{100 * right / asked:.1f} %" if asked else "–"


def median(work: Callable[[], object], runs: int = 9, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median of several runs in milliseconds, after one that warms up."""
    work()
    return statistics.median(milliseconds(work, clock) for _ in range(runs))


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long it takes once."""
    start = clock()
    work()
    return (clock() - start) * 1000
