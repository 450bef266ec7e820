"""What is printed at the start of a demonstration."""

from __future__ import annotations

from ap_engine.demo.people import PORTAL_TOKEN, SIGN_INS


def greeting(address: str) -> str:
    """Where it is, who can sign in, and a supplier's link."""
    width = max(len(sign_in.email) for sign_in in SIGN_INS)
    lines = [f"    {sign_in.email:{width}}  {sign_in.password}" for sign_in in SIGN_INS]
    return "\n".join(
        (
            f"\n  {address}   (demonstration: made-up company, simulated ERP, no money moves)\n",
            "  Sign in as",
            *lines,
            f"\n  A supplier's link\n    {address}/portal/{PORTAL_TOKEN}",
            "",
        )
    )
