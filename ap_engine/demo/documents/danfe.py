"""The printed companion of an NF-e (DANFE), Portuguese."""

from __future__ import annotations

from ap_engine.demo.documents import fiscal_keys, formats, slip
from ap_engine.demo.documents.draft import InvoiceDraft
from ap_engine.demo.documents.sheet import Column, Sheet
from ap_engine.model.money import to_cents

_FRAME = "4A4F57"


def render(draft: InvoiceDraft) -> bytes:
    """The DANFE."""
    sheet = Sheet(f"DANFE {draft.number}", draft.issuer.name, draft.issuer.colour)
    _stub(sheet, draft)
    _head(sheet, draft)
    _recipient(sheet, draft)
    _tax(sheet, draft)
    _products(sheet, draft)
    if draft.payment.boleto:
        # The bank slip comes behind the DANFE, on a page of its own.
        sheet.next_page()
        slip.draw(sheet, draft, 20)
    return sheet.finish()


def key_of(draft: InvoiceDraft) -> str:
    """The access key of this invoice."""
    issuer = draft.issuer
    return fiscal_keys.access_key(issuer.city_code[:2], draft.issue_date, issuer.tax_id, draft.series or "1", draft.number)


def _number(draft: InvoiceDraft) -> str:
    digits = f"{int(draft.number):09d}"
    return f"{digits[:3]}.{digits[3:6]}.{digits[6:]}"


def _stub(sheet: Sheet, draft: InvoiceDraft) -> None:
    sheet.box(10, 8, 150, 8, stroke=_FRAME)
    sheet.text(11, 11.2, f"RECEBEMOS DE {draft.issuer.name.upper()} OS PRODUTOS CONSTANTES DA NOTA FISCAL INDICADA AO LADO", 5.8)
    sheet.text(11, 14.6, "DATA DE RECEBIMENTO ____/____/______    IDENTIFICAÇÃO E ASSINATURA DO RECEBEDOR", 5.8)
    sheet.box(160, 8, 40, 8, stroke=_FRAME)
    sheet.centre(180, 12.9, f"NF-e Nº {_number(draft)}", 8, bold=True)
    sheet.dashes(10, 18, 200)


def _head(sheet: Sheet, draft: InvoiceDraft) -> None:
    issuer, key = draft.issuer, key_of(draft)
    sheet.box(10, 20, 80, 34, stroke=_FRAME)
    sheet.mark(13, 24, 17, issuer.logo)
    sheet.fitted(33, 27, 56, issuer.name, 9.5, bold=True)
    sheet.lines(33, 32, (issuer.street_line, issuer.district, issuer.city_line, f"Fone {issuer.phone}", issuer.site), 7.5, step=4)
    sheet.box(90, 20, 32, 34, stroke=_FRAME)
    sheet.centre(106, 25.5, "DANFE", 12, bold=True)
    sheet.centre(106, 29, "Documento Auxiliar da", 6)
    sheet.centre(106, 31.6, "Nota Fiscal Eletrônica", 6)
    sheet.lines(93, 36.5, ("0 - ENTRADA", "1 - SAÍDA"), 6.5, step=3)
    sheet.box(113, 33.8, 6, 6, stroke=_FRAME)
    sheet.centre(116, 38, "1", 9, bold=True)
    sheet.centre(106, 45, f"Nº {_number(draft)}", 9, bold=True)
    sheet.centre(106, 49, f"SÉRIE {int(draft.series or '1'):03d}", 8, bold=True)
    sheet.centre(106, 52.4, "FOLHA 1/1", 6.5)
    sheet.box(122, 20, 78, 16, stroke=_FRAME)
    sheet.code128(125, 22.5, key, bar=0.215)
    sheet.cell(122, 36, 78, 8, "CHAVE DE ACESSO", formats.grouped(key), size=6.6, bold=True, align="c")
    sheet.box(122, 44, 78, 10, stroke=_FRAME)
    sheet.centre(161, 48, "Consulta de autenticidade no portal nacional da NF-e", 6.5)
    sheet.centre(161, 51.5, "www.nfe.fazenda.gov.br/portal ou no site da Sefaz autorizadora", 6.5)
    sheet.cell(10, 54, 112, 8, "NATUREZA DA OPERAÇÃO", "VENDA DE MERCADORIA")
    stamp = f"{fiscal_keys.protocol(key)}  {formats.day(draft.issue_date)} 09:42:17"
    sheet.cell(122, 54, 78, 8, "PROTOCOLO DE AUTORIZAÇÃO DE USO", stamp, align="c")
    sheet.cell(10, 62, 60, 8, "INSCRIÇÃO ESTADUAL", issuer.state_registration)
    sheet.cell(70, 62, 60, 8, "INSCRIÇÃO ESTADUAL DO SUBST. TRIBUTÁRIO", "")
    sheet.cell(130, 62, 70, 8, "CNPJ", formats.cnpj(issuer.tax_id))


