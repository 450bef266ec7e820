"""Spend by cost center and month against the budgets, and the invoices behind each figure.

Keys: months (in the URL), center (in the URL), spend_metrics, spend_chart, spend_rows, spend_detail.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from ap_engine import queries
from ap_engine.model.money import Money, total
from ap_engine.views import SpendRow
from pages.ui import act, charts, components, fmt, lists, shell
from pages.ui.user import engine, on_phone
from pages.ui.words import t

PERIODS = {"3 months": 3, "6 months": 6, "12 months": 12}


def months_back(number: int) -> list[date]:
    """The first days of the last `number` months, this one last."""
    months = [engine().today().replace(day=1)]
    while len(months) < number:
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    return months


def of(rows: Iterable[SpendRow], currency: str, **wanted: object) -> list[SpendRow]:
    return [row for row in rows if row.amount.currency == currency and all(getattr(row, k) == v for k, v in wanted.items())]


def spent(rows: Iterable[SpendRow], currency: str) -> Money:
    return total((row.amount for row in rows), currency)


def budgeted(rows: Iterable[SpendRow], currency: str) -> Money:
    return total((row.budget for row in rows if row.budget is not None), currency)


def share(part: Money, whole: Money) -> int | None:
    """Percent of a budget, for a bar: how long it is drawn, not what anybody pays."""
    return int(part.amount * 100 / whole.amount) if whole else None


def by_center(rows: list[SpendRow], currency: str) -> list[tuple[tuple[str, str], Money]]:
    """((id, name), spent) of each cost center, the largest first."""
    centers = {(row.cost_center_id, row.cost_center) for row in rows}
    sums = [(center, spent(of(rows, currency, cost_center_id=center[0]), currency)) for center in centers]
    return sorted(sums, key=lambda pair: (-pair[1].amount, pair[0][1]))


def metrics(rows: list[SpendRow], currency: str, months: list[date]) -> None:
    this = of(rows, currency, month=months[-1])
    over = [row for row in this if row.budget is not None and row.amount > row.budget]
    largest, most = by_center(rows, currency)[0]
    with st.grid(4, min_column_width=160, key="spend_metrics"):
        st.metric(t("Spent in the period"), fmt.money(spent(rows, currency), cents=False), border=True, height="stretch")
        st.metric(fmt.month(months[-1]), fmt.money(spent(this, currency), cents=False), border=True, height="stretch")
        st.metric(t("Most: {name}", name=act.escape(largest[1])), fmt.money(most, cents=False), border=True, height="stretch")
        st.metric(t("Over budget this month"), str(len(over)), border=True, height="stretch")


def chart(rows: list[SpendRow], currency: str, months: list[date], chosen: str | None) -> None:
    frame = pd.DataFrame(
        [
            {
                "month": fmt.month(row.month),
                "at": row.month.isoformat(),
                "center": row.cost_center,
                "amount": float(row.amount.amount),
                "text": fmt.money(row.amount),
            }
            for row in rows
        ]
    )
    order = [fmt.month(month) for month in months]
    bars = (
        alt.Chart(frame)
        .mark_bar(cornerRadius=2)
        .encode(
            x=alt.X("month:O", sort=order, title=None, axis=alt.Axis(labelAngle=0), scale=alt.Scale(domain=order)),
            y=alt.Y("sum(amount):Q", title=currency, axis=alt.Axis(format="~s", tickCount=5)),
            color=alt.Color("center:N", title=None, legend=alt.Legend(orient="bottom", columns=2 if on_phone() else 8)),
            tooltip=[
                alt.Tooltip("center:N", title=t("Cost center")),
                alt.Tooltip("month:O", title=t("Month")),
                alt.Tooltip("text:N", title=t("Spent")),
            ],
        )
    )
    layers = [bars]
    if chosen:
        budgets = pd.DataFrame([{"month": fmt.month(r.month), "budget": float(r.budget.amount)} for r in rows if r.budget])
        if not budgets.empty:
            layers.append(
                alt.Chart(budgets)
                .mark_tick(thickness=3, width=46, color="#C98A2B", opacity=1, tooltip=t("Budget for the month"))
                .encode(x=alt.X("month:O", sort=order), y="budget:Q")
            )
    st.altair_chart(
        charts.localised(alt.layer(*layers).properties(height=300)),
        width="stretch",
        key="spend_chart",
        alt=t("Spend by month and cost center"),
    )


def choose(center_id: str) -> None:
    """Look into a cost center, or at all of them again."""
    st.session_state["center"] = None if st.session_state.get("center") == center_id else center_id


def table(rows: list[SpendRow], currency: str, month: date) -> None:
    lines: list[dict[str, Any]] = []
    for (center_id, name), own_spent in by_center(rows, currency):
        own = of(rows, currency, cost_center_id=center_id)
        now = of(own, currency, month=month)
        now_spent, now_budget = spent(now, currency), budgeted(now, currency)
        used = share(now_spent, now_budget)
        over = bool(now_budget) and now_spent > now_budget
        bar = {"t": "—"} if used is None else {"t": f"{used} %", "bar": used, "over": over}
        if over:
            bar["c"] = "red"
        lines.append(
            {
                "id": center_id,
                "label": name,
                "cells": {
                    "center": {"t": name},
                    "month": {"t": fmt.money(now_spent)},
                    "budget": {"t": fmt.money(now_budget) if now_budget else fmt.MISSING},
                    "used": bar,
                    "period": {"t": fmt.money(own_spent)},
                },
            }
        )
    components.rows(
        key="spend_rows",
        data={
            "title": t("Spend by cost center"),
            "opens": True,
            "selected": st.session_state.get("center") or "",
            "columns": [
                {"key": "center", "label": t("Cost center"), "phone": "title"},
                {"key": "month", "label": fmt.month(month), "align": "right", "phone": "right"},
                {"key": "budget", "label": t("Budget"), "align": "right", "phone": "hide"},
                {"key": "used", "label": t("Used"), "phone": "wide", "width": "170px"},
                {"key": "period", "label": t("Period"), "align": "right", "phone": "hide"},
            ],
            "rows": lines,
        },
        on_open_change=lambda: choose(act.taken("spend_rows", "open")),
    )


def everything() -> None:
    st.session_state["center"] = None


def detail(center_id: str, name: str, months: list[date]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown(f"### {act.escape(name)}", width="content")
        st.button(t("All cost centers"), key="all_centers", icon=":material/close:", type="tertiary", on_click=everything)
        st.space("stretch")
        month = st.selectbox(
            t("Month"), list(reversed(months)), format_func=fmt.month, key="detail_month", label_visibility="collapsed", width=160
        )
    rows = queries.spend_detail(engine(), center_id, month)
    if not rows:
        shell.empty(t("No invoices"), t("Nothing was spent here in this month."), ":material/receipt_long:")
        return
    lists.show("spend_detail", name, rows, ("supplier", "amount", "issued", "status", "cost_centers"))


def page() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="tap_period"):
        period = st.segmented_control(
            t("Period"),
            list(PERIODS),
            default=lists.kept("months", list(PERIODS)) or "12 months",
            required=True,
            **lists.in_address("months"),
            format_func=t,
            label_visibility="collapsed",
        )
    months = months_back(PERIODS[period or "12 months"])
    found = queries.spend(engine(), months[0], engine().today())
    if not found:
        shell.empty(t("No spend yet"), t("Approved invoices appear here by cost center and month."), ":material/bar_chart:")
        return
    currencies = sorted({row.amount.currency for row in found}, key=lambda c: (c != engine().settings.currency, c))
    currency = currencies[0]
    if len(currencies) > 1:
        currency = st.segmented_control(t("Currency"), currencies, default=currency, required=True, key="currency") or currency
    rows = of(found, currency)
    chosen = st.session_state.get("center")
    names = {row.cost_center_id: row.cost_center for row in rows}
    metrics(rows, currency, months)
    chart(of(rows, currency, cost_center_id=chosen) if chosen in names else rows, currency, months, chosen)
    if chosen in names:
        detail(chosen, names[chosen], months)
    table(rows, currency, months[-1])


page()
