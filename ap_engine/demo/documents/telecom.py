"""A telephone and data bill, Portuguese."""

from __future__ import annotations

from ap_engine.demo.documents import formats, slip
from ap_engine.demo.documents.draft import InvoiceDraft
from ap_engine.demo.documents.sheet import GREY, PALE, Sheet


def render(draft: InvoiceDraft) -> bytes:
    """The bill."""
    sheet = Sheet(f"Fatura {draft.number}", draft.issuer.name, draft.issuer.colour)
    _head(sheet, draft)
    _services(sheet, draft)
    slip.draw(sheet, draft, 226)
    return sheet.finish()


def _head(sheet: Sheet, draft: InvoiceDraft) -> None:
    issuer, buyer = draft.issuer, draft.buyer
    sheet.mark(14, 12, 16, issuer.logo)
    sheet.text(34, 21, issuer.trade_name, 18, bold=True, colour=sheet.colour)
    sheet.text(34, 26.5, "empresas", 9, colour=GREY)
    sheet.lines(
        120, 15,
        (issuer.name, f"CNPJ {formats.cnpj(issuer.tax_id)}   IE {issuer.state_registration}", issuer.street_line, issuer.city_line),
        7.5, step=3.8, colour=GREY,
    )  # fmt: skip
    sheet.text(14, 43, "Olá,", 10)
    sheet.text(14, 49, buyer.name, 11, bold=True)
    sheet.lines(14, 54.5, (f"CNPJ {formats.cnpj(buyer.tax_id)}", buyer.street_line, buyer.city_line), 8.5)
    sheet.box(120, 36, 76, 36, fill=sheet.colour, stroke=None, radius=3)
    sheet.text(125, 43.5, "Total da sua fatura", 8.5, colour="FFFFFF")
    sheet.text(125, 53, f"R$ {formats.continental(draft.gross_total)}", 19, bold=True, colour="FFFFFF")
    sheet.text(125, 60, "Vencimento", 8.5, colour="FFFFFF")
    sheet.right(191, 60, formats.day(draft.due_date), 10.5, bold=True, colour="FFFFFF")
    sheet.text(125, 67, "Mês de referência", 8.5, colour="FFFFFF")
    sheet.right(191, 67, formats.month(draft.issue_date), 10.5, bold=True, colour="FFFFFF")
    facts = (("Nota fiscal fatura nº", draft.number), ("Data de emissão", formats.day(draft.issue_date)),
             ("Código do cliente", "0088 4471 20"), ("Período", _period(draft)))  # fmt: skip
    for place, (label, value) in enumerate(facts):
        x = 14 + place * 45.5
        sheet.box(x, 77, 44, 13, fill=PALE, stroke=None, radius=1.5)
        sheet.text(x + 2.5, 81.6, label, 7, colour=GREY)
        sheet.text(x + 2.5, 87, value, 9, bold=True)


def _period(draft: InvoiceDraft) -> str:
    return f"01 a 28/{draft.issue_date:%m/%Y}"


def _services(sheet: Sheet, draft: InvoiceDraft) -> None:
    sheet.text(14, 101, "O que está sendo cobrado", 12, bold=True, colour=sheet.colour)
    if draft.order_numbers:
        sheet.right(196, 101, f"Pedido de compra: {draft.order_text}", 8.5)
    y = 109.0
    for line in draft.lines:
        sheet.text(14, y, line.description, 9.5, bold=True)
        count = f"{formats.quantity(line.quantity)} {line.unit} x R$ {formats.continental(line.unit_price)}"
        sheet.text(14, y + 4.6, f"{line.item_code}   {count}", 8, colour=GREY)
        sheet.right(196, y + 1, formats.continental(line.net), 10)
        sheet.rule(14, y + 8, 196)
        y += 14
    sheet.text(14, y, "Total a pagar", 11, bold=True)
    sheet.right(196, y, f"R$ {formats.continental(draft.gross_total)}", 12, bold=True, colour=sheet.colour)
    sheet.paragraph(
        14, 205, 182,
        "Tributos incluídos: ICMS 19,00 %, PIS 0,65 %, COFINS 3,00 %. Contribuições para FUST e FUNTTEL não repassadas ao cliente. "
        "Central de atendimento a empresas: 0800 000 0000, todos os dias, 24 horas. Após o vencimento, multa de 2 % e juros de 1 % ao mês.",
        7.5, colour=GREY,
    )  # fmt: skip
