"""What the register has of a supplier besides where it is paid, and the form that changes it.

Keys: supplier_edit, edit_name, edit_email, edit_category, edit_order, edit_blocked, edit_phone, edit_send.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from ap_engine import workflow
from ap_engine.model.parties import Role, Supplier
from ap_engine.queries.register import SupplierView
from pages.ui import act, fmt
from pages.ui.user import engine, may, me
from pages.ui.words import t

MAY_EDIT = (Role.ADMINISTRATOR, Role.FINANCE)


def panel(view: SupplierView) -> None:
    """The entry, with its form for who may change it."""
    one = view.supplier
    with st.container(border=True, gap="small", key="supplier_register"):
        st.markdown(f"#### {t('Register')}")
        rows = (
            ("Tax id", one.tax_id),
            ("E-mail", one.email or fmt.MISSING),
            ("Category", one.category_code or fmt.MISSING),
            ("Invoices need an order", t("Yes") if one.order_required else t("No")),
            ("In the ERP", one.erp_id or t("Not yet")),
            ("Registered by", view.names.get(one.created_by, one.created_by)),
        )
        for label, value in rows:
            with st.container(horizontal=True, gap="small"):
                st.caption(t(label), width=180)
                st.text(value, width="stretch")
        if one.blocked:
            st.badge(t("Blocked"), color="red", icon=":material/block:")
        if may(*MAY_EDIT):
            with st.popover(t("Change"), key="supplier_edit", icon=":material/edit:"):
                form(one)


def form(one: Supplier) -> None:
    """Everything but the account and a phone that is there."""
    place = one.id
    st.text_input(t("Name"), value=one.name, key=f"edit_name_{place}", max_chars=200)
    st.text_input(t("E-mail"), value=one.email or "", key=f"edit_email_{place}", max_chars=200)
    st.text_input(t("Category"), value=one.category_code or "", key=f"edit_category_{place}", max_chars=30)
    if not one.phone:
        st.text_input(
            t("Telephone"), key=f"edit_phone_{place}", max_chars=40, help=t("A first number may be called back after 30 days.")
        )
    st.checkbox(t("Invoices need an order"), value=one.order_required, key=f"edit_order_{place}")
    st.checkbox(t("Blocked"), value=one.blocked, key=f"edit_blocked_{place}")
    st.caption(t("The account and the telephone number change by a request that is called back and agreed to."))
    st.button(t("Save"), key="edit_send", type="primary", on_click=_save, args=(one,))


def _save(one: Supplier) -> None:
    place = one.id

    def typed(name: str) -> str:
        return str(st.session_state.get(f"edit_{name}_{place}") or "").strip()

    if not typed("name"):
        act.say(t("A name is needed."), bad=True)
        return
    wanted = replace(
        one,
        name=typed("name"),
        email=typed("email") or None,
        category_code=typed("category") or None,
        phone=one.phone or typed("phone") or None,
        order_required=bool(st.session_state[f"edit_order_{place}"]),
        blocked=bool(st.session_state[f"edit_blocked_{place}"]),
    )
    act.submit(lambda: workflow.register_supplier(engine(), me().id, wanted), t("The register is changed."))
