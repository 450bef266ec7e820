"""Suppliers' links to the portal, and documents that turned out to be of one invoice."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime

from ap_engine.model.portal import PortalLink
from ap_engine.store import values
from ap_engine.store.duckdb_dialect import Cursor, Row
from ap_engine.store.parties import Note

_COLUMNS = "id, token_hash, supplier_id, made_by, made_at, expires_at, revoked_at, revoked_by"


class Portal:
    """The links as one transaction or snapshot sees them; none is ever taken out."""

    def __init__(self, cursor: Cursor, note: Note, at: datetime) -> None:
        self._cursor, self._note, self._at = cursor, note, at

    def by_token(self, token_hash: str) -> PortalLink | None:
        """The link whose token has this hash, or None."""
        row = self._cursor.one(f"SELECT {_COLUMNS} FROM portal_links WHERE token_hash = ?", (token_hash,))  # noqa: S608
        return _link(row) if row else None

    def find(self, link_id: str) -> PortalLink | None:
        """One link, or None."""
        row = self._cursor.one(f"SELECT {_COLUMNS} FROM portal_links WHERE id = ?", (link_id,))  # noqa: S608
        return _link(row) if row else None

    def of_supplier(self, supplier_id: str) -> tuple[PortalLink, ...]:
        """A supplier's links, the newest first."""
        sql = f"SELECT {_COLUMNS} FROM portal_links WHERE supplier_id = ? ORDER BY made_at DESC NULLS LAST, id DESC"  # noqa: S608
        return tuple(_link(row) for row in self._cursor.rows(sql, (supplier_id,)))

    def save(self, link: PortalLink) -> None:
        """Enter a link, or end it. The audit entry stands under the supplier and has no token, not even its hash."""
        self._cursor.upsert("portal_links", ("token_hash",), asdict(link))
        event = "PortalLinkMade" if link.revoked_at is None else "PortalLinkRevoked"
        self._note(event, link.supplier_id, replace(link, token_hash=""))

    def join(self, document_id: str, invoice_id: str) -> None:
        """Remember that a document belongs to another one's invoice."""
        row = {"document_id": document_id, "invoice_id": invoice_id, "joined_at": self._at}
        self._cursor.upsert("joined_documents", ("document_id",), row)

    def joined_to(self, invoice_id: str) -> tuple[str, ...]:
        """The documents that belong to this invoice beside its own."""
        sql = "SELECT document_id FROM joined_documents WHERE invoice_id = ? ORDER BY joined_at NULLS LAST, document_id"
        return tuple(row[0] for row in self._cursor.rows(sql, (invoice_id,)))

    def invoices_of(self, supplier_id: str, actor: str, limit: int, skip: int) -> tuple[str, ...]:
        """What a supplier may see: what is in its name and what it sent, the newest first, without documents that were joined."""
        rows = self._cursor.rows(
            "SELECT id FROM invoices WHERE (supplier_id = ? OR entered_by = ?) AND id NOT IN (SELECT document_id FROM joined_documents) "
            "ORDER BY received_at DESC NULLS LAST, id LIMIT ? OFFSET ?",
            (supplier_id, actor, limit, skip),
        )
        return tuple(row[0] for row in rows)


def _link(row: Row) -> PortalLink:
    made, expires = values.moment(row[4]), values.moment(row[5])
    return PortalLink(row[0], row[1], row[2], row[3], made, expires, values.moment_or_none(row[6]), row[7])
