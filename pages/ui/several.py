"""Several green cards approved together (rule A6): each is chosen in a list, and their sum stands on the button.

Keys: several, several_all, several_N (the invoice's id and version), several_send.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.errors import Refusal
from ap_engine.model.money import sums
from ap_engine.views import InvoiceRow
from pages.ui import act, fmt, lists
from pages.ui.user import engine, me
from pages.ui.words import count, t


def show(waiting: Sequence[InvoiceRow]) -> None:
    """The list of those that agree in everything, where there are at least two. Nothing is chosen beforehand."""
    green = queries.approved_together(engine(), me().id, waiting)
    if len(green) < 2:
        return
    title = t("{n} agree in everything: approve them together", n=len(green))
    with st.expander(title, key="several", icon=":material/done_all:"), st.container(key="tap_several", gap="small"):
        st.caption(t("Matched on their orders, nothing worth knowing, within your limit. Each gets its own entry."))
        st.button(t("Choose all"), key="several_all", type="tertiary", icon=":material/checklist:", on_click=_all, args=(green,))
        for row in green:
            st.checkbox(_label(row), key=_key(row))
        chosen = [row for row in green if st.session_state.get(_key(row))]
        total = fmt.amounts(sums(row.amount for row in chosen))
        st.button(
            count(len(chosen), "Approve {n}: {sum}", "Approve {n}: {sum}", sum=total) if chosen else t("Choose what is approved"),
            key="several_send", type="primary", width="stretch", disabled=not chosen,
            on_click=_approve, args=(tuple((row.id, row.version) for row in chosen), tuple(lists.name_of(row) for row in chosen)),
        )  # fmt: skip


def _key(row: InvoiceRow) -> str:
    return f"several_{row.id}_{row.version}"


def _label(row: InvoiceRow) -> str:
    due, _ = fmt.due(row.due_date)
    return act.escape(f"{lists.name_of(row)} · {row.invoice_number or row.file_name} · {fmt.money(row.amount)} · {due}")


def _all(green: Sequence[InvoiceRow]) -> None:
    for row in green:
        st.session_state[_key(row)] = True


def _approve(chosen: tuple[tuple[str, int], ...], names: tuple[str, ...]) -> None:
    outcome = workflow.approve_several(engine(), me().id, chosen)
    done = sum(not isinstance(one, Refusal) for one in outcome)
    if done:
        act.say(count(done, "{n} approved.", "{n} approved."))
    for name, one in zip(names, outcome, strict=True):
        if isinstance(one, Refusal):
            act.say(f"{name}: {act.refusal_text(one)}", bad=True)
