"""Screens that follow the books: a small fragment looks at the store's version and reruns only when something was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui.user import engine


def follow(key: str, seconds: float, interesting: Callable[[], Any]) -> None:
    """Reruns the page when `interesting()` changed. It is asked only after a commit, so a tick costs next to nothing."""
    state_key = f"follow_{key}"
    st.session_state[state_key] = (engine().store.version, interesting())

    @st.fragment(run_every=seconds)
    def watch() -> None:
        seen_version, seen = st.session_state[state_key]
        version = engine().store.version
        if version == seen_version:
            return
        now = interesting()
        st.session_state[state_key] = (version, now)
        if now != seen:
            st.rerun()

    watch()
