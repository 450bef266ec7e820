"""What must be true of the books at any moment, here and in the ERP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import requests

from ap_engine.model.approval import Decision
from ap_engine.model.holds import Blocks, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State, next_state
from ap_engine.model.parties import SYSTEM
from ap_engine.rules.duplicates import certain_keys, likeness
from ap_engine.rules.payables import reference_of
from tests.house import House

__all__ = ["requests"]

BEFORE_APPROVERS = (State.RECEIVED, State.EXTRACTED, State.VALIDATED, State.MATCHED, State.REJECTED, State.CANCELLED)


def invoices(house: House) -> list[Invoice]:
    """Every invoice."""
    with house.engine.store.snapshot() as tx:
        return [tx.invoices.get(which) for which in tx.invoices.in_state(*State)]


def history(house: House) -> dict[str, list[Event]]:
    """The events of each invoice, in order."""
    known = {event.value for event in Event}
    found: dict[str, list[Event]] = {}
    for subject, event in house.engine.store.rows("SELECT subject, event FROM audit_log ORDER BY sequence NULLS LAST"):
        if event in known:
            found.setdefault(subject, []).append(Event(event))
    return found


def state_follows_from_history(invoice: Invoice, events: list[Event]) -> None:
    """The state is what the history makes of the table of transitions, event by event."""
    assert events[0] is Event.DOCUMENT_RECEIVED
    state = State.RECEIVED
    for event in events[1:]:
        state = next_state(state, event)
    assert state is invoice.state


def matched_and_approved_by_others(invoice: Invoice, events: list[Event]) -> None:
    """After the last change it was matched, and everybody who was asked said yes to this very version."""
    assert invoice.match is not None
    assert invoice.steps
    assert invoice.confirmed_by
    for step in invoice.steps:
        assert step.decision is Decision.APPROVED
        assert step.decided_by not in {invoice.entered_by, *invoice.changed_by}
    asked_for = [center for step in invoice.steps for center in step.cost_center_ids]
    assert sorted(asked_for) == sorted(share.cost_center_id for share in invoice.allocations)
    assert not invoice.blocked(Blocks.POSTING)
    corrected, recoded = last(events, Event.FIELDS_CORRECTED), last(events, Event.RECODED)
    matched, submitted = last(events, Event.MATCH_COMPLETED), last(events, Event.SUBMITTED_FOR_APPROVAL)
    approved, requested = last(events, Event.LAST_STEP_APPROVED), last(events, Event.POSTING_REQUESTED)
    assert corrected < matched < submitted < approved < requested
    assert recoded < submitted
    if invoice.state is not State.POSTING:
        assert requested < last(events, Event.ERP_ACCEPTED)
        assert invoice.erp_id


def last(events: list[Event], event: Event) -> int:
    """When it happened last; -1 for never."""
    return max((place for place, happened in enumerate(events) if happened is event), default=-1)


def paid_is_what_was_paid(invoice: Invoice) -> None:
    """Paid means that payments which were not taken back cover it."""
    assert invoice.owed is not None
    assert invoice.paid_amount is not None
    assert (invoice.state is State.PAID) == (invoice.paid_amount >= invoice.owed)


def goods_and_numbers_once(found: Iterable[Invoice], ordered: Decimal) -> None:
    """Before approvers and beyond: no number twice, and no more goods than were ordered unless a person let it pass."""
    live = [invoice for invoice in found if invoice.state not in BEFORE_APPROVERS]
    keys = Counter(key for invoice in live for key in certain_keys(likeness(invoice, None)))
    assert all(times == 1 for times in keys.values()), keys
    quantities = (HoldCode.QUANTITY_ORDERED, HoldCode.QUANTITY_RECEIVED)
    let_pass = any(
        hold.code in quantities and hold.released_by not in (None, SYSTEM) for invoice in live for hold in invoice.holds
    )
    billed = sum((m.quantity for invoice in live if invoice.match for m in invoice.match.lines if m.order_number), Decimal(0))
    assert let_pass or billed <= ordered


def erp_agrees(ours: Mapping[str, Invoice], titles: list[dict[str, Any]]) -> None:
    """Each title is one invoice that is posted or on its way, with its amount, and its split closes to the cent."""
    of = Counter(title["codigo_lancamento_integracao"].partition("-v")[0] for title in titles)
    assert all(times == 1 for times in of.values()), of
    for title in titles:
        reference = title["codigo_lancamento_integracao"]
        invoice = ours[reference.partition("-v")[0]]
        assert reference == reference_of(invoice)
        assert invoice.state in (State.POSTING, State.POSTED, State.PAID)
        assert invoice.erp_id in (None, str(title["codigo_lancamento_omie"]))
        amount = Decimal(str(title["valor_documento"]))
        assert invoice.owed is not None
        assert amount == invoice.owed.amount
        shares = [Decimal(str(share["nValDep"])) for share in title["distribuicao"]]
        assert sum(shares) == amount
        assert shares == [share.amount.amount for share in invoice.allocations]
        assert sum(Decimal(str(share["nPerDep"])) for share in title["distribuicao"]) == 100
    assert sum(invoice.state in (State.POSTED, State.PAID) for invoice in ours.values()) <= len(titles)
