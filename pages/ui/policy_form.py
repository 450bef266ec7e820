"""The settings of a draft as fields, section by section; what is wrong stands at its field, and what was typed stays.

Keys: pol_SETTING_N (with _ for each dot), pol_rate_N, pol_rate_add_N.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from ap_engine import queries
from ap_engine.model.errors import PolicyError
from ap_engine.model.parties import Role
from ap_engine.model.policy_settings import SECTIONS, Kind, Path, Section, Setting
from ap_engine.workflow.policy_draft import value_at
from pages.ui import act, paper, policy_words
from pages.ui.policy_work import Work, current, shown, took
from pages.ui.user import engine, on_phone
from pages.ui.words import t

FIRES = ("first", "both")


def sections(work: Work, mistake: PolicyError | None) -> None:
    """Every section but the rules of suppliers and items, which have a place of their own."""
    content = work.content
    columns = st.columns(1 if on_phone() else 2, gap="medium")
    for section, at in zip(SECTIONS, places(SECTIONS, len(columns)), strict=True):
        with columns[at], st.container(border=True, gap="small", key=f"tap_pol_{section.key or 'version'}"):
            st.markdown(f"**{t(section.title)}**")
            one_section(work, section, content, mistake)


def places(sections: Sequence[Section], columns: int) -> list[int]:
    """In which column each section stands: in the one that is shortest so far."""
    heights, found = [0] * columns, []
    for section in sections:
        at = heights.index(min(heights))
        heights[at] += len(section.settings) + 2
        found.append(at)
    return found


def day(work: Work, setting: Setting, value: Any) -> None:
    key = key_of(work, setting.path)
    try:
        there = date.fromisoformat(str(value))
    except ValueError:
        there = None
    st.date_input(t(setting.title), there, key=key, format="DD/MM/YYYY", on_change=chose_day, args=(setting.path, key))


def chose_day(path: Path, key: str) -> None:
    work, chosen = current(), st.session_state[key]
    if work is not None and isinstance(chosen, date):
        work.put(path, chosen.isoformat())


def one_section(work: Work, section: Section, content: Mapping[str, Any], mistake: PolicyError | None) -> None:
    for setting in section.settings:
        if setting.kind is Kind.RULES or setting.path == ("currency",):
            continue
        setting_field(work, setting, value_at(content, setting.path), mistake)


def setting_field(work: Work, setting: Setting, value: Any, mistake: PolicyError | None) -> None:
    """The field of one setting, and what is wrong with it."""
    if setting.kind is Kind.TOLERANCE:
        tolerance(work, setting.path, t(setting.title), value, mistake, setting.optional)
        return
    if setting.kind is Kind.RATES:
        rates(work, setting.path, value, mistake)
        return
    draw = {Kind.CHOICE: choice, Kind.YES_NO: choice, Kind.FIELDS: required, Kind.PERSON: person, Kind.DAY: day}.get(
        setting.kind, typed
    )
    draw(work, setting, value)
    told(work, setting.path, mistake)


def told(work: Work, path: Path, mistake: PolicyError | None) -> None:
    """What is wrong with a setting, right below it."""
    words = work.mistakes.get(".".join(path), "")
    if not words and mistake is not None and mistake.path == path:
        words = policy_words.engine_said(mistake.problem)
    if words:
        st.markdown(f":red[:material/error: {act.escape(words)}]")


def key_of(work: Work, path: Path) -> str:
    return f"pol_{'_'.join(path)}_{work.nonce}"


def typed(work: Work, setting: Setting, value: Any) -> None:
    notes = [t(setting.note)] if setting.note else []
    notes += [f"{t('empty')}: {t(setting.empty)}"] if setting.empty else []
    text_field(work, setting.path, setting.kind, t(setting.title) + unit(setting.kind), value, " · ".join(notes) or None)


def text_field(work: Work, path: Path, kind: Kind, label: str, value: Any, note: str | None = None) -> None:
    key = key_of(work, path)
    st.text_input(
        label, value=shown(work, path, kind, value), key=key, help=note, on_change=took, args=(path, kind, key), max_chars=60
    )


def unit(kind: Kind) -> str:
    """What a figure is counted in, behind its label."""
    units = {Kind.PERCENT: "%", Kind.AMOUNT: engine().company.currency, Kind.DAYS: t("days")}
    return f" ({units[kind]})" if kind in units else ""


def choice(work: Work, setting: Setting, value: Any) -> None:
    options = setting.choices or ("yes", "no")
    select(work, setting.path, t(setting.title), options, str(value), t(setting.note) if setting.note else None)


def select(work: Work, path: Path, label: str, options: tuple[str, ...], value: str, note: str | None = None) -> None:
    key = key_of(work, path)
    st.selectbox(
        label, options, index=options.index(value) if value in options else None, key=key, help=note,
        format_func=lambda one: t(policy_words.CHOICES.get(one, one)), on_change=chose, args=(path, key),
    )  # fmt: skip


def chose(path: Path, key: str) -> None:
    work = current()
    if work is not None and st.session_state[key] is not None:
        work.put(path, st.session_state[key])


def required(work: Work, setting: Setting, value: Any) -> None:
    key = key_of(work, setting.path)
    chosen = [str(one) for one in value] if isinstance(value, list) else []
    options = list(dict.fromkeys([*paper.LABELS, *chosen]))
    st.multiselect(
        t(setting.title), options, default=chosen, key=key, format_func=lambda one: t(paper.LABELS.get(one, one)),
        on_change=chose, args=(setting.path, key),
    )  # fmt: skip


def person(work: Work, setting: Setting, value: Any) -> None:
    key = key_of(work, setting.path)
    names = {one.id: one.name for one in queries.people(engine()) if one.active and one.has(Role.APPROVER)}
    options = ["", *dict.fromkeys([*names, *([str(value)] if value else [])])]
    st.selectbox(
        t(setting.title), options, index=options.index(str(value or "")), key=key,
        format_func=lambda one: names.get(one, one) if one else t(setting.empty), on_change=chose, args=(setting.path, key),
    )  # fmt: skip


def tolerance(work: Work, path: Path, title: str, value: Any, mistake: PolicyError | None, optional: bool = False) -> None:
    """A percentage, an amount or a quantity, and whether the first or only both fire."""
    there = value if isinstance(value, Mapping) else None
    if there is None:
        st.button(f"{title}: {t('set a tolerance')}", key=f"{key_of(work, path)}_add", type="tertiary", icon=":material/add:",
                  on_click=put, args=(path, {"percent": "0", "absolute": "0"}))  # fmt: skip
        return
    counted = path[-1] in policy_words.QUANTITIES
    with st.container(horizontal=not on_phone(), vertical_alignment="bottom", gap="small"):
        text_field(work, (*path, "percent"), Kind.PERCENT, f"{title} (%)", there.get("percent", ""))
        absolute = t("or quantity") if counted else f"{t('or amount')} ({engine().company.currency})"
        kind = Kind.PERCENT if counted else Kind.AMOUNT
        text_field(work, (*path, "absolute"), kind, absolute, there.get("absolute", ""))
        select(work, (*path, "fires"), t("Held beyond"), FIRES, str(there.get("fires", "first")))
        if optional:
            st.button("", key=f"{key_of(work, path)}_drop", type="tertiary", icon=":material/delete:", help=t("Remove"),
                      on_click=put, args=(path, None))  # fmt: skip
    for part in ("percent", "absolute", "fires"):
        told(work, (*path, part), mistake)
    told(work, path, mistake)


def put(path: Path, value: Any) -> None:
    """Another value, by a button."""
    work = current()
    if work is not None:
        work.put(path, value)
        work.nonce += 1


def rates(work: Work, path: Path, value: Any, mistake: PolicyError | None) -> None:
    """One field for each currency, and one for a further currency."""
    for currency, rate in (value if isinstance(value, Mapping) else {}).items():
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            text_field(work, (*path, currency), Kind.RATES, t("One {currency} is worth", currency=currency), rate)
            st.button("", key=f"{key_of(work, (*path, currency))}_drop", type="tertiary", icon=":material/delete:",
                      help=t("Remove"), on_click=put, args=((*path, currency), None))  # fmt: skip
        told(work, (*path, currency), mistake)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input(t("Another currency"), key=f"pol_rate_{work.nonce}", max_chars=3, placeholder="GBP")
        st.button(t("Add"), key=f"pol_rate_add_{work.nonce}", on_click=add_rate, args=(path, f"pol_rate_{work.nonce}"))
    told(work, path, mistake)


def add_rate(path: Path, key: str) -> None:
    currency = str(st.session_state.get(key) or "").strip().upper()
    work = current()
    if work is not None and currency and value_at(work.content, (*path, currency)) is None:
        put((*path, currency), "")
