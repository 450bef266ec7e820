"""A software company's invoice, English."""

from __future__ import annotations

from ap_engine.demo.documents import formats
from ap_engine.demo.documents.draft import InvoiceDraft
from ap_engine.demo.documents.sheet import GREY, Column, Sheet
from ap_engine.model.extraction import DocumentType


def render(draft: InvoiceDraft) -> bytes:
    """The invoice or credit note."""
    issuer = draft.issuer
    credit = draft.document_type is DocumentType.CREDIT_NOTE
    title = "Credit Note" if credit else "Invoice"
    sheet = Sheet(f"{title} {draft.number}", issuer.name, issuer.colour)
    sheet.text(18, 30, title, 26, bold=True)
    sheet.mark(150, 17, 14, issuer.logo)
    sheet.text(167, 26, issuer.trade_name, 14, bold=True, colour=sheet.colour)
    _facts(sheet, draft, "Credit note" if credit else "Invoice")
    _parties(sheet, draft)
    word = "credited" if credit else "due"
    due = "" if credit else f" by {formats.english_day(draft.due_date)}"
    sheet.text(18, 117, f"{draft.currency} {formats.english(draft.gross_total)} {word}{due}", 15, bold=True)
    _lines(sheet, draft, "Total credit" if credit else "Amount due")
    _foot(sheet, draft)
    return sheet.finish()


def _facts(sheet: Sheet, draft: InvoiceDraft, word: str) -> None:
    facts = [(f"{word} number", draft.number), ("Date of issue", formats.english_day(draft.issue_date))]
    if word == "Invoice":
        facts.append(("Due date", formats.english_day(draft.due_date)))
    if draft.order_numbers:
        facts.append(("Purchase order", draft.order_text))
    if draft.original_number:
        facts.append(("Original invoice", draft.original_number))
    y = 42.0
    for label, value in facts:
        if label == "Invoice number" and "invoice_number" in draft.hidden:
            continue
        sheet.text(18, y, label, 9.5, bold=True)
        sheet.text(58, y, value, 9.5)
        y += 5.6


def _parties(sheet: Sheet, draft: InvoiceDraft) -> None:
    for x, heading, who in ((18, "", draft.issuer), (110, "Bill to", draft.buyer)):
        y = 75.0
        sheet.text(x, y, heading or who.name, 9.5, bold=True)
        first = [who.name] if heading else []
        address = [*first, who.street_line, f"{who.district}, {who.city} {who.state} {who.postal_code}", "Brazil"]
        sheet.lines(x, y + 5.2, [*address, f"CNPJ {formats.cnpj(who.tax_id)}", who.email], 9, step=4.9)


def _lines(sheet: Sheet, draft: InvoiceDraft, last: str) -> None:
    columns = (Column("Item", 26), Column("Description", 80), Column("Qty", 16, "r"), Column("Unit price", 26, "r"),
               Column("Amount", 26, "r"))  # fmt: skip
    rows = [
        (
            line.item_code,
            line.description,
            formats.english(line.quantity, 0),
            formats.english(line.unit_price),
            formats.english(line.net),
        )
        for line in draft.lines
    ]
    y = sheet.table(18, 126, columns, rows, size=9, step=7.5) + 8
    sums = [("Subtotal", draft.lines_total), ("Tax (included in price)", draft.tax_total)]
    if draft.freight:
        sums.insert(1, ("Shipping", draft.freight))
    for label, amount in sums:
        sheet.text(124, y, label, 9)
        sheet.right(190.5, y, formats.english(amount), 9)
        y += 6
    sheet.rule(124, y - 2.5, 192)
    sheet.text(124, y + 3, last, 10, bold=True)
    sheet.right(190.5, y + 3, f"{draft.currency} {formats.english(draft.gross_total)}", 10, bold=True)


def _foot(sheet: Sheet, draft: InvoiceDraft) -> None:
    issuer = draft.issuer
    y = 222.0
    if draft.payment.iban:
        sheet.text(18, y, "Pay by bank transfer", 9.5, bold=True)
        bank = (f"Bank: {issuer.bank_name}", f"IBAN: {formats.grouped(draft.payment.iban)}", f"SWIFT/BIC: {issuer.bic}",
                f"Reference: {draft.number}")  # fmt: skip
        y = sheet.lines(18, y + 5.5, bank, 9, step=4.9)
    if draft.note:
        sheet.paragraph(18, y + 4, 150, draft.note, 8.5, colour=GREY)
    sheet.rule(18, 276, 192)
    sheet.text(18, 281, f"{draft.number}  ·  {issuer.name}  ·  {issuer.site}", 7.5, colour=GREY)
    sheet.right(192, 281, "Page 1 of 1", 7.5, colour=GREY)
