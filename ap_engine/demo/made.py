"""Whether the demonstration company is there: every start asks."""

from __future__ import annotations

from ap_engine.engine import Engine

MADE = "demonstration.made"


def is_made(engine: Engine) -> bool:
    """Whether the demonstration company is there already."""
    with engine.store.snapshot() as tx:
        return tx.settings.get(MADE) is not None
