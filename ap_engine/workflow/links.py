"""Addresses inside the application that messages lead to; each is built here and nowhere else."""

from __future__ import annotations

from urllib.parse import quote

from ap_engine.engine import Engine


def card_path(invoice_id: str) -> str:
    """The card of an invoice, for whoever is asked about it."""
    return f"/approvals?invoice={quote(invoice_id, safe='')}"


def cards_path() -> str:
    """All cards that wait for whoever looks."""
    return "/approvals"


def invoice_path(invoice_id: str) -> str:
    """The page of an invoice, for whoever has to see it and is not asked."""
    return f"/review?invoice={quote(invoice_id, safe='')}"


def whole(engine: Engine, path: str) -> str:
    """A path as an address that works from outside (AP_PUBLIC_ADDRESS)."""
    return f"{engine.settings.link_address}{path}"
