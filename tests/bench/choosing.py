"""Choosing a document's template among few and among many, and what the index holds in memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from invoice2data.extract.invoice_template import InvoiceTemplate
from invoice2data.input import pdfium

from ap_engine.capture.pdf_text import read_pdf
from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.template_choice import Templates
from ap_engine.model.template import Identifiers, SupplierTemplate
from tests.bench.table import Row, Table, median
from tests.house import CORPUS

_DOCUMENT = CORPUS / "invoice2data" / "coolblue1.pdf"
_ITS_CODE = "NL810433941B01"
# Names begin with words that stand on many pages, so that an index by first words has work to do.
_FIRST_WORDS = ("Total", "Date", "Invoice", "Coolblue", "Amsterdam", "Nordic", "Alfa", "Holding", "Casa", "Delta")
_MOST_OF_THE_PEER = 20_000


def template(number: int, *codes: str) -> SupplierTemplate:
    """A supplier's template: every second one is known by its tax id, the others by printed words as well."""
    name = f"{_FIRST_WORDS[number % len(_FIRST_WORDS)]} Company {number} Ltda"
    texts = (name,) if number % 2 and not codes else ()
    return SupplierTemplate(
        str(number), name, Identifiers(codes or (f"{10**13 + number * 7919}",), texts=texts), "1.234,56", "31/12/2026", ()
    )


def among(folder: Path) -> Iterator[Row]:
    """The template wanted is the last one."""
    del folder
    lines = lines_of(read_pdf(_DOCUMENT.read_bytes()).pages)
    text = pdfium.to_text(str(_DOCUMENT))
    for count in (10, 1_000, 20_000, 100_000):
        every = [*(template(number) for number in range(count - 1)), template(count, _ITS_CODE)]
        index, built, size = _built(every)
        chosen = index.choose(lines)
        note = "" if chosen == (every[-1],) else f"WRONG: {len(chosen)} chosen"
        beside = _peer(every, text) if count <= _MOST_OF_THE_PEER else None
        yield Row(f"{count:,} templates", (median(lambda: index.choose(lines), 51), beside, built, size), note)  # noqa: B023


def _built(every: list[SupplierTemplate]) -> tuple[Templates, float, float]:
    """The index, the milliseconds to build it, and its size in MB without the templates themselves."""
    took = median(lambda: Templates(every), 3)
    gc.collect()
    tracemalloc.start()
    try:
        index = Templates(every)
        return index, took, tracemalloc.get_traced_memory()[0] / 1e6
    finally:
        tracemalloc.stop()


def _peer(every: list[SupplierTemplate], text: str) -> float:
    """invoice2data asks one template after the other whether its keywords stand in the text."""
    theirs = [
        InvoiceTemplate(template_name=one.name, keywords=[one.supplier], exclude_keywords=[], issuer=one.supplier)
        for one in every
    ]
    return median(lambda: next((one for one in theirs if one.matches_input(text)), None), 5)


TABLES = (
    Table("choosing", "Choosing a template (beside: invoice2data)", ("median ms", "beside ms", "build ms", "index MB"), among),
)
