"""Two people, one moment: nothing is lost, nothing is doubled, and each is told what became of it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from ap_engine import workflow
from ap_engine.model.commands import DecideApprovalStep
from ap_engine.model.errors import IdempotencyConflict, IllegalTransition, StaleVersion
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.store import audit_log
from ap_engine.workflow.master_data import reexamine_held
from tests.house import House, place
from tests.workflow.trade import (
    BAKERY,
    Bill,
    approve,
    at_once,
    cancel,
    confirm,
    deliver,
    held_for,
    history,
    now,
    order,
    pending,
    receive,
    reject,
    release,
    split,
)

ALL_TO_SALES = (("sales", Decimal(100)),)


def test_the_same_file_from_two_people_is_one_invoice_and_both_are_told(house: House) -> None:
    content = Bill("1", BAKERY).xml()
    answers = at_once(
        *(lambda who=who: workflow.receive_document(house.engine, who, content, f"{who}.xml") for who in ("clara", "carlos")),
        *(lambda: workflow.receive_document(house.engine, "clara", content, "again.xml") for _ in range(4)),
    )
    assert len({answer.invoice_id for answer in answers}) == 1
    assert Counter(answer.already for answer in answers) == {False: 1, True: 5}
    assert all(answer.message.startswith("This very file was received from C") for answer in answers if answer.already)
    assert history(house, now(house, answers[0])) == ["DocumentReceived"]


def test_a_document_that_two_readers_take_up_is_read_once(house: House) -> None:
    received = workflow.receive_document(house.engine, "clara", Bill("2", BAKERY).xml(), "x.xml")
    answers = at_once(*(lambda: workflow.read_document(house.engine, received.invoice_id) for _ in range(3)))
    assert [answer.state for answer in answers] == [State.MATCHED] * 3
    assert history(house, answers[0]).count("FieldsExtracted") == 1


def test_a_double_click_on_approve_is_one_decision(house: House) -> None:
    invoice = pending(house, Bill("3", BAKERY))
    answers = at_once(*(lambda: approve(house, invoice, "ines") for _ in range(4)))
    assert all(isinstance(answer, Invoice) for answer in answers)
    assert history(house, invoice).count("StepApproved") == 1
    assert now(house, invoice).revision == answers[0].revision


def test_a_click_on_approve_and_one_on_reject_by_the_same_person_are_one_decision(house: House) -> None:
    invoice = pending(house, Bill("4", BAKERY))
    answers = at_once(lambda: approve(house, invoice, "ines"), lambda: reject(house, invoice, "ines"))
    (refused,) = [answer for answer in answers if not isinstance(answer, Invoice)]
    assert isinstance(refused, IdempotencyConflict)
    assert len({"StepApproved", "StepRejected"} & set(history(house, invoice))) == 1


def test_two_managers_who_approve_at_once_both_count(house: House) -> None:
    invoice = pending(house, Bill("5", BAKERY))
    answers = at_once(lambda: approve(house, invoice, "ines"), lambda: approve(house, invoice, "saulo"))
    assert all(isinstance(answer, Invoice) for answer in answers)
    after = now(house, invoice)
    assert after.state is State.POSTING
    assert {(step.approver_id, step.decided_by, step.decision.value) for step in after.steps} == {
        ("ines", "ines", "approved"),
        ("saulo", "saulo", "approved"),
    }
    deliver(house)
    assert len(house.payables()) == 1


def test_a_yes_and_a_no_at_once_never_reach_the_erp(house: House) -> None:
    invoice = pending(house, Bill("6", BAKERY))
    answers = at_once(lambda: approve(house, invoice, "ines"), lambda: reject(house, invoice, "saulo"))
    assert now(house, invoice).state is State.REJECTED
    assert all(isinstance(answer, Invoice | IllegalTransition) for answer in answers)
    deliver(house)
    assert house.payables() == []


def test_an_approval_races_a_changed_split_and_never_counts_for_what_was_not_seen(house: House) -> None:
    seen = split(house, receive(house, Bill("7", BAKERY)), shares=ALL_TO_SALES)
    approval, changed = at_once(lambda: approve(house, seen, "saulo"), lambda: split(house, seen, "carlos"))
    after = now(house, seen)
    if isinstance(approval, StaleVersion):
        assert (after.version, after.state) == (seen.version + 1, State.PENDING_APPROVAL)
    else:
        assert (after.version, after.state) == (seen.version, State.POSTING)
        assert isinstance(changed, IllegalTransition)


def test_two_invoices_for_the_same_goods_do_not_both_reach_the_approvers(house: House) -> None:
    place(house, order("90", quantity=10, cost_centers=(("sales", "100"),)))
    ids = [
        workflow.receive_document(house.engine, "clara", Bill(str(n), order="90").xml(), "x.xml").invoice_id for n in (81, 82, 83)
    ]
    at_once(*(lambda which=which: workflow.read_document(house.engine, which) for which in ids))
    check_only_one(house, ids, HoldCode.QUANTITY_ORDERED)


def test_nor_when_two_people_confirm_them_at_once(house: House) -> None:
    place(house, order("91", quantity=15, cost_centers=(("sales", "100"),)))
    first, second = (receive(house, Bill("", order="91", issued=date(2026, 11, n))) for n in (1, 2))
    at_once(
        lambda: confirm(house, first, "clara", invoice_number="84"),
        lambda: confirm(house, second, "carlos", invoice_number="85"),
    )
    check_only_one(house, [first.id, second.id], HoldCode.QUANTITY_ORDERED)


def check_only_one(house: House, ids: list[str], code: HoldCode) -> None:
    """One invoice is in front of its approvers, the others are held; and so it stays when the rules run again."""
    for _ in range(2):
        invoices = [now(house, which) for which in ids]
        assert sorted(i.state for i in invoices) == [State.MATCHED] * (len(ids) - 1) + [State.PENDING_APPROVAL]
        assert all((i.state is State.PENDING_APPROVAL) != (code in held_for(i)) for i in invoices)
        reexamine_held(house.engine)
    (first,) = [invoice for invoice in invoices if invoice.state is State.PENDING_APPROVAL]
    assert approve(house, first, "saulo").state is State.POSTING
    reexamine_held(house.engine)
    assert all(code in held_for(now(house, i)) for i in invoices if i is not first), "posted goods stay billed"


def test_when_the_first_is_rejected_the_second_has_the_goods(house: House) -> None:
    place(house, order("92", quantity=10, cost_centers=(("sales", "100"),)))
    first, second = (receive(house, Bill(str(n), order="92")) for n in (86, 87))
    reject(house, first, "saulo")
    reexamine_held(house.engine)
    assert now(house, second).state is State.PENDING_APPROVAL
    back = confirm(house, receive_again(house, first))
    assert HoldCode.QUANTITY_ORDERED in held_for(back), "who comes back stands behind who went on meanwhile"


def receive_again(house: House, invoice: Invoice) -> Invoice:
    """A rejected invoice is taken up again by a correction."""
    command = workflow.intake.CorrectFields("clara", invoice.id, invoice.version, (("due_date", "2026-12-24"),), "New terms.")
    return workflow.correct_fields(house.engine, command)


def test_who_came_first_keeps_the_goods_while_nobody_has_said_who_pays(house: House) -> None:
    place(house, order("93", quantity=10))
    first, second = (receive(house, Bill(str(n), order="93")) for n in (88, 89))
    reexamine_held(house.engine)
    assert held_for(now(house, first)) == {HoldCode.CODING_REQUIRED}
    assert HoldCode.QUANTITY_ORDERED in held_for(now(house, second))
    assert split(house, first, shares=ALL_TO_SALES).state is State.PENDING_APPROVAL
    freed = cancel(house, now(house, first))
    reexamine_held(house.engine)
    assert held_for(now(house, second)) == {HoldCode.CODING_REQUIRED}
    assert freed.state is State.CANCELLED


def test_two_invoices_do_not_both_spend_the_last_of_a_budget(house: House) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.coding.set_budget("sales", 2026, 11, Money.of("200.00", "BRL"))
    waiting = [receive(house, Bill(str(n), BAKERY, issued=date(2026, 11, n))) for n in (11, 12, 13)]
    at_once(*(lambda i=i: split(house, i, shares=ALL_TO_SALES) for i in waiting))
    check_only_one(house, [i.id for i in waiting], HoldCode.BUDGET_EXCEEDED)


def test_nor_by_two_releases_of_their_holds_at_once(house: House) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.coding.set_budget("sales", 2026, 11, Money.of("200.00", "BRL"))
    held = [split(house, receive(house, Bill(str(n))), shares=ALL_TO_SALES) for n in (14, 15)]
    at_once(*(lambda i=i: release(house, i, HoldCode.NO_ORDER) for i in held))
    check_only_one(house, [i.id for i in held], HoldCode.BUDGET_EXCEEDED)


def test_the_same_number_in_two_files_at_once_goes_on_once(house: House) -> None:
    ids = [
        workflow.receive_document(house.engine, "clara", Bill(number, BAKERY, note=number).xml(), "x.xml").invoice_id
        for number in ("16", "NF 016", "0016")
    ]
    at_once(*(lambda which=which: workflow.read_document(house.engine, which) for which in ids))
    invoices = [now(house, which) for which in ids]
    assert sorted(HoldCode.DUPLICATE in held_for(i) for i in invoices) == [False, True, True]
    assert audit_log.verify(house.engine.store)[1] is None


def test_two_workers_that_deliver_the_same_message_enter_one_payable(house: House) -> None:
    for n in range(3):
        approve(house, pending(house, Bill(f"17-{n}", BAKERY)), "ines", "saulo")
    at_once(*(lambda: workflow.deliver(house.engine) for _ in range(4)))
    deliver(house)
    titles = house.payables()
    assert len({title["codigo_lancamento_integracao"] for title in titles}) == len(titles) == 3
    assert [len(title["attachments"]) for title in titles] == [1, 1, 1]


def test_nothing_of_this_needs_a_decision_twice(house: House) -> None:
    """A decision is tied to the version: the same person may decide again about what changed."""
    invoice = pending(house, Bill("18", BAKERY))
    approve(house, invoice, "ines")
    changed = split(house, invoice, "carlos", (("technology", Decimal(50)), ("sales", Decimal(50))))
    command = DecideApprovalStep("ines", changed.id, changed.version)
    assert workflow.decide_approval_step(house.engine, command).state is State.PENDING_APPROVAL
