"""Letters that came to the mailbox for invoices, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ap_engine.model.commands import Command


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file in a letter. `shown_inside`: it belongs to the letter's text, as a logo does."""

    name: str
    content: bytes
    content_type: str = ""
    shown_inside: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its key (a hash), who sent it and when by its own word, its files, which invoices it brought, what was left out and why."""

    key: str
    sender: str
    subject: str
    sent_at: datetime | None
    files: tuple[Enclosure, ...] = ()
    invoices: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TakeInLetter(Command):
    """What a letter brought is noted, once."""

    key: str

    @property
    def id(self) -> str:
        """One letter."""
        return f"letter:{self.key}"

    @property
    def content_hash(self) -> str:
        """The letter's own hash."""
        return self.key
