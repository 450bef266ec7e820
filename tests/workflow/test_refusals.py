"""What the engine does not let happen, and in which words; and what lets it happen after all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from ap_engine import workflow
from ap_engine.model.coding import CostCenter
from ap_engine.model.errors import (
    IllegalTransition,
    IncompleteInvoice,
    InvalidSplit,
    NotAllowed,
    SegregationOfDuties,
    StaleVersion,
    UnreadableUpload,
)
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.parties import Person, Role, Supplier
from ap_engine.model.purchasing import GoodsReceipt, GoodsReceiptLine
from ap_engine.workflow.master_data import reexamine_held
from tests.house import PEOPLE, House, place
from tests.workflow.trade import (
    BAKERY,
    MILL,
    Bill,
    approve,
    cancel,
    confirm,
    correct,
    deliver,
    held_for,
    history,
    now,
    order,
    pending,
    posted,
    receive,
    reject,
    release,
    split,
)


def hire(house: House, *people: Person) -> None:
    """People who are new, or who changed."""
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        for person in people:
            tx.people.save(person)


class TestWhoHadAHandInItDoesNotApproveIt:
    def test_whoever_uploaded_it(self, house: House) -> None:
        hire(house, replace(PEOPLE["ines"], roles=frozenset({Role.APPROVER, Role.CLERK})))
        invoice = split(house, receive(house, Bill("1", BAKERY), "ines"))
        assert [step.approver_id for step in invoice.steps] == ["helena.prado", "saulo"], "the director takes her share"
        with pytest.raises(SegregationOfDuties):
            approve(house, invoice, "ines")

    def test_whoever_confirmed_or_corrected_it(self, house: House) -> None:
        house.engine.policy = replace(house.engine.policy, confirm_when_certain=False)
        hire(house, replace(PEOPLE["saulo"], roles=frozenset({Role.APPROVER, Role.CLERK})))
        invoice = split(house, confirm(house, receive(house, Bill("2", BAKERY)), "saulo"))
        with pytest.raises(SegregationOfDuties):
            approve(house, invoice, "saulo")

    def test_whoever_coded_it(self, house: House) -> None:
        hire(house, replace(PEOPLE["ines"], roles=frozenset({Role.APPROVER, Role.FINANCE})))
        invoice = split(house, receive(house, Bill("3", BAKERY)), "ines")
        with pytest.raises(SegregationOfDuties):
            approve(house, invoice, "ines")

    def test_whoever_put_its_supplier_into_the_register(self, house: House) -> None:
        hire(house, replace(PEOPLE["ines"], roles=frozenset({Role.APPROVER, Role.FINANCE})))
        own = Supplier("own", "Sua Empresa Ltda", "48527693000100", order_required=False)
        workflow.register_supplier(house.engine, "ines", own)
        invoice = pending(house, Bill("4", own))
        assert [step.approver_id for step in invoice.steps] == ["helena.prado", "saulo"]
        with pytest.raises(SegregationOfDuties):
            approve(house, invoice, "ines")

    def test_whoever_entered_it_does_not_release_its_holds(self, house: House) -> None:
        invoice = receive(house, Bill("5", MILL), "fabio")
        with pytest.raises(NotAllowed, match="entered"):
            release(house, invoice, HoldCode.NO_ORDER, "fabio")


class TestAuthority:
    def test_a_share_above_the_leaders_limit_goes_to_the_director(self, house: House) -> None:
        hire(house, replace(PEOPLE["ines"], approval_limit=Money.of("74.99", "BRL")))
        invoice = pending(house, Bill("10", BAKERY))
        assert next((s.approver_id, s.why) for s in invoice.steps) == (
            "helena.prado",
            "The share of Technology is above Ines Leader's limit.",
        )
        with pytest.raises(NotAllowed, match="not waiting for you"):
            approve(house, invoice, "ines")

    def test_the_limit_counts_when_the_decision_is_made(self, house: House) -> None:
        invoice = pending(house, Bill("11", BAKERY))
        hire(house, replace(PEOPLE["ines"], approval_limit=Money.of("10", "BRL")))
        with pytest.raises(NotAllowed, match="above your limit"):
            approve(house, invoice, "ines")

    def test_from_fifty_thousand_on_the_director_is_asked_last(self, house: House) -> None:
        dear = (("OVEN", "Deck oven", Decimal(1), Decimal("50000.00")),)
        invoice = pending(house, Bill("12", BAKERY, lines=dear))
        assert [step.approver_id for step in invoice.steps] == ["ines", "saulo", "helena.prado"]
        with pytest.raises(NotAllowed, match="not waiting"):
            approve(house, invoice, "helena.prado")
        assert approve(house, invoice, "saulo", "ines").state is State.PENDING_APPROVAL
        assert approve(house, invoice, "helena.prado").state is State.POSTING

    def test_when_nobody_may_approve_it_is_held(self, house: House) -> None:
        nobody = replace(PEOPLE["helena.prado"], active=False)
        hire(house, nobody, replace(PEOPLE["ines"], approval_limit=None))
        invoice = pending(house, Bill("13", BAKERY))
        assert (invoice.state, held_for(invoice)) == (State.MATCHED, {HoldCode.NO_APPROVER})
        hire(house, PEOPLE["ines"])
        reexamine_held(house.engine)
        assert now(house, invoice).state is State.PENDING_APPROVAL

    @pytest.mark.parametrize("who", ["saulo", "nobody"])
    def test_who_is_no_clerk_enters_confirms_and_cancels_nothing(self, house: House, who: str) -> None:
        with pytest.raises(NotAllowed):
            receive(house, Bill("14", BAKERY), who)
        invoice = receive(house, Bill("14", BAKERY))
        for deed in (cancel, correct, confirm):
            with pytest.raises(NotAllowed):
                deed(house, invoice, who)
        with pytest.raises(NotAllowed):
            split(house, invoice, who)

    def test_an_approver_who_is_asked_may_move_shares_and_somebody_who_is_not_may_not(self, house: House) -> None:
        invoice = split(house, receive(house, Bill("15", BAKERY)), shares=(("technology", Decimal(100)),))
        with pytest.raises(NotAllowed, match="asked to approve"):
            split(house, invoice, "saulo")
        moved = split(house, invoice, "ines")
        assert approve(house, moved, "ines", "saulo").state is State.POSTING, "each leads their own share"


class TestWhatWasSeenIsWhatIsApproved:
    def test_a_changed_split_makes_the_approval_on_the_screen_stale(self, house: House) -> None:
        seen = pending(house, Bill("20", BAKERY))
        approve(house, seen, "ines")
        changed = split(house, seen, "carlos", (("technology", Decimal(70)), ("sales", Decimal(30))))
        assert all(step.decision.value == "waiting" for step in changed.steps), "approvals given so far are void"
        with pytest.raises(StaleVersion, match="changed while you were looking"):
            approve(house, seen, "saulo")
        assert approve(house, changed, "ines", "saulo").state is State.POSTING

    def test_a_correction_voids_match_and_approvals(self, house: House) -> None:
        seen = pending(house, Bill("21", BAKERY))
        approve(house, seen, "ines")
        corrected = correct(house, seen, gross_total="125.00", due_date="2026-12-24")
        assert (corrected.state, corrected.steps, corrected.match) == (State.EXTRACTED, (), None)

    def test_after_posting_nothing_is_edited(self, house: House) -> None:
        invoice = posted(house, Bill("22", BAKERY))
        for deed in (cancel, correct, split):
            with pytest.raises(IllegalTransition):
                deed(house, invoice)
        with pytest.raises(IllegalTransition):
            approve(house, invoice, "helena.prado")

    def test_a_no_needs_a_reason_and_ends_it(self, house: House) -> None:
        invoice = pending(house, Bill("23", BAKERY))
        with pytest.raises(IncompleteInvoice, match="reason"):
            reject(house, invoice, "ines", "  ")
        rejected = reject(house, invoice, "ines", "The oven was never delivered.")
        assert (rejected.state, rejected.steps[0].reason) == (State.REJECTED, "The oven was never delivered.")
        with pytest.raises(IllegalTransition):
            approve(house, invoice, "saulo")
        again = correct(house, rejected, due_date="2026-12-24")
        again = split(house, confirm(house, again))
        assert approve(house, again, "ines", "saulo").state is State.POSTING

    def test_the_split_adds_up_or_it_is_none(self, house: House) -> None:
        invoice = receive(house, Bill("24", BAKERY))
        with pytest.raises(InvalidSplit, match=r"99\.99 %"):
            split(house, invoice, shares=(("technology", Decimal("59.99")), ("sales", Decimal(40))))
        with pytest.raises(InvalidSplit, match="marketing"):
            split(house, invoice, shares=(("marketing", Decimal(100)),))


class TestHolds:
    def test_a_required_field_that_is_missing(self, house: House) -> None:
        invoice = receive(house, Bill("", BAKERY))
        assert HoldCode.MISSING_FIELD in held_for(invoice)
        with pytest.raises(IncompleteInvoice, match="invoice number"):
            confirm(house, invoice)
        assert confirm(house, invoice, invoice_number="30").state is State.MATCHED

    def test_amounts_that_do_not_add_up_are_never_repaired(self, house: House) -> None:
        invoice = confirm(house, receive(house, Bill("31", BAKERY, gross=Decimal("130.00"))))
        assert held_for(split(house, invoice)) == {HoldCode.DOES_NOT_ADD_UP}
        assert invoice.fields.gross_total == Money.of("130.00", "BRL")

    def test_a_hold_is_released_once_with_a_reason_by_who_may(self, house: House) -> None:
        invoice = split(house, receive(house, Bill("32", MILL)))
        assert (invoice.state, held_for(invoice)) == (State.VALIDATED, {HoldCode.NO_ORDER})
        with pytest.raises(NotAllowed, match="released by finance"):
            release(house, invoice, HoldCode.NO_ORDER, "carlos")
        invoice = release(house, invoice, HoldCode.NO_ORDER)
        assert invoice.state is State.PENDING_APPROVAL
        changed = split(house, invoice, "carlos", (("technology", Decimal(70)), ("sales", Decimal(30))))
        assert changed.state is State.PENDING_APPROVAL, "what a person released is not placed again"

    def test_other_bank_details_let_it_be_approved_but_not_posted(self, house: House) -> None:
        with house.engine.store.write("set-up", house.engine.now()) as tx:
            tx.suppliers.save(replace(tx.suppliers.get(BAKERY.id), iban="DE89370400440532013000"))
        invoice = split(house, confirm(house, receive(house, Bill("33", BAKERY, iban="DE75512108001245126199"))))
        invoice = approve(house, invoice, "ines", "saulo")
        assert (invoice.state, held_for(invoice)) == (State.APPROVED, {HoldCode.BANK_CHANGED})
        deliver(house)
        assert house.payables() == []
        with pytest.raises(NotAllowed, match="only when its cause is gone"):
            release(house, invoice, HoldCode.BANK_CHANGED, "fabio")

    def test_an_unknown_supplier_that_is_registered_lets_it_flow_by_itself(self, house: House) -> None:
        stranger = Supplier("new", "Nova Ltda", "48527693000100", order_required=False, default_split=(("sales", "100"),))
        invoice = receive(house, Bill("34", stranger))
        assert held_for(invoice) >= {HoldCode.UNKNOWN_SUPPLIER}
        with pytest.raises(NotAllowed):
            workflow.register_supplier(house.engine, "clara", stranger)
        workflow.register_supplier(house.engine, "ada", stranger)
        invoice = now(house, invoice)
        assert (invoice.state, held_for(invoice)) == (State.PENDING_APPROVAL, set())

    def test_what_a_person_confirmed_before_the_supplier_was_registered_stays_confirmed(self, house: House) -> None:
        house.engine.policy = replace(house.engine.policy, confirm_when_certain=False)
        stranger = Supplier("new", "Nova Ltda", "48527693000100", order_required=False, default_split=(("sales", "100"),))
        invoice = confirm(house, receive(house, Bill("35", stranger)), due_date="2026-12-24")
        assert (invoice.state, invoice.fields.due_date) == (State.EXTRACTED, date(2026, 12, 24))
        workflow.register_supplier(house.engine, "ada", stranger)
        invoice = now(house, invoice)
        assert (invoice.state, invoice.confirmed_by) == (State.PENDING_APPROVAL, "clara")

    def test_goods_that_arrive_release_what_waited_for_them(self, house: House) -> None:
        place(house, order("50", cost_centers=(("sales", "100"),)), received=False)
        invoice = receive(house, Bill("36", order="50"))
        (hold,) = invoice.open_holds
        assert (hold.code, hold.clears_when[:24]) == (HoldCode.QUANTITY_RECEIVED, "Clears when 10 more are ")
        arrive(house, "GR-1", 4)
        (hold,) = now(house, invoice).open_holds
        assert hold.clears_when[:24] == "Clears when 6 more are r", "it always says what is missing now"
        assert history(house, invoice)[-2:] == ["HoldPlaced", "HoldReleased"]
        arrive(house, "GR-2", 6)
        assert now(house, invoice).state is State.PENDING_APPROVAL

    def test_when_the_first_of_two_duplicates_is_cancelled_the_second_goes_on(self, house: House) -> None:
        first = receive(house, Bill("37", BAKERY))
        second = receive(house, Bill("NF-e 0037", BAKERY, note="sent again"))
        (twin,) = {hold.twin for hold in second.open_holds if hold.code is HoldCode.DUPLICATE}
        assert twin == first.id
        with pytest.raises(NotAllowed, match="only when its cause is gone"):
            release(house, second, HoldCode.DUPLICATE)
        cancel(house, first)
        reexamine_held(house.engine)
        second = now(house, second)
        assert (second.state, held_for(second)) == (State.MATCHED, {HoldCode.CODING_REQUIRED})

    def test_what_the_erp_does_not_know_goes_out_once_it_does(self, house: House) -> None:
        with house.engine.store.write("set-up", house.engine.now()) as tx:
            tx.coding.save_cost_center(CostCenter("legal", "Legal", "ines"))
        invoice = split(house, receive(house, Bill("38", BAKERY)), shares=(("legal", Decimal(100)),))
        invoice = approve(house, invoice, "ines")
        assert (invoice.state, held_for(invoice)) == (State.APPROVED, {HoldCode.NOT_IN_ERP})
        workflow.sync_master_data(house.engine)
        assert now(house, invoice).state is State.APPROVED
        house.omie.include_department("Legal")
        workflow.sync_master_data(house.engine)
        assert now(house, invoice).state is State.POSTING


def arrive(house: House, receipt: str, quantity: int) -> None:
    """Goods of order 50."""
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.purchasing.save_receipt(GoodsReceipt(receipt, "50", date(2026, 11, 3), (GoodsReceiptLine(1, Decimal(quantity)),)))
    reexamine_held(house.engine)


def test_cancelled_is_cancelled_and_its_file_says_so(house: House) -> None:
    invoice = cancel(house, receive(house, Bill("40", BAKERY)))
    with pytest.raises(IllegalTransition):
        split(house, invoice)
    again = workflow.receive_document(house.engine, "carlos", Bill("40", BAKERY).xml(), "x.xml")
    assert again.already
    assert again.message.endswith("it is cancelled.")


def test_an_empty_file_is_refused(house: House) -> None:
    with pytest.raises(UnreadableUpload):
        workflow.receive_document(house.engine, "clara", b"", "empty.pdf")
