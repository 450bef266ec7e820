"""A city's service invoice (NFS-e) as a printed page, Portuguese."""

from __future__ import annotations

from ap_engine.demo.documents import fiscal_keys, formats
from ap_engine.demo.documents.draft import InvoiceDraft
from ap_engine.demo.documents.sheet import Column, Sheet
from ap_engine.demo.letterhead import Letterhead
from ap_engine.model.money import to_cents

_FRAME = "4A4F57"


def render(draft: InvoiceDraft) -> bytes:
    """The printed NFS-e."""
    issuer = draft.issuer
    sheet = Sheet(f"NFS-e {draft.number}", issuer.name, issuer.colour)
    sheet.box(10, 10, 190, 24, stroke=_FRAME)
    sheet.mark(13, 13, 18, "star", "2F5D8A")
    sheet.centre(96, 17, f"PREFEITURA MUNICIPAL DE {issuer.city.upper()}", 11, bold=True)
    sheet.centre(96, 22.5, "SECRETARIA MUNICIPAL DE FINANÇAS", 8)
    sheet.centre(96, 29, "NOTA FISCAL DE SERVIÇOS ELETRÔNICA - NFS-e", 10.5, bold=True)
    key = fiscal_keys.service_key(issuer.city_code, draft.issue_date, issuer.tax_id, draft.number)
    sheet.cell(160, 10, 40, 8, "Número da Nota", "" if "invoice_number" in draft.hidden else draft.number, bold=True)
    sheet.cell(160, 18, 40, 8, "Data de Emissão", formats.day(draft.issue_date))
    sheet.cell(160, 26, 40, 8, "Código de Verificação", fiscal_keys.verification_code(key))
    _party(sheet, 36, "PRESTADOR DE SERVIÇOS", issuer, logo=True)
    _party(sheet, 70, "TOMADOR DE SERVIÇOS", draft.buyer, logo=False)
    _services(sheet, draft)
    _totals(sheet, draft)
    return sheet.finish()


def _party(sheet: Sheet, top: float, title: str, who: Letterhead, *, logo: bool) -> None:
    sheet.box(10, top, 190, 32, stroke=_FRAME)
    sheet.centre(105, top + 5, title, 8.5, bold=True)
    x = 38.0 if logo else 14.0
    if logo:
        sheet.mark(14, top + 8, 19, who.logo)
    sheet.text(x, top + 11, f"Nome/Razão Social: {who.name}", 9, bold=True)
    sheet.text(x, top + 16, f"CNPJ: {formats.cnpj(who.tax_id)}", 8.5)
    sheet.text(x + 68, top + 16, f"Inscrição Municipal: {who.municipal_registration or 'isento'}", 8.5)
    sheet.text(
        x, top + 21, f"Endereço: {who.street_line} - {who.district} - CEP {who.postal_code[:5]}-{who.postal_code[5:]}", 8.5
    )
    sheet.text(x, top + 26, f"Município: {who.city}    UF: {who.state}    E-mail: {who.email}", 8.5)


def _services(sheet: Sheet, draft: InvoiceDraft) -> None:
    sheet.box(10, 104, 190, 92, stroke=_FRAME)
    sheet.centre(105, 109, "DISCRIMINAÇÃO DOS SERVIÇOS", 8.5, bold=True)
    columns = (Column("Código", 26), Column("Descrição", 84), Column("Qtd", 16, "r"), Column("Un", 12, "c"),
               Column("Valor unitário", 22, "r"), Column("Valor", 22, "r"))  # fmt: skip
    rows = [
        (line.item_code, line.description, formats.quantity(line.quantity), line.unit, formats.continental(line.unit_price),
         formats.continental(line.net))
        for line in draft.lines
    ]  # fmt: skip
    y = sheet.table(14, 113, columns, rows, size=8)
    notes = [f"Pedido de compra: {draft.order_text}"] if draft.order_numbers else []
    notes += [f"Vencimento: {formats.day(draft.due_date)}"]
    if draft.issuer.account:
        notes.append(f"Pagamento: {draft.issuer.bank_name}, agência {draft.issuer.agency}, conta {draft.issuer.account}")
    if draft.payment.pix and draft.issuer.pix_key:
        notes.append(f"Chave PIX: {draft.issuer.pix_key}")
    if draft.payment.iban:
        notes.append(f"IBAN: {draft.payment.iban}")
    y = sheet.lines(15.5, y + 7, notes, 8.5, step=4.8)
    if draft.payment.pix:
        sheet.qr(168, 166, 26, draft.payment.pix)
        sheet.paragraph(15.5, 172, 146, f"PIX copia e cola: {draft.payment.pix}", 6.5)
    if draft.note:
        sheet.paragraph(15.5, y + 2, 140, draft.note, 8.5)


def _totals(sheet: Sheet, draft: InvoiceDraft) -> None:
    total = f"R$ {formats.continental(draft.gross_total)}"
    sheet.box(10, 198, 190, 10, fill="EDF1F6", stroke=_FRAME)
    sheet.centre(105, 204.8, f"VALOR TOTAL DA NOTA = {total}", 12, bold=True)
    rate = to_cents(draft.gross_total * 5 / 100)
    cells = (
        ("Valor dos Serviços (R$)", draft.lines_total), ("Deduções (R$)", draft.gross_total * 0),
        ("Base de Cálculo (R$)", draft.gross_total), ("Alíquota", None), ("Valor do ISS (R$)", rate),
    )  # fmt: skip
    for place, (label, amount) in enumerate(cells):
        value = "5,00 %" if amount is None else formats.continental(amount)
        sheet.cell(10 + place * 38, 209, 38, 9, label, value, align="r")
    for place, label in enumerate(("PIS", "COFINS", "INSS", "IR", "CSLL")):
        sheet.cell(10 + place * 38, 218, 38, 9, f"{label} (R$)", "0,00", align="r")
    sheet.box(10, 228, 190, 24, stroke=_FRAME)
    sheet.centre(105, 233, "OUTRAS INFORMAÇÕES", 8.5, bold=True)
    sheet.lines(
        14, 239,
        ("Esta NFS-e foi emitida com respaldo na legislação municipal. ISS devido no município do prestador.",
         "O imposto está incluído no valor dos serviços; sem retenções na fonte.",
         f"Valor líquido a pagar: {total}"),
        8,
    )  # fmt: skip
