"""What a supplier's template reads: each kind of place, the line table, fallback to the general reading, certainty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.read import read
from ap_engine.extraction.template import apply, slip_amount
from ap_engine.extraction.template_choice import Templates
from ap_engine.extraction.template_places import locate
from ap_engine.extraction.template_style import Style, style_of
from ap_engine.model.extraction import Box, Document, Extraction, Reading, Source
from ap_engine.model.template import FieldRule, Identifiers, LineTable, Place, SupplierTemplate

from .template_papers import BILL, TEMPLATE, page

STYLE = Style(",", "dmy")
TODAY = date(2026, 4, 1)


def found(rule: FieldRule, text: str = BILL) -> str | None:
    located = locate(rule, lines_of((page(text),)), STYLE)
    return located.value if located else None


def read_with(template: SupplierTemplate, text: str = BILL, **of_page: object) -> Extraction:
    document = Document(pages=(page(text, **of_page),))  # type: ignore[arg-type]
    return read(document, TODAY, frozenset(), (), Templates((template,)))[0]


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (FieldRule("tax_total", Place.RIGHT, ("icms",)), "450.00"),
        (FieldRule("supplier_tax_id", Place.RIGHT, ("CNPJ",)), "98903621000180"),
        (FieldRule("invoice_number", Place.BELOW, ("Fatura nº",)), "FC-0042"),
        (FieldRule("issue_date", Place.BELOW, ("EMISSAO",)), "2026-03-07"),
        (FieldRule("due_date", Place.BELOW, ("Vencimento",)), "2026-03-21"),
        (FieldRule("gross_total", Place.COLUMN, ("Valor",), row="ICMS"), "450.00"),
        (FieldRule("gross_total", Place.COLUMN, ("Valor",)), "2700.00"),
        (FieldRule("gross_total", Place.RIGHT, ("Valor total", "TOTAL")), "2700.00"),
        (FieldRule("due_date", Place.BOX, box=Box(2500, 700, 9000, 1000)), "2026-03-21"),
        (FieldRule("invoice_number", Place.BOX, page=0, box=Box(0, 700, 2500, 1000), pattern="9+"), "0042"),
        (FieldRule("supplier_name", Place.BOX, box=Box(0, 200, 4000, 380)), "Fios e Cabos Ltda"),
    ],
)
def test_a_value_stands_where_the_template_says(rule: FieldRule, value: str) -> None:
    assert found(rule) == value


@pytest.mark.parametrize(
    "rule",
    [
        FieldRule("tax_total", Place.RIGHT, ("Frete",)),
        FieldRule("issue_date", Place.RIGHT, ("Emissão",)),
        FieldRule("invoice_number", Place.BELOW, ("Fatura nº",), pattern="AAA-9"),
        FieldRule("gross_total", Place.COLUMN, ("Valor",), row="Frete"),
        FieldRule("due_date", Place.BOX, page=2, box=Box(0, 0, 10_000, 10_000)),
    ],
)
def test_a_rule_that_does_not_fit_finds_nothing(rule: FieldRule) -> None:
    assert found(rule) is None


def test_the_first_or_the_last_of_several_labels() -> None:
    text = "Total: 10,00\n\nTotal: 20,00"
    assert found(FieldRule("gross_total", Place.RIGHT, ("Total",)), text) == "10.00"
    assert found(FieldRule("gross_total", Place.RIGHT, ("Total",), last=True), text) == "20.00"


def test_the_suppliers_way_of_writing_decides() -> None:
    american = style_of("1,234.56", "12/31/2026")
    assert american is not None
    assert [one.value for one in american.values_in("issue_date", "03/04/2026")] == ["2026-03-04"]
    assert [one.value for one in STYLE.values_in("issue_date", "03/04/2026")] == ["2026-04-03"]
    assert american.canonical("gross_total", "1,500") == "1500.00"
    assert STYLE.canonical("gross_total", "1,500") == "1.50"


def test_a_bill_read_by_its_template() -> None:
    bill = read_with(TEMPLATE)
    assert bill.template == "fios"
    assert bill.source is Source.TEMPLATE
    values = {reading.field: reading.value for reading in bill.readings if reading.source is Source.TEMPLATE}
    assert values == {
        "supplier_name": "Fios e Cabos Ltda",
        "supplier_tax_id": "98903621000180",
        "invoice_number": "FC-0042",
        "issue_date": "2026-03-07",
        "due_date": "2026-03-21",
        "net_total": "2250.00",
        "tax_total": "450.00",
        "gross_total": "2700.00",
        "currency": "BRL",
    }
    number = bill.reading("invoice_number")
    assert number is not None
    assert number.evidence.page == 1
    assert number.evidence.box == Box(333, 809, 900, 928)


def test_the_line_table_under_its_own_headings() -> None:
    lines = read_with(TEMPLATE).lines
    assert [(line.item_code, line.description, line.quantity, line.unit_price, line.line_net) for line in lines] == [
        ("A10", "Cabo de cobre em rolo", "2", "1100.00", "2200.00"),
        ("B20", "Fita", "10", "5.00", "50.00"),
    ]


def test_descriptions_of_one_line() -> None:
    assert TEMPLATE.lines is not None
    lines = read_with(replace(TEMPLATE, lines=replace(TEMPLATE.lines, several_lines=False))).lines
    assert [line.description for line in lines] == ["Cabo de cobre", "Fita"]


def test_a_table_goes_on_over_pages_and_lines_are_skipped() -> None:
    head = "Cód     Descrição          Valor"
    first = page(f"CNPJ 98.903.621/0001-80\n{head}\nA10     Cabo               200,00\nA carregar                 200,00")
    second = page(f"Transporte                 200,00\n{head}\nB20     Fita               50,00\nTOTAL    250,00", number=2)
    table = LineTable(
        columns=(("item_code", "Cód"), ("description", "Descrição"), ("line_net", "Valor")),
        end=("Total",),
        skip=("Transporte", "A carregar"),
    )
    template = replace(TEMPLATE, lines=table)
    found = read(Document(pages=(first, second)), TODAY, frozenset(), (), Templates((template,)))
    assert [line.item_code for one in found for line in one.lines] == ["A10", "B20"]


def test_items_told_by_the_form_of_their_lines() -> None:
    text = """
