"""The truth that reading is measured against, and when a reading is right.

A truth file has one JSON object a line: `file` (below the root), `set`, `kind`, `layout_family`, header values and `lines`.
`page_fields_ok` lists the values that the page prints; without it (XML) every value counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import ExtractedLine, Extraction

# What the truth calls a value, and what a reading of it is called.
FIELDS = {
    "invoice_number": "invoice_number",
    "invoice_date": "issue_date",
    "total": "gross_total",
    "supplier": "supplier_name",
    "supplier_tax_id": "supplier_tax_id",
    "due_date": "due_date",
    "total_net": "net_total",
    "total_tax": "tax_total",
    "amount_due": "amount_due",
    "po_number": "purchase_order_numbers",
    "currency": "currency",
    "buyer_tax_id": "buyer_tax_id",
    "access_key": "access_key",
    "series": "series",
}
_AMOUNTS = ("total", "total_net", "total_tax", "amount_due")
_DATES = ("invoice_date", "due_date")
_CENT = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is right for one document. `asked` are the truth's names of the header values that the page prints."""

    path: Path
    set: str
    kind: str
    supplier: str
    layout: str
    values: dict[str, Any]
    asked: tuple[str, ...]
    lines: tuple[dict[str, Any], ...]


def load(truth: Path, root: Path) -> Iterator[Truth]:
    """Every document of a truth file, in its order. Raises OSError, and ValueError for a line that is no JSON object."""
    for number, text in enumerate(truth.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip():
            continue
        try:
            row: dict[str, Any] = json.loads(text)
            yield _truth(row, root)
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            raise ValueError(f"{truth.name}, line {number}: no truth of a document ({error})") from error


def _truth(row: dict[str, Any], root: Path) -> Truth:
    printed = row.get("page_fields_ok")
    asked = tuple(name for name in FIELDS if row.get(name) not in (None, "") and (printed is None or name in printed))
    shown = (row.get("visible_in_text") or {}).get("lines_amount_share", 1)
    lines = tuple(row.get("lines") or ()) if printed is None or Decimal(str(shown)) == 1 else ()
    return Truth(
        path=root / row["file"],
        set=str(row.get("set") or row["file"].split("/")[0]),
        kind=str(row.get("kind") or ""),
        supplier=str(row.get("supplier") or ""),
        layout=str(row.get("layout_family") or row.get("set") or ""),
        values=row,
        asked=asked,
        lines=tuple(line for line in lines if _amount(line.get("line_total")) is not None),
    )


def _amount(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def read_value(name: str, found: Extraction) -> str | None:
    """What was read for one of the truth's names, as text."""
    return found.value(FIELDS[name])


def is_right(name: str, read: str, truth: Any) -> bool:
    """Whether a reading says what the truth says.

    Amounts to the cent and without sign, dates to the day, numbers and ids without punctuation and case; a supplier's
    name when one of the two contains the other; an order number when it is among those read.
    """
    if name in _AMOUNTS:
        one, other = _amount(read), _amount(truth)
        return one is not None and other is not None and abs(abs(one) - abs(other)) < _CENT
    if name in _DATES:
        return read == str(truth)
    own = squeeze(read.lstrip("#"))
    if name.endswith("_tax_id"):
        return _bare_id(own) == _bare_id(squeeze(str(truth)))
    if name == "supplier":
        names = [squeeze(part) for part in (*str(truth).split("\n"), str(truth)) if squeeze(part)]
        return any(own == other or (len(other) > 3 and other in own) or (len(own) > 4 and own in other) for other in names)
    if name == "po_number":
        return squeeze(str(truth)) in {squeeze(part) for part in read.split()} | {own}
    return own == squeeze(str(truth).lstrip("#"))


def _bare_id(squeezed: str) -> str:
    """A tax id without the country's letters, which some print and some leave out."""
    return squeezed[2:] if squeezed[:2].isalpha() and len(squeezed) > 9 else squeezed


def line_is_right(read: ExtractedLine, truth: dict[str, Any]) -> bool:
    """Whether a line's net, and its quantity and price where the truth has them, are right (rule C9)."""
    wanted = {"line_net": truth.get("line_total"), "quantity": truth.get("quantity"), "unit_price": truth.get("unit_price")}
    return all(_same(getattr(read, name), value) for name, value in wanted.items() if _amount(value) is not None)


def _same(read: str | None, truth: Any) -> bool:
    """Numbers are the same to half a unit of the truth's last digit, at most half a cent."""
    one, other = _amount(read), _amount(truth)
    return one is not None and other is not None and abs(abs(one) - abs(other)) < _CENT


def lines_right(found: Extraction, truth: Truth) -> int:
    """How many of the truth's lines were read right, each read line counting once."""
    left = list(found.lines)
    right = 0
    for wanted in truth.lines:
        at = next((at for at, line in enumerate(left) if line_is_right(line, wanted)), None)
        if at is not None:
            del left[at]
            right += 1
    return right
