"""The books as one transaction or one snapshot sees them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ap_engine.model.commands import Command
from ap_engine.model.errors import IdempotencyConflict
from ap_engine.model.extraction import Extraction
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event
from ap_engine.store import serialise
from ap_engine.store.audit_log import Chain
from ap_engine.store.bank_balances import BankBalances
from ap_engine.store.bank_changes import BankChanges, FiscalEvents
from ap_engine.store.channels import Channels
from ap_engine.store.coding import Coding
from ap_engine.store.delegations import Delegations
from ap_engine.store.duckdb_dialect import Cursor, Params, Row
from ap_engine.store.erp_records import ErpCalls, ErpCodes, ErpEvents, Settings
from ap_engine.store.errors import AlreadyDone
from ap_engine.store.invoices import Invoices
from ap_engine.store.learning import Learning
from ap_engine.store.letters import Letters
from ap_engine.store.likeness import Likenesses
from ap_engine.store.outbox import Outbox
from ap_engine.store.parties import People, Sessions, Suppliers
from ap_engine.store.policies import Policies
from ap_engine.store.portal import Portal
from ap_engine.store.purchasing import Purchasing
from ap_engine.store.pushes import Pushes
from ap_engine.store.supplier_history import SupplierHistory
from ap_engine.store.templates import Templates
from ap_engine.store.waits import Waits


class Transaction:
    """Everything in the books, by kind. `at` is the moment that its entries carry, `actor` who they name.

    A snapshot is the same thing read-only: the engine refuses to write in it.
    """

    def __init__(self, cursor: Cursor, chain: Chain | None, actor: str, at: datetime, command: Command | None = None) -> None:
        self.cursor = cursor
        self._chain = chain
        self._command = command
        self.at = at
        self.actor = actor
        # What a repeated command is answered with: by default the invoice that the command names or that was saved first.
        self.subject = str(getattr(command, "invoice_id", ""))
        self.invoices = Invoices(cursor)
        self.suppliers = Suppliers(cursor, self.audit)
        self.bank_changes = BankChanges(cursor, self.audit)
        self.fiscal_events = FiscalEvents(cursor, at)
        self.people = People(cursor, self.audit)
        self.sessions = Sessions(cursor, at)
        self.coding = Coding(cursor, self.audit)
        self.waits = Waits(cursor)
        self.delegations = Delegations(cursor, self.audit)
        self.bank_balances = BankBalances(cursor)
        self.supplier_history = SupplierHistory(cursor)
        self.purchasing = Purchasing(cursor, self.audit)
        self.policies = Policies(cursor, self.audit, at)
        self.portal = Portal(cursor, self.audit, at)
        self.templates = Templates(cursor, self.audit, at)
        self.learning = Learning(cursor, self.audit, at)
        self.likenesses = Likenesses(cursor)
        self.letters = Letters(cursor, self.audit, at)
        self.outbox = Outbox(cursor, at)
        self.pushes = Pushes(cursor, at)
        self.channels = Channels(cursor, self.audit, at)
        self.erp_events = ErpEvents(cursor, at)
        self.erp_codes = ErpCodes(cursor)
        self.erp_calls = ErpCalls(cursor, at)
        self.settings = Settings(cursor)

    def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """A query on the books as this transaction sees them."""
        return self.cursor.rows(sql, params)

    def save(self, invoice: Invoice, *events: Event, data: Mapping[str, object] | None = None) -> Invoice:
        """Write an invoice with all its parts, and one audit entry for each event; returned with its new revision.

        `data` is the evidence that the entries carry beside state, version and revision. The rules are the caller's.
        Raises StaleVersion when somebody wrote the invoice in between, IncompleteInvoice for an impossible amount.
        """
        written = self.invoices.write(invoice)
        self.subject = self.subject or invoice.id
        standing = {"state": written.state, "version": written.version, "revision": written.revision}
        for event in events:
            self.audit(event, invoice.id, {**(data or {}), **standing})
        return written

    def save_extraction(self, invoice_id: str, version: int, extraction: Extraction) -> None:
        """Keep what was read from an invoice's original."""
        self.invoices.save_extraction(invoice_id, version, extraction)

    def claim_key(self, kind: str, value: str, invoice_id: str) -> str | None:
        """Claim what may exist once (a file's hash, a fiscal key, supplier and number).

        None when the key now is this invoice's, else the id of the invoice that has it.
        """
        row = self.cursor.one("SELECT invoice_id FROM unique_keys WHERE kind = ? AND value = ?", (kind, value))
        if row is not None:
            return None if row[0] == invoice_id else str(row[0])
        self.cursor.insert("unique_keys", ("kind", "value", "invoice_id"), [(kind, value, invoice_id)])
        return None

    def release_keys(self, invoice_id: str) -> None:
        """Give back every key that the invoice has."""
        self.cursor.change("DELETE FROM unique_keys WHERE invoice_id = ?", (invoice_id,))

    def audit(self, event: str, subject: str, data: object) -> None:
        """An audit entry; `data` is kept as canonical JSON. Entries are written at the commit."""
        if self._chain is None:
            raise RuntimeError("a snapshot is for reading")
        self._chain.append(self.at, self.actor, event, subject, serialise.dumps(data))

    def refuse_repetition(self) -> None:
        """Raise AlreadyDone or IdempotencyConflict when the command was carried out before."""
        if self._command is None:
            return
        row = self.cursor.one("SELECT content_hash, subject FROM commands WHERE id = ?", (self._command.id,))
        if row is None:
            return
        if row[0] != self._command.content_hash:
            raise IdempotencyConflict(f"({self._command.id})")
        raise AlreadyDone(row[1])

    def finish(self) -> bool:
        """Write what is written last: the command's id and the audit entries. Whether there is anything to commit."""
        if self._command is not None:
            columns = ("id", "content_hash", "subject", "actor", "carried_out_at")
            row = (self._command.id, self._command.content_hash, self.subject, self.actor, self.at)
            self.cursor.insert("commands", columns, [row])
        if self._chain is not None:
            self._chain.write(self.cursor)
        return self.cursor.changed
