"""What people ask of supplier templates. Ids follow from name, base version and text, so a double click is one command."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from ap_engine.model.commands import Command


@dataclass(frozen=True, slots=True)
class PublishTemplate(Command):
    """Put a template in force. `base_version` is the version that the person saw: 0 for a new one, or one that is a file."""

    name: str
    yaml: str
    base_version: int = 0
    why: str = ""

    @property
    def id(self) -> str:
        """What is published over what, and by whom."""
        return f"PublishTemplate:{self.name}:{self.base_version}:{hashlib.sha256(self.yaml.encode()).hexdigest()}:{self.actor}"

    @property
    def content_hash(self) -> str:
        """The text; the reason may be typed differently at the second click."""
        return hashlib.sha256(self.yaml.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RetireTemplate(Command):
    """Take a template out of force; its versions stay, and publishing one of them brings it back."""

    name: str
    base_version: int
    why: str = ""

    @property
    def id(self) -> str:
        """Which version is retired, and by whom."""
        return f"RetireTemplate:{self.name}:{self.base_version}:{self.actor}"

    @property
    def content_hash(self) -> str:
        """Nothing beside the id."""
        return hashlib.sha256(self.id.encode()).hexdigest()
