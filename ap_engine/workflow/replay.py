"""Replaying reconciled documents: what templates would read on them, held against what is right (row N1, rule C14)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from ap_engine.engine import Engine
from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.read import read
from ap_engine.extraction.template_choice import Templates
from ap_engine.extraction.template_style import style_of
from ap_engine.model.extraction import Document, ExtractedLine, Extraction, Page
from ap_engine.model.learning import ReconciledDocument
from ap_engine.model.template import Example, SupplierTemplate
from ap_engine.model.template_trial import LINES, TrialField, same_value
from ap_engine.template_file.strict_yaml import Node
from ap_engine.template_file.words import pages_of

RIGHT, MISSING, WRONG = 2, 1, 0
_COMPARED = ("item_code", "quantity", "unit_price", "line_net")


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose right values are known: `values` in canonical text; `names` are right for supplier_name as well."""

    name: str
    pages: tuple[Page, ...]
    values: Mapping[str, str]
    lines: tuple[ExtractedLine, ...]
    received_on: date
    example: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """How documents are read here: whose tax ids are ours, and which suppliers the register knows."""

    ours: frozenset[str]
    suppliers: tuple[str, ...]

    def read(self, known: Known, templates: Templates) -> Extraction | None:
        """A known document read as if it came in now with these templates; None when it reads as several invoices."""
        found = read(Document(pages=known.pages), known.received_on, self.ours, self.suppliers, templates)
        return found[0] if len(found) == 1 else None


def reader_of(engine: Engine) -> Reader:
    """How this installation reads."""
    with engine.store.snapshot() as tx:
        names = tuple(supplier.name for supplier in tx.suppliers.all())
    return Reader(frozenset({engine.company.tax_id}), names)


def known_of(document: ReconciledDocument, supplier: str | None = None) -> Known:
    """A reconciled document with its words as pages; the supplier's name in the register is right too."""
    return Known(
        name=document.invoice_id,
        pages=pages_of_words(document.words),
        values=dict(document.right.values),
        lines=document.right.lines,
        received_on=document.received_at.date(),
        names=(supplier,) if supplier else (),
    )


def recognised_on(
    documents: Iterable[ReconciledDocument], templates: Iterable[SupplierTemplate], ours: frozenset[str]
) -> list[Known]:
    """Other suppliers' documents on which one of these templates would be recognised: they must not read worse either."""
    index = Templates(templates)
    known = (known_of(document) for document in documents)
    return [one for one in known if index.choose(lines_of(one.pages), ours)]


def pages_of_words(words: str) -> tuple[Page, ...]:
    """Pages from the rows that `template_file.words` writes."""
    return pages_of(Node(words, "words")) if words else ()


def known_example(template: SupplierTemplate, example: Example, today: date) -> Known:
    """A template's example; values that its style cannot read are left out (checking the template names them)."""
    style = style_of(template.numbers, template.dates)
    values = {name: right for name, text in example.values if style and (right := style.canonical(name, text)) is not None}
    return Known(example.name, example.pages, values, (), today, example=True)


def compare(
    reader: Reader, documents: Iterable[Known], before: tuple[SupplierTemplate, ...], after: tuple[SupplierTemplate, ...]
) -> tuple[TrialField, ...]:
    """Every field of every document as two sets of templates read it: `before` is today's."""
    one, other = Templates(before), Templates(after)
    return tuple(
        field
        for document in documents
        for field in trial_fields(document, reader.read(document, one), reader.read(document, other))
    )


def trial_fields(document: Known, today: Extraction | None, with_it: Extraction | None) -> Iterable[TrialField]:
    """Every known value of a document, and its lines, as two readings have them."""
    for name, right in document.values.items():
        values = tuple(found.value(name) if found else None for found in (with_it, today))
        points = tuple(_points(document, name, right, value) for value in values)
        yield TrialField(document.name, document.example, name, right, values[0], values[1], points[0], points[1])
    if document.lines:
        count = len(document.lines)
        counted = tuple(lines_right(document.lines, found.lines if found else ()) for found in (with_it, today))
        told = tuple(f"{max(0, right)} of {count} right" for right, _ in counted)
        yield TrialField(
            document.name, document.example, LINES, f"{count} lines", told[0], told[1],
            2 * counted[0][0] - counted[0][1], 2 * counted[1][0] - counted[1][1],
        )  # fmt: skip


def _points(document: Known, name: str, right: str, value: str | None) -> int:
    if value is None:
        return MISSING
    names = document.names if name == "supplier_name" else ()
    return RIGHT if any(same_value(value, one) for one in (right, *names)) else WRONG


def lines_right(right: tuple[ExtractedLine, ...], read_: tuple[ExtractedLine, ...]) -> tuple[int, int]:
    """How many lines are read right, and how many were read that are none: by code, quantity, price and amount.

    Descriptions do not count: people confirm amounts, and leave a description as it was read.
    """
    left = list(read_)
    found = 0
    for line in right:
        match = next((one for one in left if all(_agrees(line, one, name) for name in _COMPARED)), None)
        if match is not None:
            left.remove(match)
            found += 1
    return found, len(left)


def _agrees(right: ExtractedLine, line: ExtractedLine, name: str) -> bool:
    wanted, found = getattr(right, name), getattr(line, name)
    if wanted is None:
        return True
    if found is None:
        return False
    if name == "item_code":
        return same_value(wanted, found)
    try:
        return Decimal(wanted) == Decimal(found)
    except InvalidOperation:
        return False
