"""The audit log: a chain of entries, each sealed over the one before it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to which invoice, when, and on which evidence (`data` is canonical JSON). Entries are never changed."""

    sequence: int
    happened_at: datetime
    actor: str
    event: str
    subject: str
    data: str
    previous_hash: str
    hash: str


def seal(sequence: int, happened_at: datetime, actor: str, event: str, subject: str, data: str, previous_hash: str) -> str:
    """The hash of an entry: SHA-256 over its parts, each preceded by its length, so that no two entries read alike.

    `happened_at` is taken in UTC with microseconds.
    """
    parts = (str(sequence), happened_at.isoformat(), actor, event, subject, data, previous_hash)
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode()
        digest.update(f"{len(raw)}:".encode() + raw)
    return digest.hexdigest()
