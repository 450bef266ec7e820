"""The tax that a document's own rates make, against the tax that it asks for: too much and too little (rules M7, C9).

Where the orders agreed a tax, that is the expectation (`charges`); this is for all the others, with and without an order. A
rate is the document's word for it: whether it is the right one for the goods is not known here.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.match import Compared
from ap_engine.model.match_terms import MatchTerms
from ap_engine.model.money import CENT, to_cents
from ap_engine.rules import tax_variance
from ap_engine.rules.match_words import plain

_HUNDRED = Decimal(100)


def expected_tax(fields: InvoiceFields) -> Decimal | None:
    """Each rate times what is billed at it, rounded to the cent for each rate, as EN 16931 has it (BR-CO-14, BR-CO-17).

    None where a line has no rate, and where charges or discounts stand beside the lines: at which rate is not said.
    """
    bases: dict[Decimal, Decimal] = {}
    for line in fields.lines:
        if line.tax_rate is None:
            return None
        bases[line.tax_rate] = bases.get(line.tax_rate, Decimal(0)) + line.net.amount
    if not bases or any(charge.amount for charge in fields.charges):
        return None
    return sum((to_cents(base * rate / _HUNDRED) for rate, base in bases.items()), Decimal(0))


def compared(fields: InvoiceFields) -> Iterator[Compared]:
    """By how much the tax is not what the rates make, whatever the terms allow."""
    difference = tax_variance.difference(fields, expected_tax(fields))
    if difference is not None and abs(difference[0]) > CENT:
        yield Compared(HoldCode.TAX_VARIANCE, "tax", abs(difference[0]), difference[1])


def findings(fields: InvoiceFields, terms: MatchTerms) -> Iterator[Finding]:
    """A finding where the tax is above or below what the rates make by more than the tolerance for taxes."""
    found = tax_variance.difference(fields, expected_tax(fields))
    return tax_variance.findings(fields, found, terms, f"by the rates that the invoice says itself: {_rates(fields)}")


def _rates(fields: InvoiceFields) -> str:
    return ", ".join(f"{plain(rate)} %" for rate in sorted({line.tax_rate for line in fields.lines if line.tax_rate is not None}))
