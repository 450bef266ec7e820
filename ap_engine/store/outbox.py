"""The outbox: what the ERP is still to be told, kept in the same commit as what caused it."""

from __future__ import annotations

from datetime import datetime

from ap_engine.model.payable import ErpMessage, MessageKind, MessageState
from ap_engine.store.duckdb_dialect import Cursor, Row

_COLUMNS = "id, kind, invoice_id, invoice_version, payload, state, attempts, words"


def _message(row: Row) -> ErpMessage:
    return ErpMessage(row[0], MessageKind(row[1]), row[2], row[3], row[4], MessageState(row[5]), row[6], row[7])


class Outbox:
    """Messages in the order in which they were asked for."""

    def __init__(self, cursor: Cursor, at: datetime) -> None:
        self._cursor, self._at = cursor, at

    def add(self, message: ErpMessage, not_before: datetime) -> None:
        """Ask for a delivery, once per message id.

        A refused or parked message is asked for anew: it waits again, with its count of attempts going on (so that each
        answer stays tellable from the last). One that waits, is under way or was delivered stays as it is.
        """
        known = self._cursor.one("SELECT state FROM erp_messages WHERE id = ?", (message.id,))
        if known is None:
            row = self._cursor.one("SELECT coalesce(max(sequence), 0) + 1 FROM erp_messages")
            columns = [*_COLUMNS.split(", "), "sequence", "not_before"]
            content = (message.id, message.kind, message.invoice_id, message.invoice_version, message.payload)
            standing = (message.state, message.attempts, message.words, row[0] if row else 1, not_before)
            self._cursor.insert("erp_messages", columns, [(*content, *standing)])
        elif known[0] in (MessageState.REFUSED, MessageState.PARKED):
            self._cursor.change(
                "UPDATE erp_messages SET state = ?, payload = ?, not_before = ? WHERE id = ?",
                (MessageState.WAITING, message.payload, not_before, message.id),
            )

    def due(self, now: datetime, limit: int) -> list[ErpMessage]:
        """What may be sent now, oldest first; of each invoice only the oldest message that was not delivered.

        One in SENDING has an unknown outcome: look it up before sending. What was refused holds up only messages of the
        same content version: a corrected invoice is told anew.
        """
        rows = self._cursor.rows(
            f"SELECT {_COLUMNS} FROM erp_messages m WHERE m.state IN (:waiting, :sending) AND m.not_before <= :now "  # noqa: S608
            "AND NOT EXISTS (SELECT 1 FROM erp_messages o WHERE o.invoice_id = m.invoice_id AND o.sequence < m.sequence "
            "AND (o.state IN (:sending, :parked) OR (o.invoice_version = m.invoice_version AND o.state <> :delivered))) "
            "ORDER BY m.sequence NULLS LAST LIMIT :some",
            {
                "waiting": MessageState.WAITING,
                "sending": MessageState.SENDING,
                "parked": MessageState.PARKED,
                "delivered": MessageState.DELIVERED,
                "now": now,
                "some": limit,
            },
        )
        return [_message(row) for row in rows]

    def get(self, message_id: str) -> ErpMessage:
        """One message; raises KeyError."""
        row = self._cursor.one(f"SELECT {_COLUMNS} FROM erp_messages WHERE id = ?", (message_id,))  # noqa: S608
        if row is None:
            raise KeyError(message_id)
        return _message(row)

    def mark(self, message_id: str, state: MessageState, attempts: int, words: str, not_before: datetime) -> None:
        """Where a message stands; raises KeyError."""
        sql = "UPDATE erp_messages SET state = ?, attempts = ?, words = ?, not_before = ? WHERE id = ?"
        if not self._cursor.change(sql, (state, attempts, words, not_before, message_id)):
            raise KeyError(message_id)

    def recall_sending(self) -> int:
        """After a start: messages that were under way are due at once. They stay SENDING, for nobody knows what became of them."""
        return self._cursor.change("UPDATE erp_messages SET not_before = ? WHERE state = ?", (self._at, MessageState.SENDING))

    def all(self, limit: int = 500) -> list[ErpMessage]:
        """Messages, the newest first."""
        sql = f"SELECT {_COLUMNS} FROM erp_messages ORDER BY sequence DESC NULLS LAST LIMIT ?"  # noqa: S608
        return [_message(row) for row in self._cursor.rows(sql, (limit,))]
