"""What of a template being made stands where on a sample's page, for a picture of it: boxes in ten-thousandths of the page."""

from __future__ import annotations

from dataclasses import dataclass

from ap_engine.extraction.layout import Line, evidence
from ap_engine.extraction.template_places import labels_at
from ap_engine.model.extraction import Box
from ap_engine.model.template import FieldRule, Place, SupplierTemplate
from ap_engine.template_file.finding import sample_lines
from ap_engine.template_file.making import WITHOUT_RULE
from ap_engine.template_file.making_lines import lines_on
from ap_engine.template_file.read_back import FieldBack, is_recognised

_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page. `kind` is good, bad or offer (a value read), label, zone (a rule's box), should, heading or line."""

    kind: str
    field: str
    page: int
    box: Box
    text: str = ""


def page_words(template: SupplierTemplate, at: int, page: int) -> tuple[tuple[Box, str], ...]:
    """The words of a page as reading sees them (a label and its value printed without a space are two), with their places."""
    return tuple(
        (box, word.text)
        for line in sample_lines(template.examples[at].pages)
        if line.page.number == page
        for word in line.words
        if (box := evidence(line.page, word.box).box)
    )


def spots_of(template: SupplierTemplate, at: int, backs: tuple[FieldBack, ...]) -> tuple[Spot, ...]:
    """Values that are read, the words that announce them, where a value that is not read stands, the table's headings and lines."""
    lines = sample_lines(template.examples[at].pages)
    found: list[Spot] = []
    for back in backs:
        place = back.reading.evidence if back.reading else None
        if place and place.page and place.box:
            kind = "offer" if back.good is None else "good" if back.good else "bad"
            found.append(Spot(kind, back.field, place.page, place.box, back.value or ""))
        if back.good is False and back.right:
            found += _printed(lines, back.right, "should", back.field)
    for rule in template.fields:
        found += _rule(rule, lines)
    for text in template.identifiers.texts:
        found += _printed(lines, text, "good", "text")
    return (*found, *_table(template, at, lines))


def _rule(rule: FieldRule, lines: tuple[Line, ...]) -> list[Spot]:
    if rule.place is Place.BOX and rule.box and lines:
        return [Spot("zone", rule.field, rule.page or max(line.page.number for line in lines), rule.box)]
    return [spot for label in rule.labels for spot in _printed(lines, label, "label", rule.field)]


def _printed(lines: tuple[Line, ...], text: str, kind: str, field: str) -> list[Spot]:
    return [
        Spot(kind, field, line.page.number, box, text)
        for line, first, last in labels_at(lines, text)[:_MOST_PLACES]
        if (box := evidence(line.page, line.box_of(first, last)).box)
    ]


def _table(template: SupplierTemplate, at: int, lines: tuple[Line, ...]) -> list[Spot]:
    if template.lines is None:
        return []
    found = [spot for name, heading in template.lines.columns for spot in _printed(lines, heading, "heading", name)]
    for number, item in enumerate(lines_on(template, at), 1):
        if item.evidence.page and item.evidence.box:
            found.append(Spot("line", f"line-{number}", item.evidence.page, item.evidence.box, item.description or ""))
    return found


def missing(template: SupplierTemplate) -> tuple[tuple[str, str, str], ...]:
    """What is still to be said before a template can be published: (what, field, sample). Reading wrong is another matter."""
    found: list[tuple[str, str, str]] = []
    if not template.examples:
        found.append(("sample", "", ""))
    if not (template.identifiers.codes or template.identifiers.texts):
        found.append(("identified", "", ""))
    if not template.fields:
        found.append(("field", "", ""))
    for at, example in enumerate(template.examples):
        known = {name for name, _ in example.values}
        found += [("value", rule.field, example.name) for rule in template.fields if rule.field not in known]
        found += [("rule", name, example.name) for name in known if name not in WITHOUT_RULE and template.rule(name) is None]
        if template.lines and not example.lines:
            found.append(("lines", "", example.name))
        if template.fields and (template.identifiers.codes or template.identifiers.texts) and not is_recognised(template, at):
            found.append(("recognised", "", example.name))
    return tuple(found)
