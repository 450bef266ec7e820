"""Is there money for it? The budgets of the split, what is left of the order, and the bank with its age: before anybody approves.

Keys: balance (component), bank_again.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine import workflow
from ap_engine.model.errors import ErpError
from ap_engine.model.parties import Role
from ap_engine.views import BalanceView, BankLook, BudgetLook, InvoiceView, ShareLook
from pages.ui import act, components, fmt
from pages.ui.user import engine, may
from pages.ui.words import t


def show(view: InvoiceView, may_ask: bool = False) -> None:
    """The block; with `may_ask` whoever keeps the money may ask the bank again."""
    components.balance(key="balance", data=data(view.balance))
    if may_ask and view.balance.asks_bank and may(Role.FINANCE, Role.ADMINISTRATOR):
        st.button(
            t("Ask the bank again"), key="bank_again", icon=":material/account_balance:", type="tertiary", on_click=ask_again
        )


def ask_again() -> None:
    try:
        fetched = workflow.fetch_balances(engine(), on_demand=True)
    except ErpError as error:
        act.say(f"{t('The ERP did not answer.')} {error}", bad=True)
        return
    act.say(t("The balance is of this moment.") if fetched else t("It was asked a moment ago."))


def data(balance: BalanceView) -> dict[str, Any]:
    """The block as the component takes it."""
    return {
        "title": t("Is there money for it?"),
        "shares": [_share(share) for share in balance.shares],
        "facts": [*_orders(balance), *_bank(balance)],
    }


def _share(share: ShareLook) -> dict[str, Any]:
    looks = [_budget(look, year) for look, year in ((share.month, False), (share.year, True)) if look is not None]
    return {
        "name": f"{share.name} · {fmt.percent(share.percent)}",
        "amount": fmt.money(share.amount),
        "budgets": looks,
        "none": "" if looks else t("No budget was set."),
    }


def _budget(look: BudgetLook, year: bool) -> dict[str, Any]:
    when = f"{look.first_day.year}" if year else fmt.month(look.first_day)
    over = look.left.amount < 0
    left, planned = fmt.money(abs(look.left)), fmt.money(look.planned)
    text = (
        t("{when}: {left} over the budget of {planned}", when=when, left=left, planned=planned)
        if over
        else t("{when}: {left} of {planned} left after this", when=when, left=left, planned=planned)
    )
    return {
        "before": look.before,
        "this": look.this,
        "over": over,
        "text": text,
        "told": text,
        "detail": t(
            "In the ERP {spent} · approved or asked {committed} · open orders {ordered}",
            spent=fmt.money(look.spent),
            committed=fmt.money(look.committed),
            ordered=fmt.money(look.ordered),
        ),
    }


def _orders(balance: BalanceView) -> list[dict[str, str]]:
    return [
        {"label": t("Order {order}", order=order.number), "text": t("{left} left after this", left=fmt.money(order.left))}
        for order in balance.orders
    ]


def _bank(balance: BalanceView) -> list[dict[str, str]]:
    if not balance.asks_bank:
        return []
    bank = balance.bank
    if bank is None:
        return [{"label": t("Bank"), "text": t("The balance is not known yet")}]
    return [{"label": bank.name, **_account(bank)}]


def _account(bank: BankLook) -> dict[str, str]:
    short = bank.after.amount < 0
    until = fmt.day(bank.until)
    missing, rest = fmt.money(abs(bank.after)), fmt.money(bank.after)
    text = (
        t("{missing} missing for what is due up to {until}", missing=missing, until=until)
        if short
        else t("{rest} left after what is due up to {until}", rest=rest, until=until)
    )
    age = fmt.ago(bank.fetched_at)
    asked = t("{balance}, asked {ago}: older than a day", balance=fmt.money(bank.balance), ago=age)
    fresh = t("{balance}, asked {ago}", balance=fmt.money(bank.balance), ago=age)
    return {"text": text, "c": "gray" if bank.stale else "red" if short else "", "sub": asked if bank.stale else fresh}
