"""The outbox: in order, each once, and what is unknown stays unknown until somebody looked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ap_engine.model.payable import ErpMessage, MessageKind, MessageState
from ap_engine.store import Store
from tests.store.examples import ANA, NOW

MINUTE = timedelta(minutes=1)
WAITING, SENDING, DELIVERED, REFUSED, PARKED = (
    MessageState.WAITING, MessageState.SENDING, MessageState.DELIVERED, MessageState.REFUSED, MessageState.PARKED,
)  # fmt: skip


def message(kind: MessageKind, invoice: str, version: int = 1) -> ErpMessage:
    return ErpMessage(f"{kind}:{invoice}:{version}", kind, invoice, version, f"{invoice}-v{version}")


POST_A, ATTACH_A = message(MessageKind.POST_PAYABLE, "a"), message(MessageKind.ATTACH_DOCUMENT, "a")
POST_B, POST_A2 = message(MessageKind.POST_PAYABLE, "b"), message(MessageKind.POST_PAYABLE, "a", 2)


def add(store: Store, *messages: ErpMessage) -> None:
    with store.write(ANA, NOW) as tx:
        for each in messages:
            tx.outbox.add(each, NOW)


def mark(store: Store, which: ErpMessage, state: MessageState, attempts: int = 1, wait: timedelta = timedelta()) -> None:
    with store.write(ANA, NOW) as tx:
        tx.outbox.mark(which.id, state, attempts, "words", NOW + wait)


def due(store: Store, after: timedelta = timedelta(), limit: int = 10) -> list[str]:
    with store.snapshot() as books:
        return [each.id for each in books.outbox.due(NOW + after, limit)]


def test_only_the_oldest_message_of_each_invoice_is_due(store: Store) -> None:
    add(store, POST_A, ATTACH_A, POST_B)
    assert due(store) == [POST_A.id, POST_B.id]
    assert due(store, limit=1) == [POST_A.id]
    mark(store, POST_A, DELIVERED)
    assert due(store) == [ATTACH_A.id, POST_B.id]


@pytest.mark.parametrize(("state", "still_due"), [(REFUSED, False), (PARKED, False), (DELIVERED, False), (SENDING, True)])
def test_what_is_due_again_and_what_waits_behind_it(store: Store, state: MessageState, still_due: bool) -> None:
    add(store, POST_A, ATTACH_A)
    mark(store, POST_A, state)
    assert (POST_A.id in due(store)) is still_due
    assert (ATTACH_A.id in due(store)) is (state is DELIVERED)


def test_a_corrected_invoice_is_not_held_up_by_what_was_refused_before(store: Store) -> None:
    add(store, POST_A, ATTACH_A)
    mark(store, POST_A, REFUSED)
    add(store, POST_A2)
    assert due(store) == [POST_A2.id]
    mark(store, POST_A, SENDING, wait=MINUTE)
    assert due(store) == [], "its former version is under way"


def test_a_message_waits_until_its_time(store: Store) -> None:
    add(store, POST_A, ATTACH_A)
    mark(store, POST_A, WAITING, attempts=3, wait=MINUTE)
    assert due(store) == []
    assert due(store, after=MINUTE) == [POST_A.id]
    with store.snapshot() as books:
        found = books.outbox.get(POST_A.id)
        assert (found.state, found.attempts, found.words) == (WAITING, 3, "words")
        assert [each.id for each in books.outbox.all(5)] == [ATTACH_A.id, POST_A.id]


def test_after_a_crash_what_was_under_way_is_due_and_still_unknown(store: Store) -> None:
    add(store, POST_A, POST_B)
    mark(store, POST_A, SENDING, wait=MINUTE)
    assert due(store) == [POST_B.id]
    with store.write(ANA, NOW) as tx:
        assert tx.outbox.recall_sending() == 1
        assert tx.outbox.get(POST_A.id).state is SENDING
    assert due(store) == [POST_A.id, POST_B.id]


def test_asking_again(store: Store) -> None:
    add(store, POST_A, POST_A)
    mark(store, POST_A, REFUSED, attempts=2)
    add(store, POST_A)
    with store.snapshot() as books:
        found = books.outbox.get(POST_A.id)
        assert (found.state, found.attempts) == (WAITING, 2), "asked for anew, counting on"
    mark(store, POST_A, DELIVERED, attempts=3)
    add(store, POST_A)
    assert due(store) == [], "what was delivered is not sent again"
    assert store.rows("SELECT count(*) FROM erp_messages") == [(1,)]


def test_an_unknown_message_is_an_error(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        with pytest.raises(KeyError):
            tx.outbox.get("nothing")
        with pytest.raises(KeyError):
            tx.outbox.mark("nothing", SENDING, 1, "", NOW)


def test_an_event_of_the_erp_is_kept_once_and_looked_at_in_order(store: Store) -> None:
    with store.write("erp", NOW) as tx:
        assert tx.erp_events.add("z", "BaixaRealizada", "[1]")
        assert tx.erp_events.add("a", "BaixaRealizada", "[2]")
        assert not tx.erp_events.add("z", "BaixaRealizada", "[3]")
        assert tx.erp_events.waiting(10) == [("z", "BaixaRealizada", "[1]"), ("a", "BaixaRealizada", "[2]")]
        tx.erp_events.done("z", "inv-1 paid")
        assert tx.erp_events.waiting(10) == [("a", "BaixaRealizada", "[2]")]
        with pytest.raises(KeyError):
            tx.erp_events.done("nothing", "")
    assert store.rows("SELECT outcome FROM erp_events WHERE id = 'z'") == [("inv-1 paid",)]
