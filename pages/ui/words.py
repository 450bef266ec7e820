"""Every visible word goes through `t()`: English is the text itself, Portuguese stands in `words_pt.py`."""

from __future__ import annotations

import streamlit as st

from pages.ui.words_pt import PORTUGUESE


def language() -> str:
    """`pt` or `en`, from the browser's own language."""
    return "pt" if (st.context.locale or "").lower().startswith("pt") else "en"


def t(text: str, /, **values: object) -> str:
    """`text` in the person's language, with {names} filled in."""
    found = PORTUGUESE.get(text, text) if language() == "pt" else text
    return found.format(**values) if values else found


def count(number: int, one: str, many: str, /, **values: object) -> str:
    """`one` or `many` with {n} and other {names} filled in, in the person's language."""
    return t(one if number == 1 else many, n=number, **values)
