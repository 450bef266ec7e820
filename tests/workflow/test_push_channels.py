"""How a person wants to be reached: validated on entry, tried out, kept in an order, and never shown whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ap_engine import workflow
from ap_engine.model.errors import NotAllowed, UnusableChannel
from tests.house import House, free_port, furnish, opened, sandbox
from tests.workflow.phones import Phones, phones, push, with_phones
from tests.workflow.trade import BAKERY, Bill, pending


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


SECRET = "tk-9f8e7d6c5b4a-secret"


def test_no_secret_in_the_books_the_log_or_a_failure(
    house: House, sink: Phones, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    address = f"ntfy://{SECRET}@127.0.0.1:{free_port()}/topic-{SECRET}"
    channel = workflow.add_channel(house.engine, "ines", address)
    workflow.prefer_channel(house.engine, "ines", channel.id)
    assert SECRET not in f"{channel!r} {channel.shown} {channel.sealed}"
    with pytest.raises(UnusableChannel) as refused:
        workflow.try_channel(house.engine, "ines", channel.id)
    pending(house, Bill("1", BAKERY))
    push(house)
    house.engine.store.checkpoint()
    out = capfd.readouterr()
    assert SECRET not in f"{refused.value} {caplog.text} {out.out} {out.err}"
    assert "could not be sent" in str(refused.value) or "Connection error" in str(refused.value)
    rows = house.engine.store.rows("SELECT data FROM audit_log WHERE event LIKE 'Channel%'")
    assert rows
    assert not [row for row in rows if SECRET in row[0]]
    for file in house.engine.settings.data.rglob("*"):
        if file.is_file():
            assert SECRET.encode() not in file.read_bytes(), file
    assert (house.engine.settings.push_key.stat().st_mode & 0o777) == 0o600


@pytest.mark.parametrize(
    "address",
    ["", "hello", "nosuch://x/y", "syslog://", "dbus://", "ntfy://", "https://example.com", "ntfy://h/a b", "ntfy://h/\nx",
     "tgram://nope", "ntfy://h/t?attach=http://x", "msteams://a@b/c/d/e?template=/etc/passwd", "ntfy://h/t?redirect=yes", "x" * 2000],
)  # fmt: skip
def test_what_is_no_channel_is_refused_on_entry(house: House, address: str) -> None:
    with pytest.raises(UnusableChannel):
        workflow.add_channel(house.engine, "ines", address)


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "10.1.2.3", "169.254.169.254", "[::1]"])
def test_a_channel_does_not_lead_into_the_companys_own_network(tmp_path: Path, host: str) -> None:
    with sandbox(tmp_path) as address, opened(tmp_path / "other", address) as house:
        furnish(house, BAKERY)
        with pytest.raises(UnusableChannel, match="own network"):
            workflow.add_channel(house.engine, "ines", f"json://{host}/x")
        assert workflow.add_channel(house.engine, "ines", "tgram://123456789:abcdefghij_-klmnopqrstuvwxyz123456/12345").shown


def test_order_and_repetition(house: House, sink: Phones) -> None:
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


def test_books_without_their_key_say_so(house: House, sink: Phones) -> None:
    channel = workflow.add_channel(house.engine, "ada", sink.channel("a"))
    house.engine.seal._known = None
    house.engine.settings.push_key.unlink()
    with pytest.raises(UnusableChannel, match="enter it again"):
        workflow.try_channel(house.engine, "ada", channel.id)
