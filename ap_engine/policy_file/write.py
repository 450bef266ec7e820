"""Writes a policy's settings as YAML that a person reads: by section, with what each means beside it, amounts in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ap_engine.model.policy_settings import SECTIONS, Kind, Section, Setting

_HEAD = "# What the company decided. Every scalar is read as text; an empty tolerance is an error, never “no limit”.\n"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.@-]*( [A-Za-z][A-Za-z0-9_.@-]*)*|\d+-way")
_COLUMN = 34


def write(content: Mapping[str, Any]) -> str:
    """The settings as text. `content` is a tree as `tree` reads it; raises ValueError for a setting that nobody knows."""
    _known(content)
    blocks = [_HEAD + "\n".join(_section(SECTIONS[0], content))]
    blocks += ["\n".join(_section(section, content)) for section in SECTIONS[1:]]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _known(content: Mapping[str, Any]) -> None:
    top = {setting.path[0] for section in SECTIONS for setting in section.settings}
    unknown = [key for key in content if key not in top]
    for section in SECTIONS[1:]:
        own = content.get(section.key)
        if isinstance(own, Mapping) and section.settings[0].path != (section.key,):
            known = {setting.path[1] for setting in section.settings}
            unknown += [f"{section.key}.{key}" for key in own if key not in known]
    if unknown:
        raise ValueError(f"no such setting: {', '.join(unknown)}")


def _section(section: Section, content: Mapping[str, Any]) -> Iterator[str]:
    if section.note:
        yield f"# {section.note}"
    opened: tuple[str, ...] = ()
    for setting in section.settings:
        there, value = _at(content, setting)
        if not there:
            continue
        parents = setting.path[:-1]
        for depth, key in enumerate(parents):
            if opened[: depth + 1] != parents[: depth + 1]:
                yield f"{'  ' * depth}{key}:"
        opened = parents
        yield from _lines(setting, value, "  " * len(parents))


def _at(content: Mapping[str, Any], setting: Setting) -> tuple[bool, Any]:
    value: Any = content
    for step in setting.path:
        if not isinstance(value, Mapping) or step not in value:
            return False, None
        value = value[step]
    return True, value


def _lines(setting: Setting, value: Any, indent: str) -> Iterator[str]:
    key = setting.path[-1]
    if setting.kind is Kind.RULES and isinstance(value, list) and value:
        yield _noted(f"{indent}{key}:", setting.note)
        for rule in value:
            yield from _rule(rule, indent + "  ")
    else:
        meaning = "; ".join(part for part in (setting.note, f"empty: {setting.empty}" if setting.empty else "") if part)
        yield _noted(f"{indent}{key}: {_value(value)}", meaning)


def _rule(rule: Mapping[str, Any], indent: str) -> Iterator[str]:
    mark = "- "
    for key, value in rule.items():
        if key == "tolerances" and isinstance(value, Mapping) and value:
            yield f"{indent}{mark}{key}:"
            yield from (f"{indent}    {name}: {_value(own)}" for name, own in value.items())
        else:
            yield f"{indent}{mark}{key}: {_value(value)}"
        mark = "  "


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_text(str(key))}: {_value(own)}" for key, own in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(own) for own in value) + "]"
    return _text(str(value))


def _text(text: str) -> str:
    """A scalar: bare where nobody can misread it, else in quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in ("null", "true", "false"):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(_shown(letter) for letter in escaped) + '"'


def _shown(letter: str) -> str:
    code = ord(letter)
    if code < 32 or 127 <= code < 160 or code in (0x2028, 0x2029, 0xFEFF):
        return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
    return letter


def _noted(line: str, note: str) -> str:
    return f"{line:{_COLUMN}}  # {note}" if note else line
