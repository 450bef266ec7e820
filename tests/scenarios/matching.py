"""Short words for the match's cases: what is held, by code and line, and what the card shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from ap_engine.model.holds import Finding
from ap_engine.model.invoice import InvoiceFields, InvoiceLine
from ap_engine.model.match import LineMatch, MatchResult
from ap_engine.model.match_terms import MatchLevel, MatchRule, Tolerance
from ap_engine.model.money import Money
from ap_engine.model.policy import Policy
from ap_engine.model.purchasing import OrderCharge, PurchaseOrder, PurchaseOrderLine
from ap_engine.rules import matching
from tests.unit.trade import ACME, POLICY

Held = frozenset[str]


def matched(of: InvoiceFields, *orders: PurchaseOrder, policy: Policy = POLICY) -> tuple[MatchResult, tuple[Finding, ...]]:
    return matching.match(of, ACME, orders, (), policy)


def held(of: InvoiceFields, *orders: PurchaseOrder, policy: Policy = POLICY) -> Callable[[], set[str]]:
    """The codes of what is found, with `:line` where it is about a line."""
    return lambda: {coded(finding) for finding in matched(of, *orders, policy=policy)[1]}


def coded(finding: Finding) -> str:
    return finding.code.value if finding.line is None else f"{finding.code.value}:{finding.line}"


def clears(of: InvoiceFields, *orders: PurchaseOrder, policy: Policy = POLICY) -> Callable[[], list[str]]:
    """What would clear each finding, in words."""
    return lambda: [finding.clears_when for finding in matched(of, *orders, policy=policy)[1]]


def shown(of: InvoiceFields, *orders: PurchaseOrder, policy: Policy = POLICY) -> Callable[[], list[str]]:
    """The equation of each line: ordered, received, billed before, this invoice, left."""
    return lambda: [equation(m) for m in matched(of, *orders, policy=policy)[0].lines]


def equation(m: LineMatch) -> str:
    return " ".join(f"{value.normalize():f}" for value in (m.ordered, m.received, m.billed_before, m.quantity, m.left))


def under(level: MatchLevel = MatchLevel.THREE_WAY, **terms: Tolerance | None) -> Policy:
    """The policy with another level, or other tolerances."""
    return replace(POLICY, terms=replace(POLICY.terms, level=level, **terms))


def with_rules(*rules: MatchRule) -> Policy:
    """The policy with terms of their own for suppliers and items."""
    return replace(POLICY, match_rules=rules)


def tolerance(percent: str, absolute: str, *, both: bool = False) -> Tolerance:
    return Tolerance(Decimal(percent), Decimal(absolute), both)


def in_unit(of: InvoiceLine, unit: str | None) -> InvoiceLine:
    return replace(of, unit=unit)


def per(of: PurchaseOrderLine, unit: str) -> PurchaseOrderLine:
    return replace(of, unit=unit)


def agreed(of: PurchaseOrder, *charges: tuple[str, str], billed: Sequence[tuple[str, str]] = ()) -> PurchaseOrder:
    """The order with charges: (kind, amount) agreed, and billed before."""
    made, before = (tuple(OrderCharge(kind, Decimal(amount)) for kind, amount in some) for some in (charges, billed))
    return replace(of, charges=made, billed_charges=before)


def brl(amount: str) -> Money:
    return Money.of(amount, "BRL")
