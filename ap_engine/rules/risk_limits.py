"""Amounts against the limits of approval: just under one, or several bills that each stay under it (rules F5, F7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ap_engine.model.coding import CostCenter
from ap_engine.model.history import PastBill
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money, total
from ap_engine.model.parties import Person
from ap_engine.model.policy import Policy, RiskPolicy

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount that changes who is asked. `center` is the cost center whose share is held against it, None for the whole;
    `reached`: it counts from this amount on, else above it. `words` say what happens up to it."""

    amount: Money
    words: str
    center: str | None = None
    reached: bool = False

    def passed_by(self, amount: Money) -> bool:
        """Whether this much asks for somebody else."""
        if amount.currency != self.amount.currency:
            return False
        return amount >= self.amount if self.reached else amount > self.amount


def limits_of(
    invoice: Invoice, centers: Mapping[str, CostCenter], people: Mapping[str, Person], policy: Policy
) -> tuple[Limit, ...]:
    """The limits that decide about this invoice: the second signature, approval by rule, each leader's own."""
    found = []
    if policy.two_approvals_above is not None:
        found.append(Limit(policy.two_approvals_above, "from which on the director approves too", reached=True))
    if policy.auto_approve_up_to is not None:
        found.append(Limit(policy.auto_approve_up_to, "up to which nobody is asked"))
    for share in invoice.allocations:
        center = centers.get(share.cost_center_id)
        leader = people.get(center.leader_id) if center else None
        if center is not None and leader is not None and leader.approval_limit is not None:
            found.append(Limit(leader.approval_limit, f"up to which {leader.name} approves for {center.name}", center.id))
    return tuple(found)


def _measured(invoice: Invoice, limit: Limit) -> Money | None:
    if limit.center is None:
        return invoice.owed
    return next((share.amount for share in invoice.allocations if share.cost_center_id == limit.center), None)


def just_under(invoice: Invoice, limits: Sequence[Limit], percent: Decimal) -> Iterator[Finding]:
    """The whole, or a share, is so few percent below a limit that it may have been cut to fit."""
    told = []
    for limit in limits:
        amount = _measured(invoice, limit)
        if amount is None or amount.currency != limit.amount.currency or limit.passed_by(amount):
            continue
        if amount.amount * HUNDRED >= limit.amount.amount * (HUNDRED - percent):
            told.append(f"{amount} is just under the {limit.amount} {limit.words}.")
    if told:
        yield Finding(
            HoldCode.RISK_UNDER_LIMIT, " ".join(dict.fromkeys(told)), "See whether the rest was put on another invoice."
        )


def together(invoice: Invoice, bills: Sequence[PastBill], days: int) -> tuple[PastBill, ...]:
    """The supplier's other live bills within so many days that may be parts of the same purchase: of the same order, or like
    this one of none. What was ordered apart was decided apart."""
    day = day_of(invoice)
    mine = frozenset(invoice.match.order_numbers) if invoice.match is not None else frozenset[str]()
    near = (bill for bill in bills if abs((bill.day - day).days) <= days)
    return tuple(bill for bill in near if (bill.orders & mine if mine else not bill.orders))


def exposure(invoice: Invoice, bills: Sequence[PastBill], days: int) -> dict[str | None, Money]:
    """What those of them that approvers were asked about come to by cost center, and under None as a whole (rule F7)."""
    # What nobody was asked about yet gives way: of any two the one that comes later counts the other.
    asked = [bill for bill in bills if bill.state not in (State.VALIDATED, State.MATCHED)]
    parts = together(invoice, asked, days)
    currency = invoice.owed.currency if invoice.owed is not None else ""
    sums: dict[str | None, Money] = {}
    for bill in parts:
        for key, amount in ((None, bill.owed), *bill.shares):
            if amount.currency == currency:
                sums[key] = sums[key] + amount if key in sums else amount
    return sums


def several(invoice: Invoice, bills: Sequence[PastBill], limits: Sequence[Limit], policy: RiskPolicy) -> Iterator[Finding]:
    """Bills within days that together pass a limit which each of them stays under; or too many of one day."""
    parts = together(invoice, bills, policy.several_days)
    told = [*_split_below(invoice, parts, limits, policy), *_same_day(invoice, parts, policy)]
    if told:
        yield Finding(
            HoldCode.RISK_SEVERAL_SAME_DAY, " ".join(told), "Look at them side by side: they may be parts of one purchase."
        )


def _split_below(invoice: Invoice, parts: Sequence[PastBill], limits: Sequence[Limit], policy: RiskPolicy) -> Iterator[str]:
    for limit in limits:
        mine = _measured(invoice, limit)
        if mine is None or limit.passed_by(mine):
            continue
        others = [(bill, amount) for bill in parts for amount in _of(bill, limit) if amount.currency == mine.currency]
        under = [(bill, amount) for bill, amount in others if not limit.passed_by(amount)]
        whole = mine + total((amount for _, amount in under), mine.currency)
        if under and limit.passed_by(whole):
            names = ", ".join(_name(bill) for bill, _ in under)
            yield (
                f"With {names} it comes to {whole} within {policy.several_days} days: "
                f"each is under the {limit.amount} {limit.words}, together they are not."
            )


def _of(bill: PastBill, limit: Limit) -> list[Money]:
    return [bill.owed] if limit.center is None else [amount for center, amount in bill.shares if center == limit.center]


def _same_day(invoice: Invoice, parts: Sequence[PastBill], policy: RiskPolicy) -> Iterator[str]:
    day = day_of(invoice)
    same = [bill for bill in parts if bill.day == day]
    if policy.several_count and len(same) + 1 >= policy.several_count:
        yield f"{len(same) + 1} invoices of this supplier are of {day}: this one and {', '.join(_name(b) for b in same)}."


def _name(bill: PastBill) -> str:
    return bill.number or bill.invoice_id


def day_of(invoice: Invoice) -> date:
    """The invoice's date of issue, else the day on which it came."""
    return invoice.fields.issue_date or invoice.received_at.date()
