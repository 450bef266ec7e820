"""Omie's webhook calls: object-shaped and list-shaped events, pings, and which of our payables each is about (S4)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

REFERENCE = "codigo_lancamento_integracao"


def is_ping(body: dict[str, Any]) -> bool:
    """Whether Omie only asks if somebody is there (`{"ping": "omie"}`, sent when the endpoint is registered)."""
    return "ping" in body


def identity(body: dict[str, Any], raw: bytes) -> str:
    """The sender's message id, or a hash of the call for one that has none: the same call again is the same event."""
    return str(body.get("messageId") or hashlib.sha256(raw).hexdigest())


def references(body: str) -> tuple[str, ...]:
    """Our references that an event names, once each, wherever Omie puts them: in an object, a list, or inside `conta_a_pagar`."""
    event = json.loads(body).get("event")
    return tuple(dict.fromkeys(_references(event)))


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    elif isinstance(node, dict):
        if node.get(REFERENCE):
            yield str(node[REFERENCE])
        yield from _references(node.get("conta_a_pagar"))
