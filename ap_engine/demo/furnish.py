"""What is there before the first invoice: the company in our books, and its twin in the ERP by the ERP's own API."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ap_engine import people, workflow
from ap_engine.demo.company import DemoCompany
from ap_engine.engine import COMPANY_CURRENCY, COMPANY_NAME, COMPANY_TAX_ID, Engine
from ap_engine.erp.omie_setup import OmieSetup
from ap_engine.model.parties import Role
from ap_engine.store import Transaction
from ap_engine.workflow import sync_master_data

OPENING_BALANCE = Decimal(1_250_000)


def furnish(engine: Engine, company: DemoCompany) -> None:
    """Enter the company here and in the ERP, then fetch the ERP's ids as a synchronisation does."""
    assert isinstance(engine.erp, OmieSetup)
    _in_the_erp(engine.erp, company)
    with engine.store.write("demonstration", engine.now()) as tx:
        _in_our_books(tx, company)
    sync_master_data(engine)
    _phones(engine, company)


def _in_the_erp(erp: OmieSetup, company: DemoCompany) -> None:
    for department in company.departments:
        erp.include_department(department.name)
    for category in company.categories:
        erp.include_category(category.name, category.code.rpartition(".")[0])
    for account in company.bank_accounts:
        erp.include_bank_account(
            account.code, account.name, OPENING_BALANCE, company.today.replace(year=company.today.year - 1, day=1)
        )
    for supplier in company.erp_suppliers:
        erp.include_supplier(supplier.id, supplier.name, supplier.tax_id, supplier.email or "")


def _in_our_books(tx: Transaction, company: DemoCompany) -> None:
    for key, value in (
        (COMPANY_NAME, company.company.name),
        (COMPANY_TAX_ID, company.company.tax_id),
        (COMPANY_CURRENCY, company.company.currency),
    ):
        tx.settings.set(key, value)
    passwords = {sign_in.email: sign_in.password for sign_in in company.sign_ins}
    for person in company.people:
        tx.people.save(person)
        tx.people.set_password_hash(person.id, people.hash_password(passwords[person.email]))
    for center in company.cost_centers:
        # The ERP gives the department's code; it is taken over by name at the first synchronisation.
        tx.coding.save_cost_center(replace(center, erp_code=None))
    for budget in company.budgets:
        tx.coding.set_budget(budget.cost_center_id, budget.year, budget.month, budget.amount)
    for supplier in company.register:
        tx.suppliers.save(replace(supplier, erp_id=None))
    for order in company.orders:
        tx.purchasing.save_order(order)


def _phones(engine: Engine, company: DemoCompany) -> None:
    """Whoever approves, and finance, has a simulated phone: the sandbox's page shows what it got."""
    for person in company.people:
        if person.active and person.has(Role.APPROVER, Role.FINANCE):
            topic = person.id.replace(".", "-")
            workflow.add_channel(engine, person.id, f"ntfy://127.0.0.1:{engine.settings.sandbox_port}/{topic}")
