"""Signing in with a local account: argon2 for passwords, a random token for the session, only its hash stored."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from ap_engine.engine import Engine
from ap_engine.model.approval_link import Visitor
from ap_engine.model.errors import NotAllowed
from ap_engine.model.parties import Person

SESSION_LASTS = timedelta(hours=12)
FAILURES_BEFORE_LOCK = 8
_hasher = PasswordHasher()
# Checked when nobody has the e-mail, so that an answer takes as long whether the account exists or not.
_NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """The argon2 hash that is stored for a password."""
    return _hasher.hash(password)


def sign_in(engine: Engine, email: str, password: str) -> tuple[Person, str]:
    """The person and a new session's token. Raises NotAllowed, in the same words whatever was wrong."""
    refused = NotAllowed("E-mail or password is not right.")
    with engine.store.snapshot() as tx:
        person = tx.people.find_by_email(email.strip().lower())
        stored = tx.people.password_hash(person.id) if person else None
        failures = tx.people.sign_in_failures(person.id) if person else 0
    if person is not None and failures >= FAILURES_BEFORE_LOCK:
        raise NotAllowed("This account is locked after too many attempts; an administrator opens it again.")
    good = _matches(stored or _NOBODY, password) and stored is not None
    if person is None:
        raise refused
    with engine.store.write(person.id, engine.now()) as tx:
        tx.people.record_sign_in(person.id, good)
    if not good or not person.active:
        raise refused
    return person, open_session(engine, person)


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except VerificationError:
        return False


def open_session(engine: Engine, person: Person) -> str:
    """A new session's token, for somebody whose identity was proved (here, or by an identity provider)."""
    token = secrets.token_urlsafe(32)
    with engine.store.write(person.id, engine.now()) as tx:
        tx.sessions.open(_digest(token), person.id, engine.now() + SESSION_LASTS)
    return token


def person_of(engine: Engine, token: str) -> Person | None:
    """Whose session this is; None when there is none, it expired, or the person may no longer sign in."""
    with engine.store.snapshot() as tx:
        person = tx.sessions.person_of(_digest(token), engine.now())
    return person if person is not None and person.active else None


def visitor(engine: Engine, token: str) -> Visitor | None:
    """Whose session this is and when it began; None where `person_of` has none."""
    with engine.store.snapshot() as tx:
        person, ends = tx.sessions.person_of(_digest(token), engine.now()), tx.sessions.ends(_digest(token))
    return Visitor(person, ends - SESSION_LASTS) if person is not None and ends is not None else None


def sign_out(engine: Engine, token: str) -> None:
    """End a session."""
    with engine.store.write("session", engine.now()) as tx:
        tx.sessions.close(_digest(token))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
