"""Invoices that are on their way now: entered and unpaid, waiting for somebody, refused, unread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ap_engine.demo.billing import Desk
from ap_engine.demo.documents import Format
from ap_engine.demo.history import energy, telephone
from ap_engine.demo.people import FINANCE, SECOND_CLERK
from ap_engine.demo.planned import Outcome, PlannedComment, PlannedDecision, PlannedPayment, Scenario
from ap_engine.model.holds import HoldCode
from ap_engine.model.money import Money, to_cents

_F = Format
_Part = tuple[tuple[int, str], ...] | None


def ordered(desk: Desk, key: str, title: str, order: str, days_ago: int, shape: Format, outcome: Outcome, *, part: _Part = None,
            term: int = 28, freight: str = "0.00") -> Scenario:  # fmt: skip
    """An invoice for an order, with the order's split; nobody has decided yet."""
    supplier_id = desk.company.order(order).supplier_id
    return Scenario(
        key=key,
        title=title,
        supplier_id=supplier_id,
        draft=desk.draft(supplier_id, desk.order_lines(order, part), shape, days_ago, term=term, freight=freight),
        shape=shape,
        received_at=desk.received(days_ago),
        outcome=outcome,
        shares=desk.shares(order),
        category_code=desk.company.supplier(supplier_id).supplier.category_code,
    )


def approved(desk: Desk, scenario: Scenario, count: int | None = None) -> Scenario:
    """The scenario with the approvals of everyone asked, or of the first `count`."""
    decisions = desk.approvals(scenario.draft, scenario.shares, scenario.received_at)
    return replace(scenario, decisions=decisions[:count])


def posted(desk: Desk) -> Iterator[Scenario]:
    """Entered in the ERP: overdue, due soon, partly paid, and one whose payment came back."""
    goods = (
        ("overdue-steel", "Overdue, above the director's limit", "PC-10188", 36, _F.NFE_XML, 28),
        ("due-packaging", "Due within the week", "PC-10190", 31, _F.DANFE_PDF, 35),
        ("due-maintenance", "Due within days", "PC-10193", 26, _F.DANFE_PDF, 30),
    )
    for key, title, order, days_ago, shape, term in goods:
        yield approved(desk, ordered(desk, key, title, order, days_ago, shape, Outcome.POSTED, term=term))
    bills = (("due-energy", "energia-iguacu", energy(desk, 8, 31400, 4180), _F.UTILITY_PDF, 8),
             ("due-telephone", "araucaria", telephone(desk, 6, 41), _F.TELECOM_PDF, 6))  # fmt: skip
    for key, supplier_id, draft, shape, days_ago in bills:
        scenario = Scenario(
            key, "A bill without an order, split as the register says", supplier_id, draft, shape, desk.received(days_ago),
            Outcome.POSTED, desk.standing_shares(supplier_id), desk.company.supplier(supplier_id).supplier.category_code,
        )  # fmt: skip
        yield approved(desk, scenario)
    yield _partly_paid(desk)
    yield _reversed(desk)


def _partly_paid(desk: Desk) -> Scenario:
    scenario = ordered(desk, "partly-paid", "Half of it was paid", "PC-10198", 28, _F.BILL_PDF, Outcome.PARTLY_PAID, term=35)
    half = Money(to_cents(scenario.draft.gross_total / 2), "BRL")
    return replace(approved(desk, scenario), payments=(PlannedPayment(half, desk.day(7), Money.zero("BRL")),))


def _reversed(desk: Desk) -> Scenario:
    title = "Paid, and the bank sent the money back"
    scenario = ordered(desk, "payment-reversed", title, "PC-10195", 34, _F.NFE_XML, Outcome.PAYMENT_REVERSED, term=28)
    whole = Money(scenario.draft.gross_total, "BRL")
    back = PlannedPayment(whole, desk.day(6), Money.zero("BRL"), desk.day(3))
    return replace(approved(desk, scenario), payments=(back,))


