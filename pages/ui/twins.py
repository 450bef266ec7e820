"""An invoice beside one that it may be a copy of: the fields with what differs, and both papers (rule D10).

Keys: twins, compare_ID, twin_open_ID, twin_field_NAME, twin_here, twin_there.
"""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from ap_engine import queries
from ap_engine.model.money import Money
from ap_engine.model.twins import TwinField, TwinView
from ap_engine.views import InvoiceView
from pages.ui import act, components, fmt, lists, paper, status
from pages.ui.user import engine
from pages.ui.words import count, t

_LABELS = {"lines": "Lines", "account": "Account or code", "received": "Received", "entered_by": "Entered by", "file": "File"}


def show(view: InvoiceView) -> None:
    """A line for each invoice that looks like this one, on both of their pages; nothing where there is none."""
    found = queries.twins(engine(), view.invoice.id)
    if not found:
        return
    with st.container(key="twins", gap="xsmall"):
        for twin in found:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                badge = status.badge_of(twin.state, view.invoice.payment_status(engine().today()), held=False)
                st.badge(f"{twin.invoice_id} · {t(badge.text)}", color="grey", icon=":material/content_copy:")
                st.text(_who_waits(twin), width="stretch")
                if st.button(t("Compare"), key=f"compare_{twin.invoice_id}", icon=":material/compare_arrows:"):
                    _dialog(view, twin)


def _who_waits(twin: TwinView) -> str:
    waits = "The other one waits because of this one." if twin.other_waits else "This one waits because of the other one."
    return t(waits) if twin.code.value != "duplicate_possible" else t("Looks like another one")


def _dialog(view: InvoiceView, twin: TwinView) -> None:
    st.dialog(t("Compare with {id}", id=twin.invoice_id), width="large")(_compare)(view, twin)


def _compare(view: InvoiceView, twin: TwinView) -> None:
    different = [field for field in twin.fields if field.differs]
    st.markdown(
        f"**{count(len(different), '1 field differs', '{n} fields differ')}**"
        if different
        else t("Nothing that was read differs.")
    )
    for name, decision, reason in twin.decisions:
        st.caption(act.escape(" · ".join(part for part in (name, t(decision.capitalize()), reason) if part)))
    with st.container(horizontal=True, gap="small"):
        for word in ("This one", "The other one"):
            st.markdown(f"**{t(word)}**", width="stretch")
    for field in (*different, *(field for field in twin.fields if not field.differs)):
        _row(field)
    st.button(t("Open the other one"), key=f"twin_open_{twin.invoice_id}", on_click=lists.open_invoice, args=(twin.invoice_id,))
    left, right = st.columns(2)
    other = queries.invoice(engine(), twin.invoice_id)
    for place, word, key, one in ((left, "This one", "twin_here", view), (right, "The other one", "twin_there", other)):
        with place:
            st.caption(t(word))
            components.document(key=key, data=paper.document_data(one))


def _row(field: TwinField) -> None:
    """A field's name, and below it both values beside one another, on a phone too."""
    here, there = _text(field.here), _text(field.there)
    if here == there == fmt.MISSING:
        return
    with st.container(key=f"twin_field_{field.name}", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(t(_LABELS.get(field.name) or paper.LABELS.get(field.name, field.name)), width="content")
            if field.differs:
                st.badge(t("Differs"), color="orange", icon=":material/difference:")
        with st.container(horizontal=True, gap="small"):
            st.text(here, width="stretch")
            st.text(there, width="stretch")


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return fmt.moment(value)
    if isinstance(value, date):
        return fmt.day(value)
    if isinstance(value, Money):
        return fmt.money(value)
    return fmt.MISSING if value in (None, "") else str(value)
