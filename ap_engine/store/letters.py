"""The letters of the mailbox for invoices."""

from __future__ import annotations

import json
from datetime import datetime

from ap_engine.model.letters import Letter
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor
from ap_engine.store.parties import Note


class Letters:
    """Letters as one transaction or snapshot sees them."""

    def __init__(self, cursor: Cursor, note: Note, at: datetime) -> None:
        self._cursor, self._note, self._at = cursor, note, at

    def enter(self, letter: Letter) -> None:
        """Note what a letter brought; its files are among the originals already."""
        left_out = [list(one) for one in letter.left_out]
        row = {
            "key": letter.key,
            "sender": letter.sender,
            "subject": letter.subject,
            "sent_at": letter.sent_at,
            "taken_at": self._at,
            "invoices": json.dumps(letter.invoices),
            "left_out": json.dumps(left_out, ensure_ascii=False),
        }
        self._cursor.insert("letters", tuple(row), [tuple(row.values())])
        told = {"sender": letter.sender, "subject": letter.subject, "invoices": list(letter.invoices), "left_out": left_out}
        self._note("LetterTakenIn", letter.key, told)

    def with_something_left_out(self, since: datetime, most: int) -> tuple[Letter, ...]:
        """Letters of which something became no invoice, newest first."""
        rows = self._cursor.rows(
            "SELECT key, sender, subject, sent_at, taken_at, invoices, left_out FROM letters "
            "WHERE taken_at >= ? AND left_out <> '[]' ORDER BY taken_at DESC, key LIMIT ?",
            (since, most),
        )
        return tuple(
            Letter(
                key, sender, subject, values.moment_or_none(sent), invoices=tuple(json.loads(invoices)),
                left_out=tuple((name, why) for name, why in json.loads(left_out)), taken_at=values.moment(taken),
            )
            for key, sender, subject, sent, taken, invoices, left_out in rows
        )  # fmt: skip
