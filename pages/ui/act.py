"""The one place where a click becomes an engine call: a refusal becomes a message, a success a toast on the next run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from ap_engine.model.errors import Refusal
from pages.ui.words import t

T = TypeVar("T")
_FLASH = "flash"


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
    return f"{t(sentence)} {refusal.detail}".strip()


def say(text: str, bad: bool = False) -> None:
    """Keep a message for the next run: a toast before a rerun would be lost."""
    st.session_state.setdefault(_FLASH, []).append((text, bad))


def show_flash() -> None:
    """Shows what was kept: good news as a toast, refusals as a notice that stays until something else is done."""
    for text, bad in st.session_state.pop(_FLASH, []):
        if bad:
            st.error(escape(text), icon=":material/block:")
        else:
            st.toast(escape(text), icon=":material/check_circle:")


def escape(text: str) -> str:
    """Text that Markdown leaves as it is: supplier text may carry links, images and formatting."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|$~:&" else letter for letter in text)
