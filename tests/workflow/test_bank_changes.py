"""A supplier wants to be paid elsewhere: nothing is paid there before it was called back and a second person agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ap_engine import queries, workflow
from ap_engine.model.bank_changes import BankDetails, CallOutcome, ChangeState
from ap_engine.model.commands_suppliers import DecideBankChange, RequestBankChange
from ap_engine.model.errors import (
    BankChangeRefused,
    IdempotencyConflict,
    IncompleteInvoice,
    NotAllowed,
    SegregationOfDuties,
    UnknownBankChange,
    UnknownSupplier,
)
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import Supplier
from ap_engine.store import audit_log
from ap_engine.workflow.master_data import post_approved, reexamine_held, sync_master_data
from tests.house import House, furnish, opened, sandbox
from tests.scenarios.paying import OTHER, OURS, PHONE
from tests.scenarios.paying_whole import KNOWN, agree, ask, call
from tests.workflow.trade import Bill, approve, at_once, confirm, correct, deliver, held_for, now, receive, split


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A house that has Padaria's account and telephone number on file."""
    with sandbox(tmp_path) as address, opened(tmp_path / "data", address) as house:
        furnish(house, KNOWN)
        yield house


def register(house: House) -> Supplier:
    with house.engine.store.snapshot() as tx:
        return tx.suppliers.get(KNOWN.id)


def approved(house: House, number: str = "1") -> Invoice:
    """An invoice that asks for another account, approved."""
    invoice = split(house, confirm(house, receive(house, Bill(number, KNOWN, iban=OTHER))))
    return approve(house, invoice, "ines", "saulo")


def test_from_the_held_invoice_to_the_first_payment(house: House) -> None:
    house.engine.policy = replace(house.engine.policy, payment=replace(house.engine.policy.payment, cooling_off_days=2))
    invoice = approved(house)
    assert (invoice.state, held_for(invoice)) == (State.APPROVED, {HoldCode.BANK_CHANGED})
    change = ask(house, "clara", about=invoice.id)
    assert "the call-back is missing" in now(house, invoice).open_holds[0].reason
    assert (change.invoice_id, change.entered_by, change.number_on_file) == (invoice.id, "clara", PHONE)
    change = call(house, change)
    assert register(house).iban == OURS, "a call alone changes nothing"
    change = agree(house, change)
    assert (register(house).iban, register(house).phone) == (OTHER, PHONE)
    assert "first payment to it from" in now(house, invoice).open_holds[0].reason
    deliver(house)
    assert house.payables() == []
    house.forward(days=2)
    post_approved(house.engine)
    assert now(house, invoice).state is State.POSTING
    deliver(house)
    assert len(house.payables()) == 1
    assert audit_log.verify(house.engine.store)[1] is None


def test_time_alone_clears_it_before_the_approvers_too(house: House) -> None:
    house.engine.policy = replace(house.engine.policy, payment=replace(house.engine.policy.payment, cooling_off_days=1))
    invoice = confirm(house, receive(house, Bill("2", KNOWN, iban=OTHER)))
    agree(house, call(house, ask(house)))
    assert held_for(now(house, invoice)) >= {HoldCode.BANK_CHANGED}
    house.forward(days=1)
    reexamine_held(house.engine)
    assert HoldCode.BANK_CHANGED not in held_for(now(house, invoice))


def test_the_invoice_is_paid_to_the_account_on_file_when_its_details_are_corrected(house: House) -> None:
    invoice = approved(house)
    invoice = correct(house, invoice, "carlos", iban=OURS)
    invoice = approve(house, split(house, confirm(house, invoice, "carlos"), "carlos"), "ines", "saulo")
    assert (invoice.state, held_for(invoice)) == (State.POSTING, set())


def test_one_click_pays_the_account_on_file_and_asks_the_approvers_anew(house: House) -> None:
    invoice = workflow.pay_account_on_file(house.engine, "carlos", approved(house))
    assert (invoice.fields.payment.iban, invoice.steps, HoldCode.BANK_CHANGED in held_for(invoice)) == (OURS, (), False)
    with pytest.raises(IncompleteInvoice, match="no other account"):
        workflow.pay_account_on_file(house.engine, "carlos", invoice)


def test_a_denied_change_is_said_on_the_invoice_and_cannot_be_agreed_to(house: House) -> None:
    invoice = approved(house)
    change = call(house, ask(house), outcome=CallOutcome.DENIED)
    assert "treat it as fraud" in now(house, invoice).open_holds[0].reason
    with pytest.raises(BankChangeRefused):
        agree(house, change)
    refused = workflow.decide_bank_change(house.engine, DecideBankChange("fabio", change.id, False, "A forged letter."))
    assert (refused.state, register(house).iban) == (ChangeState.REFUSED, OURS)
    assert "A forged letter." in now(house, invoice).open_holds[0].reason


def test_nobody_does_two_of_the_three(house: House) -> None:
    change = call(house, ask(house, "clara"), "carlos")
    for who, refusal in (("clara", NotAllowed), ("carlos", NotAllowed), ("ines", NotAllowed), ("nobody", NotAllowed)):
        with pytest.raises(refusal):
            agree(house, change, who)
    asked_by_finance = ask_again(house, change)
    with pytest.raises(SegregationOfDuties):
        agree(house, call(house, asked_by_finance), "fabio")
    assert register(house).iban == OURS


