"""A supplier's own bill with PIX code and bank slip, Portuguese."""

from __future__ import annotations

from ap_engine.demo.documents import formats, slip
from ap_engine.demo.documents.draft import WITHOUT_LINES, InvoiceDraft
from ap_engine.demo.documents.sheet import GREY, PALE, Column, Sheet


def render(draft: InvoiceDraft) -> bytes:
    """The bill (fatura)."""
    sheet = Sheet(f"Fatura {draft.number}", draft.issuer.name, draft.issuer.colour)
    _head(sheet, draft)
    y = _lines(sheet, draft)
    _totals(sheet, draft, y)
    slip.draw(sheet, draft, 224)
    return sheet.finish()


def _head(sheet: Sheet, draft: InvoiceDraft) -> None:
    issuer, buyer = draft.issuer, draft.buyer
    sheet.box(0, 0, 210, 5, fill=sheet.colour, stroke=None)
    sheet.mark(14, 13, 20, issuer.logo)
    sheet.text(38, 20, issuer.trade_name, 16, bold=True, colour=sheet.colour)
    sheet.text(38, 26, issuer.name, 8.5, colour=GREY)
    sheet.text(38, 30.5, f"CNPJ {formats.cnpj(issuer.tax_id)}", 8.5, colour=GREY)
    sheet.right(196, 20, "FATURA", 20, bold=True, colour=sheet.colour)
    sheet.right(196, 26, f"{issuer.street_line}, {issuer.district}", 8, colour=GREY)
    sheet.right(196, 30.5, f"{issuer.city_line}   {issuer.phone}", 8, colour=GREY)
    sheet.rule(14, 37, 196, colour=sheet.colour, weight=1)
    sheet.text(14, 45, "COBRAR DE", 7, bold=True, colour=GREY)
    sheet.text(14, 50.5, buyer.name, 10.5, bold=True)
    sheet.lines(14, 55.5, (f"CNPJ {formats.cnpj(buyer.tax_id)}", f"{buyer.street_line} - {buyer.district}", buyer.city_line), 8.5)
    labels: list[tuple[str, str]] = []
    if "invoice_number" not in draft.hidden:
        labels.append(("Número da fatura", draft.number))
    labels += [("Data de emissão", formats.day(draft.issue_date)), ("Vencimento", formats.day(draft.due_date))]
    if draft.order_numbers:
        labels.append(("Pedido de compra", draft.order_text))
    sheet.box(122, 41, 74, 6.4 * len(labels) + 3, fill=PALE, stroke=None, radius=1.5)
    for place, (label, value) in enumerate(labels):
        sheet.text(126, 47 + place * 6.4, label, 8.5, colour=GREY)
        sheet.right(192, 47 + place * 6.4, value, 9.5, bold=True)


def _lines(sheet: Sheet, draft: InvoiceDraft) -> float:
    if WITHOUT_LINES in draft.hidden:
        sheet.paragraph(14, 82, 182, "Fornecimento conforme pedido de compra.", 9.5)
        return 90
    columns = (Column("Código", 26), Column("Descrição", 82), Column("Qtde", 16, "r"), Column("Un", 12, "c"),
               Column("Preço unit.", 22, "r"), Column("Total", 24, "r"))  # fmt: skip
    rows = [
        (line.item_code, line.description, formats.quantity(line.quantity), line.unit, formats.continental(line.unit_price),
         formats.continental(line.net))
        for line in draft.lines
    ]  # fmt: skip
    return sheet.table(14, 76, columns, rows, head_fill=sheet.colour, striped=True)


def _totals(sheet: Sheet, draft: InvoiceDraft, y: float) -> None:
    y += 7
    sheet.text(132, y, "Subtotal", 9, colour=GREY)
    sheet.right(194.5, y, formats.continental(draft.lines_total), 9)
    if draft.freight:
        y += 5.5
        sheet.text(132, y, "Frete", 9, colour=GREY)
        sheet.right(194.5, y, formats.continental(draft.freight), 9)
    sheet.box(128, y + 3, 68, 10, fill=sheet.colour, stroke=None, radius=1)
    sheet.text(132, y + 9.6, "Total a pagar", 10, bold=True, colour="FFFFFF")
    sheet.right(194, y + 9.6, f"R$ {formats.continental(draft.gross_total)}", 11.5, bold=True, colour="FFFFFF")
    _pix(sheet, draft)


def _pix(sheet: Sheet, draft: InvoiceDraft) -> None:
    top = 168
    if draft.payment.pix:
        sheet.box(14, top, 182, 42, stroke="DDE1E7", radius=2)
        sheet.qr(18, top + 4, 34, draft.payment.pix)
        sheet.text(58, top + 9, "Pague com PIX", 11, bold=True, colour=sheet.colour)
        sheet.text(58, top + 15, f"Chave: {draft.issuer.pix_key}", 8.5)
        sheet.text(58, top + 21, "PIX copia e cola:", 7.5, colour=GREY)
        y = top + 25.0
        for at in range(0, len(draft.payment.pix), 84):
            sheet.text(58, y, draft.payment.pix[at : at + 84], 7)
            y += 3.4
    if draft.note:
        sheet.paragraph(14, top + 48, 182, draft.note, 8, colour=GREY)
    if not draft.payment.boleto:
        sheet.rule(14, 278, 196)
        sheet.centre(105, 283, f"{issuer_line(draft)}", 7.5, colour=GREY)


def issuer_line(draft: InvoiceDraft) -> str:
    """The issuer in one line, for the foot of a page."""
    issuer = draft.issuer
    parts = (issuer.name, f"CNPJ {formats.cnpj(issuer.tax_id)}", issuer.email, issuer.site)
    return "   |   ".join(part for part in parts if part)
