"""A policy tried on a hundred thousand invoices of three lines each, as somebody waits for it at the screen."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from ap_engine.engine import Engine, open_engine
from ap_engine.model.backtest import Effect
from ap_engine.model.match import LineMatch, MatchResult
from ap_engine.rules.backtest import marks
from ap_engine.settings import Settings
from ap_engine.store.judgements import evidence
from ap_engine.workflow import backtest, policy_draft
from tests.bench.table import Row, Table

INVOICES, SUPPLIERS, BOUND = 100_000, 400, 10.0
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
PRICES = ("12.50", "310.00", "4.75")


def rows(folder: Path) -> Iterator[Row]:
    """Wider tolerances for everybody and a rule for an item, over the whole history; then the last tenth of it."""
    engine = open_engine(Settings(data=folder / "books", company_name="Casa", company_tax_id="59594315000157", reader_workers=1))
    try:
        fill(engine)
        draft = policy_draft.with_value(policy_draft.begin(engine), ("matching", "tolerances", "price", "percent"), "4")
        draft = policy_draft.with_value(draft, ("matching", "tolerances", "price", "absolute"), "400")
        draft = policy_draft.with_rule(draft, "s7", "I-1", {"received": {"percent": "5", "absolute": "10"}})
        for what, since in (("all of them", None), ("since the last year", (BEGIN + timedelta(days=730)).date())):
            began = time.perf_counter()
            trial = backtest.run(engine, draft, since)
            seconds = time.perf_counter() - began
            passes = trial.figure(Effect.PASSES_RELEASED).count + trial.figure(Effect.LEAKED).count
            note = f"{passes} would have passed, {trial.figure(Effect.HELD).count} held as they were; bound: {BOUND:.0f} s"
            yield Row(f"a policy tried on history, {what}", (str(trial.judged), seconds), note)
    finally:
        engine.close()


def fill(engine: Engine, invoices: int = INVOICES) -> None:
    """Judged invoices as the books keep them: one in ten 3 % dear and released or cancelled, one in twenty short of goods."""
    judged, heads, holds = [], [], []
    for number in range(invoices):
        dear, short = number % 10 == 0, number % 20 == 7
        match = MatchResult((f"PO-{number // 4}",), tuple(line(number, n, dear, short) for n in range(1, 4)), "names order", True)
        findings = [["price_variance", n, "approval"] for n in range(1, 4)] if dear else []
        findings += [["quantity_received", 1, "approval"]] if short else []
        amount = sum((one.amount for one in match.lines), Decimal(0))
        state = "cancelled" if number % 40 == 0 else "paid"
        at = BEGIN + timedelta(minutes=12 * number)
        key = f"AP-{number:08d}"
        judged.append((key, 1, at, "2026-01", f"s{number % SUPPLIERS}", amount, "BRL", evidence(match, {one.line: marks(one) for one in match.lines}),
                       json.dumps(findings, separators=(",", ":")), len(findings)))  # fmt: skip
        heads.append((key, state, 1, 1, f"{number:064d}", "a.xml", at, "clara", "upload", "invoice", amount, "BRL", "[]"))
        if findings and state == "paid":
            holds += [(key, place, code, "approval", "", "", at, n, "fabio", at) for place, (code, n, _) in enumerate(findings)]
    insert(engine, "judgements", ("invoice_id", "version", "judged_at", "policy", "supplier_id", "amount", "currency", "evidence",
                                  "findings", "found"), judged)  # fmt: skip
    insert(engine, "invoices", ("id", "state", "version", "revision", "original_sha256", "file_name", "received_at", "entered_by",
                                "channel", "document_type", "gross_amount", "gross_currency", "changed_by"), heads)  # fmt: skip
    insert(engine, "holds", ("invoice_id", "position", "code", "blocks", "reason", "clears_when", "placed_at", "line", "released_by",
                             "released_at"), holds)  # fmt: skip


def line(number: int, n: int, dear: bool, short: bool) -> LineMatch:
    price = Decimal(PRICES[n - 1])
    asked = price * Decimal("1.03") if dear else price
    quantity = Decimal(10 + number % 7)
    return LineMatch(
        n, f"PO-{number // 4}", n, ordered=Decimal(100), received=Decimal(100) if not short or n > 1 else quantity - 1,
        billed_before=Decimal(0), quantity=quantity, order_price=price, price=asked, how="item code", certain=True,
        amount=(asked * quantity).quantize(Decimal("0.01")), accepted=Decimal(100), unit="UN", items=(f"I-{n}", f"S-{n}"),
    )  # fmt: skip


def insert(engine: Engine, table: str, columns: tuple[str, ...], values: list[tuple[Any, ...]]) -> None:
    for start in range(0, len(values), 10_000):
        with engine.store.write("bench", engine.now()) as tx:
            tx.cursor.insert(table, columns, values[start : start + 10_000])


TABLES = (Table("policies", f"A policy tried on {INVOICES} invoices, 3 lines each", ("invoices", "seconds"), rows, False),)
