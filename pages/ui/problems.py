"""What holds an invoice: each finding with its reason and what would clear it, and the ways out.

Keys: holds, hold_CODE_LINE, more_holds, those of `releasing.HOLD`, register_name, register_tax_id, register_send,
cancel_reason, cancel_send.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import workflow
from ap_engine.model.commands import CancelInvoice
from ap_engine.model.holds import Blocks, Hold, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.parties import Role, Supplier
from ap_engine.views import InvoiceView
from pages.ui import act, bank_changed, releasing
from pages.ui.said import said
from pages.ui.user import engine, may, me
from pages.ui.words import t

# How many holds stand open above the document; the others are one click away.
FEW = 3
BLOCKS = {
    Blocks.APPROVAL: "keeps it from approval",
    Blocks.POSTING: "keeps it from the ERP",
    Blocks.PAYMENT: "to be looked at before it is paid",
    Blocks.NOTHING: "for whoever decides to know",
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
    place = releasing.place_of(hold)
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small", key=f"hold_{place}"):
        line = t(" · line {n}", n=hold.line) if hold.line and hold.code is not HoldCode.BUDGET_EXCEEDED else ""
        st.badge(t(hold.kind.title) + line, color="orange", icon=":material/pan_tool:", help=t(BLOCKS[hold.blocks]))
        st.text(f"{said(hold.reason)}\n{said(hold.clears_when)}".strip(), width="stretch")
        if hold.code is HoldCode.UNKNOWN_SUPPLIER and may(Role.FINANCE, Role.ADMINISTRATOR):
            with st.popover(t("Add to the register"), key="register_supplier", icon=":material/person_add:"):
                _register(view)
        if hold.code is HoldCode.BANK_CHANGED and view.invoice.fields.supplier_id and may(*bank_changed.MAY_ASK):
            bank_changed.ways_out(view.invoice, place)
        releasing.show(view.invoice, hold, releasing.HOLD)


def _register(view: InvoiceView) -> None:
    fields = view.invoice.fields
    st.text_input(t("Name"), value=fields.supplier_name or "", key="register_name", max_chars=200)
    st.text_input(t("Tax id"), value=fields.supplier_tax_id or "", key="register_tax_id", max_chars=30)
    st.button(t("Add supplier"), key="register_send", type="primary", on_click=_register_now)


def _register_now() -> None:
    name = (st.session_state["register_name"] or "").strip()
    compact = "".join(letter for letter in (st.session_state["register_tax_id"] or "").upper() if letter.isalnum())
    if not name or not compact:
        act.say(t("Name and tax id are needed."), bad=True)
        return
    supplier = Supplier(f"s-{compact}", name, compact, created_by=me().id)
    act.submit(
        lambda: workflow.register_supplier(engine(), supplier.created_by, supplier), t("{name} is in the register.", name=name)
    )


def cancel(invoice: Invoice) -> None:
    """Take the invoice out, with a reason."""
    st.text_input(t("Why is it cancelled?"), key="cancel_reason", max_chars=300)
    st.button(t("Cancel this invoice"), key="cancel_send", type="primary", on_click=_cancel_now, args=(invoice,))


def _cancel_now(invoice: Invoice) -> None:
    command = CancelInvoice(me().id, invoice.id, invoice.version, st.session_state["cancel_reason"] or "")
    act.submit(lambda: workflow.cancel_invoice(engine(), command), t("The invoice is cancelled."))
