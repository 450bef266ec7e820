"""Invoices that may be here already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from ap_engine.demo.billing import Desk
from ap_engine.demo.documents import Format
from ap_engine.demo.planned import Outcome, Scenario
from ap_engine.demo.present import ordered
from ap_engine.model.holds import HoldCode


def held(desk: Desk) -> Iterator[Scenario]:
    """One for each kind."""
    first = ordered(desk, "pending-freight", "", "PC-10227", 2, Format.BILL_PDF, Outcome.HELD)
    dated = replace(first.draft, issue_date=first.draft.issue_date + timedelta(days=1))
    yield replace(
        first, key="duplicate-other-date", title="The same number once more, with another date", draft=dated,
        received_at=desk.received(1), duplicate_of="pending-freight", holds=(HoldCode.DUPLICATE_LIKELY,), shares=(), channel="email",
    )  # fmt: skip
    oil = ordered(desk, "asked-oil", "", "PC-10219", 6, Format.BILL_PDF, Outcome.HELD, part=((1, "8"),))
    number = oil.draft.number
    misread = f"{number[:-2]}{(int(number[-2]) - 1) % 10}{number[-1]}"
    lines = tuple(replace(line, order_number=None, order_line=None) for line in oil.draft.lines)
    draft = replace(
        oil.draft, number=misread, issue_date=oil.draft.issue_date + timedelta(days=2), order_numbers=("PC-99020",), lines=lines
    )
    yield replace(
        oil, key="near-number", title="An earlier amount again, and a number that differs in one digit", draft=draft,
        received_at=desk.received(3), holds=(HoldCode.DUPLICATE_POSSIBLE, HoldCode.NO_ORDER), shares=(),
    )  # fmt: skip
