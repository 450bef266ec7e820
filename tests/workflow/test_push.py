"""Who is asked is told on the phone: once, by the first way that works, and no more when nobody is asked any more."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ap_engine import workflow
from ap_engine.model.commands_delegation import GiveDelegation
from ap_engine.model.errors import NotAllowed, UnusableChannel
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.parties import Supplier
from ap_engine.model.push import PushState
from ap_engine.workflow.case import Case
from ap_engine.workflow.push import PARKED_AFTER, TRIES
from tests.house import House, free_port, furnish, opened, place, sandbox
from tests.workflow.phones import Phones, messages, phones, push
from tests.workflow.post_office import post_office
from tests.workflow.trade import BAKERY, MILL, Bill, approve, at_once, cancel, correct, order, pending, receive, reject, split

WAITING, DELIVERED, WITHDRAWN = PushState.WAITING, PushState.DELIVERED, PushState.WITHDRAWN


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Phones]:
    """Where phones are."""
    with phones(tmp_path) as running:
        yield running


@pytest.fixture
def house(tmp_path: Path, sink: Phones) -> Iterator[House]:
    """Ines and Saulo have a phone each."""
    with sandbox(tmp_path) as address, opened(tmp_path / "data", address, push_private=True, language="en") as house:
        furnish(house, MILL, BAKERY)
        for who in ("ines", "saulo"):
            workflow.add_channel(house.engine, who, sink.channel(f"{who}-phone"))
        yield house


def later(house: House, **by: float) -> None:
    """Time passes, the outbox is tried again."""
    house.forward(**(by or {"hours": 2}))
    push(house)


def test_the_message_says_what_is_to_be_decided_and_leads_to_the_card(house: House, sink: Phones) -> None:
    place(house, order("PO-1"))
    invoice = pending(house, Bill("1001", order="PO-1"))
    push(house)
    (message,) = sink.got("ines-phone")
    days = (date(2026, 12, 20) - house.engine.today()).days
    assert message["title"] == "To approve: R$\u00a0125.00, Moinho Ltda"
    assert message["message"].splitlines() == [
        f"Due in {days} days · your share R$\u00a075.00",
        "matched with its order, within tolerance · 1 remark",
        f"http://localhost:8501/approvals?invoice={invoice.id}",
    ]
    assert message["click"] == f"http://localhost:8501/approvals?invoice={invoice.id}"
    assert len(sink.got("saulo-phone")) == 1
    assert "Moinho Ltda" in sink.page()
    assert "nothing leaves this machine" in sink.page()


def test_it_is_written_in_the_persons_language_and_links_to_the_public_address(house: House, sink: Phones) -> None:
    house.engine.settings = replace(house.engine.settings, public_address="https://pay.example/")
    workflow.write_in(house.engine, "ines", "pt")
    invoice = pending(house, Bill("7", BAKERY))
    push(house)
    (message,) = sink.got("ines-phone")
    assert message["title"] == "Para aprovar: R$\u00a0125,00, Padaria Ltda"
    assert "sem pedido" in message["message"]
    assert message["click"] == f"https://pay.example/approvals?invoice={invoice.id}"
    assert sink.got("saulo-phone")[0]["title"].startswith("To approve")


def test_a_suppliers_name_is_no_markup_and_no_link(house: House, sink: Phones) -> None:
    hostile = Supplier("hostile", "[Pay](http://evil.example) <b>*now*</b>\u202e @all", "34128745000233", order_required=False)
    furnish_more(house, hostile)
    pending(house, Bill("8", hostile))
    push(house)
    title = sink.got("ines-phone")[0]["title"]
    assert title == "To approve: R$\u00a0125.00, Pay (http evil example) b now /b all"


def furnish_more(house: House, supplier: Supplier) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.suppliers.save(supplier)


def test_many_clicks_at_once_ask_once(house: House, sink: Phones) -> None:
    invoice = receive(house, Bill("2", BAKERY))
    at_once(*[lambda: split(house, invoice)] * 4)
    at_once(*[lambda: push(house)] * 3)
    push(house)
    assert sorted(one["topic"] for one in sink.got()) == ["ines-phone", "saulo-phone"]
    assert len(messages(house)) == 2


def test_a_step_that_is_rolled_back_tells_nobody(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = receive(house, Bill("3", BAKERY))

    def power_cut(*_: object) -> int:
        raise RuntimeError("power")

    with monkeypatch.context() as patched:
        patched.setattr("ap_engine.store.audit_log.Chain.write", power_cut)
        with pytest.raises(RuntimeError, match="power"):
            split(house, invoice)
    assert messages(house) == []
    split(house, invoice)
    assert len(messages(house)) == 2


class TestWhatIsNotRightAnyMoreIsNotSent:
    def test_one_leader_decided_before_the_message_left(self, house: House, sink: Phones) -> None:
        approve(house, pending(house, Bill("1", BAKERY)), "ines")
        push(house)
        assert [one["topic"] for one in sink.got()] == ["saulo-phone"]

    @pytest.mark.parametrize("end", ["reject", "cancel", "correct"])
    def test_nobody_is_asked_any_more(self, house: House, sink: Phones, end: str) -> None:
        invoice = pending(house, Bill("1", BAKERY))
        if end == "reject":
            reject(house, invoice, "ines")
        elif end == "cancel":
            cancel(house, invoice)
        else:
            correct(house, invoice, invoice_number="11")
        version = invoice.version
        assert {one.state for one in messages(house) if one.invoice_version == version} == {WITHDRAWN}
        push(house)
        assert all(one["click"] != "" for one in sink.got())
        assert not [one for one in sink.got() if one["click"].endswith(invoice.id)] or end == "correct"

    def test_held_again_is_withdrawn_and_released_is_told_anew(self, house: House, sink: Phones) -> None:
        invoice = pending(house, Bill("1", BAKERY))
        hold = Finding(HoldCode.DUPLICATE, "Looks like another one.", "Say that it is not.")
        with house.engine.store.write("system", house.engine.now()) as tx:
            case = Case(house.engine, tx, tx.invoices.get(invoice.id))
            case.place(hold)
            case.save()
        push(house)
        assert sink.got() == []
        with house.engine.store.write("system", house.engine.now()) as tx:
            case = Case(house.engine, tx, tx.invoices.get(invoice.id))
            case.settle((), (HoldCode.DUPLICATE,))
            case.save()
        push(house)
        push(house)
        assert len(sink.got()) == 2

    def test_a_state_that_changed_without_a_word_is_seen_when_it_is_sent(self, house: House, sink: Phones) -> None:
        invoice = pending(house, Bill("1", BAKERY))
        with house.engine.store.write("system", house.engine.now()) as tx:
            tx.save(replace(tx.invoices.get(invoice.id), version=9))
        push(house)
        assert sink.got() == []
        assert {one.state for one in messages(house)} == {WITHDRAWN}


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
        assert "approvals?invoice" in letter[1].replace("=\n", "").replace("=3D", "=")
        assert [one["topic"] for one in sink.got()] == ["saulo-phone"]
        assert [one.way for one in messages(house)] == ["E-mail", messages(house)[1].way]

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
    def and_die(address, message):
        send(address, message)
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


class TestDelegation:
    def test_whoever_stands_in_is_told_instead(self, house: House, sink: Phones) -> None:
        workflow.add_channel(house.engine, "helena.prado", sink.channel("helena"))
        today = house.engine.today()
        given = GiveDelegation("ines", "helena.prado", today, today + timedelta(days=3), "Holidays", 1)
        workflow.give_delegation(house.engine, given)
        pending(house, Bill("1", BAKERY))
        push(house)
        assert sorted(one["topic"] for one in sink.got()) == ["helena", "saulo-phone"]

    def test_a_delegation_given_later_tells_whoever_stands_in(self, house: House, sink: Phones) -> None:
        workflow.add_channel(house.engine, "helena.prado", sink.channel("helena"))
        pending(house, Bill("1", BAKERY))
        push(house)
        today = house.engine.today()
        workflow.give_delegation(
            house.engine, GiveDelegation("ines", "helena.prado", today, today + timedelta(days=3), "Holidays", 1)
        )
        workflow.remind(house.engine)
        push(house)
        assert len(sink.got("helena")) == 1


class TestChannels:
    SECRET = "tk-9f8e7d6c5b4a-secret"

    def test_no_secret_in_the_books_the_log_or_a_failure(
        self, house: House, sink: Phones, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        address = f"ntfy://{self.SECRET}@127.0.0.1:{free_port()}/topic-{self.SECRET}"
        channel = workflow.add_channel(house.engine, "ines", address)
        workflow.prefer_channel(house.engine, "ines", channel.id)
        assert self.SECRET not in f"{channel!r} {channel.shown} {channel.sealed}"
        with pytest.raises(UnusableChannel) as refused:
            workflow.try_channel(house.engine, "ines", channel.id)
        pending(house, Bill("1", BAKERY))
        push(house)
        house.engine.store.checkpoint()
        out = capfd.readouterr()
        assert self.SECRET not in f"{refused.value} {caplog.text} {out.out} {out.err}"
        assert "could not be sent" in str(refused.value) or "Connection error" in str(refused.value)
        rows = house.engine.store.rows("SELECT data FROM audit_log WHERE event LIKE 'Channel%'")
        assert rows
        assert not [row for row in rows if self.SECRET in row[0]]
        for file in house.engine.settings.data.rglob("*"):
            if file.is_file():
                assert self.SECRET.encode() not in file.read_bytes(), file
        assert (house.engine.settings.push_key.stat().st_mode & 0o777) == 0o600

    @pytest.mark.parametrize(
        "address",
        ["", "hello", "nosuch://x/y", "syslog://", "dbus://", "ntfy://", "https://example.com", "ntfy://h/a b", "ntfy://h/\nx",
         "tgram://nope", "x" * 2000],
    )  # fmt: skip
    def test_what_is_no_channel_is_refused_on_entry(self, house: House, address: str) -> None:
        with pytest.raises(UnusableChannel):
            workflow.add_channel(house.engine, "ines", address)

    @pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "10.1.2.3", "169.254.169.254", "[::1]"])
    def test_a_channel_does_not_lead_into_the_companys_own_network(self, tmp_path: Path, host: str) -> None:
        with sandbox(tmp_path) as address, opened(tmp_path / "other", address) as house:
            furnish(house, BAKERY)
            with pytest.raises(UnusableChannel, match="own network"):
                workflow.add_channel(house.engine, "ines", f"json://{host}/x")
            assert workflow.add_channel(house.engine, "ines", "tgram://123456789:abcdefghij_-klmnopqrstuvwxyz123456/12345").shown

    def test_order_and_repetition(self, house: House, sink: Phones) -> None:
        first = workflow.add_channel(house.engine, "ada", sink.channel("a"))
        second = workflow.add_channel(house.engine, "ada", sink.channel("b"))
        assert workflow.add_channel(house.engine, "ada", sink.channel("a")).id == first.id
        workflow.prefer_channel(house.engine, "ada", second.id)
        with house.engine.store.snapshot() as tx:
            assert [one.id for one in tx.channels.of("ada")] == [second.id, first.id]
        workflow.try_channel(house.engine, "ada", second.id)
        assert [one["topic"] for one in sink.got()] == ["b"]
        with pytest.raises(NotAllowed):
            workflow.try_channel(house.engine, "ines", second.id)
        workflow.remove_channel(house.engine, "ines", second.id)
        workflow.remove_channel(house.engine, "ada", second.id)
        with house.engine.store.snapshot() as tx:
            assert [one.id for one in tx.channels.of("ada")] == [first.id]

    def test_books_without_their_key_say_so(self, house: House, sink: Phones) -> None:
        channel = workflow.add_channel(house.engine, "ada", sink.channel("a"))
        house.engine.seal._known = None
        house.engine.settings.push_key.unlink()
        with pytest.raises(UnusableChannel, match="enter it again"):
            workflow.try_channel(house.engine, "ada", channel.id)
