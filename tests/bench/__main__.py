"""Prints the table. Medians of several runs; nothing here is a test."""

from __future__ import annotations

import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bench import measures


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: what, its median in milliseconds, the same of its peer or bound, and what that is."""

    what: str
    median: float
    beside: float | None
    peer: str


def median(work: Callable[[], object], runs: int = 9) -> float:
    """The median of several runs in milliseconds, after one that warms up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measure everything and print it."""
    print(f"{date.today()} · {platform.machine()}, {os.cpu_count()} cores · Python {platform.python_version()}\n")
    print(f"{'':58} {'median ms':>10} {'beside ms':>10}")
    with tempfile.TemporaryDirectory() as folder:
        for measure in measures.ALL:
            for what, work, peer, beside, runs in measure(Path(folder)):
                row = Row(what, median(work, runs), median(beside, runs) if beside else None, peer)
                against = f"{row.beside:10.2f}  {row.peer}" if row.beside is not None else f"{'':10}  {row.peer}"
                print(f"{row.what:58} {row.median:10.2f} {against}", flush=True)


if __name__ == "__main__":
    main()
