"""The holds queue: every hold with whose work it is and since when, the most urgent first.

Keys: hold_metrics, hold_owner (pills, in the URL), hold_code (filter, in the URL), hold_rows.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import streamlit as st

from ap_engine import queries
from ap_engine.model.hold_codes import CATALOGUE, HoldCode, Owner
from ap_engine.model.money import Money, total
from ap_engine.model.parties import Role
from ap_engine.model.payable import PaymentStatus
from ap_engine.views import HeldRow, InvoiceRow
from pages.ui import act, components, fmt, lists, live, shell
from pages.ui.said import said
from pages.ui.user import engine, me, on_phone
from pages.ui.words import count, t

MINE = "mine"
OWNERS = {
    Owner.ACCOUNTS_PAYABLE: "Accounts payable",
    Owner.FINANCE: "Finance",
    Owner.BUYER: "Buyer",
    Owner.RECEIVER: "Receiver",
    Owner.APPROVER: "Approver",
    Owner.ADMINISTRATOR: "Administrator",
}
WORK_OF = {
    Role.CLERK: Owner.ACCOUNTS_PAYABLE,
    Role.FINANCE: Owner.FINANCE,
    Role.ADMINISTRATOR: Owner.ADMINISTRATOR,
}


def is_mine(row: HeldRow) -> bool:
    """Whether it is this person's to mend: by name, or by role."""
    return row.person_id == me().id or row.owner in {WORK_OF[role] for role in me().roles if role in WORK_OF}


def marks(found: tuple[HeldRow, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple((row.invoice.id, row.code.value, row.reason) for row in found)


def sums(found: list[InvoiceRow]) -> tuple[Money, ...]:
    """What the invoices come to, by currency."""
    amounts = [amount for row in found if (amount := row.owed or row.amount) is not None]
    return tuple(total((a for a in amounts if a.currency == c), c) for c in sorted({a.currency for a in amounts}))


def metrics(found: tuple[HeldRow, ...]) -> None:
    invoices = list({row.invoice.id: row.invoice for row in found}.values())
    overdue = sum(row.payment_status is PaymentStatus.OVERDUE for row in invoices)
    with st.grid(4, min_column_width=150, key="hold_metrics"):
        st.metric(t("Invoices on hold"), len(invoices), border=True, height="stretch")
        amounts = sums(invoices)
        # On a phone there is room for one currency; the others are a tap away.
        shown = fmt.amounts(amounts[:1] if on_phone() else amounts, cents=False) + (" +" if on_phone() and amounts[1:] else "")
        told = fmt.amounts(amounts, cents=False) if amounts[1:] else None
        st.metric(t("Amount on hold"), shown, border=True, height="stretch", help=told)
        st.metric(t("Overdue"), overdue, border=True, height="stretch")
        oldest = min(row.placed_at for row in found)
        st.metric(t("Held longest"), fmt.age(oldest), border=True, height="stretch")


def owner_pills(found: tuple[HeldRow, ...]) -> str | None:
    """Whose holds are shown: mine, or one owner's."""
    counted = Counter(row.owner.value for row in found)
    words = {MINE: f"{t('Mine')} · {sum(is_mine(row) for row in found)}"}
    words |= {owner.value: f"{t(OWNERS[owner])} · {counted[owner.value]}" for owner in OWNERS if counted[owner.value]}
    return st.pills(
        t("Whose work"),
        list(words),
        default=lists.kept("hold_owner", list(words)),
        **lists.in_address("hold_owner"),
        format_func=lambda key: words.get(key, key),
        label_visibility="collapsed",
    )


def kinds_box(found: tuple[HeldRow, ...]) -> str | None:
    numbers = Counter(row.code for row in found)
    names = {code.value: f"{t(CATALOGUE[code].title)} · {number}" for code, number in numbers.most_common()}
    with st.container(key="tap_holds"):
        return st.selectbox(
            t("What is wrong"),
            list(names),
            index=list(names).index(chosen) if (chosen := lists.kept("hold_code", list(names))) else None,
            **lists.in_address("hold_code"),
            format_func=lambda code: names.get(code, code),
            label_visibility="collapsed",
            placeholder=t("All kinds of holds"),
            width=340,
        )


def cells(row: HeldRow) -> dict[str, Any]:
    invoice = row.invoice
    due_text, due_colour = fmt.due(invoice.due_date)
    return {
        "supplier": {"t": lists.name_of(invoice), "s": invoice.invoice_number or invoice.file_name},
        "what": {"t": t(CATALOGUE[row.code].title), "c": "orange", "s": said(row.reason)},
        "owner": {"t": row.person or t(OWNERS[row.owner]), "s": t(OWNERS[row.owner]) if row.person else ""},
        "since": {"t": fmt.age(row.placed_at)},
        "amount": {"t": fmt.money(invoice.amount)},
        "due": {"t": due_text, "c": due_colour, "s": fmt.day(invoice.due_date)} if invoice.due_date else {"t": fmt.MISSING},
    }


def table(found: list[HeldRow]) -> None:
    components.rows(
        key="hold_rows",
        data={
            "title": t("On hold"),
            "opens": True,
            "columns": [
                {"key": "supplier", "label": t("Supplier"), "phone": "title", "width": "19%"},
                {"key": "what", "label": t("What is wrong"), "phone": "wide"},
                {"key": "owner", "label": t("Whose work"), "phone": "sub", "width": "15%"},
                {"key": "since", "label": t("Held for"), "tight": True, "phone": "end"},
                {"key": "amount", "label": t("Amount"), "align": "right", "phone": "right"},
                {"key": "due", "label": t("Due"), "tight": True, "phone": "hide"},
            ],
            # One invoice may have several holds: the row's name is the hold's, what opens is its invoice.
            "rows": [
                {"id": f"{row.invoice.id}|{row.code.value}|{row.line}", "label": lists.name_of(row.invoice), "cells": cells(row)}
                for row in found
            ],
        },
        on_open_change=lambda: lists.open_invoice(str(act.taken("hold_rows", "open")).split("|")[0]),
    )


def page() -> None:
    rows = queries.held(engine())
    if not rows:
        shell.empty(
            t("Nothing is on hold"), t("Every invoice passed its checks, or was released with a reason."), ":material/task_alt:"
        )
    else:
        metrics(rows)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            whose = owner_pills(rows)
            kind = kinds_box(rows)
        shown = [row for row in rows if not whose or (is_mine(row) if whose == MINE else row.owner.value == whose)]
        shown = [row for row in shown if not kind or row.code is HoldCode(kind)]
        if shown:
            table(shown)
        else:
            shell.empty(t("None of these is on hold"), t("Take another owner, or another kind."), ":material/task_alt:")
        st.caption(count(len(shown), "{n} hold", "{n} holds"))
    live.follow("holds", 2.0, marks(rows), lambda: marks(queries.held(engine())))


page()
