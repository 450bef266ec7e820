"""Reading pages without a template, against the truth of the corpus: floors under what is reached, and no wrong certainty.

Only values that are printed on the page are asked for (`page_fields_ok`). Floors are a little under what was measured,
so that a change that makes reading worse fails here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ap_engine.capture.ocr import ocr_available
from ap_engine.capture.pdf_text import read_pdf
from ap_engine.capture.reader import DocumentReader
from ap_engine.extraction.read import read
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import Document, Extraction

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
FIELDS = {
    "invoice_number": "invoice_number",
    "invoice_date": "issue_date",
    "total": "gross_total",
    "supplier": "supplier_name",
    "supplier_tax_id": "supplier_tax_id",
    "total_net": "net_total",
    "total_tax": "tax_total",
    "due_date": "due_date",
}
# Right answers in percent of those printed: set, field, floor.
FLOORS = {
    "danfe-bfr": {
        "invoice_number": 100,
        "invoice_date": 100,
        "total": 100,
        "supplier": 95,
        "supplier_tax_id": 90,
        "due_date": 90,
    },
    "invoice2data": {"invoice_number": 80, "invoice_date": 100, "total": 100, "supplier": 80, "supplier_tax_id": 100},
    "zugferd-corpus-pdf-stripped": {
        "invoice_number": 97,
        "invoice_date": 94,
        "total": 94,
        "supplier": 94,
        "supplier_tax_id": 90,
        "total_net": 88,
        "total_tax": 84,
        "due_date": 70,
    },
}
SCANNED = {
    "danfe-bfr-scan": {"invoice_number": 100, "invoice_date": 100, "total": 75},
    "invoice2data-scan": {"invoice_number": 60, "invoice_date": 80, "total": 60},
    "zugferd-corpus-pdf-scan": {"invoice_number": 60, "invoice_date": 60, "total": 80},
}
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not at {CORPUS}")


def truths(name: str) -> list[dict[str, Any]]:
    lines = (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [truth for truth in map(json.loads, lines) if truth["set"] == name]


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(workers=1, seconds=120) as pool:
        yield pool


def is_right(field: str, read: str, truth: Any) -> bool:
    if field in ("total", "total_net", "total_tax"):
        return abs(Decimal(read)) == abs(Decimal(str(truth)))
    if field.endswith("date"):
        return read == truth
    if field == "supplier":
        names = [squeeze(part) for part in (*truth.split("\n"), truth) if squeeze(part)]
        own = squeeze(read)
        return any(own == name or (len(name) > 5 and name in own) or (len(own) > 5 and own in name) for name in names)
    return squeeze(read.lstrip("#")) == squeeze(truth.lstrip("#"))


def score(reader: DocumentReader, name: str) -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Right and asked for each field, and every certain reading that is wrong."""
    counts: dict[str, tuple[int, int]] = {}
    certain_and_wrong: list[str] = []
    for truth in truths(name):
        found: Extraction = reader.read(CORPUS / truth["file"]).extractions[0]
        for field in truth["page_fields_ok"]:
            if field not in FIELDS:
                continue
            reading = found.reading(FIELDS[field])
            right = reading is not None and is_right(field, reading.value, truth[field])
            before = counts.get(field, (0, 0))
            counts[field] = (before[0] + right, before[1] + 1)
            if reading is not None and reading.certain and not right:
                certain_and_wrong.append(f"{truth['file']}: {field} is {truth[field]}, certainly read as {reading.value}")
    return counts, certain_and_wrong


def hold(counts: dict[str, tuple[int, int]], floors: dict[str, int]) -> None:
    below = {field: counts[field] for field, floor in floors.items() if counts[field][0] * 100 < floor * counts[field][1]}
    assert below == {}


@pytest.mark.parametrize("name", FLOORS)
def test_digital_pages_are_read_as_well_as_before(reader: DocumentReader, name: str) -> None:
    counts, certain_and_wrong = score(reader, name)
    hold(counts, FLOORS[name])
    assert certain_and_wrong == []


@pytest.mark.slow
@pytest.mark.skipif(not ocr_available(), reason="Tesseract is not installed")
@pytest.mark.parametrize("name", SCANNED)
def test_scans_are_read_as_well_as_before(reader: DocumentReader, name: str) -> None:
    counts, certain_and_wrong = score(reader, name)
    hold(counts, SCANNED[name])
    assert certain_and_wrong == []


def test_every_reading_of_a_page_shows_where_it_stands(reader: DocumentReader) -> None:
    for truth in truths("invoice2data"):
        for reading in reader.read(CORPUS / truth["file"]).extractions[0].readings:
            if reading.field == "currency":
                continue
            assert reading.evidence.page == 1
            box = reading.evidence.box
            assert box is not None
            assert 0 <= box.x0 < box.x1 <= 10_000
            assert 0 <= box.y0 < box.y1 <= 10_000


def test_dates_are_iso_and_amounts_are_decimals(reader: DocumentReader) -> None:
    for truth in truths("danfe-bfr")[:5]:
        found = reader.read(CORPUS / truth["file"]).extractions[0]
        assert date.fromisoformat(found.value("issue_date") or "")
        assert Decimal(found.value("gross_total") or "").as_tuple().exponent == -2
        assert found.value("access_key") == truth["access_key"]


def spellings(field: str, truth: Any) -> set[str]:
    """A value as a page may print it."""
    if field == "total":
        whole, cents = f"{abs(Decimal(str(truth))):.2f}".split(".")
        grouped = f"{int(whole):,}"
        return {f"{a}{whole}{m}{cents}" for a in ("", "-", "$") for m in ",."} | {
            f"{grouped}.{cents}",
            f"{grouped.replace(',', '.')},{cents}",
        }
    if field == "invoice_date":
        year, month, day = truth.split("-")
        return {f"{day}{mark}{month}{mark}{year}" for mark in "./-"} | {truth}
    return {truth, truth.lstrip("#")}


@pytest.mark.parametrize("field", ["total", "invoice_number", "invoice_date"])
@pytest.mark.parametrize("name", FLOORS)
def test_where_the_true_value_is_not_on_the_page_nothing_else_is_certain(name: str, field: str) -> None:
    wrong: list[str] = []
    for truth in truths(name):
        if field not in truth["page_fields_ok"]:
            continue
        gone = spellings(field, truth[field])
        pages = read_pdf((CORPUS / truth["file"]).read_bytes()).pages
        left = tuple(replace(page, words=tuple(w for w in page.words if w.text.strip(".,:;") not in gone)) for page in pages)
        reading = read(Document(pages=left), date(2026, 1, 1), frozenset())[0].reading(FIELDS[field])
        if reading is not None and reading.certain and not is_right(field, reading.value, truth[field]):
            wrong.append(f"{truth['file']}: {reading.value}")
    assert wrong == []
