"""What whoever is asked, or finance, asks for who wants an invoice to wait until a day (rule A4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ap_engine.model.commands import Command


@dataclass(frozen=True, slots=True)
class PutOff(Command):
    """Nobody is asked about this version of the invoice before the day `until`. `seen_revision` tells one time from the next."""

    invoice_id: str
    version: int
    seen_revision: int
    until: date
    reason: str

    @property
    def id(self) -> str:
        """Once for each time that it was looked at."""
        return f"PutOff:{self.invoice_id}:{self.version}:{self.seen_revision}:{self.actor}"


@dataclass(frozen=True, slots=True)
class TakeUp(Command):
    """An invoice that waits is asked about again, now."""

    invoice_id: str
    version: int
    seen_revision: int

    @property
    def id(self) -> str:
        """Once for each time that it was looked at."""
        return f"TakeUp:{self.invoice_id}:{self.version}:{self.seen_revision}:{self.actor}"
