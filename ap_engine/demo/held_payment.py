"""Invoices whose payment instructions nobody should follow, documents that are none, and the bank changes behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from ap_engine.demo.billing import Desk
from ap_engine.demo.documents import Format, payment_codes
from ap_engine.demo.people import CLERK, FINANCE, SECOND_CLERK
from ap_engine.demo.planned import Outcome, PlannedBankChange, PlannedCall, Scenario
from ap_engine.demo.present import approved, ordered
from ap_engine.demo.suppliers import NEW_BRAZILIAN_IBAN, NEW_GERMAN_IBAN, STRANGE_PIX_KEY
from ap_engine.model.bank_changes import CallOutcome
from ap_engine.model.holds import HoldCode

_F = Format
_H = HoldCode


def held(desk: Desk) -> Iterator[Scenario]:
    """Held before approval, and one in the ERP whose payment has to be stopped."""
    training = desk.item_lines("northgate", ((2, "1"),))
    draft = desk.draft("northgate", training, _F.UBL_XML, 12)
    tax_id = draft.issuer.tax_id
    misprinted = replace(draft.issuer, tax_id=tax_id[:-1] + str((int(tax_id[-1]) + 1) % 10))
    yield Scenario(
        "wrong-tax-id", "The check digits of its CNPJ do not fit", "northgate", replace(draft, issuer=misprinted), _F.UBL_XML,
        desk.received(12), Outcome.HELD, category_code=desk.company.supplier("northgate").supplier.category_code,
        holds=(_H.WRONG_TAX_ID,),
    )  # fmt: skip
    title = "Cancelled at the tax authority after it was entered in the ERP"
    tubes = ordered(desk, "fiscal-cancelled", title, "PC-10252", 8, _F.NFE_XML, Outcome.POSTED)
    yield replace(approved(desk, tubes), holds=(_H.FISCAL_CANCELLED,), cancelled_there=desk.received(2))


def at_posting(desk: Desk) -> Iterator[Scenario]:
    """Approved, and stopped on the way into the ERP."""
    title = "Its boleto asks for 300.00 more than the invoice"
    tape = ordered(desk, "other-boleto", title, "PC-10251", 8, _F.DANFE_PDF, Outcome.HELD_AT_POSTING)
    issuer, draft = tape.draft.issuer, tape.draft
    more = draft.gross_total + Decimal("300.00")
    slip = payment_codes.boleto(issuer.bank_code, issuer.agency, issuer.account, draft.number, draft.due_date, more)
    tape = replace(tape, draft=replace(draft, payment=replace(draft.payment, boleto=slip)))
    yield replace(approved(desk, tape), holds=(_H.PAYMENT_INSTRUCTIONS,))


def bank_changes(desk: Desk) -> tuple[PlannedBankChange, ...]:
    """One in every place: nobody reached yet, confirmed and waiting for the second person, denied, agreed to long ago."""
    moved, odd, letter, mail = (desk.received(days) + timedelta(hours=3) for days in (140, 6, 4, 2))
    next_day, later = timedelta(hours=20), timedelta(hours=22)
    return (
        PlannedBankChange(
            "papel-cia", {"phone": "(41) 3019-5600"}, "A letter: the company has moved.", CLERK, moved,
            calls=(PlannedCall(SECOND_CLERK, moved + next_day, CallOutcome.CONFIRMED, "Sr. Adalberto"),),
            decided_by=FINANCE, decided_at=moved + later,
        ),
        PlannedBankChange(
            "hidromec", {"pix_key": STRANGE_PIX_KEY}, "The PIX code on the invoice is another one.", SECOND_CLERK, odd,
            about="other-pix", calls=(PlannedCall(CLERK, odd + next_day, CallOutcome.DENIED, "Dona Lurdes, financeiro"),),
            decided_by=FINANCE, decided_at=odd + later, agree=False, note="Hidromec knows nothing of this key. Reported to the bank.",
        ),
        PlannedBankChange(
            "schwarzwald", {"iban": NEW_GERMAN_IBAN}, "The new IBAN stands on the invoice.", CLERK, letter, about="other-iban",
            calls=(PlannedCall(SECOND_CLERK, letter + next_day, CallOutcome.NO_ANSWER, ""),),
        ),
        PlannedBankChange(
            "northgate", {"iban": NEW_BRAZILIAN_IBAN}, "An e-mail from their billing, with the invoice.", SECOND_CLERK, mail,
            about="other-iban-seats", calls=(PlannedCall(CLERK, mail + next_day, CallOutcome.CONFIRMED, "Ms. Hart"),),
        ),
    )  # fmt: skip
