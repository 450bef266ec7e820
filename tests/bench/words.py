"""Words of digital pages and reading them: warm, on one core, CPU time a page."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pdfplumber

from ap_engine.capture.opening import open_document
from ap_engine.capture.pdf_text import read_pdf
from ap_engine.extraction.read import read
from tests.bench import corpus
from tests.bench.table import Row, Table, median


def reading(data: bytes) -> object:
    """Words, and everything that is read from them."""
    return read(open_document(data, lambda pages: None), date.today(), frozenset())


def plumbed(data: bytes) -> object:
    """The peer's words, closed page by page as it advises."""
    found = []
    with pdfplumber.open(BytesIO(data)) as document:
        for page in document.pages:
            found.append(page.extract_words(x_tolerance_ratio=0.15))
            page.close()
    return found


def a_page(folder: Path) -> Iterator[Row]:
    """Each document's median of several runs divided by its pages; of those, the median."""
    del folder
    files = [(data, len(read_pdf(data).pages)) for data in (truth.path.read_bytes() for truth in corpus.digital_pages())]
    pages = sum(count for _, count in files)

    def taken(work: Callable[[bytes], object], runs: int) -> tuple[float, float]:
        took = [(median(lambda: work(data), runs, time.process_time), count) for data, count in files]  # noqa: B023  called at once
        return statistics.median(ms / count for ms, count in took), sum(ms for ms, _ in took) / pages

    note = f"{len(files)} documents, {pages} pages"
    words = taken(read_pdf, 3)
    yield Row("words with boxes", words, note)
    yield Row("words and reading", taken(reading, 3), "words included")
    yield Row("pdfplumber's words", taken(plumbed, 1))


TABLES = (Table("words", "A digital page, one core, warm", ("median ms", "mean ms"), a_page),)
