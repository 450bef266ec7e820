"""The smallest tolerance of its own that would have spared a supplier's releases, from holds that people released unchanged (row N4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import ROUND_UP, Decimal

from ap_engine.model.backtest import Fate, Judged
from ap_engine.model.holds import HoldCode
from ap_engine.model.match import LineMatch
from ap_engine.model.match_terms import MatchTerms, Tolerance
from ap_engine.model.money import CENT, Money
from ap_engine.model.policy import Policy
from ap_engine.model.suggestions import Suggestion
from ap_engine.rules.backtest import Terms

# Once may be a favour; twice is a habit.
AT_LEAST = 2
_NAMES = {
    HoldCode.PRICE_VARIANCE: "price",
    HoldCode.QUANTITY_ORDERED: "ordered",
    HoldCode.QUANTITY_RECEIVED: "received",
    HoldCode.CHARGE_VARIANCE: "charges",
}
CODES = frozenset(_NAMES)
Key = tuple[str, str | None, str]


@dataclass(slots=True)
class _Asked:
    """What the releases of one supplier's item ask for: each (difference, reference), and the invoices with their amounts."""

    differences: list[tuple[Decimal, Decimal]] = field(default_factory=list)
    invoices: dict[str, Money | None] = field(default_factory=dict)


def suggest(history: Iterable[Judged], policy: Policy) -> tuple[Suggestion, ...]:
    """Suggestions against a policy, the one that spares most releases first.

    Only holds that a person released unchanged count: never one after which the invoice was reduced, rejected or cancelled,
    and none that the policy would not place any more.
    """
    terms = Terms(policy)
    asked: dict[Key, _Asked] = {}
    for judged in history:
        if judged.fate is Fate.RELEASED and judged.supplier_id is not None:
            for key, difference, reference in _released(judged, judged.supplier_id, terms):
                own = asked.setdefault(key, _Asked())
                own.differences.append((difference, reference))
                own.invoices[judged.invoice_id] = judged.amount
    made = (_suggestion(key, own, terms) for key, own in asked.items() if len(own.invoices) >= AT_LEAST)
    return tuple(sorted((one for one in made if one is not None), key=lambda one: (-one.released, one.supplier_id, one.name)))


def _released(judged: Judged, supplier_id: str, terms: Terms) -> Iterator[tuple[Key, Decimal, Decimal]]:
    lines = {line.line: line for line in judged.match.lines} if judged.match is not None else {}
    for code, number, _ in judged.findings:
        name = _NAMES.get(code)
        if name == "charges" and judged.match is not None:
            for one in judged.match.compared:
                if one.code is code and not _within(one.difference, one.reference, terms.of(supplier_id).charges):
                    yield (supplier_id, None, name), one.difference, one.reference
        elif name is not None and number in lines:
            line = lines[number]
            difference, reference = _difference(name, line)
            if not _within(difference, reference, getattr(_terms(terms, supplier_id, line), name)):
                yield (supplier_id, line.items[0] if line.items else None, name), difference, reference


def _terms(terms: Terms, supplier_id: str, line: LineMatch) -> MatchTerms:
    return terms.of(supplier_id, line.items)


def _difference(name: str, line: LineMatch) -> tuple[Decimal, Decimal]:
    """How much more than agreed, and of what: the larger of this invoice's and of all invoices' together for a price."""
    if name == "price":
        own, reference = line.amount - line.order_price * line.quantity, line.order_price * line.quantity
        before = line.amount_before - line.order_price * line.billed_before
        whole = (own + before, reference + line.order_price * line.billed_before)
        return max((own, reference), whole, key=lambda one: _share(*one))
    there = line.ordered if name == "ordered" else line.received
    return line.billed_before + line.quantity - there, there


def _share(difference: Decimal, reference: Decimal) -> Decimal:
    return difference / reference if reference else Decimal(0)


def _within(difference: Decimal, reference: Decimal, tolerance: Tolerance) -> bool:
    return difference <= max(tolerance.allowed(reference), CENT if reference else Decimal(0))


def _suggestion(key: Key, asked: _Asked, terms: Terms) -> Suggestion | None:
    supplier_id, item_code, name = key
    if not all(reference > 0 for _, reference in asked.differences):
        return None  # nothing was received: no percentage of nothing lets anything pass
    present: Tolerance = getattr(terms.of(supplier_id, (item_code,) if item_code else ()), name)
    percent = max((difference / reference * 100).quantize(CENT, ROUND_UP) for difference, reference in asked.differences)
    absolute = max(difference for difference, _ in asked.differences).quantize(CENT, ROUND_UP)
    if present.both:
        tolerance = Tolerance(max(percent, present.percent), present.absolute, both=True)
    else:
        tolerance = Tolerance(max(percent, present.percent), max(absolute, present.absolute))
    sums: dict[str, Decimal] = {}
    for money in asked.invoices.values():
        if money is not None:
            sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    moneys = tuple(Money(amount, currency) for currency, amount in sorted(sums.items()))
    return Suggestion(supplier_id, item_code, name, tolerance, len(asked.invoices), moneys, tuple(sorted(asked.invoices)))
