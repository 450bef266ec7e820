"""What the register and open orders make certain of a reading, and what they never do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ap_engine.model.extraction import (
    Box,
    Evidence,
    ExtractedCharge,
    ExtractedLine,
    Extraction,
    PaymentInstructions,
    Reading,
    Source,
    Witness,
)
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules.reading_confirmed import confirmed, same_name
from tests.unit.trade import ACME, COMPANY, POLICY, order, order_line

TEN_AT_5 = order("4711", order_line(1, "A", "10", "5.00"))
NEXT = order("4717", order_line(1, "B", "1", "9.00"))
PAGE = {
    "supplier_name": "ACME LTDA.",
    "supplier_tax_id": "12345678000195",
    "purchase_order_numbers": "4711",
    "net_total": "50.00",
    "gross_total": "50.00",
}
FOUR = (ExtractedLine(item_code="A", description="Item A", quantity="4", unit_price="5.00", line_net="20.00"),)
BY_ORDER, BY_REGISTER = Witness.ORDER, Witness.REGISTER


def page(source: Source = Source.PDF_TEXT, confidence: int = 70, **changes: Any) -> Extraction:
    """A page as read, nothing of it certain; None takes a reading away."""
    more = {name: changes.pop(name) for name in ("lines", "charges", "payment") if name in changes}
    values = {name: value for name, value in (PAGE | changes).items() if value is not None}
    readings = tuple(
        Reading(name, value, confidence, False, source, Evidence(1, Box(0, n * 10, 100, n * 10 + 8)))
        for n, (name, value) in enumerate(values.items())
    )
    return Extraction(
        source, readings=readings, purchase_order_numbers=tuple(values.get("purchase_order_numbers", "").split()), **more
    )


def witnesses(of: Extraction, *orders: PurchaseOrder) -> dict[str, Witness]:
    after = confirmed(of, ACME, orders, COMPANY, POLICY.rounding)
    return {one.field: one.witness for one in after.readings if one.witness is not None}


NAME = {"supplier_name": BY_REGISTER, "supplier_tax_id": BY_REGISTER}
NUMBER = NAME | {"purchase_order_numbers": BY_ORDER}
NET = NUMBER | {"net_total": BY_ORDER}
ALL = NET | {"gross_total": BY_ORDER}

CASES: list[tuple[str, Extraction, tuple[PurchaseOrder, ...], dict[str, Witness]]] = [
    ("everything agrees", page(), (TEN_AT_5,), ALL),
    ("no order is open", page(), (), NAME),
    ("decorated number", page(purchase_order_numbers="PO-0004711"), (TEN_AT_5,), ALL),
    ("another number", page(purchase_order_numbers="4712"), (TEN_AT_5,), NAME),
    ("one of two numbers is unknown", page(purchase_order_numbers="4711 4799"), (TEN_AT_5,), NAME),
    ("a number that a scan may have meant", page(purchase_order_numbers="47I1"), (TEN_AT_5,), NAME),
    ("a number without its year", page(), (replace(TEN_AT_5, number="4711/2025"),), NAME),
    ("a number of one digit", page(purchase_order_numbers="7"), (replace(TEN_AT_5, number="7"),), NAME),
    ("another supplier's order", page(), (replace(TEN_AT_5, supplier_id="other"),), NAME),
    ("a closed order", page(), (replace(TEN_AT_5, closed=True),), NAME),
    ("another name at this tax id", page(supplier_name="Rua das Flores 12"), (TEN_AT_5,), {k: ALL[k] for k in list(ALL)[2:]}),
    ("no tax id", page(supplier_tax_id=None), (TEN_AT_5,), {k: ALL[k] for k in list(ALL)[2:]}),
    ("another amount", page(net_total="49.00", gross_total="49.00"), (TEN_AT_5,), NUMBER),
    ("what was ordered is not what is left", page(), (order("4711", order_line(1, "A", "10", "5.00", billed="4")),), NUMBER),
    ("another currency", page(currency="EUR"), (TEN_AT_5,), NUMBER),
    ("coded quantities at the order's price", page(net_total="20.00", gross_total="20.00", lines=FOUR), (TEN_AT_5,), ALL),
    ("more coded units than are left", page(net_total="20.00", gross_total="20.00", lines=FOUR),
     (order("4711", order_line(1, "A", "10", "5.00", billed="8")),), NUMBER),
    ("another amount is due than the total", page(amount_due="45.00"), (TEN_AT_5,), NUMBER),
    ("lines that do not come to the net", page(lines=FOUR), (TEN_AT_5,), NUMBER),
    ("net, and tax on top that was not read", page(gross_total="58.00"), (TEN_AT_5,), NET),
    ("net, and a tax that closes the sum", page(tax_total="8.00", gross_total="58.00"), (TEN_AT_5,), ALL),
    ("net, and a tax that does not close it", page(tax_total="8.00", gross_total="59.00"), (TEN_AT_5,), NUMBER),
    ("a boleto asks for what we do not see", page(tax_total="8.00", gross_total="58.00", payment=PaymentInstructions("00")),
     (TEN_AT_5,), NET),
    ("a total alone may be the sub-total", page(net_total=None), (TEN_AT_5,), NUMBER),
    ("a total alone with a tax of nothing", page(net_total=None, tax_total="0.00"), (TEN_AT_5,), NUMBER | {"gross_total": BY_ORDER}),
    ("freight, and nobody knows where", page(charges=(ExtractedCharge("freight", "5.00"),)), (TEN_AT_5,), NUMBER),
    ("the reader doubts the amounts and the tax id", page(confidence=50), (TEN_AT_5,),
     {"supplier_name": BY_REGISTER, "purchase_order_numbers": BY_ORDER}),
    ("structured data that is doubted stays so", page(Source.XML), (TEN_AT_5,), {}),
    ("a scan, and no order is near", page(Source.OCR), (TEN_AT_5,), ALL),
    ("a scan, an order one digit away, amounts agree", page(Source.OCR), (TEN_AT_5, NEXT), ALL),
    ("a scan, an order one digit away, amounts differ", page(Source.OCR, net_total="8", gross_total="8"), (TEN_AT_5, NEXT), NAME),
    ("digital text, an order one digit away", page(net_total="8", gross_total="8"), (TEN_AT_5, NEXT), NUMBER),
]  # fmt: skip


@pytest.mark.parametrize(("said", "of", "orders", "expected"), CASES, ids=[case[0] for case in CASES])
def test_who_agrees(said: str, of: Extraction, orders: tuple[PurchaseOrder, ...], expected: dict[str, Witness]) -> None:
    assert witnesses(of, *orders) == expected


def test_one_figure_that_was_read_as_net_and_as_total_is_one_witness_only() -> None:
    here = Evidence(1, Box(0, 0, 100, 8))
    of = page()
    of = replace(of, readings=tuple(replace(one, evidence=here) for one in of.readings))
    assert witnesses(of, TEN_AT_5) == NUMBER


def test_our_own_tax_id_is_nobodys_witness() -> None:
    ourselves = replace(ACME, tax_id=COMPANY.tax_id)
    after = confirmed(page(supplier_tax_id=COMPANY.tax_id), ourselves, (), COMPANY, POLICY.rounding)
    assert not any(one.certain for one in after.readings)


@pytest.mark.parametrize(
    ("printed", "registered", "same"),
    [
        ("ACME LTDA.", "Acme Ltda", True),
        ("Acme", "Acme S/A", True),
        ("Moinho São João", "MOINHO SAO JOAO LTDA", True),
        ("Acme Holding", "Acme Ltda", False),
        ("Ltda", "Ltda", False),
        (None, "Acme", False),
    ],
)
def test_one_company_by_its_name(printed: str | None, registered: str, same: bool) -> None:
    assert same_name(printed, registered) is same


texts = st.sampled_from(("4711", "4712", "47I1", "PO 4711", "50.00", "20.00", "58.00", "Acme Ltda", "12345678000195", "x", None))
names = st.sampled_from(("4711", "4712", "PO-4711", "4711/2025", "471I"))


@settings(deadline=None)
@given(
    st.fixed_dictionaries(dict.fromkeys((*PAGE, "tax_total", "amount_due"), texts)),
    st.lists(names, max_size=3, unique=True),
    st.sampled_from((Source.PDF_TEXT, Source.OCR, Source.XML)),
    st.integers(0, 100),
)
def test_a_record_gives_no_value_and_takes_no_certainty(
    read: dict[str, str | None], numbers: list[str], source: Source, confidence: int
) -> None:
    before = page(source, confidence, **read)
    after = confirmed(before, ACME, [replace(TEN_AT_5, number=number) for number in numbers], COMPANY, POLICY.rounding)
    assert replace(after, readings=before.readings) == before
    for old, new in zip(before.readings, after.readings, strict=True):
        assert (new.field, new.value, new.source, new.evidence) == (old.field, old.value, old.source, old.evidence)
        assert new == old or (new.certain and new.witness is not None and new.confidence == 99)
        if new.field.endswith("_total") and new.certain:
            assert new.value == "50.00" or (new.field == "gross_total" and read["tax_total"] is not None)
