"""What is in force in plain words, what waits for consent, and every version.

Keys: policy_remark, policy_in_force, proposal_VERSION, proposal_changes_VERSION, agree_VERSION, refuse_VERSION, refuse_why_VERSION,
refuse_send_VERSION, withdraw_VERSION, policy_rows, policy_version, version_changes, version_text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.commands_policies import ConsentToPolicy, RefusePolicy, WithdrawPolicy
from ap_engine.model.errors import Refusal
from ap_engine.model.parties import Role
from ap_engine.model.policy_settings import SECTIONS, Kind
from ap_engine.model.policy_versions import PolicyState, SettingChange
from ap_engine.queries.policies import PolicyRow
from ap_engine.workflow.policy_draft import value_at
from pages.ui import act, components, fmt, policy_form, policy_trial, policy_words
from pages.ui.user import engine, may, me, on_phone
from pages.ui.words import count, t

STATES = {
    PolicyState.PROPOSED: ("Waits for consent", "orange"),
    PolicyState.AGREED: ("Agreed", "gray"),
    PolicyState.REFUSED: ("Refused", "red"),
    PolicyState.WITHDRAWN: ("Withdrawn", "gray"),
}
MOST_VERSIONS = 100


def remark() -> None:
    """What the policy file says that the books do not."""
    found = engine().policy_remark
    if found is None:
        return
    row = next((row for row in queries.policies(engine()) if row.version.version == found.version), None)
    if row is not None and row.version.state is not PolicyState.PROPOSED and row.version.yaml and "consent" in found.words:
        return  # somebody has decided about it meanwhile
    with st.container(key="policy_remark"):
        st.warning(
            act.escape(policy_words.engine_said(found.words)),
            title=t("The policy file was changed"),
            icon=":material/description:",
        )


def in_force(rows: Sequence[PolicyRow]) -> None:
    """The version in force, by section, as people say it."""
    row = next(row for row in rows if row.in_force)
    with st.container(key="policy_in_force", gap="small"):
        since = fmt.day(row.version.in_force_from or row.version.effective_from)
        st.markdown(f"#### {t('In force: version {name}', name=act.escape(row.version.version))}")
        st.caption(t("since {day}", day=since) + " · " + agreed_by(row))
        content(row.version.version)


def agreed_by(row: PolicyRow) -> str:
    """Who proposed it and who agreed."""
    if row.version.decided_by == row.version.proposed_by:
        return t("from the policy file, when the books were begun")
    by = t("The policy file") if row.proposed_by == "system" else row.proposed_by
    return t("proposed by {who}, agreed to by {other}", who=act.escape(by), other=act.escape(row.decided_by))


def content(version: str) -> None:
    """A version's settings by section."""
    found = queries.policy_content(engine(), version)
    suppliers = {supplier.id: supplier.name for supplier in queries.suppliers(engine())}
    columns = st.columns(1 if on_phone() else 2)
    for section, at in zip(SECTIONS[1:], policy_form.places(SECTIONS[1:], len(columns)), strict=True):
        lines = []
        for setting in section.settings:
            there = value_at(found, setting.path)
            if setting.kind is Kind.RULES:
                told = [policy_words.rule_said(rule, suppliers) for rule in there or []]
                lines += [f"{act.escape(whose)}: **{act.escape(said)}**" for whose, said in told]
            else:
                lines.append(f"{t(setting.title)}: **{act.escape(policy_words.setting_said(setting, there))}**")
        with columns[at], st.container(border=True, gap="small"):
            st.markdown(f"**{t(section.title)}**\n" + "\n".join(f"- {line}" for line in lines))


def changes(key: str, found: Sequence[SettingChange]) -> None:
    """A table of what differs."""
    if not found:
        st.caption(t("It changes nothing."))
        return
    components.rows(
        key=key,
        data={
            "title": t("What it changes"),
            "opens": False,
            "columns": [
                {"key": "what", "label": t("Setting"), "phone": "title"},
                {"key": "before", "label": t("From"), "phone": "wide"},
                {"key": "after", "label": t("To"), "phone": "hide"},
            ],
            "rows": [change_row(str(number), one) for number, one in enumerate(found)],
        },
    )


def change_row(number: str, one: SettingChange) -> dict[str, Any]:
    what, before, after = policy_words.change_said(one)
    before = f"{before} → {after}" if on_phone() else before
    return {"id": number, "label": what, "cells": {"what": {"t": what}, "before": {"t": before}, "after": {"t": after}}}


def proposals(rows: Sequence[PolicyRow]) -> None:
    """What waits for a second person."""
    for row in rows:
        if row.version.state is PolicyState.PROPOSED:
            with st.container(border=True, key=f"proposal_{safe(row.version.version)}", gap="small"):
                proposal(row)


def safe(version: str) -> str:
    """A version's name in a key: letters, digits, - and _ only."""
    return version.replace(".", "_")


