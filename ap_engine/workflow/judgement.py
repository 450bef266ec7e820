"""Keeps what an invoice was judged by, in the same commit: what is corrected later is forgotten otherwise, and a backtest needs it."""

from __future__ import annotations

from ap_engine.model.holds import Hold
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.rules.backtest import DECIDED_BY_POLICY, marks
from ap_engine.store import Transaction
from ap_engine.store.judgements import evidence

_JUDGED = frozenset({State.VALIDATED, State.MATCHED, State.PENDING_APPROVAL, State.APPROVED, State.POSTING})


def keep(tx: Transaction, invoice: Invoice, policy: str) -> None:
    """Keep the judgement of an invoice that the rules have just looked at; one with more findings stays in its place."""
    if invoice.state not in _JUDGED:
        return
    standing = [hold for hold in invoice.holds if hold.open]
    tx.policies.judged(
        invoice.id,
        invoice.version,
        policy,
        invoice.fields.supplier_id,
        invoice.owed,
        None if invoice.match is None else evidence(invoice.match, {m.line: marks(m) for m in invoice.match.lines}),
        [_told(hold) for hold in standing],
        sum(hold.code in DECIDED_BY_POLICY for hold in standing),
    )


def _told(hold: Hold) -> tuple[str, int | None, str]:
    return hold.code.value, hold.line, hold.blocks.value
