"""Releasing a hold or a notice, with the reason that stays in the log."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from ap_engine import workflow
from ap_engine.model.commands import ReleaseHold
from ap_engine.model.holds import Hold
from ap_engine.model.invoice import Invoice
from pages.ui import act
from pages.ui.user import engine, may, me
from pages.ui.words import t


class Words(NamedTuple):
    """How it is said, and the prefix of its keys: KEY_PLACE, KEY_reason_PLACE, KEY_send_PLACE."""

    key: str
    title: str
    icon: str | None
    question: str
    send: str
    done: str


HOLD = Words("release", "Release", None, "Why may it pass?", "Release this hold", "The hold is released.")
NOTICE = Words("seen", "Seen", ":material/visibility:", "What did you find?", "Take it off the list", "Seen.")


def place_of(hold: Hold) -> str:
    """The end of the keys of what belongs to one hold."""
    return f"{hold.code}_{hold.line or 0}"


def show(invoice: Invoice, hold: Hold, words: Words) -> None:
    """For those who may, and had no hand in the invoice; nothing for others."""
    if not may(*hold.kind.releasable_by) or me().id == invoice.entered_by:
        return
    place = place_of(hold)
    with st.popover(t(words.title), key=f"{words.key}_{place}", icon=words.icon):
        st.text_input(t(words.question), key=f"{words.key}_reason_{place}", max_chars=300)
        st.button(t(words.send), key=f"{words.key}_send_{place}", type="primary", on_click=_release, args=(invoice, hold, words))


def _release(invoice: Invoice, hold: Hold, words: Words) -> None:
    reason = (st.session_state[f"{words.key}_reason_{place_of(hold)}"] or "").strip()
    if not reason:
        act.say(t("A reason is needed: it stands in the log for good."), bad=True)
        return
    command = ReleaseHold(me().id, invoice.id, invoice.version, hold.code.value, hold.line, reason)
    act.submit(lambda: workflow.release_hold(engine(), command), t(words.done))