def proposal(row: PolicyRow) -> None:
    version, key = row.version, safe(row.version.version)
    name = act.escape(version.version)
    st.markdown(f"#### {t('Version {name} waits for consent', name=name)}")
    by = t("The policy file") if version.proposed_by == "system" else row.proposed_by
    st.text(
        t("{who}, {when}: {why}", who=by, when=fmt.ago(version.proposed_at), why=policy_words.engine_said(version.reason))
        + "\n"
        + t("From {day} on, instead of version {base}.", day=fmt.day(version.effective_from), base=version.based_on)
    )
    changes(f"proposal_changes_{key}", row.changes)
    policy_trial.verdict(row.trial, key)
    mine = version.proposed_by == me().id
    with st.container(horizontal=True, key=f"tap_proposal_{key}", vertical_alignment="center"):
        if may(Role.ADMINISTRATOR, Role.FINANCE) and not mine:
            st.button(
                t("Agree"), key=f"agree_{key}", type="primary", icon=":material/check:", on_click=agree, args=(version.version,)
            )
            with st.popover(t("Refuse"), key=f"refuse_{key}", icon=":material/block:"):
                st.text_input(t("Why"), key=f"refuse_why_{key}", max_chars=300)
                st.button(t("Refuse it"), key=f"refuse_send_{key}", on_click=refuse, args=(version.version, key))
        if mine:
            st.caption(t("Somebody else has to agree."))
            st.button(t("Withdraw"), key=f"withdraw_{key}", icon=":material/undo:", on_click=withdraw, args=(version.version,))


def agree(version: str) -> None:
    command = ConsentToPolicy(me().id, version)
    done = t("Agreed. Version {name} is in force from its day on.", name=version)
    act.submit(partial(workflow.consent_to_policy, engine(), command), done)


def refuse(version: str, key: str) -> None:
    command = RefusePolicy(me().id, version, st.session_state.get(f"refuse_why_{key}") or "")
    act.submit(partial(workflow.refuse_policy, engine(), command), t("Refused. Nothing changes."))


def withdraw(version: str) -> None:
    act.submit(partial(workflow.withdraw_policy, engine(), WithdrawPolicy(me().id, version)), t("Withdrawn. Nothing changes."))


def history(rows: Sequence[PolicyRow]) -> None:
    """Every version; one opens with its text and what it changed."""
    st.markdown(f"#### {t('Versions')}")
    components.rows(
        key="policy_rows",
        data={
            "title": t("Versions"),
            "opens": True,
            "columns": [
                {"key": "version", "label": t("Version"), "phone": "title"},
                {"key": "state", "label": t("State"), "phone": "end"},
                {"key": "why", "label": t("Why"), "phone": "wide"},
                {"key": "changes", "label": t("What it changes"), "phone": "hide"},
                {"key": "from", "label": t("In force from"), "align": "right", "phone": "right"},
            ],
            "rows": [version_row(row) for row in rows[:MOST_VERSIONS]],
        },
        on_open_change=lambda: st.query_params.update(version=str(act.taken("policy_rows", "open"))),
    )


def version_row(row: PolicyRow) -> dict[str, Any]:
    version = row.version
    word, colour = STATES[version.state]
    if row.in_force:
        word, colour = "In force", "green"
    elif row.awaited:
        word, colour = "Agreed, its day is to come", "blue"
    by = t("The policy file") if version.proposed_by == "system" else row.proposed_by
    also = f" · {row.decided_by}" if row.decided_by and row.decided_by != row.proposed_by else ""
    changed = count(len(row.changes), "{n} setting", "{n} settings") if row.changes else "—"
    return {
        "id": version.version,
        "label": version.version,
        "cells": {
            "version": {"t": version.version, "s": f"{by}{also}"},
            "state": {"tags": [{"t": t(word), "c": colour}]},
            "why": {"t": policy_words.engine_said(version.reason), "s": version.decision_reason},
            "changes": {"t": changed},
            "from": {"t": fmt.day(version.in_force_from or version.effective_from)},
        },
    }


def one(version: str) -> None:
    """One version: what it changed, what it says, its text."""
    row = next((row for row in queries.policies(engine()) if row.version.version == version), None)
    if row is None:
        st.error(t("There is no such version of the policy."), icon=":material/search_off:")
        return
    with st.container(key="policy_version", gap="small"):
        word = version_row(row)["cells"]["state"]["tags"][0]["t"]
        st.markdown(f"#### {t('Version {name}', name=act.escape(version))} · {word}")
        st.text(f"{policy_words.engine_said(row.version.reason)}\n{row.version.decision_reason}".strip())
        changes("version_changes", row.changes)
        policy_trial.verdict(row.trial, "version")
        try:
            content(version)
        except Refusal as refusal:
            st.error(act.escape(act.refusal_text(refusal)), icon=":material/broken_image:")
        with st.expander(t("As text"), key="version_text", icon=":material/code:"):
            st.code(row.version.yaml, language="yaml", height=480)
