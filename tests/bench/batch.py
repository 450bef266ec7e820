"""A batch of scans and digital files by one reading process and by two."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator
from itertools import chain, zip_longest
from pathlib import Path

from ap_engine.capture.batch import read_files
from tests.bench import corpus
from tests.bench.table import Row, Table, milliseconds

_SCANS, _RUNS = 12, 3


def workers(folder: Path) -> Iterator[Row]:
    """Wall time, processes started anew each time."""
    del folder
    scans = [truth.path for truth in corpus.scans()[:_SCANS]]
    digital = [truth.path for truth in corpus.digital_pages()]
    share = -(-len(digital) // _SCANS)
    parts = [digital[at : at + share] for at in range(0, len(digital), share)]
    paths = [
        path for path in chain.from_iterable((scan, *part) for scan, part in zip_longest(scans, parts, fillvalue=())) if path
    ]

    def seconds(count: int) -> float:
        return milliseconds(lambda: list(read_files(paths, workers=count))) / 1000

    both = [(seconds(1), seconds(2)) for _ in range(_RUNS)]
    one, two = (statistics.mean(times) for times in zip(*both, strict=True))
    note = f"mean of {_RUNS}; each run: {', '.join(f'{b / a:.2f}' for a, b in both)}; load {os.getloadavg()[0]:.1f}"
    yield Row(f"{len(scans)} scans and {len(digital)} digital files", (one, two, f"{two / one:.2f}"), note)


TABLES = (Table("batch", "A batch, wall time in seconds", ("1 worker", "2 workers", "ratio"), workers),)
