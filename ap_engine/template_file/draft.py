"""A draft of a template from one sample whose right values are given, with what a person should look at."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from ap_engine.extraction.layout import Line, lines_of
from ap_engine.extraction.line_items import sum_of
from ap_engine.extraction.read import read
from ap_engine.extraction.template_lines import read_table
from ap_engine.extraction.template_places import labels_at
from ap_engine.extraction.template_proposal import propose_rule, propose_table
from ap_engine.extraction.template_style import DATE_FIELDS, LINE_NUMBERS, Style
from ap_engine.extraction.text import squeeze
from ap_engine.extraction.values import date_order, dates_in, decimal_mark
from ap_engine.model.errors import TemplateError
from ap_engine.model.extraction import HEADER_FIELDS, Document, ExtractedLine, Extraction, Page
from ap_engine.model.tax_ids import is_valid_tax_id
from ap_engine.model.template import Example, FieldRule, Identifiers, LineTable, Place, SupplierTemplate
from ap_engine.template_file.strict_yaml import nearest

_NUMBERS = {",": "1.234,56", ".": "1,234.56"}
_DATES = {"dmy": "31/12/2026", "mdy": "12/31/2026"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A template to look over, and the remarks on what to look at."""

    template: SupplierTemplate
    remarks: tuple[str, ...]


def draft(
    name: str, supplier: str, values: tuple[tuple[str, str], ...], texts: tuple[str, ...], pages: tuple[Page, ...], today: date
) -> Draft:
    """The draft. Raises TemplateError for a field that there is not, a value that is not on the sample, or no identifier."""
    for key, _ in values:
        if key not in HEADER_FIELDS:
            raise TemplateError(f"--set: there is no field “{key}”.{nearest(key, HEADER_FIELDS)}")
    lines = lines_of(pages)
    if not lines:
        raise TemplateError("There are no words on this sample; a template needs a sample whose words can be read.")
    style = _style(values, lines)
    general = read(Document(pages=pages), today, frozenset())[0]
    remarks: list[str] = []
    known = _identifiers(supplier, values, texts, general, lines, remarks)
    rules = _rules(values, lines, style, known, remarks)
    if not rules:
        raise TemplateError("Give at least one right value of the sample: --set invoice_number=… --set gross_total=…")
    table, items = _table(lines, style, dict(values), remarks)
    shown = tuple((key, value) for key, value in values if key != "currency")
    currency = dict(values).get("currency") or general.value("currency")
    if currency and "currency" not in dict(values):
        remarks.append(f"The currency was taken to be {currency}.")
    example = Example(name, shown, items if table else (), pages)
    numbers, dates = _NUMBERS[style.mark], _DATES[style.order]
    template = SupplierTemplate(name, supplier, known, numbers, dates, rules, currency, table, (), (example,))
    return Draft(template, tuple(remarks))


def _style(values: tuple[tuple[str, str], ...], lines: tuple[Line, ...]) -> Style:
    """How the sample writes numbers and dates: as its own words show."""
    texts = [line.text for line in lines]
    found = [day for text in texts for day in dates_in(text)]
    order = date_order(texts, found)
    for key, printed in values:
        given = dates_in(printed) if key in DATE_FIELDS else []
        if given and given[0].decides:
            order = given[0].decides
    return Style(decimal_mark(texts) or ".", order)


def _identifiers(
    supplier: str,
    values: tuple[tuple[str, str], ...],
    texts: tuple[str, ...],
    general: Extraction,
    lines: tuple[Line, ...],
    remarks: list[str],
) -> Identifiers:
    for text in texts:
        if not labels_at(lines, text):
            raise TemplateError(f"--text: “{text}” does not stand on the sample.")
    given = dict(values).get("supplier_tax_id")
    tax_id = re.sub(r"[^0-9A-Z]", "", given.upper()) if given else general.value("supplier_tax_id")
    if tax_id and any(labels_at((line,), tax_id) for line in lines):
        if not given:
            remarks.append(f"The supplier's tax id was taken to be {tax_id}: make sure that it is not your own.")
        if is_valid_tax_id(tax_id) is False:
            remarks.append(f"The check digits of the tax id {tax_id} do not fit.")
        return Identifiers(tax_ids=(tax_id,), texts=texts)
    if given:
        raise TemplateError(
            f"--set supplier_tax_id: {given} does not stand on the sample. Give --text WORDS that identify the supplier."
        )
    if general.payment.iban:
        remarks.append(f"No tax id was found; the supplier is identified by its IBAN {general.payment.iban}.")
        return Identifiers(ibans=(general.payment.iban,), texts=texts)
    if texts:
        return Identifiers(texts=texts)
    if len(squeeze(supplier)) >= 8 and labels_at(lines, supplier):
        remarks.append("No tax id was found; the supplier is identified by its name as printed. A tax id or IBAN is safer.")
        return Identifiers(texts=(supplier,))
    raise TemplateError("Nothing on the sample identifies the supplier: give --set supplier_tax_id=… or --text WORDS.")


def _rules(
    values: tuple[tuple[str, str], ...], lines: tuple[Line, ...], style: Style, known: Identifiers, remarks: list[str]
) -> tuple[FieldRule, ...]:
    rules: list[FieldRule] = []
    for key, printed in values:
        if key == "currency" or (key == "supplier_tax_id" and known.tax_ids):
            continue
        rule = propose_rule(key, printed, lines, style)
        if rule is None:
            raise TemplateError(f"--set {key}: “{printed}” does not stand on the sample, or is no value of its kind.")
        rules.append(rule)
        if rule.place is Place.BOX:
            remarks.append(f"{key}: no words announce “{printed}”, so its place on the page counts. Look whether it stays there.")
        else:
            remarks.append(f"{key}: “{printed}” stands {_where(rule.place)} “{rule.labels[0]}”.")
    return tuple(rules)


def _where(place: Place) -> str:
    return "below" if place is Place.BELOW else "right of"


def _table(
    lines: tuple[Line, ...], style: Style, values: dict[str, str], remarks: list[str]
) -> tuple[LineTable | None, tuple[ExtractedLine, ...]]:
    table = propose_table(lines, style)
    if table is None:
        remarks.append("No line table with known headings was found. Add “lines” by hand if the lines are needed.")
        return None, ()
    items = read_table(table, lines, style)
    totals = {style.canonical(key, values[key]) for key in ("net_total", "gross_total") if key in values}
    sum_ = sum_of(items)
    closes = sum_ is not None and format(sum_.quantize(Decimal("0.01")), "f") in totals
    closing = "their sum is the total" if closes else "their sum is NOT the total: look at each of them"
    remarks.append(f"{len(items)} lines were read; {closing}.")
    return table, tuple(_printed(item, style) for item in items)


def _printed(item: ExtractedLine, style: Style) -> ExtractedLine:
    """A line as an example has it: numbers as the supplier writes them, without evidence."""
    changed = {
        field.name: value.replace(".", style.mark)
        for field in fields(ExtractedLine)
        if field.name in LINE_NUMBERS and (value := getattr(item, field.name))
    }
    bare = ExtractedLine()
    return replace(item, **changed, evidence=bare.evidence)
