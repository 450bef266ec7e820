"""Which order line does each invoice line bill? A maximum-weight assignment over all pairs, never greedy (rule M10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ap_engine.model.invoice import InvoiceLine
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine

# A pair below this is no pair: a description alone has to be alike, or a code has to agree.
THRESHOLD = 60


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

    Two invoice lines may bill one order line (a delivery in two parts): what the first round leaves over is assigned
    again against all order lines, but then only by item code.
    """
    candidates = [Candidate(order, line) for order in orders for line in order.lines]
    if not lines or not candidates:
        return {}
    result = _round(lines, candidates)
    rest = [line for line in lines if line.number not in result and line.item_code]
    for line in rest:
        same = [c for c in candidates if line.item_code in (c.line.item_code, c.line.supplier_item_code)]
        if len(same) == 1:
            result[line.number] = Assignment(same[0], "item code", 100)
    return result


def _round(lines: Sequence[InvoiceLine], candidates: Sequence[Candidate]) -> dict[int, Assignment]:
    # Half a second to load: paid with the first match, not by every start.
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    pairs = [[_score(line, candidate.line) for candidate in candidates] for line in lines]
    weights = np.array([[score if score >= THRESHOLD else 0 for score, _ in row] for row in pairs], dtype=np.int64)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return {
        lines[r].number: Assignment(candidates[c], pairs[r][c][1], pairs[r][c][0])
        for r, c in zip(rows.tolist(), columns.tolist(), strict=True)
        if weights[r, c] > 0
    }


def _score(line: InvoiceLine, order_line: PurchaseOrderLine) -> tuple[int, str]:
    """How well a pair fits: the code says most, then the description, then price and quantity."""
    code = 100 if line.item_code and line.item_code in (order_line.item_code, order_line.supplier_item_code) else 0
    alike = int(fuzz.token_set_ratio(line.description.casefold(), order_line.description.casefold()))
    price = 15 if line.unit_price is not None and line.unit_price == order_line.unit_price else 0
    quantity = 5 if line.quantity is not None and line.quantity == order_line.quantity else 0
    # An exhausted line gives way to its like that still has something left.
    left = 3 if order_line.billed < order_line.quantity else 0
    described = max(0, alike - 25)
    why = "item code" if code else f"description ({alike} % alike)"
    return code + described + price + quantity + left, why
