"""What came from the ERP: its events as they came, its code lists, the log of calls; and small settings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from ap_engine.model.payable import ErpCode
from ap_engine.store.duckdb_dialect import Cursor

CodeKind = Literal["department", "category", "bank_account"]


class ErpEvents:
    """Webhook calls, stored before anything is believed."""

    def __init__(self, cursor: Cursor, at: datetime) -> None:
        self._cursor, self._at = cursor, at

    def add(self, event_id: str, topic: str, body: str) -> bool:
        """Keep a call; False when this event was here before."""
        if self._cursor.one("SELECT 1 FROM erp_events WHERE id = ?", (event_id,)):
            return False
        row = self._cursor.one("SELECT coalesce(max(sequence), 0) + 1 FROM erp_events")
        columns = ("id", "sequence", "topic", "body", "received_at")
        self._cursor.insert("erp_events", columns, [(event_id, row[0] if row else 1, topic, body, self._at)])
        return True

    def waiting(self, limit: int) -> list[tuple[str, str, str]]:
        """Events that nobody looked at yet: (id, topic, body), in the order in which they came."""
        sql = "SELECT id, topic, body FROM erp_events WHERE handled_at IS NULL ORDER BY sequence NULLS LAST LIMIT ?"
        return [(row[0], row[1], row[2]) for row in self._cursor.rows(sql, (limit,))]

    def done(self, event_id: str, outcome: str) -> None:
        """What came of an event; raises KeyError."""
        sql = "UPDATE erp_events SET handled_at = ?, outcome = ? WHERE id = ?"
        if not self._cursor.change(sql, (self._at, outcome, event_id)):
            raise KeyError(event_id)


class ErpCodes:
    """The ERP's departments, categories and bank accounts, as last fetched."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def replace(self, kind: CodeKind, codes: Iterable[ErpCode]) -> None:
        """Put a fetched list in place of the former one; the same list changes nothing."""
        codes = tuple(codes)
        if codes == self.all(kind):
            return
        self._cursor.change("DELETE FROM erp_codes WHERE kind = ?", (kind,))
        rows = [(kind, position, code.code, code.name) for position, code in enumerate(codes)]
        self._cursor.insert("erp_codes", ("kind", "position", "code", "name"), rows)

    def all(self, kind: CodeKind) -> tuple[ErpCode, ...]:
        """The list in the ERP's order."""
        sql = "SELECT code, name FROM erp_codes WHERE kind = ? ORDER BY position NULLS LAST"
        return tuple(ErpCode(*row) for row in self._cursor.rows(sql, (kind,)))


class ErpCalls:
    """The log of calls to the ERP."""

    def __init__(self, cursor: Cursor, at: datetime) -> None:
        self._cursor, self._at = cursor, at

    def add(self, method: str, reference: str, milliseconds: int, outcome: str, words: str) -> None:
        """One call, when it ended."""
        columns = ("called_at", "method", "reference", "milliseconds", "outcome", "words")
        self._cursor.insert("erp_calls", columns, [(self._at, method, reference, milliseconds, outcome, words)])


class Settings:
    """Small facts by name, such as when payments were last fetched."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def get(self, key: str) -> str | None:
        """The fact, or None."""
        row = self._cursor.one("SELECT value FROM settings WHERE key = ?", (key,))
        return row[0] if row else None

    def set(self, key: str, value: str) -> None:
        """Keep it."""
        self._cursor.upsert("settings", ("key",), {"key": key, "value": value})
