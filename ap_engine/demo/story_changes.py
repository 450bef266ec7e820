"""The bank changes of the demonstration: asked for, called back and decided, each at its time and through the real steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from ap_engine import workflow
from ap_engine.demo.planned import PlannedBankChange, PlannedCall
from ap_engine.engine import Engine
from ap_engine.model.bank_changes import BankChange, details_of
from ap_engine.model.commands_suppliers import DecideBankChange, RecordCallBack, RequestBankChange

Then = Callable[[datetime, Callable[[], None]], None]


def plan_changes(engine: Engine, changes: tuple[PlannedBankChange, ...], ids: Mapping[str, str], then: Then) -> None:
    """Have each step of each change happen; `ids` are the invoices' by their scenario's key, once they are there."""
    for change in changes:
        then(change.at, lambda c=change: _ask(engine, c, ids))  # type: ignore[misc]
        for call in change.calls:
            then(call.at, lambda c=change, one=call: _call(engine, c, one))  # type: ignore[misc]
        if change.decided_at is not None:
            then(change.decided_at, lambda c=change: _decide(engine, c))  # type: ignore[misc]


def _ask(engine: Engine, planned: PlannedBankChange, ids: Mapping[str, str]) -> None:
    with engine.store.snapshot() as tx:
        wanted = replace(details_of(tx.suppliers.get(planned.supplier_id)), **planned.details)
        earlier = tx.bank_changes.of_supplier(planned.supplier_id)
    about = ids[planned.about] if planned.about else None
    last = earlier[0].id if earlier else ""
    workflow.request_bank_change(engine, RequestBankChange(planned.by, planned.supplier_id, wanted, planned.reason, last, about))


def _latest(engine: Engine, planned: PlannedBankChange) -> BankChange:
    with engine.store.snapshot() as tx:
        return tx.bank_changes.of_supplier(planned.supplier_id)[0]


def _call(engine: Engine, planned: PlannedBankChange, call: PlannedCall) -> None:
    change = _latest(engine, planned)
    number = change.number_on_file or ""
    workflow.record_call_back(
        engine, RecordCallBack(call.by, change.id, len(change.calls) + 1, number, call.spoke_with, call.at, call.outcome)
    )


def _decide(engine: Engine, planned: PlannedBankChange) -> None:
    change = _latest(engine, planned)
    workflow.decide_bank_change(engine, DecideBankChange(planned.decided_by or "", change.id, planned.agree, planned.note))
