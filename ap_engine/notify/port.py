"""What the engine asks of whatever carries messages to people. No method logs or raises any part of an address."""

from __future__ import annotations

from typing import Protocol

from ap_engine.model.push import Outgoing


class PushFailed(Exception):
    """The service did not take it this time; `str()` is what it said, without what is secret. Try again later."""


class ChannelDead(PushFailed):
    """The service will never take it like this (no such topic, no permission): another channel has to do."""


class Push(Protocol):
    """Carries messages to addresses."""

    def shown(self, address: str) -> str:
        """What may be shown of an address. Raises UnusableChannel when nothing can be sent there."""

    def send(self, address: str, message: Outgoing, ours: bool = False) -> None:
        """Send one message. Raises PushFailed, ChannelDead. `ours`: the address is the company's own setting, no person's."""

    def mail(self, company_mail: str, recipient: str) -> str:
        """The address that reaches a person by e-mail through the company's mail server."""
