"""The sandbox's books: one SQLite file, every write committed and on disk before its answer goes out.

Plain sqlite3 on purpose: these are the books of the simulated ERP, not the engine's store, and they must be a stranger's.
A record is a kind, an id, an integration code that is unique for its kind, a parent, and Omie's own object as JSON.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ap_engine.erp.wire import Json, decode, encode

FIRST_ID = 9_809_218_600  # Omie's ids do not fit in 32 bits
SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, code TEXT, parent INTEGER, body TEXT NOT NULL, UNIQUE (kind, code)
);
CREATE INDEX IF NOT EXISTS records_by_parent ON records (kind, parent);
CREATE TABLE IF NOT EXISTS files (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    next_at REAL NOT NULL DEFAULT 0, words TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT);
"""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing in the books."""

    id: int
    kind: str
    code: str | None
    parent: int | None
    body: Json


class Books:
    """Thread-safe; one transaction at a time."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000;" + SCHEMA)
        with self.transaction():
            if not self.sql("SELECT 1 FROM sqlite_sequence WHERE name = 'records'"):
                self.sql("INSERT INTO sqlite_sequence (name, seq) VALUES ('records', ?)", FIRST_ID)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; committed and synced to disk when the block is left. May be nested."""
        with self._lock:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def sql(self, statement: str, *values: object) -> list[tuple[object, ...]]:
        """Run one statement."""
        with self._lock:
            return self._db.execute(statement, values).fetchall()

    def add(self, kind: str, code: str | None, body: Json, parent: int | None = None) -> int:
        """A new record; its id. The caller has made sure that the code is new."""
        with self._lock:
            cursor = self._db.execute(
                "INSERT INTO records (kind, code, parent, body) VALUES (?, ?, ?, ?)", (kind, code or None, parent, encode(body))
            )
            if cursor.lastrowid is None:
                raise sqlite3.DatabaseError("SQLite gave no id")
            return cursor.lastrowid

    def put(self, record_id: int, body: Json) -> None:
        """Replace a record's body."""
        self.sql("UPDATE records SET body = ? WHERE id = ?", encode(body), record_id)

    def remove(self, record_id: int) -> None:
        """Forget a record; its id is never used again."""
        self.sql("DELETE FROM records WHERE id = ?", record_id)

    def get(self, kind: str, record_id: int) -> Record | None:
        """By Omie's id."""
        return self._one("kind = ? AND id = ?", kind, record_id)

    def by_code(self, kind: str, code: str) -> Record | None:
        """By integration code."""
        return self._one("kind = ? AND code = ?", kind, code) if code else None

    def all(self, kind: str) -> list[Record]:
        """Every record of a kind, in the order of ids."""
        return self._many("kind = ?", kind)

    def children(self, kind: str, parent: int) -> list[Record]:
        """Every record of a kind under a parent."""
        return self._many("kind = ? AND parent = ?", kind, parent)

    def setting(self, name: str) -> str | None:
        """A kept setting; None when it is not set."""
        rows = self.sql("SELECT value FROM settings WHERE name = ?", name)
        return None if not rows or rows[0][0] is None else str(rows[0][0])

    def set_setting(self, name: str, value: str | None) -> None:
        """Keep a setting."""
        self.sql("INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)

    def keep_file(self, sha256: str, content: bytes) -> None:
        """Keep a file's bytes once."""
        self.sql("INSERT OR IGNORE INTO files VALUES (?, ?)", sha256, content)

    def file(self, sha256: str) -> bytes | None:
        """A kept file."""
        rows = self.sql("SELECT content FROM files WHERE sha256 = ?", sha256)
        return rows[0][0] if rows and isinstance(rows[0][0], bytes) else None

    def _one(self, where: str, *values: object) -> Record | None:
        found = self._many(where, *values)
        return found[0] if found else None

    def _many(self, where: str, *values: object) -> list[Record]:
        # `where` is one of the constants above, never a caller's text
        rows = self.sql(f"SELECT id, kind, code, parent, body FROM records WHERE {where} ORDER BY id", *values)  # noqa: S608
        return [_record(row) for row in rows]


def _record(row: tuple[object, ...]) -> Record:
    number, kind, code, parent, body = row
    content = decode(str(body))
    if not isinstance(number, int) or not isinstance(content, dict):
        raise sqlite3.DatabaseError("the sandbox's books are damaged")
    return Record(number, str(kind), None if code is None else str(code), parent if isinstance(parent, int) else None, content)
