"""The index of likenesses made anew from the invoices: for books that are older than it, or that were restored without it."""

from __future__ import annotations

from collections.abc import Iterator

from ap_engine.model.extraction import DocumentType
from ap_engine.model.lifecycle import State
from ap_engine.model.likeness import Likeness
from ap_engine.rules.duplicate_keys import Key, keys_of, put
from ap_engine.rules.duplicates import root_of
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor
from ap_engine.store.likeness import number_of, text_of

_FILLED = 0  # a key that no hash comes to: its row says that the index was filled
_INVOICES = """
SELECT i.id, i.received_at, s.tax_id, i.supplier_tax_id, i.supplier_id, i.supplier_name, i.document_type, i.invoice_number, i.series,
       coalesce(i.gross_amount, i.due_amount), coalesce(i.gross_currency, i.due_currency), i.issue_date, i.access_key, i.state
FROM invoices i LEFT JOIN suppliers s ON s.id = i.supplier_id WHERE i.state <> 'received' ORDER BY i.received_at, i.id
"""


def fill(cursor: Cursor) -> int:
    """Enter every invoice that was read, unless that was done before; how many were entered. In the caller's transaction."""
    if cursor.one("SELECT 1 FROM likeness WHERE key = ?", (_FILLED,)):
        return 0
    shelves: dict[Key, tuple[Likeness, ...]] = {}
    several = list(_likenesses(cursor))
    for one in several:
        for key in keys_of(one):
            shelves[key] = put(shelves.get(key, ()), key, one)
    rows = [(number_of(key), text_of(shelf)) for key, shelf in shelves.items()]
    cursor.insert("likeness", ("key", "invoices"), [(_FILLED, "[]"), *rows])
    return len(several)


def _likenesses(cursor: Cursor) -> Iterator[Likeness]:
    for row in cursor.rows(_INVOICES):
        yield Likeness(
            invoice_id=row[0],
            received_at=values.moment(row[1]),
            root=root_of(row[2], row[3], row[4]),
            supplier=row[5] or "",
            document_type=DocumentType(row[6]),
            number=row[7] or "",
            series=(row[8] or "").lstrip("0"),
            amount=row[9],
            currency=row[10] or "",
            issued=row[11],
            access_key=row[12] or "",
            cancelled=row[13] == State.CANCELLED,
        )
