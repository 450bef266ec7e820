"""Parts of one invoice that more than one page shows: its lines, its split, what people wrote, what happened.

Keys: line_rows, history_rows, comment_text, comment_to, comment_send.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.commands import WriteComment
from ap_engine.model.invoice import Invoice
from ap_engine.views import InvoiceView
from pages.ui import act, components, fmt
from pages.ui.history import event_words
from pages.ui.paper import who
from pages.ui.user import engine, me
from pages.ui.words import t


def headline(view: InvoiceView) -> dict[str, Any]:
    """Name, number and amount, for the headline component."""
    fields = view.invoice.fields
    return {
        "name": (view.supplier.name if view.supplier else fields.supplier_name) or t("Supplier unknown"),
        "number": fields.invoice_number or "",
        "amount": fmt.money(view.invoice.payable_amount),
    }


def money_tags(view: InvoiceView) -> list[dict[str, str]]:
    """What a foreign amount comes to in our own currency: what the split, the limits and the ERP go by."""
    invoice = view.invoice
    if invoice.owed is None or invoice.owed == invoice.payable_amount:
        return []
    return [{"t": t("In the books: {amount}", amount=fmt.money(invoice.owed)), "c": "violet"}]


def due_tag(view: InvoiceView) -> dict[str, str]:
    """How far the due date is off, as a tag; the date itself shows on hovering."""
    words, colour = fmt.due(view.invoice.fields.due_date)
    return {"t": words, "c": colour, "title": fmt.day(view.invoice.fields.due_date)}


def lines_card(view: InvoiceView) -> None:
    """The invoice's lines as read."""
    lines = view.invoice.fields.lines
    if not lines:
        st.text(t("No lines were read. The total is still matched and split as a whole."))
        return
    components.rows(
        key="line_rows",
        data={
            "title": t("Lines"),
            "opens": False,
            "columns": [
                {"key": "what", "label": t("Description"), "phone": "title"},
                {"key": "quantity", "label": t("Quantity"), "align": "right", "phone": "sub"},
                {"key": "price", "label": t("Price"), "align": "right", "phone": "hide"},
                {"key": "net", "label": t("Net"), "align": "right", "phone": "right"},
            ],
            "rows": [
                {
                    "id": str(line.number),
                    "label": "",
                    "cells": {
                        "what": {"t": line.description or "—", "s": line.item_code or ""},
                        "quantity": f"{fmt.number(line.quantity)} {line.unit or ''}".strip(),
                        "price": fmt.price(line.unit_price),
                        "net": {"t": fmt.money(line.net)},
                    },
                }
                for line in lines
            ],
        },
    )


def comments(view: InvoiceView) -> None:
    """Questions and answers, and a place for the next one."""
    invoice = view.invoice
    for comment in invoice.comments:
        with st.container(border=True, gap="xsmall"):
            to = f" → {who(view, comment.to)}" if comment.to else ""
            st.caption(f"{act.escape(who(view, comment.author) + to)} · {fmt.ago(comment.written_at)}")
            st.text(comment.text)
    others = {p.id: p.name for p in queries.people(engine()) if p.active and p.id != me().id}
    with st.form("comment_form", clear_on_submit=True, border=False):
        st.text_area(t("Question or note"), key="comment_text", max_chars=1000, height=80)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                t("For"),
                list(others),
                index=None,
                format_func=lambda p: others.get(p, p),
                key="comment_to",
                placeholder=t("Everybody"),
            )
            st.form_submit_button(t("Send"), key="comment_send", icon=":material/send:", on_click=_send_comment, args=(invoice,))


def _send_comment(invoice: Invoice) -> None:
    text, to = st.session_state["comment_text"] or "", st.session_state["comment_to"]
    command = WriteComment(me().id, invoice.id, invoice.version, text, to)
    act.submit(lambda: workflow.write_comment(engine(), command), t("Sent."))


def history(view: InvoiceView) -> None:
    """Everything that happened, newest first."""
    components.rows(
        key="history_rows",
        data={
            "title": t("History"),
            "opens": False,
            "columns": [
                {"key": "event", "label": t("What"), "phone": "title"},
                {"key": "who", "label": t("Who"), "tight": True, "phone": "sub"},
                {"key": "when", "label": t("When"), "align": "right", "phone": "right"},
            ],
            "rows": [
                {
                    "id": str(number),
                    "label": "",
                    "cells": {
                        "event": {"t": event_words(entry.event), "s": entry.detail},
                        "who": {"t": who(view, entry.actor)},
                        "when": {"t": fmt.moment(entry.happened_at)},
                    },
                }
                for number, entry in reversed(list(enumerate(view.history)))
            ],
        },
    )
