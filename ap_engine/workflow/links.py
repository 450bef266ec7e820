"""Addresses inside the application that messages lead to; each is built here and nowhere else."""

from __future__ import annotations

from urllib.parse import quote

from ap_engine.engine import Engine
from ap_engine.model.invoice import Invoice
from ap_engine.model.parties import Person
from ap_engine.workflow.approval_links import approval_link


def card_path(engine: Engine, invoice: Invoice, person: Person) -> str:
    """The card of an invoice, for the one who is asked about it: signed for this person, step and version."""
    return approval_link(engine, invoice, person)


def cards_path() -> str:
    """All cards that wait for whoever looks."""
    return "/approvals"


def invoice_path(invoice_id: str) -> str:
    """The page of an invoice, for whoever has to see it and is not asked."""
    return f"/review?invoice={quote(invoice_id, safe='')}"


def whole(engine: Engine, path: str) -> str:
    """A path as an address that works from outside (AP_PUBLIC_ADDRESS)."""
    return f"{engine.settings.link_address}{path}"
