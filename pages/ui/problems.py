"""What holds an invoice: each finding with its reason and what would clear it, and the ways out.

Keys: holds, release_CODE_LINE, release_reason_CODE_LINE, release_send_CODE_LINE, register_name, register_tax_id,
register_send, cancel_reason, cancel_send.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import workflow
from ap_engine.model.commands import CancelInvoice, ReleaseHold
from ap_engine.model.holds import Blocks, Hold, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.parties import Role, Supplier
from ap_engine.views import InvoiceView
from pages.ui import act, lists
from pages.ui.user import engine, may, me
from pages.ui.words import t

# How many holds stand open above the document; the others are one click away.
FEW = 3
BLOCKS = {
    Blocks.APPROVAL: "keeps it from approval",
    Blocks.POSTING: "keeps it from the ERP",
    Blocks.PAYMENT: "to be looked at before it is paid",
}


def holds(view: InvoiceView) -> None:
    """Every open hold, with its way out."""
    invoice = view.invoice
    if not invoice.open_holds:
        return
    with st.container(key="holds", gap="xsmall"):
        for hold in invoice.open_holds[:FEW]:
            _hold(view, hold)
        rest = invoice.open_holds[FEW:]
        if rest:
            with st.expander(t("{n} more", n=len(rest)), key="more_holds"):
                for hold in rest:
                    _hold(view, hold)


def _hold(view: InvoiceView, hold: Hold) -> None:
    place = f"{hold.code}_{hold.line or 0}"
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small", key=f"hold_{place}"):
        line = t(" · line {n}", n=hold.line) if hold.line and hold.code is not HoldCode.BUDGET_EXCEEDED else ""
        st.badge(t(hold.kind.title) + line, color="orange", icon=":material/pan_tool:", help=t(BLOCKS[hold.kind.blocks]))
        st.text(f"{hold.reason}\n{hold.clears_when}".strip(), width="stretch")
        if hold.twin and st.button(t("See the other one"), key=f"twin_{place}", type="tertiary"):
            lists.open_invoice(hold.twin)
        if hold.code is HoldCode.UNKNOWN_SUPPLIER and may(Role.FINANCE, Role.ADMINISTRATOR):
            with st.popover(t("Add to the register"), key="register_supplier", icon=":material/person_add:"):
                _register(view)
        if may(*hold.kind.releasable_by) and me().id != view.invoice.entered_by:
            with st.popover(t("Release"), key=f"release_{place}"):
                _release(view.invoice, hold, place)


def _release(invoice: Invoice, hold: Hold, place: str) -> None:
    reason = st.text_input(t("Why may it pass?"), key=f"release_reason_{place}", max_chars=300)
    if st.button(t("Release this hold"), key=f"release_send_{place}", type="primary"):
        if not reason:
            st.caption(t("A reason is needed: it stands in the log for good."))
            return
        command = ReleaseHold(me().id, invoice.id, invoice.version, hold.code.value, hold.line, reason)
        act.submit(lambda: workflow.release_hold(engine(), command), t("The hold is released."))
        st.rerun()


def _register(view: InvoiceView) -> None:
    fields = view.invoice.fields
    name = st.text_input(t("Name"), value=fields.supplier_name or "", key="register_name", max_chars=200)
    tax_id = st.text_input(t("Tax id"), value=fields.supplier_tax_id or "", key="register_tax_id", max_chars=30)
    if st.button(t("Add supplier"), key="register_send", type="primary"):
        compact = "".join(letter for letter in (tax_id or "").upper() if letter.isalnum())
        if not name or not compact:
            st.caption(t("Name and tax id are needed."))
            return
        supplier = Supplier(f"s-{compact}", name.strip(), compact, category_code=None, created_by=me().id)
        act.submit(lambda: workflow.register_supplier(engine(), me().id, supplier), t("{name} is in the register.", name=name))
        st.rerun()


def cancel(invoice: Invoice) -> None:
    """Take the invoice out, with a reason."""
    reason = st.text_input(t("Why is it cancelled?"), key="cancel_reason", max_chars=300)
    if st.button(t("Cancel this invoice"), key="cancel_send", type="primary"):
        command = CancelInvoice(me().id, invoice.id, invoice.version, reason or "")
        act.submit(lambda: workflow.cancel_invoice(engine(), command), t("The invoice is cancelled."))
        st.rerun()
