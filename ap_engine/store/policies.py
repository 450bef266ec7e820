"""Versions of the policy in the books, and what the rules had before them when they judged an invoice."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from ap_engine.model.errors import StaleVersion
from ap_engine.model.money import Money
from ap_engine.model.policy_versions import PolicyState, PolicyVersion
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor, Row
from ap_engine.store.parties import Note

_COLUMNS = (
    "version, effective_from, state, yaml, reason, proposed_by, proposed_at, based_on, decided_by, decided_at, "
    "decision_reason, in_force_from, verdict"
)


def _version(row: Row) -> PolicyVersion:
    version, effective, state, yaml, reason, by, at, based_on, decided_by, decided_at, why, begins, verdict = row
    return PolicyVersion(
        version, effective, PolicyState(state), yaml, reason, by, values.moment(at), based_on, decided_by,
        values.moment_or_none(decided_at), why, begins, verdict,
    )  # fmt: skip


class Policies:
    """The versions as one transaction or snapshot sees them."""

    def __init__(self, cursor: Cursor, note: Note, at: datetime) -> None:
        self._cursor, self._note, self._at = cursor, note, at

    def find(self, version: str) -> PolicyVersion | None:
        """One version, or None."""
        rows = self._cursor.rows(f"SELECT {_COLUMNS} FROM policies WHERE version = ?", (version,))  # noqa: S608
        return _version(rows[0]) if rows else None

    def all(self) -> tuple[PolicyVersion, ...]:
        """Every version, the one whose day is last first."""
        rows = self._cursor.rows(
            f"SELECT {_COLUMNS} FROM policies ORDER BY coalesce(in_force_from, effective_from) DESC, proposed_at DESC, version"  # noqa: S608
        )
        return tuple(_version(row) for row in rows)

    def enter(self, version: PolicyVersion, changes: object) -> None:
        """Enter a new version; `changes` is what it changes, for the log. The key is the last guard of its name."""
        row = asdict(version)
        self._cursor.insert("policies", tuple(row), [tuple(row.values())])
        event = "PolicyProposed" if version.state is PolicyState.PROPOSED else "PolicyEntered"
        self._note(event, version.version, {**_told(version), "changes": changes})

    def decide(self, version: PolicyVersion) -> None:
        """Agreed, refused or withdrawn: a proposal's state ends once. Raises StaleVersion when it has ended already."""
        touched = self._cursor.change(
            "UPDATE policies SET state = ?, decided_by = ?, decided_at = ?, decision_reason = ?, in_force_from = ? "
            "WHERE version = ? AND state = ?",
            (version.state, version.decided_by, version.decided_at, version.decision_reason, version.in_force_from,
             version.version, PolicyState.PROPOSED),
        )  # fmt: skip
        if touched != 1:
            raise StaleVersion(f"({version.version})")
        self._note(f"Policy{version.state.value.capitalize()}", version.version, _told(version))

    def remark(self, event: str, version: str, data: object) -> None:
        """An entry in the log about a policy that is not a version's own."""
        self._note(event, version, data)

    def judged(
        self, invoice_id: str, version: int, policy: str, supplier_id: str | None, amount: Money | None,
        evidence: str | None, findings: list[tuple[str, int | None, str]], found: int,
    ) -> None:  # fmt: skip
        """Keep what an invoice was judged by, when nothing is kept of it yet, or what is kept found less (or nothing)."""
        kept, currency = values.money_columns(amount)
        row = (invoice_id, version, self._at, policy, supplier_id, kept, currency, evidence,
               json.dumps(findings, separators=(",", ":")), found)  # fmt: skip
        self._cursor.change(
            "INSERT INTO judgements (invoice_id, version, judged_at, policy, supplier_id, amount, currency, evidence, "
            "findings, found) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (invoice_id) DO UPDATE SET "
            "version = excluded.version, judged_at = excluded.judged_at, policy = excluded.policy, "
            "supplier_id = excluded.supplier_id, amount = excluded.amount, currency = excluded.currency, "
            "evidence = excluded.evidence, findings = excluded.findings, found = excluded.found "
            "WHERE judgements.found = 0 OR excluded.found > judgements.found",
            row,
        )


def _told(version: PolicyVersion) -> dict[str, object]:
    told = {name: value for name, value in asdict(version).items() if name != "yaml"}
    return told | {"sha256": hashlib.sha256(version.yaml.encode()).hexdigest()}
