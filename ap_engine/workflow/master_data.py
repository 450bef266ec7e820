"""Suppliers, cost centers, categories, bank accounts and orders, as the ERP has them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from ap_engine.engine import Engine
from ap_engine.model.bank_changes import details_of, with_details
from ap_engine.model.coding import CostCenter
from ap_engine.model.commands import RequestPosting
from ap_engine.model.commands_suppliers import EnterSupplier
from ap_engine.model.errors import NotAllowed, SupplierRefused
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import SYSTEM, Role, Supplier
from ap_engine.model.payable import ErpCode
from ap_engine.rules import bank_changes, new_supplier
from ap_engine.store import AlreadyDone, Transaction
from ap_engine.workflow.intake import LOOKED_AT_AGAIN, reexamine
from ap_engine.workflow.settlement import request_posting

LAST_MASTER_SYNC = "sync.master_data"


def register_supplier(engine: Engine, actor: str, supplier: Supplier) -> None:
    """Put a supplier into the register (or change it), then look again at the invoices that waited for it.

    Bank details and the phone of a supplier that is there do not change here (rule F1): that is `request_bank_change`.
    A first phone may be entered; it counts as on file once it has stood for a while. Raises NotAllowed, BankChangeRefused.
    """
    with engine.store.write(actor, engine.now()) as tx:
        person = tx.people.find(actor)
        if person is None or not person.has(Role.ADMINISTRATOR, Role.FINANCE):
            raise NotAllowed("Suppliers are registered by administrators and finance.")
        known = tx.suppliers.find(supplier.id)
        bank_changes.check_register(known, supplier)
        same = tx.suppliers.by_tax_id(supplier.tax_id)
        if same is not None and same.id != supplier.id:
            raise NotAllowed(f"{same.name} has this tax id already.")
        if known is not None:
            first_phone = not known.phone and bool(supplier.phone)
            since = engine.today() if first_phone else known.phone_since
            kept = with_details(supplier, replace(details_of(known), phone=supplier.phone or known.phone), engine.today())
            supplier = replace(kept, phone_since=since)
        tx.suppliers.save(replace(supplier, created_by=known.created_by if known else actor))
    reexamine_held(engine)


def enter_supplier(engine: Engine, command: EnterSupplier) -> Supplier:
    """A supplier that is not there yet, entered by hand: who it is, never where it is paid (rule F1).

    Its telephone number counts as on file once it has stood for a while. Raises NotAllowed, SupplierRefused.
    """
    new = new_supplier.entered(command.name, command.tax_id, command.email, command.phone, order_required=command.order_required)
    with suppress(AlreadyDone), engine.store.transaction(command, engine.now()) as tx:
        person = tx.people.find(command.actor)
        if person is None or not person.active or not person.has(Role.ADMINISTRATOR, Role.FINANCE):
            raise NotAllowed("Suppliers are registered by administrators and finance.")
        known = tx.suppliers.by_tax_id(new.tax_id) or tx.suppliers.find(new.id)
        if known is not None:
            raise SupplierRefused(f"{known.name} has this tax id already.")
        new = replace(new, created_by=command.actor, phone_since=engine.today() if new.phone else None)
        tx.suppliers.save(new)
    reexamine_held(engine)
    return new


def sync_master_data(engine: Engine) -> None:
    """Fetch master data from the ERP; what is new is added, ids are taken over, nothing of ours is deleted. Raises ErpError."""
    theirs = list(engine.erp.suppliers())
    departments = list(engine.erp.departments())
    categories, accounts = list(engine.erp.categories()), list(engine.erp.bank_accounts())
    orders = list(engine.erp.purchase_orders())
    with engine.store.write(SYSTEM, engine.now()) as tx:
        tx.erp_codes.replace("department", departments)
        tx.erp_codes.replace("category", categories)
        tx.erp_codes.replace("bank_account", accounts)
        for supplier in theirs:
            known = tx.suppliers.by_tax_id(supplier.tax_id)
            if known is None and supplier.tax_id:
                tx.suppliers.save(Supplier(f"omie-{supplier.erp_id}", supplier.name, supplier.tax_id, supplier.erp_id))
            elif known is not None and known.erp_id != supplier.erp_id:
                tx.suppliers.save(replace(known, erp_id=supplier.erp_id))
        _take_departments(tx, departments)
        by_erp_id = {s.erp_id: s.id for s in tx.suppliers.all() if s.erp_id}
        for order in orders:
            known_order = tx.purchasing.order(order.number)
            if order.supplier_id in by_erp_id and known_order is None:
                tx.purchasing.save_order(replace(order, supplier_id=by_erp_id[order.supplier_id]))
        tx.settings.set(LAST_MASTER_SYNC, engine.now().isoformat())
    reexamine_held(engine)
    post_approved(engine)


def _take_departments(tx: Transaction, departments: Sequence[ErpCode]) -> None:
    """A cost center takes the code of the department of its name; a department that is new becomes a cost center.

    Such a new cost center has no leader yet: until an administrator names one, its shares go to the director.
    """
    centers = tx.coding.cost_centers()
    by_name = {center.name.casefold(): center for center in centers}
    known_codes = {center.erp_code for center in centers}
    for department in departments:
        center = by_name.get(department.name.casefold())
        if center is None and department.code not in known_codes:
            tx.coding.save_cost_center(CostCenter(f"dep-{department.code}", department.name, "", department.code))
        elif center is not None and center.erp_code != department.code:
            tx.coding.save_cost_center(replace(center, erp_code=department.code))


def reexamine_held(engine: Engine) -> int:
    """Look again at every invoice that is not approved yet; the number that changed (rule M14)."""
    with engine.store.snapshot() as tx:
        waiting = tx.invoices.in_state(*LOOKED_AT_AGAIN)
    return sum(reexamine(engine, invoice_id) for invoice_id in waiting)


def post_approved(engine: Engine) -> int:
    """Try approved invoices that the ERP did not know enough about; the number that went into the outbox."""
    with engine.store.snapshot() as tx:
        approved = [tx.invoices.get(invoice_id) for invoice_id in tx.invoices.in_state(State.APPROVED)]
    after = [request_posting(engine, RequestPosting(SYSTEM, i.id, i.version, i.revision)) for i in approved]
    return sum(invoice.state is State.POSTING for invoice in after)
