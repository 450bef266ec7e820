"""What was read from a document, and the evidence for each value.

Geometry is in whole tenths of a point, so that floor 0 and 1 stay free of floats; evidence boxes are in
ten-thousandths of the page, so that any picture of the page can be marked with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """Where a reading came from, in the order in which it is trusted (rule C1)."""

    XML = "xml"
    TEMPLATE = "template"
    LEARNED = "learned"
    PDF_TEXT = "pdf_text"
    OCR = "ocr"
    PERSON = "person"


class Witness(StrEnum):
    """Which of our own records agrees with a reading, where none of the document's own proofs made it certain."""

    ORDER = "order"
    REGISTER = "register"


class DocumentType(StrEnum):
    """What the document is. Amounts of a credit note are kept positive, with this type."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, origin top left, x to the right and y down. The unit is the holder's (see `Word`, `Evidence`)."""

    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space. `box` is in tenths of a point; `confidence` is 0–100 (100 for digital text)."""

    text: str
    box: Box
    confidence: int = 100


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one page in reading order. `number` starts at 1; width and height are in tenths of a point."""

    number: int
    width: int
    height: int
    words: tuple[Word, ...]
    source: Source = Source.PDF_TEXT
    barcodes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where on the document a value stands: page and box (ten-thousandths of the page), or the path in the XML."""

    page: int | None = None
    box: Box | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One value, as canonical text (ISO date, decimal point, no thousands mark), with evidence.

    `confidence` is 0–100. `certain` is reserved for values that something independent agrees with
    (structured XML, a check digit, arithmetic that closes, an order): a wrong `certain` is the worst thing here.
    `witness` says which of our own records it was (`rules.reading_confirmed`); None for the document's own proofs.
    """

    field: str
    value: str
    confidence: int
    certain: bool
    source: Source
    evidence: Evidence = Evidence()
    witness: Witness | None = None


@dataclass(frozen=True, slots=True)
class ExtractedParty:
    """A party as the document names it. `tax_id` is compact (no punctuation), check digits verified where known."""

    name: str | None = None
    tax_id: str | None = None
    other_tax_ids: tuple[str, ...] = ()
    email: str | None = None


@dataclass(frozen=True, slots=True)
class ExtractedLine:
    """One invoice line as read; amounts and quantities as canonical decimal text, absent is None."""

    item_code: str | None = None
    description: str | None = None
    quantity: str | None = None
    unit: str | None = None
    unit_price: str | None = None
    line_net: str | None = None
    ean: str | None = None
    purchase_order_reference: str | None = None
    tax_rate: str | None = None
    evidence: Evidence = Evidence()


@dataclass(frozen=True, slots=True)
class ExtractedCharge:
    """Freight, insurance, other charges or a discount at document level (`kind`), as canonical decimal text."""

    kind: str
    amount: str


@dataclass(frozen=True, slots=True)
class Instalment:
    """One of the payments that the document asks for (NF-e `dup`): its number, ISO due date and amount."""

    number: str
    due_date: str
    amount: str


@dataclass(frozen=True, slots=True)
class PaymentInstructions:
    """How the document asks to be paid: boleto digits, PIX copy-and-paste text or key, IBAN."""

    boleto: str | None = None
    pix: str | None = None
    iban: str | None = None


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What the pages of a PDF print beside the XML inside it: how they ask to be paid, and the readings that are certain.

    The XML is the invoice; a page that says something else was exchanged, or is another document (rule F2). `ibans` are all
    that the pages print.
    """

    payment: PaymentInstructions = PaymentInstructions()
    ibans: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class FiscalEvent:
    """A cancellation that the tax authority registered, as its XML says (rule F11).

    `kind` is tpEvento: 110111 for a cancellation, 110112 for one because another document took its place.
    """

    access_key: str
    kind: str
    happened_at: str
    protocol: str
    reason: str = ""
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that kept the document from being read well, in a reader's words."""

    code: str
    message: str


# Codes of problems that are more than a reader's trouble: they hold the invoice (rules F2, F3, F11).
BROKEN_CODE = "payment_code_broken"
NOT_AUTHORISED = "not_authorised"

# Header fields that a Reading may be about; the names are EN 16931's terms.
HEADER_FIELDS = (
    "supplier_name",
    "supplier_tax_id",
    "buyer_name",
    "buyer_tax_id",
    "invoice_number",
    "series",
    "access_key",
    "issue_date",
    "due_date",
    "currency",
    "net_total",
    "tax_total",
    "gross_total",
    "amount_due",
    "purchase_order_numbers",
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one invoice of one file. Nothing readable is an extraction without readings.

    `readings` has at most one entry for each of HEADER_FIELDS (several order numbers are joined by a space).
    `printed` is what the pages around an XML say, `fiscal_event` what the document is instead of an invoice.
    `words_hash` and `picture_hash` are what the paper is recognised by when it comes again (rule D2).
    """

    source: Source
    document_type: DocumentType = DocumentType.INVOICE
    readings: tuple[Reading, ...] = ()
    supplier: ExtractedParty = ExtractedParty()
    buyer: ExtractedParty = ExtractedParty()
    purchase_order_numbers: tuple[str, ...] = ()
    lines: tuple[ExtractedLine, ...] = ()
    charges: tuple[ExtractedCharge, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    payment: PaymentInstructions = PaymentInstructions()
    problems: tuple[Problem, ...] = ()
    pages: int = 0
    original_invoice_number: str | None = None
    template: str | None = None
    notes: dict[str, str] = field(default_factory=dict)
    printed: PrintedPage | None = None
    fiscal_event: FiscalEvent | None = None
    words_hash: str = ""
    picture_hash: str = ""

    def reading(self, name: str) -> Reading | None:
        """The reading of a header field, or None."""
        return next((r for r in self.readings if r.field == name), None)

    def value(self, name: str) -> str | None:
        """The canonical text of a header field, or None."""
        found = self.reading(name)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class Document:
    """A received file, opened: the XML invoices in it (its own, or embedded in a PDF) and its pages of words.

    `problems` says what could not be opened and why; a document without XML and pages is still a document. `picture` is
    what the first page of a scan looks like, as a hash.
    """

    xml: tuple[bytes, ...] = ()
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    picture: str = ""
