"""An electricity bill, Portuguese, with the utility slip's digits and bar code."""

from __future__ import annotations

from decimal import Decimal

from ap_engine.demo.documents import formats, payment_codes
from ap_engine.demo.documents.draft import InvoiceDraft
from ap_engine.demo.documents.sheet import GREY, PALE, Column, Sheet

_INSTALLATION = "4471902"


def render(draft: InvoiceDraft) -> bytes:
    """The bill."""
    sheet = Sheet(f"Conta de energia {draft.number}", draft.issuer.name, draft.issuer.colour)
    _head(sheet, draft)
    _consumer(sheet, draft)
    y = _lines(sheet, draft)
    _history(sheet, draft, y + 8)
    _slip(sheet, draft)
    return sheet.finish()


def _head(sheet: Sheet, draft: InvoiceDraft) -> None:
    issuer = draft.issuer
    sheet.box(0, 0, 210, 30, fill=sheet.colour, stroke=None)
    sheet.mark(12, 6, 18, issuer.logo, "F2B632")
    sheet.text(35, 14, issuer.trade_name, 17, bold=True, colour="FFFFFF")
    sheet.text(35, 20, f"{issuer.name}  -  CNPJ {formats.cnpj(issuer.tax_id)}", 7.5, colour="FFFFFF")
    sheet.text(35, 24.2, f"{issuer.street_line}, {issuer.district}, {issuer.city_line}", 7.5, colour="FFFFFF")
    sheet.right(200, 13, "Nota Fiscal / Conta de Energia Elétrica", 9.5, bold=True, colour="FFFFFF")
    sheet.right(200, 19, f"Nº {draft.number}   Série {draft.series or '1'}", 10, bold=True, colour="FFFFFF")
    sheet.right(200, 24.5, f"Data de emissão: {formats.day(draft.issue_date)}", 8, colour="FFFFFF")


def _consumer(sheet: Sheet, draft: InvoiceDraft) -> None:
    buyer = draft.buyer
    sheet.text(12, 39, buyer.name, 10, bold=True)
    sheet.lines(12, 44, (buyer.street_line, f"{buyer.district} - {buyer.city_line}", f"CNPJ {formats.cnpj(buyer.tax_id)}"), 8.5)
    sheet.text(12, 57.5, "Classificação: A4 Industrial - Tarifa horo-sazonal verde", 7.5, colour=GREY)
    facts = (("Mês de referência", formats.month(draft.issue_date)), ("Vencimento", formats.day(draft.due_date)),
             ("Total a pagar", f"R$ {formats.continental(draft.gross_total)}"))  # fmt: skip
    for place, (label, value) in enumerate(facts):
        x = 104 + place * 32.5
        sheet.box(x, 35, 31, 16, fill=PALE if place < 2 else "FFF4D6", stroke=None, radius=1.5)
        sheet.centre(x + 15.5, 40, label, 7, colour=GREY)
        sheet.centre(x + 15.5, 46.5, value, 9.5, bold=True)
    sheet.text(104, 57.5, f"Unidade consumidora: {_INSTALLATION}", 8)
    if draft.order_numbers:
        sheet.right(200, 57.5, f"Pedido: {draft.order_text}", 8)


def _lines(sheet: Sheet, draft: InvoiceDraft) -> float:
    sheet.text(12, 68, "Itens da fatura", 10, bold=True, colour=sheet.colour)
    columns = (Column("Código", 22), Column("Descrição", 78), Column("Quantidade", 24, "r"), Column("Un", 12, "c"),
               Column("Tarifa (R$)", 25, "r"), Column("Valor (R$)", 27, "r"))  # fmt: skip
    rows = [
        (line.item_code, line.description, formats.continental(line.quantity, 0), line.unit, formats.continental(line.unit_price, 4),
         formats.continental(line.net))
        for line in draft.lines
    ]  # fmt: skip
    y = sheet.table(12, 70, columns, rows, size=8.5, head_fill=sheet.colour, striped=True)
    sheet.box(12, y, 188, 7, fill="FFF4D6", stroke=None)
    sheet.text(14, y + 4.8, "TOTAL", 9, bold=True)
    sheet.right(198.5, y + 4.8, formats.continental(draft.gross_total), 9.5, bold=True)
    return y + 7


def _history(sheet: Sheet, draft: InvoiceDraft, top: float) -> None:
    sheet.text(12, top + 4, "Histórico de consumo (kWh)", 10, bold=True, colour=sheet.colour)
    used = draft.lines[0].quantity
    for place in range(13):
        share = Decimal(70 + (place * 37 + int(draft.number)) % 31) / 100 if place < 12 else Decimal(1)
        kwh = used * share
        height = float(share) * 30
        x = 14 + place * 8.2
        sheet.box(x, top + 42 - height, 5.4, height, fill=sheet.colour if place == 12 else "B9C9DC", stroke=None)
        month = (draft.issue_date.month + place) % 12 or 12
        sheet.centre(x + 2.7, top + 46, f"{month:02d}", 6.5, colour=GREY)
        sheet.centre(x + 2.7, top + 41 - height, f"{int(kwh / 1000)}k", 5.5, colour=GREY)
    sheet.text(128, top + 4, "Tributos incluídos no valor", 10, bold=True, colour=sheet.colour)
    columns = (Column("Tributo", 20), Column("Base (R$)", 26, "r"), Column("%", 8, "r"), Column("Valor (R$)", 18, "r"))
    base = draft.gross_total
    rates = (("ICMS", Decimal(19)), ("PIS", Decimal("0.92")), ("COFINS", Decimal("4.21")))
    rows = [
        (name, formats.continental(base), formats.quantity(rate), formats.continental(base * rate / 100)) for name, rate in rates
    ]
    y = sheet.table(128, top + 6, columns, rows, size=7.5, step=5)
    sheet.paragraph(
        128, y + 7, 70,
        "Bandeira tarifária: verde. Próxima leitura em 30 dias. Em caso de atraso incidem multa de 2 % e juros de 1 % ao mês.",
        7.5, colour=GREY,
    )  # fmt: skip


def _slip(sheet: Sheet, draft: InvoiceDraft) -> None:
    digits = draft.payment.boleto
    if digits is None:
        return
    sheet.dashes(12, 232, 198)
    sheet.mark(12, 236, 9, draft.issuer.logo)
    sheet.text(24, 242.5, draft.issuer.trade_name, 11, bold=True)
    for place, (label, value) in enumerate(
        (("Unidade consumidora", _INSTALLATION), ("Vencimento", formats.day(draft.due_date)),
         ("Valor a pagar", f"R$ {formats.continental(draft.gross_total)}"))
    ):  # fmt: skip
        sheet.cell(100 + place * 33, 236, 33, 9, label, value, bold=place > 0, align="c")
    sheet.text(12, 253, payment_codes.spaced(digits), 10, bold=True)
    sheet.interleaved(12, 257, payment_codes.utility_barcode(digits), height=14)
    if draft.payment.pix:
        sheet.qr(172, 251, 24, draft.payment.pix)
        sheet.centre(184, 279, "Pague com PIX", 7)
