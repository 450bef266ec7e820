"""The register of suppliers: all of them, and one with where it is paid, the change under way, its log and its invoices.

URL: /suppliers (the list), /suppliers?supplier=ID (one), /suppliers?supplier=ID&about=INVOICE (an account that an invoice asks
for). Keys: q (search, in the URL), supplier_state (filter), supplier_rows, supplier_back, supplier_invoices, supplier_log,
those of `ui/supplier_new.py`, `ui/supplier_register.py` and `ui/bank_change.py`.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine import queries
from ap_engine.model.errors import UnknownSupplier
from ap_engine.queries.register import LogRow, SupplierRow, SupplierView
from pages.ui import act, bank_change, components, fmt, lists, portal_links, shell, supplier_new, supplier_register
from pages.ui.user import engine
from pages.ui.words import count, t

COLUMNS = (
    ("name", "Supplier", "title"), ("state", "State", "wide"), ("account", "Paid to", "sub"), ("live", "Open invoices", "hide"),
    ("last", "Last invoice", "right"),
)  # fmt: skip
STATES = {"pending": "Bank change under way", "blocked": "Blocked", "no_account": "No account on file"}
EVENTS = {
    "SupplierSaved": "Register changed",
    "BankChangeRequested": "Bank change asked for",
    "CallBackRecorded": "Called back",
    "BankChangeAgreed": "Bank change agreed to",
    "BankChangeRefused": "Bank change refused",
    "PortalLinkMade": "Portal link made",
    "PortalLinkRevoked": "Portal link revoked",
}


def states(row: SupplierRow) -> tuple[str, ...]:
    """What a person should know about it at a glance."""
    found = (("pending", bool(row.pending)), ("blocked", row.supplier.blocked), ("no_account", row.no_account))
    return tuple(name for name, there in found if there)


def tags(row: SupplierRow) -> list[dict[str, str]]:
    colours = {"pending": "orange", "blocked": "red", "no_account": "gray"}
    return [{"t": t(STATES[name]), "c": colours[name]} for name in states(row)]


def cells(row: SupplierRow) -> dict[str, Any]:
    one = row.supplier
    account = one.iban or one.pix_key or one.bank_account
    return {
        "name": {"t": one.name, "s": one.tax_id},
        "state": {"tags": tags(row)},
        "account": {"t": account or fmt.MISSING},
        "live": {"t": str(row.live) if row.live else fmt.MISSING},
        "last": {"t": fmt.ago(row.last_received) if row.last_received else fmt.MISSING},
    }


def found(rows: tuple[SupplierRow, ...], wanted: str, state: str | None) -> list[SupplierRow]:
    plain = wanted.casefold().strip()
    return [
        row
        for row in rows
        if (not plain or plain in row.supplier.name.casefold() or plain in row.supplier.tax_id.casefold())
        and (not state or state in states(row))
    ]


def go(supplier_id: str | None) -> None:
    st.query_params.clear()
    if supplier_id is not None:
        st.query_params["supplier"] = supplier_id


def listed() -> None:
    """The register."""
    rows = queries.supplier_rows(engine())
    supplier_new.show()
    if not rows:
        shell.empty(
            t("No supplier yet"),
            t("They come from the ERP, or are added from an invoice that names a new one."),
            ":material/store:",
        )
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="tap_filters"):
        lists.search(t("Supplier or tax id"))
        kept = lists.kept("supplier_state", list(STATES))
        state = st.selectbox(
            t("State"),
            list(STATES),
            index=list(STATES).index(kept) if kept else None,
            **lists.in_address("supplier_state"),
            format_func=lambda one: t(STATES.get(one, one)),
            label_visibility="collapsed",
            placeholder=t("All suppliers"),
            width=260,
        )
    shown = found(rows, st.session_state.get("q") or "", state)
    if not shown:
        shell.empty(t("Nothing found"), t("No supplier is like this."), ":material/search_off:")
        return
    looks: dict[str, dict[str, Any]] = {
        "name": {"width": "34%"},
        "live": {"align": "right", "tight": True},
        "last": {"align": "right"},
    }
    components.rows(
        key="supplier_rows",
        data={
            "title": t("Suppliers"),
            "opens": True,
            "columns": [{"key": key, "label": t(label), "phone": phone} | looks.get(key, {}) for key, label, phone in COLUMNS],
            "rows": [{"id": row.supplier.id, "label": row.supplier.name, "cells": cells(row)} for row in shown],
        },
        on_open_change=lambda: go(act.taken("supplier_rows", "open")),
    )
    st.caption(count(len(shown), "{n} supplier", "{n} suppliers"))


def one(supplier_id: str) -> None:
    """One supplier."""
    try:
        view = queries.supplier(engine(), supplier_id)
    except UnknownSupplier:
        shell.empty(t("No such supplier"), t("Find it in the list."), ":material/search_off:")
        return
    st.button(t("All suppliers"), key="supplier_back", type="tertiary", icon=":material/arrow_back:", on_click=go, args=(None,))
    st.markdown(f"### {act.escape(view.supplier.name)}")
    left, right = st.columns(2, gap="large")
    with left:
        bank_change.panel(view, st.query_params.get("about", ""))
    with right:
        supplier_register.panel(view)
        portal_links.panel(view)
    st.markdown(f"#### {t('Last invoices')}")
    if view.invoices:
        lists.show("supplier_invoices", t("Last invoices"), view.invoices, ("supplier", "amount", "due", "status", "holds"))
    else:
        st.caption(t("None yet."))
    log(view)


def log(view: SupplierView) -> None:
    """Who changed what, when, with the account before and now; as the audit log has it."""
    st.markdown(f"#### {t('Supplier and bank change log')}")
    if not view.log:
        st.caption(t("Nothing was recorded about this."))
        return
    columns = (("what", "What", "title"), ("who", "Who", "sub"), ("when", "When", "right"), ("change", "Before and now", "wide"))
    components.rows(
        key="supplier_log",
        data={
            "title": t("Supplier and bank change log"),
            "opens": False,
            "columns": [
                {"key": key, "label": t(label), "phone": phone} | ({"tight": True} if key != "change" else {})
                for key, label, phone in columns
            ],
            "rows": [
                {"id": str(row.sequence), "label": t(EVENTS.get(row.event, row.event)), "cells": entry(row)} for row in view.log
            ],
        },
    )


def entry(row: LogRow) -> dict[str, Any]:
    changes = "; ".join(
        t(
            "{field}: {before} → {now}",
            field=t(bank_change.LABELS.get(name, name)),
            before=before or fmt.MISSING,
            now=now or fmt.MISSING,
        )
        for name, before, now in row.differences
    )
    return {
        "what": {"t": t(EVENTS.get(row.event, row.event))},
        "who": {"t": row.who},
        "when": {"t": fmt.moment(row.happened_at)},
        "change": {"t": changes, "s": row.note},
    }


chosen = st.query_params.get("supplier", "")
if chosen:
    one(chosen)
else:
    listed()
