"""What an approver asks for who will be away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ap_engine.model.commands import Command


@dataclass(frozen=True, slots=True)
class GiveDelegation(Command):
    """The actor's approvals go to `delegate_id` on these days, for a reason. It is the actor's `number`-th: so a double click is
    one, and the same days can be given again after they were taken back."""

    delegate_id: str
    first_day: date
    last_day: date
    reason: str
    number: int = 1

    @property
    def delegation_id(self) -> str:
        """The delegation's id."""
        return f"{self.actor}:{self.number}"

    @property
    def id(self) -> str:
        """The person's delegation of this number, given once."""
        return f"GiveDelegation:{self.delegation_id}"


@dataclass(frozen=True, slots=True)
class EndDelegation(Command):
    """The actor takes their approvals back before the time."""

    delegation_id: str

    @property
    def id(self) -> str:
        """It ends once."""
        return f"EndDelegation:{self.delegation_id}"
