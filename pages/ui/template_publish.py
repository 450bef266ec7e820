"""Putting a template in force, taking it out, and its versions.

Keys: template_missing, template_why, template_publish, template_retire, retire_why, retire_send, template_versions, version_rows (with take_up).
"""

from __future__ import annotations

import streamlit as st

from ap_engine import queries, workflow
from ap_engine.model.commands_templates import PublishTemplate, RetireTemplate
from ap_engine.model.errors import Refusal
from ap_engine.model.learning import Origin
from ap_engine.model.parties import SYSTEM
from ap_engine.views import TemplateRow
from ap_engine.workflow import template_making as making
from pages.ui import act, components, fmt, marking_rows, template_work
from pages.ui.template_work import Work
from pages.ui.user import engine, me, on_phone
from pages.ui.words import t

ORIGINS = {Origin.FILE: ("File", "gray"), Origin.PERSON: ("Made by a person", "violet"), Origin.LEARNED: ("Learned", "blue")}
MISSING = {
    "sample": "A sample is missing.",
    "identified": "Nothing identifies the supplier: mark its tax id, or words that only it prints.",
    "field": "No field is marked yet.",
    "value": "{sample}: say what is right for “{field}”.",
    "rule": "{sample}: no rule finds “{field}”.",
    "lines": "{sample}: say which lines are right.",
    "recognised": "{sample}: what identifies the supplier does not stand on it.",
}
_MOST_SAID = 6
_MOST_VERSIONS = 30
PUBLISHING = (
    "From then on every document of this supplier is read with it. It is refused when a sample, or an invoice that was "
    "reconciled before, would be read worse."
)


def publish(work: Work, in_force: bool) -> None:
    """What is still missing, else the reason and the button; a refusal stands right here."""
    lacks = making.missing(work.template)
    with st.container(border=True, key="template_missing", gap="small"):
        st.markdown(f"#### {t('Publish')}")
        if work.taken_up:
            words = t("Version {n} is taken up. It is in force again once it is published.", n=work.taken_up)
            st.info(words, icon=":material/history:")
        if lacks:
            st.text(t("Before it can be published:"))
            said = [
                t(MISSING[what]).format(field=marking_rows.label_of(field), sample=sample)
                for what, field, sample in lacks[:_MOST_SAID]
            ]
            st.markdown("\n".join(f"- {act.escape(one)}" for one in said))
            if len(lacks) > _MOST_SAID:
                st.caption(t("and {n} more", n=len(lacks) - _MOST_SAID))
            return
        st.caption(t(PUBLISHING))
        if work.refused:
            st.error(act.escape(work.refused), icon=":material/block:")
        with st.container(horizontal=not on_phone(), vertical_alignment="bottom", key="tap_publish"):
            st.text_input(t("Why"), key="template_why", max_chars=300, placeholder=t("What is new, or why it is changed"))
            st.button(
                t("Publish"),
                key="template_publish",
                type="primary",
                icon=":material/publish:",
                on_click=put_in_force,
                disabled=in_force and not work.changed,
                width="stretch" if on_phone() else "content",
            )


def put_in_force() -> None:
    work = template_work.current()
    if work is None:
        return
    why = (st.session_state.get("template_why") or "").strip()
    if not why:
        work.refused = t("Say in a few words why: it stays with this version.")
        return
    command = PublishTemplate(me().id, work.template.name, making.write(work.template), work.base_version, why)
    try:
        stored = workflow.publish_template(engine(), command)
    except Refusal as refusal:
        work.refused = act.refusal_text(refusal)
        return
    work.saved, work.base_version, work.origin, work.refused = work.template, stored.version, stored.origin, ""
    work.before, work.nonce, work.taken_up = [], work.nonce + 1, 0
    st.session_state["template_why"] = ""
    st.query_params["template"] = stored.name
    st.query_params.pop("new", None)
    act.say(t("Published. From now on {name} is read with it.", name=work.template.supplier))


def retire(row: TemplateRow) -> None:
    """Taking it out of force, with a reason."""
    with st.popover(t("Take out of force"), icon=":material/block:", key="template_retire"):
        st.text_input(t("Why"), key="retire_why", max_chars=300)
        st.button(t("Take out of force"), key="retire_send", on_click=take_out, args=(row.name, row.version))


def take_out(name: str, version: int) -> None:
    command = RetireTemplate(me().id, name, version, (st.session_state.get("retire_why") or "").strip())
    if (
        act.submit(lambda: workflow.retire_template(engine(), command), t("It is out of force. Its versions are kept."))
        is not None
    ):
        template_work.leave(name)


def versions(row: TemplateRow, work: Work, edit: bool) -> None:
    """Every version, who made it, why, and what the reconciled invoices said; an older one can be taken up again."""
    people = {person.id: person.name for person in queries.people(engine())}
    with st.expander(t("Versions"), key="template_versions", icon=":material/history:"):
        components.rows(
            key="version_rows",
            data={
                "title": t("Versions"),
                "opens": False,
                "columns": [
                    {"key": "version", "label": t("Version"), "phone": "title"},
                    {"key": "why", "label": t("Why"), "phone": "wide"},
                    {"key": "verdict", "label": t("Proved on"), "phone": "wide"},
                    {"key": "when", "label": t("When"), "align": "right", "phone": "right"},
                    {"key": "again", "label": "", "tight": True, "phone": "end"},
                ],
                "rows": [
                    {
                        "id": str(one.version),
                        "label": "",
                        "cells": {
                            "version": {"t": t("Version {n}", n=one.version), "s": t(ORIGINS[one.origin][0])},
                            "why": {"t": one.why or "—"},
                            "verdict": {"t": one.verdict},
                            "when": {"t": fmt.moment(one.changed_at), "s": by(people.get(one.changed_by, one.changed_by))},
                            "again": {"action": "take_up", "label": t("Take up again")} if edit else "",
                        },
                    }
                    for one in queries.template_versions(engine(), row.name)[:_MOST_VERSIONS]
                ],
            },
            on_act_change=lambda: take_up(row.name, work),
        )


def take_up(name: str, work: Work) -> None:
    """An older version becomes the text being changed: it is read back and proved like any other before it is published."""
    wanted = int(act.taken("version_rows", "act")["id"])
    older = next((one for one in queries.template_versions(engine(), name) if one.version == wanted), None)
    template = act.submit(lambda: making.parse(older.yaml, name)) if older else None
    if template is not None:
        work.become(template)
        work.at, work.nonce, work.taken_up = 0, work.nonce + 1, wanted


def by(name: str) -> str:
    """Who changed it; the learner acts by rule."""
    return t("By rule") if name == SYSTEM else name
