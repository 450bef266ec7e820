"""When a service fails: asked again, passed over for the next way, seen, and sent again by hand; a crash loses nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ap_engine import workflow
from ap_engine.model.errors import NotAllowed
from ap_engine.model.push import PushState
from ap_engine.workflow.push import PARKED_AFTER, TRIES
from tests.house import House, free_port, furnish, opened, sandbox
from tests.workflow.phones import Phones, messages, phones, push, with_phones
from tests.workflow.post_office import post_office
from tests.workflow.trade import BAKERY, Bill, pending

WAITING, DELIVERED = PushState.WAITING, PushState.DELIVERED


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Phones]:
    """Where phones are."""
    with phones(tmp_path) as running:
        yield running


@pytest.fixture
def house(tmp_path: Path, sink: Phones) -> Iterator[House]:
    """Ines and Saulo have a phone each."""
    with with_phones(tmp_path, sink) as house:
        yield house


def later(house: House, **by: float) -> None:
    """Time passes, the outbox is tried again."""
    house.forward(**(by or {"hours": 2}))
    push(house)


class TestWhenAServiceFails:
    @pytest.mark.parametrize("status", [500, 429])
    def test_a_service_in_trouble_is_asked_again(self, house: House, sink: Phones, status: int) -> None:
        pending(house, Bill("1", BAKERY))
        sink.fault(status=status, times=2)
        push(house)
        assert sink.got() == []
        waiting = messages(house, WAITING)
        assert [one.attempts for one in waiting] == [1, 1]
        assert f"error={status}" in waiting[0].words
        later(house)
        assert len(sink.got()) == 2
        assert [one.state for one in messages(house)] == [DELIVERED, DELIVERED]

    def test_a_service_that_does_not_answer_is_asked_again_and_may_have_had_it(self, house: House, sink: Phones) -> None:
        pending(house, Bill("1", BAKERY))
        sink.fault(seconds=5, kept=True, times=1)
        push(house)
        (late,) = messages(house, WAITING)
        assert late.attempts == 1
        later(house)
        assert len(sink.got(f"{late.person_id}-phone")) == 2, "twice at worst, never lost"

    def test_a_channel_that_is_dead_falls_back_at_once_and_is_seen(self, house: House, sink: Phones) -> None:
        workflow.add_channel(house.engine, "ines", sink.channel("ines-tablet"))
        pending(house, Bill("1", BAKERY))
        sink.fault(status=404, times=1)
        push(house)
        assert len(sink.got("ines-tablet")) == 1
        assert sink.got("ines-phone") == []
        with house.engine.store.snapshot() as tx:
            phone, tablet = tx.channels.of("ines")
        assert "error=404" in phone.words
        assert phone.failed_at is not None
        assert tablet.words == ""
        pending(house, Bill("2", BAKERY))
        push(house)
        with house.engine.store.snapshot() as tx:
            assert tx.channels.of("ines")[0].words == "", "it works again"

    def test_a_channel_that_goes_on_failing_gives_way_to_the_next(self, house: House, sink: Phones) -> None:
        refused = f"ntfy://127.0.0.1:{free_port()}/ines-old"
        channel = workflow.add_channel(house.engine, "ines", refused)
        workflow.prefer_channel(house.engine, "ines", channel.id)
        pending(house, Bill("1", BAKERY))
        push(house)
        for _ in range(TRIES):
            assert sink.got("ines-phone") == []
            later(house)
        assert len(sink.got("ines-phone")) == 1

    def test_when_every_way_fails_it_is_parked_with_the_words_and_sent_again_by_hand(self, house: House, sink: Phones) -> None:
        pending(house, Bill("1", BAKERY))
        sink.fault(status=503, times=2 * PARKED_AFTER)
        push(house)
        for _ in range(PARKED_AFTER):
            later(house)
        parked = messages(house, PushState.PARKED)
        assert len(parked) == 2
        assert parked[0].attempts == PARKED_AFTER
        assert "error=503" in parked[0].words
        with pytest.raises(NotAllowed):
            workflow.retry_push(house.engine, "clara", parked[0].id)
        for one in parked:
            workflow.retry_push(house.engine, "fabio", one.id)
        push(house)
        assert len(sink.got()) == 2

    def test_the_waits_grow_and_are_not_all_alike(self, house: House, sink: Phones) -> None:
        pending(house, Bill("1", BAKERY))
        sink.fault(status=500, times=99)
        waits = []
        for _ in range(6):
            push(house)
            rows = house.engine.store.rows("SELECT not_before FROM push_messages ORDER BY sequence NULLS LAST")
            waits.append([(row[0] - house.engine.now()).total_seconds() for row in rows])
            house.forward(hours=2)
        assert all(b[0] > a[0] for a, b in zip(waits, waits[2:], strict=False))
        assert waits[0][0] != waits[0][1]

    def test_the_persons_mail_is_the_last_way(self, house: House, sink: Phones) -> None:
        with post_office() as office:
            mail = f"mailto://127.0.0.1:{office.port}?from=payables@x.example&mode=insecure"
            house.engine.settings = replace(house.engine.settings, mail_url=mail)
            pending(house, Bill("1", BAKERY))
            sink.fault(status=403, times=1)
            push(house)
        (letter,) = office.letters
        assert "ines@x.example" in letter[0]
        assert "http://localhost:8501/a/" in letter[1].replace("=\n", "").replace("=3D", "=")
        assert [one["topic"] for one in sink.got()] == ["saulo-phone"]
        assert [one.way for one in messages(house)] == ["E-mail", messages(house)[1].way]

    def test_the_companys_mail_server_may_stand_in_its_own_network(self, tmp_path: Path) -> None:
        with post_office() as office, sandbox(tmp_path) as address:
            mail = f"mailto://127.0.0.1:{office.port}?from=payables@x.example&mode=insecure"
            with opened(tmp_path / "own", address, mail_url=mail, push_private=False) as house:
                furnish(house, BAKERY)
                pending(house, Bill("1", BAKERY))
                push(house)
                assert len(office.letters) == 2

    def test_without_any_way_nothing_is_tried_and_nothing_is_called_a_failure(self, tmp_path: Path) -> None:
        with sandbox(tmp_path) as address, opened(tmp_path / "data", address) as house:
            furnish(house, BAKERY)
            pending(house, Bill("1", BAKERY))
            push(house)
            assert {one.state for one in messages(house)} == {PushState.UNADDRESSED}


_DIES = """
import os, signal, sys
from pathlib import Path
from ap_engine import workflow
from tests.house import opened
with opened(Path(sys.argv[1]), sys.argv[2], push_private=True, language="en") as house:
    send = house.engine.push.send
    def and_die(address, message, ours):
        send(address, message, ours)
        os.kill(os.getpid(), signal.SIGKILL)
    house.engine.push.send = and_die
    workflow.deliver_pushes(house.engine)
"""


def test_killed_between_sending_and_marking_a_message_comes_twice_at_worst(tmp_path: Path, sink: Phones) -> None:
    data = tmp_path / "data"
    with sandbox(tmp_path) as address:
        with opened(data, address, push_private=True, language="en") as house:
            furnish(house, BAKERY)
            for who in ("ines", "saulo"):
                workflow.add_channel(house.engine, who, sink.channel(f"{who}-phone"))
            pending(house, Bill("1", BAKERY))
        killed = subprocess.run([sys.executable, "-c", _DIES, str(data), address], cwd=Path(__file__).parents[2], check=False)
        assert killed.returncode == -signal.SIGKILL
        assert len(sink.got()) == 1
        with opened(data, address, push_private=True, language="en") as house:
            push(house)
            assert {one.state for one in messages(house)} == {DELIVERED}
        counts = sorted(len(sink.got(f"{who}-phone")) for who in ("ines", "saulo"))
        assert counts == [1, 2]
