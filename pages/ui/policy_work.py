"""The policy that somebody is writing, kept in their session: the draft, what was typed and is no value yet, what was tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from ap_engine.model.backtest import Backtest
from ap_engine.model.errors import PolicyError
from ap_engine.model.policy_settings import Kind, Path
from ap_engine.workflow import policy_draft
from pages.ui import fmt
from pages.ui.user import engine
from pages.ui.words import t

KEY = "policy_work"


@dataclass
class Work:
    """`typed` and `mistakes` are by a setting's name: what was typed for it, and why it is no value. `nonce` changes when the
    draft changes other than by its fields, so that they are drawn anew."""

    text: str
    typed: dict[str, str] = field(default_factory=dict)
    mistakes: dict[str, str] = field(default_factory=dict)
    text_typed: str | None = None
    text_mistake: str = ""
    refused: str = ""
    trial: Backtest | None = None
    tried: str = ""
    nonce: int = 0

    @property
    def content(self) -> dict[str, Any]:
        """The draft's settings."""
        return policy_draft.content_of(self.text)

    def put(self, path: Path, value: Any) -> None:
        """Another value at a place; None takes it out."""
        self.text = policy_draft.with_value(self.text, path, value)
        self.text_typed, self.text_mistake, self.refused = None, "", ""

    def become(self, text: str) -> None:
        """Another draft altogether."""
        self.text, self.typed, self.mistakes, self.refused = text, {}, {}, ""
        self.text_typed, self.text_mistake, self.nonce = None, "", self.nonce + 1


def current() -> Work | None:
    """What is being written here, if anything."""
    work = st.session_state.get(KEY)
    return work if isinstance(work, Work) else None


def begin(version: str = "") -> Work:
    """Begin a draft over a version, the one in force when none is named."""
    work = Work(policy_draft.begin(engine(), version))
    st.session_state[KEY] = work
    return work


def drop() -> None:
    """Throw it away."""
    st.session_state.pop(KEY, None)


def read(kind: Kind, typed: str) -> str | None:
    """What was typed for a setting, in canonical form; None when it is no such thing."""
    text = typed.strip()
    readers: dict[Kind, Callable[[str], str | None]] = {
        Kind.AMOUNT: fmt.read_amount,
        Kind.PERCENT: fmt.read_number,
        Kind.RATES: fmt.read_number,
        Kind.COUNT: lambda one: one if one.isdecimal() else None,
        Kind.DAYS: lambda one: one if one.isdecimal() else None,
    }
    return readers[kind](text) if text and kind in readers else text


def complaint(kind: Kind, typed: str) -> str:
    """Why it is none."""
    what = {
        Kind.AMOUNT: "“{text}” is not an amount.",
        Kind.COUNT: "“{text}” is not a whole number.",
        Kind.DAYS: "“{text}” is not a whole number.",
    }
    return t(what.get(kind, "“{text}” is not a number."), text=typed)


def took(path: Path, kind: Kind, key: str) -> None:
    """Something was typed for a setting: it goes into the draft, or stays where it was typed with what is wrong with it."""
    work = current()
    if work is None:
        return
    name, typed = ".".join(path), str(st.session_state[key] or "")
    value = read(kind, typed)
    work.typed.pop(name, None)
    work.mistakes.pop(name, None)
    if value is None:
        work.typed[name], work.mistakes[name] = typed, complaint(kind, typed)
        return
    try:
        work.put(path, value)
    except PolicyError as mistake:
        work.typed[name], work.mistakes[name] = typed, mistake.problem


def shown(work: Work, path: Path, kind: Kind, value: Any) -> str:
    """What stands in a field: what was typed, else the value as people write it."""
    name = ".".join(path)
    if name in work.typed:
        return work.typed[name]
    text = "" if value is None else str(value)
    if kind is Kind.AMOUNT:
        return fmt.editable_amount(text)
    return fmt.editable_text(text) if kind in (Kind.PERCENT, Kind.RATES) else text
