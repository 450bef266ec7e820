"""Registers, deliveries, the audit log, the ERP's health, originals."""

from __future__ import annotations

import mimetypes
from datetime import datetime
from pathlib import Path

from ap_engine.engine import Engine
from ap_engine.model.coding import CostCenter
from ap_engine.model.delegation import Delegation
from ap_engine.model.invoice import Invoice
from ap_engine.model.money import Money
from ap_engine.model.parties import Person, Supplier
from ap_engine.model.payable import ErpCode, ErpMessage, MessageKind, MessageState
from ap_engine.rules import approvals
from ap_engine.store import audit_log
from ap_engine.views import AuditChain, AuditRow, DeliveryRow, ErpHealth
from ap_engine.workflow import delegation


def cost_centers(engine: Engine) -> tuple[CostCenter, ...]:
    """Open cost centers by name."""
    with engine.store.snapshot() as tx:
        return tuple(sorted((c for c in tx.coding.cost_centers() if c.active), key=lambda c: c.name))


def suppliers(engine: Engine) -> tuple[Supplier, ...]:
    """The register by name."""
    with engine.store.snapshot() as tx:
        return tuple(sorted(tx.suppliers.all(), key=lambda s: s.name.casefold()))


def people(engine: Engine) -> tuple[Person, ...]:
    """Everybody, by name."""
    with engine.store.snapshot() as tx:
        return tuple(sorted(tx.people.all(), key=lambda p: p.name))


def standing_in_for(engine: Engine, person_id: str) -> tuple[Person, ...]:
    """Those whose approvals this person has today."""
    with engine.store.snapshot() as tx:
        person = tx.people.find(person_id)
        return delegation.standing_in_for(tx, engine, person) if person is not None else ()


def step_to_decide(engine: Engine, invoice: Invoice, person_id: str) -> int | None:
    """The level of the step that a yes or no of this person would decide now: their own, else one in somebody's place."""
    with engine.store.snapshot() as tx:
        person = tx.people.find(person_id)
        found = approvals.acting(invoice, person, delegation.standing_in_for(tx, engine, person)) if person else None
    return found[0].level if found else None


def delegations(engine: Engine, person_id: str) -> tuple[Delegation, ...]:
    """What this person gave to others, the latest days first."""
    with engine.store.snapshot() as tx:
        return tx.delegations.by(person_id)


def delegations_to(engine: Engine, person_id: str) -> tuple[Delegation, ...]:
    """What others gave to this person, the latest days first."""
    with engine.store.snapshot() as tx:
        return tx.delegations.to(person_id)


def categories(engine: Engine) -> tuple[ErpCode, ...]:
    """The ERP's expense categories, as last fetched."""
    with engine.store.snapshot() as tx:
        return tuple(tx.erp_codes.all("category"))


def deliveries(engine: Engine, limit: int = 200, invoice_id: str = "") -> tuple[DeliveryRow, ...]:
    """Outbox messages, what is not delivered first, then the newest; of one invoice when that is given."""
    rows = engine.store.rows(
        """
        SELECT m.id, m.kind, m.invoice_id, m.invoice_version, m.payload, m.state, m.attempts, m.words, m.not_before,
               coalesce(s.name, i.supplier_name), i.invoice_number,
               coalesce(i.due_amount, i.gross_amount), coalesce(i.due_currency, i.gross_currency)
        FROM erp_messages m JOIN invoices i ON i.id = m.invoice_id LEFT JOIN suppliers s ON s.id = i.supplier_id
        WHERE :invoice = '' OR m.invoice_id = :invoice
        ORDER BY CASE WHEN m.state = 'delivered' THEN 1 ELSE 0 END, m.sequence DESC LIMIT :limit
        """,
        {"limit": limit, "invoice": invoice_id},
    )
    return tuple(
        DeliveryRow(
            ErpMessage(r[0], MessageKind(r[1]), r[2], r[3], r[4], MessageState(r[5]), r[6], r[7]),
            r[9],
            r[10],
            Money(r[11], r[12]) if r[11] is not None else None,
            r[8],
        )
        for r in rows
    )


def audit(engine: Engine, limit: int = 200, subject: str = "") -> tuple[AuditRow, ...]:
    """The audit log, newest first; of one subject when that is given."""
    rows = engine.store.rows(
        """
        SELECT l.sequence, l.happened_at, coalesce(p.name, l.actor), l.event, l.subject, l.data
        FROM audit_log l LEFT JOIN people p ON p.id = l.actor
        WHERE :subject = '' OR l.subject = :subject ORDER BY l.sequence DESC LIMIT :limit
        """,
        {"subject": subject, "limit": limit},
    )
    return tuple(AuditRow(*row) for row in rows)


def audit_chain(engine: Engine) -> AuditChain:
    """Walk the chain of the audit log from its first entry."""
    count, bad, last = audit_log.verify(engine.store)
    return AuditChain(count, bad, last)


def erp_health(engine: Engine) -> ErpHealth:
    """How the ERP and our copies of its data are doing."""
    found = engine.store.rows("SELECT state, count(*) FROM erp_messages WHERE state <> 'delivered' GROUP BY state")
    by_state = {state: int(count) for state, count in found}
    with engine.store.snapshot() as tx:
        last = tx.settings.get("sync.master_data")
    settings = engine.settings
    return ErpHealth(
        name=engine.erp.name,
        address=settings.sandbox_address if settings.uses_sandbox else settings.erp_address,
        is_sandbox=settings.uses_sandbox,
        last_sync=datetime.fromisoformat(last) if last else None,
        waiting=by_state.get("waiting", 0) + by_state.get("sending", 0),
        parked=by_state.get("parked", 0),
    )


def original(engine: Engine, invoice_id: str) -> tuple[Path, str, str]:
    """An invoice's original: its path, the name that it came with, its media type. Raises UnknownInvoice."""
    with engine.store.snapshot() as tx:
        found = tx.invoices.get(invoice_id)
    return (
        engine.originals.path(found.original_sha256),
        found.file_name,
        mimetypes.guess_type(found.file_name)[0] or "application/octet-stream",
    )
