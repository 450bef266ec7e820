"""The sheet on which a reader of one XML format notes what it found, before it becomes an Extraction.

A value that stands in a well-formed invoice XML is certain (rule C12) until something speaks against it: a check digit,
an access key that says otherwise, sums that do not close. Then it stays as it is (rule C10), but not certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ap_engine.extraction.xml_nodes import Node, amount_text, decimal_of, iso_date, path_of, text_of
from ap_engine.model.extraction import (
    HEADER_FIELDS,
    DocumentType,
    Evidence,
    ExtractedCharge,
    ExtractedLine,
    ExtractedParty,
    Extraction,
    Instalment,
    PaymentInstructions,
    Problem,
    Reading,
    Source,
)
from ap_engine.model.tax_ids import compact_tax_id, is_valid_tax_id

AMOUNTS = ("net_total", "tax_total", "gross_total", "amount_due")
# Longer than any name, number or list of orders that means something.
MAX_LENGTH = 1000
_SHOWN = 80
REQUIRED = ("supplier_name", "invoice_number", "issue_date", "currency", "gross_total")


class Sheet:
    """Readings, problems and doubts about one invoice."""

    def __init__(self) -> None:
        self._readings: dict[str, Reading] = {}
        self._doubted: set[str] = set()
        self.problems: list[Problem] = []
        self.document_type = DocumentType.INVOICE
        self.supplier = ExtractedParty()
        self.buyer = ExtractedParty()
        self.orders: dict[str, None] = {}
        self.lines: list[ExtractedLine] = []
        self.charges: list[ExtractedCharge] = []
        self.instalments: list[Instalment] = []
        self._instalment_paths: list[str] = []
        self.payment = PaymentInstructions()
        self.original_invoice_number: str | None = None
        self.notes: dict[str, str] = {}

    def value(self, field: str) -> str | None:
        """What was noted for a field."""
        reading = self._readings.get(field)
        return reading.value if reading else None

    def amount(self, field: str) -> Decimal | None:
        """What was noted for an amount."""
        value = self.value(field)
        return Decimal(value) if value is not None else None

    def put(self, field: str, value: str | None, path: str) -> None:
        """Note a value and where it stands (an XPath); an empty one is not noted."""
        if value and len(value) > MAX_LENGTH:
            self.problem("value_unreadable", f"{path} is too long to be a value: “{value[:_SHOWN]}…”.")
        elif value:
            self._readings[field] = Reading(field, value, 100, True, Source.XML, Evidence(path=path))

    def put_text(self, field: str, node: Node | None) -> None:
        """Note the text of an element."""
        if node is not None:
            self.put(field, text_of(node), path_of(node))

    def put_date(self, field: str, node: Node | None) -> None:
        """Note a date; what is no date is a problem and not a reading."""
        if node is None:
            return
        value = iso_date(text_of(node))
        if value is None:
            self.problem("value_unreadable", f"{path_of(node)} says “{_shown(node)}”, which is no date.")
        self.put(field, value, path_of(node))

    def put_amount(self, field: str, node: Node | None) -> None:
        """Note an amount; what is no number is a problem and not a reading."""
        if node is None:
            return
        amount = decimal_of(node)
        if amount is None:
            self.problem("value_unreadable", f"{path_of(node)} says “{_shown(node)}”, which is no amount.")
        else:
            self.put(field, amount_text(amount), path_of(node))

    def put_currency(self, node: Node | None) -> None:
        """Note the currency (ISO 4217)."""
        code = text_of(node) or ""
        if node is not None and len(code) == 3 and code.isascii() and code.isalpha():
            self.put("currency", code.upper(), path_of(node))

    def put_tax_id(self, field: str, node: Node | None, *, known_kind: bool = True) -> None:
        """Note a tax id in compact form; wrong check digits leave it uncertain."""
        written = text_of(node)
        if node is None or written is None:
            return
        self.put(field, compact_tax_id(written), path_of(node))
        if known_kind and is_valid_tax_id(written) is False:
            self.doubt("tax_id_invalid", f"The tax id {written[:_SHOWN]} has wrong check digits.", field)

    def put_orders(self, found: Iterable[tuple[str, Node]]) -> None:
        """Note the purchase orders that the document refers to, each once."""
        place: Node | None = None
        for number, node in found:
            if number not in self.orders:
                self.orders[number] = None
                place = node if place is None else place
        if place is not None:
            self.put("purchase_order_numbers", " ".join(self.orders), path_of(place))

    def put_instalment(self, number: str | None, due_date: str | None, amount: Decimal | None, path: str) -> None:
        """Note an instalment; without a day or an amount it is none."""
        if due_date and amount is not None:
            self.instalments.append(Instalment(number or str(len(self.instalments) + 1), due_date, amount_text(amount)))
            self._instalment_paths.append(path)

    def problem(self, code: str, message: str) -> None:
        """Note what a reader should know; each message once."""
        found = Problem(code, message)
        if found not in self.problems:
            self.problems.append(found)

    def doubt(self, code: str, message: str, *fields: str) -> None:
        """Note a problem that makes fields uncertain."""
        self.problem(code, message)
        self._doubted.update(fields)

    def finish(self) -> Extraction:
        """The extraction: amounts of a credit note positive, due date from instalments, missing fields named."""
        self._due_date_from_instalments()
        if self.document_type is not DocumentType.OTHER:
            self._say_what_is_missing()
        if self.document_type is DocumentType.CREDIT_NOTE and (self.amount("gross_total") or Decimal(0)) < 0:
            self._turn_positive()
        elif (self.amount("gross_total") or Decimal(0)) < 0:
            self.problem("negative_total", f"The total is negative ({self.value('gross_total')}): it lowers what is owed.")
        elif (self.amount("amount_due") or Decimal(0)) < 0:
            self.problem("negative_amount_due", f"More was paid than is owed: {self.value('amount_due')} is due.")
        readings = (self._readings[name] for name in HEADER_FIELDS if name in self._readings)
        return Extraction(
            source=Source.XML,
            document_type=self.document_type,
            readings=tuple(replace(r, certain=r.certain and r.field not in self._doubted) for r in readings),
            supplier=self.supplier,
            buyer=self.buyer,
            purchase_order_numbers=tuple(self.orders),
            lines=tuple(self.lines),
            charges=tuple(self.charges),
            instalments=tuple(self.instalments),
            payment=self.payment,
            problems=tuple(self.problems),
            original_invoice_number=self.original_invoice_number,
            notes=self.notes,
        )

    def _due_date_from_instalments(self) -> None:
        """The first day on which something is due, where the document only has instalments."""
        days = [(part.due_date, path) for part, path in zip(self.instalments, self._instalment_paths, strict=True)]
        if days and "due_date" not in self._readings:
            self.put("due_date", *min(days))

    def _say_what_is_missing(self) -> None:
        missing = [name.replace("_", " ") for name in REQUIRED if name not in self._readings]
        if missing:
            self.problem("field_missing", f"The document has no {', no '.join(missing)}.")

    def _turn_positive(self) -> None:
        for field in AMOUNTS:
            amount = self.amount(field)
            if amount is not None:
                self._readings[field] = replace(self._readings[field], value=amount_text(-amount))
        self.lines = [_turned(line) for line in self.lines]
        self.charges = [replace(charge, amount=_negated(charge.amount)) for charge in self.charges]
        self.instalments = [replace(part, amount=_negated(part.amount)) for part in self.instalments]


def _shown(node: Node) -> str:
    return (text_of(node) or "")[:_SHOWN]


def _negated(text: str) -> str:
    return amount_text(-Decimal(text))


def _turned(line: ExtractedLine) -> ExtractedLine:
    """The line with its sign changed, so that quantity times price stays its net."""
    net = _negated(line.line_net) if line.line_net else None
    if line.unit_price and line.unit_price.startswith("-"):
        return replace(line, line_net=net, unit_price=line.unit_price.removeprefix("-"))
    if line.quantity and Decimal(line.quantity):
        quantity = line.quantity.removeprefix("-") if line.quantity.startswith("-") else f"-{line.quantity}"
        return replace(line, line_net=net, quantity=quantity)
    return replace(line, line_net=net)


def unreadable(problems: Sequence[Problem]) -> Extraction:
    """What is left of a file that is no invoice or cannot be read: its problems."""
    return Extraction(source=Source.XML, document_type=DocumentType.OTHER, problems=tuple(problems))
