"""The bank slip at the foot of a Brazilian bill."""

from __future__ import annotations

from ap_engine.demo.documents import formats, payment_codes
from ap_engine.demo.documents.draft import InvoiceDraft
from ap_engine.demo.documents.sheet import Sheet


def draw(sheet: Sheet, draft: InvoiceDraft, top: float) -> None:
    """Draw the slip with its digits and bar code below `top` (it is 68 mm high); nothing when the draft has none."""
    digits, issuer = draft.payment.boleto, draft.issuer
    if digits is None:
        return
    sheet.dashes(12, top, 198)
    sheet.text(14, top + 8, issuer.bank_name, 11, bold=True)
    sheet.text(62, top + 8, f"|  {issuer.bank_code}-2  |", 11, bold=True)
    sheet.right(198, top + 8, payment_codes.spaced(digits), 9.5, bold=True)
    y = top + 10.5
    sheet.cell(12, y, 134, 8, "Local de pagamento", "Pagável em qualquer banco até o vencimento")
    sheet.cell(146, y, 52, 8, "Vencimento", formats.day(draft.due_date), bold=True, align="r")
    sheet.cell(12, y + 8, 134, 8, "Beneficiário", f"{issuer.name}  -  CNPJ {formats.cnpj(issuer.tax_id)}", size=8)
    sheet.cell(146, y + 8, 52, 8, "Agência / Código do beneficiário", f"{issuer.agency} / {issuer.account}", align="r")
    sheet.cell(12, y + 16, 34, 8, "Data do documento", formats.day(draft.issue_date))
    sheet.cell(46, y + 16, 44, 8, "Nº do documento", draft.number)
    sheet.cell(90, y + 16, 26, 8, "Espécie doc.", "DM")
    sheet.cell(116, y + 16, 30, 8, "Carteira", "09")
    sheet.cell(146, y + 16, 52, 8, "(=) Valor do documento", f"R$ {formats.continental(draft.gross_total)}", bold=True, align="r")
    sheet.cell(
        12, y + 24, 186, 9, "Pagador",
        f"{draft.buyer.name}  -  CNPJ {formats.cnpj(draft.buyer.tax_id)}  -  {draft.buyer.city_line}", size=8,
    )  # fmt: skip
    sheet.interleaved(14, y + 36, payment_codes.boleto_barcode(digits))
    sheet.right(198, y + 38, "Autenticação mecânica - Ficha de compensação", 5.5)
