"""Writing a policy: its settings, terms of their own, its text; what it changes, tried on history, and proposed.

Keys: policy_leave, policy_tabs, policy_yaml_N, policy_yaml_use, draft_changes, policy_since, policy_try, policy_why, policy_propose.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from ap_engine import workflow
from ap_engine.model.commands_policies import ProposePolicy
from ap_engine.model.errors import PolicyError, Refusal
from ap_engine.workflow import backtest, policy_draft
from ap_engine.workflow.policy_draft import Looked
from pages.ui import act, policy_form, policy_rules, policy_show, policy_trial, policy_words, policy_work
from pages.ui.policy_work import Work
from pages.ui.user import engine, me, on_phone
from pages.ui.words import count, t

PROPOSING = (
    "Nothing changes yet: a second person looks at it, with what it would have done with the invoices of the past, and agrees "
    "or refuses."
)


def page(work: Work) -> None:
    """Everything about the draft."""
    looked = policy_draft.looked_at(engine(), work.text)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button("", key="policy_leave", type="tertiary", icon=":material/arrow_back:", help=t("All versions"), on_click=leave)
        st.markdown(f"#### {t('A new version over {base}', base=act.escape(looked.base))}")
    mistake = looked.mistake
    settings, rules, text = st.tabs([t("Settings"), t("Terms of their own"), t("As text")], key="policy_tabs")
    with settings:
        policy_form.sections(work, mistake)
    with rules:
        policy_rules.rules(work, mistake)
    with text:
        as_text(work)
    summary(work, looked)


def leave() -> None:
    """Back to the list; the draft stays until it is proposed or thrown away."""
    st.query_params.clear()


def throw_away() -> None:
    policy_work.drop()
    st.query_params.clear()


def as_text(work: Work) -> None:
    """The YAML, for those who like it. What is changed in the fields is written anew, without comments of one's own."""
    st.caption(t("A comment of your own stays as long as nothing is changed in the fields."))
    key = f"policy_yaml_{work.nonce}_{abs(hash(work.text)) % 10_000_000}"
    shown = work.text if work.text_typed is None else work.text_typed
    st.text_area(t("As text"), shown, key=key, height=520, label_visibility="collapsed")
    if work.text_mistake:
        st.error(act.escape(work.text_mistake), icon=":material/error:")
    st.button(t("Use this text"), key="policy_yaml_use", icon=":material/check:", on_click=use_text, args=(key,))


def use_text(key: str) -> None:
    work = policy_work.current()
    if work is None:
        return
    typed = str(st.session_state[key])
    try:
        policy_draft.content_of(typed)
        policy_draft.with_value(typed, ("currency",), policy_draft.content_of(typed).get("currency"))
    except (PolicyError, ValueError) as mistake:
        work.text_typed = typed
        work.text_mistake = policy_words.problem(mistake) if isinstance(mistake, PolicyError) else str(mistake)
        return
    work.become(typed)
    found = policy_draft.looked_at(engine(), typed).mistake
    work.text_mistake = policy_words.problem(found) if found is not None else ""


def summary(work: Work, looked: Looked) -> None:
    """What it changes, what it would have done, and the way to a second person."""
    with st.container(border=True, key="policy_summary", gap="small"):
        st.markdown(f"#### {t('What it changes')}")
        if looked.mistake is not None:
            st.error(act.escape(policy_words.problem(looked.mistake)), icon=":material/error:")
            return
        wrong = count(len(work.mistakes), "{n} field is not right yet.", "{n} fields are not right yet.")
        if work.mistakes:
            st.error(wrong, icon=":material/error:")
        policy_show.changes("draft_changes", looked.changes)
        if looked.changes:
            try_it(work)
            propose(work)


def try_it(work: Work) -> None:
    """The backtest, with its progress; its figures stand until the draft is another."""
    with st.container(horizontal=not on_phone(), vertical_alignment="bottom", key="tap_try"):
        st.date_input(t("Invoices received since"), value=None, key="policy_since", format="DD/MM/YYYY", width=200)
        tried = st.button(t("Try it on our history"), key="policy_try", icon=":material/history:")
    if tried:
        policy_trial.close()
        since = st.session_state.get("policy_since")
        bar = st.progress(0, text=t("Looking at the invoices of the past…"))
        work.trial = backtest.run(
            engine(),
            work.text,
            since if isinstance(since, date) else None,
            lambda done, of: bar.progress(min(done / max(of, 1), 1.0)),
        )
        work.tried = work.text
        bar.empty()
    if work.trial is not None:
        if work.tried != work.text:
            st.caption(t("The draft was changed since it was tried."))
        policy_trial.figures(work.trial)


def propose(work: Work) -> None:
    st.caption(t(PROPOSING))
    if work.refused:
        st.error(act.escape(work.refused), icon=":material/block:")
    with st.container(horizontal=not on_phone(), vertical_alignment="bottom", key="tap_propose"):
        st.text_input(t("Why"), key="policy_why", max_chars=300, placeholder=t("What is new, or why it is changed"))
        st.button(
            t("Propose"),
            key="policy_propose",
            type="primary",
            icon=":material/send:",
            on_click=send,
            disabled=bool(work.mistakes),
        )
        st.button(t("Throw it away"), key="policy_drop", type="tertiary", icon=":material/delete:", on_click=throw_away)


def send() -> None:
    work = policy_work.current()
    if work is None:
        return
    try:
        proposed = workflow.propose_policy(engine(), ProposePolicy(me().id, work.text, st.session_state.get("policy_why") or ""))
    except Refusal as refusal:
        work.refused = policy_words.refused(refusal)
        return
    throw_away()
    act.say(t("Version {name} waits for a second person's consent.", name=proposed.version))
