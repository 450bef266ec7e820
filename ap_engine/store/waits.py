"""Invoices that wait until a day."""

from __future__ import annotations

from dataclasses import asdict

from ap_engine.model.waiting import Wait
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor


class Waits:
    """The last time that each invoice was put off. The audit entry is the invoice's own, by whoever writes it."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def find(self, invoice_id: str) -> Wait | None:
        """The last time that it was put off, over or not."""
        row = self._cursor.one(
            "SELECT invoice_id, version, until, reason, put_by, put_at, ended_at FROM waits WHERE invoice_id = ?", (invoice_id,)
        )
        if row is None:
            return None
        return Wait(row[0], row[1], row[2], row[3], row[4], values.moment(row[5]), values.moment_or_none(row[6]))

    def save(self, wait: Wait) -> None:
        """Put it off, or end that."""
        self._cursor.upsert("waits", ("invoice_id",), asdict(wait))
