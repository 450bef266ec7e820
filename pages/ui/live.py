"""Screens that follow the books: a small fragment looks at the store's version and reruns only when something was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui import act
from pages.ui.user import engine

_DRAWN_AT = "drawn_at_version"


def begin() -> None:
    """Notes the books' version at the start of a run, before anything is read from them."""
    st.session_state[_DRAWN_AT] = engine().store.version


def follow(key: str, seconds: float, shown: Any, interesting: Callable[[], Any]) -> None:
    """Reruns the page when `interesting()` is not what is `shown` any more.

    It is asked only after a commit, so that a tick costs next to nothing. What was written while the page was drawn
    counts too: `begin` noted the books' version before anything was asked.
    """
    state_key = f"follow_{key}"
    st.session_state[state_key] = (st.session_state[_DRAWN_AT], shown)

    @st.fragment(run_every=seconds)
    def watch() -> None:
        seen_version, seen = st.session_state[state_key]
        version = engine().store.version
        if version == seen_version:
            return
        now = interesting()
        st.session_state[state_key] = (version, now)
        if now != seen:
            act.keep_refusals()
            st.rerun()

    watch()
