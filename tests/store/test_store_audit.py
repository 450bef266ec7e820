"""The audit log: whoever touches an entry, or cuts the log short, is found out."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from ap_engine.model.audit import GENESIS
from ap_engine.model.lifecycle import Event
from ap_engine.store import Store, StoreDamaged, audit_log
from tests.store.examples import ANA, NOW, plain_invoice


def filled(path: Path) -> Path:
    store = Store.open(path)
    for number in range(1, 6):
        with store.write(ANA, NOW + timedelta(microseconds=number - 1)) as tx:
            invoice = tx.save(plain_invoice(number), Event.DOCUMENT_RECEIVED, data={"policy": "7", "name": "çãé\ud800"})
            tx.audit("Looked", invoice.id, {"seconds": 3})
    store.close()
    return path


def test_each_event_is_an_entry_with_its_evidence(path: Path) -> None:
    store = Store.open(filled(path))
    rows = store.rows("SELECT sequence, actor, event, subject, data FROM audit_log ORDER BY sequence LIMIT 2")
    assert [row[:4] for row in rows] == [(1, ANA, "DocumentReceived", "inv-0001"), (2, ANA, "Looked", "inv-0001")]
    assert json.loads(rows[0][4]) == {
        "policy": "7", "name": "çãé\ud800", "state": "pending_approval", "version": 1, "revision": 1,
    }  # fmt: skip
    count, wrong, last = audit_log.verify(store)
    assert (count, wrong) == (10, None)
    assert last == store.rows("SELECT hash FROM audit_log WHERE sequence = 10")[0][0] != GENESIS
    store.close()


def test_an_empty_log_is_right(store: Store) -> None:
    assert audit_log.verify(store) == (0, None, GENESIS)


TAMPERINGS = [
    ("UPDATE audit_log SET actor = 'bruno' WHERE sequence = 4", 4),
    ("UPDATE audit_log SET data = '{}' WHERE sequence = 10", 10),
    ("UPDATE audit_log SET happened_at = happened_at + INTERVAL 1 MICROSECOND WHERE sequence = 1", 1),
    ("UPDATE audit_log SET subject = 'inv-0009' WHERE sequence = 7", 7),
    ("DELETE FROM audit_log WHERE sequence = 1", 1),
    ("DELETE FROM audit_log WHERE sequence = 5", 5),
    ("UPDATE audit_log SET sequence = 11 WHERE sequence = 3", 3),
    ("UPDATE audit_log SET hash = previous_hash WHERE sequence = 6", 6),
    (
        "INSERT INTO audit_log SELECT 11, happened_at, actor, event, subject, data, previous_hash, hash FROM audit_log WHERE sequence = 10",
        11,
    ),
]


@pytest.mark.parametrize(("sql", "first_wrong"), TAMPERINGS)
def test_a_touched_entry_is_found(path: Path, sql: str, first_wrong: int) -> None:
    with duckdb.connect(str(filled(path))) as raw:
        raw.execute(sql)
    store = Store.open(path)
    count, wrong, _ = audit_log.verify(store)
    assert (count, wrong) == (first_wrong - 1, first_wrong)
    store.close()


def test_a_log_that_was_cut_short_is_refused(path: Path) -> None:
    with duckdb.connect(str(filled(path))) as raw:
        raw.execute("DELETE FROM audit_log WHERE sequence > 8")
    with pytest.raises(StoreDamaged, match="entry 10 of the audit log was written and is not there"):
        Store.open(path)
    with pytest.raises(StoreDamaged):
        Store.open(path)  # and it stays refused


def test_a_log_that_was_written_anew_is_refused(path: Path) -> None:
    """Someone with the file and this very code makes a chain that is right in itself: the note beside it knows better."""
    filled(path)
    other = path.with_name("other.duckdb")
    store = Store.open(other)
    for number in range(10):
        with store.write("bruno", NOW) as tx:
            tx.audit("Looked", str(number), {})
    store.close()
    other.rename(path)
    with pytest.raises(StoreDamaged):
        Store.open(path)


def test_what_goes_missing_while_the_store_is_open_is_found(path: Path) -> None:
    store = Store.open(filled(path))
    note = path.with_name(path.name + ".audit")
    note.write_text(audit_log.line((12, "f" * 64)))
    assert audit_log.verify(store)[:2] == (10, 11)
    note.write_text(audit_log.line((9, "f" * 64)))
    assert audit_log.verify(store)[:2] == (8, 9)
    store.close()


def test_the_wal_that_vanished_is_noticed(path: Path) -> None:
    """DuckDB opens without its write-ahead log and says nothing (storage.md, 5.3)."""
    code = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from ap_engine.store import Store
store = Store.open(Path(sys.argv[1]))
for i in range(5):
    with store.write("ana", datetime.now(UTC)) as tx:
        tx.audit("Written", str(i), {})
os._exit(0)
"""
    subprocess.run([sys.executable, "-c", code, str(path)], check=True, cwd=Path(__file__).parents[2])
    wal = path.with_name(path.name + ".wal")
    assert wal.stat().st_size > 0
    wal.unlink()
    with pytest.raises(StoreDamaged, match="entry 5"):
        Store.open(path)


def test_a_new_file_begins_a_new_log(path: Path) -> None:
    filled(path).unlink()
    store = Store.open(path)
    assert audit_log.verify(store) == (0, None, GENESIS)
    store.close()


def test_a_note_that_cannot_be_read_is_no_note() -> None:
    assert audit_log.parse("") is None
    assert audit_log.parse("x " + "0" * 64) is None
    assert audit_log.parse("12 abc") is None
    tip = (12, hashlib.sha256().hexdigest())
    assert audit_log.parse(audit_log.line(tip)) == tip
