"""A supplier's own link to the portal, and the name under which a supplier acts there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

CHANNEL = "portal"
_PREFIX = "portal:"


def actor_of(supplier_id: str) -> str:
    """Who enters and corrects what comes by a supplier's link: the supplier, never a colleague.

    >>> actor_of("mill")
    'portal:mill'
    """
    return f"{_PREFIX}{supplier_id}"


def supplier_behind(actor: str) -> str | None:
    """The supplier that acts under this name, None for a person or the engine itself.

    >>> supplier_behind("portal:mill"), supplier_behind("clara")
    ('mill', None)
    """
    return actor.removeprefix(_PREFIX) if actor.startswith(_PREFIX) else None


@dataclass(frozen=True, slots=True)
class PortalLink:
    """A link that `made_by` made for a supplier. `token_hash` is the SHA-256 of the token, which itself is kept nowhere."""

    id: str
    token_hash: str
    supplier_id: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    revoked_by: str | None = None

    def opens(self, at: datetime) -> bool:
        """Whether the link may be used at that moment."""
        return self.revoked_at is None and at < self.expires_at
