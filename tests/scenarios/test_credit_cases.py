"""Credit notes in the words of the trade: linked, capped, giving back what they credit, and never paid (M16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ap_engine.model.extraction import DocumentType
from ap_engine.model.hold_codes import CATALOGUE, HoldCode
from ap_engine.model.invoice import InvoiceFields, InvoiceLine
from ap_engine.model.lifecycle import State
from ap_engine.rules import credit_notes, payables
from tests.scenarios.matching import brl, matched
from tests.scenarios.scenario import Scenario, table
from tests.unit.trade import fields, invoice, line, order, order_line

TEN = order("4711", order_line(1, "A", "10", "5.00"))
ALL = fields(line(1, "A", "10", "5.00"))
BILLED = invoice(replace(ALL, invoice_number="1001"), state=State.POSTED, match=matched(ALL, TEN)[0])
OF_BILLED = credit_notes.Link(BILLED)


def credit(amount: str, *lines: InvoiceLine, names: str | None = "1001", currency: str = "BRL") -> InvoiceFields:
    """A credit note."""
    money = replace(brl(amount), currency=currency)
    made = replace(fields(*lines, orders=()), document_type=DocumentType.CREDIT_NOTE, invoice_number="CN-1")
    return replace(made, original_invoice_number=names, net_total=money, gross_total=money)


def about(of: InvoiceFields, link: credit_notes.Link = OF_BILLED) -> Callable[[], set[str]]:
    return lambda: {finding.code.value for finding in credit_notes.findings(of, link)}


def back(amount: str, *lines: InvoiceLine) -> Callable[[], list[tuple[str, str]]]:
    """Quantity and amount that each line gives back."""
    return lambda: [
        (f"{m.quantity.normalize():f}", f"{m.amount:.2f}")
        for m in credit_notes.match(credit(amount, *lines), BILLED, [TEN]).lines
    ]


EARLIER = credit_notes.Link(BILLED, earlier=(invoice(credit("40.00")),))
KEY = "3526" + "1" * 40

SCENARIOS: tuple[Scenario, ...] = (
    Scenario("M16", "a credit note within what was billed is to be set off", about(credit("20.00")), {"credit_to_set_off"}),
    Scenario("M16", "the whole invoice back", about(credit("50.00")), {"credit_to_set_off"}),
    Scenario("M16", "more back than was billed", about(credit("50.01")), {"credit_exceeds"}),
    Scenario("M16", "more back than earlier credits left", about(credit("20.00"), EARLIER), {"credit_exceeds"}),
    Scenario("M16", "what earlier credits left", about(credit("10.00"), EARLIER), {"credit_to_set_off"}),
    Scenario("M16", "a credit in another currency", about(credit("10.00", currency="EUR")), {"credit_exceeds"}),
    Scenario("M16", "names no invoice", about(credit("10.00", names=None), credit_notes.Link(None)), {"credit_note_unlinked"}),
    Scenario("M16", "its reference is written otherwise", lambda: credit_notes.names("NF-e 001001", "1001", None), True),
    Scenario("M16", "its reference is the fiscal key", lambda: credit_notes.names(f" {KEY[:20]} {KEY[20:]}", "7", KEY), True),
    Scenario("M16", "another number is another invoice", lambda: credit_notes.names("1002", "1001", KEY), False),
    Scenario("M16", "nobody may let a credit above its invoice pass", lambda: CATALOGUE[HoldCode.CREDIT_EXCEEDS].releasable_by, frozenset()),
    Scenario("M16", "the cap is said", lambda: [f.clears_when for f in credit_notes.findings(credit("60.00"), EARLIER)],
             ["Clears at a credit of BRL 10.00 at most, or when it names another invoice."]),
    Scenario("M16", "even approved, a credit note is never posted", lambda: [
        payables.may_post(invoice(of, state=State.APPROVED)) for of in (ALL, credit("20.00"))], [True, False]),
    Scenario("M16", "goods back give back their quantity", back("20.00", line(1, "A", "4", "5.00")), [("4", "20.00")]),
    Scenario("M16", "a rebate gives back money and no goods", back("5.00", line(1, "A", "10", "0.50")), [("0", "5.00")]),
    Scenario("M16", "no more goods come back than were billed", back("60.00", line(1, "A", "6", "5.00"), line(2, "A", "6", "5.00")),
             [("6", "30.00"), ("4", "30.00")]),
    Scenario("M16", "a credit of the whole without lines gives all of it back", back("50.00"), [("10", "50.00")]),
    Scenario("M16", "a credit of a part without lines is money only", back("20.00"), []),
)  # fmt: skip


@table(SCENARIOS)
def test_credit_notes(scenario: Scenario) -> None:
    scenario.hold()
