"""What a demonstration invoice says, before it is given a shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ap_engine.demo.letterhead import Letterhead
from ap_engine.model.extraction import DocumentType
from ap_engine.model.money import to_cents

ZERO = Decimal("0.00")


# A name for `hidden`: the document asks for a total and lists nothing.
WITHOUT_LINES = "lines"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line: quantity times unit price, rounded to the cent. `order_number` stands on the line where the format has a place."""

    item_code: str
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    order_number: str | None = None
    order_line: int | None = None

    @property
    def net(self) -> Decimal:
        """The line's total before tax."""
        return to_cents(self.quantity * self.unit_price)


@dataclass(frozen=True, slots=True)
class DraftPayment:
    """How the document asks to be paid: digits of a boleto, PIX copy-and-paste text, IBAN."""

    boleto: str | None = None
    pix: str | None = None
    iban: str | None = None


@dataclass(frozen=True, slots=True)
class InvoiceDraft:
    """The content of one invoice or credit note, the same for every format.

    `tax_rate` is a percentage on top of net and freight (19 for Germany; 0 in Brazil, where tax is inside the price).
    `printed_total` puts another total on the document than its lines come to. `hidden` names header fields that the
    document does not show (only the plain layouts honour it).
    """

    issuer: Letterhead
    buyer: Letterhead
    number: str
    issue_date: date
    due_date: date
    currency: str
    lines: tuple[DraftLine, ...]
    series: str | None = None
    document_type: DocumentType = DocumentType.INVOICE
    order_numbers: tuple[str, ...] = ()
    freight: Decimal = ZERO
    tax_rate: Decimal = ZERO
    payment: DraftPayment = DraftPayment()
    printed_total: Decimal | None = None
    original_number: str | None = None
    note: str = ""
    hidden: frozenset[str] = frozenset()

    @property
    def lines_total(self) -> Decimal:
        """The sum of the lines."""
        return sum((line.net for line in self.lines), ZERO)

    @property
    def net_total(self) -> Decimal:
        """Lines and freight, before tax."""
        return self.lines_total + self.freight

    @property
    def tax_total(self) -> Decimal:
        """The tax on top."""
        return to_cents(self.net_total * self.tax_rate / 100)

    @property
    def gross_total(self) -> Decimal:
        """What the document asks for."""
        return self.printed_total if self.printed_total is not None else self.net_total + self.tax_total

    @property
    def order_text(self) -> str:
        """The order numbers in one line."""
        return ", ".join(self.order_numbers)
