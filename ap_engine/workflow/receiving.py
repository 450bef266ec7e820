"""Goods that arrived are confirmed by whoever ordered them; what was held for want of a receipt goes on by itself (M14, M15)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from ap_engine.engine import Engine
from ap_engine.model.coding import CostCenter
from ap_engine.model.commands_receiving import ConfirmReceipt
from ap_engine.model.errors import IncompleteInvoice, NotAllowed, StaleVersion
from ap_engine.model.parties import Person, Role
from ap_engine.model.purchasing import GoodsReceipt, GoodsReceiptLine, PurchaseOrder
from ap_engine.store import AlreadyDone
from ap_engine.workflow.intake import reexamine


def confirm_receipt(engine: Engine, command: ConfirmReceipt) -> GoodsReceipt:
    """Enter what arrived, then look again at the invoices of the order. The same confirmation again changes nothing.

    Raises NotAllowed for who neither leads a cost center of the order nor is of finance, IncompleteInvoice for a receipt
    that cannot be, StaleVersion or IdempotencyConflict when another receipt of the order came meanwhile.
    """
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            order = tx.purchasing.order(command.order_number)
            if order is None:
                raise IncompleteInvoice(f"There is no order {command.order_number}.")
            person = tx.people.find(command.actor)
            if person is None or not may_receive(person, order, tx.coding.cost_centers()):
                raise NotAllowed("A receipt is confirmed by whoever leads a cost center of the order, or by finance.")
            if tx.purchasing.receipts_of(order.number) != command.seen_receipts:
                raise StaleVersion("(another receipt of the order came meanwhile)")
            _check(command, order, engine.today())
            lines = tuple(GoodsReceiptLine(*line) for line in command.lines)
            receipt = GoodsReceipt(_receipt_id(command), order.number, command.received_on, lines)
            tx.purchasing.save_receipt(receipt)
            tx.subject = receipt.id
    except AlreadyDone as done:
        receipt = _known(engine, done.subject)
    for invoice_id in _of_order(engine, command.order_number):
        reexamine(engine, invoice_id)
    engine.wake.set()
    return receipt


def may_receive(person: Person, order: PurchaseOrder, centers: Iterable[CostCenter]) -> bool:
    """Whether a person may say that goods of this order arrived: a leader of its split, or finance."""
    own = {center.id for center in centers if center.leader_id == person.id}
    return person.active and (person.has(Role.FINANCE) or any(center in own for center, _ in order.cost_centers))


def _check(command: ConfirmReceipt, order: PurchaseOrder, today: date) -> None:
    goods = {line.number: line for line in order.lines if not line.is_service}
    if not command.lines or len({number for number, _, _ in command.lines}) != len(command.lines):
        raise IncompleteInvoice("Say for each line once how much arrived.")
    if not order.issue_date <= command.received_on <= today:
        raise IncompleteInvoice("Goods arrive after they were ordered, and not in the future.")
    for number, quantity, accepted in command.lines:
        line = goods.get(number)
        if line is None:
            raise IncompleteInvoice(f"Order {order.number} has no goods on line {number}.")
        if quantity < 0 or (accepted is not None and accepted < 0) or not (quantity or accepted):
            raise IncompleteInvoice(f"Line {number} needs a quantity.")
        if accepted is not None and line.accepted + accepted > line.received + quantity:
            raise IncompleteInvoice(f"More of line {number} is accepted than was received.")


def _receipt_id(command: ConfirmReceipt) -> str:
    return f"CR-{hashlib.sha256(command.id.encode()).hexdigest()[:16]}"


def _known(engine: Engine, receipt_id: str) -> GoodsReceipt:
    with engine.store.snapshot() as tx:
        receipt = tx.purchasing.receipt(receipt_id)
    assert receipt is not None
    return receipt


def _of_order(engine: Engine, order_number: str) -> list[str]:
    with engine.store.snapshot() as tx:
        return tx.invoices.touching_order(order_number)
