"""A template made step by step: what is marked on samples becomes rules, and everything is read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ap_engine.model.errors import TemplateError
from ap_engine.model.extraction import Box, Page
from ap_engine.model.template import FieldRule, Place, SupplierTemplate
from ap_engine.template_file import check, making, making_lines, parse, write
from ap_engine.template_file.folded import folded, unfolded
from ap_engine.template_file.read_back import (
    first_invoice,
    general_reading,
    is_recognised,
    offers,
    printed_in,
    read_back,
    value_at,
)
from ap_engine.template_file.view import missing, page_words, spots_of
from tests.unit.template_papers import page

OURS = frozenset(("59594315000157",))
PAPER = """
Serraria Boa Vista Ltda      CNPJ 11.222.333/0001-81
Para Casa Ltda               CNPJ 59.594.315/0001-57

Romaneio anterior   SB-{before}
Romaneio atual      SB-{number}
Saiu em             {issued}
Vencimento          17/12/2026

Código     Descrição          Quantidade     Preço unitário     Valor
TB-25      Tábua de pinus     12             25,00              300,00
TB-40      Tábua de cedro     2              1.350,00           2.700,00
Total a pagar                                                   3.000,00
"""
FIRST = page(PAPER.format(before="0998", number="1001", issued="03/11/2026"))
SECOND = page(PAPER.format(before="1001", number="1002", issued="13/11/2026"))


def begun(*pages: Page) -> SupplierTemplate:
    """A template with these samples, nothing marked."""
    template = making.begin(making.file_name("Serraria Boa Vista Ltda"), "Serraria Boa Vista Ltda")
    for number, one in enumerate(pages, 1):
        template = making.add_sample(template, f"sample {number}", (one,), general_reading((one,), OURS), None, OURS)
    return template


def marked(template: SupplierTemplate, at: int = 0, **values: str) -> SupplierTemplate:
    for name, printed in values.items():
        template = making.mark(template, at, name, printed, OURS)
    return template


def rule_of(template: SupplierTemplate, name: str) -> FieldRule:
    found = template.rule(name)
    assert found is not None
    return found


def state(template: SupplierTemplate, at: int, name: str) -> tuple[str | None, bool | None, str]:
    back = next(one for one in read_back(template, at, OURS) if one.field == name)
    return back.value, back.good, back.why


def box_of(text: str, paper: Page = FIRST) -> Box:
    """The box of a word in ten-thousandths."""
    word = next(word for word in paper.words if word.text == text)
    x, y = 10_000 / paper.width, 10_000 / paper.height
    return Box(int(word.box.x0 * x), int(word.box.y0 * y), int(word.box.x1 * x) + 1, int(word.box.y1 * y) + 1)


def test_the_first_sample_says_how_the_supplier_writes_and_who_it_is() -> None:
    template = begun(FIRST)
    assert (template.numbers, template.dates, template.currency) == (
        "1.234,56",
        "31/12/2026",
        general_reading((FIRST,), OURS).value("currency"),
    )
    assert template.identifiers.tax_ids == ("11222333000181",)
    assert template.name == "serraria-boa-vista-ltda"


def test_a_marked_value_gets_the_words_that_announce_it() -> None:
    template = marked(begun(FIRST), invoice_number="SB-1001", due_date="17/12/2026")
    assert (rule_of(template, "invoice_number").place, rule_of(template, "invoice_number").labels) == (
        Place.RIGHT,
        ("Romaneio atual",),
    )
    assert state(template, 0, "invoice_number") == ("SB-1001", True, "")
    assert state(template, 0, "due_date") == ("2026-12-17", True, "")


def test_words_that_are_right_on_all_samples_beat_words_that_are_right_on_one() -> None:
    template = marked(begun(FIRST, SECOND), invoice_number="SB-1001")
    template = making.with_rule(template, replace(rule_of(template, "invoice_number"), labels=("Romaneio",)))
    template = making.mark(template, 1, "invoice_number", "SB-1002", OURS, keep_rule=True)
    assert state(template, 0, "invoice_number") == ("SB-0998", False, "other")
    template = making.propose(template, "invoice_number")
    assert [state(template, at, "invoice_number")[1] for at in (0, 1)] == [True, True]


def test_two_wordings_become_one_rule_with_both() -> None:
    other = page(PAPER.format(before="1001", number="1002", issued="13/11/2026").replace("Romaneio atual", "Guia de entrega"))
    template = marked(begun(FIRST, other), invoice_number="SB-1001")
    template = making.mark(template, 1, "invoice_number", "SB-1002", OURS)
    assert set(rule_of(template, "invoice_number").labels) == {"Romaneio atual", "Guia de entrega"}
    assert [state(template, at, "invoice_number")[1] for at in (0, 1)] == [True, True]


def test_what_is_not_a_value_is_told_in_words() -> None:
    template = begun(FIRST)
    for name, printed, says in (
        ("issue_date", "SB-1001", "no date as this template writes dates (31/12/2026)"),
        ("gross_total", "Romaneio", "no amount as this template writes numbers (1.234,56)"),
        ("supplier_tax_id", "59.594.315/0001-57", "our own tax id"),
        ("supplier_tax_id", "11.222.333/0001-82", "check digits"),
        ("gros_total", "1,00", "Did you mean “gross_total”?"),
        ("currency", "reais", "no currency code"),
    ):
        with pytest.raises(TemplateError) as error:
            making.mark(template, 0, name, printed, OURS)
        assert says in error.value.detail


def test_why_a_value_is_not_read() -> None:
    template = marked(begun(FIRST, SECOND), invoice_number="SB-1001")
    wrong = making.with_rule(template, FieldRule("invoice_number", Place.RIGHT, ("Romaneio atuel",)))
    back = next(one for one in read_back(wrong, 0, OURS) if one.field == "invoice_number")
    assert (back.why, back.near) == ("label", "Romaneio atual")
    beside = making.with_rule(template, FieldRule("invoice_number", Place.BELOW, ("Total a pagar",), pattern="SB-9+"))
    assert state(beside, 0, "invoice_number")[2] == "beside"
    typed = making.mark(template, 1, "series", "ABC-7", OURS)
    assert state(typed, 1, "series")[1:] == (False, "typed")


def test_a_rule_that_finds_nothing_is_said_even_when_the_value_is_read() -> None:
    template = marked(begun(FIRST), due_date="17/12/2026")
    template = making.with_rule(template, FieldRule("due_date", Place.RIGHT, ("Código",)))
    back = next(one for one in read_back(template, 0, OURS) if one.field == "due_date")
    assert back.good and back.idle and back.why == "beside"


def test_a_tap_on_one_word_means_the_whole_value() -> None:
    paper = page(
        "Fatura de Exemplo Ltda  CNPJ 11.222.333/0001-81\nEmitida em  19 de abril de 2026\nNúmero  77-A\nValor  1.234,56"
    )
    template = begun(paper)
    assert value_at(template, 0, "issue_date", 1, box_of("abril", paper)) == "19 de abril de 2026"
    assert value_at(template, 0, "invoice_number", 1, box_of("77-A", paper)) == "77-A"
    assert printed_in((paper,), 1, Box(0, 0, 1, 1)) == ""


def test_what_reading_found_is_offered_as_printed() -> None:
    offered = {one.field: one.printed for one in offers(begun(FIRST), 0, OURS)}
    assert offered["due_date"] == "17/12/2026" and offered["supplier_tax_id"] == "11.222.333/0001-81"
    assert "buyer_tax_id" not in offered
    template = marked(begun(FIRST, SECOND), invoice_number="SB-1001")
    assert {one.field: one.printed for one in offers(template, 1, OURS)}["invoice_number"] == "SB-1002"


def test_the_table_is_marked_by_its_headings_and_confirmed_by_its_lines() -> None:
    template = marked(begun(FIRST), invoice_number="SB-1001", gross_total="3.000,00")
    for name, heading in (
        ("item_code", "Código"),
        ("description", "Descrição"),
        ("quantity", "Quantidade"),
        ("line_net", "Valor"),
    ):
        template = making_lines.with_heading(template, name, heading)
    template = making_lines.with_words(template, "end", "Total a pagar")
    assert making_lines.proposed_table(template, 0) is not None
    assert ("lines", "", "sample 1") in missing(template)
    assert making_lines.sum_says(template, 0) == ("3000.00", True)
    template = making_lines.right_as_read(template, 0)
    assert [line.line_net for line in template.examples[0].lines] == ["300,00", "2700,00"]
    assert not missing(template)
    rows = ({"item_code": "TB-25", "quantity": "12", "line_net": "301,00"}, {"item_code": "TB-40", "line_net": "2.700,00"}, {})
    changed = making_lines.with_lines(template, 0, rows)
    read = making_lines.lines_on(changed, 0)
    assert making_lines.line_differs(changed, changed.examples[0].lines[0], read[0]) == ("line_net",)
    assert making_lines.line_differs(changed, changed.examples[0].lines[1], read[1]) == ()
    with pytest.raises(TemplateError, match=r"Line 1, quantity: “many”"):
        making_lines.with_lines(template, 0, ({"quantity": "many"},))
    assert making_lines.with_table(template, None).examples[0].lines == ()


def test_what_was_made_is_a_template_and_comes_back_from_its_text() -> None:
    template = marked(begun(FIRST, SECOND), invoice_number="SB-1001", issue_date="03/11/2026", gross_total="3.000,00")
    template = marked(template, 1, invoice_number="SB-1002", issue_date="13/11/2026", gross_total="3.000,00")
    assert not missing(template) and is_recognised(template, 1)
    assert check(parse(write(template), "x.yaml"))
    text = folded(template)
    assert "words: (sample 2:" in text and "romaneio" not in text.split("examples:")[1].lower().replace("romaneio atual", "")
    assert unfolded(text, template.name, template.examples) == template
    with pytest.raises(TemplateError, match="Did you mean “gross_total”"):
        unfolded(text.replace("gross_total", "gros_total"), template.name, template.examples)


def test_what_is_missing_before_it_can_be_published() -> None:
    assert ("sample", "", "") in missing(making.begin("x", "X"))
    template = marked(begun(FIRST, SECOND), invoice_number="SB-1001")
    assert missing(template) == (("value", "invoice_number", "sample 2"),)
    stranger = replace(template, identifiers=replace(template.identifiers, tax_ids=("98903621000180",)))
    assert ("recognised", "", "sample 1") in missing(stranger)


def test_fields_are_forgotten_and_never_printed() -> None:
    template = marked(begun(FIRST), invoice_number="SB-1001", supplier_tax_id="11.222.333/0001-81")
    assert making.forget(template, "invoice_number").rule("invoice_number") is None
    assert making.forget(template, "supplier_tax_id").identifiers.tax_ids == ()
    absent = making.not_printed(template, "due_date")
    assert absent.absent == ("due_date",)
    assert "due_date" not in {one.field for one in read_back(absent, 0, OURS)}
    assert making.mark(absent, 0, "due_date", "17/12/2026", OURS).absent == ()
    with pytest.raises(TemplateError, match="too many papers"):
        making.identified_by_text(template, 0, "CNPJ")
    assert making.identified_by_text(template, 0, "Serraria Boa Vista").identifiers.texts == ("Serraria Boa Vista",)


def test_where_everything_stands_on_the_page() -> None:
    template = marked(begun(FIRST), invoice_number="SB-1001")
    kinds = {(spot.kind, spot.field) for spot in spots_of(template, 0, read_back(template, 0, OURS))}
    assert {("good", "invoice_number"), ("label", "invoice_number"), ("offer", "due_date")} <= kinds
    assert "Romaneio" in [text for _, text in page_words(template, 0, 1)]


def test_of_a_file_with_one_invoice_all_pages_are_used() -> None:
    assert first_invoice((FIRST, page("Observações gerais", 2)), OURS)[0] is FIRST
