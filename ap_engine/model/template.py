"""A supplier's template: what identifies the supplier, how numbers and dates are written, and where each value stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ap_engine.model.extraction import Box, ExtractedLine, Page


class Place(StrEnum):
    """Where a value stands, seen from the words that announce it."""

    RIGHT = "right"
    BELOW = "below"
    COLUMN = "column"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What tells that a document is this supplier's (rule C3): never a logo.

    `tax_ids`, `ibans` and `bank_accounts` are compact (letters and digits); one of them must stand on the document.
    `texts` are printed words; all of them must stand on it.
    """

    tax_ids: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()
    bank_accounts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Tax ids, IBANs and accounts: any one of them identifies."""
        return (*self.tax_ids, *self.ibans, *self.bank_accounts)


@dataclass(frozen=True, slots=True)
class FieldRule:
    """How one header field is found (rule C6).

    `labels` are the words that announce it, tried in turn; for COLUMN they head the column, and `row` begins the row
    (without it the last value of the column counts). For BOX, `page` (0: the last one) and `box` in ten-thousandths.
    `pattern` is a mask (see `extraction.template_mask`); `last` takes the last label of several instead of the first.
    A `fallback` counts only where the general reading does not find the field.
    """

    field: str
    place: Place
    labels: tuple[str, ...] = ()
    row: str | None = None
    page: int = 1
    box: Box | None = None
    pattern: str | None = None
    last: bool = False
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class LineTable:
    """How the table of invoice lines is read: by column headings, or by the forms of an item's printed lines.

    `columns` pairs a field of ExtractedLine with the heading's words. `forms` are printed lines with the fields in
    braces, such as "{item_code} {quantity} {unit} x R$ {unit_price}". `start` and `end` are words that begin the lines
    before and after the table; a line that begins with one of `skip` is left out.
    """

    columns: tuple[tuple[str, str], ...] = ()
    forms: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    several_lines: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A document that was read right: the values as printed on it, its lines, and its words."""

    name: str
    values: tuple[tuple[str, str], ...]
    lines: tuple[ExtractedLine, ...]
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class SupplierTemplate:
    """One supplier's way of printing an invoice. `numbers` and `dates` are as copied from one: "1.234,56", "31/12/2026".

    `absent` names fields that this supplier never prints. `name` is the file's name without its ending.
    """

    name: str
    supplier: str
    identifiers: Identifiers
    numbers: str
    dates: str
    fields: tuple[FieldRule, ...]
    currency: str | None = None
    lines: LineTable | None = None
    absent: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    def rule(self, name: str) -> FieldRule | None:
        """The rule for a field, or None."""
        return next((rule for rule in self.fields if rule.field == name), None)
