"""Lists of invoices, one look for all: a table on a desktop, cards on a phone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from ap_engine.views import InvoiceRow
from pages.ui import act, components, fmt, status
from pages.ui.words import t

GOING = "going_to_invoice"
GOING_SUPPLIER = "going_to_supplier"


def search(placeholder: str, width: int = 280) -> None:
    """The search box above a list; what is typed stands in the address as `q`."""
    st.text_input(
        t("Search"),
        key="q",
        type="search",
        bind="query-params",
        placeholder=placeholder,
        label_visibility="collapsed",
        width=width,
    )


def kept(key: str, options: Sequence[str]) -> str | None:
    """Which of `options` the address names under `key`: what a filter starts with.

    Streamlit's own binding puts the option's label there, which changes with the language and with the count in it.
    """
    wanted = st.query_params.get(key)
    return wanted if wanted in options else None


def in_address(key: str) -> dict[str, Any]:
    """What makes a filter's choice stand in the address under its key; for the widget's call, beside what `kept` gave."""
    return {"key": key, "on_change": keep, "args": (key,)}


def keep(key: str) -> None:
    """Put what was chosen under `key` into the address, so that a link shows the same; for callbacks."""
    chosen = st.session_state.get(key)
    if chosen:
        st.query_params[key] = chosen
    else:
        st.query_params.pop(key, None)


def columns(*keys: str) -> list[dict[str, Any]]:
    """The columns of a list of invoices, by key."""
    known = {
        "supplier": {"label": t("Supplier"), "phone": "title"},
        "amount": {"label": t("Amount"), "align": "right", "phone": "right"},
        "due": {"label": t("Due"), "tight": True, "phone": "sub"},
        "status": {"label": t("Status"), "tight": True, "phone": "end"},
        "holds": {"label": t("What is wrong"), "phone": "wide"},
        "received": {"label": t("Received"), "tight": True, "phone": "hide"},
        "waiting": {"label": t("Waiting for"), "phone": "wide"},
        "cost_centers": {"label": t("Cost centers"), "phone": "hide"},
        "issued": {"label": t("Issued"), "tight": True, "phone": "sub"},
    }
    return [{"key": key, **known[key]} for key in keys]


def cells(row: InvoiceRow) -> dict[str, Any]:
    """The cells of one invoice, for whichever columns are shown."""
    due_text, due_colour = fmt.due(row.due_date)
    over = row.payment_status.value == "paid" or row.state.value in ("rejected", "cancelled")
    due = {"t": fmt.day(row.due_date)} if over else {"t": due_text, "c": due_colour, "s": fmt.day(row.due_date)}
    return {
        "supplier": {"t": name_of(row), "s": row.invoice_number or row.file_name},
        "amount": {"t": fmt.money(row.amount)},
        "due": due if row.due_date else {"t": fmt.MISSING},
        "status": {"tags": [status.of_row(row).tag]},
        "holds": {"tags": status.hold_tags(row.open_holds, 3)} if row.open_holds else {"tags": []},
        "received": {"t": fmt.ago(row.received_at), "s": row.entered_by},
        "waiting": {"t": ", ".join(row.waiting_for)} if row.waiting_for else {"tags": []},
        "cost_centers": {"t": ", ".join(row.cost_centers) or fmt.MISSING},
        "issued": {"t": fmt.day(row.issue_date)},
    }


def name_of(row: InvoiceRow) -> str:
    """What an invoice is called in a list: its supplier, else that it is still being read."""
    return row.supplier or (t("Being read") if row.state.value == "received" else t("Supplier unknown"))


def open_invoice(invoice_id: str) -> None:
    """Go to an invoice; for callbacks. `pages/main.py` goes there as the first thing of the run."""
    st.session_state[GOING] = invoice_id


def open_supplier(supplier_id: str, about: str = "") -> None:
    """Go to a supplier, because of an invoice if there is one; for callbacks of people who have that page."""
    st.session_state[GOING_SUPPLIER] = {"supplier": supplier_id} | ({"about": about} if about else {})


def show(
    key: str,
    title: str,
    rows: Sequence[InvoiceRow],
    shown: Sequence[str],
    selected: str = "",
    on_open: Callable[[str], None] = open_invoice,
) -> None:
    """Shows a list; a row that is opened goes to its invoice, or wherever `on_open` says."""
    components.rows(
        key=key,
        data={
            "title": title,
            "opens": True,
            "selected": selected,
            "columns": columns(*shown),
            "rows": [{"id": row.id, "label": name_of(row), "cells": cells(row)} for row in rows],
        },
        on_open_change=lambda: on_open(act.taken(key, "open")),
    )
