"""Till receipts: which number, which amount and which name, as a camera's picture is read."""

from __future__ import annotations

from datetime import date

import pytest

from ap_engine.extraction.page_reading import read_pages
from ap_engine.model.extraction import Extraction, Source
from tests.unit.template_papers import page

TODAY = date(2026, 11, 22)


def receipt(text: str) -> Extraction:
    return read_pages((page(text, source=Source.OCR, confidence=93),), TODAY, frozenset())[0]


def test_what_was_handed_over_and_the_change_are_not_the_total() -> None:
    found = receipt("""
BIG TREE PAINT & ELECTRICAL TRADING
LOT 2881 JLN KG JAWA
CASH BILL
NO: 04574          DATE : 21-09-17

BATTERY AA 4S
        1  32.25       32.25
TOTAL              RM 35.15
Paid Amount           40.00
change                 4.85
""")
    assert found.value("gross_total") == "35.15"
    assert found.value("supplier_name") == "BIG TREE PAINT & ELECTRICAL TRADING"


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Invoice No.:UG0955/18", "UG0955/18"),
        ("Receipt#:R42069041", "R42069041"),
        ("Bill #:V1-647541", "V1-647541"),
        ("04.03.2021  15:40  Bon-Nr.:7399", "7399"),
        ("TRAN# 30279  04/05/17", "30279"),
        ("Slip No.:60789039", "60789039"),
    ],
)
def test_a_number_glued_to_its_label_is_read_and_no_bar_code_or_tax_id_in_its_place(printed: str, number: str) -> None:
    found = receipt(f"""
UNICORN GIFTS SDN BHD
GST Reg No: 000940171264
{printed}

9558701836566 ZIPPER BAG 10PCS
        1 PCS   9.50    9.50 S
TOTAL               9.50
""")
    assert found.value("invoice_number") == number


def test_a_code_alone_below_the_title_is_the_number() -> None:
    found = receipt("""
MEGA DIY WAREHOUSE (M) SDN BHD
          -INVOICE-
9293/102/T9421
23-05-17 19:44:26

TOTAL               9.50
""")
    assert found.value("invoice_number") == "9293/102/T9421"


def test_the_shop_over_the_door_goes_before_the_company_on_a_receipt_and_not_on_a_letter() -> None:
    shop = "SWEET CORNER CAFE\nSC VENTURES SDN BHD\n12A JALAN TELAWI 3\n\nOrder 7309   05/05/2018\nTOTAL   20.80\n"
    assert receipt(shop).value("supplier_name") == "SWEET CORNER CAFE"
    letter = read_pages((page(shop),), TODAY, frozenset())[0]
    assert letter.value("supplier_name") == "SC VENTURES SDN BHD"


def test_a_street_in_a_name_is_no_address_and_a_plot_is_one() -> None:
    assert (
        receipt("Cedar Street Diner\n8801 State Rte 9, Troy NY 12180\n\nTOTAL  $86.75\n").value("supplier_name")
        == "Cedar Street Diner"
    )
    assert receipt("AEROMART PETROL STN 3\nLOT 21 KG JAWA\n\nTOTAL  86.75\n").value("supplier_name") == "AEROMART PETROL STN 3"


def test_a_stamp_is_nobodys_name() -> None:
    found = receipt("RECEIVED\nWKTR Television\nMain: (704) 555-0142\n\nTOTAL  $86.75\n")
    assert found.value("supplier_name") == "WKTR Television"
