"""Everything that is DuckDB's own: opening, cursors, parameters, counts, checkpoint, export and import.

Another engine would be one more module with the same classes; the SQL elsewhere is the subset that PostgreSQL shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import duckdb

from ap_engine.store.errors import StoreDamaged, StoreDead

Params = Mapping[str, object] | Sequence[object]
Row = tuple[Any, ...]

# 1.5 binds Decimal('1E+5') as 1.00 and breaks indexes after kill -9; 2.1 has not been through the race and kill tests.
_TESTED = "2.0."
_NAMED = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")
_FATAL = (duckdb.FatalException, duckdb.InternalException)
# Rows of one multi-row INSERT: few statements, and statements that stay small enough to plan.
_ROWS_AT_ONCE = 200


def clean(text: str) -> str:
    """Text as every engine takes it: without NUL (PostgreSQL refuses it) and lone surrogates (both refuse them)."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def adapt(value: object) -> object:
    """A parameter, checked: no float, no naive datetime, no Decimal without a value; enums as their text."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        raise TypeError("no float goes into the books")
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is no amount")
    return value


def _bind(params: Params) -> Any:
    if isinstance(params, Mapping):
        return {name: adapt(value) for name, value in params.items()}
    return [adapt(value) for value in params]


class Cursor:
    """One connection of its own with its own transaction; used by one thread at a time.

    SQL takes `?` with a sequence, or `:name` with a mapping. Raises StoreDead when the engine is broken for good.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection = database.connect()
        # A statement of the present transaction failed; a statement of it changed something.
        self.failed = False
        self.changed = False

    @contextmanager
    def _engine(self) -> Iterator[None]:
        if self._database.dead:
            raise StoreDead(self._database.dead)
        try:
            yield
        except duckdb.Error as error:
            self.failed = True
            if isinstance(error, _FATAL) or "has been invalidated" in str(error):
                self._database.dead = str(error)
                raise StoreDead(str(error)) from error
            raise

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """All rows of a query."""
        if isinstance(params, Mapping):
            sql = _NAMED.sub(r"$\1", sql)
        with self._engine():
            return self._connection.execute(sql, _bind(params)).fetchall()

    def one(self, sql: str, params: Params = ()) -> Row | None:
        """The first row, or None."""
        found = self.rows(sql, params)
        return found[0] if found else None

    def named(self, sql: str, params: Params = ()) -> dict[str, Any] | None:
        """The first row by column name, or None."""
        found = self.one(sql, params)
        if found is None:
            return None
        return dict(zip((column[0] for column in self._connection.description or ()), found, strict=True))

    def change(self, sql: str, params: Params = ()) -> int:
        """Carry out an INSERT, UPDATE or DELETE; how many rows it touched."""
        touched = int(self.rows(sql, params)[0][0])
        self.changed = self.changed or touched > 0
        return touched

    def insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Insert rows with as few statements as can be."""
        marks = "(" + ", ".join("?" * len(columns)) + ")"
        head = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608  names of ours, never from outside
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            self.changed = True
            some = rows[start : start + _ROWS_AT_ONCE]
            self.rows(head + ", ".join([marks] * len(some)), [value for row in some for value in row])

    def upsert(self, table: str, keys: Sequence[str], row: Mapping[str, object]) -> None:
        """Insert a row, or update the one with the same key."""
        rest = [name for name in row if name not in keys]
        update = ", ".join(f"{name} = excluded.{name}" for name in rest)
        marks = ", ".join("?" * len(row))
        self.change(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks}) "  # noqa: S608
            f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {update}",
            list(row.values()),
        )

    def begin(self, *, read_only: bool = False) -> None:
        """Start a transaction: a snapshot that this cursor alone sees and changes."""
        self.failed = self.changed = False
        with self._engine():
            self._connection.execute("BEGIN TRANSACTION READ ONLY" if read_only else "BEGIN TRANSACTION")

    def commit(self) -> None:
        """Commit. After a failed statement DuckDB would roll back here and say nothing, so that is refused."""
        if self.failed:
            raise BrokenTransaction("a statement of this transaction failed; it cannot be committed")
        with self._engine():
            self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Undo. A failed COMMIT has already ended the transaction: then there is nothing to undo."""
        if self._database.dead:
            return
        try:
            with self._engine():
                self._connection.execute("ROLLBACK")
        except duckdb.TransactionException as error:
            if "no transaction is active" not in str(error):
                raise

    def execute_script(self, script: str) -> None:
        """Several statements, without parameters (migrations)."""
        with self._engine():
            self._connection.execute(script)

    def close(self) -> None:
        """Give the connection back; an open transaction is rolled back."""
        self._connection.close()


class BrokenTransaction(RuntimeError):
    """Something went on after a failed statement: a bug."""


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


class Database:
    """One open DuckDB file. Raises StoreDamaged when it cannot be opened; both files are then left as they are."""

    def __init__(self, path: Path) -> None:
        if not duckdb.__version__.startswith(_TESTED):
            raise RuntimeError(f"DuckDB {duckdb.__version__} has not been through the race and kill tests")
        try:
            self._connection = duckdb.connect(str(path))
        except duckdb.Error as error:
            raise StoreDamaged(f"{path} cannot be opened: {error}") from error
        # A cursor does not inherit what `SET` set on its parent; the global setting reaches every later cursor.
        self._connection.execute("SET GLOBAL TimeZone = 'UTC'")
        # What killed the engine, once something has: from then on every call raises StoreDead (storage.md, rule 10).
        self.dead = ""

    def connect(self) -> duckdb.DuckDBPyConnection:
        """A further connection to the same open file."""
        return self._connection.cursor()

    def cursor(self) -> Cursor:
        """A cursor of its own; each thread needs one."""
        return Cursor(self)

    def checkpoint(self) -> bool:
        """Fold the write-ahead log into the file; False when an open reader prevents it. Only under the writer lock."""
        cursor = self.cursor()
        try:
            cursor.execute_script("CHECKPOINT")
        except duckdb.TransactionException:
            return False
        finally:
            cursor.close()
        return True

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def export(cursor: Cursor, folder: Path) -> None:
    """Write every table as Parquet into `folder`, as the cursor's transaction sees them."""
    cursor.execute_script(f"EXPORT DATABASE {_quoted(folder)} (FORMAT parquet)")


def import_(cursor: Cursor, folder: Path) -> None:
    """Read into an empty database what `export` wrote."""
    cursor.execute_script(f"IMPORT DATABASE {_quoted(folder)}")
