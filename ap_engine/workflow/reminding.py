"""Reminders and escalation (rule A7): looked at every quarter of an hour, by business hours left to the due date."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

import holidays

from ap_engine.engine import Engine
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import SYSTEM, Person, Role
from ap_engine.model.push import Nag, PushKind, PushMessage, PushState
from ap_engine.rules import reminders
from ap_engine.rules.reminders import BusinessHours, Step
from ap_engine.store import Transaction
from ap_engine.workflow.push_asking import asked, standing_in, tell_asked

EVERY = 900.0
ESCALATED = reminders.MOST_NAGS + 1


def remind(engine: Engine) -> int:
    """Tell whoever should be told by now: who is asked since a delegation began, who is late, who stands in. How many messages."""
    engine = engine.pinned()
    told = _tell_newly_asked(engine)
    now = _local(engine, engine.now())
    hours = business_hours(engine, now.year)
    if not hours.open_at(now):
        return told
    with engine.store.snapshot() as tx:
        waiting = [(message, at) for message, at in tx.pushes.asked()]
    # One commit for each: many at once would keep those who approve from the books.
    return told + sum(_look_at(engine, hours, now, message, _local(engine, at)) for message, at in waiting)


def _tell_newly_asked(engine: Engine) -> int:
    """A delegation that begins or ends changes who is asked, and nothing is written then."""
    with engine.store.snapshot() as tx:
        outdated = [
            invoice.id
            for invoice in (tx.invoices.get(one) for one in tx.invoices.in_state(State.PENDING_APPROVAL))
            if any(_is_new(tx, message) for message in asked(engine, tx, invoice))
        ]
    told = 0
    for invoice_id in outdated:
        with engine.store.write(SYSTEM, engine.now()) as tx:
            told += tell_asked(engine, tx, tx.invoices.get(invoice_id))
    return told


def _is_new(tx: Transaction, message: PushMessage) -> bool:
    known = tx.pushes.find(message.id)
    return known is None or known.state is PushState.WITHDRAWN


def _look_at(engine: Engine, hours: BusinessHours, now: datetime, message: PushMessage, asked_at: datetime) -> bool:
    with engine.store.write(SYSTEM, engine.now()) as tx:
        invoice = tx.invoices.get(message.invoice_id)
        if message.id not in {one.id for one in asked(engine, tx, invoice)}:
            return False
        own = [nag for nag in tx.pushes.nags(invoice.id) if _about(nag, message)]
        given = [_local(engine, nag.given_at) for nag in own if nag.number <= reminders.MOST_NAGS]
        escalated = len(given) < len(own)
        step = reminders.step(hours, now, invoice.fields.due_date, asked_at, given, escalated)
        if step is Step.REMIND:
            return _remind(engine, tx, message, len(given) + 1, now.date())
        if step is Step.ESCALATE:
            return _escalate(engine, tx, invoice, message)
    return False


def _about(nag: Nag, message: PushMessage) -> bool:
    return (nag.version, nag.level, nag.person_id) == (message.invoice_version, message.level, message.person_id)


def _remind(engine: Engine, tx: Transaction, message: PushMessage, number: int, today: date) -> bool:
    """Into the person's one message of the day; when that is gone already, tomorrow."""
    digest = PushMessage(f"{PushKind.DIGEST}:{message.person_id}:{today}", PushKind.DIGEST, message.person_id)
    known = tx.pushes.find(digest.id)
    if known is not None and known.state is not PushState.WAITING:
        return False
    tx.pushes.add_nag(_nag(engine, message, number, digest.id))
    return tx.pushes.add(digest)


def _nag(engine: Engine, message: PushMessage, number: int, digest_id: str) -> Nag:
    return Nag(message.invoice_id, message.invoice_version, message.level, message.person_id, number, digest_id, engine.now())


def _escalate(engine: Engine, tx: Transaction, invoice: Invoice, message: PushMessage) -> bool:
    told = _told_instead(engine, tx, invoice, message)
    tx.pushes.add_nag(_nag(engine, message, ESCALATED, ""))
    for person in told:
        name = f"{PushKind.ESCALATION}:{invoice.id}:{invoice.version}:{message.level}:{person.id}"
        tx.pushes.add(PushMessage(name, PushKind.ESCALATION, person.id, invoice.id, invoice.version, message.level))
    names = ", ".join(person.name for person in told)
    tx.audit("ApprovalEscalated", invoice.id, {"text": names, "level": message.level, "waits_for": message.person_id})
    return bool(told)


def _told_instead(engine: Engine, tx: Transaction, invoice: Invoice, message: PushMessage) -> list[Person]:
    """Whoever stands in for the approver, else the director, else finance: somebody who has not been told yet."""
    people = {person.id: person for person in tx.people.all()}
    step = next(one for one in invoice.steps if one.level == message.level)
    known = {message.person_id, step.approver_id}
    approver = people.get(step.approver_id)
    others = [] if approver is None else list(standing_in(tx, invoice, approver, people, engine.today()))
    director = people.get(engine.policy.director_id or "")
    first = next((one for one in (*others, director) if one is not None and one.active and one.id not in known), None)
    if first is not None:
        return [first]
    return [one for one in people.values() if one.active and one.has(Role.FINANCE) and one.id not in known]


def _local(engine: Engine, moment: datetime) -> datetime:
    """A moment by the clock where the company is."""
    return moment.astimezone(engine.settings.zone).replace(tzinfo=None)


def business_hours(engine: Engine, year: int) -> BusinessHours:
    """The company's business hours around a year."""
    terms = engine.policy.reminders
    return BusinessHours(terms, _holidays(terms.country, year))


@lru_cache(maxsize=8)
def _holidays(country: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, years=[year - 1, year, year + 1]))
