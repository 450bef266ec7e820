"""How a person wants to be reached: channels in an order, each tried out, and the language of what is written."""

from __future__ import annotations

from collections.abc import Sequence

from ap_engine.engine import Engine
from ap_engine.model.errors import NotAllowed, UnusableChannel
from ap_engine.model.parties import Person
from ap_engine.model.push import Channel
from ap_engine.notify.port import PushFailed
from ap_engine.store import Transaction
from ap_engine.workflow.push_text import language_of, test_message

MOST_CHANNELS = 8
_LONGEST = 1000


def add_channel(engine: Engine, actor: str, address: str, language: str = "") -> Channel:
    """A further way to reach the actor, last in the order; the same address again is the same channel.

    `language` is the one that the person reads in, kept where they never chose one. Raises UnusableChannel, NotAllowed.
    """
    address = address.strip()
    if not address or len(address) > _LONGEST or any(letter.isspace() or not letter.isprintable() for letter in address):
        raise UnusableChannel("It is one line without spaces, as in ntfys://ntfy.sh/your-topic.")
    shown = engine.push.shown(address)
    with engine.store.write(actor, engine.now()) as tx:
        _person(tx, actor)
        there = tx.channels.of(actor)
        channel = Channel(engine.seal.name(actor, address), actor, len(there) + 1, shown, engine.seal.close(address))
        known = next((one for one in there if one.id == channel.id), None)
        if known is not None:
            return known
        if len(there) >= MOST_CHANNELS:
            raise UnusableChannel(f"There are {MOST_CHANNELS} already: remove one first.")
        tx.channels.add(channel)
        if language and tx.channels.language(actor) is None:
            tx.channels.set_language(actor, language)
    return channel


def remove_channel(engine: Engine, actor: str, channel_id: str) -> None:
    """The actor is not reached there any more."""
    with engine.store.write(actor, engine.now()) as tx:
        there = tx.channels.of(actor)
        for channel in (one for one in there if one.id == channel_id):
            tx.channels.remove(channel)
        tx.channels.put_in_order(tuple(one for one in there if one.id != channel_id))


def prefer_channel(engine: Engine, actor: str, channel_id: str) -> None:
    """The channel goes to the front: it is tried first. Raises NotAllowed for what is not theirs."""
    with engine.store.write(actor, engine.now()) as tx:
        there = tx.channels.of(actor)
        first = _own(there, channel_id)
        tx.channels.put_in_order((first, *(one for one in there if one is not first)))


def write_in(engine: Engine, actor: str, language: str) -> None:
    """The language in which the actor is written to."""
    if language not in ("en", "pt"):
        raise NotAllowed(f"There is no language {language}.")
    with engine.store.write(actor, engine.now()) as tx:
        _person(tx, actor)
        tx.channels.set_language(actor, language)


def try_channel(engine: Engine, actor: str, channel_id: str) -> None:
    """Send the actor a test. Raises UnusableChannel with the service's words when it does not arrive."""
    with engine.store.snapshot() as tx:
        channel = _own(tx.channels.of(actor), channel_id)
        message = test_message(engine, language_of(engine, tx, actor))
    address = engine.seal.open(channel.sealed)
    words = "Its address cannot be read any more: enter it again."
    if address is not None:
        try:
            engine.push.send(address, message)
            words = ""
        except PushFailed as error:
            words = str(error)
    with engine.store.write(actor, engine.now()) as tx:
        tx.channels.tell(channel_id, words)
    if words:
        raise UnusableChannel(words)


def _person(tx: Transaction, person_id: str) -> Person:
    person = tx.people.find(person_id)
    if person is None or not person.active:
        raise NotAllowed()
    return person


def _own(channels: Sequence[Channel], channel_id: str) -> Channel:
    found = next((one for one in channels if one.id == channel_id), None)
    if found is None:
        raise NotAllowed("This channel is not yours.")
    return found
