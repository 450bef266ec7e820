"""Who is asked to approve, and who may not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ap_engine.model.approval import Decision
from ap_engine.model.errors import IllegalTransition, IncompleteInvoice, NotAllowed, SegregationOfDuties
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.parties import Role
from ap_engine.rules import approvals, coding
from tests.unit.trade import NOW, POLICY, brl, center, fields, invoice, line, person

CENTERS = {name: center(name, leader) for name, leader in (("it", "ines"), ("sales", "saulo"), ("ops", "saulo"))}
PEOPLE = {
    p.id: p
    for p in (
        person("ines"),
        person("saulo", limit="2000"),
        person("helena.prado", limit="900000"),
        person("clara", Role.CLERK, limit=None),
    )
}


def split(amount: str, *shares: tuple[str, str], **more: object) -> Invoice:
    of = fields(line(1, "A", "1", amount))
    allocations = coding.split(brl(amount), [(center_id, Decimal(percent)) for center_id, percent in shares])
    return invoice(of, allocations=allocations, **more)


def pending(amount: str, *shares: tuple[str, str], **more: object) -> Invoice:
    made = split(amount, *shares, **more)
    return replace(made, state=State.PENDING_APPROVAL, steps=approvals.route(made, CENTERS, PEOPLE, POLICY))


def asked(made: Invoice) -> list[str]:
    return [step.approver_id for step in approvals.route(made, CENTERS, PEOPLE, POLICY)]


def test_each_leader_is_asked_for_their_share() -> None:
    steps = approvals.route(split("1000", ("it", "60"), ("sales", "40")), CENTERS, PEOPLE, POLICY)
    assert [(s.approver_id, s.amount) for s in steps] == [("ines", brl("600")), ("saulo", brl("400"))]


def test_a_leader_of_two_centers_is_asked_once() -> None:
    steps = approvals.route(split("1000", ("ops", "50"), ("sales", "50")), CENTERS, PEOPLE, POLICY)
    assert [(s.approver_id, s.amount, s.cost_center_ids) for s in steps] == [("saulo", brl("1000"), ("ops", "sales"))]


def test_a_share_above_the_leaders_limit_goes_to_the_director() -> None:
    assert asked(split("3000", ("sales", "100"))) == ["helena.prado"]


def test_a_leader_who_had_a_hand_in_it_is_replaced() -> None:
    assert asked(split("1000", ("it", "100"), entered_by="ines")) == ["helena.prado"]
    assert asked(split("1000", ("it", "100"), changed_by=frozenset({"ines"}))) == ["helena.prado"]


def test_from_the_second_limit_on_the_director_signs_last() -> None:
    big = pending("50000", ("it", "10"), ("sales", "2"), ("ops", "88"))
    assert big.steps[-1].approver_id == "helena.prado"
    several = pending("60000", ("it", "10"), ("sales", "90"))
    assert approvals.step_of(several, "ines") is not None


def test_nobody_left_means_an_empty_route() -> None:
    assert asked(split("1000", ("it", "100"), entered_by="ines", changed_by=frozenset({"helena.prado"}))) == []


def test_the_last_yes_approves() -> None:
    first = approvals.decide(pending("1000", ("it", "60"), ("sales", "40")), PEOPLE["saulo"], True, "", NOW)
    assert (first.event, first.invoice.state) == (Event.STEP_APPROVED, State.PENDING_APPROVAL)
    last = approvals.decide(first.invoice, PEOPLE["ines"], True, "", NOW)
    assert (last.event, last.invoice.state) == (Event.LAST_STEP_APPROVED, State.APPROVED)
    assert {s.decision for s in last.invoice.steps} == {Decision.APPROVED}


def test_one_no_rejects_and_needs_a_reason() -> None:
    waiting = pending("1000", ("it", "60"), ("sales", "40"))
    with pytest.raises(IncompleteInvoice):
        approvals.decide(waiting, PEOPLE["ines"], False, "  ", NOW)
    assert approvals.decide(waiting, PEOPLE["ines"], False, "not ours", NOW).invoice.state is State.REJECTED


def test_who_may_not_decide() -> None:
    waiting = pending("1000", ("it", "100"))
    with pytest.raises(NotAllowed):
        approvals.decide(waiting, PEOPLE["saulo"], True, "", NOW)
    with pytest.raises(SegregationOfDuties):
        approvals.decide(replace(waiting, entered_by="ines"), PEOPLE["ines"], True, "", NOW)
    with pytest.raises(SegregationOfDuties):
        approvals.decide(replace(waiting, changed_by=frozenset({"ines"})), PEOPLE["ines"], True, "", NOW)
    with pytest.raises(NotAllowed):
        approvals.decide(waiting, replace(PEOPLE["ines"], roles=frozenset({Role.CLERK})), True, "", NOW)
    with pytest.raises(NotAllowed):
        approvals.decide(waiting, replace(PEOPLE["ines"], approval_limit=brl("999.99")), True, "", NOW)
    with pytest.raises(IllegalTransition):
        approvals.decide(replace(waiting, state=State.APPROVED), PEOPLE["ines"], True, "", NOW)
