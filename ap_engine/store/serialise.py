"""Frozen dataclasses to JSON text and back, exactly: Decimal, date, datetime, enum, tuple, frozenset and None included.

The text is canonical (sorted keys, no spaces, ASCII), so equal values have equal text. There is no float in it.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: object) -> object:
    """The value as what JSON has: dict, list, str, int, bool, None. Raises TypeError for a float or an unknown type."""
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted((plain(item) for item in value), key=canonical)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} is not kept as JSON")


def canonical(value: object) -> str:
    """The JSON text of a value that `plain` made."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def dumps(value: object) -> str:
    """The canonical JSON text of a value."""
    return canonical(plain(value))


def loads(kind: type[T], text: str) -> T:
    """The value of type `kind` that `dumps` wrote. A field that is missing takes its default; an unknown one raises."""
    result: T = _build(kind, json.loads(text))
    return result


@lru_cache(maxsize=256)
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _build(kind: Any, raw: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind, raw)
    if origin is tuple:
        return _tuple(get_args(kind), raw)
    if origin is frozenset:
        return frozenset(_build(get_args(kind)[0], item) for item in raw)
    if origin is dict:
        key, item = get_args(kind)
        return {_build(key, k): _build(item, v) for k, v in raw.items()}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        if unknown := raw.keys() - hints.keys():
            raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
        return kind(**{name: _build(hints[name], item) for name, item in raw.items()})
    return _scalar(kind, raw)


def _optional(kind: Any, raw: Any) -> Any:
    kinds = [each for each in get_args(kind) if each is not type(None)]
    if len(kinds) != 1:
        raise TypeError(f"{kind} is ambiguous in JSON")
    return None if raw is None else _build(kinds[0], raw)


def _tuple(kinds: tuple[Any, ...], raw: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_build(kinds[0], item) for item in raw)
    return tuple(_build(kind, item) for kind, item in zip(kinds, raw, strict=True))


def _scalar(kind: Any, raw: Any) -> Any:
    if kind in (date, datetime):
        return kind.fromisoformat(raw)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(raw)
    if kind in (str, int, bool) and type(raw) is kind:
        return raw
    raise TypeError(f"{raw!r} is no {kind}")
