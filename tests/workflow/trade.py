"""What happens at the desks, in a word each: documents as a supplier sends them, and people's clicks."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import requests

from ap_engine import workflow
from ap_engine.model.commands import (
    CancelInvoice,
    ConfirmFields,
    CorrectFields,
    DecideApprovalStep,
    ReleaseHold,
    SplitInvoice,
)
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.money import to_cents
from ap_engine.model.parties import Supplier
from ap_engine.model.payable import ErpMessage
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine
from ap_engine.rules.payables import reference_of
from tests.house import House

MILL = Supplier("mill", "Moinho Ltda", "34128745000152")
BAKERY = Supplier("bakery", "Padaria Ltda", "75335849000115", order_required=False)
FLOUR = ("FLOUR", "Wheat flour type 1", Decimal(10), Decimal("12.50"))

_UBL = """<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<b:ID>{number}</b:ID><b:IssueDate>{issued}</b:IssueDate><b:DueDate>{due}</b:DueDate><b:Note>{note}</b:Note>
<b:DocumentCurrencyCode>{currency}</b:DocumentCurrencyCode>{order}
<a:AccountingSupplierParty><a:Party>
<a:PartyTaxScheme><b:CompanyID>{tax_id}</b:CompanyID><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:PartyTaxScheme>
<a:PartyLegalEntity><b:RegistrationName>{name}</b:RegistrationName></a:PartyLegalEntity></a:Party></a:AccountingSupplierParty>
<a:AccountingCustomerParty><a:Party><a:PartyName><b:Name>Casa Ltda</b:Name></a:PartyName></a:Party></a:AccountingCustomerParty>
{iban}<a:TaxTotal><b:TaxAmount currencyID="{currency}">0.00</b:TaxAmount></a:TaxTotal>
<a:LegalMonetaryTotal><b:LineExtensionAmount>{total}</b:LineExtensionAmount>
<b:TaxExclusiveAmount>{total}</b:TaxExclusiveAmount><b:TaxInclusiveAmount>{gross}</b:TaxInclusiveAmount>
<b:PayableAmount>{gross}</b:PayableAmount></a:LegalMonetaryTotal>{lines}</Invoice>"""
_LINE = """<a:InvoiceLine><b:ID>{n}</b:ID><b:InvoicedQuantity unitCode="C62">{quantity}</b:InvoicedQuantity>
<b:LineExtensionAmount>{net}</b:LineExtensionAmount><a:Item><b:Name>{description}</b:Name>
<a:SellersItemIdentification><b:ID>{code}</b:ID></a:SellersItemIdentification></a:Item>
<a:Price><b:PriceAmount>{price}</b:PriceAmount></a:Price></a:InvoiceLine>"""
_ACCOUNT = "<a:PaymentMeans><a:PayeeFinancialAccount><b:ID>{}</b:ID></a:PayeeFinancialAccount></a:PaymentMeans>"


@dataclass(frozen=True)
class Bill:
    """An electronic invoice (UBL) of a few lines; `note` makes it another file with the same content.

    Unless said otherwise the number decides the day in November: bills of one supplier, one day and one amount would be held
    as probable duplicates.
    """

    number: str
    supplier: Supplier = MILL
    order: str = ""
    lines: tuple[tuple[str, str, Decimal, Decimal], ...] = (FLOUR,)
    currency: str = "BRL"
    issued: date | None = None
    iban: str = ""
    note: str = ""
    gross: Decimal | None = None

    @property
    def day(self) -> date:
        """When it was issued."""
        digits = int("".join(letter for letter in self.number if letter.isdigit()) or "0")
        return self.issued or date(2026, 11, 2 + digits % 13)

    @property
    def total(self) -> Decimal:
        """What it asks for."""
        return sum((to_cents(quantity * price) for _, _, quantity, price in self.lines), Decimal(0))

    def xml(self) -> bytes:
        """The file."""
        lines = "".join(
            _LINE.format(n=n, code=code, description=text, quantity=quantity, price=price, net=to_cents(quantity * price))
            for n, (code, text, quantity, price) in enumerate(self.lines, start=1)
        )
        return _UBL.format(
            number=self.number,
            issued=self.day,
            due=date(2026, 12, 20),
            currency=self.currency,
            order=f"<a:OrderReference><b:ID>{self.order}</b:ID></a:OrderReference>" if self.order else "",
            tax_id=self.supplier.tax_id,
            name=self.supplier.name,
            iban=_ACCOUNT.format(self.iban) if self.iban else "",
            note=self.note,
            total=self.total,
            gross=self.total if self.gross is None else self.gross,
            lines=lines,
        ).encode()


def order(number: str, quantity: int = 10, price: str = "12.50", supplier: Supplier = MILL, **more: Any) -> PurchaseOrder:
    """An order of flour."""
    line = PurchaseOrderLine(1, FLOUR[0], FLOUR[1], Decimal(quantity), "C62", Decimal(price))
    return PurchaseOrder(number, supplier.id, "BRL", date(2026, 10, 1), (line,), **more)


SIXTY_FORTY = (("technology", Decimal(60)), ("sales", Decimal(40)))


def receive(house: House, content: bytes | Bill, who: str = "clara", name: str = "invoice.xml") -> Invoice:
    """Somebody uploads a file, and it is read."""
    received = workflow.receive_document(house.engine, who, content.xml() if isinstance(content, Bill) else content, name)
    workflow.read_document(house.engine, received.invoice_id)
    return now(house, received)


def now(house: House, which: Invoice | workflow.Received | str) -> Invoice:
    """The invoice as the books have it."""
    invoice_id = which if isinstance(which, str) else which.id if isinstance(which, Invoice) else which.invoice_id
    with house.engine.store.snapshot() as tx:
        return tx.invoices.get(invoice_id)


def confirm(house: House, invoice: Invoice, who: str = "clara", **changes: str) -> Invoice:
    """A person says that the fields are right."""
    command = ConfirmFields(who, invoice.id, invoice.version, tuple(changes.items()), invoice.revision)
    return workflow.confirm_fields(house.engine, command)


def correct(house: House, invoice: Invoice, who: str = "clara", **changes: str) -> Invoice:
    """A person changes confirmed fields."""
    command = CorrectFields(who, invoice.id, invoice.version, tuple(changes.items()), "It was misread.")
    return workflow.correct_fields(house.engine, command)


def split(house: House, invoice: Invoice, who: str = "clara", shares: Any = SIXTY_FORTY, category: str | None = None) -> Invoice:
    """The cost centers that pay."""
    return workflow.split_invoice(house.engine, SplitInvoice(who, invoice.id, invoice.version, shares, category))


def approve(house: House, invoice: Invoice, *people: str) -> Invoice:
    """Each of these people says yes to the version that `invoice` shows."""
    for who in people:
        workflow.decide_approval_step(house.engine, DecideApprovalStep(who, invoice.id, invoice.version))
    return now(house, invoice)


def reject(house: House, invoice: Invoice, who: str, reason: str = "We never had this.") -> Invoice:
    """A no."""
    return workflow.decide_approval_step(house.engine, DecideApprovalStep(who, invoice.id, invoice.version, False, reason))


def release(house: House, invoice: Invoice, code: HoldCode, who: str = "fabio", line: int | None = None) -> Invoice:
    """A person lets it pass."""
    command = ReleaseHold(who, invoice.id, invoice.version, code.value, line, "Agreed with the buyer.")
    return workflow.release_hold(house.engine, command)


def cancel(house: House, invoice: Invoice, who: str = "clara") -> Invoice:
    """Out."""
    return workflow.cancel_invoice(house.engine, CancelInvoice(who, invoice.id, invoice.version, "Sent by mistake."))


def pending(house: House, bill: Bill) -> Invoice:
    """An invoice in front of Ines and Saulo."""
    return split(house, receive(house, bill))


def deliver(house: House) -> None:
    """The outbox until nothing is due."""
    while workflow.deliver(house.engine):
        pass


def posted(house: House, bill: Bill) -> Invoice:
    """An invoice in the ERP, its document attached."""
    approve(house, invoice := pending(house, bill), "ines", "saulo")
    deliver(house)
    return now(house, invoice)


def reference(invoice: Invoice) -> str:
    """Our name for it in the ERP."""
    return reference_of(invoice)


def held_for(invoice: Invoice) -> set[HoldCode]:
    """What holds it up."""
    return {hold.code for hold in invoice.open_holds}


def message(house: House, invoice: Invoice, kind: str = "post_payable") -> ErpMessage:
    """What the ERP is to be told about the invoice."""
    with house.engine.store.snapshot() as tx:
        return tx.outbox.get(f"{kind}:{invoice.id}:{invoice.version}")


def fault(house: House, kind: str, method: str | None = None, times: int = 1, seconds: float = 1) -> None:
    """The ERP will fail."""
    asked = {"kind": kind, "method": method, "times": times, "seconds": seconds}
    requests.post(f"{house.address}/sandbox/faults", json=asked, timeout=5).raise_for_status()


def history(house: House, invoice: Invoice) -> list[str]:
    """The events of an invoice, in order."""
    sql = "SELECT event FROM audit_log WHERE subject = ? ORDER BY sequence NULLS LAST"
    return [row[0] for row in house.engine.store.rows(sql, (invoice.id,))]


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """All of these start at the same moment, each in its own thread; what each answered or raised."""
    gate = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        gate.wait(timeout=20)
        try:
            return deed()
        except Exception as error:  # noqa: BLE001  the test looks at it
            return error

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))
