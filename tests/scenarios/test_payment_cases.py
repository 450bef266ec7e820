"""Where the money goes: codes, accounts, a changed account as a locked event, and documents that were cancelled (F1-F4, F6, F9-F11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ap_engine.demo.documents import DraftPayment
from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.payment_codes import broken_codes
from ap_engine.model.accounts import Account, AccountKind
from ap_engine.model.bank_changes import CallOutcome, ChangeState
from ap_engine.model.extraction import Box, Extraction, FiscalEvent, Page, PaymentInstructions, Problem, Source, Word
from ap_engine.model.holds import CATALOGUE, Blocks, HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.rules import account_changed, bank_changes, fiscal_status, payment_instructions
from ap_engine.rules.fields import from_extraction
from tests.scenarios import paying_whole
from tests.scenarios.paying import (
    ACME,
    BARE,
    CLERK,
    DUE,
    FINANCE,
    LEADER,
    NOW,
    OTHER,
    OTHER_CLERK,
    OURS,
    SECOND,
    THIRD,
    TODAY,
    asked,
    bill,
    boleto,
    called,
    changed,
    decided,
    disagree,
    draft,
    hybrid_of,
    pix,
    read_as,
    refused,
)
from tests.scenarios.scenario import Scenario, table
from tests.workflow.trade import MILL

STRANGER, TWO_DAYS = "12ABC34501DE35", timedelta(days=2)
KEY = "35120859597245000190550000000095831710040056"
EVENT = FiscalEvent(KEY, "110111", "2026-11-19T10:00:00-03:00", "135260000000001", "Pedido em duplicidade")


def bad(code: str, at: int = 20) -> str:
    """A code with one digit wrong."""
    return code[:at] + str((int(code[at]) + 1) % 10) + code[at + 1 :]


def printed(text: str) -> list[str]:
    """What is said of the payment codes on a page with this line."""
    words = tuple(Word(part, Box(100 + 400 * n, 100, 450 + 400 * n, 200)) for n, part in enumerate(text.split()))
    pages = (Page(1, 5950, 8420, words),)
    return [problem.code for problem in broken_codes(lines_of(pages), pages)]


def spaced(line: str) -> str:
    return f"{line[:5]}.{line[5:10]} {line[10:15]}.{line[15:21]} {line[21:26]}.{line[26:32]} {line[32]} {line[33:]}"


def hybrid(**page: object) -> str:
    """What is said of a Factur-X whose page differs from its XML."""
    found = hybrid_of(**page)
    return disagree(from_extraction(found, "EUR"), ACME, found)


def agreed(days: int = 2) -> object:
    return decided(called(asked()), days=days)


def after(change: object) -> object:
    """The register after the change."""
    return replace(ACME, iban=OTHER)


def status(state: State, event: FiscalEvent | None = EVENT, extraction: Extraction | None = None) -> object:
    found = fiscal_status.check_status(replace(bill(), access_key=KEY), extraction, event, state)
    return [(one.code, one.severity or CATALOGUE[one.code].blocks) for one in found]


_CANCELLED_XML = Extraction(Source.XML, problems=(Problem("not_authorised", "Cancelled (status 101)."),))
_MEANWHILE = " This change was asked for on 20 Nov 2026"

F1 = (
    ("the account on file", lambda: changed(bill(iban=OURS)), ""),
    ("the account on file, written with spaces", lambda: changed(bill(iban="DE89 3704 0044 0532 0130 00")), ""),
    ("another IBAN than the one on file", lambda: changed(bill(iban=OTHER)),
     f"Another IBAN: The page says {OTHER}; the register says {OURS}."),
    ("another PIX key than the one on file", lambda: changed(bill(pix=pix("eu@conta.example"))),
     "Another PIX key: The page says eu@conta.example; the register says pix@acme.example."),
    ("nothing on file, another IBAN than was paid last",
     lambda: changed(bill(iban=OTHER), BARE, (PaymentInstructions(iban=OURS), PaymentInstructions(iban=OTHER))),
     f"Another IBAN: The page says {OTHER}; the last payment says {OURS}."),
    ("nothing on file, the IBAN that was paid last", lambda: changed(bill(iban=OURS), BARE, (PaymentInstructions(iban=OURS),)), ""),
    ("the first account ever is a risk, not a change", lambda: changed(bill(iban=OTHER), BARE), ""),
    ("a PIX key where the register has other ways to pay", lambda: changed(bill(pix=pix("eu@conta.example")), replace(ACME, pix_key=None)),
     "The PIX key eu@conta.example is not on file; the register has the IBAN, the bank account of this supplier."),
    ("the supplier's own CNPJ as a PIX key needs no register", lambda: changed(bill(pix=pix(ACME.tax_id)), replace(ACME, pix_key=None)), ""),
    ("the change was asked for: the invoice says what is missing", lambda: changed(bill(iban=OTHER), changes=(asked(),)).endswith(
        f"{_MEANWHILE}; the call-back is missing."), True),
    ("confirmed by telephone: a second person is missing", lambda: changed(bill(iban=OTHER), changes=(called(asked()),)).endswith(
        "and confirmed by telephone; a second person has to agree."), True),
    ("the supplier knows nothing of it", lambda: "treat it as fraud" in changed(
        bill(iban=OTHER), changes=(called(asked(), CallOutcome.DENIED),)), True),
    ("agreed to yesterday, the first payment is from tomorrow", lambda: changed(bill(iban=OTHER), after(0), (), (agreed(),)),
     f"The IBAN {OTHER} was agreed to on 20 Nov 2026: first payment to it from 22 Nov 2026."),
    ("when its day has come it clears by itself", lambda: changed(bill(iban=OTHER), after(0), (), (agreed(),), TODAY + TWO_DAYS), ""),
    ("after the change the old account is another one", lambda: changed(bill(iban=OURS), after(0), (), (agreed(),), DUE) != "", True),
    ("corrected to the account on file, it is paid there", lambda: changed(
        bill(iban=OURS), extraction=read_as(bill(iban=OTHER))), ""),
    ("corrected to a third account, it is held as ever", lambda: changed(bill(iban=THIRD), extraction=read_as(bill(iban=OURS))),
     f"Another IBAN: The correction says {THIRD}; the register says {OURS}."),
    ("nobody releases it", lambda: CATALOGUE[HoldCode.BANK_CHANGED].releasable_by, frozenset()),
    ("a call to another number does not count", lambda: refused(lambda: called(asked(), number="(11) 90000-0000")), "BankChangeRefused"),
    ("the same number written otherwise is the same", lambda: called(asked(), number="4132201180").state, ChangeState.CONFIRMED),
    ("the number in the request is not the one to call", lambda: refused(
        lambda: called(asked(iban=OTHER, phone="(11) 90000-0000"), number="(11) 90000-0000")), "BankChangeRefused"),
    ("a phone that was changed last week is not on file", lambda: asked(replace(ACME, phone_since=TODAY - timedelta(days=7))).number_on_file, None),
    ("a phone that was changed a month ago is", lambda: asked(replace(ACME, phone_since=TODAY - timedelta(days=30))).number_on_file, ACME.phone),
    ("without a number on file nobody can be called", lambda: refused(lambda: called(asked(BARE))), "BankChangeRefused"),
    ("a call before the request does not count", lambda: refused(lambda: called(asked(), at=NOW - TWO_DAYS)), "BankChangeRefused"),
    ("nobody answered: it stays as it was", lambda: called(asked(), CallOutcome.NO_ANSWER).state, ChangeState.REQUESTED),
    ("no yes without a call-back", lambda: refused(lambda: decided(asked())), "BankChangeRefused"),
    ("no yes after a denial", lambda: refused(lambda: decided(called(asked(), CallOutcome.DENIED))), "BankChangeRefused"),
    ("one change at a time", lambda: refused(lambda: asked(earlier=(asked(),))), "BankChangeRefused"),
    ("what the register has is no change", lambda: refused(lambda: asked(iban=OURS.lower())), "BankChangeRefused"),
    ("an IBAN that does not check is not taken", lambda: refused(lambda: asked(iban=bad(OTHER))), "BankChangeRefused"),
    ("the register's form changes no account", lambda: refused(lambda: bank_changes.check_register(ACME, after(0))), "BankChangeRefused"),
    ("a first phone may be entered", lambda: bank_changes.check_register(BARE, replace(BARE, phone=ACME.phone)), None),
)  # fmt: skip
F2 = (
    ("boleto, amount and due date agree", lambda: disagree(bill(boleto=boleto())), ""),
    ("the boleto asks for more", lambda: disagree(bill(boleto=boleto("1100.00"))),
     "The invoice asks for BRL 1000.00; the boleto asks for BRL 1100.00."),
    ("boleto and PIX against the invoice: the invoice is the odd one", lambda: disagree(bill(boleto=boleto("1100.00"), pix=pix(amount="1100.00"))),
     "The invoice asks for BRL 1000.00; the boleto and the PIX code ask for BRL 1100.00."),
    ("the boleto is due earlier", lambda: disagree(bill(boleto=boleto(due=date(2026, 12, 1)))),
     "The invoice is due on 2026-12-10; the boleto is due on 2026-12-01."),
    ("a boleto that leaves the amount open", lambda: disagree(bill(boleto=boleto("0.00"))), ""),
    ("the boleto is for one of the instalments", lambda: disagree(
        bill(boleto=boleto("500.00")), ACME, read_as(bill(boleto=boleto("500.00")), Source.XML, ("2026-12-10", "500.00"), ("2027-01-10", "500.00"))), ""),
    ("an invoice in euros is not compared with reais", lambda: disagree(
        replace(bill(boleto=boleto("6300.00")), currency="EUR", gross_total=Money.of("1000.00", "EUR"))), ""),
    ("a boleto whose check digits do not fit", lambda: disagree(bill(boleto=bad(boleto()))).endswith("has wrong check digits."), True),
    ("a printed boleto with one digit changed is said", lambda: printed(spaced(bad(boleto()))), ["payment_code_broken"]),
    ("a printed boleto that checks is not", lambda: printed(spaced(boleto())), []),
    ("a boleto of another bank", lambda: changed(bill(boleto=boleto(bank="341"))),
     "Another bank of the boleto: The page says 341; the register says 237."),
    ("a boleto of a bank that was paid before", lambda: changed(bill(boleto=boleto(bank="341")), BARE, (
        PaymentInstructions(boleto=boleto()), PaymentInstructions(boleto=boleto(bank="341")))), ""),
    ("the swapped PDF: the page pays elsewhere than its XML", lambda: hybrid(payment=DraftPayment(iban=OTHER)),
     f"Not the same IBAN: The page says {OTHER}; the XML and the register say {OURS}."),
    ("a hybrid whose page is its picture", lambda: hybrid(), ""),
    ("what an XML is silent about, its page may ask for", lambda: account_changed.asked_for(
        from_extraction(replace(hybrid_of(), payment=PaymentInstructions()), "EUR"), replace(hybrid_of(), payment=PaymentInstructions())),
     (Account(AccountKind.IBAN, OURS),)),
)  # fmt: skip
F3 = (
    ("a PIX code that checks", lambda: disagree(bill(pix=pix())), ""),
    ("a PIX code whose check sum is wrong", lambda: disagree(bill(pix=pix()[:-1] + "X")), "The PIX code has a wrong check sum."),
    ("the PIX code asks for another amount", lambda: disagree(bill(pix=pix(amount="10.00"))),
     "The invoice asks for BRL 1000.00; the PIX code asks for BRL 10.00."),
    ("the key is the CNPJ of another company", lambda: disagree(bill(pix=pix(STRANGER)), BARE),
     f"The PIX key is the tax id {STRANGER}; the supplier's is {ACME.tax_id}."),
    ("the key is a branch of the supplier", lambda: disagree(bill(pix=pix("12345678000276")), BARE), ""),
    ("the receiver has another name", lambda: disagree(bill(pix=pix("x@y.example", "MARIA DA SILVA")), BARE),
     "The PIX code pays “MARIA DA SILVA”, and the supplier is Metalúrgica Acme Ltda."),
    ("a name cut at 25 letters, without accents", lambda: disagree(bill(pix=pix("x@y.example", "METALURGICA ACME COM DE FE")), BARE), ""),
    ("a key on file needs no like name", lambda: disagree(bill(pix=pix(name="HOLDING XYZ"))), ""),
)  # fmt: skip
F4 = (
    ("the check digits of the tax id do not fit", lambda: [one.code for one in fiscal_status.check_tax_id(
        replace(bill(), supplier_tax_id="12345678000196"))], [HoldCode.WRONG_TAX_ID]),
    ("the very id that the register has was looked at when it was entered", lambda: fiscal_status.check_tax_id(
        replace(bill(), supplier_tax_id="DE123456789"), replace(MILL, tax_id="DE123456789")), ()),
    ("a CNPJ with letters that fits", lambda: fiscal_status.check_tax_id(replace(bill(), supplier_tax_id=STRANGER)), ()),
    ("a kind of tax id without known check digits", lambda: fiscal_status.check_tax_id(replace(bill(), supplier_tax_id="US-12-3456789")), ()),
)  # fmt: skip
F6 = (
    ("who asked does not agree", lambda: refused(lambda: decided(called(asked(by=FINANCE)))), "SegregationOfDuties"),
    ("who called does not agree", lambda: refused(lambda: decided(called(asked(), by=FINANCE))), "SegregationOfDuties"),
    ("who entered the invoice does not agree", lambda: refused(
        lambda: decided(called(replace(asked(), entered_by="fabio")))), "SegregationOfDuties"),
    ("a clerk does not agree", lambda: refused(lambda: decided(called(asked()), CLERK)), "NotAllowed"),
    ("an approver does not ask", lambda: refused(lambda: asked(by=LEADER)), "NotAllowed"),
    ("a second person of finance agrees", lambda: decided(called(asked(by=FINANCE), by=OTHER_CLERK), SECOND).state, ChangeState.AGREED),
    ("who asked may take it back", lambda: decided(asked(), CLERK, agree=False).state, ChangeState.REFUSED),
    ("whoever had a hand in the account does not approve what is paid to it", lambda: account_changed.hands_on(
        payment_instructions.accounts_of(bill(iban=OTHER)), after(0), (agreed(),)), {"clara", "carlos", "fabio"}),
    ("they approve what is paid to another account", lambda: account_changed.hands_on(
        payment_instructions.accounts_of(bill(pix=pix())), after(0), (agreed(),)), frozenset()),
    ("an invoice that names no account is paid to the one on file", lambda: "clara" in account_changed.hands_on((), after(0), (agreed(),)), True),
    ("an approver who asked for the account is not asked", paying_whole.approver_who_asked,
     ("ines", "Ines Leader had a hand in the bank account that it is paid to.")),
)  # fmt: skip
F9_AND_F10 = (
    ("F9", "approved by rule, and still not paid to another account", paying_whole.approved_by_rule, (State.APPROVED, {HoldCode.BANK_CHANGED}, [])),
    ("F10", "the log has who asked, called and agreed, with the account before and now", paying_whole.the_log, paying_whole.THE_LOG),
    ("F10", "a double click is one request and one entry", paying_whole.double_click, (True, 1)),
)  # fmt: skip
F11 = (
    ("before approval it is held there", lambda: status(State.MATCHED), [(HoldCode.FISCAL_CANCELLED, Blocks.APPROVAL)]),
    ("in the ERP it is the payment that is stopped", lambda: status(State.POSTED), [(HoldCode.FISCAL_CANCELLED, Blocks.PAYMENT)]),
    ("an event about another key says nothing", lambda: status(State.MATCHED, replace(EVENT, access_key="0" * 44)), []),
    ("no event, nothing found", lambda: status(State.MATCHED, None), []),
    ("an XML whose own protocol says cancelled", lambda: status(State.MATCHED, None, _CANCELLED_XML), [(HoldCode.FISCAL_CANCELLED, Blocks.APPROVAL)]),
    ("nobody releases it", lambda: CATALOGUE[HoldCode.FISCAL_CANCELLED].releasable_by, frozenset()),
    ("the event comes before the invoice", paying_whole.event_first, (State.CANCELLED, {HoldCode.FISCAL_CANCELLED})),
    ("the event comes when the invoice is in the ERP", paying_whole.event_after_posting, (State.POSTED, [(HoldCode.FISCAL_CANCELLED, Blocks.PAYMENT)])),
    ("a correction letter is no cancellation", paying_whole.correction_letter, {HoldCode.UNREADABLE}),
)  # fmt: skip
SCENARIOS = (
    *(Scenario(rule, *case) for rule, cases in (("F1", F1), ("F2", F2), ("F3", F3), ("F4", F4), ("F6", F6), ("F11", F11)) for case in cases),
    *(Scenario(*case) for case in F9_AND_F10),
)  # fmt: skip


@table(SCENARIOS)
def test_where_the_money_goes(scenario: Scenario) -> None:
    scenario.hold()


def test_the_hybrid_of_the_cases_is_a_real_one() -> None:
    found = hybrid_of()
    assert found.source is Source.XML
    assert found.printed is not None
    assert found.printed.payment.iban == found.payment.iban == draft().payment.iban
