"""What is on hold, hold by hold: whose work it is, since when, and what would clear it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ap_engine.engine import Engine
from ap_engine.model.hold_codes import CATALOGUE, Blocks, HoldCode, Owner
from ap_engine.queries.lists import select
from ap_engine.store import Transaction
from ap_engine.views import HeldRow, InvoiceRow

_OPEN = """
SELECT h.invoice_id, h.code, h.line, h.blocks, h.reason, h.clears_when, h.placed_at, h.twin
FROM holds h JOIN invoices i ON i.id = h.invoice_id
WHERE h.released_by IS NULL AND h.blocks <> 'nothing' AND i.state NOT IN ('paid', 'rejected', 'cancelled')
ORDER BY h.position
"""
# Who bought and who receives follows from the order: the leader of the cost center that has its largest share.
_OF_THE_ORDER = (Owner.BUYER, Owner.RECEIVER)


def held(engine: Engine) -> tuple[HeldRow, ...]:
    """Every open hold that keeps something from happening; the invoice due first on top, then the longest held."""
    over = "i.state NOT IN ('paid', 'rejected', 'cancelled')"
    invoices = {row.id: row for row in select(engine, f"h.codes IS NOT NULL AND {over}", {})}
    found = [row for row in engine.store.rows(_OPEN) if row[0] in invoices]
    with engine.store.snapshot() as tx:
        leaders = _leaders(tx, sorted({row[0] for row in found if CATALOGUE[HoldCode(row[1])].owner in _OF_THE_ORDER}))
    rows = [_row(row, invoices[row[0]], leaders) for row in found]
    return tuple(sorted(rows, key=_urgency))


def _row(row: Sequence[object], invoice: InvoiceRow, leaders: Mapping[str, tuple[str, str]]) -> HeldRow:
    code = HoldCode(str(row[1]))
    owner = CATALOGUE[code].owner
    who = leaders.get(invoice.id) if owner in _OF_THE_ORDER else None
    return HeldRow(
        invoice=invoice,
        code=code,
        line=row[2],  # type: ignore[arg-type]
        blocks=Blocks(str(row[3])),
        reason=str(row[4]),
        clears_when=str(row[5]),
        placed_at=row[6],  # type: ignore[arg-type]
        twin=row[7],  # type: ignore[arg-type]
        owner=owner,
        person_id=who[0] if who else None,
        person=who[1] if who else None,
    )


def _urgency(row: HeldRow) -> tuple[bool, object, object, str]:
    due = row.invoice.due_date
    return (due is None, due or row.placed_at.date(), row.placed_at, row.invoice.id)


def _leaders(tx: Transaction, invoice_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Invoice → (id, name) of the leader of its order's largest share."""
    if not invoice_ids:
        return {}
    marks = ", ".join("?" * len(invoice_ids))
    rows = tx.rows(
        "SELECT o.invoice_id, p.cost_centers FROM invoice_orders o JOIN purchase_orders p ON p.number = o.order_number "  # noqa: S608
        f"WHERE o.invoice_id IN ({marks}) ORDER BY o.position",
        list(invoice_ids),
    )
    centers = {center.id: center.leader_id for center in tx.coding.cost_centers()}
    names = {person.id: person.name for person in tx.people.all() if person.active}
    found: dict[str, tuple[str, str]] = {}
    for invoice_id, split in rows:
        leader = centers.get(_largest(json.loads(split)))
        if leader in names:
            found.setdefault(invoice_id, (leader, names[leader]))
    return found


def _largest(split: Sequence[Sequence[str]]) -> str:
    """The cost center with the largest percentage of an order's split."""
    return max(split, key=lambda share: Decimal(share[1]))[0] if split else ""
