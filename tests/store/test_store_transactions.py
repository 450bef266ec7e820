"""All or nothing, whatever ends a transaction; and what a transaction refuses."""

from __future__ import annotations

import threading
from datetime import datetime
from decimal import Decimal

import duckdb
import pytest

from ap_engine.model.commands import WriteComment
from ap_engine.model.lifecycle import Event
from ap_engine.store import AlreadyDone, Store, audit_log
from ap_engine.store.duckdb_dialect import BrokenTransaction
from tests.store.examples import ANA, NOW, full_invoice, plain_invoice

TABLES = ("invoices", "invoice_lines", "holds", "payments", "audit_log", "commands", "unique_keys", "settings")


class RerunException(BaseException):
    """How Streamlit stops a script in the middle of a line."""


def counts(store: Store) -> list[int]:
    return [store.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]


@pytest.mark.parametrize("interruption", [ValueError, KeyboardInterrupt, RerunException, SystemExit, GeneratorExit])
def test_an_interrupted_transaction_leaves_nothing(store: Store, interruption: type[BaseException]) -> None:
    command = WriteComment(ANA, "inv-full", 1, "?")
    with pytest.raises(interruption), store.transaction(command, NOW) as tx:
        tx.save(full_invoice(), Event.DOCUMENT_RECEIVED)
        tx.claim_key("file", "x", "inv-full")
        tx.settings.set("x", "1")
        raise interruption
    assert counts(store) == [0] * len(TABLES)
    # And the writer is free: the same thread and others go on.
    with store.transaction(command, NOW) as tx:
        tx.save(full_invoice(), Event.DOCUMENT_RECEIVED)
    assert counts(store)[0] == 1
    assert audit_log.verify(store)[:2] == (1, None)


def test_a_failed_statement_cannot_be_committed_by_going_on(store: Store) -> None:
    """DuckDB answers COMMIT with a silent rollback there: an acknowledgement of nothing."""
    with pytest.raises(BrokenTransaction), store.write(ANA, NOW) as tx:
        tx.settings.set("x", "1")
        with pytest.raises(duckdb.Error):
            tx.rows("SELECT * FROM no_such_table")
    assert store.rows("SELECT * FROM settings") == []
    with store.write(ANA, NOW) as tx:
        tx.settings.set("x", "2")
    assert store.rows("SELECT value FROM settings") == [("2",)]


def test_an_invoice_id_exists_once(store: Store) -> None:
    for _ in range(2):
        try:
            with store.write(ANA, NOW) as tx:
                tx.save(plain_invoice())
        except duckdb.ConstraintException:
            break
    else:
        pytest.fail("two invoices with one id")
    assert store.rows("SELECT count(*) FROM invoices") == [(1,)]


def test_a_transaction_within_a_transaction_is_refused_and_does_not_hang(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.settings.set("x", "1")
        with pytest.raises(RuntimeError, match="already in a write"), store.write(ANA, NOW):
            pytest.fail("must not come here")
        tx.settings.set("y", "1")
    assert counts(store)[-1] == 2


def test_the_next_writer_waits_for_the_commit(store: Store) -> None:
    inside, order = threading.Event(), []

    def second() -> None:
        inside.wait()
        with store.write(ANA, NOW) as tx:
            order.append(tx.settings.get("x"))

    thread = threading.Thread(target=second)
    thread.start()
    with store.write(ANA, NOW) as tx:
        inside.set()
        thread.join(0.1)
        assert thread.is_alive()
        tx.settings.set("x", "first")
    thread.join()
    assert order == ["first"]


def test_readers_cannot_write(store: Store) -> None:
    with pytest.raises(duckdb.TransactionException, match="read-only"):
        store.rows("INSERT INTO settings VALUES ('x', '1')")
    with store.snapshot() as books:
        with pytest.raises(RuntimeError, match="for reading"):
            books.audit("Cheated", "x", {})
        with pytest.raises(duckdb.TransactionException, match="read-only"):
            books.settings.set("x", "1")
    assert counts(store) == [0] * len(TABLES)
    assert store.rows("SELECT 1") == [(1,)], "the thread's cursor is as good as before"


def test_no_float_and_no_moment_without_zone_goes_in(store: Store) -> None:
    with pytest.raises(TypeError, match="float"):
        store.rows("SELECT ?", [0.1])
    with pytest.raises(ValueError, match="time zone"):
        store.rows("SELECT :now", {"now": datetime(2026, 1, 1)})
    with pytest.raises(ValueError, match="no amount"):
        store.rows("SELECT ?", [Decimal("NaN")])


def test_named_parameters_leave_casts_and_times_alone(store: Store) -> None:
    assert store.rows("SELECT :a::INTEGER, '10:30', :a", {"a": 1}) == [(1, "10:30", 1)]


def test_moments_come_back_in_utc(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.save(plain_invoice())
    found = store.rows("SELECT received_at, CAST(received_at AS DATE) FROM invoices")[0]
    assert found[0].utcoffset().total_seconds() == 0
    assert found[1] == found[0].date()


def test_interrupted_right_after_the_commit_the_chain_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    command = WriteComment(ANA, "inv-0001", 1, "?")
    commit = store._writer.commit

    def commit_and_stop() -> None:
        commit()
        raise KeyboardInterrupt

    monkeypatch.setattr(store._writer, "commit", commit_and_stop)
    with pytest.raises(KeyboardInterrupt), store.transaction(command, NOW) as tx:
        tx.save(plain_invoice(), Event.DOCUMENT_RECEIVED)
    monkeypatch.undo()
    with pytest.raises(AlreadyDone), store.transaction(command, NOW):
        pytest.fail("it was committed")
    with store.write(ANA, NOW) as tx:
        tx.audit("Looked", "inv-0001", {})
    assert audit_log.verify(store)[:2] == (2, None)


def test_threads_that_ended_leave_no_cursor_behind(store: Store) -> None:
    """A screen is a new thread for each click."""
    for _ in range(30):
        thread = threading.Thread(target=store.rows, args=("SELECT 1",))
        thread.start()
        thread.join()
    assert len(store._readers) <= 2
