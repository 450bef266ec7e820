"""Messages to people that did not reach them, with the service's words; sent again by finance and administrators.

Key: push_failures.
"""

from __future__ import annotations

from typing import Any

from ap_engine import queries, workflow
from ap_engine.model.push import PushState
from ap_engine.queries.pushes import PushRow
from pages.ui import act, components, fmt, lists, push_words
from pages.ui.user import engine, me
from pages.ui.words import t


def show(may_retry: bool) -> None:
    """The list; nothing where everybody was reached."""
    rows = queries.failed_pushes(engine())
    if not rows:
        return
    invoice_of = {row.message.id: row.message.invoice_id for row in rows}

    def opened() -> None:
        invoice = invoice_of.get(act.taken("push_failures", "open"), "")
        if invoice:
            lists.open_invoice(invoice)

    components.rows(
        key="push_failures",
        data={
            "title": t("Messages that reached nobody"),
            "opens": True,
            "selected": "",
            "columns": [
                {"key": "person", "label": t("Who"), "phone": "title"},
                {"key": "invoice", "label": t("Invoice"), "phone": "sub"},
                {"key": "when", "label": t("When"), "tight": True, "phone": "right"},
                {"key": "state", "label": t("Status"), "tight": True, "phone": "end"},
                {"key": "words", "label": t("The service's words"), "phone": "wide"},
                {"key": "act", "label": "", "align": "right", "phone": "wide"},
            ],
            "rows": [_line(row, may_retry) for row in rows],
        },
        on_open_change=opened,
        on_act_change=_send_again,
    )


def _line(row: PushRow, may_retry: bool) -> dict[str, Any]:
    message = row.message
    retry = may_retry and message.state is PushState.PARKED
    words = message.words or t("This person has no channel yet: they add one under Notifications.")
    return {
        "id": message.id,
        "label": row.person,
        "cells": {
            "person": {"t": row.person, "s": t(push_words.KINDS[message.kind])},
            "invoice": {"t": row.supplier or t("Several invoices"), "s": row.invoice_number or ""},
            "when": {"t": fmt.ago(row.at)},
            "state": {"tags": [push_words.STATES[message.state].tag]},
            "words": {"t": words, "s": t("{n} attempts", n=message.attempts) if message.attempts > 1 else ""},
            "act": {"action": "retry", "label": t("Send again")} if retry else {"tags": []},
        },
    }


def _send_again() -> None:
    message_id = act.taken("push_failures", "act")["id"]
    act.submit(lambda: workflow.retry_push(engine(), me().id, message_id), t("It is sent again."))
