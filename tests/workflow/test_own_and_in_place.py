"""Who signs for a colleague as well signs twice: each step is a decision of its own."""

from __future__ import annotations

from datetime import timedelta

from ap_engine import queries, workflow
from ap_engine.model.commands import DecideApprovalStep
from ap_engine.model.commands_delegation import GiveDelegation
from ap_engine.model.lifecycle import State
from tests.house import House
from tests.workflow.trade import BAKERY, SIXTY_FORTY, Bill, now, receive, split


def test_the_own_step_and_then_the_absent_colleagues(house: House) -> None:
    invoice = split(house, receive(house, Bill("31", BAKERY)), shares=SIXTY_FORTY)
    today = house.engine.today()
    workflow.give_delegation(house.engine, GiveDelegation("saulo", "ines", today, today + timedelta(days=2), "Away", 1))

    def yes() -> None:
        step = queries.step_to_decide(house.engine, now(house, invoice), "ines")
        assert step is not None
        command = DecideApprovalStep("ines", invoice.id, invoice.version, step=step)
        workflow.decide_approval_step(house.engine, command)
        workflow.decide_approval_step(house.engine, command)  # a double click

    yes()
    assert now(house, invoice).state is State.PENDING_APPROVAL
    assert [row.id for row in queries.approvals_of(house.engine, "ines")] == [invoice.id]
    yes()
    after = now(house, invoice)
    assert after.state is State.POSTING
    assert {(step.approver_id, step.decided_by) for step in after.steps} == {("ines", "ines"), ("saulo", "ines")}
    assert queries.step_to_decide(house.engine, after, "ines") is None
