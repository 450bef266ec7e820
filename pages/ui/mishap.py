"""What a person sees when a screen fails: that nothing was lost, what to do, and a word to tell the administrator."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from pages.ui.words import t

log = logging.getLogger("pages")


def explain(error: Exception) -> bool:
    """Writes the error with its trace into the log under a short word, and shows only that word. True: nothing else is shown."""
    word = secrets.token_hex(3)
    log.error("screen failed (%s)", word, exc_info=error)
    st.error(
        t("Nothing was changed by this. Load the page again; if it stays, tell an administrator the word {word}.", word=word),
        title=t("This page could not be shown"),
        icon=":material/error:",
    )
    return True
