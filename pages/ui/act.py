"""The one place where a click becomes an engine call: a refusal becomes a message, a success a toast on the next run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from ap_engine.model.errors import OnHold, Refusal
from pages.ui.said import said
from pages.ui.words import t

T = TypeVar("T")
_FLASH, _REFUSED, _SAME = "flash", "refusals_shown", "nobody_did_anything"


def submit(step: Callable[[], T], done: str = "") -> T | None:
    """Runs one step. Returns its result, or None when it was refused; what to tell the person is shown by `show_flash`."""
    try:
        result = step()
    except Refusal as refusal:
        say(refusal_text(refusal), bad=True)
        return None
    if done:
        say(done)
    return result


def taken(key: str, event: str) -> Any:
    """What one of our components just sent, inside its callback.

    Components and buttons act in callbacks only: those run before anything else, while the rest of a run is dropped when
    the next event arrives (a tick of a live list is enough), and a click read there would be lost with it.
    """
    return st.session_state[key].get(event)


def refusal_text(refusal: Refusal) -> str:
    """A refusal in the person's language: the class's sentence is translated, its detail is as the engine said it."""
    sentence = " ".join((type(refusal).__doc__ or "").split())
    detail = f"{t(refusal.title)}: {said(refusal.reason)}" if isinstance(refusal, OnHold) else refusal.detail
    return f"{t(sentence)} {detail}".strip()


def say(text: str, bad: bool = False) -> None:
    """Keep a message for the next run: a toast before a rerun would be lost."""
    st.session_state.setdefault(_FLASH, []).append((text, bad))


def keep_refusals() -> None:
    """The next run is not a person's doing: what a refusal said is to stay."""
    st.session_state[_SAME] = True


def show_flash() -> None:
    """Shows what was kept: good news as a toast, refusals as a notice that stays until the person does something else."""
    told = st.session_state.pop(_FLASH, [])
    refused = st.session_state.get(_REFUSED, []) if st.session_state.pop(_SAME, False) else []
    refused = [*refused, *(text for text, bad in told if bad)]
    st.session_state[_REFUSED] = refused
    for text, bad in told:
        if not bad:
            st.toast(escape(text), icon=":material/check_circle:")
    for text in refused:
        st.error(escape(text), icon=":material/block:")


def escape(text: str) -> str:
    """Text that Markdown leaves as it is: supplier text may carry links, images and formatting."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|$~:&" else letter for letter in text)
