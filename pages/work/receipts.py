"""Did it arrive? Orders whose invoices wait for a receipt, for whoever leads the areas that ordered, and for finance.

URL: /receipts[?order=NUMBER]. Keys: receipts (all of them), receipt_ORDER (a card), quantity_ORDER_LINE, accepted_ORDER_LINE, received_on_ORDER,
receipt_send_ORDER, invoice_ORDER_N.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.commands_receiving import ConfirmReceipt
from ap_engine.views import LineToConfirm, ReceiptToConfirm
from pages.ui import act, fmt, lists, live, shell
from pages.ui.user import engine, me
from pages.ui.words import count, t

DATE_FORMAT = "DD/MM/YYYY"


class Mistake(ValueError):
    """What was typed is no quantity; the text is for the person."""


def card(one: ReceiptToConfirm, opened: bool) -> None:
    """One order: what is missing of each line, and the button that says that it is here."""
    number = one.order_number
    due, colour = fmt.due(one.due_date)
    with st.container(border=True, key=f"receipt_{number}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{act.escape(one.supplier)}**", width="content")
            st.text(t("Order {order}", order=number), width="content")
            st.space("stretch")
            st.badge(due, color=colour)
        waiting(one)
        with st.expander(t("Say what arrived"), expanded=opened, icon=":material/inventory_2:"):
            for line in one.lines:
                quantities(number, line)
            with st.container(horizontal=True, vertical_alignment="bottom", key=f"tap_receipt_{number}"):
                today = engine().today()
                st.date_input(
                    t("Received on"), today, max_value=today, key=f"received_on_{number}", format=DATE_FORMAT, width=180
                )
                st.button(
                    t("Confirm receipt"),
                    key=f"receipt_send_{number}",
                    type="primary",
                    icon=":material/check:",
                    on_click=confirm,
                    args=(one,),
                )


def waiting(one: ReceiptToConfirm) -> None:
    """The invoices that wait for it; each opens."""
    with st.container(horizontal=True, gap="small"):
        for place, (invoice_id, invoice_number) in enumerate(one.invoices[:4]):
            st.button(
                t("Invoice {number} waits", number=act.escape(invoice_number or invoice_id)),
                key=f"invoice_{one.order_number}_{place}",
                type="tertiary",
                icon=":material/description:",
                on_click=lists.open_invoice,
                args=(invoice_id,),
            )
        if len(one.invoices) > 4:
            st.text(t("and {n} more", n=len(one.invoices) - 4), width="content")


def quantities(number: str, line: LineToConfirm) -> None:
    """How much of a line arrived: what is missing stands there already."""
    so_far = t("{received} of {ordered} {unit} received so far", received=fmt.number(line.received),
               ordered=fmt.number(line.ordered), unit=fmt.unit(line.unit))  # fmt: skip
    st.text(f"{line.description}\n{so_far}")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(
            t("Arrived now"),
            fmt.editable_number(line.missing),
            key=f"quantity_{number}_{line.order_line}",
            max_chars=20,
            width=160,
        )
        if line.inspect:
            st.text_input(
                t("Accepted"),
                fmt.editable_number(line.missing),
                key=f"accepted_{number}_{line.order_line}",
                max_chars=20,
                width=160,
            )


def typed(key: str, what: str) -> Decimal | None:
    """A quantity that was typed; None for an empty one. Raises Mistake."""
    text = (st.session_state.get(key) or "").strip()
    if not text:
        return None
    number = fmt.read_number(text)
    if number is None or Decimal(number) < 0:
        raise Mistake(t("“{text}” is no quantity ({line}).", text=text, line=what))
    return Decimal(number)


def confirm(one: ReceiptToConfirm) -> None:
    try:
        lines = tuple(arrived(one.order_number, line) for line in one.lines)
    except Mistake as mistake:
        act.say(str(mistake), bad=True)
        return
    if not any(quantity or accepted for _, quantity, accepted in lines):
        act.say(t("Say how much arrived."), bad=True)
        return
    told = tuple((line, quantity, accepted) for line, quantity, accepted in lines if quantity or accepted)
    day = st.session_state[f"received_on_{one.order_number}"]
    command = ConfirmReceipt(me().id, one.order_number, told, day if isinstance(day, date) else date.min, one.seen_receipts)
    act.submit(lambda: workflow.confirm_receipt(engine(), command), t("Receipt confirmed. What waited for it goes on."))


def arrived(number: str, line: LineToConfirm) -> tuple[int, Decimal, Decimal | None]:
    quantity = typed(f"quantity_{number}_{line.order_line}", line.description)
    accepted = typed(f"accepted_{number}_{line.order_line}", line.description) if line.inspect else None
    return line.order_line, quantity or Decimal(0), accepted


def marks(found: tuple[ReceiptToConfirm, ...]) -> tuple[tuple[str, int, int], ...]:
    return tuple((one.order_number, one.seen_receipts, len(one.invoices)) for one in found)


def page() -> None:
    found = queries.receipts_to_confirm(engine(), me().id)
    with st.container(key="receipts", gap="small"):
        listed(found)
    live.follow("receipts", 2.0, marks(found), lambda: marks(queries.receipts_to_confirm(engine(), me().id)))


def listed(found: tuple[ReceiptToConfirm, ...]) -> None:
    asked = st.query_params.get("order", "")
    if not found:
        shell.empty(
            t("No invoice waits for a receipt"),
            t("When one bills more than was received, it asks here what arrived."),
            ":material/inventory_2:",
        )
    else:
        st.caption(count(len(found), "{n} order has invoices that wait", "{n} orders have invoices that wait"))
    for one in found:
        card(one, opened=one.order_number == asked or len(found) == 1)


page()
