"""Who did what, when, on which evidence; and whether the log is untouched.

Keys: subject (search, in the URL), verify, verified, audit_rows.
"""

from __future__ import annotations

from dataclasses import asdict

import streamlit as st

from ap_engine import queries
from pages.ui import act, components, fmt, lists, shell
from pages.ui.user import engine
from pages.ui.words import t

LIMIT = 200


def verify() -> None:
    st.session_state["chain"] = asdict(queries.audit_chain(engine()))


def look_into(subject: str) -> None:
    """To the invoice that an entry is about; entries about people and masters have no page."""
    if subject.startswith("AP-"):
        lists.open_invoice(subject)


def chain_result() -> None:
    found = st.session_state.get("chain")
    if found is None:
        return
    with st.container(key="verified"):
        if found["first_bad"] is None:
            st.success(
                t("Each of the {n} entries carries the seal of the one before it.", n=found["entries"]),
                title=t("The log is untouched"),
                icon=":material/verified_user:",
            )
            st.caption(t("Seal of the last entry: {seal}", seal=found["last_hash"]))
        else:
            st.error(
                t("From entry {n} on, the seals do not fit. Compare with a backup.", n=found["first_bad"]),
                title=t("The log was touched"),
                icon=":material/gpp_bad:",
            )


with st.container(horizontal=True, vertical_alignment="bottom", key="tap_audit"):
    subject = st.text_input(
        t("Invoice"),
        key="subject",
        type="search",
        bind="query-params",
        placeholder=t("Invoice id, such as AP-…"),
        label_visibility="collapsed",
        width=320,
    )
    st.button(t("Verify the chain"), key="verify", icon=":material/verified_user:", on_click=verify)
chain_result()
rows = queries.audit(engine(), LIMIT, (subject or "").strip())
if not rows:
    shell.empty(t("No entries"), t("Nothing was recorded about this."), ":material/search_off:")
else:
    about = {str(row.sequence): row.subject for row in rows}
    components.rows(
        key="audit_rows",
        data={
            "title": t("Audit log"),
            "opens": True,
            "selected": "",
            "columns": [
                {"key": "event", "label": t("Event"), "tight": True, "phone": "title"},
                {"key": "who", "label": t("Who"), "tight": True, "phone": "sub"},
                {"key": "when", "label": t("When"), "tight": True, "phone": "right"},
                {"key": "subject", "label": t("About"), "tight": True, "phone": "sub"},
                {"key": "data", "label": t("Evidence"), "phone": "wide"},
                {"key": "number", "label": t("Entry"), "align": "right", "phone": "hide"},
            ],
            "rows": [
                {
                    "id": str(row.sequence),
                    "label": row.event,
                    "cells": {
                        "event": {"t": row.event},
                        "who": {"t": row.actor},
                        "when": {"t": fmt.moment(row.happened_at)},
                        "subject": {"t": row.subject},
                        "data": {"t": "", "s": row.data if len(row.data) < 260 else row.data[:260] + " …"},
                        "number": {"t": str(row.sequence)},
                    },
                }
                for row in rows
            ],
        },
        on_open_change=lambda: look_into(about[act.taken("audit_rows", "open")]),
    )
    if len(rows) == LIMIT:
        st.caption(t("The newest {n} entries. Search for an invoice to see all of its own.", n=LIMIT))
