"""Who is looking, on what."""

from __future__ import annotations

import time

import streamlit as st

from ap_engine import people
from ap_engine.engine import Engine, current
from ap_engine.model.parties import Person, Role
from ap_engine.web.session import SESSION_COOKIE
from pages.ui import components

# A run asks several times who is looking; within a moment the answer is the same.
_ME, _GOOD_FOR = "me", 0.5


def engine() -> Engine:
    """The engine of this process."""
    return current()


def me() -> Person:
    """The signed-in person, looked up at each run: a session that was ended elsewhere ends here too."""
    token, at, person = st.session_state.get(_ME, (None, 0.0, None))
    if person is not None and time.monotonic() - at < _GOOD_FOR and token == st.context.cookies.get(SESSION_COOKIE):
        return person
    token = st.context.cookies.get(SESSION_COOKIE)
    person = people.person_of(current(), token) if token else None
    if person is None:
        st.session_state.pop(_ME, None)
        components.leave(key="to_sign_in", data={"to": "/sign-in", "back": True})
        st.stop()
    st.session_state[_ME] = (token, time.monotonic(), person)
    return person


def may(*roles: Role) -> bool:
    """Whether the signed-in person has one of the roles. A hidden button is courtesy; the engine checks again."""
    return me().has(*roles)


def on_phone() -> bool:
    """Whether this is a phone, by what the browser says it is: the page's width is not known here."""
    agent = st.context.headers.get("User-Agent", "")
    return "Mobi" in agent and "iPad" not in agent
