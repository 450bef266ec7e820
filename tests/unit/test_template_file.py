"""Templates as files: what is refused, and that the message names the file, the place and the nearest right word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ap_engine.model.errors import TemplateError
from ap_engine.model.template import Identifiers, SupplierTemplate
from ap_engine.template_file import check, load, load_folder, parse, write

from .template_papers import complete, example

GOOD = write(complete())


def test_a_rule_that_only_fills_in_is_kept_as_one() -> None:
    good = complete()
    filling = replace(good, fields=(replace(good.fields[0], fallback=True), *good.fields[1:]))
    assert "    fallback: yes\n" in write(filling)
    assert parse(write(filling), "fios.yaml") == filling


def refused(text: str) -> str:
    with pytest.raises(TemplateError) as error:
        parse(text, "fios.yaml")
    return error.value.detail


def test_a_good_template_is_read_back_the_same() -> None:
    assert parse(GOOD, "fios.yaml") == complete()
    check(complete())


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("supplier:", "suplier:", "fios.yaml: “suplier” is not known here. Did you mean “supplier”?"),
        ("supplier: Fios e Cabos Ltda\n", "", "fios.yaml: “supplier” is missing."),
        ("  gross_total:\n", "  gros_total:\n", "fios.yaml, fields, gros_total: there is no field “gros_total”. Did you mean “gross_total”?"),
        ("where: right", "where: rigth", "fios.yaml, fields, net_total, where: there is no “rigth”. Did you mean “right”?"),
        ("where: right", "place: right", "fios.yaml, fields, net_total: “place” is not known here. Did you mean “page”?"),
        ("tax_ids: [98903621000180]", "tax_ids: [123]", "fios.yaml, identified_by, tax_ids: “123” is too short or too long to identify"),
        ("tax_ids: [98903621000180]", "texts: [Fatura]", "fios.yaml, identified_by, texts: “Fatura” stands on too many papers"),
        ("  tax_ids: [98903621000180]", "  ibans: []", "fios.yaml, identified_by: nothing identifies the supplier"),
        ("tax_ids: [98903621000180]", "cnpj: [98903621000180]", "fios.yaml, identified_by: “cnpj” is not known here. It can be tax_ids"),
        ("numbers: 1.234,56", "numbers: 1234", "fios.yaml, numbers: “1234” shows no decimal mark. Copy an amount"),
        ("dates: 31/12/2026", "dates: 01/02/2026", "fios.yaml, dates: “01/02/2026” leaves open which is the day."),
        ("currency: BRL", "currency: Real", "fios.yaml, currency: “Real” is no currency code"),
        ("pattern: AA-9+", "pattern: AA-9++", "fios.yaml, fields, invoice_number, pattern: “AA-9++”: + comes after 9, A or X"),
        ("    row: TOTAL\n", "    box: 1 2 3\n", "fios.yaml, fields, gross_total: “label” and “box” cannot stand together"),
        ("    label: Vencimento\n", "", "fios.yaml, fields, due_date: “label” (the words that announce the value) or “box” is missing."),
        ("    label: Vencimento\n", "    label: [Vencimento, --]\n", "fios.yaml, fields, due_date, label: “--” is not words as they are"),
        ("    where: right\n", "    where: right\n    row: X1\n", "fios.yaml, fields, net_total: “row” belongs to “where: column”."),
        ("    where: right\n", "    where: right\n    page: 2\n", "fios.yaml, fields, net_total: “page” belongs to “box”."),
        ("    where: right\n", "    where: right\n    where: below\n", "fios.yaml, line 21: “where” stands here twice."),
        ("currency: BRL", "currency: &a BRL", "fios.yaml, line 6: & and * (anchors) are not used here."),
        ("currency: BRL", "currency: *a", "fios.yaml, line 6: & and * (anchors) are not used here."),
        ("currency: BRL", "currency: !!str BRL", "fios.yaml, line 6: ! (a tag) is not used here."),
        ("currency: BRL", "currency: [BRL", "fios.yaml, line 7: expected ',' or ']'"),
        ("currency: BRL", "currency: [BRL]", "fios.yaml, currency: here should stand one text."),
        ("      due_date: 21/03/2026\n", "", "fios.yaml, examples 1, values: “due_date” is missing: the template reads it"),
        ("page 1 6000 8400 pdf_text", "6000 8400", "fios.yaml, examples 1, words: the first row says the page"),
        ("page 1 6000 8400 pdf_text", "page 1 0 8400 pdf_text", "fios.yaml, examples 1, words: row 1: a page has a width"),
        ("200 200 390 300 Fios", "200 200 Fios", "fios.yaml, examples 1, words: row 2 is not understood: “200 200 Fios”."),
        ("examples:\n", "lines:\n  columns: {line_net: Valor}\nexamples:\n", "fios.yaml, examples 1: “lines” is missing: the template reads"),
        ("examples:\n", "lines:\n  columns: {price: Valor}\nexamples:\n", "fios.yaml, lines, columns, price: there is no field “price” in a line."),
        ("examples:\n", "lines:\n  skip: Valor\nexamples:\n", "fios.yaml, lines: give either “columns” (the headings) or “forms”"),
        ("examples:\n", "lines:\n  forms: ['{quantiy} x']\nexamples:\n", "fios.yaml, lines, forms: “{quantiy} x”: there is no field “quantiy”"),
    ],
)  # fmt: skip
def test_each_mistake_is_named(right: str, wrong: str, message: str) -> None:
    assert right in GOOD
    assert refused(GOOD.replace(right, wrong, 1)).startswith(message)


@pytest.mark.parametrize(
    ("box", "message"),
    [
        ("1 2 3", "a box is left, top, right and bottom, each 0 to 10000"),
        ("1 2 3 10001", "a box is left, top, right and bottom, each 0 to 10000"),
        ("50 20 40 30", "left is before right and top before bottom."),
    ],
)
def test_a_box_has_four_numbers_in_order(box: str, message: str) -> None:
    text = GOOD.replace("    label: Vencimento\n    where: below\n", f"    box: {box}\n")
    assert refused(text).startswith(f"fios.yaml, fields, due_date, box: {message}")
    assert "“none” is no page" in refused(text.replace(f"box: {box}", "box: 1 2 3 4\n    page: none"))


def test_no_example_no_template() -> None:
    assert refused(GOOD[: GOOD.index("examples:")]).startswith("fios.yaml: there is no example. A template needs one")


def test_every_scalar_is_text() -> None:
    text = GOOD.replace("supplier: Fios e Cabos Ltda", "supplier: NO").replace("name: fatura-42", "name: 0123")
    template = parse(text, "fios.yaml")
    assert (template.supplier, template.examples[0].name) == ("NO", "0123")


@pytest.mark.parametrize("text", ["", "[]", "word", "- a\n- b", "? [a]\n: b", "[" * 5_000, "supplier: \x00"])
def test_what_is_no_template_at_all(text: str) -> None:
    assert refused(text).startswith("fios.yaml")


def test_a_file_that_is_too_large() -> None:
    assert "larger than" in refused("#" * 1_000_001)


def differs(template: SupplierTemplate) -> str:
    with pytest.raises(TemplateError) as error:
        check(template)
    return error.value.detail


def test_an_example_that_is_read_otherwise() -> None:
    values = tuple((name, "22/03/2026" if name == "due_date" else value) for name, value in example().values)
    message = differs(replace(complete(), examples=(example(values=values),)))
    assert message == (
        "fios.yaml does not read its own examples: fatura-42: due_date: should be “22/03/2026”, and “2026-03-21” was read."
    )


def test_a_label_that_is_not_there_names_the_nearest_printed_one() -> None:
    rules = tuple(replace(rule, labels=("Vencimemto",)) if rule.field == "due_date" else rule for rule in complete().fields)
    assert "due_date: “Vencimemto” does not stand on any example; nearest is “Vencimento”" in differs(
        replace(complete(), fields=rules)
    )


def test_a_label_with_no_value_beside_it() -> None:
    rules = tuple(replace(rule, labels=("Descrição",)) if rule.field == "due_date" else rule for rule in complete().fields)
    assert "due_date: “Descrição” stands on the example, but no fitting value below it" in differs(
        replace(complete(), fields=rules)
    )


def test_an_example_of_somebody_else() -> None:
    other = replace(complete(), identifiers=Identifiers(tax_ids=("11222333000181",)))
    assert "the supplier is not recognised; what identifies it (11222333000181) does not stand on this example" in differs(other)


def test_a_value_that_is_none() -> None:
    values = tuple((name, "soon" if name == "due_date" else value) for name, value in example().values)
    assert "due_date: “soon” is no date in the style of this template" in differs(
        replace(complete(), examples=(example(values=values),))
    )


def test_lines_that_differ(tmp_path: Path) -> None:
    lines = """lines:
  columns: {item_code: Cód, description: Descrição, line_net: Valor}
  ends_before: Subtotal
"""
    expected = """    lines:
      - item_code: A10
        line_net: 2.200,00
      - item_code: B20
        line_net: 51,00
"""
    text = GOOD.replace("examples:\n", lines + "examples:\n").replace("    words: |", expected + "    words: |")
    path = tmp_path / "fios.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=r"line 2, line_net: should be “51,00”, and “50\.00” was read"):
        load(path)
    path.write_text(text.replace("51,00", "50,00"), encoding="utf-8")
    assert load(path).name == "fios"


def test_a_broken_template_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("supplier: X", encoding="utf-8")
    (tmp_path / "latin.yaml").write_bytes(GOOD.encode("latin-1"))
    good, bad = load_folder(tmp_path)
    assert [template.name for template in good] == ["good"]
    assert [error.detail.split(":")[0] for error in bad] == ["bad.yaml", "latin.yaml"]
    assert load_folder(tmp_path / "nowhere") == ((), ())
