"""Makes the demonstration company when its books are new, and says who can sign in."""

from __future__ import annotations

from ap_engine.demo.people import SIGN_INS
from ap_engine.demo.story import is_made, make_demonstration
from ap_engine.engine import Engine
from ap_engine.sandbox_process import silent_sandbox


def tell_demonstration(engine: Engine) -> bool:
    """Make the demonstration beside a running sandbox; False when it was there. Books that are not a demonstration's are left alone."""
    if not engine.settings.demonstration or is_made(engine):
        return False
    with silent_sandbox(engine.settings):
        return make_demonstration(engine)


def greeting(address: str) -> str:
    """What is printed at the start of a demonstration: where it is and who can sign in."""
    width = max(len(sign_in.email) for sign_in in SIGN_INS)
    lines = [f"    {sign_in.email:{width}}  {sign_in.password}" for sign_in in SIGN_INS]
    return "\n".join(
        (f"\n  {address}   (demonstration: made-up company, simulated ERP, no money moves)\n", "  Sign in as", *lines, "")
    )
