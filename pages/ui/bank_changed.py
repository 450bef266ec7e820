"""The ways out of another account than the one on file: ask for the change, or pay the account on file.

Keys: ask_change_CODE_LINE, pay_on_file_CODE_LINE, pay_on_file_send.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import workflow
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import TRANSITIONS, Event
from ap_engine.model.parties import Role
from pages.ui import act, lists
from pages.ui.user import engine, me
from pages.ui.words import t

MAY_ASK = (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)


def ways_out(invoice: Invoice, place: str) -> None:
    """To the supplier's change; and, while the fields may be changed, the account on file instead."""
    supplier_id = invoice.fields.supplier_id or ""
    st.button(
        t("Ask for this change"),
        key=f"ask_change_{place}",
        type="tertiary",
        icon=":material/swap_horiz:",
        on_click=lists.open_supplier,
        args=(supplier_id, invoice.id),
    )
    if (invoice.state, Event.FIELDS_CORRECTED) in TRANSITIONS:
        with st.popover(t("Pay the account on file"), key=f"pay_on_file_{place}"):
            st.text(t("The account that this document names is taken off it. It is paid to the one on file, and approved anew."))
            st.button(t("Pay the account on file"), key="pay_on_file_send", type="primary", on_click=_pay, args=(invoice,))


def _pay(invoice: Invoice) -> None:
    act.submit(lambda: workflow.pay_account_on_file(engine(), me().id, invoice), t("It is paid to the account on file."))
