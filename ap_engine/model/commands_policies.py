"""What people ask of the policy. A version is named once and its text never changes, so its name is what ids are made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from ap_engine.model.commands import Command


@dataclass(frozen=True, slots=True)
class ProposePolicy(Command):
    """Propose a whole policy, with its reason. The version and the day that it is to begin stand in its text."""

    yaml: str
    reason: str = ""

    @property
    def id(self) -> str:
        """What is proposed, and by whom."""
        return f"ProposePolicy:{hashlib.sha256(self.yaml.encode()).hexdigest()}:{self.actor}"

    @property
    def content_hash(self) -> str:
        """The text; the reason may be typed differently at the second click."""
        return hashlib.sha256(self.yaml.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _AboutPolicy(Command):
    version: str

    @property
    def id(self) -> str:
        return f"{type(self).__name__}:{self.version}:{self.actor}"

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.id.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ConsentToPolicy(_AboutPolicy):
    """A second person agrees to a proposed version."""


@dataclass(frozen=True, slots=True)
class RefusePolicy(_AboutPolicy):
    """A second person says no to a proposed version, with a reason."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawPolicy(_AboutPolicy):
    """Whoever proposed a version takes it back."""

    reason: str = ""
