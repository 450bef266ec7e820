"""The parts that page reading is made of: address blocks, label phrases, tax rates, lines found by their sum, shapes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ap_engine.extraction.blocks import blocks_of
from ap_engine.extraction.label_phrases import expand
from ap_engine.extraction.labels import LABELS
from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.page_reading import read_pages
from ap_engine.extraction.tax_rates import Rates
from ap_engine.extraction.template_mask import compile_mask, shape_of
from tests.unit.template_papers import page

TODAY = date(2026, 11, 22)
LETTER = """
Osterkamp Werkzeug GmbH                      Prentiss Supply Inc
Hafenstr. 4                                  17 Lake Road
20457 Hamburg                                20095 Hamburg
Tel. 040 112233
"""


def test_an_address_block_knows_a_sender_by_its_telephone() -> None:
    sender, recipient = sorted(blocks_of(lines_of((page(LETTER),))), key=lambda block: block.boxes[0].x0)
    assert sender.has_contact
    assert not recipient.has_contact
    assert sender.has_town
    assert recipient.has_town
    assert recipient.texts[0] == "Prentiss Supply Inc"


def test_phrases_are_every_combination() -> None:
    assert set(expand("{a|b} {c|d}")) == {"a c", "a d", "b c", "b d"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("rechnungsnummer", "invoice_number"),
        ("numerodefacture", "invoice_number"),
        ("nodafatura", "invoice_number"),
        ("dateofissue", "issue_date"),
        ("fechadeemision", "issue_date"),
        ("purchaseorderno", "purchase_order"),
    ],
)
def test_labels_are_known_in_the_languages_of_our_suppliers(words: str, name: str) -> None:
    assert any(meaning[1] == name for meaning in LABELS.get(words, ()))


@given(st.decimals(1, 10_000, places=2), st.sampled_from(["5", "7,7", "10", "19", "20", "25"]))
def test_a_tax_at_the_printed_rate_is_always_allowed(net: Decimal, rate: str) -> None:
    tax = (net * Decimal(rate.replace(",", ".")) / 100).quantize(Decimal("0.01"))
    assert Rates((f"VAT {rate} %",)).allow(net, tax, set())


@given(st.decimals(100, 10_000, places=2))
def test_a_tax_of_twice_the_printed_rate_never_is(net: Decimal) -> None:
    assert not Rates(("VAT 10 %",)).allow(net, (net / 5).quantize(Decimal("0.01")), set())


def test_where_no_rate_is_printed_every_tax_may_be() -> None:
    assert Rates(("Thank you",)).allow(Decimal(100), Decimal(37), set())


def test_lines_without_known_headings_are_found_because_they_sum_to_the_total() -> None:
    text = """
Josie Hartnell                 INVOICE 2025-31
14 March 2026

Wedding ceremony, string quartet           480.00
Travel to the barn and back                 35.50
Late set                                   120.00

Total to pay                               635.50
"""
    lines = read_pages((page(text),), TODAY, frozenset())[0].lines
    assert [Decimal(line.line_net or "0") for line in lines] == [Decimal("480.00"), Decimal("35.50"), Decimal("120.00")]


@given(st.from_regex(r"[A-Z]{0,3}[-/]?\d{1,6}([-/.]\d{1,4})?", fullmatch=True))
def test_a_shape_finds_the_value_it_was_made_of(value: str) -> None:
    found = compile_mask(shape_of(value)).search(f"Ref {value} x")
    assert found is not None
    assert found[0] == value


@pytest.mark.parametrize("longer", ["412/25", "2025-31", "03-8-00415", "4.120"])
def test_a_shape_never_takes_the_digits_of_a_longer_number(longer: str) -> None:
    assert compile_mask("9+").search(longer) is None
