"""JSON with exact numbers: decimals are read as Decimal and written as they are, so money never passes through a float."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


def encode(value: object) -> str:
    """JSON text of dicts, lists, text, whole numbers, Decimal, booleans and None. TypeError for anything else, float included.

    >>> encode({"valor_documento": Decimal("1612.05"), "nPerDep": Decimal("60.00")})
    '{"valor_documento":1612.05,"nPerDep":60.00}'
    """
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(str(key))}:{encode(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(encode(item) for item in value) + "]"
    if value is None or isinstance(value, str | bool | int):
        return json.dumps(value)
    raise TypeError(f"{type(value).__name__} has no exact form in JSON")


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise TypeError("only finite numbers go into JSON")
    return format(value, "f")


def decode(text: str) -> object:
    """What the JSON says, with Decimal for every number that has a fraction. ValueError when it is not JSON."""
    return json.loads(text, parse_float=Decimal, parse_constant=_not_json)


def _not_json(name: str) -> object:
    raise ValueError(f"{name} is not JSON")
