"""Many at once: one winner each, one effect for each command, one owner for each key, and readers who see one moment."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pytest

from ap_engine.model.commands import Command, DecideApprovalStep, ReceiveDocument, WriteComment
from ap_engine.model.errors import IdempotencyConflict, StaleVersion
from ap_engine.model.lifecycle import Event, State
from ap_engine.store import AlreadyDone, Store, audit_log
from tests.store.examples import ANA, NOW, plain_invoice

THREADS = 16
INVOICES = 100


def together(work: Callable[[int], object], count: int = THREADS) -> list[object]:
    """Do it in `count` threads that all start at once; what each returned, or the exception that it raised."""
    gate = threading.Barrier(count)

    def one(which: int) -> object:
        gate.wait()
        try:
            return work(which)
        except Exception as error:  # noqa: BLE001  the exceptions are what is looked at
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_of_sixteen_who_approve_an_invoice_one_wins(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        for number in range(INVOICES):
            tx.save(plain_invoice(number))

    def approve_all(which: int) -> Counter[str]:
        met: Counter[str] = Counter()
        for number in range(INVOICES):
            # Everybody saw the first revision, whatever happened since: the lost update that must not be.
            seen = replace(plain_invoice((number + which) % INVOICES), revision=1)
            try:
                with store.transaction(DecideApprovalStep(f"boss-{which}", seen.id, 1), NOW) as tx:
                    tx.save(replace(seen, state=State.APPROVED, confirmed_by=tx.actor), Event.LAST_STEP_APPROVED)
                met["won"] += 1
            except StaleVersion:
                met["stale"] += 1
        return met

    results = together(approve_all)
    assert all(isinstance(result, Counter) for result in results), results
    total = sum((result for result in results if isinstance(result, Counter)), Counter())
    assert total == {"won": INVOICES, "stale": INVOICES * (THREADS - 1)}
    assert store.rows("SELECT count(*), min(revision), max(revision) FROM invoices WHERE state = 'approved'") == [
        (INVOICES, 2, 2)
    ]
    # Who stands on the invoice is who stands in the log: nobody's approval vanished behind another's.
    same = "SELECT count(*) FROM invoices i JOIN audit_log a ON a.subject = i.id AND a.actor = i.confirmed_by"
    assert store.rows(same) == store.rows("SELECT count(*) FROM audit_log") == [(INVOICES,)]
    assert store.rows("SELECT count(*) FROM commands") == [(INVOICES,)]
    assert audit_log.verify(store)[:2] == (INVOICES, None)


def test_a_read_and_write_in_one_transaction_loses_nothing(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.save(plain_invoice(note="0"))

    def count_up(which: int) -> None:
        for _ in range(5):
            with store.write(f"t{which}", NOW) as tx:
                invoice = tx.invoices.get("inv-0001")
                tx.save(replace(invoice, note=str(int(invoice.note or "") + 1)))

    assert together(count_up) == [None] * THREADS
    with store.snapshot() as books:
        assert books.invoices.get("inv-0001").note == str(THREADS * 5)


def test_the_same_command_at_once_has_one_effect(store: Store) -> None:
    command = ReceiveDocument(ANA, "ab" * 32, "invoice.pdf")

    def receive(_: int) -> str:
        with store.transaction(command, NOW) as tx:
            return tx.save(plain_invoice(), Event.DOCUMENT_RECEIVED).id

    results = together(receive)
    assert results.count("inv-0001") == 1
    others = [result for result in results if result != "inv-0001"]
    assert {type(other) for other in others} == {AlreadyDone}
    assert {other.subject for other in others if isinstance(other, AlreadyDone)} == {"inv-0001"}
    assert store.rows("SELECT count(*), max(revision) FROM invoices") == [(1, 1)]


@dataclass(frozen=True, slots=True)
class Named(Command):
    """A command whose id says nothing of its content."""

    text: str

    @property
    def id(self) -> str:
        return "named"


def test_the_same_id_with_other_content_is_refused(store: Store) -> None:
    with store.transaction(Named(ANA, "one"), NOW) as tx:
        tx.settings.set("said", "one")
    with pytest.raises(IdempotencyConflict), store.transaction(Named(ANA, "two"), NOW) as tx:
        tx.settings.set("said", "two")
    assert store.rows("SELECT value FROM settings") == [("one",)]


def test_a_command_that_was_refused_can_be_given_again(store: Store) -> None:
    command = WriteComment(ANA, "inv-0001", 1, "?")
    with pytest.raises(StaleVersion), store.transaction(command, NOW) as tx:
        tx.save(plain_invoice(revision=4))
    with store.transaction(command, NOW) as tx:
        tx.save(plain_invoice(), Event.COMMENTED)
    with pytest.raises(AlreadyDone) as done, store.transaction(command, NOW):
        pytest.fail("it was done before")
    assert done.value.subject == "inv-0001"


def test_a_key_that_many_claim_has_one_owner(store: Store) -> None:
    def claim(which: int) -> str | None:
        with store.write(ANA, NOW) as tx:
            return tx.claim_key("supplier+number", "acme/123", f"inv-{which}")

    results = together(claim)
    assert results.count(None) == 1
    owner = f"inv-{results.index(None)}"
    assert set(results) == {None, owner}
    with store.write(ANA, NOW) as tx:
        assert tx.claim_key("supplier+number", "acme/123", owner) is None
        tx.release_keys(owner)
        assert tx.claim_key("supplier+number", "acme/123", "inv-other") is None
        assert tx.claim_key("file", "acme/123", owner) is None


def test_a_reader_sees_one_moment_while_writers_work(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        for number in range(20):
            tx.save(plain_invoice(number, note="0"))
    stop = threading.Event()

    def write() -> None:
        """Keep all twenty notes equal, in each commit."""
        turn = 0
        while not stop.is_set():
            turn += 1
            with store.write(ANA, NOW) as tx:
                for number in range(20):
                    tx.save(replace(plain_invoice(number), revision=turn, note=str(turn)))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        seen = set()
        for _ in range(40):
            assert len(store.rows("SELECT DISTINCT note FROM invoices")) == 1
            with store.snapshot() as books:
                first = books.invoices.get("inv-0000").note
                assert {books.invoices.get(f"inv-{n:04d}").note for n in range(1, 20, 6)} == {first}
                seen.add(first)
    finally:
        stop.set()
        writer.join()
    assert len(seen) > 1, "the writer did not get to write while we read"


def test_a_snapshot_stays_as_it_was(store: Store) -> None:
    with store.snapshot() as books:
        assert books.settings.get("x") is None
        with store.write(ANA, NOW) as tx:
            tx.settings.set("x", "1")
            assert tx.settings.get("x") == "1"
            assert store.rows("SELECT * FROM settings") == [], "what is not committed is nobody else's"
        assert books.settings.get("x") is None
    assert store.rows("SELECT value FROM settings") == [("1",)]


def test_threads_do_not_get_one_anothers_rows(store: Store) -> None:
    def ask(which: int) -> int:
        return sum(store.rows("SELECT ? + i FROM range(50) t(i)", [which * 1000])[0][0] != which * 1000 for _ in range(60))

    assert together(ask, 8) == [0] * 8


def test_the_version_grows_with_each_commit_that_changed_something(store: Store) -> None:
    assert store.version == 0
    with store.write(ANA, NOW) as tx:
        tx.settings.set("x", "1")
    assert store.version == 1
    with store.write(ANA, NOW) as tx:
        assert tx.settings.get("x") == "1"
        tx.release_keys("nobody")
    assert store.version == 1, "nothing changed"
    with pytest.raises(ZeroDivisionError), store.write(ANA, NOW) as tx:
        tx.settings.set("x", str(1 // 0))
    assert store.version == 1
