"""Backups: every table as Parquet, of one moment, in a folder that appears whole or not at all (storage.md, 5.4)."""

from __future__ import annotations

import os
from pathlib import Path

from ap_engine.store import audit_log, duckdb_dialect
from ap_engine.store.errors import StoreDamaged

_TIP = "audit_tip.txt"


def write(cursor: duckdb_dialect.Cursor, folder: Path) -> None:
    """Export what the cursor sees; returns when it is on disk. Raises FileExistsError: a backup is never overwritten."""
    if folder.exists():
        raise FileExistsError(f"{folder} exists; a backup is never overwritten")
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = folder.with_name(folder.name + ".partial")
    _remove(partial)
    cursor.begin(read_only=True)
    try:
        tip = audit_log.last(cursor)
        duckdb_dialect.export(cursor, partial)
    finally:
        cursor.rollback()
    partial.chmod(0o700)
    (partial / _TIP).write_text(audit_log.line(tip), encoding="ascii")
    for path in (*partial.iterdir(), partial):
        _sync(path)
    partial.rename(folder)
    _sync(folder.parent)


def read(folder: Path, path: Path) -> audit_log.Tip:
    """Build the books at `path`, which must not exist, from a backup; the last audit entry's sequence and hash.

    Raises StoreDamaged, and leaves nothing at `path`, when the backup lacks audit entries or one is wrong.
    """
    tip = audit_log.parse((folder / _TIP).read_text(encoding="ascii"))
    partial = path.with_name(path.name + ".restoring")
    partial.unlink(missing_ok=True)
    try:
        database = duckdb_dialect.Database(partial)
        try:
            cursor = database.cursor()
            duckdb_dialect.import_(cursor, folder)
            found, wrong = audit_log.walk(cursor)
            cursor.close()
        finally:
            database.close()
        if wrong is not None or tip != found:
            raise StoreDamaged(f"{folder}: its audit log ends at {found[0]}, {tip[0] if tip else 'an unknown entry'} was written")
        partial.chmod(0o600)
        _sync(partial)
        partial.rename(path)
        _sync(path.parent)
    finally:
        partial.unlink(missing_ok=True)
    return found


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> None:
    """Take away what an interrupted backup left."""
    if folder.is_dir():
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()
