"""Writes to the books as fast as it can and says what it was told is done; its parent kills it. Run by test_store_kill.py.

Every transaction keeps one law that a half-written one would break: an invoice's note says how many lines it has, it has
one outbox message for each revision, and one audit entry.
"""

from __future__ import annotations

import random
import sys
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from ap_engine.model.commands import Command
from ap_engine.model.invoice import Invoice, InvoiceFields, InvoiceLine
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.money import Money
from ap_engine.model.payable import ErpMessage, MessageKind
from ap_engine.store import Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WRITERS = 2


@dataclass(frozen=True, slots=True)
class Write(Command):
    """One thing that a worker does."""

    number: str

    @property
    def id(self) -> str:
        """Once for each number."""
        return f"write:{self.number}"


def with_lines(invoice: Invoice, count: int) -> Invoice:
    lines = tuple(InvoiceLine(n, "x" * 300, Money(Decimal(n), "BRL")) for n in range(1, count + 1))
    return replace(invoice, fields=replace(invoice.fields, lines=lines), note=str(count))


def work(store: Store, name: str, seed: int) -> None:
    chance, mine, number = random.Random(f"{seed}{name}"), [], 0
    while True:
        number += 1
        command = Write("ana", f"{name}-{number}")
        with store.transaction(command, NOW) as tx:
            if mine and chance.random() < 0.5:
                invoice = tx.invoices.get(chance.choice(mine))
            else:
                invoice = Invoice(f"{name}-{number}", State.RECEIVED, 1, 0, "sha", "f.pdf", NOW, "ana", fields=InvoiceFields())
            saved = tx.save(with_lines(invoice, chance.randrange(8)), Event.COMMENTED, data={"command": command.id})
            message = f"post:{saved.id}:{saved.revision}"
            tx.outbox.add(ErpMessage(message, MessageKind.POST_PAYABLE, saved.id, saved.revision, "{}"), NOW)
        if saved.revision == 1:
            mine.append(saved.id)
        # One write of a short line to a pipe is whole: what the parent reads was acknowledged.
        sys.stdout.write(f"{command.id} {saved.id} {saved.revision}\n")
        sys.stdout.flush()
        if chance.random() < 0.02:
            store.checkpoint()


def main() -> None:
    path, name, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    store = Store.open(path)
    for writer in range(WRITERS):
        threading.Thread(target=work, args=(store, f"{name}.{writer}", seed)).start()


if __name__ == "__main__":
    main()
