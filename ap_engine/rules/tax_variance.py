"""The tax of an invoice beside the one that is expected, whoever expects it: its orders, or its own rates (rules M7, C9)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.match_terms import MatchTerms
from ap_engine.model.money import CENT
from ap_engine.model.remedies import Change, Remedy
from ap_engine.rules.match_words import either, plain, tolerance, tolerance_remedy


def difference(fields: InvoiceFields, expected: Decimal | None) -> tuple[Decimal, Decimal] | None:
    """By how much the tax is not what is expected, and what that is; None where either is not said."""
    if expected is None or fields.tax_total is None:
        return None
    return fields.tax_total.amount - expected, expected


def findings(fields: InvoiceFields, found: tuple[Decimal, Decimal] | None, terms: MatchTerms, whose: str) -> Iterator[Finding]:
    """A finding where a `difference` is beyond the tolerance for taxes; `whose` ends the sentence: who expects it so."""
    if found is None or fields.tax_total is None or abs(found[0]) <= max(terms.tax.allowed(found[1]), CENT):
        return
    off, expected = found
    within = tolerance_remedy("tax", terms.tax, [(abs(off), expected)])
    remedies = (Remedy(Change.BILL_TAX, expected), *((within,) if within is not None else ()))
    said = [f"a tax of {plain(expected)}", *(tolerance(one, "tax") for one in remedies if one.subject)]
    yield Finding(
        HoldCode.TAX_VARIANCE,
        f"Tax of {plain(fields.tax_total.amount)}, and {plain(expected)} {whose}.",
        f"Clears at {either(said)}.",
        remedies=remedies,
    )
