"""What a supplier's own history vouches for, as one transaction sees it (row N2)."""

from __future__ import annotations

from decimal import Decimal

from ap_engine.engine import Engine
from ap_engine.model.extraction import Extraction
from ap_engine.model.invoice import Invoice
from ap_engine.model.learning import FieldTrust
from ap_engine.model.policy import Policy
from ap_engine.rules import fields, trust
from ap_engine.store import Transaction


def promise_of(policy: Policy) -> Decimal:
    """The policy's promise as a share of 1; zero promises nothing, so nothing goes through by history."""
    return policy.touchless_error / 100


def by_history(tx: Transaction, invoice: Invoice, extraction: Extraction, policy: Policy) -> tuple[FieldTrust, ...]:
    """The fields of an invoice as read that may go unseen by its supplier's history."""
    supplier, template = invoice.fields.supplier_id, extraction.template
    if supplier is None or template is None or extraction.problems or not policy.touchless_error:
        return ()
    layout = frozenset(one.field for one in extraction.readings if one.source in trust.BY_LAYOUT)
    if not fields.is_certain(extraction, policy, layout):
        return ()  # whatever history says it would not be enough: the books need not be asked
    since, checked = tx.templates.rules_since(template), tx.learning.checked(supplier)
    return trust.vouched_for(extraction, invoice.received_at, since, checked, promise_of(policy))


def evidence_of(found: tuple[FieldTrust, ...]) -> dict[str, object]:
    """What the audit log keeps of it: per field how many were read, how many wrong, and the bound."""
    return {one.field: f"{one.wrong} of {one.read} wrong, bound {one.bound}" for one in found}


def trust_of(engine: Engine, supplier_id: str) -> tuple[FieldTrust, ...]:
    """How far each field of a supplier may be trusted unseen, for each template in force that has read its documents."""
    promise = promise_of(engine.policy)
    with engine.store.snapshot() as tx:
        checked = tx.learning.checked(supplier_id)
        templates = sorted({one.read.template for one in checked if one.read.template})
        since = {name: tx.templates.rules_since(name) for name in templates}
    in_force = {one.name for one in engine.templates.templates()}
    return tuple(
        trust.judge(field, name, since[name].get(field), checked, promise)
        for name in templates
        if name in in_force
        for field in trust.TRUSTABLE
        if field in since[name]
    )
