"""The demonstration company as pure data: always the same, and always about the twelve months before `today`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ap_engine.demo import orders as purchasing
from ap_engine.demo.letterhead import Letterhead
from ap_engine.demo.people import COST_CENTERS, CURRENCY, MONTHLY_BUDGETS, PEOPLE, SIGN_INS, YEARLY_BUDGETS, SignIn
from ap_engine.demo.suppliers import COMPANY_LETTERHEAD, SUPPLIERS, DemoSupplier
from ap_engine.model.coding import YEAR, Budget, CostCenter
from ap_engine.model.money import Money
from ap_engine.model.parties import Company, Person, Supplier
from ap_engine.model.payable import ErpCode
from ap_engine.model.purchasing import GoodsReceipt, PurchaseOrder

CATEGORIES: tuple[ErpCode, ...] = (
    ErpCode("2.01.01", "Matéria-prima: metais"),
    ErpCode("2.01.02", "Embalagens e ferragens"),
    ErpCode("2.01.03", "Componentes de automação"),
    ErpCode("2.01.04", "Acionamentos importados"),
    ErpCode("2.03.01", "Material de escritório"),
    ErpCode("2.04.01", "Serviços de tecnologia"),
    ErpCode("2.04.02", "Licenças de software"),
    ErpCode("2.05.01", "Limpeza e conservação"),
    ErpCode("2.05.02", "Manutenção industrial"),
    ErpCode("2.06.01", "Energia elétrica"),
    ErpCode("2.06.02", "Telecomunicações"),
    ErpCode("2.07.01", "Fretes"),
    ErpCode("2.08.01", "Publicidade e eventos"),
)
# A code that our register has and the ERP does not: what is coded to it, the ERP refuses.
CATEGORY_UNKNOWN_TO_ERP = ErpCode("2.99.01", "Outras despesas (encerrada no ERP)")
BANK_ACCOUNTS: tuple[ErpCode, ...] = (
    ErpCode("4477120011", "Conta movimento - Banco Araucária"),
    ErpCode("4477120012", "Conta pagamentos - Banco Campo Largo"),
)


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """Everything that is there before the first invoice comes in.

    `suppliers` has one more than the register: a company that sends an invoice without being known. `categories`,
    `departments` and `bank_accounts` are what the ERP lists.
    """

    today: date
    company: Company
    letterhead: Letterhead
    people: tuple[Person, ...]
    sign_ins: tuple[SignIn, ...]
    cost_centers: tuple[CostCenter, ...]
    budgets: tuple[Budget, ...]
    suppliers: tuple[DemoSupplier, ...]
    orders: tuple[PurchaseOrder, ...]
    receipts: tuple[GoodsReceipt, ...]
    categories: tuple[ErpCode, ...]
    bank_accounts: tuple[ErpCode, ...]

    @property
    def register(self) -> tuple[Supplier, ...]:
        """The suppliers that we know."""
        return tuple(entry.supplier for entry in self.suppliers if entry.registered)

    @property
    def departments(self) -> tuple[ErpCode, ...]:
        """The cost centers as the ERP lists them."""
        return tuple(ErpCode(center.erp_code or "", center.name) for center in self.cost_centers)

    @property
    def erp_suppliers(self) -> tuple[Supplier, ...]:
        """The suppliers that the ERP knows as well."""
        return tuple(entry.supplier for entry in self.suppliers if entry.registered and entry.in_erp)

    def supplier(self, supplier_id: str) -> DemoSupplier:
        """One supplier, known or not."""
        return next(entry for entry in self.suppliers if entry.supplier.id == supplier_id)

    def order(self, number: str) -> PurchaseOrder:
        """One order."""
        return next(order for order in self.orders if order.number == number)

    def person(self, person_id: str) -> Person:
        """One person."""
        return next(person for person in self.people if person.id == person_id)


def build(today: date) -> DemoCompany:
    """The company as of `today`: budgets from thirteen months ago to next month, orders and receipts of the last twelve."""
    placed = purchasing.orders(today, SUPPLIERS)
    return DemoCompany(
        today=today,
        company=Company(COMPANY_LETTERHEAD.name, COMPANY_LETTERHEAD.tax_id, CURRENCY),
        letterhead=COMPANY_LETTERHEAD,
        people=PEOPLE,
        sign_ins=SIGN_INS,
        cost_centers=COST_CENTERS,
        budgets=_budgets(today),
        suppliers=SUPPLIERS,
        orders=placed,
        receipts=purchasing.receipts(today, placed),
        categories=CATEGORIES,
        bank_accounts=BANK_ACCOUNTS,
    )


def _budgets(today: date) -> tuple[Budget, ...]:
    nothing = Money.zero(CURRENCY)
    months = [today.year * 12 + today.month - 1 + offset for offset in range(-13, 2)]
    by_month = [
        Budget(center, month // 12, month % 12 + 1, Money(amount, CURRENCY), nothing, nothing)
        for month in months
        for center, amount in MONTHLY_BUDGETS.items()
    ]
    by_year = [
        Budget(center, year, YEAR, Money(amount, CURRENCY), nothing, nothing)
        for year in sorted({month // 12 for month in months})
        for center, amount in YEARLY_BUDGETS.items()
    ]
    return (*by_month, *by_year)
