"""The register as the screens show it: every supplier with what is to be done about it, and one with its log."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ap_engine.engine import Engine
from ap_engine.model.accounts import AccountKind
from ap_engine.model.bank_changes import OPEN, BankChange, BankDetails, details_of
from ap_engine.model.extraction import PaymentInstructions
from ap_engine.model.parties import Supplier
from ap_engine.queries.lists import select
from ap_engine.rules.account_changed import accounts_in, asked_for
from ap_engine.rules.bank_changes import number_on_file
from ap_engine.views import InvoiceRow

# What the log shows of a supplier's entry; the split is shown as it is kept.
SHOWN = (
    "name",
    "tax_id",
    "email",
    "phone",
    "iban",
    "pix_key",
    "bank_account",
    "blocked",
    "order_required",
    "category_code",
    "erp_id",
)


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier in the list. `pending` is the state of a change that is under way, `live` its invoices that are not over."""

    supplier: Supplier
    pending: str | None
    live: int
    last_received: datetime | None

    @property
    def no_account(self) -> bool:
        """Whether nothing is on file to pay to."""
        return details_of(self.supplier).empty


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry of a supplier's log: who did what and when; `differences` are (field, before, now) as text."""

    sequence: int
    happened_at: datetime
    who: str
    event: str
    differences: tuple[tuple[str, str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class SupplierView:
    """Everything about one supplier. `callable_number` is the number that may be called back today; `names` are people's by id."""

    supplier: Supplier
    changes: tuple[BankChange, ...]
    paid_to: tuple[PaymentInstructions, ...]
    callable_number: str | None
    invoices: tuple[InvoiceRow, ...]
    log: tuple[LogRow, ...]
    names: Mapping[str, str]

    @property
    def pending(self) -> BankChange | None:
        """The change that is under way."""
        return next((change for change in self.changes if change.open), None)


def supplier_rows(engine: Engine) -> tuple[SupplierRow, ...]:
    """The register by name, with each supplier's change under way and its live invoices."""
    sql = "SELECT supplier_id, max(state) FROM bank_changes WHERE state IN (?, ?, ?) GROUP BY supplier_id"
    pending: dict[str, str] = dict(engine.store.rows(sql, OPEN))
    billed = {
        row[0]: (int(row[1]), row[2])
        for row in engine.store.rows(
            "SELECT supplier_id, count(*) FILTER (WHERE state NOT IN ('paid', 'rejected', 'cancelled')), max(received_at) "
            "FROM invoices WHERE supplier_id IS NOT NULL GROUP BY supplier_id"
        )
    }
    with engine.store.snapshot() as tx:
        register = sorted(tx.suppliers.all(), key=lambda one: one.name.casefold())
    return tuple(SupplierRow(one, pending.get(one.id), *billed.get(one.id, (0, None))) for one in register)


def supplier(engine: Engine, supplier_id: str, log_limit: int = 200) -> SupplierView:
    """One supplier with its changes, its log and its last invoices. Raises UnknownSupplier."""
    with engine.store.snapshot() as tx:
        found = tx.suppliers.get(supplier_id)
        changes, paid = tx.bank_changes.of_supplier(supplier_id), tx.bank_changes.paid_to(supplier_id)
        names = {person.id: person.name for person in tx.people.all()}
    rows = engine.store.rows(
        "SELECT sequence, happened_at, actor, event, data FROM audit_log WHERE subject = ? ORDER BY sequence DESC LIMIT ?",
        (supplier_id, log_limit),
    )
    where = "i.supplier_id = :supplier AND i.state <> 'cancelled'"
    invoices = select(engine, where, {"supplier": supplier_id}, "i.received_at DESC")[:8]
    return SupplierView(
        supplier=found,
        changes=changes,
        paid_to=paid,
        callable_number=number_on_file(found, engine.today()),
        invoices=invoices,
        log=tuple(_log_row(row, names) for row in rows),
        names=names,
    )


def asked_details(engine: Engine, supplier_id: str, invoice_id: str) -> BankDetails:
    """The supplier's details as they would be if an invoice had its way: the register's, with what the invoice names instead."""
    with engine.store.snapshot() as tx:
        present, invoice = details_of(tx.suppliers.get(supplier_id)), tx.invoices.get(invoice_id)
        extraction = tx.invoices.extraction(invoice_id)
    known = {account.value for account in accounts_in(present)}
    names = {AccountKind.IBAN: "iban", AccountKind.PIX: "pix_key", AccountKind.BANK: "bank_account"}
    accounts = asked_for(invoice.fields, extraction)
    return replace(present, **{names[one.kind]: one.value for one in accounts if one.value not in known})


def _log_row(row: tuple[Any, ...], names: Mapping[str, str]) -> LogRow:
    data = json.loads(row[4])
    before, now = data.get("before") or {}, data.get("after") or data.get("now") or {}
    calls = data.get("calls") or [{}]
    note = {
        "BankChangeRequested": data.get("reason"),
        "CallBackRecorded": " · ".join(str(calls[-1].get(key) or "") for key in ("number", "spoke_with", "outcome", "note")),
        "BankChangeAgreed": data.get("decision_note"),
        "BankChangeRefused": data.get("decision_note"),
    }.get(row[3])
    return LogRow(row[0], row[1], names.get(row[2], row[2]), row[3], tuple(_differences(before, now)), (note or "").strip(" ·"))


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in SHOWN:
        old, new = before.get(name), now.get(name)
        if (name in before or name in now) and old != new:
            yield name, _text(old), _text(new)


def _text(value: object) -> str:
    return "" if value is None else str(value)
