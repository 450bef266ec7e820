"""The application's own memory while many documents are read: it is the reading processes that open them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from ap_engine.capture.reader import DocumentReader
from tests.bench import corpus
from tests.bench.table import Row, Table

_DOCUMENTS = 1000
_WARM = 100


def resident() -> float:
    """This process's memory in MB."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def flat(folder: Path) -> Iterator[Row]:
    """A thousand digital documents, one after the other; the first hundred load what is loaded once."""
    del folder
    paths = cycle([truth.path for truth in corpus.digital_pages()])
    with DocumentReader(workers=1) as reader:
        for path in islice(paths, _WARM):
            reader.read(path)
        before = resident()
        for path in islice(paths, _DOCUMENTS):
            reader.read(path)
        after = resident()
    yield Row(f"{_DOCUMENTS:,} documents read", (before, after, after - before))


TABLES = (Table("memory", "Memory of the process that asks, MB", ("before", "after", "more"), flat),)
