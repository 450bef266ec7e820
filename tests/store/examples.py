"""Things to put into the books: one invoice with every field filled, one plain invoice, the registers around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from ap_engine.model.approval import ApprovalStep, Comment, Decision
from ap_engine.model.coding import Allocation, CostCenter
from ap_engine.model.extraction import DocumentType, PaymentInstructions
from ap_engine.model.holds import Hold, HoldCode
from ap_engine.model.invoice import Charge, Invoice, InvoiceFields, InvoiceLine
from ap_engine.model.lifecycle import State
from ap_engine.model.match import LineMatch, MatchResult, Variance, VarianceKind
from ap_engine.model.money import Money
from ap_engine.model.parties import Person, Role, Supplier
from ap_engine.model.payable import Payment
from ap_engine.model.purchasing import GoodsReceipt, GoodsReceiptLine, PurchaseOrder, PurchaseOrderLine

NOW = datetime(2026, 11, 23, 12, 30, 15, 123456, tzinfo=UTC)
ANA, BRUNO = "ana", "bruno"


def brl(amount: str) -> Money:
    return Money.of(amount, "BRL")


def plain_invoice(number: int = 1, **changes: object) -> Invoice:
    fields = InvoiceFields(
        supplier_id="acme",
        supplier_name="Acme Ltda",
        supplier_tax_id="11222333000181",
        invoice_number=str(number),
        issue_date=date(2026, 11, 3),
        due_date=date(2026, 12, 3),
        currency="BRL",
        gross_total=brl("100.00"),
    )
    invoice = Invoice(
        id=f"inv-{number:04d}",
        state=State.PENDING_APPROVAL,
        version=1,
        revision=0,
        original_sha256=f"{number:064x}",
        file_name="invoice.pdf",
        received_at=NOW + timedelta(seconds=number),
        entered_by=ANA,
        fields=fields,
    )
    return replace(invoice, **changes)


def full_invoice() -> Invoice:
    """No field of it has its default (a test makes sure), so that none can be forgotten by the store."""
    lines = (
        InvoiceLine(
            1, "Parafuso 'M8' \"x\" \n çãé €", brl("12.50"), Decimal("2.5"), "UN", Decimal("5.0000000001"), "A1", "789", "PO-1"
        ),
        InvoiceLine(7, "", brl("-0.01")),
    )
    fields = InvoiceFields(
        document_type=DocumentType.CREDIT_NOTE,
        supplier_id="acme",
        supplier_name="Acme Ltda",
        supplier_tax_id="11222333000181",
        buyer_tax_id="99888777000166",
        invoice_number="000.123/A",
        series="1",
        access_key="3" * 44,
        issue_date=date(2026, 11, 3),
        due_date=date(2026, 12, 3),
        currency="BRL",
        net_total=brl("9999999999999999.99"),
        tax_total=brl("0.01"),
        gross_total=Money(Decimal("1E+5"), "BRL"),
        amount_due=Money.of("-17.23", "EUR"),
        purchase_order_references=("PO-1", "PO-2"),
        lines=lines,
        charges=(Charge("freight", brl("10.00")), Charge("discount", brl("-1.00"))),
        payment=PaymentInstructions("23793", "00020126", "DE89370400440532013000"),
        original_invoice_number="122",
    )
    variance = Variance(VarianceKind.PRICE, Decimal("5"), Decimal("5.0000000001"), "Correct the order.")
    matched = LineMatch(
        1, "PO-1", 2, Decimal(10), Decimal("4"), Decimal("1"), Decimal("2.5"), Decimal(5), Decimal("5.01"), "item code", True,
        (variance,),
    )  # fmt: skip
    return Invoice(
        id="inv-full",
        state=State.POSTED,
        version=3,
        revision=0,
        original_sha256="ab" * 32,
        file_name="../../nota fiscal.pdf",
        received_at=NOW,
        entered_by=ANA,
        channel="mail",
        fields=fields,
        accounting_amount=brl("-99.10"),
        category_code="2.01.03",
        changed_by=frozenset({ANA, "carla"}),
        match=MatchResult(("PO-1",), (matched, LineMatch(7, None, None)), "the order on the document", True, brl("12.49")),
        allocations=(Allocation("it", Decimal("60"), brl("60.00")), Allocation("hr", Decimal("40"), brl("40.00"))),
        steps=(
            ApprovalStep(1, BRUNO, brl("60.00"), "leads IT", ("it", "hr"), Decision.APPROVED, BRUNO, NOW, "as agreed"),
            ApprovalStep(2, "dora", brl("100.00"), "director"),
        ),
        holds=(
            Hold(HoldCode.PRICE_VARIANCE, "5% more", "Correct the order.", NOW, 1, "inv-twin", BRUNO, NOW, "agreed by phone"),
            Hold(HoldCode.ERP_DIFFERS, "other amount", "Look at Omie.", NOW),
        ),
        comments=(Comment(BRUNO, NOW, "What is this?", ANA), Comment(ANA, NOW, "Screws.")),
        erp_id="4711",
        posted_at=NOW,
        payments=(
            Payment("p1", date(2026, 12, 1), brl("50.00"), brl("1.00"), brl("0.50"), brl("0.25"), True),
            Payment("p2", date(2026, 12, 2), brl("50.00"), brl("0"), brl("0"), brl("0")),
        ),
        confirmed_by=ANA,
        note="urgent",
    )


SUPPLIER = Supplier(
    "acme", "Acme Ltda", "11222333000181", "77", "a@acme.com", "2.01", (("it", "60"), ("hr", "40")), False, True, "DE89", "a@pix", ANA
)  # fmt: skip
PERSON = Person(BRUNO, "Bruno", "Bruno@Example.com", frozenset({Role.APPROVER, Role.FINANCE}), brl("5000"), True)
CENTER = CostCenter("it", "IT", BRUNO, "dep-1", True)
ORDER = PurchaseOrder(
    "PO-1",
    "acme",
    "BRL",
    date(2026, 10, 1),
    (
        PurchaseOrderLine(1, "A1", "Screws", Decimal(10), "UN", Decimal("5.25"), "S-1"),
        PurchaseOrderLine(2, "B1", "Cleaning", Decimal("1.5"), "H", Decimal("100"), is_service=True),
    ),
    (("it", "100"),),
    "2.01",
)
RECEIPT = GoodsReceipt("R-1", "PO-1", date(2026, 10, 5), (GoodsReceiptLine(1, Decimal("4")), GoodsReceiptLine(1, Decimal("2.5"))))
