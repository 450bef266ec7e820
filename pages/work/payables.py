"""The board of paid and unpaid: it follows the books within a second, without a reload.

Keys: q (search, in the URL), view (which columns, in the URL), board.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine import queries
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import Role
from ap_engine.model.payable import PaymentStatus
from ap_engine.views import BoardColumn, InvoiceRow
from pages.ui import act, components, fmt, lists, status
from pages.ui.user import engine, me
from pages.ui.words import count, t

PER_COLUMN = 60
BEFORE_ERP = ("to_confirm", "on_hold", "to_approve", "to_erp")
VIEWS = {"Everything": (), "On the way": BEFORE_ERP, "To pay and paid": ("unpaid", "overdue", "partly_paid", "paid")}
COLOURS = {
    "to_confirm": "blue",
    "on_hold": "orange",
    "to_approve": "yellow",
    "to_erp": "blue",
    "unpaid": "gray",
    "overdue": "red",
    "partly_paid": "violet",
    "paid": "green",
}


def card(row: InvoiceRow, column: str) -> dict[str, Any]:
    paid = row.payment_status is PaymentStatus.PAID or row.state is State.PAID
    due, colour = fmt.due(row.due_date)
    number = row.invoice_number or row.file_name
    waiting = t("Waiting for {names}", names=", ".join(row.waiting_for)) if column == "to_approve" and row.waiting_for else ""
    return {
        "id": row.id,
        "supplier": lists.name_of(row),
        "amount": fmt.money(row.amount),
        "number": number,
        "due": t("Paid") if paid else due,
        "dueColour": "green" if paid else colour,
        "done": paid,
        "colour": "green" if paid else colour,
        "tags": part_paid(row) + status.hold_tags(row.open_holds),
        "waiting": waiting,
        "label": f"{lists.name_of(row)}, {number}, {fmt.money(row.amount)}, {t('Paid') if paid else due}",
    }


def part_paid(row: InvoiceRow) -> list[dict[str, str]]:
    if row.paid is None or not row.paid or row.payment_status is PaymentStatus.PAID:
        return []
    return [{"t": t("{amount} paid", amount=fmt.money(row.paid)), "c": "violet"}]


def column(found: BoardColumn) -> dict[str, Any]:
    hidden = found.count - len(found.rows)
    return {
        "key": found.key,
        "title": t(found.title),
        "count": found.count,
        "total": fmt.amounts(found.totals) if found.count else "",
        "colour": COLOURS.get(found.key, "gray"),
        "cards": [card(row, found.key) for row in found.rows],
        "more": count(hidden, "and {n} more: search for it", "and {n} more: search for them") if hidden > 0 else "",
    }


def board_now() -> dict[str, Any]:
    """The board, made again only after something was written, the search changed, or the day did."""
    view = st.session_state.get("view") or "Everything"
    key = (engine().store.version, st.session_state.get("q") or "", view, engine().today())
    if st.session_state.get("board_key") != key:
        found = queries.board(engine(), PER_COLUMN, key[1])
        columns = [column(each) for each in found if not VIEWS[view] or each.key in VIEWS[view]]
        st.session_state["board_data"] = {"title": t("Payables"), "none": t("Nothing here"), "columns": columns}
        st.session_state["board_key"] = key
    return st.session_state["board_data"]


@st.fragment(run_every=0.6)
def board() -> None:
    me()
    if lists.GOING in st.session_state:
        st.rerun()
    components.board(key="board", data=board_now(), on_open_change=lambda: lists.open_invoice(act.taken("board", "open")))


with st.container(key="tap_board", horizontal=True, vertical_alignment="bottom"):
    lists.search(t("Supplier or number"), 320)
    st.segmented_control(
        t("Columns"),
        list(VIEWS),
        # Finance comes to see what is to be paid and what was; the others, where things stand.
        default=lists.kept("view", list(VIEWS)) or ("To pay and paid" if me().has(Role.FINANCE) else "Everything"),
        required=True,
        **lists.in_address("view"),
        format_func=t,
        label_visibility="collapsed",
    )
board()
