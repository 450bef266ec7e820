"""Signing in through the company's identity provider (OpenID Connect), where one is configured in `[auth]`.

Streamlit keeps its own record of who signed in; the routes beside the screens do not see it. So the person is looked up
by e-mail among ours, once, and the browser fetches our own session with a ticket that works one time.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import people, queries
from ap_engine.engine import current
from ap_engine.web import tickets
from ap_engine.web.session import SESSION_COOKIE
from pages.ui import components
from pages.ui.words import t


def configured() -> bool:
    """Whether `[auth]` stands in the secrets."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def let_in() -> None:
    """With a provider: nobody gets further without it, and without being one of our people. Else: nothing to do."""
    if not configured():
        return
    token = st.context.cookies.get(SESSION_COOKIE)
    if token and people.person_of(current(), token):
        return
    if not st.user.is_logged_in:
        st.login()
        st.stop()
    email = str(st.user.get("email") or "").lower()
    person = next((p for p in queries.people(current()) if p.email.lower() == email and p.active), None)
    if person is None or st.user.get("email_verified") is False:
        st.error(t("{email} has no account here. Ask an administrator.", email=email or "—"), icon=":material/block:")
        st.button(t("Sign out"), on_click=st.logout, key="provider_out")
        st.stop()
    components.leave(key="fetch_session", data={"to": f"/session/{tickets.issue(person.id)}", "back": True})
    st.stop()
