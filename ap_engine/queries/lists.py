"""Invoices in lists: the inbox, what is held, what waits for whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from ap_engine.engine import Engine
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.payable import payment_status
from ap_engine.rules import approvals
from ap_engine.rules.delay_cost import delay_cost
from ap_engine.views import InvoiceRow
from ap_engine.workflow.delegation import standing_in_for

LIVE = tuple(state for state in State if state not in (State.PAID, State.CANCELLED, State.REJECTED))

ROWS = """
SELECT i.id, i.version, i.state, coalesce(s.name, i.supplier_name), i.invoice_number, i.document_type, i.issue_date, i.due_date,
       coalesce(i.due_amount, i.gross_amount), coalesce(i.due_currency, i.gross_currency), p.paid, i.received_at,
       coalesce(e.name, v.name || ' (portal)', i.entered_by), i.file_name, h.codes, w.names, a.names,
       coalesce(i.accounting_amount, i.due_amount, i.gross_amount), coalesce(i.accounting_currency, i.due_currency, i.gross_currency), n.codes
FROM invoices i
LEFT JOIN suppliers s ON s.id = i.supplier_id
LEFT JOIN people e ON e.id = i.entered_by
LEFT JOIN suppliers v ON 'portal:' || v.id = i.entered_by
LEFT JOIN (SELECT invoice_id, sum(amount) AS paid FROM payments WHERE NOT reversed GROUP BY invoice_id) p ON p.invoice_id = i.id
LEFT JOIN (SELECT invoice_id, string_agg(code, ',' ORDER BY position) AS codes FROM holds WHERE released_by IS NULL
           AND blocks <> 'nothing' GROUP BY invoice_id) h ON h.invoice_id = i.id
LEFT JOIN (SELECT invoice_id, string_agg(code, ',' ORDER BY position) AS codes FROM holds WHERE released_by IS NULL
           AND blocks = 'nothing' GROUP BY invoice_id) n ON n.invoice_id = i.id
LEFT JOIN (SELECT t.invoice_id, string_agg(coalesce(x.name, t.approver_id), '|' ORDER BY t.level) AS names FROM approval_steps t
           LEFT JOIN people x ON x.id = t.approver_id WHERE t.decision = 'waiting' GROUP BY t.invoice_id) w ON w.invoice_id = i.id
LEFT JOIN (SELECT t.invoice_id, string_agg(coalesce(c.name, t.cost_center_id), '|' ORDER BY t.position) AS names FROM allocations t
           LEFT JOIN cost_centers c ON c.id = t.cost_center_id GROUP BY t.invoice_id) a ON a.invoice_id = i.id
"""


def row_of(engine: Engine, values: Sequence[Any]) -> InvoiceRow:
    """A row of ROWS as an InvoiceRow."""
    amount = Money(values[8], values[9]) if values[8] is not None and values[9] else None
    owed = Money(values[17], values[18]) if values[17] is not None and values[18] else None
    paid = Money(values[10] or Decimal(0), owed.currency) if owed else None
    return InvoiceRow(
        id=values[0],
        version=values[1],
        state=State(values[2]),
        supplier=values[3],
        invoice_number=values[4],
        document_type=values[5],
        issue_date=values[6],
        due_date=values[7],
        amount=amount,
        owed=owed,
        paid=paid,
        payment_status=payment_status(owed, paid, values[7], engine.today()),
        received_at=values[11],
        entered_by=values[12],
        file_name=values[13],
        open_holds=_codes(values[14]),
        notices=_codes(values[19]),
        waiting_for=tuple((values[15] or "").split("|")) if values[15] else (),
        cost_centers=tuple((values[16] or "").split("|")) if values[16] else (),
    )


def _codes(text: str | None) -> tuple[HoldCode, ...]:
    return tuple(dict.fromkeys(HoldCode(code) for code in (text or "").split(",") if code))


def select(
    engine: Engine, where: str, parameters: Mapping[str, Any], order: str = "i.received_at DESC"
) -> tuple[InvoiceRow, ...]:
    """The invoices that a condition over ROWS selects. `where` and `order` are fixed texts of ours; values are parameters."""
    sql = f"{ROWS} WHERE {where} ORDER BY {order}, i.id"
    return tuple(row_of(engine, values) for values in engine.store.rows(sql, parameters))


def search(text: str) -> tuple[str, dict[str, Any]]:
    """The condition, with its parameter, that a search box's text asks for: in supplier, number, file name or id."""
    if not text.strip():
        return "1 = 1", {}
    columns = ("coalesce(s.name, '')", "coalesce(i.supplier_name, '')", "coalesce(i.invoice_number, '')", "i.file_name", "i.id")
    return "(" + " OR ".join(f"lower({c}) LIKE :text" for c in columns) + ")", {"text": f"%{text.strip().lower()}%"}


