"""What payment codes say about amount and due date: a second witness for what the page prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ap_engine.model.extraction import PaymentInstructions, Reading
from ap_engine.model.payment_codes import boleto_amount, boleto_due_date, pix_amount


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
