"""Invoices that something is wrong with: at least one for each hold that can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from ap_engine.demo import held_balance, held_duplicates, held_match, held_payment
from ap_engine.demo.billing import Desk
from ap_engine.demo.company import CATEGORY_UNKNOWN_TO_ERP
from ap_engine.demo.documents import DraftLine, DraftPayment, Format, payment_codes
from ap_engine.demo.letterhead import Letterhead
from ap_engine.demo.people import FINANCE
from ap_engine.demo.planned import Outcome, PlannedRelease, Scenario
from ap_engine.demo.present import approved, ordered
from ap_engine.demo.suppliers import NEW_BRAZILIAN_IBAN, NEW_GERMAN_IBAN, STRANGE_PIX_KEY, with_check_digits
from ap_engine.model.extraction import DocumentType
from ap_engine.model.holds import HoldCode
from ap_engine.model.money import Money

_F = Format
_H = HoldCode
_NEIGHBOUR = Letterhead(
    "Ipê Amarelo Comércio de Móveis Ltda", "Ipê Amarelo", with_check_digits("981120470001"), "Rua das Araucárias", "1540",
    "Cidade Industrial", "Curitiba", "4106902", "PR", "81290000", "(41) 3000-9900", "contas@ipeamarelo.demo.example",
)  # fmt: skip


def held(desk: Desk) -> Iterator[Scenario]:
    """Held before approval."""
    yield from _parties(desk)
    yield from _figures(desk)
    yield from _duplicates(desk)
    yield from _references(desk)
    yield from _variances(desk)
    yield from _money(desk)
    yield from held_match.held(desk)
    yield from held_duplicates.held(desk)
    yield from held_payment.held(desk)
    yield from held_balance.held(desk)


def held_at_posting(desk: Desk) -> Iterator[Scenario]:
    """Approved, and stopped on the way into the ERP."""
    german = ordered(
        desk,
        "other-iban",
        "The invoice names another IBAN than the register",
        "PC-10211",
        9,
        _F.RECHNUNG_PDF,
        Outcome.HELD_AT_POSTING,
    )
    german = replace(german, draft=replace(german.draft, payment=DraftPayment(iban=NEW_GERMAN_IBAN)))
    yield replace(approved(desk, german), holds=(_H.BANK_CHANGED,))
    oil = ordered(desk, "other-pix", "The PIX code pays somebody else's key", "PC-10233", 8, _F.BILL_PDF, Outcome.HELD_AT_POSTING)
    issuer = oil.draft.issuer
    code = payment_codes.pix(STRANGE_PIX_KEY, issuer.name, issuer.city, oil.draft.gross_total, oil.draft.number)
    stranger = replace(issuer, pix_key=STRANGE_PIX_KEY, bank_code="")
    oil = replace(oil, draft=replace(oil.draft, issuer=stranger, payment=DraftPayment(pix=code)))
    yield replace(approved(desk, oil), holds=(_H.BANK_CHANGED,))
    yield from held_payment.at_posting(desk)
    fair = ordered(
        desk, "not-in-erp", "The ERP does not know this supplier yet", "PC-10204", 10, _F.NFSE_PDF, Outcome.HELD_AT_POSTING
    )
    yield replace(approved(desk, fair), holds=(_H.NOT_IN_ERP, _H.RISK_NEW_SUPPLIER))
    cleaning = ordered(
        desk, "changed-in-erp", "Its amount was changed inside the ERP", "PC-10237", 24, _F.NFSE_PDF, Outcome.POSTED
    )
    more = Money(cleaning.draft.gross_total + Decimal("1150.00"), "BRL")
    yield replace(approved(desk, cleaning), holds=(_H.ERP_DIFFERS,), amount_in_erp=more)
    windows = ordered(desk, "erp-refused", "The ERP refuses the category", "PC-10235", 11, _F.NFSE_PDF, Outcome.HELD_AT_POSTING)
    yield replace(approved(desk, windows), category_code=CATEGORY_UNKNOWN_TO_ERP.code, holds=(_H.ERP_REFUSED,))


def _held(scenario: Scenario, *holds: HoldCode, channel: str = "upload") -> Scenario:
    return replace(scenario, holds=holds, shares=() if scenario.outcome is Outcome.HELD else scenario.shares, channel=channel)


def _from_catalogue(
    desk: Desk, key: str, title: str, supplier_id: str, wanted: tuple[tuple[int, str], ...], shape: Format, days_ago: int,
    orders: tuple[str, ...] = (),
) -> Scenario:  # fmt: skip
    draft = desk.draft(supplier_id, desk.item_lines(supplier_id, wanted), shape, days_ago, orders=orders)
    category = desk.company.supplier(supplier_id).supplier.category_code
    return Scenario(key, title, supplier_id, draft, shape, desk.received(days_ago), Outcome.HELD, category_code=category)


def _parties(desk: Desk) -> Iterator[Scenario]:
    copies = _from_catalogue(
        desk, "unknown-supplier", "A supplier that is not in the register", "relampago", ((0, "1"), (1, "20")), _F.BILL_PDF, 5
    )
    yield _held(copies, _H.UNKNOWN_SUPPLIER)
    hinges = ordered(desk, "blocked-supplier", "The supplier is blocked", "PC-10221", 4, _F.DANFE_PDF, Outcome.HELD)
    yield _held(hinges, _H.BLOCKED_SUPPLIER)
    seats = _from_catalogue(
        desk, "wrong-buyer", "Addressed to a company of a similar name", "northgate", ((0, "2"),), _F.ENGLISH_PDF, 6
    )
    seats = replace(seats, draft=replace(seats.draft, buyer=_NEIGHBOUR))
    yield _held(seats, _H.WRONG_BUYER)


def _figures(desk: Desk) -> Iterator[Scenario]:
    paper = ordered(
        desk,
        "does-not-add-up",
        "Its total is not the sum of its lines",
        "PC-10225",
        6,
        _F.BILL_PDF,
        Outcome.HELD,
        part=((1, "2"),),
    )
    wrong = paper.draft.gross_total + Decimal("90.00")
    yield _held(replace(paper, draft=replace(paper.draft, printed_total=wrong)), _H.DOES_NOT_ADD_UP)
    freight = ordered(desk, "missing-number", "It has no number", "PC-10234", 4, _F.BILL_PDF, Outcome.HELD)
    # Without its slip and PIX code too: both repeat the number.
    bare = replace(freight.draft, hidden=frozenset({"invoice_number"}), payment=DraftPayment())
    yield _held(replace(freight, draft=bare), _H.MISSING_FIELD)


def _duplicates(desk: Desk) -> Iterator[Scenario]:
    first = ordered(desk, "payment-reversed", "", "PC-10195", 34, _F.NFE_XML, Outcome.HELD)
    again = replace(
        first, key="duplicate-key", title="The printed DANFE of an invoice that came as XML", shape=_F.DANFE_PDF,
        received_at=desk.received(12), duplicate_of="payment-reversed",
    )  # fmt: skip
    yield _held(again, _H.DUPLICATE)
    first = ordered(desk, "partly-paid", "", "PC-10198", 28, _F.BILL_PDF, Outcome.HELD, term=35)
    again = replace(
        first, key="duplicate-number", title="The same number again, as a reminder with a new date", received_at=desk.received(3),
        draft=replace(first.draft, note="2ª via: cobrança em aberto."), duplicate_of="partly-paid",
    )  # fmt: skip
    yield _held(again, _H.DUPLICATE, channel="email")


def _references(desk: Desk) -> Iterator[Scenario]:
    tubes = _from_catalogue(
        desk,
        "no-order",
        "Names an order that was never placed",
        "boa-vista",
        ((1, "35"), (2, "12")),
        _F.NFE_XML,
        6,
        ("PC-99018",),
    )
    yield _held(tubes, _H.NO_ORDER)
    boxes = _from_catalogue(
        desk, "other-suppliers-order", "Names the order of another supplier", "embalapack", ((0, "420"), (1, "15")), _F.NFE_XML, 5,
        ("PC-10214",),
    )  # fmt: skip
    yield _held(boxes, _H.ORDER_OF_OTHER_SUPPLIER, _H.NO_ORDER)
    oil = ordered(
        desk, "unmatched-line", "A line that nobody ordered", "PC-10219", 4, _F.DANFE_PDF, Outcome.HELD, part=((1, "6"),)
    )
    visit = DraftLine("HM-VIS", "Visita técnica emergencial", Decimal(1), "UN", Decimal("780.00"))
    draft = desk.draft("hidromec", (*oil.draft.lines, visit), _F.DANFE_PDF, 4)
    yield _held(replace(oil, draft=draft), _H.UNMATCHED_LINE)


def _variances(desk: Desk) -> Iterator[Scenario]:
    toner = ordered(desk, "price-variance", "Dearer than ordered", "PC-10225", 4, _F.BILL_PDF, Outcome.HELD, part=((1, "6"),))
    lines = tuple(replace(line, unit_price=Decimal("419.90")) for line in toner.draft.lines)
    yield _held(replace(toner, draft=desk.draft("papel-cia", lines, _F.BILL_PDF, 4)), _H.PRICE_VARIANCE)
    more = ordered(desk, "over-ordered", "More than was ordered", "PC-10231", 7, _F.NFE_XML, Outcome.HELD, part=((1, "36"),))
    yield _held(more, _H.QUANTITY_ORDERED, _H.QUANTITY_RECEIVED)
    steel = ordered(desk, "over-received", "Billed in full, 60 % arrived", "PC-10201", 18, _F.NFE_XML, Outcome.HELD)
    yield _held(steel, _H.QUANTITY_RECEIVED)
    grippers = ordered(desk, "not-received", "Nothing arrived yet", "PC-10223", 3, _F.NFE_XML, Outcome.HELD)
    yield _held(grippers, _H.QUANTITY_RECEIVED)


def _money(desk: Desk) -> Iterator[Scenario]:
    course = ordered(desk, "other-currency", "In dollars, ordered in reais", "PC-10232", 8, _F.ENGLISH_PDF, Outcome.HELD)
    yield _held(replace(course, draft=replace(course.draft, currency="USD")), _H.CURRENCY_MISMATCH)
    campaign = ordered(desk, "over-budget", "More than marketing has left", "PC-10216", 5, _F.NFSE_PDF, Outcome.HELD)
    yield replace(campaign, holds=(_H.BUDGET_EXCEEDED,))
    credit = _from_catalogue(desk, "credit-note", "Money back, for no invoice it names", "northgate", ((2, "1"),), _F.UBL_XML, 4)
    number = credit.draft.number.replace("NG-", "NG-CN-")
    draft = replace(
        credit.draft, document_type=DocumentType.CREDIT_NOTE, number=number, note="Credit for a cancelled training day."
    )
    yield _held(replace(credit, draft=draft), _H.CREDIT_NOTE_UNLINKED)
    pounds = _from_catalogue(
        desk, "no-rate", "In pounds, and the policy has no rate", "northgate", ((1, "1"),), _F.ENGLISH_PDF, 7
    )
    yield _held(replace(pounds, draft=replace(pounds.draft, currency="GBP")), _H.NO_EXCHANGE_RATE, _H.NO_ORDER)
    steel = ordered(desk, "no-approver", "The year's steel, above everybody's limit", "PC-10236", 9, _F.NFE_XML, Outcome.HELD)
    agreed = PlannedRelease(
        FINANCE, steel.received_at + timedelta(hours=4), _H.BUDGET_EXCEEDED, "Annual contract, agreed by the board."
    )
    yield replace(steel, holds=(_H.NO_APPROVER, _H.BANK_BALANCE), releases=(agreed,))
    seats = _from_catalogue(
        desk, "other-iban-seats", "Another account than the register has", "northgate", ((0, "3"),), _F.UBL_XML, 2
    )
    seats = replace(seats, draft=replace(seats.draft, payment=DraftPayment(iban=NEW_BRAZILIAN_IBAN)))
    yield _held(seats, _H.NO_ORDER, _H.BANK_CHANGED)
