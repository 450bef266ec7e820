"""The audit log: entries sealed one over the other, and the note beside the books that shows a truncated log.

The note (`<books>.audit`) has the last entry's sequence and hash. It is written after each commit, so it is never ahead
of the books: when the books end before it, entries were lost or taken away (storage.md, 5.3).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ap_engine.model.audit import GENESIS, AuditEntry, seal
from ap_engine.store.duckdb_dialect import Cursor, clean

if TYPE_CHECKING:
    from ap_engine.store.database import Store

COLUMNS = ("sequence", "happened_at", "actor", "event", "subject", "data", "previous_hash", "hash")
_AT_ONCE = 5000
Tip = tuple[int, str]
"""Sequence and hash of the last entry; (0, GENESIS) when there is none."""


class Chain:
    """The entries of one transaction, appended to the chain as it stood; written with one statement at the end."""

    def __init__(self, tip: Tip) -> None:
        self.tip = tip
        self.entries: list[AuditEntry] = []

    def append(self, happened_at: datetime, actor: str, event: str, subject: str, data: str) -> None:
        """Seal one more entry over the last."""
        sequence, previous = self.tip[0] + 1, self.tip[1]
        parts = (happened_at.astimezone(UTC), clean(actor), clean(event), clean(subject), clean(data), previous)
        self.tip = (sequence, seal(sequence, *parts))
        self.entries.append(AuditEntry(sequence, *parts, self.tip[1]))

    def write(self, cursor: Cursor) -> None:
        """Insert the entries."""
        rows = [tuple(getattr(entry, name) for name in COLUMNS) for entry in self.entries]
        cursor.insert("audit_log", COLUMNS, rows)


def last(cursor: Cursor) -> Tip:
    """The last entry's sequence and hash."""
    row = cursor.one("SELECT sequence, hash FROM audit_log ORDER BY sequence DESC NULLS LAST LIMIT 1")
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)


def entry_of(row: tuple[object, ...]) -> AuditEntry:
    """An entry from a row with COLUMNS."""
    sequence, happened_at, *rest = row
    assert isinstance(sequence, int)
    assert isinstance(happened_at, datetime)
    actor, event, subject, data, previous, digest = (str(value) for value in rest)
    return AuditEntry(sequence, happened_at.astimezone(UTC), actor, event, subject, data, previous, digest)


def follow(entries: Iterable[AuditEntry], tip: Tip = (0, GENESIS), noted: Tip | None = None) -> tuple[Tip, int | None]:
    """Walk entries that follow `tip`: where the walk ended, and the first sequence that is wrong (None when all are right).

    An entry is wrong too when it stands where the note says another hash: the whole chain was written anew.
    """
    for entry in entries:
        expected = tip[0] + 1
        parts = (entry.happened_at, entry.actor, entry.event, entry.subject, entry.data, tip[1])
        other = noted is not None and noted[0] == expected and noted[1] != entry.hash
        if other or entry != AuditEntry(expected, *parts, seal(expected, *parts)):
            return tip, expected
        tip = (expected, entry.hash)
    return tip, None


def walk(cursor: Cursor, noted: Tip | None = None) -> tuple[Tip, int | None]:
    """Check every entry: the last that is right, and the first wrong sequence or None."""
    tip: Tip = (0, GENESIS)
    full = True
    while full:
        rows = cursor.rows(
            f"SELECT {', '.join(COLUMNS)} FROM audit_log WHERE sequence > :after "  # noqa: S608  names of ours
            "ORDER BY sequence NULLS LAST LIMIT :some",
            {"after": tip[0], "some": _AT_ONCE},
        )
        full = len(rows) == _AT_ONCE
        tip, wrong = follow((entry_of(row) for row in rows), tip, noted)
        if wrong is not None:
            return tip, wrong
    return tip, None if noted is None or noted[0] <= tip[0] else tip[0] + 1


def has(cursor: Cursor, tip: Tip) -> bool:
    """Whether the log has this entry; the beginning, sequence 0, is always there."""
    row = cursor.one("SELECT hash FROM audit_log WHERE sequence = ?", (tip[0],))
    return tip[0] == 0 or (row is not None and row[0] == tip[1])


def verify(store: Store) -> tuple[int, int | None, str]:
    """Check every entry and the note: (entries that are right, first wrong sequence or None, last right hash)."""
    noted = store.noted_tip()
    with store.snapshot() as books:
        tip, wrong = walk(books.cursor, noted)
    return tip[0], wrong, tip[1]


class TipNote:
    """The note beside the books: one line of fixed length, overwritten in one write."""

    def __init__(self, books: Path) -> None:
        self._path = books.with_name(books.name + ".audit")
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)

    def read(self) -> Tip | None:
        """What is noted, or None when nothing readable is."""
        return parse(os.pread(self._descriptor, 128, 0).decode("ascii", "replace"))

    def write(self, tip: Tip) -> None:
        """Note a new last entry."""
        os.pwrite(self._descriptor, line(tip).encode(), 0)

    def sync(self) -> None:
        """Make sure of it on disk."""
        os.fsync(self._descriptor)

    def close(self) -> None:
        """Done with it."""
        os.close(self._descriptor)


def line(tip: Tip) -> str:
    """The note's text."""
    return f"{tip[0]:020d} {tip[1]}\n"


def parse(text: str) -> Tip | None:
    """The tip that `line` wrote, or None."""
    parts = text.split()
    if len(parts) != 2 or not parts[0].isdigit() or len(parts[1]) != len(GENESIS):
        return None
    return int(parts[0]), parts[1]
