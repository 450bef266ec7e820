"""What people say about goods that arrived."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ap_engine.model.commands import Command


@dataclass(frozen=True, slots=True)
class ConfirmReceipt(Command):
    """Goods of an order arrived, or were inspected: (order line, quantity, what of it was accepted or None).

    `seen_receipts` is how many receipts the order had when the person looked: two people who confirm the same delivery at
    once are one receipt, and a delivery of the same size on the same day is another one.
    """

    order_number: str = ""
    lines: tuple[tuple[int, Decimal, Decimal | None], ...] = ()
    received_on: date = date.min
    seen_receipts: int = 0

    @property
    def id(self) -> str:
        """One delivery of an order, whoever says so."""
        return f"ConfirmReceipt:{self.order_number}:{self.seen_receipts}"

    @property
    def content_hash(self) -> str:
        """What is said to have arrived; not who says so."""
        said = [
            (line, _plain(quantity), _plain(accepted)) for line, quantity, accepted in sorted(self.lines, key=lambda one: one[0])
        ]
        return hashlib.sha256(repr((self.order_number, said, self.received_on)).encode()).hexdigest()


def _plain(quantity: Decimal | None) -> str:
    return "" if quantity is None else f"{quantity.normalize():f}"
