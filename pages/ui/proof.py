"""What the template reads, held against what is right: on each sample, and on each reconciled invoice of the supplier.

Keys: proof (the component), try_template.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from ap_engine import workflow
from ap_engine.model.errors import Refusal
from ap_engine.model.extraction import HEADER_FIELDS
from ap_engine.model.template_trial import LINES, Trial, TrialField
from ap_engine.workflow import template_making as making
from ap_engine.workflow.template_samples import our_tax_ids
from pages.ui import act, fmt, marking_rows
from pages.ui.components import _read
from pages.ui.template_work import Work, current
from pages.ui.user import engine
from pages.ui.words import count, t

AMOUNTS = ("net_total", "tax_total", "gross_total", "amount_due")
DATES = ("issue_date", "due_date")
WORDS = {"good": "Read right", "bad": "Read wrong", "open": "Nobody has said what is right"}
_TRIAL = "template_trial"
component = st.components.v2.component("ap_proof", js=_read("dom.js", "proof.js"), css=_read("base.css", "proof.css"))


def show(work: Work) -> None:
    """The matrix, and below it what the reconciled invoices say."""
    columns, cells = _samples(work)
    trial, text = _trial(work)
    if trial is not None:
        more, more_cells = _reconciled(trial)
        columns, cells = columns + more, cells + more_cells
    names = [n for n in (*HEADER_FIELDS, LINES) if any(n in one for one in cells)]
    component(
        key="proof",
        data={
            "title": t("Read back"),
            "columns": columns,
            "rows": [{"label": marking_rows.label_of(n), "cells": [one.get(n) for one in cells]} for n in names],
            "words": {"field": t("Field"), "nothing": t("nothing"), "shouldBe": t("should be"), "today": t("today:")},
        },
        on_open_change=_open,
    )
    if trial is not None:
        _verdict(trial)
    elif text:
        st.button(
            t("Try it on reconciled invoices"),
            key="try_template",
            icon=":material/fact_check:",
            on_click=_try,
            args=(text, work.template.name),
        )


def _open() -> None:
    """A sample's cell was chosen: show its place on the page above."""
    chosen, work = act.taken("proof", "open"), current()
    if chosen and work is not None and 0 <= int(chosen["sample"]) < len(work.template.examples):
        work.at, work.focus, work.nonce, work.problem, work.done = (
            int(chosen["sample"]),
            str(chosen["field"]),
            work.nonce + 1,
            "",
            True,
        )
        work.page = int(chosen["page"])


def _samples(work: Work) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    columns, cells = [], []
    for at, example in enumerate(work.template.examples):
        backs = making.read_back(work.template, at, our_tax_ids(engine()))
        shown = {b.field: _of_sample(b) for b in backs if b.right is not None or work.template.rule(b.field)}
        if work.template.lines:
            shown[LINES] = _lines(work, at)
        states = [one["state"] for one in shown.values()]
        state = "bad" if "bad" in states else "good" if states else "open"
        columns.append({"name": example.name, "kind": t("Sample"), "sample": at, "state": state})
        cells.append(shown)
    return columns, cells


def _of_sample(back: making.FieldBack) -> dict[str, Any]:
    state = "open" if back.good is None else "good" if back.good and not back.idle else "bad"
    place = back.reading.evidence if back.reading else None
    return {
        "field": back.field,
        "state": state,
        "stateWords": t(WORDS[state]),
        "value": _shown(back.field, back.value),
        "right": back.right if back.good is False else "",
        "why": marking_rows.why_words(back),
        "page": place.page if place else None,
    }


def _lines(work: Work, at: int) -> dict[str, Any]:
    found = marking_rows.lines(work.template, at)
    state = {"green": "good", "red": "bad"}.get(found["colour"], "open")
    return {"field": "description", "state": state, "stateWords": found["said"], "value": found["said"], "right": ""}


def _shown(field: str, value: str | None) -> str:
    if value is None:
        return ""
    if field in AMOUNTS:
        return fmt.editable_amount(value)
    if field in DATES:
        try:
            return fmt.day(date.fromisoformat(value))
        except ValueError:
            return value
    return value


def _trial(work: Work) -> tuple[Trial | None, str]:
    """The trial of this very text, when somebody asked for it; the text, when it can be tried."""
    if making.missing(work.template):
        return None, ""
    text = making.write(work.template)
    kept = st.session_state.get(_TRIAL)
    return (kept[1] if kept and kept[0] == text else None), text


def _try(text: str, name: str) -> None:
    try:
        trial = workflow.try_template(engine(), text, name)
    except Refusal as refusal:
        act.say(act.refusal_text(refusal), bad=True)
        return
    st.session_state[_TRIAL] = (text, trial)


def _reconciled(trial: Trial) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A column for each reconciled invoice: those with something red stand first."""
    found: dict[str, dict[str, Any]] = {}
    for one in trial.fields:
        if not one.example:
            found.setdefault(one.document, {})[one.field] = _of_trial(one)
    columns = []
    for document, shown in found.items():
        state = "bad" if any(one["state"] == "bad" for one in shown.values()) else "good"
        columns.append({"name": document, "kind": t("Reconciled invoice"), "sample": None, "state": state})
    columns.sort(key=lambda column: column["state"] == "good")
    return columns, [found[column["name"]] for column in columns]


def _of_trial(one: TrialField) -> dict[str, Any]:
    good = one.points_with_it >= 2 if one.field != LINES else one.with_it == one.right or not one.worse
    differs = one.worse or one.better
    return {
        "field": one.field,
        "state": "good" if good else "bad",
        "stateWords": t(WORDS["good" if good else "bad"]),
        "value": _shown(one.field, one.with_it),
        "right": "" if good else _shown(one.field, one.right),
        "today": (_shown(one.field, one.today) or t("nothing")) if differs else "",
        "better": one.better,
        "why": "",
    }


def _verdict(trial: Trial) -> None:
    if not trial.documents:
        st.caption(t("No invoice of this supplier is reconciled yet: it is proved on its samples alone."))
    elif trial.worse:
        worse = count(len(trial.worse), "{n} value would be read worse than today.", "{n} values would be read worse than today.")
        st.error(worse + " " + t("It cannot be published like this."), icon=":material/trending_down:")
    else:
        proved = count(trial.documents, "Proved on {n} reconciled invoice", "Proved on {n} reconciled invoices")
        better = count(len(trial.better), "{n} value read better, none worse.", "{n} values read better, none worse.")
        st.success(f"{proved}: {better if trial.better else t('none is read worse.')}", icon=":material/verified:")
