"""Prints the tables: all of them, or those that are named. Nothing here is a test.

`make bench`, or `make bench ARGS="peer words"`.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from tests.bench import accuracy, batch, choosing, duplicates, hostile, measures, memory, peer, policies, words
from tests.house import CORPUS

TABLES = (
    *measures.TABLES,
    *accuracy.TABLES,
    *peer.TABLES,
    *words.TABLES,
    *choosing.TABLES,
    *batch.TABLES,
    *memory.TABLES,
    *hostile.TABLES,
    *policies.TABLES,
    *duplicates.TABLES,
)


def main(wanted: list[str]) -> int:
    """Measure and print; status 2 for a name that no table has."""
    names = [table.name for table in TABLES]
    if unknown := [name for name in wanted if name not in names]:
        print(f"There is no table {', '.join(unknown)}. There are: {', '.join(names)}.", file=sys.stderr)
        return 2
    began = time.monotonic()
    load = os.getloadavg()[0]  # other work on the machine shows in wall times, and most of all in the batch's ratio
    print(f"{date.today()} · {platform.machine()}, {os.cpu_count()} cores, load {load:.1f} · Python {platform.python_version()}")
    for table in TABLES:
        if wanted and table.name not in wanted:
            continue
        print(table.head(), flush=True)
        if table.needs_corpus and not CORPUS.exists():
            print(f"SKIPPED: the corpus of real documents is not at {CORPUS}.", flush=True)
            continue
        with tempfile.TemporaryDirectory() as folder:
            for row in table.rows(Path(folder)):
                print(row, flush=True)
    print(f"\n{time.monotonic() - began:.0f} seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
