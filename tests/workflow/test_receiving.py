"""Goods that arrive: confirmed by whoever ordered them, and the invoices that waited go on by themselves (M14, M15)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ap_engine import queries, workflow
from ap_engine.model.commands_receiving import ConfirmReceipt
from ap_engine.model.errors import IdempotencyConflict, IncompleteInvoice, NotAllowed, Refusal
from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.purchasing import GoodsReceipt
from tests.house import House, place
from tests.workflow.trade import Bill, at_once, held_for, now, order, receive

TO_SALES = (("sales", "100"),)


def arrived(house: House, quantity: str, who: str = "saulo", seen: int = 0, accepted: str | None = None) -> GoodsReceipt:
    checked = None if accepted is None else Decimal(accepted)
    lines = ((1, Decimal(quantity), checked),)
    return workflow.confirm_receipt(house.engine, ConfirmReceipt(who, "70", lines, house.engine.today(), seen))


@pytest.fixture
def waiting(house: House) -> House:
    """An invoice of ten bags of flour of which none arrived."""
    place(house, order("70", cost_centers=TO_SALES), received=False)
    receive(house, Bill("701", order="70"))
    return house


def the_invoice(house: House):
    (row,) = queries.inbox(house.engine)
    return now(house, row.id)


def test_the_receiver_is_told_what_is_missing_and_one_click_lets_the_invoice_go_on(waiting: House) -> None:
    (task,) = queries.receipts_to_confirm(waiting.engine, "saulo")
    assert (task.order_number, task.supplier, task.seen_receipts, task.due_date) == ("70", "Moinho Ltda", 0, date(2026, 12, 20))
    assert [(line.order_line, line.missing, line.inspect) for line in task.lines] == [(1, Decimal(10), False)]
    assert queries.receipts_to_confirm(waiting.engine, "ines") == (), "it is not her order"
    arrived(waiting, "10")
    assert the_invoice(waiting).state is State.PENDING_APPROVAL
    assert queries.receipts_to_confirm(waiting.engine, "saulo") == ()


def test_a_delivery_in_two_parts_lets_the_invoice_go_on_with_the_second(waiting: House) -> None:
    arrived(waiting, "6")
    assert held_for(the_invoice(waiting)) == {HoldCode.QUANTITY_RECEIVED}
    (task,) = queries.receipts_to_confirm(waiting.engine, "saulo")
    assert (task.seen_receipts, task.lines[0].missing) == (1, Decimal(4))
    arrived(waiting, "4", seen=1)
    assert held_for(the_invoice(waiting)) == set()


def test_two_people_who_confirm_the_same_delivery_are_one_receipt(waiting: House) -> None:
    one, other = at_once(lambda: arrived(waiting, "10"), lambda: arrived(waiting, "10", "fabio"))
    assert one == other
    with waiting.engine.store.snapshot() as tx:
        assert tx.purchasing.order("70").lines[0].received == 10
    with pytest.raises(IdempotencyConflict):
        arrived(waiting, "3")


@pytest.mark.parametrize(
    ("who", "lines", "day", "error"),
    [
        ("ines", ((1, "10", None),), None, NotAllowed),
        ("clara", ((1, "10", None),), None, NotAllowed),
        ("saulo", ((2, "10", None),), None, IncompleteInvoice),
        ("saulo", ((1, "0", None),), None, IncompleteInvoice),
        ("saulo", ((1, "-1", None),), None, IncompleteInvoice),
        ("saulo", ((1, "3", "4"),), None, IncompleteInvoice),
        ("saulo", ((1, "3", None), (1, "3", None)), None, IncompleteInvoice),
        ("saulo", (), None, IncompleteInvoice),
        ("saulo", ((1, "10", None),), date(2090, 1, 1), IncompleteInvoice),
        ("saulo", ((1, "10", None),), date(2026, 1, 1), IncompleteInvoice),
    ],
)
def test_what_cannot_be_received(waiting: House, who: str, lines: tuple, day: date | None, error: type[Refusal]) -> None:
    said = tuple((n, Decimal(q), None if a is None else Decimal(a)) for n, q, a in lines)
    with pytest.raises(error):
        workflow.confirm_receipt(waiting.engine, ConfirmReceipt(who, "70", said, day or waiting.engine.today()))
    assert held_for(the_invoice(waiting)) == {HoldCode.QUANTITY_RECEIVED}
