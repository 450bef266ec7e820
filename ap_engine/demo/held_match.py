"""Invoices that differ from their orders in less common ways."""

from __future__ import annotations

from collections.abc import Iterator

from ap_engine.demo.billing import Desk
from ap_engine.demo.planned import Scenario


def held(desk: Desk) -> Iterator[Scenario]:
    """One for each kind."""
    yield from ()
