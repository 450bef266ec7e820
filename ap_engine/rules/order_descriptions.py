"""Which order reads like this invoice? Descriptions beside unit prices, when nothing else helps: always only a suggestion (M9)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from ap_engine.model.invoice import InvoiceFields, InvoiceLine
from ap_engine.model.match_terms import Tolerance
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine
from ap_engine.rules.order_amounts import is_open, quantity_left

# Between “Consulting services October” and “Cleaning services October” (84) and the least alike pair of one thing that is
# not abbreviated (87): tests/unit/test_order_descriptions.py has the table.
ALIKE_FROM = 86
# How many points the next order has to be behind.
CLEARLY = 10


def alike(one: str, other: str) -> int:
    """How alike two descriptions are, 0–100, by their words; 0 when their figures or sizes contradict one another.

    Letters alone take a 20 A breaker for one of 32 A (96 of 100), so figures and single letters have to agree first.

    >>> alike("Disjuntor 20A monopolar", "DISJUNTOR MONOPOLAR 20 A"), alike("Disjuntor 20A monopolar", "Disjuntor 32A monopolar")
    (100, 0)
    """
    mine, theirs = _tokens(one), _tokens(other)
    if contradict(marks_of(one), marks_of(other)):
        return 0
    words, their_words = (" ".join(t for t in tokens if not _is_mark(t)) for tokens in (mine, theirs))
    # One word is a part of too many descriptions: “Service” is not yet “Service of the lifts”.
    whole = min(len(mine), len(theirs)) < 2
    return int(fuzz.token_sort_ratio(words, their_words) if whole else fuzz.token_set_ratio(words, their_words))


def contradict(marks: frozenset[str], others: frozenset[str]) -> bool:
    """Whether two descriptions name different figures or sizes: each has one that the other has not."""
    return not (marks <= others or others <= marks)


def marks_of(text: str) -> frozenset[str]:
    """The figures and single letters of a description."""
    return frozenset(token for token in _tokens(text) if _is_mark(token))


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(re.findall(r"\d+|[^\W\d_]+", plain))


def _is_mark(token: str) -> bool:
    return token.isdigit() or len(token) == 1


def fit(fields: InvoiceFields, order: PurchaseOrder, price: Tolerance) -> int:
    """How well the order reads like the whole invoice: the least of what its lines reach, 0–100."""
    least = 100 if fields.lines else 0
    for own in fields.lines:
        least = min(least, max((_fit(own, line, price) for line in order.lines), default=0))
        if least < ALIKE_FROM - CLEARLY:
            # It is not chosen, and not near enough to put another in doubt.
            return 0
    return least


def _fit(own: InvoiceLine, line: PurchaseOrderLine, price: Tolerance) -> int:
    if own.unit_price is None or not quantity_left(line):
        return 0
    if abs(own.unit_price - line.unit_price) > price.allowed(line.unit_price):
        return 0
    return alike(own.description, line.description)


def reads_like(fields: InvoiceFields, orders: Sequence[PurchaseOrder], price: Tolerance) -> PurchaseOrder | None:
    """The one open order that reads like the invoice, clearly better than the next; else None."""
    own = (order for order in orders if is_open(order) and order.currency == fields.currency)
    best = sorted(((fit(fields, order, price), order.number, order) for order in own), reverse=True, key=lambda one: one[:2])
    if not best or best[0][0] < ALIKE_FROM or (len(best) > 1 and best[0][0] - best[1][0] < CLEARLY):
        return None
    return best[0][2]
