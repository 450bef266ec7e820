"""A supplier that is entered by hand: who it is; where it is paid is asked for afterwards, called back and agreed to.

Keys: supplier_new, new_name_N, new_tax_id_N, new_email_N, new_phone_N, new_order_N, new_send.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import workflow
from ap_engine.model.commands_suppliers import EnterSupplier
from pages.ui import act
from pages.ui.supplier_register import MAY_EDIT
from pages.ui.user import engine, may, me
from pages.ui.words import t

_NONCE = "supplier_new_nonce"


def show() -> None:
    """The button and its form, for who may keep the register."""
    if not may(*MAY_EDIT):
        return
    with st.popover(t("New supplier"), key="supplier_new", icon=":material/person_add:"):
        place = st.session_state.setdefault(_NONCE, 0)
        st.text_input(t("Name"), key=f"new_name_{place}", max_chars=200)
        st.text_input(t("Tax id"), key=f"new_tax_id_{place}", max_chars=30, help=t("Its check digits are looked at."))
        st.text_input(t("E-mail"), key=f"new_email_{place}", max_chars=200)
        st.text_input(
            t("Telephone"), key=f"new_phone_{place}", max_chars=40, help=t("A first number may be called back after 30 days.")
        )
        st.checkbox(t("Invoices need an order"), value=True, key=f"new_order_{place}")
        st.caption(t("Where it is paid is asked for on its page: it is called back, and a second person agrees."))
        st.button(t("Add supplier"), key="new_send", type="primary", on_click=_send)


def _send() -> None:
    place = st.session_state[_NONCE]

    def typed(name: str) -> str:
        return str(st.session_state.get(f"new_{name}_{place}") or "")

    command = EnterSupplier(
        me().id,
        typed("name"),
        typed("tax_id"),
        typed("email"),
        typed("phone"),
        order_required=bool(st.session_state.get(f"new_order_{place}", True)),
    )
    done = t("{name} is in the register.", name=typed("name").strip())
    entered = act.submit(lambda: workflow.enter_supplier(engine(), command), done)
    if entered is not None:
        st.session_state[_NONCE] = place + 1
        st.query_params.clear()
        st.query_params["supplier"] = entered.id
