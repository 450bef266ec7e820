"""The hostile set, as the application reads it: what became of each file, how long it took, and the memory of its process."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ap_engine.capture.reader import DocumentReader, ReadOutcome
from tests.bench.table import Row, Table
from tests.crash.hostile_files import Maker, every
from tests.crash.pdf_by_hand import invoice_pdf
from tests.crash.watching import watched

_MOST = 72  # characters of what is said


def files(folder: Path) -> Iterator[Row]:
    """Two at a time, as the application has two reading processes, and with its limits."""
    good = folder / "good.pdf"
    good.write_bytes(invoice_pdf())
    with ThreadPoolExecutor(2) as threads:
        yield from threads.map(lambda one: _read(folder, good, *one), every().items())


def _read(folder: Path, good: Path, name: str, make: Maker) -> Row:
    """In a process of its own, that has read one honest invoice before and has to read it again afterwards."""
    file = folder / name
    file.write_bytes(make())
    with DocumentReader(workers=1) as reader:
        reader.read(good)
        with watched(reader) as cost:
            outcome = reader.read(file)
        after = reader.read(good).extractions[0].value("invoice_number")
    note = _became(outcome) if after else "THE NEXT DOCUMENT WAS NOT READ"
    return Row(f"{name} ({file.stat().st_size / 1e6:.1f} MB)", (outcome.milliseconds / 1000, f"{cost.peak_mb:.0f}"), note)


def _became(outcome: ReadOutcome) -> str:
    found = outcome.extractions[0]
    number = found.value("invoice_number")
    said = "; ".join(dict.fromkeys(problem.code for problem in found.problems))
    first = f"{said}: {found.problems[0].message}" if found.problems else ""
    if len(first) > _MOST:
        first = first[: _MOST - 1] + "…"
    return f"read {number}. {first}".strip() if number else first


TABLES = (Table("hostile", "Hostile files", ("seconds", "peak MB"), files, needs_corpus=False),)
