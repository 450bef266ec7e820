"""Money back: linked to its invoice, capped, set off before the invoice is paid, and never a payable (M16)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ap_engine import workflow
from ap_engine.model.commands import RequestPosting
from ap_engine.model.errors import NotAllowed, Refusal
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.workflow.master_data import post_approved, reexamine_held
from tests.house import House, place
from tests.workflow.trade import (
    FLOUR,
    Bill,
    approve,
    at_once,
    cancel,
    correct,
    deliver,
    held_for,
    now,
    order,
    receive,
    reject,
    release,
    split,
)

TO_SALES = (("sales", "100"),)
SET_OFF = HoldCode.CREDIT_TO_SET_OFF


def bags(count: str, price: str = "12.50") -> tuple[tuple[str, str, Decimal, Decimal], ...]:
    return ((FLOUR[0], FLOUR[1], Decimal(count), Decimal(price)),)


def credit(number: str, of: str, count: str, price: str = "12.50") -> bytes:
    """A credit note (UBL) of some bags, for an invoice."""
    text = Bill(number, lines=bags(count, price)).xml().decode()
    for ours, theirs in (("Invoice-2", "CreditNote-2"), ("<Invoice ", "<CreditNote "), ("</Invoice>", "</CreditNote>"),
                         ("InvoiceLine", "CreditNoteLine"), ("InvoicedQuantity", "CreditedQuantity")):  # fmt: skip
        text = text.replace(ours, theirs)
    refers = (
        f"<a:BillingReference><a:InvoiceDocumentReference><b:ID>{of}</b:ID></a:InvoiceDocumentReference></a:BillingReference>"
    )
    return text.replace("<a:AccountingSupplierParty>", f"{refers}<a:AccountingSupplierParty>").encode()


@pytest.fixture
def billed(house: House) -> Invoice:
    """Ten bags, billed in full and entered in the ERP."""
    place(house, order("60", quantity=10, cost_centers=TO_SALES))
    invoice = receive(house, Bill("601", order="60"))
    approve(house, invoice, "saulo")
    deliver(house)
    return now(house, invoice)


def credited(house: House, number: str = "C1", count: str = "4", of: str = "NF 0601") -> Invoice:
    return receive(house, credit(number, of, count))


def test_a_linked_credit_note_waits_to_be_set_off_and_so_does_its_invoice(house: House, billed: Invoice) -> None:
    note = credited(house)
    assert (note.state, held_for(note), note.steps) == (State.MATCHED, {SET_OFF}, ())
    assert held_for(now(house, billed)) == {SET_OFF}
    (hold,) = now(house, billed).open_holds
    assert hold.twin == note.id and "C1 of BRL 50.00" in hold.reason


def test_when_finance_set_it_off_the_invoice_is_free_and_the_note_stays_what_it_is(house: House, billed: Invoice) -> None:
    note = credited(house)
    with pytest.raises(NotAllowed):
        release(house, note, SET_OFF, who="carlos")
    done = release(house, note, SET_OFF)
    assert (done.state, held_for(done)) == (State.MATCHED, set())
    assert held_for(now(house, billed)) == set()
    reexamine_held(house.engine)
    assert (now(house, note).state, held_for(now(house, billed))) == (State.MATCHED, set())


def test_a_credit_note_that_is_taken_out_holds_nothing(house: House, billed: Invoice) -> None:
    cancel(house, credited(house))
    assert held_for(now(house, billed)) == set()


def test_two_credit_notes_are_both_named_until_both_are_set_off(house: House, billed: Invoice) -> None:
    first, second = credited(house), credited(house, "C2", "3")
    (hold,) = now(house, billed).open_holds
    assert "C1 of BRL 50.00, C2 of BRL 37.50" in hold.reason
    release(house, first, SET_OFF)
    (hold,) = now(house, billed).open_holds
    assert "C1" not in hold.reason and "C2" in hold.reason
    release(house, second, SET_OFF)
    assert held_for(now(house, billed)) == set()


def test_what_came_back_may_be_billed_again_and_no_more(house: House, billed: Invoice) -> None:
    replacement = receive(house, Bill("602", order="60", lines=bags("4")))
    assert HoldCode.QUANTITY_ORDERED in held_for(replacement)
    credited(house)
    reexamine_held(house.engine)
    assert now(house, replacement).state is State.PENDING_APPROVAL
    more = receive(house, Bill("603", order="60", lines=bags("1")))
    assert HoldCode.QUANTITY_ORDERED in held_for(more)


def test_a_rebate_gives_back_no_goods(house: House, billed: Invoice) -> None:
    receive(house, credit("C3", "601", "10", "1.00"))
    assert HoldCode.QUANTITY_ORDERED in held_for(receive(house, Bill("604", order="60", lines=bags("1"))))


def test_more_than_was_billed_is_held_for_good(house: House, billed: Invoice) -> None:
    credited(house, "C4", "7")
    beyond = credited(house, "C5", "4")
    assert held_for(beyond) == {HoldCode.CREDIT_EXCEEDS}
    with pytest.raises(NotAllowed):
        release(house, beyond, HoldCode.CREDIT_EXCEEDS)
    (hold,) = now(house, billed).open_holds
    assert "C5" not in hold.reason


def test_two_that_come_at_once_do_not_both_take_the_last_of_the_cap(house: House, billed: Invoice) -> None:
    notes = [workflow.receive_document(house.engine, "clara", credit(f"D{n}", "601", "7"), "c.xml").invoice_id for n in (1, 2)]
    at_once(*(lambda which=which: workflow.read_document(house.engine, which) for which in notes))
    for _ in range(2):
        assert sorted(HoldCode.CREDIT_EXCEEDS in held_for(now(house, which)) for which in notes) == [False, True]
        reexamine_held(house.engine)


def test_a_link_that_is_corrected_frees_the_first_invoice_and_holds_the_second(house: House, billed: Invoice) -> None:
    place(house, order("61", quantity=10, cost_centers=TO_SALES))
    other = receive(house, Bill("611", order="61"))
    note = credited(house)
    moved = correct(house, note, original_invoice_number="611")
    workflow.confirm_fields(house.engine, workflow.intake.ConfirmFields("clara", note.id, moved.version, (), moved.revision))
    assert SET_OFF not in held_for(now(house, billed))
    assert SET_OFF in held_for(now(house, other))


def test_an_invoice_that_is_rejected_is_credited_no_more(house: House) -> None:
    place(house, order("62", quantity=10, cost_centers=TO_SALES))
    first = receive(house, Bill("621", order="62"))
    note = credited(house, "C6", "10", "621")
    reject(house, first, "saulo")
    second = receive(house, Bill("622", order="62"))
    assert second.state is State.PENDING_APPROVAL, "a rejected invoice bills nothing"
    more = receive(house, Bill("623", order="62", lines=bags("1")))
    assert HoldCode.QUANTITY_ORDERED in held_for(more), "and what it did not bill cannot come back"
    reexamine_held(house.engine)
    assert held_for(now(house, note)) == {HoldCode.CREDIT_NOTE_UNLINKED}


def test_nothing_that_anybody_does_makes_a_payable_of_it(house: House, billed: Invoice) -> None:
    note = credited(house)
    done = release(house, note, SET_OFF)
    coded = split(house, done, shares=(("sales", Decimal(100)),))
    assert (coded.state, coded.steps) == (State.MATCHED, ())
    for who in ("saulo", "helena.prado"):
        with pytest.raises(Refusal):
            approve(house, coded, who)
    workflow.request_posting(house.engine, RequestPosting("fabio", coded.id, coded.version, coded.revision))
    reexamine_held(house.engine)
    post_approved(house.engine)
    deliver(house)
    assert now(house, note).state is State.MATCHED
    assert len(house.payables()) == 1, "the invoice's own"
