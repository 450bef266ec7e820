"""How a supplier of the demonstration company bills an order: the draft of the document, and the plan around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from ap_engine.demo.company import DemoCompany
from ap_engine.demo.documents import DraftLine, DraftPayment, Format, InvoiceDraft, payment_codes
from ap_engine.demo.letterhead import Letterhead
from ap_engine.demo.people import DIRECTOR
from ap_engine.demo.planned import PlannedDecision
from ap_engine.demo.suppliers import DemoSupplier
from ap_engine.model.money import Money

# From this total on the director approves too, as `data/policy.yaml` has it.
_DIRECTOR_FROM = Decimal(50000)
_FIRST_NUMBERS = {
    "boa-vista": 41870, "embalapack": 18230, "papel-cia": 7410, "nuvem-clara": 2260, "brilho": 5120, "energia-iguacu": 903310,
    "araucaria": 660120, "rota-verde": 12480, "northgate": 410, "hidromec": 3340, "lumen": 980, "schwarzwald": 3020, "farol": 610,
    "tres-rios": 25010, "relampago": 118,
}  # fmt: skip
_PREFIXES = {"northgate": "NG-{year}-", "schwarzwald": "RE-{year}-"}
_WITH_SLIP = {Format.DANFE_PDF, Format.BILL_PDF, Format.TELECOM_PDF, Format.NFE_XML}
_WITH_PIX = {Format.NFSE_PDF, Format.BILL_PDF, Format.NFE_XML}
_NUMBERED_BY_SERIES = {Format.DANFE_PDF, Format.NFE_XML}


def workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def moment(day: date, hour: int, minute: int) -> datetime:
    """A moment of a day, in UTC."""
    return datetime.combine(day, time(hour, minute), UTC)


class Desk:
    """Writes invoices of one demonstration company."""

    def __init__(self, company: DemoCompany) -> None:
        self.company = company

    def day(self, days_ago: int) -> date:
        """The working day that many days before today."""
        return workday(self.company.today - timedelta(days=days_ago))

    def received(self, days_ago: int) -> datetime:
        """When something came in that many days ago: in office hours of Curitiba, at a minute that the day decides."""
        return moment(self.day(days_ago), 12 + days_ago % 7, days_ago * 17 % 60)

    def order_lines(self, number: str, part: Sequence[tuple[int, str]] | None = None) -> tuple[DraftLine, ...]:
        """The lines of an order as its supplier bills them: all, or (line, quantity) pairs."""
        order = self.company.order(number)
        lines = {line.number: line for line in order.lines}
        wanted = part if part is not None else [(line.number, str(line.quantity)) for line in order.lines]
        return tuple(
            DraftLine(
                lines[at].supplier_item_code or lines[at].item_code, lines[at].description, Decimal(quantity), lines[at].unit,
                lines[at].unit_price, number, at,
            )
            for at, quantity in wanted
        )  # fmt: skip

    def item_lines(self, supplier_id: str, wanted: Sequence[tuple[int, str]]) -> tuple[DraftLine, ...]:
        """Lines straight from a supplier's catalogue, without an order: (item, quantity) pairs."""
        items = self.company.supplier(supplier_id).items
        return tuple(
            DraftLine(items[at].supplier_code, items[at].description, Decimal(quantity), items[at].unit, items[at].price)
            for at, quantity in wanted
        )

    def draft(
        self, supplier_id: str, lines: tuple[DraftLine, ...], shape: Format, days_ago: int, *, term: int = 28,
        orders: tuple[str, ...] | None = None, freight: str = "0.00", buyer: Letterhead | None = None, currency: str | None = None,
        note: str = "",
    ) -> InvoiceDraft:  # fmt: skip
        """An invoice issued the working day before it came in, due `term` days after that."""
        entry = self.company.supplier(supplier_id)
        issued = workday(self.day(days_ago) - timedelta(days=1))
        named = tuple(dict.fromkeys(line.order_number for line in lines if line.order_number))
        invoice = InvoiceDraft(
            issuer=entry.letterhead,
            buyer=buyer or self.company.letterhead,
            number=_number(supplier_id, days_ago, issued),
            series="1" if shape in _NUMBERED_BY_SERIES else None,
            issue_date=issued,
            due_date=issued + timedelta(days=term),
            currency=currency or ("EUR" if entry.letterhead.country == "DE" else "BRL"),
            lines=lines,
            order_numbers=named if orders is None else orders,
            freight=Decimal(freight),
            note=note,
        )
        return replace(invoice, payment=_payment(entry, invoice, shape))

    def shares(self, order_number: str) -> tuple[tuple[str, Decimal], ...]:
        """The split that stands on the order."""
        return tuple((center, Decimal(percent)) for center, percent in self.company.order(order_number).cost_centers)

    def standing_shares(self, supplier_id: str) -> tuple[tuple[str, Decimal], ...]:
        """The split that the register has for a supplier."""
        return tuple((center, Decimal(percent)) for center, percent in self.company.supplier(supplier_id).supplier.default_split)

    def approvals(
        self, draft: InvoiceDraft, shares: Sequence[tuple[str, Decimal]], received: datetime
    ) -> tuple[PlannedDecision, ...]:
        """A yes of everyone whom the split and the total ask, some hours apart."""
        leaders = {center.id: center.leader_id for center in self.company.cost_centers}
        total = Money(draft.gross_total, draft.currency)
        asked: list[str] = []
        for center, percent in shares:
            limit = self.company.person(leaders[center]).approval_limit
            within = limit is not None and (limit.currency != total.currency or total.amount * percent / 100 <= limit.amount)
            asked.append(leaders[center] if within else DIRECTOR)
        if draft.currency == "BRL" and draft.gross_total >= _DIRECTOR_FROM:
            asked.append(DIRECTOR)
        hours = 3 + received.day % 20
        return tuple(
            PlannedDecision(person, received + timedelta(hours=hours + 5 * place))
            for place, person in enumerate(dict.fromkeys(asked))
        )


def _number(supplier_id: str, days_ago: int, issued: date) -> str:
    """The supplier's next number: it rises with time, whatever today is."""
    count = _FIRST_NUMBERS[supplier_id] + (400 - days_ago) * 3
    prefix = _PREFIXES.get(supplier_id, "").format(year=issued.year)
    return f"{prefix}{count:04d}" if prefix else str(count)


def _payment(entry: DemoSupplier, draft: InvoiceDraft, shape: Format) -> DraftPayment:
    issuer, total = entry.letterhead, draft.gross_total
    slip = None
    if shape is Format.UTILITY_PDF:
        slip = payment_codes.utility_slip("0123", f"{draft.number}4471902", total)
    elif shape in _WITH_SLIP and issuer.bank_code:
        slip = payment_codes.boleto(issuer.bank_code, issuer.agency, issuer.account, draft.number, draft.due_date, total)
    text = None
    if issuer.pix_key and shape in _WITH_PIX:
        text = payment_codes.pix(issuer.pix_key, issuer.name, issuer.city, total, draft.number)
    return DraftPayment(slip, text, issuer.iban)
