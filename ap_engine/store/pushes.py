"""The outbox of messages to people, kept in the same commit as what caused them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from datetime import datetime, timedelta

from ap_engine.model.push import Nag, PushKind, PushMessage, PushState
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor, Row

_COLUMNS = "id, kind, person_id, invoice_id, invoice_version, level, state, attempts, words, dead, way"
_NAG = ("invoice_id", "version", "level", "person_id", "number", "digest_id", "given_at")


def _message(row: Row) -> PushMessage:
    return PushMessage(
        row[0],
        PushKind(row[1]),
        row[2],
        row[3],
        row[4],
        row[5],
        PushState(row[6]),
        row[7],
        row[8],
        tuple(row[9].split()),
        row[10],
    )


class Pushes:
    """Messages in the order in which they were asked for, and the reminders that went into them."""

    def __init__(self, cursor: Cursor, at: datetime) -> None:
        self._cursor, self._at = cursor, at

    def add(self, message: PushMessage) -> bool:
        """Ask for a message, once for its id. One that was withdrawn, and is right again, waits anew; whether it waits now."""
        known = self._cursor.one("SELECT state FROM push_messages WHERE id = ?", (message.id,))
        if known is not None and known[0] != PushState.WITHDRAWN:
            return False
        if known is not None:
            self._cursor.change(
                "UPDATE push_messages SET state = ?, attempts = 0, words = '', dead = '', way = '', asked_at = ?, "
                "not_before = ?, settled_at = NULL WHERE id = ?",
                (PushState.WAITING, self._at, self._at, message.id),
            )
            return True
        row = self._cursor.one("SELECT coalesce(max(sequence), 0) + 1 FROM push_messages")
        content = (message.id, message.kind, message.person_id, message.invoice_id, message.invoice_version, message.level)
        columns = [*_COLUMNS.split(", "), "sequence", "asked_at", "not_before"]
        standing = (PushState.WAITING, 0, "", "", "", row[0] if row else 1, self._at, self._at)
        self._cursor.insert("push_messages", columns, [(*content, *standing)])
        return True

    def withdraw(self, invoice_id: str, but: Iterable[str]) -> int:
        """What waits about an invoice and is right no more is not sent; how many. One under way cannot be called back."""
        kept = list(but)
        places = ", ".join("?" for _ in kept)
        other = f" AND id NOT IN ({places})" if kept else ""
        return self._cursor.change(
            f"UPDATE push_messages SET state = ?, settled_at = ? WHERE invoice_id = ? AND state = ? AND kind = ?{other}",  # noqa: S608
            (PushState.WITHDRAWN, self._at, invoice_id, PushState.WAITING, PushKind.TO_APPROVE, *kept),
        )

    def due(self, now: datetime, limit: int) -> list[PushMessage]:
        """What may be sent now, oldest first."""
        rows = self._cursor.rows(
            f"SELECT {_COLUMNS} FROM push_messages WHERE state IN (?, ?) AND not_before <= ? "  # noqa: S608
            "ORDER BY sequence NULLS LAST LIMIT ?",
            (PushState.WAITING, PushState.SENDING, now, limit),
        )
        return [_message(row) for row in rows]

    def get(self, message_id: str) -> PushMessage:
        """One message; raises KeyError."""
        row = self._cursor.one(f"SELECT {_COLUMNS} FROM push_messages WHERE id = ?", (message_id,))  # noqa: S608
        if row is None:
            raise KeyError(message_id)
        return _message(row)

    def find(self, message_id: str) -> PushMessage | None:
        """One message, or None."""
        row = self._cursor.one(f"SELECT {_COLUMNS} FROM push_messages WHERE id = ?", (message_id,))  # noqa: S608
        return _message(row) if row else None

    def take(self, message_id: str, until: datetime) -> None:
        """It is being sent; nobody else takes it up before `until`."""
        sql = "UPDATE push_messages SET state = ?, not_before = ? WHERE id = ?"
        self._cursor.change(sql, (PushState.SENDING, until, message_id))

    def mark(self, message: PushMessage, wait: timedelta = timedelta()) -> None:
        """Where it stands now: its state, attempts, words, dead channels and way."""
        settled = None if message.state in (PushState.WAITING, PushState.SENDING) else self._at
        touched = self._cursor.change(
            "UPDATE push_messages SET state = ?, attempts = ?, words = ?, dead = ?, way = ?, not_before = ?, settled_at = ? "
            "WHERE id = ?",
            (message.state, message.attempts, message.words, " ".join(message.dead), message.way, self._at + wait, settled,
             message.id),
        )  # fmt: skip
        if not touched:
            raise KeyError(message.id)

    def recall_sending(self) -> int:
        """After a start: what was under way when the last process ended is due at once."""
        return self._cursor.change("UPDATE push_messages SET not_before = ? WHERE state = ?", (self._at, PushState.SENDING))

    def asked(self) -> list[tuple[PushMessage, datetime]]:
        """Every message that asked for an approval which was not withdrawn, with when it was asked; of pending invoices only."""
        rows = self._cursor.rows(
            f"SELECT {', '.join('m.' + one for one in _COLUMNS.split(', '))}, m.asked_at FROM push_messages m "  # noqa: S608
            "JOIN invoices i ON i.id = m.invoice_id AND i.version = m.invoice_version "
            "WHERE m.kind = ? AND m.state <> ? AND i.state = 'pending_approval' ORDER BY m.sequence NULLS LAST",
            (PushKind.TO_APPROVE, PushState.WITHDRAWN),
        )
        return [(_message(row), values.moment(row[-1])) for row in rows]

    def nags(self, invoice_id: str) -> tuple[Nag, ...]:
        """The reminders given about an invoice, oldest first."""
        return self._nags("invoice_id", invoice_id)

    def nags_of(self, digest_id: str) -> tuple[Nag, ...]:
        """The reminders that went into a digest, oldest first."""
        return self._nags("digest_id", digest_id)

    def _nags(self, column: str, value: str) -> tuple[Nag, ...]:
        sql = f"SELECT {', '.join(_NAG)} FROM push_nags WHERE {column} = ? ORDER BY given_at, number, invoice_id, level"  # noqa: S608
        return tuple(
            Nag(row[0], row[1], row[2], row[3], row[4], row[5], values.moment(row[6])) for row in self._cursor.rows(sql, (value,))
        )

    def add_nag(self, nag: Nag) -> None:
        """A reminder was given."""
        self._cursor.insert("push_nags", _NAG, [astuple(nag)])
