"""Which order line does each invoice line bill? A maximum-weight assignment over all pairs, never greedy (rule M10).

A line whose code or article number is on the orders bills one of the lines that have it. Only lines without such a hit go
by their descriptions, so that many open orders cost little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz, process

from ap_engine.model.invoice import InvoiceLine
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine
from ap_engine.rules.order_descriptions import ALIKE_FROM, marks_of

# A table of whole numbers or of yes and no: lines down, order lines across.
Table = Any

# A pair below this is no pair: a description alone has to be alike, or a code has to agree.
THRESHOLD = 60
# What speaks for a pair. A code says most; figures in the descriptions that contradict one another speak against it.
CODE, PRICE, QUANTITY, ENOUGH, ANY_LEFT, CONTRADICTION = 100, 15, 5, 8, 3, -30
_DESCRIBED_FROM = 25
# Below this a description does not reach the threshold, whatever price and quantity add.
_LEAST = THRESHOLD + _DESCRIBED_FROM - PRICE - QUANTITY - ENOUGH - ANY_LEFT


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order line that may be billed, with the order that it belongs to."""

    order: PurchaseOrder
    line: PurchaseOrderLine


@dataclass(frozen=True, slots=True)
class Assignment:
    """The candidate that a line bills, why, and the score of the pair (0–200)."""

    candidate: Candidate
    why: str
    score: int


def assign(lines: Sequence[InvoiceLine], orders: Sequence[PurchaseOrder]) -> dict[int, Assignment]:
    """Invoice line number → the order line that it bills. Lines without a good enough pair are absent.

    Several invoice lines may bill one order line (a delivery in parts): what a round leaves over is assigned again against
    all order lines, but then only by code, or by a description that reads the same.
    """
    candidates = [Candidate(order, line) for order in orders for line in order.lines]
    if not lines or not candidates:
        return {}
    table, by_code = weights(lines, candidates)
    result: dict[int, Assignment] = {}
    rest = set(range(len(lines)))
    again = False
    while rest:
        rows = sorted(rest)
        fits = table[rows] if not again else table[rows] * (by_code[rows] | _reads_the_same(lines, candidates, rows, by_code))
        chosen = best(fits)
        if not chosen:
            break
        for at, column in chosen:
            line, score = lines[rows[at]], int(table[rows[at], column])
            result[line.number] = Assignment(candidates[column], _why(line, candidates[column].line), score)
        rest -= {rows[at] for at, _ in chosen}
        again = True
    return result


def weights(lines: Sequence[InvoiceLine], candidates: Sequence[Candidate]) -> tuple[Table, Table]:
    """How well each line (row) fits each candidate (column), 0 for no pair; and where it does so by its code."""
    import numpy as np

    order_lines = [candidate.line for candidate in candidates]
    columns_of: dict[str, list[int]] = {}
    for column, order_line in enumerate(order_lines):
        for code in codes_of(order_line):
            columns_of.setdefault(code, []).append(column)
    by_code = np.zeros((len(lines), len(candidates)), dtype=bool)
    for row, line in enumerate(lines):
        for own in (line.item_code, line.ean):
            by_code[row, columns_of.get(own or "", [])] = True
    # A line whose code is on the orders is compared with the lines that have it, and with no others.
    open_to = by_code | ~by_code.any(axis=1, keepdims=True)
    alike, against = _descriptions(lines, order_lines, by_code)
    described = np.maximum(alike - _DESCRIBED_FROM, 0) + CONTRADICTION * (against & ~by_code)
    score = CODE * by_code + described + _figures(lines, order_lines)
    return score * (open_to & (by_code | (score >= THRESHOLD))), by_code


def codes_of(line: PurchaseOrderLine) -> frozenset[str]:
    """Our code, the supplier's, and the article number."""
    return frozenset(code for code in (line.item_code, line.supplier_item_code, line.ean) if code)


def best(table: Table) -> list[tuple[int, int]]:
    """The (row, column) pairs of greatest weight in sum, each row and each column at most once."""
    import numpy as np

    # Half a second to load: paid with the first match, not by every start.
    from scipy.optimize import linear_sum_assignment

    columns = np.flatnonzero(table.any(axis=0))
    some = table[:, columns]
    chosen = zip(*(found.tolist() for found in linear_sum_assignment(some, maximize=True)), strict=True)
    return [(row, int(columns[at])) for row, at in chosen if some[row, at] > 0]


