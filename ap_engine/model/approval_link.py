"""The link that shows an approver one card and takes one decision (rules A2, A3, A5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ap_engine.model.approval import ApprovalStep
from ap_engine.model.invoice import Invoice
from ap_engine.model.parties import Person

LASTS = timedelta(days=7)
# A sign-in for this very decision: long enough to type a password and read the card.
FRESH = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ApprovalLink:
    """What a link is bound to: one step of one version of one invoice, one person, until a moment."""

    invoice_id: str
    version: int
    step: int
    person_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in where a link was opened, and since when."""

    person: Person
    signed_in_at: datetime


class LinkState(StrEnum):
    """What a link does for whoever opens it now. Only OPEN decides."""

    OPEN = "open"
    INVALID = "invalid"
    EXPIRED = "expired"
    OTHER_PERSON = "other_person"
    SIGN_IN = "sign_in"
    SIGN_IN_AGAIN = "sign_in_again"
    CHANGED = "changed"
    DECIDED = "decided"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """A link as it stands. `invoice` and `person` are None only when it is INVALID; `step` is the one that it is about."""

    state: LinkState
    link: ApprovalLink | None = None
    invoice: Invoice | None = None
    person: Person | None = None
    step: ApprovalStep | None = None
