"""One template from its YAML, strictly: every mistake names the file, the place, and the nearest right word."""

from __future__ import annotations

import re
from typing import Any

from ap_engine.extraction.template_choice import usable_code, usable_text
from ap_engine.extraction.template_forms import LINE_FIELDS, FormError, compile_form
from ap_engine.extraction.template_mask import MaskError, compile_mask
from ap_engine.extraction.template_style import mark_of, order_of
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import HEADER_FIELDS, Box, ExtractedLine
from ap_engine.model.tax_ids import compact_tax_id
from ap_engine.model.template import Example, FieldRule, Identifiers, LineTable, Place, SupplierTemplate
from ap_engine.template_file.strict_yaml import Node, nearest, tree_of
from ap_engine.template_file.words import pages_of

_TOP = (
    "supplier", "identified_by", "numbers", "dates", "currency", "fields", "not_printed", "lines", "examples",
)  # fmt: skip
_LONGEST = 200
_LISTS = 50


def parse(text: str, name: str) -> SupplierTemplate:
    """The template in a file's text; `name` is the file's name. Its examples are not tried here. Raises TemplateError."""
    top = tree_of(text, name).only(*_TOP)
    numbers, dates = top.at("numbers"), top.at("dates")
    if mark_of(numbers.text()) is None:
        raise numbers.error(f"“{numbers.text()}” shows no decimal mark. Copy an amount above a thousand, such as 1.234,56.")
    if order_of(dates.text()) is None:
        raise dates.error(f"“{dates.text()}” leaves open which is the day. Copy a date after the 12th, such as 31/12/2026.")
    currency = top.optional("currency")
    if currency is not None and not re.fullmatch(r"[A-Z]{3}", currency):
        raise top.at("currency").error(f"“{currency}” is no currency code, such as BRL or EUR.")
    rules = tuple(_rule(_field(key, node), node) for key, node in top.at("fields").pairs())
    if not rules:
        raise top.at("fields").error("at least one field is needed.")
    return SupplierTemplate(
        name=name.removesuffix(".yaml"),
        supplier=_short(top.at("supplier")),
        identifiers=_identifiers(top.at("identified_by")),
        numbers=numbers.text(),
        dates=dates.text(),
        currency=currency,
        fields=rules,
        lines=_table(top.at("lines")) if top.has("lines") else None,
        absent=tuple(_field(word, top.at("not_printed")) for word in top.several("not_printed")),
        examples=_examples(top, {rule.field for rule in rules}),
    )


def _short(node: Node) -> str:
    text = node.text()
    if len(text) > _LONGEST or not text.isprintable():
        raise node.error(f"here should stand at most {_LONGEST} characters, on one line.")
    return text


def _phrases(node: Node, key: str) -> tuple[str, ...]:
    """Printed words under a word of the file, each with a letter or digit in it."""
    found = node.several(key)
    for phrase in found:
        if not squeeze(phrase) or len(phrase) > _LONGEST or len(found) > _LISTS or not phrase.isprintable():
            raise node.at(key).error(f"“{phrase[:40]}” is not words as they are printed (at most {_LONGEST} characters).")
    return found


def _field(word: str, node: Node) -> str:
    if word not in HEADER_FIELDS:
        raise node.error(f"there is no field “{word}”.{nearest(word, HEADER_FIELDS)}")
    return word


def _identifiers(node: Node) -> Identifiers:
    node.only("tax_ids", "ibans", "bank_accounts", "texts")
    codes: dict[str, tuple[str, ...]] = {}
    for key in ("tax_ids", "ibans", "bank_accounts"):
        codes[key] = tuple(compact_tax_id(text) for text in node.several(key))
        for code, text in zip(codes[key], node.several(key), strict=True):
            if not usable_code(code):
                raise node.at(key).error(f"“{text}” is too short or too long to identify a supplier: 6 to 40 letters and digits.")
    texts = _phrases(node, "texts")
    for text in texts:
        if not usable_text(text):
            raise node.at("texts").error(f"“{text}” stands on too many papers: give 8 letters or more, at most 12 words.")
    if not (any(codes.values()) or texts):
        raise node.error("nothing identifies the supplier: give its tax_ids, ibans, bank_accounts or texts.")
    return Identifiers(codes["tax_ids"], codes["ibans"], codes["bank_accounts"], texts)


