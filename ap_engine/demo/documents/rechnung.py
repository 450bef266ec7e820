"""A German invoice on the issuer's letter paper (DIN 5008)."""

from __future__ import annotations

from ap_engine.demo.documents import formats
from ap_engine.demo.documents.draft import InvoiceDraft
from ap_engine.demo.documents.sheet import GREY, Column, Sheet


def render(draft: InvoiceDraft) -> bytes:
    """The Rechnung."""
    issuer = draft.issuer
    sheet = Sheet(f"Rechnung {draft.number}", issuer.name, issuer.colour)
    sheet.mark(168, 12, 22, issuer.logo)
    sheet.right(164, 22, issuer.trade_name, 15, bold=True, colour=sheet.colour)
    sheet.right(164, 28, "Antriebe · Getriebe · Service", 8.5, colour=GREY)
    sheet.text(25, 50, f"{issuer.name} · {issuer.street_line} · {issuer.city_line}", 6.5, colour=GREY)
    sheet.rule(25, 51.2, 105, weight=0.3)
    buyer = draft.buyer
    sheet.lines(25, 57, (buyer.name, buyer.street_line, buyer.city_line, "BRASILIEN"), 10, step=5)
    sheet.text(25, 81, f"Ihre Steuernummer (CNPJ): {formats.cnpj(buyer.tax_id)}", 8, colour=GREY)
    _facts(sheet, draft)
    sheet.text(25, 104, f"Rechnung {draft.number}", 16, bold=True)
    sheet.text(25, 113, "Sehr geehrte Damen und Herren, für unsere Lieferung berechnen wir Ihnen:", 9.5)
    _lines(sheet, draft)
    _foot(sheet, draft)
    return sheet.finish()


def _facts(sheet: Sheet, draft: InvoiceDraft) -> None:
    facts = [("Rechnungsnummer", draft.number), ("Rechnungsdatum", formats.german_day(draft.issue_date)),
             ("Fällig am", formats.german_day(draft.due_date)), ("Kundennummer", "K-20417")]  # fmt: skip
    if draft.order_numbers:
        facts.insert(3, ("Ihre Bestellung", draft.order_text))
    for place, (label, value) in enumerate(facts):
        sheet.text(125, 57 + place * 5.4, label, 9, colour=GREY)
        sheet.right(190, 57 + place * 5.4, value, 9, bold=place == 0)


def _lines(sheet: Sheet, draft: InvoiceDraft) -> None:
    columns = (Column("Pos.", 10), Column("Artikel-Nr.", 25), Column("Bezeichnung", 66), Column("Menge", 18, "r"),
               Column("Einzelpreis", 23, "r"), Column("Gesamt EUR", 23, "r"))  # fmt: skip
    rows = [
        (str(place), line.item_code, line.description, f"{formats.quantity(line.quantity)} {line.unit}",
         formats.continental(line.unit_price), formats.continental(line.net))
        for place, line in enumerate(draft.lines, start=1)
    ]  # fmt: skip
    y = sheet.table(25, 119, columns, rows, size=8.8, step=7) + 7
    sums = [("Warenwert", draft.lines_total)]
    if draft.freight:
        sums.append(("Fracht und Verpackung", draft.freight))
    sums.append(("Nettobetrag", draft.net_total))
    rate = formats.quantity(draft.tax_rate) if draft.tax_rate else "0"
    sums.append((f"Umsatzsteuer {rate} %", draft.tax_total))
    for label, amount in sums:
        sheet.text(120, y, label, 9)
        sheet.right(188.5, y, formats.continental(amount), 9)
        y += 5.6
    sheet.rule(120, y - 2, 190, colour=sheet.colour, weight=1)
    sheet.text(120, y + 3.6, "Rechnungsbetrag", 10.5, bold=True)
    sheet.right(188.5, y + 3.6, f"{formats.continental(draft.gross_total)} {draft.currency}", 10.5, bold=True)
    if not draft.tax_rate:
        sheet.text(25, y + 14, "Steuerfreie Ausfuhrlieferung nach § 4 Nr. 1a UStG.", 9)
    sheet.text(25, y + 20, f"Zahlbar ohne Abzug bis {formats.german_day(draft.due_date)}.", 9)
    if draft.note:
        sheet.paragraph(25, y + 27, 165, draft.note, 9)


def _foot(sheet: Sheet, draft: InvoiceDraft) -> None:
    issuer = draft.issuer
    sheet.rule(25, 262, 190, colour=sheet.colour, weight=1)
    blocks = (
        (25, (issuer.name, issuer.street_line, issuer.city_line, "Deutschland")),
        (70, (f"Telefon {issuer.phone}", issuer.email, issuer.site, f"USt-IdNr. {issuer.tax_id}")),
        (130, (issuer.bank_name, f"IBAN {formats.grouped(draft.payment.iban or '')}", f"BIC {issuer.bic}", "Amtsgericht Freiburg HRB 704418")),
    )  # fmt: skip
    for x, lines in blocks:
        sheet.lines(x, 267, lines, 7, step=3.9, colour=GREY)
