"""The link that an approver was sent: what it decides, for whom, and all that it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from ap_engine import people, queries, workflow
from ap_engine.model.approval import Decision
from ap_engine.model.approval_link import ApprovalLink, LinkState, OpenedLink, Visitor
from ap_engine.model.commands import DecideApprovalStep
from ap_engine.model.errors import IncompleteInvoice, LinkRefused, NotAllowed
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.policy import LinkPolicy
from ap_engine.workflow.approval_links import sign
from tests.house import PEOPLE, House
from tests.workflow.trade import BAKERY, Bill, approve, at_once, correct, history, now, pending, split

YES, NO = DecideApprovalStep("", "", 0), DecideApprovalStep("", "", 0, False, "Not ordered")


def allow(house: House, alone: str | None = "1000", fresh: str | None = None) -> None:
    """The policy lets the link alone decide up to an amount, and asks for a fresh sign-in from another on."""
    amounts = (None if one is None else Money.of(one, "BRL") for one in (alone, fresh))
    house.engine.policy = replace(house.engine.policy, link=LinkPolicy(*amounts))


def token_for(house: House, invoice: Invoice, who: str = "ines") -> str:
    path = workflow.approval_link(house.engine, now(house, invoice), PEOPLE[who])
    assert path.startswith("/a/")
    return path.removeprefix("/a/")


def visitor(house: House, who: str, ago: timedelta = timedelta()) -> Visitor:
    return Visitor(PEOPLE[who], house.engine.now() - ago)


def opened(house: House, token: str, who: Visitor | None = None) -> LinkState:
    return workflow.open_link(house.engine, token, who).state


def decide(house: House, token: str, answer: DecideApprovalStep = YES, who: Visitor | None = None) -> OpenedLink:
    return workflow.decide_by_link(house.engine, token, who, answer)


@pytest.fixture
def invoice(house: House) -> Invoice:
    """In front of Ines and Saulo."""
    return pending(house, Bill("1", BAKERY))


def test_where_the_policy_allows_it_the_link_alone_decides_and_the_history_says_so(house: House, invoice: Invoice) -> None:
    allow(house)
    token = token_for(house, invoice)
    assert opened(house, token) is LinkState.OPEN
    assert decide(house, token).state is LinkState.DECIDED
    (step,) = (one for one in now(house, invoice).steps if one.approver_id == "ines")
    assert (step.decision, step.decided_by) == (Decision.APPROVED, "ines")
    assert any('"through":"link alone"' in row.data for row in queries.audit(house.engine, subject=invoice.id))
    # The next leader's link goes on from there, and the payable is entered once.
    assert decide(house, token_for(house, invoice, "saulo")).state is LinkState.DECIDED
    assert now(house, invoice).state is State.POSTING


def test_by_default_and_above_the_limit_the_link_leads_to_the_sign_in(house: House, invoice: Invoice) -> None:
    token = token_for(house, invoice)
    assert opened(house, token) is LinkState.SIGN_IN
    allow(house, alone="124.99")
    assert opened(house, token) is LinkState.SIGN_IN
    with pytest.raises(LinkRefused):
        decide(house, token)
    assert decide(house, token, who=visitor(house, "ines")).state is LinkState.DECIDED


def test_the_limit_is_held_against_all_parts_of_one_purchase(house: House, invoice: Invoice) -> None:
    allow(house, alone="150")
    assert opened(house, token_for(house, invoice)) is LinkState.OPEN
    second = pending(house, Bill("2", BAKERY, issued=Bill("1", BAKERY).day + timedelta(days=1), note="another"))
    assert opened(house, token_for(house, second)) is LinkState.SIGN_IN


def test_from_an_amount_on_only_a_fresh_sign_in_decides(house: House, invoice: Invoice) -> None:
    allow(house, alone="1000", fresh="125.00")
    token = token_for(house, invoice)
    assert opened(house, token) is LinkState.SIGN_IN
    hours_ago = visitor(house, "ines", timedelta(hours=3))
    assert opened(house, token, hours_ago) is LinkState.SIGN_IN_AGAIN
    with pytest.raises(LinkRefused):
        decide(house, token, who=hours_ago)
    session = people.open_session(house.engine, PEOPLE["ines"])
    fresh = people.visitor(house.engine, session)
    assert fresh is not None and decide(house, token, who=fresh).state is LinkState.DECIDED


def test_a_forged_link_is_no_link(house: House, invoice: Invoice) -> None:
    allow(house)
    token = token_for(house, invoice)
    payload, _, seal = token.rpartition(".")
    other = sign(house.engine, ApprovalLink(invoice.id, invoice.version, 2, "saulo", house.engine.now() + timedelta(days=1)))
    for forged in (f"{payload}.{seal[:-2]}xx", f"{other.rpartition('.')[0]}.{seal}", payload, "", "x" * 5000, "a.b.c"):
        assert opened(house, forged) is LinkState.INVALID
        with pytest.raises(LinkRefused):
            decide(house, forged)
    assert history(house, invoice).count("StepApproved") == 0


def test_a_token_for_another_purpose_decides_nothing(house: House, invoice: Invoice) -> None:
    allow(house)
    link = ApprovalLink(invoice.id, invoice.version, 1, "ines", house.engine.now() + timedelta(days=1))
    assert opened(house, sign(house.engine, link)) is LinkState.OPEN
    assert opened(house, sign(house.engine, link, "release-hold")) is LinkState.INVALID


def test_a_link_ends_after_a_week(house: House, invoice: Invoice) -> None:
    allow(house)
    token = token_for(house, invoice)
    house.forward(days=6, hours=23)
    assert opened(house, token) is LinkState.OPEN
    house.forward(hours=2)
    assert opened(house, token) is LinkState.EXPIRED
    assert opened(house, token, visitor(house, "ines")) is LinkState.EXPIRED
    with pytest.raises(LinkRefused):
        decide(house, token, who=visitor(house, "ines"))


@pytest.mark.parametrize("who", ["saulo", "clara", "fabio"])
def test_somebody_else_who_is_signed_in_gets_nothing_from_it(house: House, invoice: Invoice, who: str) -> None:
    allow(house)
    token = token_for(house, invoice)
    assert opened(house, token, visitor(house, who)) is LinkState.OTHER_PERSON
    with pytest.raises(LinkRefused):
        decide(house, token, who=visitor(house, who))


def _other_split(house: House, invoice: Invoice) -> None:
    split(
        house,
        now(house, invoice),
        "ines",
        (("technology", 50 * invoice.allocations[0].percent / 60), ("sales", 50 * invoice.allocations[1].percent / 40)),
    )


CHANGES: dict[str, Callable[[House, Invoice], object]] = {
    "amount": lambda house, invoice: correct(house, now(house, invoice), gross_total="124.00", net_total="124.00"),
    "due date": lambda house, invoice: correct(house, now(house, invoice), due_date="2026-12-24"),
    "split": _other_split,
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_link_dies_when_what_it_was_sent_for_changes(house: House, invoice: Invoice, what: str) -> None:
    allow(house)
    token = token_for(house, invoice)
    CHANGES[what](house, invoice)
    assert opened(house, token) is LinkState.CHANGED
    with pytest.raises(LinkRefused):
        decide(house, token)
    assert not any(step.decision is Decision.APPROVED for step in now(house, invoice).steps)


def test_a_link_that_was_used_does_nothing_more(house: House, invoice: Invoice) -> None:
    allow(house)
    token = token_for(house, invoice)
    decide(house, token)
    before = now(house, invoice)
    # Neither the same answer again nor another one: what was decided is decided.
    for answer in (YES, NO):
        assert decide(house, token, answer).state is LinkState.DECIDED
    assert now(house, invoice) == before


def test_a_link_after_a_click_on_the_screen_says_that_it_was_decided(house: House, invoice: Invoice) -> None:
    allow(house)
    token, of_saulo = token_for(house, invoice), token_for(house, invoice, "saulo")
    approve(house, invoice, "ines")
    assert opened(house, token) is LinkState.DECIDED
    workflow.decide_by_link(house.engine, of_saulo, None, NO)
    assert now(house, invoice).state is State.REJECTED
    assert opened(house, of_saulo) is LinkState.DECIDED


def test_a_double_tap_is_one_decision(house: House, invoice: Invoice) -> None:
    allow(house)
    token = token_for(house, invoice)
    answers = at_once(*(lambda: decide(house, token) for _ in range(6)))
    assert [answer.state for answer in answers] == [LinkState.DECIDED] * 6
    assert history(house, invoice).count("StepApproved") == 1


def test_a_yes_and_a_no_at_once_are_one_decision_and_both_are_told_which(house: House, invoice: Invoice) -> None:
    allow(house)
    token = token_for(house, invoice)
    answers = at_once(lambda: decide(house, token), lambda: decide(house, token, NO), lambda: approve(house, invoice, "ines"))
    decided = {answer.step.decision for answer in answers if isinstance(answer, OpenedLink) and answer.step}
    assert len(decided) == 1
    events = history(house, invoice)
    assert events.count("StepApproved") + events.count("StepRejected") == 1


def test_the_link_has_no_authority_of_its_own(house: House, invoice: Invoice) -> None:
    allow(house)
    token = token_for(house, invoice)
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.people.save(replace(PEOPLE["ines"], approval_limit=Money.of("1", "BRL")))
    with pytest.raises(NotAllowed):
        decide(house, token)
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.people.save(replace(PEOPLE["ines"], active=False))
    assert opened(house, token) is LinkState.INVALID


def test_who_entered_it_gets_a_link_to_the_card_only(house: House, invoice: Invoice) -> None:
    for who in ("clara", "fabio"):
        assert workflow.approval_link(house.engine, invoice, PEOPLE[who]) == f"/approvals?invoice={invoice.id}"


def test_a_no_needs_a_reason_and_a_question_leaves_the_link_good(house: House, invoice: Invoice) -> None:
    allow(house)
    token = token_for(house, invoice)
    with pytest.raises(IncompleteInvoice):
        decide(house, token, replace(NO, reason=" "))
    workflow.ask_by_link(house.engine, token, None, "Is it ours?")
    assert [comment.text for comment in now(house, invoice).comments] == ["Is it ours?"]
    assert opened(house, token) is LinkState.OPEN


def test_the_key_is_the_owners_alone_and_no_part_of_the_books(house: House, invoice: Invoice) -> None:
    allow(house)
    token = token_for(house, invoice)
    key = house.engine.settings.store.with_name("payables.duckdb.links")
    assert key.stat().st_mode & 0o777 == 0o600
    key.unlink()
    assert opened(house, token) is LinkState.INVALID
