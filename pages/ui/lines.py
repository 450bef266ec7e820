"""The lines of an invoice, to be put right beside its document, and read back as the engine takes them."""

from __future__ import annotations

import json
from typing import Any

from ap_engine.model.invoice import Invoice, InvoiceLine
from pages.ui import fmt
from pages.ui.words import t

# The names are ExtractedLine's; those of KEPT are not shown but go along.
NUMBERS = ("quantity", "unit_price")
KEPT = ("ean", "purchase_order_reference")


def editable(invoice: Invoice, mistakes: dict[str, str]) -> dict[str, Any]:
    """The lines for the component, as a person would type them."""
    error = mistakes.get("lines", "")
    place, _, words = error.partition("|")
    return {
        "columns": [
            {"key": "item_code", "label": t("Item")},
            {"key": "description", "label": t("Description")},
            {"key": "quantity", "label": t("Quantity"), "align": "right"},
            {"key": "unit", "label": t("Unit")},
            {"key": "unit_price", "label": t("Price"), "align": "right"},
            {"key": "line_net", "label": t("Net"), "align": "right"},
        ],
        "rows": [_typed(line) for line in invoice.fields.lines],
        "error": words,
        "wrong": int(place) if place else None,
        "words": {"title": t("Lines"), "remove": t("Remove"), "add": t("Add a line")},
    }


def _typed(line: InvoiceLine) -> dict[str, str]:
    texts = {
        "item_code": line.item_code,
        "description": line.description,
        "quantity": fmt.editable_number(line.quantity),
        "unit": line.unit,
        "unit_price": "" if line.unit_price is None else fmt.price(line.unit_price),
        "line_net": fmt.editable_amount(str(line.net.amount)),
        "ean": line.ean,
        "purchase_order_reference": line.order_reference,
    }
    return {name: text for name, text in texts.items() if text}


def read(rows: list[dict[str, str]]) -> str:
    """The lines as the engine takes them. Raises ValueError with the place of the first wrong line and what is wrong."""
    return json.dumps([_read_row(place, row) for place, row in enumerate(rows)], ensure_ascii=False)


def _read_row(place: int, row: dict[str, str]) -> dict[str, str]:
    read = {name: row[name].strip() for name in ("item_code", "description", "unit", *KEPT) if row.get(name, "").strip()}
    for name in (*NUMBERS, "line_net"):
        typed = row.get(name, "").strip()
        if not typed:
            continue
        number = fmt.read_number(typed) if name in NUMBERS else fmt.read_amount(typed)
        if number is None:
            raise ValueError(f"{place}|{t('Line {n}: “{text}” is not a number.', n=place + 1, text=typed)}")
        read[name] = number
    if "line_net" not in read and not all(name in read for name in NUMBERS):
        raise ValueError(f"{place}|{t('Line {n} needs its net amount, or quantity and price.', n=place + 1)}")
    return read
