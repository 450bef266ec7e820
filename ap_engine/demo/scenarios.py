"""The invoices of the demonstration, in the order in which they come in."""

from __future__ import annotations

from collections.abc import Iterator

from ap_engine.demo import held, history, policies, present
from ap_engine.demo.billing import Desk
from ap_engine.demo.company import DemoCompany
from ap_engine.demo.planned import Scenario


def build(company: DemoCompany) -> tuple[Scenario, ...]:
    """Every scenario, oldest first: twelve months of paid history, what is on its way, and one of each hold."""
    return tuple(sorted(_all(Desk(company)), key=lambda scenario: (scenario.received_at, scenario.key)))


def _all(desk: Desk) -> Iterator[Scenario]:
    yield from history.paid(desk)
    yield from policies.released(desk)
    yield from present.posted(desk)
    yield from present.pending(desk)
    yield from present.stopped(desk)
    yield from present.unfinished(desk)
    yield from held.held(desk)
    yield from held.held_at_posting(desk)
