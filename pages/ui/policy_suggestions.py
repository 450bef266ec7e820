"""Suggestions from what finance let pass again and again: the smallest tolerance of its own that would have done.

Keys: suggestion_N, suggestion_use_N.
"""

from __future__ import annotations

import streamlit as st

from ap_engine import queries
from ap_engine.model.errors import Refusal
from ap_engine.model.policy_settings import SETTINGS
from ap_engine.model.suggestions import Suggestion
from ap_engine.workflow import policy_draft, suggestions
from ap_engine.workflow.policies import MAY_PROPOSE
from pages.ui import act, fmt, policy_trial, policy_words, policy_work
from pages.ui.user import engine, may, on_phone
from pages.ui.words import count, t

MOST = 10


@st.cache_data(max_entries=4, show_spinner=False)
def _found(store_version: int, policy: str) -> tuple[Suggestion, ...]:
    del store_version, policy  # what the answer depends on
    return suggestions.suggestions(engine())


def show() -> None:
    """Each suggestion with what speaks for it, and what it would have let through that it should not."""
    found = _found(engine().store.version, engine().policy.version)
    if not found:
        return
    st.markdown(f"#### {t('Suggested by what was released')}")
    st.caption(
        t("Holds that a person released unchanged, by supplier and item, and the smallest tolerance that would have done.")
    )
    names = {supplier.id: supplier.name for supplier in queries.suppliers(engine())}
    for number, one in enumerate(found[:MOST]):
        with st.container(border=True, key=f"suggestion_{number}", horizontal=not on_phone(), vertical_alignment="center"):
            suggestion(number, one, names.get(one.supplier_id, one.supplier_id))
    if len(found) > MOST:
        st.caption(t("and {n} more", n=len(found) - MOST))


def suggestion(number: int, one: Suggestion, supplier: str) -> None:
    whose = f"{supplier} · {one.item_code}" if one.item_code else supplier
    tolerance = {"percent": str(one.tolerance.percent), "absolute": str(one.tolerance.absolute)}
    tolerance |= {"fires": "both"} if one.tolerance.both else {}
    title = t(SETTINGS["matching", "tolerances", one.name].title)
    said = policy_words.tolerance_said(one.name, tolerance)
    released = count(one.released, "{n} release", "{n} releases")
    lines = [
        f"**{act.escape(whose)}**",
        f"{title}: **{act.escape(said)}**",
        f"{released}, {act.escape(fmt.amounts(one.sums))}",
    ]
    if one.leaked:
        leak = count(one.leaked, "{n} invoice", "{n} invoices")
        words = t("It would also have let through {invoices} that turned out wrong: {amount} at stake", invoices=leak,
                  amount=fmt.amounts(one.at_stake))  # fmt: skip
        lines.append(f":red[{act.escape(words)}]")
    elif one.others:
        lines.append(t("It would also have let {n} others pass; none turned out wrong.", n=one.others))
    st.markdown("  \n".join(lines), width="stretch")
    if may(*MAY_PROPOSE):
        st.button(t("Use in a new policy"), key=f"suggestion_use_{number}", on_click=use, args=(one, tolerance),
                  icon=":material/add_task:")  # fmt: skip


def use(one: Suggestion, tolerance: dict[str, str]) -> None:
    """Into the draft, which is begun where there is none."""
    try:
        work = policy_work.current() or policy_work.begin()
        work.become(policy_draft.with_rule(work.text, one.supplier_id, one.item_code, {one.name: tolerance}))
    except Refusal as refusal:
        act.say(act.refusal_text(refusal), bad=True)
        return
    policy_trial.close()
    st.query_params.clear()
    st.query_params["edit"] = "yes"
