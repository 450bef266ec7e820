"""A joinery's invoices on paper of its own: its number under a word of its own, three dates and no word for which is which."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from reportlab.pdfgen.canvas import Canvas

from ap_engine.model.parties import Supplier
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine
from ap_engine.workflow.intake import invoice_id_of

# Nobody has registered it yet; this is the id that the register will give it.
JOINERY = Supplier("s-33000167000101", "Marcenaria Lopes Ltda", "33000167000101")
WIDTH, HEIGHT = 595, 842
NUMBER = (60, 168)  # where the number begins on the paper, in points from the top left


@dataclass(frozen=True)
class Paper:
    """An invoice of one line; it also prints the number of the one before and the day of delivery."""

    name: str
    number: str
    before: str
    delivered: date
    issued: date
    due: date
    shelves: int
    order: str

    @property
    def total(self) -> Decimal:
        """What it asks for."""
        return Decimal(35 * self.shelves)

    def pdf(self) -> bytes:
        """The file."""
        total = f"{self.total:,.2f}".translate(str.maketrans(",.", ".,"))
        out = io.BytesIO()
        sheet = Canvas(out, (WIDTH, HEIGHT), invariant=1)  # the same file each time it is made
        for x, y, text in (
            (60, 60, JOINERY.name), (60, 76, "CNPJ 33.000.167/0001-01"), (60, 92, "Rua da Serra, 40 - Lages SC"),
            (330, 60, "Para Casa Ltda"), (330, 76, "CNPJ 59.594.315/0001-57"),
            (60, 150, "Vorgang"), (180, 150, "Anterior"), (330, 150, "Datas"),
            (*NUMBER, self.number), (180, 168, self.before),
            *((330 + 70 * at, 168, f"{day:%d/%m/%Y}") for at, day in enumerate((self.delivered, self.issued, self.due))),
            (60, 210, "Pedido"), (180, 210, self.order),
            (60, 260, "Código"), (140, 260, "Descrição"), (340, 260, "Quantidade"), (420, 260, "Preço unitário"), (510, 260, "Valor"),
            (60, 280, "PR-35"), (140, 280, "Prateleira de carvalho"), (360, 280, str(self.shelves)), (440, 280, "35,00"), (510, 280, total),
            (60, 340, "Fica assim"), (480, 340, "R$"), (510, 340, total),
        ):  # fmt: skip
            sheet.drawString(x, HEIGHT - y, text)
        sheet.save()
        return out.getvalue()

    @property
    def id(self) -> str:
        """The id of the invoice that this file becomes."""
        return invoice_id_of(sha256(self.pdf()).hexdigest())

    @property
    def right(self) -> dict[str, str]:
        """What the fields say when they are right, as the screen writes it."""
        return {
            "invoice_number": self.number,
            "issue_date": self.issued.isoformat(),
            "due_date": self.due.isoformat(),
            "gross_total": f"{self.total:,.2f}",
        }


FIRST = Paper("fatura-1.pdf", "ML 4711/26", "ML 4702/26", date(2026, 10, 12), date(2026, 11, 3), date(2026, 12, 17), 12, "PO-71")
SECOND = Paper(
    "fatura-2.pdf", "ML 4733/26", "ML 4711/26", date(2026, 10, 20), date(2026, 11, 10), date(2026, 12, 24), 31, "PO-72"
)


def order_of(paper: Paper) -> PurchaseOrder:
    """The order that a paper bills."""
    line = PurchaseOrderLine(1, "PR-35", "Prateleira de carvalho", Decimal(paper.shelves), "", Decimal(35))
    return PurchaseOrder(paper.order, JOINERY.id, "BRL", date(2026, 10, 1), (line,))
