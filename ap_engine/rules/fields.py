"""From readings to the fields of an invoice, and a person's corrections over them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from ap_engine.model.errors import IncompleteInvoice
from ap_engine.model.extraction import DocumentType, ExtractedLine, Extraction
from ap_engine.model.invoice import Charge, InvoiceFields, InvoiceLine
from ap_engine.model.learning import Truth
from ap_engine.model.money import Money
from ap_engine.model.payment_codes import is_boleto, is_iban, is_pix
from ap_engine.model.policy import Policy
from ap_engine.rules.charge_words import DISCOUNT

TEXTS = ("supplier_name", "supplier_tax_id", "buyer_tax_id", "invoice_number", "series", "access_key", "original_invoice_number")
DATES = ("issue_date", "due_date")
AMOUNTS = ("net_total", "tax_total", "gross_total", "amount_due")
PAYMENT = ("iban", "pix", "boleto")
CORRECTABLE = (
    *TEXTS,
    *DATES,
    *AMOUNTS,
    "currency",
    "purchase_order_references",
    "supplier_id",
    "document_type",
    "lines",
    "charges",
    *PAYMENT,
)


def from_extraction(extraction: Extraction, currency: str) -> InvoiceFields:
    """The invoice's fields as read. Values that are no dates or numbers are left out: they show as missing.

    `currency` is ours, for a document that names none.
    """
    own = extraction.value("currency") or currency
    values: dict[str, Any] = {name: extraction.value(name) for name in TEXTS if name != "original_invoice_number"}
    values |= {name: _date(extraction.value(name)) for name in DATES}
    values |= {name: _money(extraction.value(name), own) for name in AMOUNTS}
    return InvoiceFields(
        document_type=extraction.document_type,
        currency=own,
        purchase_order_references=extraction.purchase_order_numbers,
        lines=tuple(_lines(extraction.lines, own)),
        charges=tuple(_charge(c.kind, m) for c in extraction.charges if (m := _money(c.amount, own)) is not None),
        payment=extraction.payment,
        original_invoice_number=extraction.original_invoice_number,
        **values,
    )


def _charge(kind: str, amount: Money) -> Charge:
    """A discount is written as an amount in every format, and takes away."""
    return Charge(kind, -amount if kind == DISCOUNT and amount.amount > 0 else amount)


def _lines(lines: Sequence[ExtractedLine], currency: str) -> Iterable[InvoiceLine]:
    for number, line in enumerate(lines, start=1):
        quantity, price, net = _decimal(line.quantity), _decimal(line.unit_price), _decimal(line.line_net)
        if net is None and (quantity is None or price is None):
            continue
        amount = net if net is not None else (quantity or Decimal(0)) * (price or Decimal(0))
        yield InvoiceLine(
            number=number,
            description=line.description or "",
            net=Money(amount, currency),
            quantity=quantity,
            unit=line.unit,
            unit_price=price,
            item_code=line.item_code,
            ean=line.ean,
            order_reference=line.purchase_order_reference,
            tax_rate=_decimal(line.tax_rate),
        )


def is_certain(extraction: Extraction, policy: Policy, by_history: frozenset[str] = frozenset()) -> bool:
    """Whether every required field has a certain reading, so that nobody has to confirm it (row N2).

    Certain is a reading by evidence, or one in `by_history`: fields that the supplier's own history vouches for
    (`rules.trust`). An extraction with problems is never certain, whatever history says.
    """
    read = {reading.field: reading for reading in extraction.readings}
    return not extraction.problems and all(
        name in read and (read[name].certain or name in by_history) for name in policy.required_fields
    )


def truth_of(fields: InvoiceFields) -> Truth:
    """Confirmed fields as canonical text, by the names of HEADER_FIELDS: what reading is held against (rule C13)."""
    values: dict[str, str | None] = {name: getattr(fields, name) for name in TEXTS if name != "original_invoice_number"}
    values |= {name: day.isoformat() if (day := getattr(fields, name)) else None for name in DATES}
    values |= {name: format(money.amount, "f") if (money := getattr(fields, name)) else None for name in AMOUNTS}
    values |= {"currency": fields.currency, "purchase_order_numbers": " ".join(fields.purchase_order_references)}
    lines = tuple(
        ExtractedLine(
            item_code=line.item_code,
            description=line.description or None,
            quantity=_plain(line.quantity),
            unit=line.unit,
            unit_price=_plain(line.unit_price),
            line_net=_plain(line.net.amount),
            ean=line.ean,
            purchase_order_reference=line.order_reference,
        )
        for line in fields.lines
    )
    return Truth(tuple((name, value) for name, value in values.items() if value), lines)


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def apply_changes(fields: InvoiceFields, changes: Iterable[tuple[str, str]]) -> InvoiceFields:
    """The fields with a person's corrections: (field, canonical text) pairs; empty text clears a field.

    `lines` and `charges` are corrected as a whole, each as a JSON list of objects with the names and texts of an
    ExtractedLine or an ExtractedCharge.

    Raises IncompleteInvoice for a field that cannot be changed or a value that cannot be read.
    """
    for name, text in changes:
        if name not in CORRECTABLE:
            raise IncompleteInvoice(f"There is no field “{name}” to correct.")
        if name == "currency":
            fields = _in_currency(fields, text.strip().upper())
        elif name in PAYMENT:
            fields = replace(fields, payment=replace(fields.payment, **{name: _payment_code(name, text)}))
        else:
            change: dict[str, Any] = {name: _parsed(name, text.strip(), fields.currency or "")}
            fields = replace(fields, **change)
    return fields


def _parsed(name: str, text: str, currency: str) -> object:
    reader: Callable[[str], object]
    if name == "purchase_order_references":
        return tuple(text.replace(",", " ").replace(";", " ").split())
    if name == "lines":

        def reader(value: str) -> object:
            return _lines_typed(value, currency)
    elif name == "charges":

        def reader(value: str) -> object:
            return tuple(Charge(str(row["kind"]), Money(Decimal(row["amount"]), currency)) for row in json.loads(value))
    elif name == "document_type":
        reader = DocumentType
    elif name in DATES:
        reader = date.fromisoformat
    elif name in AMOUNTS:

        def reader(value: str) -> object:
            return Money(Decimal(value), currency)
    else:
        return text or None
    if not text:
        return None
    try:
        return reader(text)
    except (ValueError, InvalidOperation, TypeError, AttributeError, KeyError):
        raise IncompleteInvoice(f"“{text}” cannot be read as {name.replace('_', ' ')}.") from None


def _payment_code(name: str, text: str) -> str | None:
    """How to pay, as a person typed it; empty takes it away. Only what checks, for it goes to the ERP as it stands."""
    code = "".join(text.split())
    if name == "iban":
        code = code.upper()
    elif name == "boleto":
        code = "".join(letter for letter in code if letter.isdigit())
    else:
        code = text.strip()
    right = {"iban": is_iban, "boleto": is_boleto, "pix": is_pix}[name]
    if code and not right(code):
        raise IncompleteInvoice(f"“{text}” is no {name}: its check digits do not fit.")
    return code or None


def _lines_typed(text: str, currency: str) -> tuple[InvoiceLine, ...]:
    """Lines as a person corrected them: a JSON list of objects with the names of ExtractedLine, values as canonical text."""
    rows: list[dict[str, Any]] = [
        {key: (str(value).strip() or None) for key, value in row.items() if value is not None} for row in json.loads(text)
    ]
    lines = tuple(_lines([ExtractedLine(**row) for row in rows], currency))
    if len(lines) != len(rows):
        raise ValueError("a line without an amount")
    return lines


def _in_currency(fields: InvoiceFields, currency: str) -> InvoiceFields:
    """The same figures in another currency: the person says that the currency was misread, not the amounts."""
    if len(currency) != 3 or not currency.isalpha():
        raise IncompleteInvoice(f"“{currency}” is not a currency code such as BRL or EUR.")

    def same(amount: Money | None) -> Money | None:
        return None if amount is None else Money(amount.amount, currency)

    amounts: dict[str, Any] = {name: same(getattr(fields, name)) for name in AMOUNTS}
    return replace(
        fields,
        currency=currency,
        lines=tuple(replace(line, net=Money(line.net.amount, currency)) for line in fields.lines),
        charges=tuple(replace(charge, amount=Money(charge.amount.amount, currency)) for charge in fields.charges),
        **amounts,
    )


def _decimal(text: str | None) -> Decimal | None:
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        return None
    # DECIMAL(18,2) and (18,6) are what the books hold: a larger figure was misread.
    return number if number is not None and number.is_finite() and abs(number) < Decimal(10) ** 12 else None


def _money(text: str | None, currency: str) -> Money | None:
    number = _decimal(text)
    return None if number is None else Money(number, currency)


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
