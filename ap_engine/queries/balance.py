"""Is there money for it? What whoever decides is shown: budgets before and after, what is left of the order, the bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from ap_engine.engine import Engine
from ap_engine.model.coding import Allocation, Budget
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.policy import Severity
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import balance, budgets
from ap_engine.store import Transaction
from ap_engine.views import BalanceView, BankLook, BudgetLook, OrderLook, ShareLook
from ap_engine.workflow.balances import bank_of, budgets_of

# Once it is in the ERP its amount is among what is due; before that it comes on top.
_BEFORE_THE_ERP = (State.EXTRACTED, State.VALIDATED, State.MATCHED, State.PENDING_APPROVAL, State.APPROVED)
_ALL = Decimal(100)


def balance_of(
    engine: Engine, tx: Transaction, invoice: Invoice, orders: Sequence[PurchaseOrder], names: Mapping[str, str]
) -> BalanceView:
    """What the books say about the money for an invoice; `orders` are those that it was matched to, without itself."""
    found = budgets_of(tx, engine.policy, invoice, engine.today())
    months = {one.cost_center_id: one for one in found if not one.is_year}
    years = {one.cost_center_id: one for one in found if one.is_year}
    billing = budgets.billed_by(invoice.match)
    return BalanceView(
        shares=tuple(
            ShareLook(
                name=names.get(share.cost_center_id, share.cost_center_id),
                percent=share.percent,
                amount=share.amount,
                month=_look(months.get(share.cost_center_id), share),
                year=_look(years.get(share.cost_center_id), share),
            )
            for share in invoice.allocations
        ),
        orders=tuple(OrderLook(order.number, balance.order_left(order, billing)) for order in orders),
        asks_bank=engine.policy.balance.bank is not Severity.OFF and invoice.state in _BEFORE_THE_ERP,
        bank=_bank(engine, tx, invoice),
    )


def _look(budget: Budget | None, share: Allocation) -> BudgetLook | None:
    if budget is None or budget.amount.currency != share.amount.currency:
        return None
    before = _part(budget.used, budget.amount)
    return BudgetLook(
        first_day=date(budget.year, max(budget.month, 1), 1),
        planned=budget.amount,
        spent=budget.spent,
        committed=budget.committed,
        ordered=budget.ordered or Money.zero(budget.amount.currency),
        left=budget.left_after(share.amount),
        before=before,
        this=min(_part(share.amount, budget.amount), 100 - before),
    )


def _part(of: Money, whole: Money) -> int:
    """How many hundredths, between none and all."""
    if whole.amount <= 0:
        return 100 if of.amount > 0 else 0
    part = (of.amount * _ALL / whole.amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return int(min(max(part, Decimal(0)), _ALL))


def _bank(engine: Engine, tx: Transaction, invoice: Invoice) -> BankLook | None:
    amount = invoice.owed
    if engine.policy.balance.bank is Severity.OFF or invoice.state not in _BEFORE_THE_ERP or amount is None:
        return None
    found = bank_of(tx, engine.policy, invoice, engine.today())
    if found is None or found.balance.balance.currency != amount.currency:
        return None
    now: datetime = engine.now()
    return BankLook(
        name=found.balance.name,
        balance=found.balance.balance,
        as_of=found.balance.as_of,
        fetched_at=found.balance.fetched_at,
        until=found.until,
        due=found.due,
        after=found.after(amount),
        stale=found.stale(now),
    )
