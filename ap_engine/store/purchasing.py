"""Purchase orders and goods receipts; what is received follows from receipts, what is billed from other invoices' matches."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ap_engine.model.errors import IdempotencyConflict
from ap_engine.model.extraction import DocumentType
from ap_engine.model.purchasing import GoodsReceipt, GoodsReceiptLine, OrderCharge, PurchaseOrder, PurchaseOrderLine
from ap_engine.store import serialise, values
from ap_engine.store.duckdb_dialect import Cursor, Row
from ap_engine.store.parties import Note

_ORDER = "number, supplier_id, currency, issue_date, cost_centers, category_code, closed"
_LINE = ("line", "item_code", "description", "quantity", "unit", "unit_price", "supplier_item_code", "is_service", "ean")
_Quantities = dict[tuple[str, int], tuple[Decimal, Decimal]]
_ALIVE = "NOT IN ('rejected', 'cancelled')"
_COUNTS = f"i.state {_ALIVE} AND CASE WHEN m.credits IS NULL THEN i.document_type <> ? ELSE o.state {_ALIVE} END"


def _stored_line(line: PurchaseOrderLine) -> Row:
    amounts = (values.quantity(line.quantity), line.unit, values.quantity(line.unit_price))
    return (line.number, line.item_code, line.description, *amounts, line.supplier_item_code, line.is_service, line.ean)


def _as_ordered(order: PurchaseOrder) -> PurchaseOrder:
    """The order without what follows from receipts and invoices."""
    nothing = Decimal(0)
    bare = (replace(line, received=nothing, accepted=nothing, billed=nothing, billed_amount=nothing) for line in order.lines)
    return replace(order, lines=tuple(bare), billed_charges=())


class Purchasing:
    """Orders and receipts."""

    def __init__(self, cursor: Cursor, note: Note) -> None:
        self._cursor, self._note = cursor, note

    def order(self, number: str, excluding: str | None = None) -> PurchaseOrder | None:
        """One order with what was received and what other live invoices bill on it, `excluding` one invoice."""
        return next(iter(self._orders("number = ?", number, excluding)), None)

    def orders_of(self, supplier_id: str, excluding: str | None = None) -> tuple[PurchaseOrder, ...]:
        """A supplier's open orders, the oldest first."""
        return self._orders("supplier_id = ? AND NOT closed", supplier_id, excluding)

    def save_order(self, order: PurchaseOrder) -> None:
        """Enter or change an order. What was received and billed is not kept: it follows from other records."""
        before = self.order(order.number)
        now = _as_ordered(order)
        if before is not None and _as_ordered(before) == now:
            return
        row = {
            "number": order.number,
            "supplier_id": order.supplier_id,
            "currency": order.currency,
            "issue_date": order.issue_date,
            "cost_centers": serialise.dumps(order.cost_centers),
            "category_code": order.category_code,
            "closed": order.closed,
        }
        self._cursor.upsert("purchase_orders", ("number",), row)
        if before is not None:
            for table in ("purchase_order_lines", "purchase_order_charges"):
                self._cursor.change(f"DELETE FROM {table} WHERE order_number = ?", (order.number,))  # noqa: S608
        lines = [(order.number, position, *_stored_line(line)) for position, line in enumerate(order.lines)]
        self._cursor.insert("purchase_order_lines", ("order_number", "position", *_LINE), lines)
        charges = [(order.number, position, one.kind, one.amount) for position, one in enumerate(order.charges)]
        self._cursor.insert("purchase_order_charges", ("order_number", "position", "kind", "amount"), charges)
        self._note("OrderSaved", order.number, now)

    def save_receipt(self, receipt: GoodsReceipt) -> None:
        """Enter a receipt; the same one again changes nothing. Raises IdempotencyConflict for the same id with other content."""
        before = self.receipt(receipt.id)
        if before is not None:
            if before != receipt:
                raise IdempotencyConflict(f"(receipt {receipt.id})")
            return
        head = (receipt.id, receipt.order_number, receipt.received_on)
        self._cursor.insert("goods_receipts", ("id", "order_number", "received_on"), [head])
        rows = [
            (
                receipt.id, position, receipt.order_number, line.order_line,
                values.quantity(line.quantity), values.quantity(line.accepted),
            )
            for position, line in enumerate(receipt.lines)
        ]  # fmt: skip
        columns = ("receipt_id", "position", "order_number", "order_line", "quantity", "accepted")
        self._cursor.insert("goods_receipt_lines", columns, rows)
        self._note("ReceiptSaved", receipt.id, receipt)

    def receipt(self, receipt_id: str) -> GoodsReceipt | None:
        """One receipt, or None."""
        head = self._cursor.one("SELECT id, order_number, received_on FROM goods_receipts WHERE id = ?", (receipt_id,))
        if head is None:
            return None
        rows = self._cursor.rows(
            "SELECT order_line, quantity, accepted FROM goods_receipt_lines WHERE receipt_id = ? ORDER BY position NULLS LAST",
            (receipt_id,),
        )
        lines = tuple(GoodsReceiptLine(row[0], values.short(row[1]), values.short_or_none(row[2])) for row in rows)
        return GoodsReceipt(head[0], head[1], head[2], lines)

    def receipts_of(self, order_number: str) -> int:
        """How many receipts an order has."""
        row = self._cursor.one("SELECT count(*) FROM goods_receipts WHERE order_number = ?", (order_number,))
        return int(row[0]) if row else 0

    def _orders(self, condition: str, value: str, excluding: str | None) -> tuple[PurchaseOrder, ...]:
        heads = self._cursor.rows(
            f"SELECT {_ORDER} FROM purchase_orders WHERE {condition} ORDER BY issue_date NULLS LAST, number",  # noqa: S608
            (value,),
        )
        if not heads:
            return ()
        numbers = [head[0] for head in heads]
        marks = ", ".join("?" * len(numbers))
        rows = self._cursor.rows(
            f"SELECT order_number, {', '.join(_LINE)} FROM purchase_order_lines "  # noqa: S608
            f"WHERE order_number IN ({marks}) ORDER BY position NULLS LAST",
            numbers,
        )
        received, billed = self._received(numbers, marks), self._billed(numbers, marks, excluding)
        lines: dict[str, list[PurchaseOrderLine]] = {number: [] for number in numbers}
        for row in rows:
            lines[row[0]].append(_line(row, received, billed))
        agreed, asked = self._charges(numbers, marks), self._billed_charges(numbers, marks, excluding)
        return tuple(_order(head, lines[head[0]], agreed[head[0]], asked[head[0]]) for head in heads)

    def _received(self, numbers: list[str], marks: str) -> _Quantities:
        """(received, accepted) by order line."""
        rows = self._cursor.rows(
            "SELECT order_number, order_line, sum(quantity), coalesce(sum(accepted), 0) FROM goods_receipt_lines "  # noqa: S608
            f"WHERE order_number IN ({marks}) GROUP BY order_number, order_line",
            numbers,
        )
        return {(row[0], row[1]): (row[2], row[3]) for row in rows}

    def _billed(self, numbers: list[str], marks: str, excluding: str | None) -> _Quantities:
        """(quantity, amount) by order line.

        Drafts count (rule M4), rejected and cancelled invoices do not. A credit note gives back while the invoice that it
        credits is alive (rule M16); a line is never billed less than nothing.
        """
        rows = self._cursor.rows(
            "SELECT m.order_number, m.order_line, sum(CASE WHEN m.credits IS NULL THEN m.quantity ELSE -m.quantity END), "  # noqa: S608
            "coalesce(sum(CASE WHEN m.credits IS NULL THEN m.amount ELSE -m.amount END), 0) "
            "FROM match_lines m JOIN invoices i ON i.id = m.invoice_id LEFT JOIN invoices o ON o.id = m.credits "
            f"WHERE m.order_number IN ({marks}) AND m.order_line IS NOT NULL AND i.id <> ? AND {_COUNTS} "
            "GROUP BY m.order_number, m.order_line",
            [*numbers, excluding or "", DocumentType.CREDIT_NOTE],
        )
        return {(row[0], row[1]): (row[2], row[3]) if row[2] > 0 else (Decimal(0), Decimal(0)) for row in rows}

    def _charges(self, numbers: list[str], marks: str) -> dict[str, list[OrderCharge]]:
        rows = self._cursor.rows(
            "SELECT order_number, kind, amount FROM purchase_order_charges "  # noqa: S608
            f"WHERE order_number IN ({marks}) ORDER BY position NULLS LAST",
            numbers,
        )
        return _by_order(numbers, rows)

    def _billed_charges(self, numbers: list[str], marks: str, excluding: str | None) -> dict[str, list[OrderCharge]]:
        rows = self._cursor.rows(
            "SELECT c.order_number, c.kind, sum(CASE WHEN c.credits IS NULL THEN c.amount ELSE -c.amount END) "  # noqa: S608
            "FROM match_charges c JOIN invoices i ON i.id = c.invoice_id LEFT JOIN invoices o ON o.id = c.credits "
            f"WHERE c.order_number IN ({marks}) AND i.id <> ? AND {_COUNTS.replace('m.', 'c.')} "
            "GROUP BY c.order_number, c.kind ORDER BY c.kind NULLS LAST",
            [*numbers, excluding or "", DocumentType.CREDIT_NOTE],
        )
        return _by_order(numbers, rows)


