"""How people are reached, and what became of what they were told. Nothing here holds an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ap_engine.engine import Engine
from ap_engine.model.push import PushMessage, PushState
from ap_engine.store import Transaction, values

_SHOWN_OF_A_PERSON = 20


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One way to reach a person, as it may be shown; `words` is what its last failure said."""

    id: str
    shown: str
    words: str
    failed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PushRow:
    """A message with the names that belong to it. `at` is when it was settled, or asked for; `not_before` the next try."""

    message: PushMessage
    person: str
    supplier: str | None
    invoice_number: str | None
    at: datetime
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Notifications:
    """A person's own page: `mail` is the last way, empty without one; `sink` the page of a demonstration's messages."""

    channels: tuple[ChannelRow, ...]
    language: str
    mail: str
    sink: str
    sent: tuple[PushRow, ...]


def notifications(engine: Engine, person_id: str) -> Notifications:
    """A person's own channels in their order, the language, and what they were sent lately."""
    settings = engine.settings
    with engine.store.snapshot() as tx:
        person = tx.people.find(person_id)
        channels = tuple(ChannelRow(one.id, one.shown, one.words, one.failed_at) for one in tx.channels.of(person_id))
        language = tx.channels.language(person_id) or settings.language
        sent = _rows(tx, "person_id = ? AND state <> ?", (person_id, PushState.WITHDRAWN), _SHOWN_OF_A_PERSON)
    sink = f"http://localhost:{settings.sandbox_port}/push" if settings.demonstration and settings.uses_sandbox else ""
    return Notifications(channels, language, person.email if person and settings.mail_url else "", sink, sent)


def failed_pushes(engine: Engine, limit: int = 100) -> tuple[PushRow, ...]:
    """Messages that nobody got: every way failed, or there is none, while the card still waits. The newest first."""
    with engine.store.snapshot() as tx:
        rows = _rows(tx, "state IN (?, ?)", (PushState.PARKED, PushState.UNADDRESSED), limit)
        return tuple(row for row in rows if row.message.state is PushState.PARKED or _waits(tx, row.message))


def _waits(tx: Transaction, message: PushMessage) -> bool:
    sql = "SELECT 1 FROM invoices WHERE id = ? AND version = ? AND state = 'pending_approval'"
    return bool(tx.rows(sql, (message.invoice_id, message.invoice_version)))


def _rows(tx: Transaction, where: str, params: tuple[object, ...], limit: int) -> tuple[PushRow, ...]:
    found = tx.rows(
        "SELECT m.id, coalesce(p.name, m.person_id), i.supplier_name, i.invoice_number, coalesce(m.settled_at, m.asked_at), "  # noqa: S608
        "m.not_before FROM (SELECT * FROM push_messages WHERE " + where + " ORDER BY sequence DESC NULLS LAST LIMIT ?) m "
        "LEFT JOIN people p ON p.id = m.person_id LEFT JOIN invoices i ON i.id = m.invoice_id ORDER BY m.sequence DESC NULLS LAST",
        (*params, limit),
    )
    return tuple(
        PushRow(tx.pushes.get(row[0]), row[1], row[2], row[3], values.moment(row[4]), values.moment(row[5])) for row in found
    )
