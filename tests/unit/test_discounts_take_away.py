"""A discount of an electronic invoice is written as an amount, and takes away from what the lines come to (EN 16931 BG-20)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ap_engine.extraction.einvoice import read_xml
from ap_engine.model.extraction import ExtractedCharge
from ap_engine.model.invoice import Charge
from ap_engine.model.money import Money
from ap_engine.rules import arithmetic
from ap_engine.rules.fields import from_extraction
from tests.workflow.trade import Bill


@pytest.mark.parametrize("written", ["5.00", "-5.00"])
def test_lines_less_the_discount_are_the_net_total(written: str) -> None:
    (read,) = read_xml(Bill("1").xml())
    charges = (ExtractedCharge("discount", written), ExtractedCharge("freight", "15.00"))
    fields = from_extraction(replace(read, charges=charges), "BRL")
    assert fields.charges == (Charge("discount", Money.of("-5.00", "BRL")), Charge("freight", Money.of("15.00", "BRL")))
    right = replace(fields, net_total=Money.of("135.00", "BRL"), gross_total=Money.of("135.00", "BRL"))
    assert not list(arithmetic.check(right, Money.of("0.05", "BRL"))), "125.00 of goods, 5.00 off, 15.00 of freight"
    assert list(arithmetic.check(replace(right, net_total=Money.of("145.00", "BRL")), Money.of("0.05", "BRL")))
