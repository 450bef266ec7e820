"""The documents that are measured on, with what is right about them."""

from __future__ import annotations

from ap_engine.benchmark.truth import Truth, load
from tests.house import CORPUS

_TRUTH = CORPUS / "truth.jsonl"
# Pages without the XML that goes with them: what is read there is read from the page.
PAGES_ALONE = ("zugferd-corpus-pdf-stripped", "danfe-bfr", "invoice2data")


def every() -> list[Truth]:
    """All documents, in the truth's order."""
    return list(load(_TRUTH, CORPUS))


def digital_pages() -> list[Truth]:
    """Digital PDFs that have nothing but their pages to be read from."""
    return [truth for truth in every() if truth.set in PAGES_ALONE]


def scans() -> list[Truth]:
    """Documents that have to be recognised."""
    return [truth for truth in every() if truth.kind == "scan_pdf"]
