"""Twelve months of invoices that were approved, entered in the ERP and paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from ap_engine.demo.billing import Desk, workday
from ap_engine.demo.documents import Format, InvoiceDraft
from ap_engine.demo.planned import Outcome, PlannedPayment, Scenario
from ap_engine.model.money import Money

_F = Format
# (order, days ago that the invoice came, shape, days to pay, lines billed; None for the whole order)
_ORDERS: tuple[tuple[str, int, Format, int, tuple[tuple[int, str], ...] | None], ...] = (
    ("PC-10101", 362, _F.NFE_XML, 28, None),
    ("PC-10104", 357, _F.BILL_PDF, 21, None),
    ("PC-10108", 338, _F.DANFE_PDF, 28, None),
    ("PC-10112", 329, _F.DANFE_PDF, 30, None),
    ("PC-10117", 309, _F.NFE_XML, 28, None),
    ("PC-10121", 296, _F.BILL_PDF, 15, None),
    ("PC-10126", 272, _F.NFE_XML, 35, None),
    ("PC-10130", 269, _F.UBL_XML, 30, None),
    ("PC-10133", 250, _F.NFE_XML, 28, None),
    ("PC-10138", 214, _F.NFSE_XML, 20, ((1, "1"), (2, "20"))),
    ("PC-10138", 153, _F.NFSE_PDF, 20, ((1, "1"), (2, "36"))),
    ("PC-10138", 92, _F.NFSE_XML, 20, ((1, "1"),)),
    ("PC-10138", 61, _F.NFSE_PDF, 20, ((1, "1"), (2, "12"))),
    ("PC-10141", 221, _F.DANFE_PDF, 28, None),
    ("PC-10145", 189, _F.NFSE_PDF, 15, ((1, "1"),)),
    ("PC-10145", 128, _F.NFSE_PDF, 15, ((1, "1"), (2, "1"))),
    ("PC-10145", 66, _F.NFSE_PDF, 15, ((1, "1"),)),
    ("PC-10149", 198, _F.BILL_PDF, 28, None),
    ("PC-10152", 182, _F.BILL_PDF, 15, None),
    ("PC-10156", 166, _F.NFE_XML, 28, None),
    ("PC-10160", 132, _F.DANFE_PDF, 28, None),
    ("PC-10163", 138, _F.NFE_XML, 30, None),
    ("PC-10167", 121, _F.DANFE_PDF, 28, None),
    ("PC-10170", 107, _F.NFE_XML, 28, None),
    ("PC-10174", 95, _F.ENGLISH_PDF, 30, None),
    ("PC-10178", 78, _F.BILL_PDF, 28, None),
    ("PC-10181", 70, _F.BILL_PDF, 15, None),
)
# (days ago, consumption off peak, on peak) and (days ago, mobile lines)
_ENERGY = ((345, 29400, 3900), (284, 31800, 4250), (224, 27650, 3480), (163, 26900, 3310), (103, 30250, 4020), (43, 32100, 4410))
_TELEPHONE = ((318, 34), (197, 36), (76, 40))


def paid(desk: Desk) -> Iterator[Scenario]:
    """Every paid invoice of the last twelve months."""
    for place, (number, days_ago, shape, term, part) in enumerate(_ORDERS):
        order = desk.company.order(number)
        freight = "180.00" if shape in (_F.NFE_XML, _F.DANFE_PDF) and place % 3 == 0 else "0.00"
        draft = desk.draft(order.supplier_id, desk.order_lines(number, part), shape, days_ago, term=term, freight=freight)
        yield _paid(desk, f"paid-{number}-{days_ago}", order.supplier_id, draft, shape, days_ago, desk.shares(number), place)
    for place, (days_ago, off_peak, on_peak) in enumerate(_ENERGY):
        draft = energy(desk, days_ago, off_peak, on_peak)
        shares = desk.standing_shares("energia-iguacu")
        yield _paid(desk, f"paid-energy-{days_ago}", "energia-iguacu", draft, _F.UTILITY_PDF, days_ago, shares, place)
    for place, (days_ago, lines) in enumerate(_TELEPHONE):
        draft = telephone(desk, days_ago, lines)
        shares = desk.standing_shares("araucaria")
        yield _paid(desk, f"paid-telephone-{days_ago}", "araucaria", draft, _F.TELECOM_PDF, days_ago, shares, place)


def energy(desk: Desk, days_ago: int, off_peak: int, on_peak: int) -> InvoiceDraft:
    """An electricity bill: consumption off and on peak in kWh, and the contracted demand."""
    lines = desk.item_lines("energia-iguacu", ((0, str(off_peak)), (1, str(on_peak)), (2, "180")))
    return desk.draft("energia-iguacu", lines, _F.UTILITY_PDF, days_ago, term=15)


def telephone(desk: Desk, days_ago: int, lines: int) -> InvoiceDraft:
    """A telephone bill: the line, so many mobile lines, the trunk."""
    wanted = desk.item_lines("araucaria", ((0, "1"), (1, str(lines)), (2, "1")))
    return desk.draft("araucaria", wanted, _F.TELECOM_PDF, days_ago, term=18)


def payment(desk: Desk, draft: InvoiceDraft, place: int) -> PlannedPayment:
    """The payment of the whole: most on the due date, every sixth three days late with interest; never after today."""
    late = place % 6 == 4
    paid_on = min(workday(draft.due_date) + timedelta(days=4 if late else 0), desk.company.today)
    total = Money(draft.gross_total, draft.currency)
    interest = Money(draft.gross_total * Decimal("0.002") if late else Decimal(0), draft.currency)
    return PlannedPayment(total, paid_on, interest)


def _paid(
    desk: Desk, key: str, supplier_id: str, draft: InvoiceDraft, shape: Format, days_ago: int,
    shares: tuple[tuple[str, Decimal], ...], place: int,
) -> Scenario:  # fmt: skip
    received = desk.received(days_ago)
    return Scenario(
        key=key,
        title="Approved, entered in the ERP and paid",
        supplier_id=supplier_id,
        draft=draft,
        shape=shape,
        received_at=received,
        outcome=Outcome.PAID,
        shares=shares,
        category_code=desk.company.supplier(supplier_id).supplier.category_code,
        decisions=desk.approvals(draft, shares, received),
        payments=(payment(desk, draft, place),),
    )
