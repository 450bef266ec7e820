"""A policy is one person's proposal and another's consent; from its day on everything is decided by it (F9, F10, A10, M14)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ap_engine import workflow
from ap_engine.engine import Engine
from ap_engine.model.commands_policies import ConsentToPolicy, ProposePolicy, RefusePolicy, WithdrawPolicy
from ap_engine.model.errors import NotAllowed, PolicyError, PolicyRefused, SecondPerson, StalePolicy, StaleVersion
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import Person, Role
from ap_engine.model.policy_versions import PolicyState, PolicyVersion
from ap_engine.settings import ROOT
from tests.house import House, opened, place, sandbox
from tests.workflow.trade import FLOUR, Bill, at_once, held_for, now, order, pending, receive

SHIPPED = (ROOT / "data" / "policy.yaml").read_text(encoding="utf-8")
BERTA = Person("berta", "Berta Admin", "berta@x.example", frozenset({Role.ADMINISTRATOR}))


def text(house: House, called: str = "2026-02", days: int = 0, **texts: str) -> str:
    """The shipped policy as another version, from so many days after today on, with these texts replaced."""
    day = house.engine.today() + timedelta(days=days)
    made = SHIPPED.replace('version: "2026-01"', f'version: "{called}"').replace(
        'effective_from: "2026-01-01"', f'effective_from: "{day}"'
    )
    for before, after in (texts or {"price": 'price: {percent: "10", absolute: "500.00"}'}).items():
        old = next(line for line in made.splitlines() if line.strip().startswith(f"{before}:"))
        made = made.replace(old, old[: len(old) - len(old.lstrip())] + after)
    return made


def propose(house: House, yaml: str, who: str = "ada", reason: str = "Prices moved.") -> PolicyVersion:
    return workflow.propose_policy(house.engine, ProposePolicy(who, yaml, reason))


def consent(house: House, version: str = "2026-02", who: str = "fabio") -> PolicyVersion:
    return workflow.consent_to_policy(house.engine, ConsentToPolicy(who, version))


def log(engine: Engine, subject: str) -> list[tuple[str, str, dict[str, Any]]]:
    """(event, actor, data) about a version, in order."""
    sql = "SELECT event, actor, data FROM audit_log WHERE subject = ? ORDER BY sequence NULLS LAST"
    return [(event, actor, json.loads(data)) for event, actor, data in engine.store.rows(sql, (subject,))]


def dear(house: House, number: str = "1", price: str = "13.50") -> Bill:
    """A bill for ten bags at 8 % more than the order says."""
    place(house, order(f"PO-{number}"))
    return Bill(f"10{number}", order=f"PO-{number}", lines=((*FLOUR[:3], Decimal(price)),))


def test_new_books_begin_with_the_file(house: House) -> None:
    with house.engine.store.snapshot() as tx:
        (first,) = tx.policies.all()
    assert (first.version, first.state, first.proposed_by, first.in_force_from) == (
        "2026-01", PolicyState.AGREED, "system", date(2026, 1, 1),
    )  # fmt: skip
    assert first.yaml == SHIPPED
    assert house.engine.policy.version == "2026-01"
    assert [event for event, _, _ in log(house.engine, "2026-01")] == ["PolicyEntered"]


def test_a_change_needs_a_second_person_and_then_lets_pass_what_was_held(house: House) -> None:
    held = receive(house, dear(house))
    assert HoldCode.PRICE_VARIANCE in held_for(held)
    proposed = propose(house, text(house))
    assert (proposed.state, proposed.based_on) == (PolicyState.PROPOSED, "2026-01")
    assert house.engine.policy.version == "2026-01", "one person alone changes nothing"
    assert HoldCode.PRICE_VARIANCE in held_for(now(house, held))
    with pytest.raises(SecondPerson):
        consent(house, who="ada")
    agreed = consent(house)
    assert (agreed.state, agreed.decided_by, agreed.in_force_from) == (PolicyState.AGREED, "fabio", house.engine.today())
    assert house.engine.policy.version == "2026-02"
    assert HoldCode.PRICE_VARIANCE not in held_for(now(house, held)), "what is held is looked at again (M14)"
    events = log(house.engine, "2026-02")
    assert [(event, actor) for event, actor, _ in events] == [
        ("PolicyProposed", "ada"), ("PolicyAgreed", "fabio"), ("PolicyInForce", "fabio"),
    ]  # fmt: skip
    told = ["matching.tolerances.price.percent", "2", "10"], ["matching.tolerances.price.absolute", "50.00", "500.00"]
    assert events[0][2]["changes"] == list(told) == events[2][2]["changes"]
    assert log(house.engine, held.id)[-1][2]["policy"] == "2026-02", "every decision names the version it was made by"
    assert consent(house).state is PolicyState.AGREED, "a double click is the same consent"


def test_it_waits_for_its_day_and_the_former_version_can_still_be_asked(house: House) -> None:
    propose(house, text(house, days=3))
    consent(house)
    held = receive(house, dear(house))
    assert HoldCode.PRICE_VARIANCE in held_for(held)
    house.forward(days=3)
    assert house.engine.policy.version == "2026-02"
    workflow.master_data.reexamine_held(house.engine)
    assert HoldCode.PRICE_VARIANCE not in held_for(now(house, held))
    assert house.engine.policies.version("2026-01").terms.price.percent == 2
    assert house.engine.policies.on(house.engine.today() - timedelta(days=1)).version == "2026-01"


def test_a_consent_that_comes_late_begins_when_it_comes(house: House) -> None:
    propose(house, text(house, days=1))
    house.forward(days=9)
    agreed = consent(house)
    assert agreed.in_force_from == house.engine.today()
    assert house.engine.policies.on(house.engine.today() - timedelta(days=1)).version == "2026-01", "the past is not rewritten"


def test_the_version_agreed_last_wins_on_one_day(house: House) -> None:
    propose(house, text(house, "2026-02"))
    consent(house)
    propose(house, text(house, "2026-03", price='price: {percent: "20", absolute: "900.00"}'))
    consent(house, "2026-03")
    assert house.engine.policy.version == "2026-03"


def test_what_was_compared_with_must_still_be_there(house: House) -> None:
    propose(house, text(house, "2026-02"))
    propose(house, text(house, "2026-03", tax='tax: {percent: "9", absolute: "9.00"}'))
    consent(house, "2026-02")
    with pytest.raises(StalePolicy, match="written over 2026-01; 2026-02 is in force"):
        consent(house, "2026-03")
    assert house.engine.policy.terms.price.percent == 10, "the second did not silently take the first one's change back"


@pytest.mark.parametrize("who", ["clara", "ines", "fabio", "nobody"])
def test_only_an_administrator_proposes(house: House, who: str) -> None:
    with pytest.raises(NotAllowed):
        propose(house, text(house), who)


@pytest.mark.parametrize("who", ["clara", "ines", "nobody"])
def test_only_finance_or_another_administrator_agrees(house: House, who: str) -> None:
    propose(house, text(house))
    with pytest.raises(NotAllowed):
        consent(house, who=who)
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.people.save(BERTA)
    assert consent(house, who="berta").decided_by == "berta"


def test_a_proposal_ends_once_refused_with_a_reason_or_withdrawn_by_its_author(house: House) -> None:
    propose(house, text(house, "a"))
    propose(house, text(house, "b"))
    engine = house.engine
    with pytest.raises(PolicyRefused, match="reason"):
        workflow.refuse_policy(engine, RefusePolicy("fabio", "a", " "))
    with pytest.raises(SecondPerson):
        workflow.refuse_policy(engine, RefusePolicy("ada", "a", "No."))
    refused = workflow.refuse_policy(engine, RefusePolicy("fabio", "a", "Too wide."))
    assert (refused.state, refused.decision_reason) == (PolicyState.REFUSED, "Too wide.")
    with pytest.raises(StaleVersion):
        consent(house, "a")
    with pytest.raises(NotAllowed, match="whoever proposed"):
        workflow.withdraw_policy(engine, WithdrawPolicy("fabio", "b"))
    assert workflow.withdraw_policy(engine, WithdrawPolicy("ada", "b")).state is PolicyState.WITHDRAWN
    with pytest.raises(StaleVersion):
        workflow.refuse_policy(engine, RefusePolicy("fabio", "b", "No."))
    assert engine.policy.version == "2026-01"
    assert [event for event, _, _ in log(engine, "b")] == ["PolicyProposed", "PolicyWithdrawn"]


@pytest.mark.parametrize(
    ("changed", "refused", "words"),
    [
        ({"version": 'version: "2026-01"', "price": 'price: {percent: "3", absolute: "1"}'}, PolicyError, "already"),
        ({"effective_from": 'effective_from: "2026-02-01"', "price": 'price: {percent: "3", absolute: "1"}'}, PolicyError, "past"),
        ({"price": 'price: {percent: "2.0", absolute: "50"}'}, PolicyRefused, "Nothing in it is different"),
        ({"currency": "currency: EUR"}, PolicyError, "is not the company's: BRL"),
        ({"director": "director: clara"}, PolicyError, "names nobody who approves: “clara”"),
        ({"rules": "rules: [{supplier: mil, level: 2-way}]"}, PolicyError, "names no supplier: “mil”"),
        ({"price": 'price: {percent: "", absolute: "50"}'}, PolicyError, "price: percent needs a number"),
        ({"price": 'price: {percent: "2"}'}, PolicyError, "“absolute” is missing"),
    ],
)  # fmt: skip
def test_what_cannot_be_proposed(house: House, changed: dict[str, str], refused: type[Exception], words: str) -> None:
    with pytest.raises(refused, match=words):
        propose(house, text(house, **changed))
    with house.engine.store.snapshot() as tx:
        assert len(tx.policies.all()) == 1


def test_a_proposal_without_a_reason_is_none(house: House) -> None:
    with pytest.raises(PolicyRefused, match="why"):
        propose(house, text(house), reason="  ")


def test_two_who_agree_at_once_agree_once(house: House) -> None:
    propose(house, text(house))
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.people.save(BERTA)
    answers = at_once(lambda: consent(house), lambda: consent(house, who="berta"))
    assert sorted(type(answer).__name__ for answer in answers) == ["PolicyVersion", "StaleVersion"]
    assert [event for event, _, _ in log(house.engine, "2026-02")].count("PolicyAgreed") == 1


def test_one_examination_goes_by_one_version(house: House) -> None:
    """A version that another thread agrees to, or a day that ends, changes nothing in the middle of a decision."""
    propose(house, text(house))
    pinned = house.engine.pinned()
    consent(house)
    assert (pinned.policy.version, house.engine.policy.version) == ("2026-01", "2026-02")


@pytest.fixture
def place_of(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    with sandbox(tmp_path) as address:
        yield tmp_path, address


def test_a_changed_file_is_a_proposal_at_the_next_start(place_of: tuple[Path, str], caplog: pytest.LogCaptureFixture) -> None:
    folder, address = place_of
    file = folder / "policy.yaml"
    file.write_text(SHIPPED, encoding="utf-8")
    with opened(folder / "data", address, policy_file=file) as house:
        assert house.engine.policy_remark is None
        with house.engine.store.write("set-up", house.engine.now()) as tx:
            tx.people.save(BERTA)
        changed = text(house)
    file.write_text(changed, encoding="utf-8")
    for _ in range(2):
        with opened(folder / "data", address, policy_file=file) as house:
            assert house.engine.policy.version == "2026-01", "never silently the rules"
            assert house.engine.policy_remark is not None
            assert "2026-02" in house.engine.policy_remark.words, "and never silently ignored"
            assert [event for event, _, _ in log(house.engine, "2026-02")] == ["PolicyProposed"]
    assert "It waits for a person's consent" in caplog.text
    with opened(folder / "data", address, policy_file=file) as house:
        assert consent(house, who="berta").proposed_by == "system"
        assert house.engine.policy.version == "2026-02"
    with opened(folder / "data", address, policy_file=file) as house:
        assert house.engine.policy.version == "2026-02"
        assert house.engine.policy_remark is None


def test_a_file_changed_under_its_old_version_is_said_and_not_used(place_of: tuple[Path, str]) -> None:
    folder, address = place_of
    file = folder / "policy.yaml"
    file.write_text(SHIPPED, encoding="utf-8")
    with opened(folder / "data", address, policy_file=file):
        pass
    file.write_text(SHIPPED.replace('price: {percent: "2"', 'price: {percent: "90"'), encoding="utf-8")
    with opened(folder / "data", address, policy_file=file) as house:
        assert house.engine.policy.terms.price.percent == 2
        assert house.engine.policy_remark is not None
        assert "says otherwise than version 2026-01" in house.engine.policy_remark.words
        event, _, data = log(house.engine, "2026-01")[-1]
        assert (event, data["changes"]) == ("PolicyFileDiffers", [["matching.tolerances.price.percent", "2", "90"]])
    file.write_text("matching: [", encoding="utf-8")
    with opened(folder / "data", address, policy_file=file) as house:
        assert house.engine.policy.version == "2026-01", "a broken file stops nobody who has a version to work by"
        assert house.engine.policy_remark is not None
        assert "cannot be read" in house.engine.policy_remark.words


def test_without_any_version_a_broken_file_stops_the_start(place_of: tuple[Path, str]) -> None:
    folder, address = place_of
    file = folder / "policy.yaml"
    file.write_text("matching: [", encoding="utf-8")
    with pytest.raises(PolicyError), opened(folder / "data", address, policy_file=file):
        pass


def test_a_lower_limit_asks_the_director_from_the_next_invoice_on(house: House) -> None:
    place(house, order("PO-7"))
    before = pending(house, Bill("701", order="PO-7"))
    propose(house, text(house, two_approvals_above='two_approvals_above: "100.00"'))
    consent(house)
    place(house, order("PO-8"))
    after = pending(house, Bill("702", order="PO-8"))
    assert [step.approver_id for step in now(house, before).steps] == ["ines", "saulo"], "who was asked stays asked"
    assert [step.approver_id for step in after.steps] == ["ines", "saulo", "helena.prado"]
    assert now(house, before).state is State.PENDING_APPROVAL
    assert replace(house.engine.policy, version="") != replace(house.engine.policies.version("2026-01"), version="")