def _descriptions(lines: Sequence[InvoiceLine], order_lines: Sequence[PurchaseOrderLine], by_code: Table) -> tuple[Table, Table]:
    """How alike the descriptions are (0–100), and where their figures contradict. Lines that go by code are compared there only."""
    import numpy as np

    alike, against = np.zeros(by_code.shape, dtype=np.int64), np.zeros(by_code.shape, dtype=bool)
    for row, column in np.argwhere(by_code).tolist():
        alike[row, column] = fuzz.token_set_ratio(lines[row].description.casefold(), order_lines[column].description.casefold())
    others = np.flatnonzero(~by_code.any(axis=1))
    if others.size:
        alike[others], against[others] = _all_pairs([lines[row] for row in others.tolist()], order_lines)
    return alike, against


def _all_pairs(lines: Sequence[InvoiceLine], order_lines: Sequence[PurchaseOrderLine]) -> tuple[Table, Table]:
    """Every line with every order line; each different text is looked at once."""
    import numpy as np

    mine, row_of = _texts(line.description for line in lines)
    theirs, column_of = _texts(line.description for line in order_lines)
    alike = process.cdist(mine, theirs, scorer=fuzz.token_set_ratio, score_cutoff=_LEAST).astype(np.int64)
    place = {mark: at for at, mark in enumerate(sorted({mark for text in (*mine, *theirs) for mark in marks_of(text)}))}
    own, other = (np.zeros((len(texts), len(place)), dtype=np.float32) for texts in (mine, theirs))
    for marks, texts in ((own, mine), (other, theirs)):
        for at, text in enumerate(texts):
            marks[at, [place[mark] for mark in marks_of(text)]] = 1
    against = (own @ (1 - other).T > 0) & ((1 - own) @ other.T > 0)
    spread = np.ix_(row_of, column_of)
    return alike[spread], against[spread]


def _texts(descriptions: Iterable[str]) -> tuple[list[str], list[int]]:
    """The different texts, and for each description which one it is."""
    place: dict[str, int] = {}
    which = [place.setdefault(description.casefold(), len(place)) for description in descriptions]
    return list(place), which


def _figures(lines: Sequence[InvoiceLine], order_lines: Sequence[PurchaseOrderLine]) -> Table:
    """What prices and quantities add. An exhausted line gives way to its like that has something left, best as much as is billed."""
    import numpy as np

    left = [line.quantity - line.billed for line in order_lines]
    price = _equal([line.unit_price for line in lines], [line.unit_price for line in order_lines])
    quantity = _equal([line.quantity for line in lines], [line.quantity for line in order_lines])
    # Compared by rank: a Decimal is never turned into a float.
    billed = {line.quantity for line in lines if line.quantity is not None}
    ranks = {value: rank for rank, value in enumerate(sorted({*left, *billed}))}
    more_than_all = len(ranks)
    asked = np.array([more_than_all if line.quantity is None else ranks[line.quantity] for line in lines])
    enough = np.array([ranks[value] for value in left])[None, :] >= asked[:, None]
    some = np.array([value > 0 for value in left])[None, :]
    return PRICE * price + QUANTITY * quantity + ENOUGH * enough + ANY_LEFT * some


def _equal(own: Sequence[Decimal | None], others: Sequence[Decimal]) -> Table:
    import numpy as np

    place: dict[Decimal, int] = {}
    theirs = np.array([place.setdefault(value, len(place)) for value in others])
    mine = np.array([-1 if value is None else place.get(value, -1) for value in own])
    return mine[:, None] == theirs[None, :]


def _reads_the_same(lines: Sequence[InvoiceLine], candidates: Sequence[Candidate], rows: Sequence[int], by_code: Table) -> Table:
    import numpy as np

    if by_code[rows].any(axis=1).all():
        return np.zeros((len(rows), len(candidates)), dtype=bool)
    mine, row_of = _texts(lines[row].description for row in rows)
    theirs, column_of = _texts(candidate.line.description for candidate in candidates)
    same = process.cdist(mine, theirs, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE_FROM) > 0
    return same[np.ix_(row_of, column_of)]


def _why(line: InvoiceLine, order_line: PurchaseOrderLine) -> str:
    codes = codes_of(order_line)
    if line.item_code in codes or line.ean in codes:
        return "item code"
    alike = int(fuzz.token_set_ratio(line.description.casefold(), order_line.description.casefold()))
    return f"description ({alike} % alike)"