def pending(desk: Desk) -> Iterator[Scenario]:
    """Waiting for approvers; one with half of its approvals, two with a question on them."""
    waiting = (
        ("pending-packaging", "Two leaders are asked", "PC-10209", 4, _F.DANFE_PDF, None, 0),
        ("pending-steel", "One of two leaders said yes", "PC-10214", 5, _F.NFE_XML, None, 1),
        ("pending-gears", "An invoice in euros, from Germany", "PC-10194", 7, _F.FACTURX_PDF, None, 0),
        ("pending-software", "Two leaders are asked", "PC-10206", 3, _F.UBL_XML, None, 0),
        ("pending-freight", "One leader is asked", "PC-10227", 2, _F.BILL_PDF, None, 0),
    )
    for key, title, order, days_ago, shape, part, yes in waiting:
        yield approved(desk, ordered(desk, key, title, order, days_ago, shape, Outcome.PENDING_APPROVAL, part=part), yes)
    title = "An approver asks before deciding"
    asked = ordered(desk, "asked-hosting", title, "PC-10138", 4, _F.NFSE_XML, Outcome.ASKED, part=((1, "1"), (2, "18")))
    question = PlannedComment(
        "bruno.azevedo",
        asked.received_at + timedelta(hours=5),
        "18 support hours this month? Please attach the list of calls.",
        FINANCE,
    )
    yield replace(asked, comments=(question,))
    title = "A question, and its answer"
    answered = ordered(desk, "asked-oil", title, "PC-10219", 6, _F.BILL_PDF, Outcome.ASKED, part=((1, "8"),))
    first = PlannedComment(
        "renata.lima", answered.received_at + timedelta(hours=3), "Is this for press 4 or for stock?", SECOND_CLERK
    )
    second = PlannedComment(
        SECOND_CLERK, answered.received_at + timedelta(hours=6), "For stock; the receipt says shelf C2.", "renata.lima"
    )
    yield replace(answered, comments=(first, second), entered_by=SECOND_CLERK)


def stopped(desk: Desk) -> Iterator[Scenario]:
    """Rejected and cancelled."""
    rejected = ordered(
        desk, "rejected-windows", "The work was not done", "PC-10145", 9, _F.NFSE_PDF, Outcome.REJECTED, part=((1, "1"), (2, "1"))
    )
    reason = "The windows of hall 2 were not cleaned. Please have it invoiced without that line."
    no = PlannedDecision("lucia.freitas", rejected.received_at + timedelta(hours=20), approve=False, reason=reason)
    yield replace(rejected, decisions=(no,), reason=reason)
    title = "The supplier takes it back"
    cancelled = ordered(desk, "cancelled-paper", title, "PC-10225", 7, _F.BILL_PDF, Outcome.CANCELLED, part=((1, "2"),))
    yield replace(cancelled, reason="Wrong delivery address; the supplier cancels it and issues a new one.")


def unfinished(desk: Desk) -> Iterator[Scenario]:
    """Waiting for a clerk: to be coded, to be confirmed, not readable."""
    coding = (("coding-freight", "PC-10229", 6, _F.BILL_PDF), ("coding-chairs", "PC-10230", 5, _F.DANFE_PDF))
    for key, order, days_ago, shape in coding:
        scenario = ordered(desk, key, "Matched; nobody said who pays", order, days_ago, shape, Outcome.WAITING_FOR_CODING)
        yield replace(scenario, holds=(HoldCode.CODING_REQUIRED,))
    scan = ordered(
        desk, "confirm-scan", "A scan, read with less certainty", "PC-10225", 3, _F.SCAN_PDF, Outcome.WAITING_FOR_CONFIRMATION,
        part=((1, "4"), (2, "6")),
    )  # fmt: skip
    yield replace(scan, shares=())
    photo = ordered(
        desk, "confirm-photo", "A photo from a phone", "PC-10219", 2, _F.PHOTO_JPEG, Outcome.WAITING_FOR_CONFIRMATION,
        part=((1, "4"), (2, "3")),
    )  # fmt: skip
    yield replace(photo, shares=(), entered_by=SECOND_CLERK)
    lines = desk.item_lines("hidromec", ((1, "2"), (2, "2")))
    draft = desk.draft("hidromec", lines, _F.BLURRED_JPEG, 1)
    yield Scenario(
        "unreadable-photo", "Out of focus", "hidromec", draft, _F.BLURRED_JPEG, desk.received(1), Outcome.UNREADABLE,
        holds=(HoldCode.UNREADABLE,), entered_by=SECOND_CLERK,
    )  # fmt: skip
