"""The demonstration company: every state, every kind of hold, twelve months of history, through the real steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from ap_engine import queries
from ap_engine.demo import company as companies
from ap_engine.demo import scenarios
from ap_engine.demo.documents import render
from ap_engine.demo.people import CLERK
from ap_engine.demo.planned import Outcome
from ap_engine.demo.story import make_demonstration
from ap_engine.model.backtest import Effect
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import Company
from ap_engine.model.policy_versions import PolicyState
from ap_engine.people import sign_in
from ap_engine.store import audit_log
from ap_engine.workflow.intake import invoice_id_of
from pages.ui.said import portuguese
from tests.house import House, opened, sandbox

STATE_OF = {
    Outcome.PAID: {State.PAID},
    Outcome.POSTED: {State.POSTED},
    Outcome.PARTLY_PAID: {State.POSTED},
    Outcome.PAYMENT_REVERSED: {State.POSTED},
    Outcome.PENDING_APPROVAL: {State.PENDING_APPROVAL},
    Outcome.ASKED: {State.PENDING_APPROVAL},
    Outcome.REJECTED: {State.REJECTED},
    Outcome.CANCELLED: {State.CANCELLED},
    Outcome.WAITING_FOR_CODING: {State.MATCHED},
    Outcome.WAITING_FOR_CONFIRMATION: {State.EXTRACTED},
    Outcome.UNREADABLE: {State.EXTRACTED},
    Outcome.HELD: {State.EXTRACTED, State.VALIDATED, State.MATCHED},
    Outcome.HELD_AT_POSTING: {State.APPROVED},
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("demonstration")
    with (
        sandbox(folder) as address,
        opened(folder / "data", address, company=Company("", "", "BRL"), reader_workers=2, push_private=True) as house,
    ):
        make_demonstration(house.engine, say=lambda _: None)
        yield house


def test_every_invoice_ends_where_its_story_says_with_the_holds_that_it_says(told: House) -> None:
    engine = told.engine
    for scenario in scenarios.build(companies.build(engine.today())):
        view = queries.invoice(engine, invoice_id_of(sha256(render(scenario.draft, scenario.shape)).hexdigest()))
        assert view.invoice.state in STATE_OF[scenario.outcome], scenario.key
        assert {hold.code for hold in view.invoice.holds if hold.open} >= set(scenario.holds), scenario.key


def test_every_kind_of_hold_is_there_to_be_seen(told: House) -> None:
    rows = (row for state in State for row in queries.inbox(told.engine, (state,)))
    shown = {code for row in rows for code in (*row.open_holds, *row.notices)}
    assert shown == set(HoldCode)


def test_whatever_holds_an_invoice_is_said_in_portuguese_too(told: House) -> None:
    rows = told.engine.store.rows("SELECT DISTINCT code, reason, clears_when FROM holds")
    sentences = {clears for _, _, clears in rows} | {reason for code, reason, _ in rows if code != HoldCode.ERP_REFUSED}
    assert not [one for one in sorted(sentences) if one and portuguese(one) is None]


def test_the_erp_has_exactly_the_posted_ones_each_once(told: House) -> None:
    counts = queries.counts(told.engine)
    payables = told.payables()
    assert len(payables) == counts[State.POSTED] + counts[State.PAID]
    assert len({payable["codigo_lancamento_integracao"] for payable in payables}) == len(payables)
    assert all(len(payable["attachments"]) == 1 for payable in payables)


def test_a_former_policy_the_one_in_force_and_one_that_waits_with_what_releases_suggest(told: House) -> None:
    rows = queries.policies(told.engine)
    (waiting,) = [row for row in rows if row.version.state is PolicyState.PROPOSED]
    (in_force,) = [row for row in rows if row.in_force]
    former = [row for row in rows if row.version.state is PolicyState.AGREED and not row.in_force]
    assert told.engine.policy.version == in_force.version.version
    assert former and all(row.version.decided_by != row.version.proposed_by for row in former if row.changes)
    assert waiting.version.based_on == in_force.version.version
    assert {change.path[:2] for change in waiting.changes} == {("matching", "rules")}
    assert waiting.trial is not None
    assert waiting.trial.figure(Effect.PASSES_RELEASED).count >= 2


def test_there_are_twelve_months_to_look_at(told: House) -> None:
    today = told.engine.today()
    months = {row.month for row in queries.spend(told.engine, today - timedelta(days=365), today)}
    assert len(months) >= 12


def test_nothing_is_told_twice_and_the_log_is_whole(told: House) -> None:
    before = queries.counts(told.engine)
    assert make_demonstration(told.engine, say=lambda _: None) is False
    assert queries.counts(told.engine) == before
    assert audit_log.verify(told.engine.store)[1] is None


def test_its_people_can_sign_in(told: House) -> None:
    person, token = sign_in(told.engine, f"{CLERK}@demo.example", f"demonstration-{CLERK.split('.')[0]}")
    assert person.id == CLERK
    assert token
