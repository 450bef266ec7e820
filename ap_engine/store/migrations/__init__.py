"""Numbered SQL files, applied in order, each in one transaction; `schema_version` tells which are done."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ap_engine.store.duckdb_dialect import Cursor
from ap_engine.store.errors import StoreDamaged

FOLDER = Path(__file__).parent
_NAME = re.compile(r"(\d{4})_\w+\.sql")


def files(folder: Path = FOLDER) -> dict[int, Path]:
    """The migrations of a folder by number; raises ValueError when two share a number or one is missing."""
    found: dict[int, Path] = {}
    for path in sorted(folder.glob("*.sql")):
        name = _NAME.fullmatch(path.name)
        number = int(name[1]) if name else 0
        if number != len(found) + 1:
            raise ValueError(f"{path.name}: migrations are numbered 0001, 0002, … without a gap")
        found[number] = path
    return found


def current(cursor: Cursor) -> int:
    """The number of the last migration that was applied; 0 for a new file."""
    if not cursor.rows("SELECT 1 FROM information_schema.tables WHERE table_name = 'schema_version'"):
        return 0
    row = cursor.one("SELECT coalesce(max(number), 0) FROM schema_version")
    return int(row[0]) if row else 0


def migrate(cursor: Cursor, at: datetime, before: Callable[[int], None], folder: Path = FOLDER) -> int:
    """Apply what is missing; how many were applied.

    `before` is called once with the present number, when an existing file is about to change (to back it up).
    Raises StoreDamaged when the file was written by a newer program.
    """
    known, done = files(folder), current(cursor)
    if done > len(known):
        raise StoreDamaged(f"the books have schema {done}, this program knows {len(known)}: use the newer program")
    missing = [number for number in known if number > done]
    if missing and done:
        before(done)
    for number in missing:
        _apply(cursor, at, number, known[number])
    return len(missing)


def _apply(cursor: Cursor, at: datetime, number: int, path: Path) -> None:
    cursor.begin()
    try:
        if number == 1:
            cursor.execute_script(
                "CREATE TABLE schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL)"
            )
        cursor.execute_script(path.read_text(encoding="utf-8"))
        cursor.insert("schema_version", ("number", "name", "applied_at"), [(number, path.stem, at)])
        cursor.commit()
    except BaseException:
        cursor.rollback()
        raise
