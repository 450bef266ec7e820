"""What the document component is given: pages, boxes, the tidy sheet of an XML, all of it as plain text."""

from __future__ import annotations

from typing import Any

from ap_engine.model.extraction import DocumentType, Extraction, Reading, Source, Witness
from ap_engine.model.invoice import Invoice
from ap_engine.model.parties import SYSTEM
from ap_engine.views import InvoiceView
from pages.ui import fmt
from pages.ui.words import t

# A reading is called “likely” from here on: below it, the reader itself asks for a look.
LIKELY_FROM = 80
# The one field that the reader and the invoice call by different names.
FIELD_OF_READING = {"purchase_order_numbers": "purchase_order_references"}
# Who agrees with a certain reading: the document's own proofs, or one of our records.
WITNESSES = {
    None: "Something independent agrees: structured data, a check digit, or sums that close.",
    Witness.ORDER: "The purchase order agrees.",
    Witness.REGISTER: "The supplier register agrees.",
}
LABELS = {
    "supplier_name": "Name",
    "supplier_tax_id": "Tax id",
    "buyer_tax_id": "Our tax id",
    "invoice_number": "Number",
    "series": "Series",
    "access_key": "Fiscal key",
    "issue_date": "Issued",
    "due_date": "Due",
    "currency": "Currency",
    "net_total": "Net total",
    "tax_total": "Tax",
    "gross_total": "Total",
    "amount_due": "Amount due",
    "purchase_order_references": "Purchase orders",
}
DOCUMENT_NAMES = {
    DocumentType.INVOICE: "Invoice",
    DocumentType.CREDIT_NOTE: "Credit note",
    DocumentType.OTHER: "Document",
}


def field_of(reading: Reading) -> str:
    """The invoice's field that a reading is about."""
    return FIELD_OF_READING.get(reading.field, reading.field)


def level_of(reading: Reading | None) -> tuple[str, str, str]:
    """How sure a reading is: its level, the word for it, and why in a sentence. Honest: only `certain` says so."""
    if reading is None:
        return "none", "—", t("Nothing was found for this.")
    if reading.source is Source.PERSON:
        return "person", t("Typed"), t("A person typed this.")
    if reading.certain:
        return "certain", t("Certain"), t(WITNESSES[reading.witness])
    if reading.confidence >= LIKELY_FROM:
        return "likely", t("Likely"), t("Read with {n} % confidence; nothing independent proves it.", n=reading.confidence)
    return "check", t("Check"), t("Read with {n} % confidence only. Compare it with the document.", n=reading.confidence)


def document_data(view: InvoiceView) -> dict[str, Any]:
    """The document alone, for showing it without its fields."""
    invoice = view.invoice
    return {
        "id": invoice.id,
        "about": invoice.id,
        "nonce": 0,
        "file": invoice.file_name,
        "original": f"/originals/{invoice.id}",
        "pages": [
            {
                "number": number,
                "src": f"/originals/{invoice.id}/page/{number}.webp",
                "alt": t("Page {n} of {file}", n=number, file=invoice.file_name),
            }
            for number in range(1, view.pages + 1)
        ],
        "boxes": _boxes(view.extraction),
        "sheet": _sheet(view) if view.pages == 0 and view.extraction is not None and view.extraction.readings else None,
        "groups": [],
        "mode": "read",
        "words": words(),
    }


def words() -> dict[str, str]:
    """The component's own words."""
    return {
        "document": t("Document"),
        "fields": t("Fields"),
        "broken": t("This page cannot be shown. Open the original instead."),
        "nothing": t("This file has no page that can be shown. Open the original."),
        "original": t("Original"),
        "larger": t("Larger"),
        "smaller": t("Smaller"),
        "typed": t("Typed"),
        "required": t("Required"),
        "confirm": t("Confirm fields"),
        "confirmChanged": t("Confirm with changes"),
        "correct": t("Correct fields"),
        "saveCorrection": t("Save correction"),
        "sending": t("One moment"),
        "reason": t("Why is it corrected?"),
        "back": t("Back"),
    }


