"""How people are reached. Addresses are kept sealed, and the audit log has only what may be shown of them."""

from __future__ import annotations

from datetime import datetime

from ap_engine.model.push import Channel
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor, Row
from ap_engine.store.parties import Note

_COLUMNS = "id, person_id, position, shown, address, words, failed_at"


class Channels:
    """Channels by person, in the order of preference; and the language in which a person is written to."""

    def __init__(self, cursor: Cursor, note: Note, at: datetime) -> None:
        self._cursor, self._note, self._at = cursor, note, at

    def of(self, person_id: str) -> tuple[Channel, ...]:
        """A person's channels, the preferred one first."""
        sql = f"SELECT {_COLUMNS} FROM push_channels WHERE person_id = ? ORDER BY position, id"  # noqa: S608
        return tuple(_channel(row) for row in self._cursor.rows(sql, (person_id,)))

    def add(self, channel: Channel) -> None:
        """Enter a channel; one that is there already stays as it is."""
        if self._cursor.one("SELECT 1 FROM push_channels WHERE id = ?", (channel.id,)) is not None:
            return
        row = (channel.id, channel.person_id, channel.position, channel.shown, channel.sealed, "", None)
        self._cursor.insert("push_channels", _COLUMNS.split(", "), [row])
        self._note("ChannelAdded", channel.person_id, {"channel": channel.shown})

    def remove(self, channel: Channel) -> None:
        """Take a channel out."""
        if self._cursor.change("DELETE FROM push_channels WHERE id = ?", (channel.id,)):
            self._note("ChannelRemoved", channel.person_id, {"channel": channel.shown})

    def put_in_order(self, channels: tuple[Channel, ...]) -> None:
        """The order of preference."""
        for position, channel in enumerate(channels, start=1):
            self._cursor.change("UPDATE push_channels SET position = ? WHERE id = ?", (position, channel.id))

    def tell(self, channel_id: str, words: str) -> None:
        """How its last use went: the words of the failure, empty when it worked."""
        known = self._cursor.one("SELECT words FROM push_channels WHERE id = ?", (channel_id,))
        if known is not None and (known[0] or words):
            failed = self._at if words else None
            self._cursor.change("UPDATE push_channels SET words = ?, failed_at = ? WHERE id = ?", (words, failed, channel_id))

    def language(self, person_id: str) -> str | None:
        """The language that a person is written to in, None where they never said."""
        row = self._cursor.one("SELECT language FROM push_languages WHERE person_id = ?", (person_id,))
        return row[0] if row else None

    def set_language(self, person_id: str, language: str) -> None:
        """The language that a person is written to in."""
        self._cursor.upsert("push_languages", ("person_id",), {"person_id": person_id, "language": language})


def _channel(row: Row) -> Channel:
    return Channel(row[0], row[1], row[2], row[3], row[4], row[5], values.moment_or_none(row[6]))
