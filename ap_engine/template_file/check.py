"""Reading a template's examples with it: what differs, in a clerk's words. No example read wrong, or no template."""

from __future__ import annotations

import difflib
from dataclasses import fields, replace
from datetime import date

from ap_engine.extraction.layout import Line, lines_of
from ap_engine.extraction.read import read
from ap_engine.extraction.template_choice import Templates
from ap_engine.extraction.template_places import labels_at
from ap_engine.extraction.template_style import LINE_NUMBERS, Style, style_of
from ap_engine.model.extraction import Document, ExtractedLine, Extraction, Source
from ap_engine.model.template import Example, Place, SupplierTemplate

_NO_DAY_IS_LATER = date(2099, 12, 1)  # an example is never from the future
_PHRASES = 3_000


def differences(template: SupplierTemplate) -> tuple[str, ...]:
    """What the examples say and the template reads otherwise; none when every example reads right."""
    style = style_of(template.numbers, template.dates)
    if style is None:
        return ("its numbers or dates show no style",)
    wrong: list[str] = []
    used: set[str] = set()
    for example in template.examples:
        found = read_example(template, example)
        if found is None:
            wrong.append(f"{example.name}: {_not_recognised(template)}")
            continue
        used |= {one.field for one in found.readings if one.source is Source.TEMPLATE}
        wrong += [
            f"{example.name}: {text}" for text in (*_values(example, found, style), *_lines(template, example, found, style))
        ]
    if used:
        wrong += [_unused(template, rule.field) for rule in template.fields if rule.field not in used]
    return tuple(dict.fromkeys(wrong))


def read_example(template: SupplierTemplate, example: Example) -> Extraction | None:
    """An example read with its template as a received document would be; None when the template is not recognised."""
    extractions = read(Document(pages=example.pages), _NO_DAY_IS_LATER, frozenset(), (), Templates((template,)))
    return next((found for found in extractions if found.template == template.name), None)


def _not_recognised(template: SupplierTemplate) -> str:
    known = template.identifiers
    words = ", ".join((*known.codes, *(f"“{text}”" for text in known.texts)))
    return f"the supplier is not recognised; what identifies it ({words}) does not stand on this example as given"


def _values(example: Example, found: Extraction, style: Style) -> list[str]:
    wrong: list[str] = []
    for name, printed in example.values:
        right, read_as = style.canonical(name, printed), found.value(name)
        if right is None:
            wrong.append(
                f"{name}: “{printed}” is no {'date' if name.endswith('_date') else 'value'} in the style of this template"
            )
        elif read_as is None:
            wrong.append(f"{name}: should be “{printed}”, and nothing was read")
        elif read_as != right:
            wrong.append(f"{name}: should be “{printed}”, and “{read_as}” was read")
    return wrong


def _lines(template: SupplierTemplate, example: Example, found: Extraction, style: Style) -> list[str]:
    if template.lines is None:
        return []
    if len(found.lines) != len(example.lines):
        return [f"lines: should be {len(example.lines)}, and {len(found.lines)} were read"]
    wrong: list[str] = []
    for number, (right, line) in enumerate(zip(example.lines, found.lines, strict=True), 1):
        for field in fields(ExtractedLine):
            if field.name == "evidence" or (printed := getattr(right, field.name)) is None:
                continue
            value = getattr(line, field.name)
            expected = style.number(field.name, printed) if field.name in LINE_NUMBERS else " ".join(printed.split())
            if value != expected:
                wrong.append(f"line {number}, {field.name}: should be “{printed}”, and “{value or 'nothing'}” was read")
    return wrong


def _unused(template: SupplierTemplate, name: str) -> str:
    """Why a rule found nothing on any example."""
    rule = template.rule(name)
    if rule is None or rule.place is Place.BOX:
        return f"{name}: its box holds no such value on any example"
    label = rule.labels[0]
    for example in template.examples:
        lines = lines_of(example.pages)
        if any(labels_at(lines, one) for one in rule.labels):
            return f"{name}: “{label}” stands on the example, but no fitting value {_where(rule.place)} it"
        near = difflib.get_close_matches(label, _phrases(lines, len(label.split())), 1, 0.6)
        if near:
            return f"{name}: “{label}” does not stand on any example; nearest is “{near[0]}”"
    return f"{name}: “{label}” does not stand on any example"


def _where(place: Place) -> str:
    return {"right": "to the right of", "below": "below", "column": "in the column under"}[place.value]


def _phrases(lines: tuple[Line, ...], length: int) -> list[str]:
    """Printed phrases of about so many words."""
    found: dict[str, None] = {}
    for line in lines:
        for first in range(len(line.words)):
            for last in range(first + max(0, length - 2), min(len(line.words), first + length + 1)):
                found[" ".join(word.text for word in line.words[first : last + 1])] = None
                if len(found) >= _PHRASES:
                    return list(found)
    return list(found)


def without_examples(template: SupplierTemplate) -> SupplierTemplate:
    """What reading needs of a template: a worker process has no use for the examples."""
    return replace(template, examples=())
