"""What the mailbox brought that became no invoice, and that it cannot be read; nothing where no mailbox is set up.

Keys: letters, letter_rows, mailbox_trouble.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import queries
from pages.ui import act, components, fmt
from pages.ui.said import said
from pages.ui.user import engine
from pages.ui.words import count, t


def show() -> None:
    """A warning while the mailbox cannot be read, and the letters of the last days of which something was left out."""
    if engine().mailbox is None:
        return
    trouble = queries.mailbox_trouble(engine())
    if trouble:
        with st.container(key="mailbox_trouble"):
            st.warning(act.escape(said(trouble)), title=t("Mail"), icon=":material/mail_off:")
    letters = queries.letters_to_see(engine())
    if not letters:
        return
    title = count(
        len(letters),
        "Mail: {n} letter brought something that is no invoice",
        "Mail: {n} letters brought something that is no invoice",
    )
    with st.expander(title, key="letters", icon=":material/mail:"):
        components.rows(
            key="letter_rows",
            data={
                "title": t("Mail"),
                "opens": False,
                "columns": [
                    {"key": "sender", "label": t("From"), "phone": "title", "width": "30%"},
                    {"key": "what", "label": t("What was left out"), "phone": "wide"},
                    {"key": "brought", "label": t("Invoices"), "align": "right", "phone": "end", "tight": True},
                    {"key": "when", "label": t("When"), "align": "right", "phone": "right", "tight": True},
                ],
                "rows": [
                    {
                        "id": letter.key,
                        "label": letter.sender,
                        "cells": {
                            "sender": {"t": letter.sender or fmt.MISSING, "s": letter.subject},
                            "what": {
                                "t": "; ".join(f"{name}: {said(why)}" if name else said(why) for name, why in letter.left_out[:3])
                            },
                            "brought": {"t": str(len(letter.invoices))},
                            "when": {"t": fmt.ago(letter.taken_at) if letter.taken_at else fmt.MISSING},
                        },
                    }
                    for letter in letters
                ],
            },
        )
