"""The split over cost centers: rows of a cost center and a percentage, with what is left to give shown at every change.

Keys: split, split_center_N, split_percent_N, split_remove_N, split_add, split_category, split_save, split_left.
"""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.commands import SplitInvoice
from ap_engine.model.errors import InvalidSplit
from ap_engine.model.invoice import Invoice
from pages.ui import act, fmt
from pages.ui.user import engine, me
from pages.ui.words import t

HUNDRED = Decimal(100)


def percent_of(value: float | None) -> Decimal:
    """What stands in a percentage input, to two decimals."""
    return Decimal(f"{value or 0:.2f}")


def _prepare(invoice: Invoice) -> list[int]:
    """The rows' numbers; the first time, and whenever the invoice's split is another, as the invoice has it."""
    about = (invoice.id, invoice.version, tuple((a.cost_center_id, a.percent) for a in invoice.allocations))
    if st.session_state.get("split_about") != about:
        for key in [
            key for key in st.session_state if str(key).startswith(("split_center_", "split_percent_", "split_category"))
        ]:
            del st.session_state[key]
        st.session_state["split_about"] = about
        st.session_state["split_rows"] = list(range(max(1, len(invoice.allocations))))
        for row, allocation in enumerate(invoice.allocations):
            st.session_state[f"split_center_{row}"] = allocation.cost_center_id
            st.session_state[f"split_percent_{row}"] = float(allocation.percent)
        if not invoice.allocations:
            st.session_state["split_percent_0"] = 100.0
    return st.session_state["split_rows"]


def _shares(rows: list[int]) -> tuple[tuple[str, Decimal], ...]:
    pairs = (
        (st.session_state.get(f"split_center_{row}"), percent_of(st.session_state.get(f"split_percent_{row}"))) for row in rows
    )
    return tuple((center or "", share) for center, share in pairs)


def _left(rows: list[int]) -> Decimal:
    return HUNDRED - sum((share for _, share in _shares(rows)), Decimal(0))


def _add(rows: list[int]) -> None:
    left = _left(rows)
    new = max(rows) + 1
    rows.append(new)
    st.session_state[f"split_percent_{new}"] = float(max(left, Decimal(0)))


def _remove(rows: list[int], row: int) -> None:
    rows.remove(row)


def _save(invoice: Invoice, rows: list[int]) -> None:
    command = SplitInvoice(me().id, invoice.id, invoice.version, _shares(rows), st.session_state.get("split_category"))
    act.submit(lambda: workflow.split_invoice(engine(), command), t("The split is saved."))


@st.fragment(key="split_fragment")
def editor(invoice: Invoice) -> None:
    """The split of an invoice, to be changed. What it comes to is asked of the engine, to the cent."""
    rows = _prepare(invoice)
    centers = {center.id: center.name for center in queries.cost_centers(engine())}
    with st.container(key="tap_split", gap="small"):
        for row in rows:
            _row(rows, row, centers)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                t("Add a cost center"), icon=":material/add:", key="split_add", on_click=_add, args=(rows,), type="tertiary"
            )
        _category(invoice)
        good = _outcome(invoice, rows)
        if st.button(t("Save split"), key="split_save", disabled=not good, on_click=_save, args=(invoice, rows), width="stretch"):
            st.rerun()


def _row(rows: list[int], row: int, centers: dict[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        st.selectbox(
            t("Cost center"),
            list(centers),
            index=None,
            format_func=lambda center: centers.get(center, center),
            key=f"split_center_{row}",
            label_visibility="collapsed",
            placeholder=t("Cost center"),
        )
        st.number_input(
            t("Percent"),
            min_value=0.0,
            max_value=100.0,
            step=5.0,
            format="%.2f",
            key=f"split_percent_{row}",
            label_visibility="collapsed",
            width=128,
        )
        st.button(
            "",
            icon=":material/close:",
            key=f"split_remove_{row}",
            help=t("Remove"),
            disabled=len(rows) == 1,
            on_click=_remove,
            args=(rows, row),
            type="tertiary",
        )


def _category(invoice: Invoice) -> None:
    categories = {category.code: category.name for category in queries.categories(engine())}
    if not categories:
        return
    wanted = invoice.category_code or engine().policy.default_category
    if "split_category" not in st.session_state and wanted in categories:
        st.session_state["split_category"] = wanted
    st.selectbox(
        t("Expense category"),
        list(categories),
        index=None,
        format_func=lambda code: f"{code} {categories.get(code, '')}",
        key="split_category",
    )


def _outcome(invoice: Invoice, rows: list[int]) -> bool:
    """Says what is left to give, or what the shares come to; whether it may be saved."""
    left = _left(rows)
    with st.container(key="split_left"):
        if left != 0:
            words = (
                t("{percent} left to give", percent=fmt.percent(left))
                if left > 0
                else t("{percent} too much", percent=fmt.percent(-left))
            )
            st.badge(words, color="orange", icon=":material/percent:")
            return False
        if invoice.owed is None or any(not center for center, _ in _shares(rows)):
            st.badge(t("Choose a cost center in each row"), color="orange", icon=":material/account_tree:")
            return False
        try:
            shares = queries.split_preview(engine(), invoice.owed, _shares(rows))
        except InvalidSplit as refusal:
            st.badge(act.escape(act.refusal_text(refusal)), color="red", icon=":material/block:")
            return False
        st.badge(t("Closes to the cent"), color="green", icon=":material/check:")
        for share in shares:
            with st.container(horizontal=True, gap="small"):
                st.text(f"{share.name} · {fmt.percent(share.percent)}", width="stretch")
                st.text(fmt.money(share.amount), width="content")
    return True
