"""Makes the demonstration company when its books are new."""

from __future__ import annotations

from ap_engine.demo.made import is_made
from ap_engine.engine import Engine
from ap_engine.sandbox_process import silent_sandbox


def tell_demonstration(engine: Engine) -> bool:
    """Make the demonstration beside a running sandbox; False when it was there. Books that are not a demonstration's are left alone."""
    if not engine.settings.demonstration or is_made(engine):
        return False
    # What draws documents is loaded only now: later starts have no use for it.
    from ap_engine.demo.story import make_demonstration

    with silent_sandbox(engine.settings):
        return make_demonstration(engine)
