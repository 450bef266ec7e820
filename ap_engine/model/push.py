"""Messages to people's phones: what is told to whom, how far it is, and the ways on which a person is reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class PushKind(StrEnum):
    """Why somebody is told: a card came to them, cards of theirs come due, or somebody else's card does."""

    TO_APPROVE = "to_approve"
    DIGEST = "digest"
    ESCALATION = "escalation"


class PushState(StrEnum):
    """The life of a message. SENDING after a crash is sent again: a message may come twice, and is never lost.

    WITHDRAWN: nobody is asked any more. UNADDRESSED: the person has no channel, and there is no e-mail of the company.
    PARKED: every way failed; a person looks at it.
    """

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    UNADDRESSED = "unaddressed"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class PushMessage:
    """One message to one person, once for each id (`to_approve:invoice:version:level:person`, `digest:person:day` …).

    A digest is about several invoices: its `invoice_id` is empty, they stand with the nags. `attempts` counts those that may
    succeed later, `dead` are the channels that failed for good, `words` the last failure's exact words, `way` the channel
    that it went by, as it may be shown.
    """

    id: str
    kind: PushKind
    person_id: str
    invoice_id: str = ""
    invoice_version: int = 0
    level: int = 0
    state: PushState = PushState.WAITING
    attempts: int = 0
    words: str = ""
    dead: tuple[str, ...] = ()
    way: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach a person. `sealed` is the address, unreadable without the key beside the books; only `shown` is for
    eyes. `words` is what its last failure said, empty when it works."""

    id: str
    person_id: str
    position: int
    shown: str
    sealed: str = field(repr=False)
    words: str = ""
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Nag:
    """One reminder about one step: at most two are given (rule A7), the third number is that somebody else was told.

    `digest_id` is the message that it went into, empty for the third.
    """

    invoice_id: str
    version: int
    level: int
    person_id: str
    number: int
    digest_id: str
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a phone shows: plain text without markup, and the address that a tap opens."""

    title: str
    body: str
    link: str
