"""The check for duplicates among a million stored invoices, and on a year of a real ledger: figures, not tests.

The million is written as the index would have it, shelf by shelf, in bulk: through the engine it would take hours.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import process_time

from ap_engine.model.holds import HoldCode
from ap_engine.model.likeness import Likeness
from ap_engine.model.policy import DuplicatePolicy
from ap_engine.rules import duplicates
from ap_engine.rules.duplicate_keys import Key, keys_of
from ap_engine.store import Store
from ap_engine.store.likeness import number_of, text_of
from tests.bench.table import Row, Table, median
from tests.ledger import trial
from tests.ledger.public_ledger import share

SUPPLIERS = 9_000
_FIRST = date(2022, 1, 3)
_INVOICES = """
INSERT INTO invoices (id, state, version, revision, original_sha256, file_name, received_at, entered_by, channel, document_type,
                      supplier_id, invoice_number, issue_date, currency, gross_amount, gross_currency, changed_by)
SELECT 'AP-' || lpad(n::TEXT, 10, '0'), 'paid', 1, 1, md5(n::TEXT) || md5(n::TEXT), 'invoice.pdf', TIMESTAMPTZ '2024-01-01 09:00:00Z',
       'clara', 'upload', 'invoice', 's-' || (n % 9000), n::TEXT, DATE '2024-01-01', 'BRL', 100, 'BRL', '[]'
FROM range({count}) t(n)
"""


def bill(number: int) -> Likeness:
    """One of many: a supplier bills every other week, mostly other amounts, every fifth time the same one."""
    supplier, turn = number % SUPPLIERS, number // SUPPLIERS
    day = _FIRST + timedelta(days=13 * turn + supplier % 13)
    amount = Decimal(50_000 + supplier) if turn % 5 == 0 else Decimal(10_000 + number * 7919 % 900_000)
    return Likeness(
        invoice_id=f"AP-{number:010d}",
        received_at=datetime.combine(day, time(9), UTC),
        root=f"{10_000_000 + supplier}",
        supplier=f"Fornecedor {supplier} Comércio Ltda",
        number=str(1_000 + 17 * supplier + 3 * turn),
        amount=amount / 100,
        currency="BRL",
        issued=day,
        words=f"{number:032x}",
        picture=f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}" if number % 5 == 0 else "",
    )


def fill(store: Store, folder: Path, count: int) -> None:
    """The books and the index as they are after so many invoices."""
    everywhere: defaultdict[Key, list[Likeness]] = defaultdict(list)
    path = folder / "likeness.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        for supplier in range(SUPPLIERS):
            here: defaultdict[Key, list[Likeness]] = defaultdict(list)
            for number in range(supplier, count, SUPPLIERS):
                one = bill(number)
                for key in keys_of(one):
                    (everywhere if key.kind in ("elsewhere", "picture") else here)[key].append(one)
            rows.writerows((number_of(key), text_of(shelf[-key.room :])) for key, shelf in here.items())
        rows.writerows((number_of(key), text_of(shelf[-key.room :])) for key, shelf in everywhere.items())
    with store.write("bench", datetime.now(UTC)) as tx:
        tx.cursor.execute_script(f"COPY likeness FROM '{path}' (HEADER false, NULL 'no such thing')")
        tx.cursor.execute_script(_INVOICES.format(count=count))
        tx.settings.set("bench", "filled")
    store.checkpoint()
    path.unlink()


def among_many(folder: Path, count: int = 1_000_000) -> Iterator[Row]:
    """The check's parts on full books."""
    store = Store.open(folder / "books.duckdb")
    try:
        fill(store, folder, count)
        coming = iter(range(1, 10**9))

        def strangers() -> Likeness:
            new = bill(count + next(coming) * 101)
            return replace(new, invoice_id=f"new-{new.invoice_id}")

        def copies() -> Likeness:
            old = bill((next(coming) * 7_654_321) % count)
            return replace(old, invoice_id=f"copy-{old.invoice_id}", number=f"NF {old.number}", words="", picture=old.picture)

        for what, new in (("an invoice that is new", strangers), ("a copy, typed otherwise", copies)):
            yield Row(f"check among {count:,} invoices: {what}", _took(partial(_look, store), new, 101), "bound: 10")
            yield Row("  the same, entered into the index, with its commit", _took(partial(_look_and_enter, store), new, 31))
    finally:
        store.close()


def _took(work: Callable[[Likeness], None], new: Callable[[], Likeness], runs: int) -> tuple[float, float]:
    """By the clock, and by the processor: on a machine that is busy with other work only the second tells the check's own."""
    return median(lambda: work(new()), runs), median(lambda: work(new()), runs, process_time)


def _look(store: Store, one: Likeness) -> None:
    with store.snapshot() as tx:
        tx.likenesses.find(one.invoice_id)
        found = duplicates.look(one, tx.likenesses.read, DuplicatePolicy())
        tx.invoices.states([each.other.invoice_id for each in found])


def _look_and_enter(store: Store, one: Likeness) -> None:
    with store.write("bench", datetime.now(UTC)) as tx:
        duplicates.look(one, tx.likenesses.read, DuplicatePolicy())
        tx.likenesses.enter(one)


def on_the_ledger(folder: Path) -> Iterator[Row]:
    """What of the made duplicates is found, and what is said of the clean rows."""
    del folder
    outcome = trial.run()
    for kind, made in outcome.made.items():
        levels = outcome.levels[kind]
        yield Row(kind, (f"{outcome.found[kind]}/{made}", *(levels[code] for code in LEVELS)))
    yield Row("all ten kinds, in percent", (f"{share(sum(outcome.found.values()), sum(outcome.made.values()))}",), "bound: 98")
    rows = outcome.clean_rows
    clean = [f"{share(outcome.clean[code], rows)}" for code in LEVELS]
    yield Row(f"of {rows:,} clean rows, in percent", ("", *clean), "bounds: 0.1, none, 2")
    yield Row(f"of {outcome.repeat_rows} rows that repeat a paper", ("", *(outcome.repeats[code] for code in LEVELS)))


LEVELS = (HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY, HoldCode.DUPLICATE_POSSIBLE)

TABLES = (
    Table("duplicates", "Duplicates among a million invoices", ("median ms", "cpu ms"), among_many, needs_corpus=False),
    Table("ledger", "Duplicates on a year of a public ledger", ("found", "block", "strong", "weak"), on_the_ledger),
)