def _boxes(extraction: Extraction | None) -> list[dict[str, Any]]:
    boxes = []
    for reading in extraction.readings if extraction else ():
        box = reading.evidence.box
        if box is None or reading.evidence.page is None:
            continue
        level, word, _ = level_of(reading)
        name = field_of(reading)
        boxes.append(
            {
                "field": name,
                "page": reading.evidence.page,
                "x0": box.x0,
                "y0": box.y0,
                "x1": box.x1,
                "y1": box.y1,
                "level": level,
                "label": f"{t(LABELS.get(name, name))}: {reading.value} ({word})",
            }
        )
    return boxes


def _sheet(view: InvoiceView) -> dict[str, Any]:
    invoice, extraction = view.invoice, view.extraction
    assert extraction is not None
    fields = invoice.fields
    return {
        "title": f"{t(DOCUMENT_NAMES[fields.document_type])} {fields.invoice_number or ''}".strip(),
        "subtitle": t("Structured document, shown as text"),
        "head": _pairs(
            ("issue_date", fmt.day(fields.issue_date)),
            ("due_date", fmt.day(fields.due_date)),
            ("series", fields.series),
            ("purchase_order_references", ", ".join(fields.purchase_order_references) or None),
        ),
        "parties": [
            _party(t("Supplier"), "supplier_name", fields.supplier_name, "supplier_tax_id", fields.supplier_tax_id),
            _party(t("Buyer"), "", extraction.value("buyer_name"), "buyer_tax_id", fields.buyer_tax_id),
        ],
        "columns": [
            {"label": t("Item")},
            {"label": t("Description")},
            {"label": t("Quantity"), "align": "right"},
            {"label": t("Price"), "align": "right"},
            {"label": t("Net"), "align": "right"},
        ],
        "lines": _lines(invoice),
        "notes": _notes(extraction),
        "totals": [
            *_pairs(("net_total", fmt.money(fields.net_total))),
            *({"label": charge_name(charge.kind), "value": fmt.money(charge.amount)} for charge in fields.charges),
            *_pairs(
                ("tax_total", fmt.money(fields.tax_total)),
                ("gross_total", fmt.money(fields.gross_total)),
                ("amount_due", fmt.money(fields.amount_due) if fields.amount_due != fields.gross_total else None),
            ),
        ],
    }


def charge_name(kind: str) -> str:
    """Freight, insurance, other charges, discount."""
    return t(kind.replace("_", " ").capitalize())


def _pairs(*items: tuple[str, str | None]) -> list[dict[str, str]]:
    return [{"label": t(LABELS[name]), "value": value, "field": name} for name, value in items if value and value != fmt.MISSING]


def _party(role: str, name_field: str, name: str | None, id_field: str, tax_id: str | None) -> dict[str, Any]:
    rows = [{"value": name or fmt.MISSING, "field": name_field}, {"value": tax_id or fmt.MISSING, "field": id_field}]
    return {"role": role, "rows": [row for row in rows if row["value"] != fmt.MISSING or row["field"] == name_field]}


def _lines(invoice: Invoice) -> list[list[str]]:
    return [
        [
            line.item_code or "",
            line.description,
            f"{fmt.number(line.quantity)} {line.unit or ''}".strip(),
            fmt.price(line.unit_price),
            fmt.money(line.net),
        ]
        for line in invoice.fields.lines
    ]


def _notes(extraction: Extraction) -> list[dict[str, str]]:
    notes = [
        {"label": t("Instalment {n}", n=part.number), "value": f"{part.due_date} · {fmt.editable_amount(part.amount)}"}
        for part in extraction.instalments[:12]
    ]
    for label, value in (
        ("Boleto", extraction.payment.boleto),
        ("PIX", extraction.payment.pix),
        ("IBAN", extraction.payment.iban),
    ):
        if value:
            notes.append({"label": label, "value": value})
    if extraction.original_invoice_number:
        notes.append({"label": t("Credits invoice"), "value": extraction.original_invoice_number})
    return notes


def who(view: InvoiceView, person_id: str | None) -> str:
    """A person's name; the program itself for what it did by rule."""
    if person_id is None or person_id == SYSTEM:
        return t("By rule")
    return view.names.get(person_id, person_id)
