"""What was sent to the ERP, what waits, and what the ERP said, in its own words.

Keys: erp_metrics, delivery_rows.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.parties import Role
from ap_engine.model.payable import MessageKind, MessageState
from ap_engine.views import DeliveryRow
from pages.ui import act, components, fmt, lists, live, push_failures, shell, status
from pages.ui.user import engine, may, me
from pages.ui.words import t

KINDS = {MessageKind.POST_PAYABLE: "Enter payable", MessageKind.ATTACH_DOCUMENT: "Attach document"}


def line(row: DeliveryRow, may_retry: bool) -> dict[str, Any]:
    message = row.message
    waits = message.state is MessageState.WAITING and message.attempts > 0
    words = message.words or (t("Next try {when}", when=fmt.moment(row.not_before)) if waits else "")
    retry = may_retry and message.state is MessageState.PARKED
    return {
        "id": message.id,
        "label": row.supplier or message.invoice_id,
        "cells": {
            "supplier": {"t": row.supplier or message.invoice_id, "s": row.invoice_number or ""},
            "kind": {"t": t(KINDS[message.kind])},
            "amount": {"t": fmt.money(row.amount)},
            "state": {"tags": [status.MESSAGES[message.state].tag]},
            "words": {"t": words, "s": t("{n} attempts", n=message.attempts) if message.attempts > 1 else ""},
            "act": {"action": "retry", "label": t("Send again")} if retry else {"tags": []},
        },
    }


def send_again() -> None:
    message_id = act.taken("delivery_rows", "act")["id"]
    act.submit(lambda: workflow.retry_delivery(engine(), me().id, message_id), t("It is sent again."))


def marks(found: tuple[DeliveryRow, ...]) -> tuple[tuple[str, MessageState, int, str], ...]:
    return tuple((row.message.id, row.message.state, row.message.attempts, row.message.words) for row in found)


health = queries.erp_health(engine())
rows = queries.deliveries(engine(), 200)
with st.grid(4, min_column_width=160, key="erp_metrics"):
    st.metric(
        t("ERP"),
        health.name.capitalize(),
        border=True,
        height="stretch",
        delta=t("Simulation") if health.is_sandbox else t("Live"),
        delta_color="off",
        delta_arrow="off",
    )
    st.metric(t("Waiting"), str(health.waiting), border=True, height="stretch")
    st.metric(t("Needs help"), str(health.parked), border=True, height="stretch")
    st.metric(
        t("Master data fetched"), fmt.ago(health.last_sync) if health.last_sync else t("Never"), border=True, height="stretch"
    )
push_failures.show(may(Role.FINANCE, Role.ADMINISTRATOR))
if not rows:
    shell.empty(
        t("Nothing was sent yet"),
        t("An approved invoice is entered in the ERP by itself, and appears here."),
        ":material/outbox:",
    )
else:
    may_retry = may(Role.FINANCE, Role.ADMINISTRATOR)
    invoice_of = {row.message.id: row.message.invoice_id for row in rows}
    components.rows(
        key="delivery_rows",
        data={
            "title": t("Messages to the ERP"),
            "opens": True,
            "selected": "",
            "columns": [
                {"key": "supplier", "label": t("Invoice"), "phone": "title"},
                {"key": "kind", "label": t("Message"), "tight": True, "phone": "sub"},
                {"key": "amount", "label": t("Amount"), "align": "right", "phone": "right"},
                {"key": "state", "label": t("Status"), "tight": True, "phone": "end"},
                {"key": "words", "label": t("The ERP's words"), "phone": "wide"},
                {"key": "act", "label": "", "align": "right", "phone": "wide"},
            ],
            "rows": [line(row, may_retry) for row in rows],
        },
        on_open_change=lambda: lists.open_invoice(invoice_of[act.taken("delivery_rows", "open")]),
        on_act_change=send_again,
    )
live.follow("deliveries", 2.0, marks(rows), lambda: marks(queries.deliveries(engine(), 200)))
