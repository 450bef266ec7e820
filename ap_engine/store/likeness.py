"""The index that duplicates are found by: shelves of likenesses under hashed keys (rules D1-D10, `rules/duplicate_keys.py`).

An invoice's entries are written in the transaction that changes the invoice. There is one writer at a time, so that of two
invoices that come at one moment the later always sees the earlier.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b

from ap_engine.model.extraction import DocumentType
from ap_engine.model.likeness import Likeness
from ap_engine.rules.duplicate_keys import Key, Shelf, keys_of, own_key, put, without
from ap_engine.store.duckdb_dialect import Cursor, clean


class Likenesses:
    """The index as one transaction or snapshot sees it."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def find(self, invoice_id: str) -> Likeness | None:
        """The invoice as it was entered last, or None."""
        key = own_key(invoice_id)
        return next((one for one in self.read((key,)).get(key, ()) if one.invoice_id == invoice_id), None)

    def read(self, keys: Iterable[Key]) -> dict[Key, Shelf]:
        """The shelves under these keys; a key that nothing stands under is missing."""
        by_number = {number_of(key): key for key in keys}
        if not by_number:
            return {}
        marks = ", ".join("?" * len(by_number))
        rows = self._cursor.rows(f"SELECT key, invoices FROM likeness WHERE key IN ({marks})", tuple(by_number))  # noqa: S608
        return {by_number[number]: shelf_of(text) for number, text in rows}

    def enter(self, one: Likeness) -> None:
        """Put the invoice where it belongs, and take it from where it belonged before. Twice is once."""
        new = keys_of(one)
        shelves = self.read(new)
        before = next((each for each in shelves.get(own_key(one.invoice_id), ()) if each.invoice_id == one.invoice_id), None)
        if before == one:
            return
        old = () if before is None else keys_of(before)
        shelves |= self.read(key for key in old if key not in new)
        changed: dict[Key, Shelf] = {key: without(shelves.get(key, ()), one.invoice_id) for key in old}
        changed |= {key: put(shelves.get(key, ()), key, one) for key in new}
        self._write(changed)

    def _write(self, shelves: Mapping[Key, Shelf]) -> None:
        marks = ", ".join(["(?, ?)"] * len(shelves))
        values = [value for key, shelf in shelves.items() for value in (number_of(key), text_of(shelf))]
        self._cursor.change(
            f"INSERT INTO likeness (key, invoices) VALUES {marks} "  # noqa: S608  no text from outside
            "ON CONFLICT (key) DO UPDATE SET invoices = excluded.invoices",
            values,
        )


def number_of(key: Key) -> int:
    """The key as the table has it: 63 bits that follow from it."""
    digest = blake2b(clean(f"{key.kind}|{key.value}").encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def text_of(shelf: Sequence[Likeness]) -> str:
    """A shelf as JSON: a short row for each invoice, empty tails left out."""
    return json.dumps([_row(one) for one in shelf], separators=(",", ":"), ensure_ascii=False)


def _row(one: Likeness) -> list[str | int]:
    row: list[str | int] = [
        one.invoice_id,
        one.received_at.isoformat(),
        one.root,
        one.supplier,
        one.document_type.value,
        one.number,
        one.series,
        "" if one.amount is None else str(one.amount),
        one.currency,
        "" if one.issued is None else one.issued.isoformat(),
        one.access_key,
        one.words,
        one.picture,
        int(one.cancelled),
    ]
    while not row[-1]:
        row.pop()
    return row


def shelf_of(text: str) -> tuple[Likeness, ...]:
    """What `text_of` wrote."""
    return tuple(_likeness(*row) for row in json.loads(text))


def _likeness(
    invoice_id: str, received: str, root: str = "", supplier: str = "", kind: str = DocumentType.INVOICE.value, number: str = "",
    series: str = "", amount: str = "", currency: str = "", issued: str = "", key: str = "", words: str = "", picture: str = "",
    cancelled: int = 0,
) -> Likeness:  # fmt: skip
    return Likeness(
        invoice_id, datetime.fromisoformat(received), root, supplier, DocumentType(kind), number, series,
        Decimal(amount) if amount else None, currency, date.fromisoformat(issued) if issued else None, key, words, picture,
        bool(cancelled),
    )  # fmt: skip
