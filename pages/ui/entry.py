"""The fields beside the document: what stands in them, how sure it is, and what a person typed, read back."""

from __future__ import annotations

from datetime import date
from typing import Any

from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import TRANSITIONS, Event, State
from ap_engine.model.money import Money
from ap_engine.views import InvoiceView
from pages.ui import fmt, lines, paper
from pages.ui.words import t

DATES = ("issue_date", "due_date")
AMOUNTS = ("net_total", "tax_total", "gross_total", "amount_due")
GROUPS = (
    ("Supplier", ("supplier_name", "supplier_tax_id")),
    (
        "Document",
        ("invoice_number", "series", "issue_date", "due_date", "purchase_order_references", "buyer_tax_id", "access_key"),
    ),
    ("Amounts", ("currency", "net_total", "tax_total", "gross_total", "amount_due")),
)


class Mistake(Exception):
    """What was typed cannot be a value of its field; `by_field` says so for each."""

    def __init__(self, by_field: dict[str, str]) -> None:
        super().__init__(", ".join(by_field))
        self.by_field = by_field


def current_text(invoice: Invoice, name: str) -> str:
    """The canonical text of a field as it stands now."""
    value = getattr(invoice.fields, name)
    if value is None:
        return ""
    if isinstance(value, Money):
        return str(value.amount)
    if isinstance(value, tuple):
        return " ".join(value)
    return value.isoformat() if name in DATES else str(value)


def mode_of(invoice: Invoice, may_enter: bool) -> str:
    """Whether the fields are to be confirmed, may be corrected, or are only read."""
    if not may_enter:
        return "read"
    if invoice.state is State.EXTRACTED:
        return "confirm"
    return "correct" if (invoice.state, Event.FIELDS_CORRECTED) in TRANSITIONS else "read"


def entry_data(view: InvoiceView, required: tuple[str, ...], mode: str, mistakes: dict[str, str], nonce: int) -> dict[str, Any]:
    """Document and fields for the component. `nonce` changes with every answer, so that its button wakes up again."""
    invoice = view.invoice
    groups = [
        {"title": t(title), "fields": [_field(view, name, required, mistakes.get(name, "")) for name in names]}
        for title, names in GROUPS
    ]
    return paper.document_data(view) | {
        "about": f"{invoice.id}:{invoice.version}:{invoice.state}",
        "version": invoice.version,
        "revision": invoice.revision,
        "nonce": nonce,
        "mode": mode,
        "groups": groups,
        "lines": lines.editable(invoice, mistakes),
        "legend": t("Enter goes on, Ctrl + Enter confirms.") if mode == "confirm" else "",
    }


def _field(view: InvoiceView, name: str, required: tuple[str, ...], mistake: str) -> dict[str, Any]:
    text = current_text(view.invoice, name)
    readings = view.extraction.readings if view.extraction else ()
    reading = next((r for r in readings if paper.field_of(r) == name), None)
    if reading is not None and not _same(reading.value, text, name):
        level, word, why = "person", t("Typed"), t("A person typed this; “{value}” was read.", value=reading.value)
    elif reading is None and text:
        level, word, why = "person", t("Typed"), t("Not on the document: typed, or taken from our own data.")
    else:
        level, word, why = paper.level_of(reading)
    is_required = name in required
    if not text and is_required:
        level, word, why = "missing", t("Missing"), t("This is required before the invoice can go on.")
    return {
        "name": name,
        "label": t(paper.LABELS[name]),
        "value": fmt.editable_amount(text) if name in AMOUNTS else text,
        "still": fmt.day(date.fromisoformat(text)) if name in DATES and text else None,
        "kind": "date" if name in DATES else "amount" if name in AMOUNTS else "text",
        "level": level,
        "levelText": word,
        "why": why,
        "required": is_required,
        "error": mistake,
    }


def _same(read: str, text: str, name: str) -> bool:
    if name in AMOUNTS:
        return fmt.editable_amount(read) == fmt.editable_amount(text)
    return read.strip() == text.strip()


def read_changes(changes: list[list[Any]]) -> tuple[tuple[str, str], ...]:
    """(field, canonical text) for what was typed. Raises Mistake naming every field that cannot be read."""
    read: list[tuple[str, str]] = []
    wrong: dict[str, str] = {}
    for name, typed in changes:
        try:
            read.append((name, lines.read(typed) if name == "lines" else _read_field(name, typed)))
        except ValueError as mistake:
            wrong[name] = str(mistake)
    if wrong:
        raise Mistake(wrong)
    return tuple(read)


def _read_field(name: str, typed: str) -> str:
    text = typed.strip()
    if name not in AMOUNTS or not text:
        return text
    amount = fmt.read_amount(text)
    if amount is None:
        raise ValueError(t("“{text}” is not an amount.", text=typed))
    return amount