def ask_again(house: House, change: object) -> object:
    workflow.decide_bank_change(house.engine, DecideBankChange("ada", change.id, False, "To be asked for anew."))  # type: ignore[attr-defined]
    return ask(house, "fabio")


def test_who_entered_the_invoice_that_asks_for_it_does_not_agree(house: House) -> None:
    invoice = confirm(house, receive(house, Bill("3", KNOWN, iban=OTHER), "fabio"), "fabio")
    change = call(house, ask(house, "clara", about=invoice.id), "carlos")
    with pytest.raises(SegregationOfDuties):
        agree(house, change, "fabio")
    assert agree(house, change, "ada").state is ChangeState.AGREED


def test_two_who_decide_at_the_same_moment_decide_once(house: House) -> None:
    change = call(house, ask(house))
    no = DecideBankChange("ada", change.id, False, "Not today.")
    answers = at_once(lambda: agree(house, change, "fabio"), lambda: workflow.decide_bank_change(house.engine, no))
    assert sorted(type(one).__name__ for one in answers) == ["BankChange", "BankChangeRefused"]
    with house.engine.store.snapshot() as tx:
        (kept,) = tx.bank_changes.of_supplier(KNOWN.id)
    assert (register(house).iban == OTHER) is (kept.state is ChangeState.AGREED)


def test_a_double_click_is_one_and_other_content_under_the_same_name_is_refused(house: House) -> None:
    change = ask(house)
    command = RequestBankChange("clara", KNOWN.id, BankDetails(iban=OTHER, phone=PHONE), "A letter.")
    assert workflow.request_bank_change(house.engine, command) == change
    with pytest.raises(IdempotencyConflict):
        workflow.request_bank_change(house.engine, replace(command, reason="Something else."))
    assert agree(house, call(house, change)) == agree(house, change)


def test_the_form_of_the_register_changes_everything_but_where_to_pay(house: House) -> None:
    known = register(house)
    for other in (replace(known, iban=OTHER), replace(known, pix_key="x@y.example"), replace(known, phone="(11) 5555-0000"),
                  replace(known, bank_account="341/1/2"), replace(known, iban=None)):  # fmt: skip
        with pytest.raises(BankChangeRefused):
            workflow.register_supplier(house.engine, "ada", other)
    workflow.register_supplier(house.engine, "ada", replace(known, email="novo@padaria.example", order_required=True))
    assert register(house) == replace(known, email="novo@padaria.example", order_required=True)


def test_a_first_phone_is_on_file_after_a_month_and_a_change_under_way_keeps_what_it_found(house: House) -> None:
    bare = Supplier("bare", "Nova Ltda", "48527693000100")
    workflow.register_supplier(house.engine, "ada", bare)
    workflow.register_supplier(house.engine, "ada", replace(bare, phone="(11) 5555-0000"))
    command = RequestBankChange("clara", "bare", BankDetails(iban=OTHER, phone="(11) 5555-0000"), "First account.")
    early = workflow.request_bank_change(house.engine, command)
    assert early.number_on_file is None
    workflow.decide_bank_change(house.engine, DecideBankChange("ada", early.id, False, "Too early."))
    house.forward(days=30)
    late = workflow.request_bank_change(house.engine, replace(command, last=early.id))
    assert late.number_on_file == "(11) 5555-0000"


def test_a_second_entry_with_the_same_tax_id_is_no_way_round(house: House) -> None:
    with pytest.raises(NotAllowed, match="has this tax id already"):
        workflow.register_supplier(house.engine, "ada", Supplier("twin", "Padaria 2", KNOWN.tax_id, iban=OTHER))


def test_what_came_meanwhile_stays(house: House) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.suppliers.save(replace(tx.suppliers.get(KNOWN.id), pix_key="old@padaria.example"))
    change = call(house, ask(house, pix_key="old@padaria.example"))
    workflow.register_supplier(house.engine, "ada", replace(register(house), email="meanwhile@padaria.example"))
    agree(house, change)
    assert (register(house).email, register(house).pix_key) == ("meanwhile@padaria.example", "old@padaria.example")


def test_the_erps_register_changes_no_account(house: House) -> None:
    before = register(house)
    sync_master_data(house.engine)
    assert register(house) == before


def test_what_is_not_there_is_said(house: House) -> None:
    with pytest.raises(UnknownBankChange):
        workflow.decide_bank_change(house.engine, DecideBankChange("ada", "BC-0", True))
    with pytest.raises(UnknownSupplier):
        workflow.request_bank_change(house.engine, RequestBankChange("ada", "nobody", BankDetails(iban=OTHER), "?"))


def test_the_log_of_a_supplier_says_who_did_what(house: House) -> None:
    agree(house, call(house, ask(house)))
    log = queries.supplier(house.engine, KNOWN.id).log
    assert [(one.event, one.who) for one in log][:4] == [
        ("SupplierSaved", "Fabio Finance"),
        ("BankChangeAgreed", "Fabio Finance"),
        ("CallBackRecorded", "Carlos Clerk"),
        ("BankChangeRequested", "Clara Clerk"),
    ]
    assert ("iban", OURS, OTHER) in log[0].differences
