"""Who stands in for whom."""

from __future__ import annotations

from dataclasses import asdict

from ap_engine.model.delegation import Delegation
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor, Row
from ap_engine.store.parties import Note

_COLUMNS = "id, delegator_id, delegate_id, first_day, last_day, reason, given_at, ended_at"


class Delegations:
    """Approvals given to somebody else for some days; none is ever taken out."""

    def __init__(self, cursor: Cursor, note: Note) -> None:
        self._cursor, self._note = cursor, note

    def find(self, delegation_id: str) -> Delegation | None:
        """One delegation, or None."""
        row = self._cursor.one(f"SELECT {_COLUMNS} FROM delegations WHERE id = ?", (delegation_id,))  # noqa: S608
        return _delegation(row) if row else None

    def by(self, delegator_id: str) -> tuple[Delegation, ...]:
        """What this person gave away, the latest days first."""
        return self._where("delegator_id", delegator_id)

    def to(self, delegate_id: str) -> tuple[Delegation, ...]:
        """What was given to this person, the latest days first."""
        return self._where("delegate_id", delegate_id)

    def save(self, delegation: Delegation) -> None:
        """Enter a delegation, or end it. The audit log names both."""
        self._cursor.upsert("delegations", ("id",), asdict(delegation))
        event = "DelegationGiven" if delegation.ended_at is None else "DelegationEnded"
        self._note(event, delegation.delegator_id, delegation)

    def _where(self, column: str, person_id: str) -> tuple[Delegation, ...]:
        sql = f"SELECT {_COLUMNS} FROM delegations WHERE {column} = ? ORDER BY first_day DESC NULLS LAST, id"  # noqa: S608
        return tuple(_delegation(row) for row in self._cursor.rows(sql, (person_id,)))


def _delegation(row: Row) -> Delegation:
    return Delegation(row[0], row[1], row[2], row[3], row[4], row[5], values.moment(row[6]), values.moment_or_none(row[7]))
