"""Short words for building what the rules need: an order, an invoice, people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from ap_engine import policy_file
from ap_engine.model.coding import CostCenter
from ap_engine.model.invoice import Invoice, InvoiceFields, InvoiceLine
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money, total
from ap_engine.model.parties import Company, Person, Role, Supplier
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ROOT_POLICY = (Path(__file__).parents[2] / "data" / "policy.yaml").read_text(encoding="utf-8")
POLICY = policy_file.parse(ROOT_POLICY)
COMPANY = Company("Casa Ltda", "59594315000157", "BRL")
ACME = Supplier("acme", "Acme Ltda", "12345678000195", erp_id="900")


def brl(amount: str) -> Money:
    return Money.of(amount, "BRL")


def order_line(
    number: int, code: str, quantity: str, price: str, received: str | None = None, billed: str = "0", **more: object
) -> PurchaseOrderLine:
    line = PurchaseOrderLine(
        number,
        code,
        f"Item {code}",
        Decimal(quantity),
        "UN",
        Decimal(price),
        received=Decimal(received if received is not None else quantity),
    )
    return replace(line, billed=Decimal(billed), **more)  # type: ignore[arg-type]


def order(number: str, *lines: PurchaseOrderLine, supplier: str = "acme", currency: str = "BRL") -> PurchaseOrder:
    return PurchaseOrder(number, supplier, currency, date(2026, 10, 1), lines)


def line(
    number: int, code: str | None, quantity: str, price: str, net: str | None = None, description: str | None = None
) -> InvoiceLine:
    amount = Decimal(net) if net is not None else Decimal(quantity) * Decimal(price)
    return InvoiceLine(number, description or f"Item {code}", Money(amount, "BRL"), Decimal(quantity), "UN", Decimal(price), code)


def fields(*lines: InvoiceLine, orders: tuple[str, ...] = ("4711",), **more: object) -> InvoiceFields:
    net = total((one.net for one in lines), "BRL")
    made = InvoiceFields(
        supplier_id="acme",
        supplier_name="Acme Ltda",
        supplier_tax_id=ACME.tax_id,
        buyer_tax_id=COMPANY.tax_id,
        invoice_number="1001",
        issue_date=date(2026, 11, 2),
        due_date=date(2026, 12, 2),
        currency="BRL",
        net_total=net,
        gross_total=net,
        purchase_order_references=orders,
        lines=lines,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def invoice(of: InvoiceFields, state: State = State.MATCHED, **more: object) -> Invoice:
    return replace(Invoice("AP-1", state, 1, 1, "0" * 64, "a.pdf", NOW, "clara", fields=of), **more)  # type: ignore[arg-type]


def person(name: str, *roles: Role, limit: str | None = "10000") -> Person:
    return Person(name, name.title(), f"{name}@x.example", frozenset(roles or (Role.APPROVER,)), brl(limit) if limit else None)


def center(name: str, leader: str) -> CostCenter:
    return CostCenter(name, name.title(), leader, f"D-{name}")
