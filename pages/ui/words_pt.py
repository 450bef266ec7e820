"""Portuguese (Brazil), by the English text."""

from __future__ import annotations

PORTUGUESE: dict[str, str] = {}
