"""What whoever decides should know, though nothing waits for it: each notice with its reason, and for finance the word "seen".

Keys: notices, notice_CODE_LINE, seen_CODE_LINE, seen_reason_CODE_LINE, seen_send_CODE_LINE.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import workflow
from ap_engine.model.commands import ReleaseHold
from ap_engine.model.holds import Hold
from ap_engine.model.invoice import Invoice
from ap_engine.views import InvoiceView
from pages.ui import act, lists
from pages.ui.said import said
from pages.ui.user import engine, may, me
from pages.ui.words import t


def show(view: InvoiceView) -> None:
    """A quiet list; nothing where there is nothing to know."""
    if not view.invoice.notices:
        return
    with st.container(key="notices", border=True, gap="xsmall"):
        st.markdown(f"**{t('Worth knowing')}**")
        for hold in view.invoice.notices:
            _notice(view.invoice, hold)


def _notice(invoice: Invoice, hold: Hold) -> None:
    place = f"{hold.code}_{hold.line or 0}"
    with st.container(key=f"notice_{place}", gap=None):
        st.badge(t(hold.kind.title), color="blue", icon=":material/info:")
        st.text(said(hold.reason))
        st.caption(act.escape(said(hold.clears_when)))
        with st.container(horizontal=True, gap="small"):
            if hold.twin:
                st.button(
                    t("See the other one"), key=f"twin_{place}", type="tertiary", on_click=lists.open_invoice, args=(hold.twin,)
                )
            if may(*hold.kind.releasable_by) and me().id != invoice.entered_by:
                with st.popover(t("Seen"), key=f"seen_{place}", icon=":material/visibility:"):
                    _seen(invoice, hold, place)


def _seen(invoice: Invoice, hold: Hold, place: str) -> None:
    st.text_input(t("What did you find?"), key=f"seen_reason_{place}", max_chars=300)
    st.button(
        t("Take it off the list"), key=f"seen_send_{place}", type="primary", on_click=_seen_now, args=(invoice, hold, place)
    )


def _seen_now(invoice: Invoice, hold: Hold, place: str) -> None:
    reason = (st.session_state[f"seen_reason_{place}"] or "").strip()
    if not reason:
        act.say(t("A reason is needed: it stands in the log for good."), bad=True)
        return
    command = ReleaseHold(me().id, invoice.id, invoice.version, hold.code.value, hold.line, reason)
    act.submit(lambda: workflow.release_hold(engine(), command), t("Seen."))
