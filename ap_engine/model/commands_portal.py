"""What is asked for around the supplier portal: by people here, and by the supplier."""

from __future__ import annotations

from dataclasses import dataclass

from ap_engine.model.commands import Command


@dataclass(frozen=True, slots=True)
class InviteToPortal(Command):
    """A link for a supplier, good for `days`. It is the supplier's `number`-th, so that a double click is one link.

    `token_hash` is the SHA-256 of the token that whoever asks made up and passes on.
    """

    supplier_id: str
    number: int
    token_hash: str
    days: int

    @property
    def link_id(self) -> str:
        """The link's id."""
        return f"{self.supplier_id}:{self.number}"

    @property
    def id(self) -> str:
        """The supplier's link of this number, made once."""
        return f"InviteToPortal:{self.link_id}"


@dataclass(frozen=True, slots=True)
class RevokePortalLink(Command):
    """A link is to open nothing any more."""

    link_id: str

    @property
    def id(self) -> str:
        """It ends once, whoever says so."""
        return f"RevokePortalLink:{self.link_id}"

    @property
    def content_hash(self) -> str:
        """Two people may revoke one link: that is still one end."""
        return self.link_id


@dataclass(frozen=True, slots=True)
class NameOrder(Command):
    """The supplier says which of its orders an invoice is for; the actor is the supplier (`model.portal.actor_of`)."""

    invoice_id: str
    version: int
    revision: int
    order_number: str

    @property
    def id(self) -> str:
        """One answer to an invoice as it stood: the same form sent twice is one."""
        return f"NameOrder:{self.invoice_id}:{self.version}:{self.revision}:{self.actor}"
