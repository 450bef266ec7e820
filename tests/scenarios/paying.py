"""Short words for the cases on payment: a supplier on file, invoices with codes, changes, hybrids, a house of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import facturx

from ap_engine.capture.opening import open_document
from ap_engine.demo.documents import DraftLine, DraftPayment, InvoiceDraft, hybrid, rechnung
from ap_engine.demo.documents.payment_codes import boleto as boleto_code
from ap_engine.demo.documents.payment_codes import pix as pix_code
from ap_engine.demo.letterhead import Letterhead
from ap_engine.extraction.read import read
from ap_engine.model.bank_changes import BankChange, BankDetails, CallOutcome
from ap_engine.model.errors import Refusal
from ap_engine.model.extraction import Extraction, Instalment, PaymentInstructions, Source
from ap_engine.model.holds import Finding
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.money import Money
from ap_engine.model.parties import Person, Role, Supplier
from ap_engine.rules import account_changed, bank_changes, payment_instructions
from tests.house import House, furnish, opened, sandbox

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DUE = date(2026, 12, 10)
OURS, OTHER, THIRD = "DE89370400440532013000", "DE75512108001245126199", "GB82WEST12345698765432"
PHONE = "(41) 3220-1180"
ACME = Supplier(
    "acme", "Metalúrgica Acme Ltda", "12345678000195", iban=OURS, pix_key="pix@acme.example", phone=PHONE,
    bank_account="237/0334/0041882",
)  # fmt: skip
BARE = Supplier("acme", "Metalúrgica Acme Ltda", "12345678000195")
CLERK, OTHER_CLERK = (Person(one, one, f"{one}@x.example", frozenset({Role.CLERK})) for one in ("clara", "carlos"))
FINANCE, SECOND = (Person(one, one, f"{one}@x.example", frozenset({Role.FINANCE})) for one in ("fabio", "flavia"))
LEADER = Person("ines", "ines", "ines@x.example", frozenset({Role.APPROVER}), Money.of("90000", "BRL"))


def boleto(amount: str = "1000.00", due: date = DUE, bank: str = "237") -> str:
    """A boleto of Acme's."""
    return boleto_code(bank, "0334", "0041882", "1001", due, Decimal(amount))


def pix(key: str = "pix@acme.example", name: str = "METALURGICA ACME LTDA", amount: str = "1000.00") -> str:
    """A PIX code of Acme's."""
    return pix_code(key, name, "CURITIBA", Decimal(amount), "1001")


def bill(**how: str | None) -> InvoiceFields:
    """Acme's invoice over 1000.00, due on 10 December, paid how it asks."""
    return InvoiceFields(
        supplier_id="acme", supplier_name="Metalúrgica Acme Ltda", supplier_tax_id=ACME.tax_id, invoice_number="1001",
        issue_date=date(2026, 11, 10), due_date=DUE, currency="BRL", gross_total=Money.of("1000.00", "BRL"),
        payment=PaymentInstructions(**how),
    )  # fmt: skip


def read_as(fields: InvoiceFields, source: Source = Source.PDF_TEXT, *instalments: tuple[str, str]) -> Extraction:
    """What was read, with nothing corrected since."""
    parts = tuple(Instalment(str(n), due, amount) for n, (due, amount) in enumerate(instalments, 1))
    return Extraction(source, payment=fields.payment, instalments=parts)


def said(findings: tuple[Finding, ...]) -> str:
    """The reasons, in one line; nothing found is an empty text."""
    return " ".join(finding.reason for finding in findings)


def disagree(fields: InvoiceFields, supplier: Supplier | None = ACME, extraction: Extraction | None = None) -> str:
    """What the payment instructions contradict."""
    return said(payment_instructions.check(fields, extraction or read_as(fields), supplier))


def changed(
    fields: InvoiceFields,
    supplier: Supplier = ACME,
    paid: tuple[PaymentInstructions, ...] = (),
    changes: tuple[BankChange, ...] = (),
    today: date = TODAY,
    extraction: Extraction | None = None,
) -> str:
    """What is another account than the supplier's."""
    return said(account_changed.check(fields, extraction or read_as(fields), supplier, paid, changes, today))


def asked(supplier: Supplier = ACME, by: Person = CLERK, earlier: tuple[BankChange, ...] = (), **new: str | None) -> BankChange:
    """A change that somebody asked for: another IBAN unless said otherwise."""
    before = BankDetails(supplier.iban, supplier.pix_key, supplier.bank_account, supplier.phone)
    wanted = replace(before, **(new or {"iban": OTHER}))
    return replace(bank_changes.request(supplier, wanted, by, "A letter.", earlier, NOW, TODAY), id="BC-1")


def called(
    change: BankChange,
    outcome: CallOutcome = CallOutcome.CONFIRMED,
    by: Person = OTHER_CLERK,
    number: str = PHONE,
    at: datetime = NOW + timedelta(hours=1),
) -> BankChange:
    """The supplier was called back."""
    later = NOW + timedelta(hours=2)
    return bank_changes.record_call(change, by, number, "Mr. Acme", at, outcome, "", later)


def decided(change: BankChange, by: Person = FINANCE, agree: bool = True, days: int = 2, note: str = "Seen.") -> BankChange:
    """Somebody said yes or no."""
    return bank_changes.decide(change, by, agree, note, NOW + timedelta(hours=3), TODAY, days)


def refused(deed: object) -> str:
    """The name of the refusal that a deed meets, or what came of it."""
    assert callable(deed)
    try:
        return str(deed())
    except Refusal as refusal:
        return type(refusal).__name__


_SELLER = Letterhead("Acme GmbH", "Acme", "DE284761936", "Hauptstraße", "1", "", "Köln", "", "", "50667", "+49 221 100",
                     "rechnung@acme.example", country="DE", bank_name="Bank", iban=OURS, bic="DEMODE61XXX")  # fmt: skip
_BUYER = replace(_SELLER, name="Casa GmbH", trade_name="Casa", tax_id="DE136695976", email="einkauf@casa.example", iban=None)
_DRAFT = InvoiceDraft(
    _SELLER, _BUYER, "RE-1001", date(2026, 11, 10), DUE, "EUR",
    (DraftLine("M-1", "Getriebemotor", Decimal(2), "Stk", Decimal("412.50")),), tax_rate=Decimal(19), payment=DraftPayment(iban=OURS),
)  # fmt: skip


def hybrid_of(**on_the_page: object) -> Extraction:
    """A Factur-X read for real: its XML is Acme's, its page is drawn with these differences."""
    page = replace(_DRAFT, **on_the_page)  # type: ignore[arg-type]
    if page.payment.iban != OURS:
        page = replace(page, issuer=replace(_SELLER, iban=page.payment.iban))
    pdf = facturx.generate_from_binary(
        rechnung.render(page), hybrid.cross_industry_invoice(_DRAFT), flavor="factur-x", level="en16931"
    )
    (found,) = read(open_document(pdf, lambda _: None), TODAY, frozenset({"DE136695976"}))
    return found


def draft() -> InvoiceDraft:
    """The invoice of the hybrids."""
    return _DRAFT


@contextmanager
def house_of(*suppliers: Supplier) -> Iterator[House]:
    """A whole engine for one case."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with sandbox(folder) as address, opened(folder / "data", address) as house:
            furnish(house, *suppliers)
            yield house
