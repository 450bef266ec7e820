"""When a reading of a page is certain: two things say so independently, and nothing speaks for another value (C11, C12)."""

from __future__ import annotations

from datetime import date

import pytest

from ap_engine.extraction.page_reading import read_pages
from ap_engine.model.extraction import Reading
from tests.unit.template_papers import page

TODAY = date(2026, 11, 22)
BILL = """
Harrow Tools Ltd                        INVOICE
4 Mill Lane, Leeds LS1 4AP              Invoice No      HT-20417
VAT No GB 136 6959 76                   Invoice Date    14 March 2026
                                        Due Date        13 April 2026

Description              Qty    Price      Amount
Torque wrench             2     45.00       90.00
Socket set                1     60.00       60.00

                                Net        150.00
                                VAT 20%     30.00
                                Total      180.00

Terms: 30 days. Please quote HT-20417.
"""


def read(text: str, name: str) -> Reading:
    found = read_pages((page(text),), TODAY, frozenset())[0].reading(name)
    assert found is not None, f"{name} was not read"
    return found


@pytest.mark.parametrize(
    ("name", "value"), [("invoice_number", "HT-20417"), ("issue_date", "2026-03-14"), ("gross_total", "180.00")]
)
def test_what_two_witnesses_say_is_certain(name: str, value: str) -> None:
    found = read(BILL, name)
    assert (found.value, found.certain) == (value, True)


def test_a_total_that_does_not_close_is_not_certain() -> None:
    assert not read(BILL.replace(" 30.00", " 31.00"), "gross_total").certain


def test_a_value_beside_another_word_under_the_label_is_not_certain() -> None:
    moved = """
Brigade Staff Ltd                       INVOICE
To: Veltrona Ltd                        Document Date
Purchase Ledger                         Week Ending     26 Sep 2025
Wakefield WF2 7UA

Total                                   1,084.74
"""
    assert not read(moved, "issue_date").certain


@pytest.mark.parametrize(
    "row",
    ["Invoice No  31012 Pamplona", "Invoice No  114 VG", "Invoice No : # BLR WFLD20151000982590 :"],
    ids=["town", "letters", "torn"],
)
def test_a_number_that_may_be_a_towns_or_lack_letters_is_not_certain(row: str) -> None:
    text = f"""
Harrow Tools Ltd
{row}
Invoice Date    14 March 2026

Total      180.00
"""
    found = read_pages((page(text),), TODAY, frozenset())[0].reading("invoice_number")
    assert found is None or not found.certain


def test_days_and_months_that_nothing_tells_apart_are_not_certain() -> None:
    text = BILL.replace("14 March 2026", "04/03/2026").replace("13 April 2026", "05/04/2026")
    text = text.replace("4 Mill Lane, Leeds LS1 4AP", "").replace("VAT No GB 136 6959 76", "").replace("VAT 20%", "Tax")
    assert not read(text, "issue_date").certain


def test_the_tax_within_a_total_is_not_the_total() -> None:
    text = """
Doyle's Plumbing Pty Ltd      TAX INVOICE
Invoice No    0387
Date          5/03/2014

Copper pipe 15 mm                      17.58
TOTAL (inc GST)                       $17.58
GST included in total                  $1.60
"""
    assert read(text, "gross_total").value == "17.58"


def test_the_tax_within_a_total_is_not_certain_where_the_total_itself_cannot_be_read() -> None:
    text = """
Doyle's Plumbing Pty Ltd      TAX INVOICE
Invoice No    0387
Date          5/03/2014

Copper pipe 15 mm
TOTAL (inc GST)
GST included in total  $1.60
"""
    found = read_pages((page(text),), TODAY, frozenset())[0].reading("gross_total")
    assert found is None or not found.certain