def inbox(
    engine: Engine, states: Sequence[State] = (), text: str = "", limit: int = 200, offset: int = 0
) -> tuple[InvoiceRow, ...]:
    """Invoices newest first; no states means everything that is not over (paid, rejected, cancelled)."""
    where, parameters = search(text)
    names = ", ".join(f"'{State(state).value}'" for state in (states or LIVE))
    order = f"i.received_at DESC, i.id LIMIT {int(limit)} OFFSET {int(offset)}"
    sql = f"{ROWS} WHERE i.state IN ({names}) AND {where} ORDER BY {order}"
    return tuple(row_of(engine, values) for values in engine.store.rows(sql, parameters))


def counts(engine: Engine) -> dict[State, int]:
    """How many invoices are in each state; states without any are absent."""
    rows = engine.store.rows("SELECT state, count(*) FROM invoices GROUP BY state")
    return {State(state): int(count) for state, count in rows}


def holds(engine: Engine) -> tuple[InvoiceRow, ...]:
    """Invoices that an open hold keeps from going on, the one due first on top."""
    over = "i.state NOT IN ('paid', 'rejected', 'cancelled')"
    return select(engine, f"h.codes IS NOT NULL AND {over}", {}, "i.due_date ASC NULLS LAST")


WAITS = "SELECT 1 FROM waits p WHERE p.invoice_id = i.id AND p.version = i.version AND p.ended_at IS NULL AND p.until > :today"


def approvals_of(engine: Engine, person_id: str, put_off: bool = False) -> tuple[InvoiceRow, ...]:
    """Invoices that wait for this person's decision now, the one on top by which waiting loses most money (row N8), then the
    one due first; with `put_off` those instead that wait until a day (rule A4).

    A step without cost centers (the director's second signature) waits until the leaders have decided. Steps of those whom
    the person stands in for today are among them (rule F8), but not on an invoice that the person had a hand in, nor where the
    second signature would be of the same hand.
    """
    waits = """t.invoice_id = i.id AND t.decision = 'waiting'
        AND (t.cost_center_ids <> '[]' OR NOT EXISTS (SELECT 1 FROM approval_steps o WHERE o.invoice_id = i.id
             AND o.decision = 'waiting' AND o.level <> t.level))"""
    stands_in = """t.approver_id IN (SELECT delegator_id FROM delegations WHERE delegate_id = :person AND ended_at IS NULL
            AND :today BETWEEN first_day AND last_day)
        AND i.entered_by <> :person AND position(:quoted IN i.changed_by) = 0 AND coalesce(s.created_by, '') <> :person
        AND NOT EXISTS (SELECT 1 FROM approval_steps o WHERE o.invoice_id = i.id AND (
            (t.cost_center_ids = '[]' AND o.decided_by = :person)
            OR (t.cost_center_ids <> '[]' AND o.approver_id = :person AND o.cost_center_ids = '[]')))"""
    step = f"SELECT 1 FROM approval_steps t WHERE {waits} AND (t.approver_id = :person OR ({stands_in}))"  # noqa: S608  ours
    waits = f"{'' if put_off else 'NOT '}EXISTS ({WAITS})"
    mine = f"i.state = 'pending_approval' AND EXISTS ({step}) AND {waits}"
    parameters = {"person": person_id, "quoted": f'"{person_id}"', "today": engine.today()}
    return by_loss(engine, select(engine, mine, parameters, "i.due_date ASC NULLS LAST"))


def by_loss(engine: Engine, rows: tuple[InvoiceRow, ...]) -> tuple[InvoiceRow, ...]:
    """The rows by the money that another week of waiting loses, the most first; what loses nothing keeps its order."""
    today, policy = engine.today(), engine.policy.payment

    def week(row: InvoiceRow) -> Decimal:
        cost = delay_cost(row.owed, row.due_date, today, policy)
        return cost.week.amount if cost is not None else Decimal(0)

    return tuple(sorted(rows, key=week, reverse=True))


def approved_together(engine: Engine, person_id: str, rows: Sequence[InvoiceRow]) -> tuple[InvoiceRow, ...]:
    """Those of the rows that this person may approve together with others (rule A6): green, and within whose limit it is."""
    found = []
    with engine.store.snapshot() as tx:
        person = tx.people.find(person_id)
        others = standing_in_for(tx, engine, person) if person is not None else ()
        for row in rows:
            invoice = None if row.open_holds or row.notices or person is None else tx.invoices.get(row.id)
            if invoice is None or person is None or not approvals.needs_no_look(invoice):
                continue
            acting = approvals.acting(invoice, person, others)
            if acting is not None and approvals.within_limit(*acting):
                found.append(row)
    return tuple(found)


def decided_by(engine: Engine, person_id: str, limit: int = 20) -> tuple[InvoiceRow, ...]:
    """The invoices that this person decided last."""
    decided = "EXISTS (SELECT 1 FROM approval_steps t WHERE t.invoice_id = i.id AND t.decided_by = :person)"
    return select(engine, decided, {"person": person_id})[:limit]


def earlier_of_supplier(engine: Engine, supplier_id: str, but: str, limit: int = 3) -> tuple[InvoiceRow, ...]:
    """The supplier's last invoices apart from one, newest first."""
    where = "i.supplier_id = :supplier AND i.id <> :but AND i.state NOT IN ('cancelled', 'received')"
    return select(engine, where, {"supplier": supplier_id, "but": but}, "i.issue_date DESC NULLS LAST")[:limit]
