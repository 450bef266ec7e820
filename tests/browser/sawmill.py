"""A sawmill's invoices on paper of its own: no word on them that usually announces an invoice's number."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from ap_engine.model.parties import Supplier

SAWMILL = Supplier("sawmill", "Serraria Boa Vista Ltda", "11222333000181", order_required=False)
WIDTH, HEIGHT = 595, 842
# Where each value begins on the paper, in points from the top left.
NUMBER, BEFORE, DUE = (180, 180), (180, 160), (180, 220)


def invoice(number: str, before: str, issued: str, due: str, planks: int) -> bytes:
    """One invoice as a PDF; it also prints the number of the one before."""
    net = f"{planks * 25},00"
    out = io.BytesIO()
    sheet = Canvas(out, (WIDTH, HEIGHT))
    for x, y, text in (
        (60, 60, "Serraria Boa Vista Ltda"),
        (60, 80, "CNPJ 11.222.333/0001-81"),
        (60, 110, "Para Casa Ltda"),
        (60, 160, "Romaneio anterior"), (*BEFORE, before),
        (60, 180, "Romaneio atual"), (*NUMBER, number),
        (60, 200, "Data de emissão"), (180, 200, issued),
        (60, 220, "Vencimento"), (*DUE, due),
        (60, 280, "Código"), (140, 280, "Descrição"), (340, 280, "Quantidade"), (420, 280, "Preço unitário"), (510, 280, "Valor"),
        (60, 300, "TB-25"), (140, 300, "Tábua de pinus 25 mm"), (360, 300, str(planks)), (440, 300, "25,00"), (510, 300, net),
        (60, 360, "Total a pagar"), (480, 360, "R$"), (510, 360, net),
    ):  # fmt: skip
        sheet.drawString(x, HEIGHT - y, text)
    sheet.save()
    return out.getvalue()


FIRST = invoice("SB-1001", "SB-0998", "03/11/2026", "17/12/2026", 12)
SECOND = invoice("SB-1002", "SB-1001", "13/11/2026", "27/12/2026", 30)
THIRD = invoice("SB-1003", "SB-1002", "20/11/2026", "28/12/2026", 8)