def _by_order(numbers: list[str], rows: list[Row]) -> dict[str, list[OrderCharge]]:
    found: dict[str, list[OrderCharge]] = {number: [] for number in numbers}
    for number, kind, amount in rows:
        found[number].append(OrderCharge(kind, values.short(amount)))
    return found


def _line(row: Row, received: _Quantities, billed: _Quantities) -> PurchaseOrderLine:
    key, nothing = (row[0], row[1]), (Decimal(0), Decimal(0))
    (there, accepted), (quantity, amount) = received.get(key, nothing), billed.get(key, nothing)
    return PurchaseOrderLine(
        number=row[1],
        item_code=row[2],
        description=row[3],
        quantity=values.short(row[4]),
        unit=row[5],
        unit_price=values.short(row[6]),
        supplier_item_code=row[7],
        received=values.short(there),
        billed=values.short(quantity),
        is_service=row[8],
        ean=row[9],
        accepted=values.short(accepted),
        billed_amount=values.short(amount),
    )


def _order(head: Row, lines: list[PurchaseOrderLine], agreed: list[OrderCharge], asked: list[OrderCharge]) -> PurchaseOrder:
    split = serialise.loads(tuple[tuple[str, str], ...], head[4])
    return PurchaseOrder(head[0], head[1], head[2], head[3], tuple(lines), split, head[5], head[6], tuple(agreed), tuple(asked))
