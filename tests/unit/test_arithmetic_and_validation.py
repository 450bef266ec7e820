"""Does it add up, is everything there, is it ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ap_engine.model.extraction import DocumentType
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Charge, InvoiceFields
from ap_engine.rules import arithmetic, duplicates, validation
from tests.unit.trade import ACME, COMPANY, POLICY, brl, fields, invoice, line

GOOD = fields(line(1, "A", "10", "5.00"), tax_total=brl("0"))

SUMS: list[tuple[str, InvoiceFields, int]] = [
    ("closes", GOOD, 0),
    ("net plus tax is the total", replace(GOOD, tax_total=brl("9"), gross_total=brl("59")), 0),
    ("net plus tax is not the total", replace(GOOD, tax_total=brl("9"), gross_total=brl("60")), 1),
    ("five cents are rounding", replace(GOOD, gross_total=brl("50.05")), 0),
    ("six cents are not", replace(GOOD, gross_total=brl("50.06")), 1),
    (
        "freight makes up the difference",
        replace(GOOD, charges=(Charge("freight", brl("7")),), net_total=brl("57"), gross_total=brl("57")),
        0,
    ),
    ("lines do not come to the net", replace(GOOD, net_total=brl("80"), gross_total=brl("80")), 1),
    ("a line that is not its product", fields(line(1, "A", "10", "5.00", net="55.00")), 1),
    ("half a percent on weighed goods", fields(line(1, "A", "3.333", "29.99", net="100.00")), 0),
    ("nothing stated, nothing checked", InvoiceFields(), 0),
]


@pytest.mark.parametrize(("said", "of", "count"), SUMS, ids=[case[0] for case in SUMS])
def test_sums(said: str, of: InvoiceFields, count: int) -> None:
    assert len(arithmetic.check(of, POLICY.rounding)) == count


def test_both_numbers_are_shown_and_none_is_repaired() -> None:
    (finding,) = arithmetic.check(replace(GOOD, tax_total=brl("9"), gross_total=brl("60")), POLICY.rounding)
    assert "BRL 59.00" in finding.reason
    assert "BRL 60.00" in finding.reason


CHECKS = [
    ("all there", GOOD, ACME, set()),
    ("no number", replace(GOOD, invoice_number=None), ACME, {HoldCode.MISSING_FIELD}),
    ("due before it was issued", replace(GOOD, due_date=date(2026, 1, 1)), ACME, {HoldCode.MISSING_FIELD}),
    ("supplier not registered", GOOD, None, {HoldCode.UNKNOWN_SUPPLIER}),
    ("supplier blocked", GOOD, replace(ACME, blocked=True), {HoldCode.BLOCKED_SUPPLIER}),
    ("addressed to somebody else", replace(GOOD, buyer_tax_id="11222333000181"), ACME, {HoldCode.WRONG_BUYER}),
    ("a credit note is linked by the books", replace(GOOD, document_type=DocumentType.CREDIT_NOTE), ACME, set()),
    ("asks for nothing", replace(GOOD, gross_total=brl("0")), ACME, {HoldCode.CREDIT_NOTE_UNLINKED}),
]


@pytest.mark.parametrize(("said", "of", "supplier", "expected"), CHECKS, ids=[case[0] for case in CHECKS])
def test_checks(said: str, of: InvoiceFields, supplier: object, expected: set[HoldCode]) -> None:
    assert {f.code for f in validation.check(of, supplier, COMPANY, POLICY)} == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("NF-e 000.123", "123", True),
        ("INV-1234", "inv 1234", True),
        ("2026/77", "2026-77", True),
        ("1234", "1243", False),
        ("A3411", "3411", False),
        ("000", "0", True),
    ],
)
def test_numbers_that_people_type_differently_are_one_number(one: str, other: str, same: bool) -> None:
    assert (duplicates.normalised_number(one) == duplicates.normalised_number(other)) is same


def certain_keys(of: InvoiceFields) -> tuple[tuple[str, str], ...]:
    return duplicates.certain_keys(duplicates.likeness(invoice(of), None))


def test_a_branch_of_the_same_company_is_the_same_supplier_for_duplicates() -> None:
    branch = replace(GOOD, supplier_tax_id=ACME.tax_id[:8] + "000276")
    assert certain_keys(GOOD) == certain_keys(branch)


def test_series_year_and_type_keep_numbers_apart() -> None:
    others = [
        replace(GOOD, series="2"),
        replace(GOOD, issue_date=date(2025, 11, 2)),
        replace(GOOD, document_type=DocumentType.CREDIT_NOTE),
    ]
    assert len({certain_keys(of) for of in (GOOD, *others)}) == 4
