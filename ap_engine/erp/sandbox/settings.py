"""How one sandbox is set up; given by whoever starts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """`webhook_url` is where events go, None for nowhere; it can be changed while running and is kept in the books.

    A failed delivery is tried again after `webhook_backoff` seconds, doubled each time up to `webhook_longest_backoff`, and
    is a dead letter after `webhook_attempts`.
    """

    app_key: str
    app_secret: str = field(repr=False)
    webhook_url: str | None = field(default=None, repr=False)
    webhook_attempts: int = 60
    webhook_backoff: float = 1
    webhook_longest_backoff: float = 5
    webhook_timeout: float = 10
    zone: ZoneInfo = ZoneInfo("America/Sao_Paulo")
