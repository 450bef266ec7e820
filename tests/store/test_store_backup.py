"""A backup is whole or not there, and what is restored equals what was backed up."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from ap_engine.model.errors import StoreBusy
from ap_engine.model.extraction import Extraction, Source
from ap_engine.model.lifecycle import Event
from ap_engine.store import Store, StoreDamaged, audit_log
from tests.store.examples import ANA, CENTER, NOW, ORDER, PERSON, RECEIPT, SUPPLIER, brl, full_invoice, plain_invoice


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    tables = [row[0] for row in store.rows("SELECT table_name FROM information_schema.tables ORDER BY table_name")]
    return {table: store.rows(f"SELECT * FROM {table} ORDER BY ALL") for table in tables}


def fill(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.save(full_invoice(), Event.DOCUMENT_RECEIVED)
        tx.save_extraction("inv-full", 1, Extraction(Source.XML))
        tx.claim_key("file", "x", "inv-full")
        tx.suppliers.save(SUPPLIER)
        tx.people.save(PERSON)
        tx.coding.save_cost_center(CENTER)
        tx.coding.set_budget("it", 2026, 11, brl("100"))
        tx.purchasing.save_order(ORDER)
        tx.purchasing.save_receipt(RECEIPT)


def test_the_restored_books_are_the_same(store: Store, tmp_path: Path) -> None:
    fill(store)
    store.backup(tmp_path / "it's a backup" / "books")
    before = everything(store)
    assert len(before["audit_log"]) == 7
    assert (tmp_path / "it's a backup" / "books").stat().st_mode & 0o077 == 0, "nobody else reads it"
    # Moved elsewhere, as backups are.
    moved = (tmp_path / "it's a backup").rename(tmp_path / "elsewhere") / "books"
    target = tmp_path / "new" / "books.duckdb"
    Store.restore(moved, target)
    assert target.stat().st_mode & 0o077 == store.path.stat().st_mode & 0o077 == 0
    restored = Store.open(target)
    assert everything(restored) == before
    assert audit_log.verify(restored)[:2] == (7, None)
    # And it works on, keys and all.
    with restored.write(ANA, NOW) as tx:
        assert tx.claim_key("file", "x", "inv-2") == "inv-full"
        tx.save(tx.invoices.get("inv-full"), Event.COMMENTED)
    with pytest.raises(duckdb.ConstraintException), restored.write(ANA, NOW) as tx:
        tx.save(full_invoice())
    assert audit_log.verify(restored)[:2] == (8, None)
    restored.close()


def test_a_backup_while_writers_work_is_of_one_moment(store: Store, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with store.write(ANA, NOW) as tx:
                tx.save(plain_invoice(number), Event.DOCUMENT_RECEIVED)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while store.version < 5:
            stop.wait(0.01)
        store.backup(tmp_path / "backup")
    finally:
        stop.set()
        writer.join()
    Store.restore(tmp_path / "backup", tmp_path / "new.duckdb")
    restored = Store.open(tmp_path / "new.duckdb")
    (invoices,), (entries,) = restored.rows("SELECT count(*) FROM invoices UNION ALL SELECT count(*) FROM audit_log")
    assert invoices == entries >= 5
    assert audit_log.verify(restored)[:2] == (entries, None)
    restored.close()


def test_nothing_is_overwritten(store: Store, path: Path, tmp_path: Path) -> None:
    store.backup(tmp_path / "backup")
    with pytest.raises(FileExistsError):
        store.backup(tmp_path / "backup")
    with pytest.raises(StoreBusy):
        Store.restore(tmp_path / "backup", path)
    store.close()
    with pytest.raises(FileExistsError):
        Store.restore(tmp_path / "backup", path)


def test_what_an_interrupted_backup_left_is_no_hindrance(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backup.partial").mkdir()
    (tmp_path / "backup.partial" / "half.parquet").write_bytes(b"PAR1")
    store.backup(tmp_path / "backup")
    assert not (tmp_path / "backup.partial").exists()
    assert not (tmp_path / "backup" / "half.parquet").exists()


def test_a_backup_with_a_touched_log_is_refused_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    fill(store)
    backup, target = tmp_path / "backup", tmp_path / "new.duckdb"
    store.backup(backup)
    log = backup / "audit_log.parquet"
    other = backup / "other.parquet"
    duckdb.execute(f"COPY (SELECT * FROM '{log}' WHERE sequence < 7) TO '{other}' (FORMAT parquet)")
    other.rename(log)
    with pytest.raises(StoreDamaged, match="ends at 6, 7 was written"):
        Store.restore(backup, target)
    assert not target.exists()


def test_after_a_checkpoint_the_file_alone_has_everything(store: Store, path: Path) -> None:
    fill(store)
    wal = path.with_name(path.name + ".wal")
    assert wal.exists()
    assert store.checkpoint()
    assert not wal.exists() or wal.stat().st_size == 0


def test_a_checkpoint_disturbs_no_reader(store: Store) -> None:
    fill(store)
    with store.snapshot() as books:
        before = books.invoices.get("inv-full")
        with store.write(ANA, NOW) as tx:
            tx.save(replace(before, note="changed", holds=()), Event.COMMENTED)
        store.checkpoint()
        assert books.invoices.get("inv-full") == before
    assert store.checkpoint()
    with store.snapshot() as books:
        assert books.invoices.get("inv-full").note == "changed"


def test_a_checkpoint_that_cannot_be_made_now_says_so(store: Store) -> None:
    fill(store)
    other = store._database.cursor()
    other.begin()
    other.change("UPDATE suppliers SET name = 'changed'")
    assert not store.checkpoint()
    other.rollback()
    assert store.checkpoint()
