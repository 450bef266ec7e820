"""A week before Christmas: who is reminded of the bill that is due on Sunday the 20th, and who is told when nothing helps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ap_engine import workflow
from ap_engine.model.commands_delegation import GiveDelegation
from tests.house import House
from tests.workflow.phones import Phones, card_of, phones, push, with_phones
from tests.workflow.trade import BAKERY, Bill, approve, history, pending, split


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Phones]:
    """Where phones are."""
    with phones(tmp_path) as running:
        yield running


@pytest.fixture
def house(tmp_path: Path, sink: Phones) -> Iterator[House]:
    """Everybody has a phone; it is Monday the 14th of December."""
    with with_phones(tmp_path, sink) as house:
        for who in ("helena.prado", "fabio"):
            workflow.add_channel(house.engine, who, sink.channel(who.replace(".", "-")))
        clock(house, "14 10:00")
        yield house


def clock(house: House, text: str) -> None:
    """It is this day and hour of December where the company is."""
    moment = datetime.strptime(f"2026-12-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=house.engine.settings.zone)
    house.engine.clock = lambda: moment


def run(house: House, *times: str) -> None:
    """The job runs at these moments, several times each."""
    for text in times:
        clock(house, text)
        for _ in range(3):
            workflow.remind(house.engine)
        push(house)


def titles(sink: Phones, who: str) -> list[str]:
    return [one["title"].split(":")[0] for one in sink.got(who)]


WEEK = [f"{day} {hour}:00" for day in range(14, 24) for hour in ("08", "09", "12", "15", "17", "21")]


def test_two_reminders_then_the_director_is_told_and_nobody_again(house: House, sink: Phones) -> None:
    invoice = pending(house, Bill("1", BAKERY))
    run(house, *WEEK)
    assert titles(sink, "ines-phone") == ["To approve", "Your answer is awaited", "Your answer is awaited"]
    assert titles(sink, "helena-prado") == ["Still waiting for Ines Leader", "Still waiting for Saulo Leader"]
    assert titles(sink, "fabio") == []
    assert history(house, invoice).count("ApprovalEscalated") == 2
    assert sink.got("helena-prado")[0]["click"].endswith(f"/review?invoice={invoice.id}"), "she is not asked"
    second = sink.got("ines-phone")[2]
    assert second["message"].startswith("Due in 3 days")


def test_many_invoices_are_one_message_a_day(house: House, sink: Phones) -> None:
    for number in ("1", "2", "3"):
        pending(house, Bill(number, BAKERY))
    run(house, "16 09:00")
    assert titles(sink, "ines-phone") == ["To approve"] * 3 + ["3 invoices wait for your answer"]
    digest = sink.got("ines-phone")[-1]
    assert len(digest["message"].splitlines()) == 4
    assert digest["click"].endswith("/approvals")


def test_what_was_decided_is_not_reminded_of(house: House, sink: Phones) -> None:
    one, two = (pending(house, Bill(number, BAKERY)) for number in ("1", "2"))
    approve(house, one, "ines")
    run(house, "16 09:00")
    assert card_of(house, sink.got("ines-phone")[-1]) == ("ines", two.id)
    clock(house, "17 09:00")
    workflow.remind(house.engine)
    approve(house, two, "ines")
    before = len(sink.got("ines-phone"))
    push(house)
    assert len(sink.got("ines-phone")) == before, "decided while the reminder was waiting"


def test_a_changed_split_asks_and_counts_anew(house: House, sink: Phones) -> None:
    invoice = pending(house, Bill("1", BAKERY))
    run(house, "16 09:00")
    split(house, invoice, shares=(("technology", Decimal(70)), ("sales", Decimal(30))))
    run(house, "16 15:00")
    assert titles(sink, "ines-phone") == ["To approve", "Your answer is awaited", "To approve"]


def test_whoever_stands_in_is_told_before_the_director(house: House, sink: Phones) -> None:
    invoice = split(house, pending(house, Bill("1", BAKERY)), shares=(("technology", Decimal(100)),))
    run(house, "16 09:00", "17 09:00")
    today = house.engine.today()
    # Given away on the last day: Saulo is asked himself now, and has not been reminded of anything yet.
    workflow.give_delegation(house.engine, GiveDelegation("ines", "saulo", today, today, "Ill"))
    run(house, "17 15:00")
    assert card_of(house, sink.got("saulo-phone")[-1]) == ("saulo", invoice.id)
    assert titles(sink, "helena-prado") == []


def test_where_there_is_no_director_finance_is_told(house: House, sink: Phones) -> None:
    house.engine.policy = replace(house.engine.policy, director_id=None)
    pending(house, Bill("1", BAKERY))
    run(house, "16 09:00", "17 09:00", "18 15:00")
    assert titles(sink, "fabio") == ["Still waiting for Ines Leader", "Still waiting for Saulo Leader"]
