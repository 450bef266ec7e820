"""What is on hold, what is wrong with it, and what would clear it; the most urgent first.

Keys: hold_metrics, hold_code (filter, in the URL), hold_rows.
"""

from __future__ import annotations

from collections import Counter

import streamlit as st

from ap_engine import queries
from ap_engine.model.holds import CATALOGUE, HoldCode
from ap_engine.model.money import Money, total
from ap_engine.model.payable import PaymentStatus
from ap_engine.views import InvoiceRow
from pages.ui import fmt, lists, live, shell
from pages.ui.user import engine
from pages.ui.words import count, t


def marks(found: tuple[InvoiceRow, ...]) -> tuple[tuple[str, tuple[HoldCode, ...]], ...]:
    return tuple((row.id, row.open_holds) for row in found)


def sums(found: tuple[InvoiceRow, ...]) -> tuple[Money, ...]:
    """What the invoices come to, by currency."""
    amounts = [amount for row in found if (amount := row.owed or row.amount) is not None]
    return tuple(total((a for a in amounts if a.currency == c), c) for c in sorted({a.currency for a in amounts}))


rows = queries.holds(engine())
numbers = Counter(code for row in rows for code in row.open_holds)
if not rows:
    shell.empty(
        t("Nothing is on hold"), t("Every invoice passed its checks, or was released with a reason."), ":material/task_alt:"
    )
else:
    with st.grid(3, min_column_width=150, key="hold_metrics"):
        st.metric(t("On hold"), len(rows), border=True, height="stretch")
        st.metric(t("Amount on hold"), fmt.amounts(sums(rows), cents=False), border=True, height="stretch")
        st.metric(t("Overdue"), sum(row.payment_status is PaymentStatus.OVERDUE for row in rows), border=True, height="stretch")
    names = {code.value: f"{t(CATALOGUE[code].title)} · {number}" for code, number in numbers.most_common()}
    with st.container(key="tap_holds"):
        chosen = st.selectbox(
            t("What is wrong"),
            list(names),
            index=None,
            key="hold_code",
            bind="query-params",
            format_func=lambda code: names.get(code, code),
            label_visibility="collapsed",
            placeholder=t("All kinds of holds"),
            width=320,
        )
    shown = [row for row in rows if not chosen or HoldCode(chosen) in row.open_holds]
    lists.show("hold_rows", t("On hold"), shown, ("supplier", "amount", "due", "holds", "received"))
    st.caption(count(len(shown), "{n} invoice", "{n} invoices"))
live.follow("holds", 2.0, marks(rows), lambda: marks(queries.holds(engine())))
