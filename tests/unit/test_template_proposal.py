"""A draft from one sample whose right values are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.template_proposal import propose_rule, propose_table
from ap_engine.extraction.template_style import Style
from ap_engine.model.errors import TemplateError
from ap_engine.model.template import FieldRule, Place
from ap_engine.template_file import check, parse, write
from ap_engine.template_file.draft import draft

from .template_papers import BILL, VALUES, page

STYLE = Style(",", "dmy")
TODAY = date(2026, 4, 1)
LINES = lines_of((page(BILL),))


@pytest.mark.parametrize(
    ("name", "printed", "rule"),
    [
        ("invoice_number", "FC-0042", FieldRule("invoice_number", Place.BELOW, ("Fatura nº",), pattern="FC-9+")),
        ("issue_date", "07/03/2026", FieldRule("issue_date", Place.BELOW, ("Emissão",))),
        ("due_date", "2026-03-21", FieldRule("due_date", Place.BELOW, ("Vencimento",))),
        ("gross_total", "2.700,00", FieldRule("gross_total", Place.RIGHT, ("TOTAL",))),
        ("tax_total", "450,00", FieldRule("tax_total", Place.RIGHT, ("ICMS",))),
    ],
)
def test_the_words_beside_a_value_are_proposed(name: str, printed: str, rule: FieldRule) -> None:
    assert propose_rule(name, printed, LINES, STYLE) == rule


def test_a_value_without_words_is_told_by_its_place() -> None:
    lines = lines_of((page("4711\n\n\n\n\n\nTotal   5,00"),))
    rule = propose_rule("invoice_number", "4711", lines, STYLE)
    assert rule is not None
    assert (rule.place, rule.page, rule.pattern) == (Place.BOX, 1, "9+")


@pytest.mark.parametrize(
    ("text", "printed", "label", "pattern"),
    [
        ("DANFE Nº 000.047.428", "47428", "DANFE Nº", "9+.9+.9+"),
        ("Rechnungsnummer: 01.23 - 2014", "01.23 - 2014", "Rechnungsnummer", "9+.9+ - 9+"),
    ],
)
def test_a_number_of_several_parts(text: str, printed: str, label: str, pattern: str) -> None:
    rule = propose_rule("invoice_number", printed, lines_of((page(text),)), STYLE)
    assert rule == FieldRule("invoice_number", Place.RIGHT, (label,), pattern=pattern)


@pytest.mark.parametrize(("name", "printed"), [("invoice_number", "999"), ("issue_date", "soon"), ("gross_total", "1,11")])
def test_a_value_that_does_not_stand_there(name: str, printed: str) -> None:
    assert propose_rule(name, printed, LINES, STYLE) is None


def test_a_table_under_known_headings() -> None:
    table = propose_table(LINES, STYLE)
    assert table is not None
    assert dict(table.columns) == {
        "item_code": "Cód",
        "description": "Descrição",
        "quantity": "Qtd",
        "unit_price": "Unitário",
        "line_net": "Valor",
    }
    assert table.end == ("Subtotal",)
    assert propose_table(lines_of((page("Total   5,00"),)), STYLE) is None


def test_a_whole_draft_reads_its_sample() -> None:
    made = draft("bill", "Fios e Cabos Ltda", VALUES, (), (page(BILL),), TODAY)
    template = made.template
    assert template.identifiers.tax_ids == ("98903621000180",)
    assert (template.numbers, template.dates, template.currency) == ("1.234,56", "31/12/2026", "BRL")
    check(parse(write(template), "bill.yaml"))
    assert "2 lines were read; their sum is the total." in made.remarks
    assert any(remark.startswith("The supplier's tax id was taken to be 98903621000180") for remark in made.remarks)


def test_a_table_that_does_not_add_up_is_said() -> None:
    values = tuple((name, value) for name, value in VALUES if name not in ("net_total", "gross_total"))
    made = draft("bill", "Fios e Cabos Ltda", values, (), (page(BILL),), TODAY)
    assert "2 lines were read; their sum is NOT the total: look at each of them." in made.remarks


def test_words_identify_a_supplier_without_a_number() -> None:
    sample = page(BILL.replace("CNPJ 98.903.621/0001-80", "Fios por metro"))
    known = draft("bill", "Fios e Cabos Ltda", VALUES, ("Fios por metro",), (sample,), TODAY).template.identifiers
    assert known.texts == ("Fios por metro",)
    by_name = draft("bill", "Fios e Cabos Ltda", VALUES, (), (sample,), TODAY)
    assert by_name.template.identifiers.texts == ("Fios e Cabos Ltda",)
    assert "A tax id or IBAN is safer." in " ".join(by_name.remarks)


@pytest.mark.parametrize(
    ("values", "texts", "message"),
    [
        ((("totl", "1"),), (), "--set: there is no field “totl”."),
        ((), (), "Give at least one right value"),
        (VALUES, ("Nowhere on it",), "--text: “Nowhere on it” does not stand on the sample."),
    ],
)
def test_what_a_draft_refuses(values: tuple[tuple[str, str], ...], texts: tuple[str, ...], message: str) -> None:
    with pytest.raises(TemplateError) as error:
        draft("bill", "Fios e Cabos Ltda", values, texts, (page(BILL),), TODAY)
    assert error.value.detail.startswith(message)


def test_a_sample_without_words_or_name() -> None:
    with pytest.raises(TemplateError, match="There are no words on this sample"):
        draft("bill", "Anybody", VALUES, (), (replace(page(BILL), words=()),), TODAY)
    sample = page("Invoice   42\n\nTotal   5,00")
    with pytest.raises(TemplateError, match="Nothing on the sample identifies the supplier"):
        draft("bill", "Anybody at all", (("gross_total", "5,00"),), (), (sample,), TODAY)
