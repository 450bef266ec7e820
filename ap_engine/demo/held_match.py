"""Invoices that differ from their orders in less common ways, and credit notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ap_engine.demo.billing import Desk
from ap_engine.demo.documents import WITHOUT_LINES, DraftLine, Format
from ap_engine.demo.planned import Outcome, Scenario
from ap_engine.demo.present import approved, ordered
from ap_engine.model.extraction import DocumentType
from ap_engine.model.holds import HoldCode

_F = Format
_H = HoldCode


def held(desk: Desk) -> Iterator[Scenario]:
    """One for each kind."""
    yield from _lines(desk)
    yield from _amounts(desk)
    yield from _credits(desk)


def _expect(scenario: Scenario, *holds: HoldCode) -> Scenario:
    shares = () if scenario.outcome is Outcome.HELD else scenario.shares
    return replace(scenario, holds=holds, shares=shares)


def _with_lines(desk: Desk, scenario: Scenario, days_ago: int, lines: tuple[DraftLine, ...]) -> Scenario:
    return replace(scenario, draft=desk.draft(scenario.supplier_id, lines, scenario.shape, days_ago))


def _lines(desk: Desk) -> Iterator[Scenario]:
    sensors = ordered(desk, "order-without-price", "The order has no price", "PC-10260", 10, _F.NFE_XML, Outcome.HELD)
    priced = tuple(replace(line, unit_price=Decimal("186.00")) for line in sensors.draft.lines)
    yield _expect(_with_lines(desk, sensors, 10, priced), _H.ORDER_WITHOUT_PRICE)
    film = ordered(
        desk, "other-unit", "Billed in boxes, ordered in rolls: the amount agrees", "PC-10261", 9, _F.NFE_XML, Outcome.HELD
    )
    boxes = tuple(
        replace(line, unit="CX", quantity=line.quantity / 12, unit_price=line.unit_price * 12) for line in film.draft.lines
    )
    yield _expect(_with_lines(desk, film, 9, boxes), _H.UNIT_DIFFERS)
    chairs = ordered(desk, "under-charge", "Cheaper than ordered", "PC-10262", 9, _F.BILL_PDF, Outcome.PENDING_APPROVAL)
    cheaper = tuple(replace(line, unit_price=Decimal("1190.00")) for line in chairs.draft.lines)
    yield _expect(_with_lines(desk, chairs, 9, cheaper), _H.UNDER_CHARGE)
    controllers = ordered(desk, "not-accepted", "Three came, two passed inspection", "PC-10263", 8, _F.NFE_XML, Outcome.HELD)
    yield _expect(controllers, _H.QUANTITY_ACCEPTED)


def _amounts(desk: Desk) -> Iterator[Scenario]:
    title = "Freight that nobody agreed"
    yield _expect(ordered(desk, "freight", title, "PC-10264", 7, _F.NFE_XML, Outcome.HELD, freight="420.00"), _H.CHARGE_VARIANCE)
    motors = ordered(desk, "export-tax", "German tax on goods for export", "PC-10265", 6, _F.RECHNUNG_PDF, Outcome.HELD)
    taxed = replace(motors, draft=replace(motors.draft, tax_rate=Decimal(19)))
    yield _expect(taxed, _H.TAX_VARIANCE)
    seals = ordered(desk, "lump-sum", "A sum without lines, above the order", "PC-10266", 9, _F.BILL_PDF, Outcome.HELD)
    dearer = tuple(replace(line, unit_price=Decimal("449.00")) for line in seals.draft.lines)
    seals = _with_lines(desk, seals, 9, dearer)
    seals = replace(seals, draft=replace(seals.draft, hidden=frozenset({WITHOUT_LINES}), order_numbers=("PC-10266",)))
    yield _expect(seals, _H.TOTAL_VARIANCE)


def _credits(desk: Desk) -> Iterator[Scenario]:
    """An invoice that is entered, a credit for a part of it, and one for more than is left."""
    title = "Entered in the ERP; one seat comes back"
    seats = approved(desk, ordered(desk, "credited-seats", title, "PC-10267", 18, _F.UBL_XML, Outcome.POSTED, term=45))
    yield _expect(seats, _H.CREDIT_TO_SET_OFF)
    yield _expect(_credit(desk, seats, "credit-seat", "Credit for one of four seats", 10, "1"), _H.CREDIT_TO_SET_OFF)
    yield _expect(_credit(desk, seats, "credit-exceeds", "Credit for more than the invoice has left", 5, "4"), _H.CREDIT_EXCEEDS)


def _credit(desk: Desk, of: Scenario, key: str, title: str, days_ago: int, seats: str) -> Scenario:
    draft = desk.draft(of.supplier_id, desk.order_lines("PC-10267", ((1, seats),)), _F.UBL_XML, days_ago)
    draft = replace(
        draft, document_type=DocumentType.CREDIT_NOTE, number=draft.number.replace("NG-", "NG-CN-"), original_number=of.draft.number,
        note="Credit for seats that were not used.",
    )  # fmt: skip
    return Scenario(key, title, of.supplier_id, draft, _F.UBL_XML, desk.received(days_ago), Outcome.HELD)
