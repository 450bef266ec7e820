"""Letters of the mailbox for invoices of which something became no invoice."""

from __future__ import annotations

from datetime import timedelta

from ap_engine.engine import Engine
from ap_engine.model.letters import Letter
from ap_engine.workflow.mail import FAILURE

_SHOWN_FOR = timedelta(days=14)


def letters_to_see(engine: Engine, most: int = 20) -> tuple[Letter, ...]:
    """The letters of the last two weeks with something that was left out, newest first."""
    with engine.store.snapshot() as tx:
        return tx.letters.with_something_left_out(engine.now() - _SHOWN_FOR, most)


def mailbox_trouble(engine: Engine) -> str:
    """Why the mailbox could not be read the last time; an empty text when it could."""
    with engine.store.snapshot() as tx:
        return tx.settings.get(FAILURE) or ""