CNPJ 98.903.621/0001-80
O que está sendo cobrado
Link dedicado 500 Mbps          2.890,00
LINK-500 1 UN x R$ 2.890,00
Plano móvel, linhas             119,80
MOV-40 2 UN x R$ 59,90
Total a pagar                   3.009,80
"""
    forms = ("{description}  {line_net}", "{item_code} {quantity} {unit} x R$ {unit_price}")
    table = LineTable(forms=forms, start=("O que está sendo cobrado",), end=("Total a pagar",))
    lines = read_with(replace(TEMPLATE, lines=table), text).lines
    assert [(line.item_code, line.description, line.quantity, line.unit_price, line.line_net) for line in lines] == [
        ("LINK-500", "Link dedicado 500 Mbps", "1", "2890.00", "2890.00"),
        ("MOV-40", "Plano móvel, linhas", "2", "59.90", "119.80"),
    ]
    assert lines[0].evidence.box is not None


def test_what_the_template_does_not_find_is_read_as_for_any_supplier() -> None:
    general = read_with(replace(TEMPLATE, identifiers=Identifiers(tax_ids=("00000000000191",))))
    assert general.template is None
    rules = tuple(replace(rule, labels=("Anything else",)) if rule.field == "due_date" else rule for rule in TEMPLATE.fields)
    bill = read_with(replace(TEMPLATE, fields=rules))
    due = bill.reading("due_date")
    assert due is not None
    assert due == general.reading("due_date")
    assert due.source is Source.PDF_TEXT
    assert due.value == "2026-03-21"


def test_a_field_that_the_supplier_never_prints_is_not_guessed() -> None:
    bill = read_with(replace(TEMPLATE, absent=("amount_due",)))
    assert read_with(TEMPLATE).value("amount_due") == "2700.00"
    assert bill.value("amount_due") is None


def test_a_table_that_is_not_found_is_said() -> None:
    table = LineTable(columns=(("item_code", "Artikel"), ("line_net", "Betrag")))
    bill = read_with(replace(TEMPLATE, lines=table))
    assert [problem.code for problem in bill.problems] == ["template_lines"]


def test_certain_only_where_the_amounts_close() -> None:
    bill = read_with(TEMPLATE)
    certain = {reading.field for reading in bill.readings if reading.certain}
    assert {"net_total", "tax_total", "gross_total", "supplier_tax_id"} <= certain
    assert not certain & {"due_date", "supplier_name", "currency"}
    assert bill.reading("invoice_number") is not None
    off = read_with(
        TEMPLATE, BILL.replace("TOTAL                                           2.700,00", "TOTAL" + " " * 43 + "2.900,00")
    )
    assert off.value("gross_total") == "2900.00"
    total = off.reading("gross_total")
    assert total is not None
    assert not total.certain


def test_what_the_document_proves_otherwise_is_doubted() -> None:
    rules = tuple(replace(rule, row="Subtotal") if rule.field == "gross_total" else rule for rule in TEMPLATE.fields)
    proved = Reading("gross_total", "2700.00", 99, True, Source.PDF_TEXT)
    bill = apply(replace(TEMPLATE, fields=rules), lines_of((page(BILL),)), Extraction(Source.PDF_TEXT, readings=(proved,)))
    total = bill.reading("gross_total")
    assert total is not None
    assert (total.value, total.certain, total.confidence) == ("2250.00", False, 60)
    assert [problem.code for problem in bill.problems] == ["template_differs"]


@pytest.mark.parametrize(("known", "value"), [("2026-03-21", "2026-03-21"), (None, "2026-03-07"), ("2026-03-07", "2026-03-07")])
def test_a_fallback_fills_in_what_the_general_reading_does_not_find(known: str | None, value: str) -> None:
    rules = tuple(replace(rule, fallback=True) for rule in TEMPLATE.fields)
    readings = (Reading("issue_date", known, 70, False, Source.PDF_TEXT),) if known else ()
    bill = apply(replace(TEMPLATE, fields=rules), lines_of((page(BILL),)), Extraction(Source.PDF_TEXT, readings=readings))
    assert bill.value("issue_date") == value
    assert bill.problems == ()


def test_another_value_without_proof_is_less_sure() -> None:
    general = Extraction(Source.PDF_TEXT, readings=(Reading("issue_date", "2026-03-21", 70, False, Source.PDF_TEXT),))
    issued = apply(TEMPLATE, lines_of((page(BILL),)), general).reading("issue_date")
    assert issued is not None
    assert (issued.value, issued.certain, issued.confidence) == ("2026-03-07", False, 80)


def test_the_sum_of_the_lines_proves_the_net_total_and_not_a_total_with_tax() -> None:
    rules = tuple(replace(rule, row="Subtotal") if rule.field == "gross_total" else rule for rule in TEMPLATE.fields)
    bill = read_with(replace(TEMPLATE, fields=rules))
    net, total = bill.reading("net_total"), bill.reading("gross_total")
    assert net is not None
    assert total is not None
    assert (net.certain, total.value, total.certain) == (True, "2250.00", False)


def test_a_poor_scan_proves_nothing() -> None:
    bill = read_with(TEMPLATE, source=Source.OCR, confidence=70)
    assert bill.value("gross_total") == "2700.00"
    assert not any(reading.certain for reading in bill.readings)


def test_the_amount_in_a_payment_slip() -> None:
    assert str(slip_amount("34190009000000660366607700120905113380000556660")) == "5566.60"
    assert str(slip_amount("836500002099745301230009000000000901347544719029")) == "20974.53"
    assert slip_amount("34190009000000660366607700120905113380000000000") is None
    assert slip_amount(None) is None
