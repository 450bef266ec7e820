"""The policy: what is in force, every version, what waits for consent, and writing a new one.

URL: /policies (what is in force), /policies?version=NAME (one version), /policies?edit=yes (the draft). Keys: policy_new,
policy_go_on, policy_back, policy_take_up, and those of `ui/policy_show.py`, `ui/policy_edit.py`, `ui/policy_suggestions.py`.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import queries
from ap_engine.model.errors import Refusal
from ap_engine.workflow.policies import MAY_PROPOSE
from pages.ui import act, policy_edit, policy_show, policy_suggestions, policy_work
from pages.ui.user import engine, may
from pages.ui.words import t


def edit(version: str = "") -> None:
    """Begin a draft, and go there; one that is there already is gone on with."""
    if version or policy_work.current() is None:
        try:
            policy_work.begin(version)
        except Refusal as refusal:
            act.say(act.refusal_text(refusal), bad=True)
            return
    st.query_params.clear()
    st.query_params["edit"] = "yes"


def overview() -> None:
    rows = queries.policies(engine())
    if may(*MAY_PROPOSE):
        there = policy_work.current() is not None
        word, icon = (t("Go on with the draft"), ":material/edit_note:") if there else (t("Propose a change"), ":material/add:")
        st.button(word, key="policy_new", type="primary", icon=icon, on_click=edit)
    policy_show.remark()
    policy_show.proposals(rows)
    policy_show.in_force(rows)
    policy_suggestions.show()
    policy_show.history(rows)


def one(version: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("", key="policy_back", type="tertiary", icon=":material/arrow_back:", help=t("All versions"),
                  on_click=st.query_params.clear)  # fmt: skip
        if may(*MAY_PROPOSE):
            st.button(t("Propose it again"), key="policy_take_up", icon=":material/restore:", on_click=edit, args=(version,))
    policy_show.one(version)


work = policy_work.current()
if st.query_params.get("edit") and may(*MAY_PROPOSE):
    policy_edit.page(work or policy_work.begin())
elif st.query_params.get("version"):
    one(st.query_params["version"])
else:
    overview()
