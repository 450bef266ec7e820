"""Reading many files without storing anything: the objects that the command line prints, one for each invoice found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from ap_engine.capture.reader import DocumentReader, ReadOutcome
from ap_engine.model.extraction import Box, ExtractedParty, Extraction, Problem, Reading
from ap_engine.model.template import SupplierTemplate

# Files asked for ahead of the one that is printed: scans at the head of a batch, seconds each, leave no core idle while what is
# read behind them waits for its turn. Only paths and readings wait, no pages.
_WAITING_FOR_EACH_WORKER = 64
_WHOLE = 10_000
_Item = TypeVar("_Item")


def read_files(
    paths: Iterable[Path],
    workers: int = 1,
    our_tax_ids: frozenset[str] = frozenset(),
    supplier_hints: tuple[str, ...] = (),
    reader: DocumentReader | None = None,
    templates: tuple[SupplierTemplate, ...] = (),
) -> Iterator[dict[str, Any]]:
    """One JSON-ready object for each invoice, in the order of `paths`. A file that cannot be read gives its problems."""
    own = reader or DocumentReader(workers=workers, templates=templates)
    try:
        for path, reading in in_order(paths, lambda path: own.read(path, path.name, our_tax_ids, supplier_hints), workers):
            yield from _objects(path, reading)
    finally:
        if reader is None:
            own.close()


def in_order(
    items: Iterable[_Item], read: Callable[[_Item], ReadOutcome], workers: int
) -> Iterator[tuple[_Item, Future[ReadOutcome]]]:
    """Each item and its reading, in the order of `items`; a few are read ahead of the one that is taken."""
    with ThreadPoolExecutor(max_workers=workers) as threads:
        waiting: list[tuple[_Item, Future[ReadOutcome]]] = []
        for item in items:
            waiting.append((item, threads.submit(read, item)))
            if len(waiting) > workers * _WAITING_FOR_EACH_WORKER:
                yield waiting.pop(0)
        yield from waiting


def _objects(path: Path, reading: Future[ReadOutcome]) -> Iterator[dict[str, Any]]:
    try:
        outcome = reading.result()
    except OSError as error:
        problem = Problem("missing", f"This file cannot be opened: {error.strerror or error}.")
        yield {**as_json(path, None, None, 0), "problems": [{"code": problem.code, "message": problem.message}]}
        return
    for extraction in outcome.extractions:
        yield as_json(path, outcome.sha256, extraction, outcome.milliseconds)


def as_json(path: Path, sha256: str | None, found: Extraction | None, milliseconds: int) -> dict[str, Any]:
    """An extraction in the command line's words: ISO dates, amounts as decimal text, absent is null."""
    read = found or None

    def value(name: str) -> str | None:
        return read.value(name) if read else None

    return {
        "file": str(path),
        "sha256": sha256,
        "source": _source(read) if read else None,
        "document_type": read.document_type.value if read and read.readings else ("other" if read else None),
        "supplier": _party(read.supplier if read else ExtractedParty(), value("supplier_name"), value("supplier_tax_id")),
        "buyer": _party(read.buyer if read else ExtractedParty(), value("buyer_name"), value("buyer_tax_id")),
        "invoice_number": value("invoice_number"),
        "series": value("series"),
        "access_key": value("access_key"),
        "issue_date": _iso(value("issue_date")),
        "due_date": _iso(value("due_date")),
        "currency": value("currency"),
        "net_total": value("net_total"),
        "tax_total": value("tax_total"),
        "gross_total": value("gross_total"),
        "amount_due": value("amount_due"),
        "purchase_order_numbers": list(read.purchase_order_numbers) if read else [],
        "lines": [
            {
                "item_code": line.item_code,
                "description": line.description,
                "quantity": line.quantity,
                "unit": line.unit,
                "unit_price": line.unit_price,
                "line_net": line.line_net,
            }
            for line in (read.lines if read else ())
        ],
        "payment": {
            "boleto": read.payment.boleto if read else None,
            "pix": read.payment.pix if read else None,
            "iban": read.payment.iban if read else None,
        },
        "readings": {reading.field: _reading(reading) for reading in (read.readings if read else ())},
        "problems": [{"code": problem.code, "message": problem.message} for problem in (read.problems if read else ())],
        "seconds": round(milliseconds / 1000, 3),
    }


def _source(found: Extraction) -> str:
    return found.source.value


def _party(party: ExtractedParty, name: str | None, tax_id: str | None) -> dict[str, str | None]:
    return {"name": party.name or name, "tax_id": party.tax_id or tax_id}


def _iso(text: str | None) -> str | None:
    return date.fromisoformat(text).isoformat() if text else None


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "value": reading.value,
        "confidence": reading.confidence,
        "certain": reading.certain,
        "source": reading.source.value,
        "page": reading.evidence.page,
        "box": _box(reading.evidence.box),
    }


def _box(box: Box | None) -> list[float] | None:
    """A box as fractions of the page: left, top, right, bottom."""
    return [box.x0 / _WHOLE, box.y0 / _WHOLE, box.x1 / _WHOLE, box.y1 / _WHOLE] if box else None
