"""What differs between two policies, setting by setting, as a person would say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from ap_engine.model.policy_settings import SECTIONS, Kind, Path, Setting
from ap_engine.model.policy_versions import SettingChange
from ap_engine.policy_file import tree

_NOT_COMPARED = frozenset({("version",), ("effective_from",)})


def changes(before: str, after: str) -> tuple[SettingChange, ...]:
    """The settings that two texts have otherwise, in the order of the file; version and day are not among them.

    Numbers are compared as numbers: 2 and 2.00 are the same. Raises PolicyError for what is no YAML.
    """
    old, new = dict(_flat(tree(before))), dict(_flat(tree(after)))
    paths = [*old, *(path for path in new if path not in old)]
    return tuple(
        SettingChange(path, old.get(path, ""), new.get(path, ""))
        for path in paths
        if path not in _NOT_COMPARED and not _same(old.get(path, ""), new.get(path, ""))
    )


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _flat(content: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for section in SECTIONS:
        for setting in section.settings:
            value: Any = content
            for step in setting.path:
                value = value.get(step) if isinstance(value, Mapping) else None
            if value is not None:
                yield from _parts(setting, value)


def _parts(setting: Setting, value: Any) -> Iterator[tuple[Path, str]]:
    path = setting.path
    if setting.kind is Kind.TOLERANCE and isinstance(value, Mapping):
        yield from (((*path, str(key)), str(own)) for key, own in value.items())
    elif setting.kind is Kind.RATES and isinstance(value, Mapping):
        yield from (((*path, str(currency)), str(rate)) for currency, rate in value.items())
    elif setting.kind is Kind.RULES and isinstance(value, list):
        for rule in value:
            yield from _rule_parts(path, rule)
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value))
    else:
        yield path, str(value)


def _rule_parts(path: Path, rule: Any) -> Iterator[tuple[Path, str]]:
    if not isinstance(rule, Mapping):
        yield path, str(rule)
        return
    whose = " · ".join(str(rule[key]) for key in ("supplier", "item") if rule.get(key))
    if rule.get("level"):
        yield (*path, whose, "level"), str(rule["level"])
    tolerances = rule.get("tolerances")
    for name, own in tolerances.items() if isinstance(tolerances, Mapping) else ():
        for key, text in own.items() if isinstance(own, Mapping) else ():
            yield (*path, whose, str(name), str(key)), str(text)
