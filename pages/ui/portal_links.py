"""A supplier's links to the portal: made and shown once, listed, revoked. A new supplier is invited by one, once it is entered.

Keys: portal_links, portal_days_ID, portal_make, portal_address, portal_seen, portal_revoke_N. In the session:
portal_token_LINK (the token that the button will give out), portal_shown (the link just made, with its address).
"""

from __future__ import annotations

import streamlit as st

from ap_engine.model.commands_portal import InviteToPortal, RevokePortalLink
from ap_engine.model.parties import Role, Supplier
from ap_engine.model.portal import PortalLink
from ap_engine.queries.portal import portal_links
from ap_engine.queries.register import SupplierView
from ap_engine.workflow.portal_links import invite_to_portal, new_token, revoke_portal_link, token_hash
from pages.ui import act, fmt
from pages.ui.user import engine, may, me
from pages.ui.words import t

MAY_INVITE = (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)
DAYS = {30: "30 days", 90: "90 days", 366: "1 year"}
_SHOWN = "portal_shown"


def panel(view: SupplierView) -> None:
    """The supplier's links, with what makes and ends them for who may."""
    supplier = view.supplier
    links = portal_links(engine(), supplier.id)
    with st.container(border=True, gap="small", key="portal_links"):
        st.markdown(f"#### {t('Supplier portal')}")
        _just_made(supplier)
        for number, link in enumerate(links):
            _link(link, number, view.names)
        if not links:
            st.caption(t("No link was made yet. By a link of its own the supplier sends invoices and sees where they stand."))
        if may(*MAY_INVITE):
            _make(supplier, len(links) + 1)


def _just_made(supplier: Supplier) -> None:
    shown = st.session_state.get(_SHOWN)
    if not shown or shown[0] != supplier.id:
        return
    st.info(t("This is the link. It is shown this once: send it to the supplier now."), icon=":material/link:")
    with st.container(key="portal_address"):
        st.code(shown[1], language=None, wrap_lines=True)
    st.button(t("I have copied it"), key="portal_seen", on_click=lambda: st.session_state.pop(_SHOWN, None))


def _link(link: PortalLink, number: int, names: dict[str, str]) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        who = names.get(link.made_by, link.made_by)
        st.text(t("Made by {who} on {day}", who=who, day=fmt.day(link.made_at.date())), width="stretch")
        if link.revoked_at is not None:
            st.badge(t("Revoked"), color="gray", icon=":material/link_off:")
        elif not link.opens(engine().now()):
            st.badge(t("Expired"), color="gray", icon=":material/timer_off:")
        else:
            st.badge(t("Until {day}", day=fmt.day(link.expires_at.date())), color="green", icon=":material/link:")
            if may(*MAY_INVITE):
                st.button(t("Revoke"), key=f"portal_revoke_{number}", on_click=_revoke, args=(link.id,))


def _make(supplier: Supplier, number: int) -> None:
    # The token exists before the click: a double click asks for one and the same link.
    token = st.session_state.setdefault(f"portal_token_{supplier.id}:{number}", new_token())
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        days = f"portal_days_{supplier.id}"
        st.selectbox(t("Good for"), list(DAYS), index=1, key=days, format_func=lambda one: t(DAYS[one]), width=160)
        st.button(
            t("Make a link"),
            key="portal_make",
            icon=":material/add_link:",
            on_click=_made,
            args=(supplier.id, number, token, days),
        )


def _made(supplier_id: str, number: int, token: str, days: str) -> None:
    command = InviteToPortal(me().id, supplier_id, number, token_hash(token), int(st.session_state[days]))
    if act.submit(lambda: invite_to_portal(engine(), command), t("The link is made.")):
        st.session_state[_SHOWN] = (supplier_id, address_of(token))


def address_of(token: str) -> str:
    """The link as it is sent."""
    settings = engine().settings
    return f"{(settings.public_address or f'http://localhost:{settings.port}').rstrip('/')}/portal/{token}"


def _revoke(link_id: str) -> None:
    act.submit(lambda: revoke_portal_link(engine(), RevokePortalLink(me().id, link_id)), t("The link opens nothing any more."))
