"""How the signed-in person is told that something waits for them: their channels in an order, each tried out.

Keys: channels, channel_ID, test_ID, first_ID, remove_ID, new_channel, channel_address, channel_add, written_in, sink, sent_rows.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.queries.pushes import ChannelRow, Notifications, PushRow
from pages.ui import act, components, fmt, lists, push_words
from pages.ui.user import engine, me
from pages.ui.words import language, t

LANGUAGES = {"pt": "Português", "en": "English"}


def add() -> None:
    address = st.session_state.get("channel_address", "")
    if act.submit(lambda: workflow.add_channel(engine(), me().id, address, language()), t("Added. Send yourself a test.")):
        st.session_state["channel_address"] = ""


def test(channel_id: str) -> None:
    act.submit(lambda: workflow.try_channel(engine(), me().id, channel_id), t("The test was sent: look at your phone."))


def prefer(channel_id: str) -> None:
    act.submit(lambda: workflow.prefer_channel(engine(), me().id, channel_id))


def remove(channel_id: str) -> None:
    act.submit(lambda: workflow.remove_channel(engine(), me().id, channel_id), t("Removed."))


def write_in() -> None:
    act.submit(lambda: workflow.write_in(engine(), me().id, st.session_state["written_in"]))


def channel(row: ChannelRow, number: int) -> None:
    with st.container(border=True, key=f"channel_{row.id}", gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{number}. {act.escape(row.shown)}**", width="content")
            if row.words:
                st.badge(t("Failed lately"), icon=":material/error:", color="red")
        if row.words and row.failed_at is not None:
            st.caption(f"{fmt.moment(row.failed_at)}: {act.escape(row.words)}")
        with st.container(horizontal=True, gap="small"):
            st.button(t("Send me a test"), key=f"test_{row.id}", icon=":material/send:", on_click=test, args=(row.id,))
            if number > 1:
                st.button(t("Use first"), key=f"first_{row.id}", icon=":material/arrow_upward:", on_click=prefer, args=(row.id,))
            st.button(
                t("Remove"), key=f"remove_{row.id}", icon=":material/delete:", type="tertiary", on_click=remove, args=(row.id,)
            )


def channels(found: Notifications) -> None:
    with st.container(key="channels"):
        st.markdown(t("What waits for you is told on the first of these ways that works."))
        for number, row in enumerate(found.channels, start=1):
            channel(row, number)
        if found.mail:
            st.caption(t("Last of all by e-mail to {address}.", address=act.escape(found.mail)))
        elif not found.channels:
            st.info(t("Nobody can tell you yet: add a way below."), icon=":material/notifications_off:")


def new_channel() -> None:
    with st.container(border=True, key="new_channel"):
        st.markdown(f"**{t('Add a way')}**")
        st.text_input(
            t("Its address"), key="channel_address", type="password", max_chars=1000, autocomplete="off",
            placeholder="ntfys://ntfy.sh/…",
            help=t("It may hold a password, and is not shown again. ntfy, Telegram, Slack, Teams, Pushover, e-mail and others."),
        )  # fmt: skip
        st.button(t("Add"), key="channel_add", type="primary", icon=":material/add:", on_click=add)
        with st.expander(t("How do I get this on my phone?"), icon=":material/smartphone:"):
            st.markdown(t("1. Install the app ntfy. 2. Tap + and subscribe to a topic that nobody guesses."))
            st.markdown(t("3. Write its address here, and send yourself a test:"))
            st.code("ntfys://ntfy.sh/your-topic", language=None)
            st.markdown(t("Other services are written like this:"))
            st.code(
                "tgram://bot-token/chat-id\nslack://token-a/token-b/token-c\nmsteams://workflow-address\npover://user-key@token\n"
                "mailtos://user:password@example.com",
                language=None,
            )


def sent_row(row: PushRow) -> dict[str, Any]:
    return {
        "id": row.message.id,
        "label": row.supplier or t("Several invoices"),
        "cells": {
            "what": {"t": row.supplier or t("Several invoices"), "s": row.invoice_number or ""},
            "kind": {"t": t(push_words.KINDS[row.message.kind])},
            "when": {"t": fmt.ago(row.at)},
            "state": {"tags": [push_words.STATES[row.message.state].tag]},
            "words": {"t": row.message.words or row.message.way},
        },
    }


def sent(found: Notifications) -> None:
    of_message = {row.message.id: row.message.invoice_id for row in found.sent}

    def opened() -> None:
        invoice = of_message.get(act.taken("sent_rows", "open"), "")
        if invoice:
            lists.open_invoice(invoice)

    components.rows(
        key="sent_rows",
        data={
            "title": t("Sent to you lately"),
            "opens": True,
            "selected": "",
            "columns": [
                {"key": "what", "label": t("Invoice"), "phone": "title"},
                {"key": "kind", "label": t("Message"), "tight": True, "phone": "sub"},
                {"key": "when", "label": t("When"), "tight": True, "phone": "right"},
                {"key": "state", "label": t("Status"), "tight": True, "phone": "end"},
                {"key": "words", "label": t("By"), "phone": "wide"},
            ],
            "rows": [sent_row(row) for row in found.sent],
        },
        on_open_change=opened,
        on_act_change=lambda: None,
    )


mine = queries.notifications(engine(), me().id)
channels(mine)
new_channel()
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.selectbox(
        t("Messages are written in"), list(LANGUAGES), index=list(LANGUAGES).index(mine.language), key="written_in",
        format_func=LANGUAGES.__getitem__, on_change=write_in, width=240,
    )  # fmt: skip
    if mine.sink:
        st.link_button(t("What the simulated phones got"), mine.sink, icon=":material/science:")
if mine.sent:
    sent(mine)
