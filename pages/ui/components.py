"""Our own components: plain scripts without a build step, in `front/`. Data reaches them as text content only."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

_FRONT = Path(__file__).parent / "front"


def _read(*names: str) -> str:
    return "\n".join((_FRONT / name).read_text(encoding="utf-8") for name in names)


rows = st.components.v2.component("ap_rows", js=_read("dom.js", "rows.js"), css=_read("base.css", "rows.css"))
board = st.components.v2.component("ap_board", js=_read("dom.js", "board.js"), css=_read("base.css", "board.css"))
document = st.components.v2.component(
    "ap_document",
    js=_read("dom.js", "sheet.js", "pages.js", "lines.js", "fields.js", "document.js"),
    css=_read("base.css", "document.css", "sheet.css", "lines.css"),
)
decide = st.components.v2.component("ap_decide", js=_read("dom.js", "decide.js"), css=_read("base.css", "decide.css"))
chip = st.components.v2.component("ap_chip", js=_read("dom.js", "chip.js"), css=_read("base.css", "chip.css"))
leave = st.components.v2.component("ap_leave", js=_read("dom.js", "leave.js"), css=_read("base.css"))
balance = st.components.v2.component("ap_balance", js=_read("dom.js", "balance.js"), css=_read("base.css", "balance.css"))
headline = st.components.v2.component("ap_headline", js=_read("dom.js", "headline.js"), css=_read("base.css", "headline.css"))
