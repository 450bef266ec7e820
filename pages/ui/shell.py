"""What is around every page: title, demonstration mark, who is signed in, and on a phone the tab bar.

Keys: topbar, demonstration, user_chip, user_menu, tabbar, no_ocr.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ap_engine.model.parties import Person, Role
from ap_engine.web.health import can_read_scans
from pages.ui import components
from pages.ui.user import engine
from pages.ui.words import t

_STYLE = (Path(__file__).parent / "front" / "shell.css").read_text(encoding="utf-8")
# More do not fit under a thumb; the others are in the menu.
TABS = 5
ROLE_NAMES = {role: role.value.capitalize() for role in Role}


def style() -> None:
    """The few rules that the theme cannot say, each under a key of our own."""
    st.html(f"<style>{_STYLE}</style>")


def topbar(
    page: StreamlitPage, person: Person, pages: Sequence[StreamlitPage], phone: bool, notifications: StreamlitPage
) -> None:
    """The page's title, and that this is a demonstration; on a phone also who is signed in, and the pages without a tab."""
    with st.container(key="topbar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"## {page.title}", width="content")
        st.space("stretch")
        if engine().settings.demonstration:
            with st.container(key="demonstration", width="content"):
                st.badge(
                    t("Demonstration"),
                    icon=":material/science:",
                    color="yellow",
                    help=t("A made-up company, an ERP that is a simulation: no money moves."),
                )
        if phone:
            with st.popover("", icon=":material/account_circle:", key="user_menu", help=person.name):
                user_chip(person, notifications, "user_chip_phone")
                for other in pages[TABS:]:
                    st.page_link(other, label=other.title, icon=other.icon, width="stretch")


def user_chip(person: Person, notifications: StreamlitPage, key: str = "user_chip") -> None:
    """Name, roles, the way out, and how the person is told of things."""
    words = person.name.split()
    components.chip(
        key=key,
        data={
            "name": person.name,
            "roles": ", ".join(t(ROLE_NAMES[role]) for role in Role if role in person.roles),
            "initials": (words[0][0] + words[-1][0]).upper(),
            "out": t("Sign out"),
        },
    )
    st.page_link(notifications, label=notifications.title, icon=notifications.icon, width="stretch")


def reader_banner() -> None:
    """Says what cannot be read while text recognition is missing."""
    if not can_read_scans():
        with st.container(key="no_ocr"):
            st.warning(
                t("Scans and photos are taken in, but cannot be read until an administrator runs: {command}").format(
                    command="`sudo apt-get install tesseract-ocr tesseract-ocr-por`"
                ),
                title=t("Text recognition is not installed"),
                icon=":material/document_scanner:",
            )


def tabbar(pages: Sequence[StreamlitPage]) -> None:
    """The phone's navigation, at the bottom where the thumb is."""
    with st.bottom, st.container(key="tabbar", horizontal=True, wrap=False, gap="xsmall"):
        for page in pages[:TABS]:
            st.page_link(page, label=page.title, icon=page.icon, width="stretch")


def empty(title: str, text: str, icon: str = ":material/inbox:") -> None:
    """What an empty list says: what it is for, and what to do."""
    with st.container(border=True, horizontal_alignment="center", gap="xsmall"):
        st.space("small")
        st.markdown(f"### {icon}", width="content")
        st.markdown(f"**{title}**", width="content")
        st.markdown(text, width="content", text_alignment="center")
        st.space("small")
