"""What invoices were judged by, read in bulk: a backtest looks at a hundred thousand of them while a person waits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from ap_engine.model.backtest import Fate, Judged
from ap_engine.model.holds import Blocks, HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.match import Compared, LineMatch, MatchResult
from ap_engine.model.money import Money
from ap_engine.model.parties import SYSTEM
from ap_engine.store.duckdb_dialect import Cursor, Row

_SQL = """
SELECT j.invoice_id, j.policy, j.supplier_id, j.amount, j.currency, j.evidence, j.findings, i.state,
       coalesce(i.accounting_amount, i.due_amount, i.gross_amount), i.version > j.version, h.released, h.waiting
FROM judgements j JOIN invoices i ON i.id = j.invoice_id
LEFT JOIN (SELECT invoice_id,
           string_agg(CASE WHEN released_by IS NOT NULL AND released_by <> :system THEN code END, ',') AS released,
           string_agg(CASE WHEN released_by IS NULL THEN code END, ',') AS waiting
           FROM holds GROUP BY invoice_id) h ON h.invoice_id = j.invoice_id
WHERE (CAST(:since AS TIMESTAMPTZ) IS NULL OR i.received_at >= :since) AND (:supplier = '' OR j.supplier_id = :supplier)
AND (NOT :released OR (j.found > 0 AND h.released IS NOT NULL)) AND j.invoice_id > :after ORDER BY j.invoice_id NULLS LAST LIMIT :some
"""
_AT_ONCE = 100_000


# The figures of a line that a policy may judge otherwise, in the order in which they are kept.
_NUMBERS = ("ordered", "received", "accepted", "billed_before", "quantity", "order_price", "amount", "amount_before")


def evidence(match: MatchResult, marks: Mapping[int, str]) -> str:
    """What of a match is kept: the lines that are marked, with their marks, and what was compared beside them.

    A line without a mark is as it was ordered, whatever the terms: most are, and nobody has to read them again.
    """
    lines = [
        [m.line, marks[m.line], *(str(getattr(m, name)) for name in _NUMBERS), m.by_amount, m.is_service, list(m.items)]
        for m in match.lines
        if marks.get(m.line)
    ]
    compared = [[one.code.value, one.tolerance, str(one.difference), str(one.reference)] for one in match.compared]
    return json.dumps({"certain": match.certain, "lines": lines, "compared": compared}, separators=(",", ":"))


class Judgements:
    """What was judged, as one snapshot sees it."""

    def __init__(self, cursor: Cursor) -> None:
        self._cursor = cursor

    def each(
        self,
        since: datetime | None,
        supplier_id: str = "",
        codes: frozenset[HoldCode] = frozenset(),
        released: bool = False,
        marks: frozenset[str] | None = None,
    ) -> Iterator[Judged]:
        """Every invoice that was received since then, by id. `codes` are those that a policy decides: a release of one of
        them is the invoice's. `released`: only those of which a person released something. `marks`: only lines with one of them."""
        names = frozenset(code.value for code in codes)
        texts: dict[str, tuple[tuple[HoldCode, int | None, Blocks], ...]] = {}
        after, full = "", True
        while full:
            rows = self._cursor.rows(
                _SQL,
                {
                    "system": SYSTEM,
                    "since": since,
                    "supplier": supplier_id,
                    "released": released,
                    "after": after,
                    "some": _AT_ONCE,
                },
            )
            full = len(rows) == _AT_ONCE
            for row in rows:
                yield _judged(row, names, texts, marks)
            after = rows[-1][0] if rows else after

    def count(self) -> int:
        """How many invoices a judgement is kept of."""
        return int(self._cursor.rows("SELECT count(*) FROM judgements")[0][0])


def _judged(row: Row, codes: frozenset[str], texts: dict[str, Any], marks: frozenset[str] | None) -> Judged:
    invoice_id, policy, supplier_id, amount, currency, match, found, state, now, newer, released, waiting = row
    asked = Money(amount, currency) if amount is not None else None
    asks = Money(now, currency) if now is not None and currency else None
    if found not in texts:
        texts[found] = tuple((HoldCode(code), line, Blocks(blocks)) for code, line, blocks in json.loads(found))
    findings = texts[found]
    reduced = newer and asked is not None and asks is not None and asks.amount < asked.amount
    fate = _fate(state, reduced, codes, released, waiting, findings)
    return Judged(
        invoice_id, policy, supplier_id, asked, asks, _match(json.loads(match), marks) if match else None, findings, fate
    )


def _fate(
    state: str, reduced: bool, codes: frozenset[str], released: str | None, waiting: str | None,
    findings: tuple[tuple[HoldCode, int | None, Blocks], ...],
) -> Fate:  # fmt: skip
    if state == State.REJECTED:
        return Fate.REJECTED
    if state == State.CANCELLED:
        return Fate.CANCELLED
    if reduced:
        return Fate.REDUCED
    own = {code.value for code, _, blocks in findings if blocks is not Blocks.NOTHING} & codes
    if not own:
        return Fate.WENT_ON
    if waiting and own & set(waiting.split(",")):
        return Fate.WAITING
    return Fate.RELEASED if released and own & set(released.split(",")) else Fate.CLEARED


def _match(raw: dict[str, Any], marks: frozenset[str] | None) -> MatchResult:
    """The match without what only a person reads: each line's figures, and what was compared beside the lines."""
    compared = tuple(
        Compared(HoldCode(code), tolerance, Decimal(difference), Decimal(reference))
        for code, tolerance, difference, reference in raw.get("compared", ())
        if isinstance(code, str)
    )
    lines = tuple(
        _line(line) if isinstance(line, list) else _whole_line(line)
        for line in raw["lines"]
        if isinstance(line, dict) or marks is None or not marks.isdisjoint(line[1])
    )
    return MatchResult((), lines, "", raw["certain"], compared=compared)


def _line(raw: list[Any]) -> LineMatch:
    number, _, ordered, received, accepted, before, quantity, price, amount, amount_before, by_amount, service, items = raw
    return LineMatch(
        number, "", 0, Decimal(ordered), Decimal(received), Decimal(before), Decimal(quantity), Decimal(price),
        amount=Decimal(amount), accepted=Decimal(accepted), by_amount=by_amount, amount_before=Decimal(amount_before),
        is_service=service, items=tuple(items),
    )  # fmt: skip


def _whole_line(raw: dict[str, Any]) -> LineMatch:
    """A line of a match from before judgements were kept, which has no more than was known then."""
    figures: dict[str, Any] = {name: Decimal(raw[name]) for name in _NUMBERS if name in raw}
    figures.setdefault("amount", figures["quantity"] * Decimal(raw["price"]))
    return LineMatch(raw["line"], raw["order_number"], raw["order_line"], **figures)
