"""What whoever decides should know, though nothing waits for it: each notice with its reason, and for finance the word "seen".

Keys: notices, notice_CODE_LINE, twin_CODE_LINE, and those of `releasing.NOTICE`.
"""

from __future__ import annotations

import streamlit as st

from ap_engine.model.holds import Hold
from ap_engine.model.invoice import Invoice
from ap_engine.views import InvoiceView
from pages.ui import act, lists, releasing
from pages.ui.said import said
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
    place = releasing.place_of(hold)
    with st.container(key=f"notice_{place}", gap=None):
        st.badge(t(hold.kind.title), color="blue", icon=":material/info:")
        st.text(said(hold.reason))
        st.caption(act.escape(said(hold.clears_when)))
        with st.container(horizontal=True, gap="small"):
            if hold.twin:
                st.button(
                    t("See the other one"), key=f"twin_{place}", type="tertiary", on_click=lists.open_invoice, args=(hold.twin,)
                )
            releasing.show(invoice, hold, releasing.NOTICE)
