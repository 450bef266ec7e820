"""Paper invoices of one supplier for tests of templates and learning: drawn as text, reconciled by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from ap_engine.model.extraction import Source
from ap_engine.model.learning import FieldRead, FirstReading, ReconciledDocument, Truth
from ap_engine.model.parties import Supplier
from ap_engine.model.template import SupplierTemplate
from ap_engine.template_file import write
from ap_engine.template_file.words import rows_of
from tests.house import House, furnish, opened, sandbox
from tests.unit.template_papers import BILL, complete, page

CABLES = Supplier("fios", "Fios e Cabos Ltda", "98903621000180", order_required=False)
RIGHT = (
    ("supplier_name", "Fios e Cabos Ltda"),
    ("invoice_number", "FC-0042"),
    ("issue_date", "2026-03-07"),
    ("due_date", "2026-03-21"),
    ("net_total", "2250.00"),
    ("tax_total", "450.00"),
    ("gross_total", "2700.00"),
)


@contextmanager
def cable_house(tmp_path: Path, *more: Supplier) -> Iterator[House]:
    """A house that knows the supplier of cables; its folder of template files is empty."""
    files = tmp_path / "files"
    files.mkdir(exist_ok=True)
    with sandbox(tmp_path) as address, opened(tmp_path / "data", address, templates=files) as house:
        with house.engine.store.snapshot() as tx:
            new = not tx.people.all()
        if new:
            furnish(house, CABLES, *more)
        yield house


def bill(number: str = "FC-0042", text: str = BILL) -> str:
    """The bill's text with another number."""
    return text.replace("FC-0042", number)


def values(number: str = "FC-0042", **other: str) -> tuple[tuple[str, str], ...]:
    """What is right on it."""
    right = dict(RIGHT) | {"invoice_number": number} | other
    return tuple(right.items())


def reconciled(house: House, number: str, text: str = BILL, read: FirstReading | None = None, days: int = 0,
               supplier: str = CABLES.id, **other: str) -> ReconciledDocument:  # fmt: skip
    """A document that a person confirmed, straight into the books."""
    at = house.engine.now() + timedelta(days=days)
    words = "\n".join(rows_of((page(bill(number, text)),)))
    document = ReconciledDocument(
        f"AP-{number}", 1, supplier, at, at, words, Truth(values(number, **other)), read or FirstReading()
    )
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.learning.save(document)
    return document


def yaml_of(template: SupplierTemplate | None = None, **changes: object) -> str:
    """A template's text: the good one, or that with changes."""
    return write(replace(template or complete(), **changes))  # type: ignore[arg-type]


def first_reading(template: str | None, **read: str) -> FirstReading:
    """What had been read by a template."""
    return FirstReading(template, 0, tuple(FieldRead(name, value, False, Source.TEMPLATE, 92) for name, value in read.items()))