def _rule(name: str, node: Node) -> FieldRule:
    node.only("label", "where", "row", "page", "box", "pattern", "take", "fallback")
    pattern = node.optional("pattern")
    if pattern is not None:
        try:
            compile_mask(pattern)
        except MaskError as error:
            raise node.at("pattern").error(f"“{pattern}”: {error}.") from error
    fallback = node.one_of("fallback", ("yes", "no"), "no") == "yes"
    if node.has("box"):
        for other in ("label", "where", "row", "take"):
            if node.has(other):
                raise node.error(f"“{other}” and “box” cannot stand together: a value stands by a label or in a box.")
        return FieldRule(name, Place.BOX, page=_page(node), box=_box(node.at("box")), pattern=pattern, fallback=fallback)
    if not node.has("label"):
        raise node.error("“label” (the words that announce the value) or “box” is missing.")
    place = Place(node.one_of("where", ("right", "below", "column"), "right"))
    if node.has("row") and place is not Place.COLUMN:
        raise node.error("“row” belongs to “where: column”.")
    if node.has("page"):
        raise node.error("“page” belongs to “box”.")
    row = _phrases(node, "row")
    last = node.one_of("take", ("first", "last"), "first") == "last"
    labels = _phrases(node, "label")
    return FieldRule(name, place, labels, row[0] if row else None, pattern=pattern, last=last, fallback=fallback)


def _page(node: Node) -> int:
    text = node.optional("page") or "1"
    if text == "last":
        return 0
    if not re.fullmatch(r"[1-9]\d{0,2}", text):
        raise node.at("page").error(f"“{text}” is no page: 1, 2, 3 … or last.")
    return int(text)


def _box(node: Node) -> Box:
    parts = node.text().split()
    if len(parts) != 4 or not all(part.isdecimal() and int(part) <= 10_000 for part in parts):
        raise node.error("a box is left, top, right and bottom, each 0 to 10000 of the page's width or height.")
    x0, y0, x1, y1 = (int(part) for part in parts)
    if x0 >= x1 or y0 >= y1:
        raise node.error("left is before right and top before bottom.")
    return Box(x0, y0, x1, y1)


def _table(node: Node) -> LineTable:
    node.only("columns", "forms", "starts_after", "ends_before", "skip", "descriptions")
    columns = (
        tuple((_line_field(key, place), _short(place)) for key, place in node.at("columns").pairs())
        if node.has("columns")
        else ()
    )
    forms = node.several("forms")
    if bool(columns) == bool(forms):
        raise node.error("give either “columns” (the headings) or “forms” (how an item's lines are printed).")
    for name, heading in columns:
        if not squeeze(heading):
            raise node.error(f"columns, {name}: “{heading}” is no heading.")
    for form in forms:
        try:
            compile_form(form)
        except FormError as error:
            hint = nearest(error.unknown, LINE_FIELDS) if error.unknown else ""
            raise node.at("forms").error(f"“{form}”: {error}.{hint}") from error
    several = node.one_of("descriptions", ("several lines", "one line"), "several lines") == "several lines"
    start, end, skip = (_phrases(node, key) for key in ("starts_after", "ends_before", "skip"))
    return LineTable(columns, forms, start, end, skip, several)


def _line_field(word: str, node: Node) -> str:
    if word not in LINE_FIELDS:
        raise node.error(f"there is no field “{word}” in a line.{nearest(word, LINE_FIELDS)}")
    return word


def _examples(top: Node, ruled: set[str]) -> tuple[Example, ...]:
    if not top.has("examples") or not top.value["examples"]:
        raise top.error("there is no example. A template needs one at least: the values of a real invoice, and its words.")
    return tuple(_example(node, top, ruled) for node in top.at("examples").items())


def _example(node: Node, top: Node, ruled: set[str]) -> Example:
    node.only("name", "values", "lines", "words")
    values = tuple((_field(key, place), _short(place)) for key, place in node.at("values").pairs())
    for missing in sorted(ruled - {name for name, _ in values}):
        raise node.at("values").error(f"“{missing}” is missing: the template reads it, so the example says what is right.")
    lines = [_printed_line(line) for line in node.at("lines").items()] if node.has("lines") else []
    if top.has("lines") and not lines:
        raise node.error("“lines” is missing: the template reads a line table, so the example says what is right.")
    return Example(_short(node.at("name")), values, tuple(lines), pages_of(node.at("words")))


def _printed_line(node: Node) -> ExtractedLine:
    printed: dict[str, Any] = {_line_field(key, place): _short(place) for key, place in node.pairs()}
    return ExtractedLine(**printed)
