"""What a policy would have done with the invoices of the past: figures, what cannot be known, and the invoices behind each.

Keys: trial_figures, trial_invoices, trial_close, verdict_VERSION.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine import queries
from ap_engine.model.backtest import Backtest, Effect, Figure
from pages.ui import act, components, fmt, lists, policy_words
from pages.ui.user import engine
from pages.ui.words import count, t

OPEN = "trial_effect"
MOST_SHOWN = 200
EFFECTS = {
    Effect.LEAKED: ("Would have slipped through", "corrected to less, rejected or cancelled afterwards", "red"),
    Effect.NEWLY_HELD: ("Would have waited", "they went through without", "orange"),
    Effect.PASSES_RELEASED: ("Would have passed", "a person released them unchanged", "green"),
    Effect.PASSES_CLEARED: ("Would not have waited", "the cause went away: goods came, or an order was changed", "green"),
    Effect.PASSES_WAITING: ("Would be through", "they wait now", "blue"),
    Effect.NEWLY_BY_RULE: ("Approved without a person", "people were asked", "violet"),
    Effect.NO_LONGER_BY_RULE: ("People would have been asked", "they were approved by rule", "orange"),
    Effect.DIRECTOR_TOO: ("The director would have been asked too", "the leaders were enough", "orange"),
    Effect.DIRECTOR_NO_LONGER: ("The director would not have been asked", "the leaders would have been enough", "violet"),
    Effect.HELD: ("Held as they were", "", "gray"),
    Effect.PASSES: ("Pass as they did", "", "gray"),
}  # fmt: skip


def verdict(trial: Backtest | None, key: str) -> None:
    """What was found when the policy was proposed, in a few lines."""
    if trial is None:
        return
    with st.container(key=f"verdict_{key}", gap="xsmall"):
        st.markdown(f"**{t('Tried on our history when it was proposed')}**")
        st.markdown("\n".join(f"- {line}" for line in lines(trial)))


def lines(trial: Backtest) -> list[str]:
    """The figures that are not nothing, one line each."""
    told = [line(trial.figure(effect)) for effect in EFFECTS if trial.figure(effect).count]
    return [*(told or [t("There is no history to try it on yet.")]), *unknown(trial)]


def line(figure: Figure) -> str:
    word, detail, colour = EFFECTS[figure.effect]
    invoices = count(figure.count, "{n} invoice", "{n} invoices")
    stake = f" · {t('{amount} at stake', amount=fmt.amounts(figure.at_stake))}" if figure.at_stake else ""
    more = f" ({t(detail)})" if detail else ""
    return f":{colour}-badge[{t(word)}] {invoices}, {act.escape(fmt.amounts(figure.sums))}{act.escape(stake)}{more}"


def unknown(trial: Backtest) -> list[str]:
    """What it changes of which history says nothing."""
    names = ", ".join(policy_words.label(tuple(name.split("."))) for name in trial.unknown)
    return [t("History cannot say what this would have done: {names}.", names=act.escape(names))] if names else []


def figures(trial: Backtest) -> None:
    """Each effect with its money; a row opens the invoices behind it."""
    scope = t("since {day}", day=fmt.day(trial.since)) if trial.since else t("all that is known")
    if not trial.judged:
        st.info(t("There is no history to try it on yet."), icon=":material/hourglass_empty:")
        return
    shown = [trial.figure(effect) for effect in EFFECTS if trial.figure(effect).count]
    components.rows(
        key="trial_figures",
        data={
            "title": t("What it would have done"),
            "opens": True,
            "selected": st.session_state.get(OPEN, ""),
            "columns": [
                {"key": "what", "label": t("What it would have done"), "phone": "title"},
                {"key": "count", "label": t("Invoices"), "align": "right", "phone": "end"},
                {"key": "sum", "label": t("Amount"), "align": "right", "phone": "right"},
                {"key": "stake", "label": t("At stake"), "align": "right", "phone": "wide"},
            ],
            "rows": [figure_row(figure) for figure in shown],
        },
        on_open_change=open_effect,
    )
    st.caption(f"{count(trial.judged, '{n} invoice', '{n} invoices')} · {scope}")
    for remark in unknown(trial):
        st.warning(remark, icon=":material/help:")
    behind(trial)


def figure_row(figure: Figure) -> dict[str, Any]:
    word, detail, _ = EFFECTS[figure.effect]
    return {
        "id": figure.effect.value,
        "label": t(word),
        "cells": {
            "what": {"t": t(word), "s": t(detail) if detail else ""},
            "count": {"t": str(figure.count)},
            "sum": {"t": fmt.amounts(figure.sums)},
            "stake": {"t": fmt.amounts(figure.at_stake) if figure.at_stake else ""},
        },
    }


def open_effect() -> None:
    st.session_state[OPEN] = str(act.taken("trial_figures", "open"))


def close() -> None:
    st.session_state.pop(OPEN, None)


def behind(trial: Backtest) -> None:
    """The invoices of the figure that was opened."""
    chosen = st.session_state.get(OPEN)
    if chosen not in [effect.value for effect in EFFECTS]:
        return
    found = trial.of(Effect(chosen))
    word = t(EFFECTS[Effect(chosen)][0])
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{word}**", width="content")
        st.button("", key="trial_close", icon=":material/close:", type="tertiary", help=t("Close"), on_click=close)
    if not found:
        st.caption(t("As it was: these are not listed one by one."))
        return
    rows = queries.invoices_of(engine(), [one.invoice_id for one in found[:MOST_SHOWN]])
    lists.show("trial_invoices", word, rows, ("supplier", "amount", "status", "issued", "holds"))
    if len(found) > MOST_SHOWN:
        st.caption(t("and {n} more", n=len(found) - MOST_SHOWN))
