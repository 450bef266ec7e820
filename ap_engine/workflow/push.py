"""The outbox of messages to people: at least once, by the first of their channels that works, seen when none does.

A message is marked as being sent before it is sent, in the commit that looked whether it is still right. After a crash it
is sent again: twice at worst, and never lost. No transaction is open while a service is spoken to.
"""

from __future__ import annotations

import logging
import random
from dataclasses import replace
from datetime import timedelta
from threading import Lock

from ap_engine.engine import Engine
from ap_engine.model.errors import NotAllowed
from ap_engine.model.parties import SYSTEM, Role
from ap_engine.model.push import Channel, Outgoing, PushMessage, PushState
from ap_engine.notify.port import ChannelDead, PushFailed
from ap_engine.store import Transaction
from ap_engine.workflow.push_text import outgoing

log = logging.getLogger("ap_engine.workflow")

# So many failures that may pass on one channel, then the next one has its turn; after all of them it is parked.
TRIES = 3
PARKED_AFTER = 12
LONGEST_WAIT = timedelta(hours=1)
LEASE = timedelta(minutes=5)
MAIL = "mail"
_ONE_AT_A_TIME = Lock()


def deliver_pushes(engine: Engine, limit: int = 20) -> int:
    """Send what is due; the number of messages that were settled."""
    with _ONE_AT_A_TIME:
        with engine.store.snapshot() as tx:
            due = tx.pushes.due(engine.now(), limit)
        return sum(_deliver_one(engine, message) for message in due)


def _deliver_one(engine: Engine, message: PushMessage) -> bool:
    try:
        found = _take(engine, message)
    except Exception as error:
        # A mistake of ours about one message must not hold up the others; it is parked in the end, and shown.
        log.exception("writing %s failed", message.id)
        return _settle(engine, _failed(message, f"{type(error).__name__}: {error}"), {})
    return True if found is None else _settle(engine, *_try(engine, message, *found))


def _take(engine: Engine, message: PushMessage) -> tuple[Outgoing, tuple[Channel, ...]] | None:
    """What is to be sent and how; None when it is settled without anything being sent."""
    with engine.store.write(SYSTEM, engine.now()) as tx:
        content, ways = outgoing(engine, tx, message), ways_of(engine, tx, message.person_id)
        if content is None or not ways:
            state = PushState.WITHDRAWN if content is None else PushState.UNADDRESSED
            tx.pushes.mark(replace(message, state=state))
            return None
        tx.pushes.take(message.id, engine.now() + LEASE)
    return content, ways


def _failed(message: PushMessage, words: str) -> PushMessage:
    attempts = message.attempts + 1
    state = PushState.PARKED if attempts % PARKED_AFTER == 0 else PushState.WAITING
    return replace(message, attempts=attempts, words=words, state=state)


def _try(
    engine: Engine, message: PushMessage, content: Outgoing, ways: tuple[Channel, ...]
) -> tuple[PushMessage, dict[str, str]]:
    """The message after one round: channels that are dead are passed over at once, one that may work later ends the round.

    And what each channel that was used said, empty for the one that took it.
    """
    said: dict[str, str] = {}
    while True:
        alive = [way for way in ways if way.id not in message.dead]
        if not alive:
            return replace(message, state=PushState.PARKED), said
        way = alive[message.attempts // TRIES % len(alive)]
        try:
            _send(engine, way, content)
        except ChannelDead as error:
            said[way.id] = str(error)
            message = replace(message, dead=(*message.dead, way.id), words=f"{way.shown}: {error}", way=way.shown)
        except PushFailed as error:
            said[way.id] = str(error)
            return replace(_failed(message, f"{way.shown}: {error}"), way=way.shown), said
        else:
            said[way.id] = ""
            return replace(message, state=PushState.DELIVERED, way=way.shown), said


def _send(engine: Engine, way: Channel, content: Outgoing) -> None:
    address = engine.seal.open(way.sealed) if way.id != MAIL else way.sealed
    if address is None:
        raise ChannelDead("Its address cannot be read any more: enter it again.")
    try:
        engine.push.send(address, content, ours=way.id == MAIL)
    except PushFailed:
        raise
    except Exception as error:  # noqa: BLE001
        # A mistake of ours must not hold up the others; its words may hold the address, its kind does not.
        log.warning("sending a message failed: %s", type(error).__name__)
        raise PushFailed(type(error).__name__) from None


def _settle(engine: Engine, message: PushMessage, said: dict[str, str]) -> bool:
    with engine.store.write(SYSTEM, engine.now()) as tx:
        tx.pushes.mark(message, _wait(message.attempts) if message.state is PushState.WAITING else timedelta())
        for channel_id, words in said.items():
            tx.channels.tell(channel_id, words)
    return message.state is not PushState.WAITING


def _wait(attempt: int) -> timedelta:
    """Exponential from 5 s, with jitter: a service that was down is not asked by everybody in the same second."""
    seconds = 5 * 2 ** min((attempt - 1) % PARKED_AFTER, 10)
    return min(timedelta(seconds=seconds), LONGEST_WAIT) * random.uniform(0.75, 1.25)  # noqa: S311


def ways_of(engine: Engine, tx: Transaction, person_id: str) -> tuple[Channel, ...]:
    """How a person is reached, the preferred way first; last their e-mail, where the company has a mail server."""
    person = tx.people.find(person_id)
    if person is None or not person.active:
        return ()
    own, company = tx.channels.of(person_id), engine.settings.mail_url
    if not company or not person.email:
        return own
    return (*own, Channel(MAIL, person_id, len(own) + 1, "E-mail", engine.push.mail(company, person.email)))


def retry_push(engine: Engine, actor: str, message_id: str) -> None:
    """Somebody has a parked message sent again, by every channel anew. Raises NotAllowed."""
    with engine.store.write(actor, engine.now()) as tx:
        person = tx.people.find(actor)
        if person is None or not person.has(Role.FINANCE, Role.ADMINISTRATOR):
            raise NotAllowed("Messages are sent again by finance and administrators.")
        message = tx.pushes.get(message_id)
        if message.state is not PushState.PARKED:
            return
        rounds = -(-message.attempts // PARKED_AFTER) * PARKED_AFTER
        tx.pushes.mark(replace(message, state=PushState.WAITING, dead=(), attempts=rounds))
        tx.audit("MessageRetried", message.invoice_id or message.id, {"message": message.id, "words": message.words})
    engine.wake.set()
