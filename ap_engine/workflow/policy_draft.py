"""A policy being written: begun from a version, changed setting by setting or as text, and looked at before it is proposed.

A draft is its text; nothing here is stored. What people type reaches it in canonical form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ap_engine.engine import Engine
from ap_engine.model.errors import PolicyError, UnknownPolicy
from ap_engine.model.policy_settings import Path
from ap_engine.model.policy_versions import PolicyVersion, SettingChange, in_force_on
from ap_engine.policy_file import parse, tree, write
from ap_engine.policy_file.changes import changes

_NUMBERED = re.compile(r"(.*?)(\d+)$")


@dataclass(frozen=True, slots=True)
class Looked:
    """What a draft says: the mistake in it, if any, else what it changes against the version that it would take the place of."""

    mistake: PolicyError | None
    base: str
    changes: tuple[SettingChange, ...] = ()


def begin(engine: Engine, version: str = "") -> str:
    """A draft over a version (the one in force today when none is named): the next name, from tomorrow on.

    Raises UnknownPolicy.
    """
    with engine.store.snapshot() as tx:
        every = tx.policies.all()
    base = next((one for one in every if one.version == version), None) if version else in_force_on(every, engine.today())
    if base is None:
        raise UnknownPolicy(f"({version})")
    content = tree(base.yaml)
    content["version"] = next_name(base.version, every)
    content["effective_from"] = (engine.today() + timedelta(days=1)).isoformat()
    return write(content)


def next_name(version: str, every: Sequence[PolicyVersion]) -> str:
    """The next version's name that nobody has used: 2026-01, 2026-02 …"""
    taken = {one.version for one in every}
    found = _NUMBERED.fullmatch(version)
    stem, number, width = (found[1], int(found[2]), len(found[2])) if found else (f"{version}-", 1, 1)
    while (name := f"{stem}{number:0{width}d}") in taken or name == version:
        number += 1
    return name


def content_of(text: str) -> dict[str, Any]:
    """The settings of a draft's text. Raises PolicyError for what is no YAML of settings."""
    return tree(text)


def value_at(content: Mapping[str, Any], path: Path) -> Any:
    """What stands at a place; None where nothing does."""
    value: Any = content
    for step in path:
        if isinstance(value, list) and step.isdigit() and 0 < int(step) <= len(value):
            value = value[int(step) - 1]
        elif isinstance(value, Mapping) and step in value:
            value = value[step]
        else:
            return None
    return value


def with_value(text: str, path: Path, value: Any) -> str:
    """The draft with another value at a place; None takes it out. Raises PolicyError for a text that is no YAML."""
    content = tree(text)
    inside: Any = content
    for step in path[:-1]:
        if isinstance(inside, list):
            inside = inside[int(step) - 1]
        else:
            if not isinstance(inside.get(step), dict | list):
                inside[step] = {}
            inside = inside[step]
    _put(inside, path[-1], value)
    return write(content)


def _put(inside: Any, step: str, value: Any) -> None:
    if isinstance(inside, list):
        at = int(step) - 1
        inside[at : at + 1] = [] if value is None else [value]
    elif value is None:
        inside.pop(step, None)
    else:
        inside[step] = value


def looked_at(engine: Engine, text: str) -> Looked:
    """What a draft says and changes, against the version in force on the day that it names."""
    try:
        policy = parse(text)
        begins: date | None = policy.effective_from
        mistake = None
    except PolicyError as error:
        mistake, begins = error, None
    with engine.store.snapshot() as tx:
        base = in_force_on(tx.policies.all(), max(engine.today(), begins or engine.today()))
    assert base is not None
    return Looked(mistake, base.version, () if mistake else changes(base.yaml, text))


def with_rule(text: str, supplier_id: str, item_code: str | None, tolerances: Mapping[str, Mapping[str, str]]) -> str:
    """The draft with terms of their own for a supplier, or an item of it, added to those that it has already."""
    content = tree(text)
    rules: list[Any] = content["matching"].get("rules") or []
    key = {"supplier": supplier_id} | ({"item": item_code} if item_code else {})
    own = next((rule for rule in rules if {k: rule[k] for k in ("supplier", "item") if k in rule} == key), None)
    if own is None:
        own = dict(key)
        rules = [*rules, own]
    own["tolerances"] = {**own.get("tolerances", {}), **{name: dict(value) for name, value in tolerances.items()}}
    content["matching"]["rules"] = rules
    return write(content)
