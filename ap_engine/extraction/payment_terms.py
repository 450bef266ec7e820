"""What payment codes say about amount and due date: a second witness for what the page prints.

Boleto: FEBRABAN's due-date factor counts days from 7 October 1997 and began again at 1000 on 22 February 2025; the last
ten digits are the amount in cents. PIX: EMV tag 54 is the amount.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ap_engine.model.extraction import PaymentInstructions, Reading

_FIRST_DAY = date(1997, 10, 7)
_ROUND = timedelta(days=9_000)
_CENTS = Decimal("0.01")


def boleto_amount(line: str) -> Decimal | None:
    """The amount in a bank boleto's typeable line (47 digits); None where it leaves the amount open, or for other lines."""
    cents = int(line[37:47]) if len(line) == 47 else 0
    return cents * _CENTS if cents else None


def boleto_due_date(line: str, near: date) -> date | None:
    """The due date in a bank boleto's typeable line. Of the two days that a factor may mean, the one nearest to `near`.

    >>> boleto_due_date("0" * 33 + "1000" + "0" * 10, date(2025, 2, 1))
    datetime.date(2025, 2, 22)
    >>> boleto_due_date("0" * 33 + "7552" + "0" * 10, date(2018, 6, 1))
    datetime.date(2018, 6, 11)
    """
    factor = int(line[33:37]) if len(line) == 47 else 0
    if factor < 1_000:
        return None
    first = _FIRST_DAY + timedelta(days=factor)
    return min((first, first + _ROUND), key=lambda day: abs(day - near))


def pix_amount(payload: str) -> Decimal | None:
    """The amount in a PIX payload, or None where the payer chooses it."""
    at = 0
    while at + 4 <= len(payload) and payload[at : at + 4].isdigit():
        length = int(payload[at + 2 : at + 4])
        if payload[at : at + 2] == "54":
            text = payload[at + 4 : at + 4 + length]
            return Decimal(text) if text.replace(".", "", 1).isdigit() else None
        at += 4 + length
    return None


def amounts_asked(payment: PaymentInstructions) -> frozenset[Decimal]:
    """What the document's checked payment codes ask for."""
    boleto = boleto_amount(payment.boleto) if payment.boleto else None
    pix = pix_amount(payment.pix) if payment.pix else None
    return frozenset(amount for amount in (boleto, pix) if amount)


def agree(readings: dict[str, Reading], payment: PaymentInstructions, today: date) -> None:
    """Amounts and due date that a checked payment code repeats become certain; a due date not printed is taken from it."""
    issued = readings.get("issue_date")
    near = date.fromisoformat(issued.value) if issued else today
    amounts = amounts_asked(payment)
    for name in ("gross_total", "amount_due"):
        read = readings.get(name)
        if read and Decimal(read.value) in amounts:
            readings[name] = replace(read, confidence=99, certain=True)
    due = boleto_due_date(payment.boleto, near) if payment.boleto else None
    if due is None:
        return
    read = readings.get("due_date")
    if read and read.value == due.isoformat():
        readings["due_date"] = replace(read, confidence=99, certain=True)
    elif read is None and issued:
        readings["due_date"] = Reading("due_date", due.isoformat(), 80, False, issued.source)