def _recipient(sheet: Sheet, draft: InvoiceDraft) -> None:
    buyer = draft.buyer
    sheet.text(10, 73.4, "DESTINATÁRIO / REMETENTE", 6.5, bold=True)
    sheet.cell(10, 74.5, 115, 8, "NOME / RAZÃO SOCIAL", buyer.name)
    sheet.cell(125, 74.5, 45, 8, "CNPJ / CPF", formats.cnpj(buyer.tax_id))
    sheet.cell(170, 74.5, 30, 8, "DATA DA EMISSÃO", formats.day(draft.issue_date), align="c")
    sheet.cell(10, 82.5, 85, 8, "ENDEREÇO", buyer.street_line)
    sheet.cell(95, 82.5, 45, 8, "BAIRRO / DISTRITO", buyer.district)
    sheet.cell(140, 82.5, 30, 8, "CEP", f"{buyer.postal_code[:5]}-{buyer.postal_code[5:]}")
    sheet.cell(170, 82.5, 30, 8, "DATA DA SAÍDA", formats.day(draft.issue_date), align="c")
    sheet.cell(10, 90.5, 85, 8, "MUNICÍPIO", buyer.city)
    sheet.cell(95, 90.5, 35, 8, "FONE / FAX", buyer.phone)
    sheet.cell(130, 90.5, 10, 8, "UF", buyer.state)
    sheet.cell(140, 90.5, 60, 8, "INSCRIÇÃO ESTADUAL", buyer.state_registration)
    sheet.text(10, 101.9, "FATURA / DUPLICATAS", 6.5, bold=True)
    total = formats.continental(draft.gross_total)
    sheet.cell(10, 103, 190, 8, "NÚMERO / VENCIMENTO / VALOR", f"001      {formats.day(draft.due_date)}      R$ {total}")


def _tax(sheet: Sheet, draft: InvoiceDraft) -> None:
    sheet.text(10, 114.4, "CÁLCULO DO IMPOSTO", 6.5, bold=True)
    base = draft.net_total
    upper = (("BASE DE CÁLCULO DO ICMS", base), ("VALOR DO ICMS", to_cents(base * 12 / 100)), ("BASE DE CÁLC. ICMS S.T.", base * 0),
             ("VALOR DO ICMS SUBST.", base * 0), ("VALOR TOTAL DOS PRODUTOS", draft.lines_total))  # fmt: skip
    lower = (("VALOR DO FRETE", draft.freight), ("VALOR DO SEGURO", base * 0), ("DESCONTO", base * 0), ("VALOR DO IPI", base * 0),
             ("VALOR TOTAL DA NOTA", draft.gross_total))  # fmt: skip
    for row, cells in enumerate((upper, lower)):
        for place, (label, amount) in enumerate(cells):
            last = row == 1 and place == 4
            sheet.cell(10 + place * 38, 115.5 + row * 8, 38, 8, label, formats.continental(amount), bold=last, align="r")


def _products(sheet: Sheet, draft: InvoiceDraft) -> None:
    sheet.text(10, 134.9, "DADOS DOS PRODUTOS / SERVIÇOS", 6.5, bold=True)
    sheet.box(10, 136, 190, 112, stroke=_FRAME)
    columns = (
        Column("CÓDIGO", 22), Column("DESCRIÇÃO DO PRODUTO / SERVIÇO", 66), Column("NCM/SH", 17, "c"), Column("CFOP", 11, "c"),
        Column("UN", 9, "c"), Column("QUANT", 18, "r"), Column("VALOR UNIT", 23, "r"), Column("VALOR TOTAL", 24, "r"),
    )  # fmt: skip
    rows = [
        (line.item_code, line.description, "73089090", "5102", line.unit, formats.continental(line.quantity, 4),
         formats.continental(line.unit_price), formats.continental(line.net))
        for line in draft.lines
    ]  # fmt: skip
    sheet.table(10, 136, columns, rows, size=7, step=5)
    sheet.text(10, 251.6, "DADOS ADICIONAIS", 6.5, bold=True)
    sheet.box(10, 252.7, 120, 30, stroke=_FRAME)
    sheet.box(130, 252.7, 70, 30, stroke=_FRAME)
    sheet.text(11, 255.4, "INFORMAÇÕES COMPLEMENTARES", 5.2)
    sheet.text(131, 255.4, "RESERVADO AO FISCO", 5.2)
    y = 259.6
    if draft.order_numbers:
        sheet.text(11.5, y, f"Pedido de compra: {draft.order_text}", 7.5, bold=True)
        y += 4
    sheet.paragraph(11.5, y, 115, draft.note or "Mercadoria conferida na expedição. Reclamações em até 7 dias do recebimento.", 7)
