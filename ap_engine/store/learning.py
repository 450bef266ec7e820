"""Reconciled documents in the books, and which of them the learning job has looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ap_engine.model.learning import Checked, FirstReading, ReconciledDocument, Truth
from ap_engine.model.lifecycle import State
from ap_engine.store import serialise, values
from ap_engine.store.duckdb_dialect import Cursor, Row
from ap_engine.store.parties import Note

RECONCILED = (State.MATCHED, State.PENDING_APPROVAL, State.APPROVED, State.POSTING, State.POSTED, State.PAID)
"""An invoice in one of these was held against orders, receipts and duplicates and found in order."""
FORGOTTEN = (State.CANCELLED, State.REJECTED)
"""Nothing is learned from these."""

_DOCUMENT = "invoice_id, version, supplier_id, received_at, reconciled_at, words, right_values, read_values, codes"


def _document(row: Row) -> ReconciledDocument:
    invoice_id, version, supplier_id, received, reconciled, words, right, read, codes = row
    return ReconciledDocument(
        invoice_id=invoice_id,
        version=version,
        supplier_id=supplier_id,
        received_at=values.moment(received),
        reconciled_at=values.moment(reconciled),
        words=words,
        right=serialise.loads(Truth, right),
        read=serialise.loads(FirstReading, read),
        codes=serialise.loads(tuple[str, ...], codes),
    )


def _marks(states: Iterable[State]) -> str:
    return ", ".join(f"'{state.value}'" for state in states)


class Learning:
    """What was reconciled, as one transaction or snapshot sees it."""

    def __init__(self, cursor: Cursor, note: Note, at: datetime) -> None:
        self._cursor, self._note, self._at = cursor, note, at

    def waiting(self, limit: int = 100) -> list[str]:
        """Invoices that are matched with confirmed fields and were not looked at in this version; who came first is first."""
        rows = self._cursor.rows(
            "SELECT i.id FROM invoices i LEFT JOIN lessons l ON l.invoice_id = i.id "  # noqa: S608  states of ours
            f"WHERE i.state IN ({_marks(RECONCILED)}) AND i.confirmed_by IS NOT NULL AND i.supplier_id IS NOT NULL "
            "AND (l.invoice_id IS NULL OR l.version <> i.version) ORDER BY i.received_at NULLS LAST, i.id LIMIT ?",
            (limit,),
        )
        return [row[0] for row in rows]

    def is_alone(self, original_sha256: str) -> bool:
        """Whether a file has one invoice only: of several it is not kept which page is whose."""
        row = self._cursor.one("SELECT count(*) FROM invoices WHERE original_sha256 = ?", (original_sha256,))
        return row is not None and row[0] == 1

    def to_forget(self) -> list[str]:
        """Reconciled documents that are learned from although their invoice was rejected or cancelled since."""
        rows = self._cursor.rows(
            "SELECT r.invoice_id FROM reconciled_documents r JOIN invoices i ON i.id = r.invoice_id "  # noqa: S608
            f"WHERE i.state IN ({_marks(FORGOTTEN)}) AND r.words <> '' ORDER BY r.invoice_id"
        )
        return [row[0] for row in rows]

    def of_supplier(self, supplier_id: str, newest: int = 200) -> tuple[ReconciledDocument, ...]:
        """A supplier's reconciled documents with words, the oldest first: the newest 200, or so many."""
        found = self._where(
            "WHERE supplier_id = ? AND words <> '' ORDER BY received_at DESC NULLS LAST, invoice_id DESC LIMIT ?",
            supplier_id,
            newest,
        )
        return tuple(reversed(found))

    def of_others(self, supplier_id: str | None, newest: int = 200) -> tuple[ReconciledDocument, ...]:
        """The newest reconciled documents with words of all other suppliers; of all, without one."""
        return self._where(
            "WHERE supplier_id <> ? AND words <> '' ORDER BY received_at DESC NULLS LAST, invoice_id DESC LIMIT ?",
            supplier_id or "", newest,
        )  # fmt: skip

    def find(self, invoice_id: str) -> ReconciledDocument | None:
        """The reconciled document of an invoice, or None."""
        return next(iter(self._where("WHERE invoice_id = ?", invoice_id)), None)

    def _where(self, rest: str, *values_: object) -> tuple[ReconciledDocument, ...]:
        rows = self._cursor.rows(f"SELECT {_DOCUMENT} FROM reconciled_documents {rest}", values_)  # noqa: S608
        return tuple(_document(row) for row in rows)

    def checked(self, supplier_id: str) -> tuple[Checked, ...]:
        """What had been read of each of a supplier's documents beside what is right, the oldest first: without the words."""
        rows = self._cursor.rows(
            "SELECT received_at, reconciled_at, right_values, read_values FROM reconciled_documents WHERE supplier_id = ? "
            "ORDER BY received_at NULLS LAST, invoice_id",
            (supplier_id,),
        )
        return tuple(
            Checked(
                values.moment(row[0]),
                values.moment(row[1]),
                serialise.loads(Truth, row[2]),
                serialise.loads(FirstReading, row[3]),
            )
            for row in rows
        )

    def counts(self) -> dict[str, int]:
        """How many reconciled documents with words each supplier has: what templates are proved on."""
        rows = self._cursor.rows("SELECT supplier_id, count(*) FROM reconciled_documents WHERE words <> '' GROUP BY supplier_id")
        return {row[0]: int(row[1]) for row in rows}

    def codes_of_others(self, supplier_id: str) -> frozenset[str]:
        """Tax ids and IBANs that stand on other suppliers' documents."""
        rows = self._cursor.rows("SELECT DISTINCT codes FROM reconciled_documents WHERE supplier_id <> ?", (supplier_id,))
        return frozenset(code for row in rows for code in serialise.loads(tuple[str, ...], row[0]))

    def save(self, document: ReconciledDocument) -> None:
        """Keep a reconciled document; a later version of its invoice takes its place."""
        row = {
            "invoice_id": document.invoice_id,
            "version": document.version,
            "supplier_id": document.supplier_id,
            "received_at": document.received_at,
            "reconciled_at": document.reconciled_at,
            "words": document.words,
            "right_values": serialise.dumps(document.right),
            "read_values": serialise.dumps(document.read),
            "codes": serialise.dumps(document.codes),
        }
        self._cursor.upsert("reconciled_documents", ("invoice_id",), row)
        self._note("DocumentReconciled", document.invoice_id, {"version": document.version, "right": document.right})

    def forget(self, invoice_id: str, keep_errors: bool) -> None:
        """The invoice was rejected or cancelled: nothing is learned from it any more.

        `keep_errors` keeps what had been read wrong on it: a cancellation does not make reading any better.
        """
        if keep_errors:
            self._cursor.change("UPDATE reconciled_documents SET words = '' WHERE invoice_id = ?", (invoice_id,))
        else:
            self._cursor.change("DELETE FROM reconciled_documents WHERE invoice_id = ?", (invoice_id,))
        self._cursor.change("DELETE FROM lessons WHERE invoice_id = ?", (invoice_id,))
        self._note("DocumentForgotten", invoice_id, {"errors_kept": keep_errors})

    def looked_at(self, invoice_id: str, version: int, supplier_id: str | None, outcome: str, remarks: tuple[str, ...]) -> None:
        """The job is done with this version of the invoice."""
        row = {
            "invoice_id": invoice_id,
            "version": version,
            "supplier_id": supplier_id,
            "learned_at": self._at,
            "outcome": outcome,
            "remarks": serialise.dumps(remarks),
        }
        self._cursor.upsert("lessons", ("invoice_id",), row)
        if remarks:
            self._note("LessonDrawn", invoice_id, {"version": version, "outcome": outcome, "remarks": remarks})
