"""Terms of their own: the rules of suppliers and items in a draft.

Keys: rule_N_supplier, rule_N_item, rule_N_level, rule_N_more, rule_N_drop, rule_add (each with the draft's nonce), and those of
`ui/policy_form.py` for tolerances.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from ap_engine import queries
from ap_engine.model.errors import PolicyError
from ap_engine.model.policy_settings import EVERY_TOLERANCE, SETTINGS
from ap_engine.workflow.policy_draft import value_at
from pages.ui import policy_form, policy_words
from pages.ui.policy_work import Work, current
from pages.ui.user import engine, on_phone
from pages.ui.words import t

RULES = ("matching", "rules")


def rules(work: Work, mistake: PolicyError | None) -> None:
    """Every rule, and adding one."""
    st.caption(t("What is not set here is as for everybody. The most specific wins: supplier and item, item, supplier."))
    there = value_at(work.content, RULES) or []
    names = {supplier.id: supplier.name for supplier in queries.suppliers(engine())}
    for number, found in enumerate(there, start=1):
        with st.container(border=True, key=f"tap_rule_{number}_{work.nonce}", gap="small"):
            rule(work, number, found, names, mistake)
    with st.container(horizontal=not on_phone(), vertical_alignment="bottom", key="tap_rule_add"):
        key = f"rule_add_{work.nonce}"
        st.selectbox(t("Supplier"), list(names), index=None, format_func=lambda one: names.get(one, one), key=key,
                     placeholder=t("Whose terms?"))  # fmt: skip
        st.button(t("Add terms of their own"), key=f"{key}_send", icon=":material/add:", on_click=add, args=(key,))


def add(key: str) -> None:
    work, supplier = current(), st.session_state.get(key)
    if work is None or not supplier:
        return
    price = dict(value_at(work.content, ("matching", "tolerances", "price")))
    rule = {"supplier": supplier, "tolerances": {"price": price}}
    work.put(RULES, [*(value_at(work.content, RULES) or []), rule])
    work.nonce += 1


def rule(work: Work, number: int, found: dict[str, Any], names: dict[str, str], mistake: PolicyError | None) -> None:
    path = (*RULES, str(number))
    supplier = str(found.get("supplier", ""))
    with st.container(horizontal=not on_phone(), vertical_alignment="bottom", gap="small"):
        key = f"rule_{number}_supplier_{work.nonce}"
        options = ["", *dict.fromkeys([*names, *([supplier] if supplier else [])])]
        st.selectbox(t("Supplier"), options, index=options.index(supplier), key=key, on_change=said, args=(path, "supplier", key),
                     format_func=lambda one: names.get(one, one) if one else t("Any supplier"))  # fmt: skip
        key = f"rule_{number}_item_{work.nonce}"
        st.text_input(t("Item code"), value=str(found.get("item", "")), key=key, on_change=said, args=(path, "item", key),
                      placeholder=t("any item"), max_chars=60)  # fmt: skip
        key = f"rule_{number}_level_{work.nonce}"
        levels = ["", *SETTINGS["matching", "level"].choices]
        st.selectbox(t("Held against"), levels, index=levels.index(found.get("level", "")), key=key,
                     on_change=said, args=(path, "level", key),
                     format_func=lambda one: t(policy_words.CHOICES[one]) if one else t("as for everybody"))  # fmt: skip
        st.button("", key=f"rule_{number}_drop_{work.nonce}", icon=":material/delete:", type="tertiary", help=t("Remove"),
                  on_click=policy_form.put, args=(path, None))  # fmt: skip
    for part in ((), ("supplier",), ("item",), ("level",)):
        policy_form.told(work, (*path, *part), mistake)
    own = found.get("tolerances") or {}
    for name, value in own.items():
        title = t(SETTINGS["matching", "tolerances", name].title) if name in EVERY_TOLERANCE else name
        policy_form.tolerance(work, (*path, "tolerances", name), title, value, mistake, optional=True)
    more(work, number, [name for name in EVERY_TOLERANCE if name not in own])


def more(work: Work, number: int, left: list[str]) -> None:
    if not left:
        return
    key = f"rule_{number}_more_{work.nonce}"
    st.selectbox(
        t("Another tolerance"), left, index=None, key=key, on_change=another, args=(number, key), placeholder=t("Choose"),
        format_func=lambda one: t(SETTINGS["matching", "tolerances", one].title), width=320,
    )  # fmt: skip


def another(number: int, key: str) -> None:
    work, name = current(), st.session_state.get(key)
    if work is not None and name:
        general = value_at(work.content, ("matching", "tolerances", name)) or {"percent": "0", "absolute": "0"}
        policy_form.put((*RULES, str(number), "tolerances", name), dict(general))


def said(path: tuple[str, ...], name: str, key: str) -> None:
    """Supplier, item or level of a rule; empty takes it out."""
    work = current()
    if work is not None:
        work.put((*path, name), str(st.session_state.get(key) or "").strip() or None)
