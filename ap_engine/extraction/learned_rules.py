"""One field's rule learned from invoices whose right values a person confirmed (row R11): the label words that announce it.

Every rule that would find the value on one of the invoices is tried on all of them; what finds the right value most often,
and hardly ever another one, is kept. One invoice is enough; more of them tell the label from words that only stood there once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ap_engine.extraction.layout import Line, overlaps
from ap_engine.extraction.template_mask import LONGEST_MASK, shape_of
from ap_engine.extraction.template_places import locate
from ap_engine.extraction.template_proposal import SHAPED, Standing, boxed_rule, labelled_rules, rule_worth, standing
from ap_engine.extraction.template_style import AMOUNT_FIELDS, Style
from ap_engine.extraction.text import squeeze
from ap_engine.model.template import FieldRule, Place

_RIGHT, _WRONG = 100, -160
_MOST_PLACES = 6  # of one value on one invoice
_MOST_RULES = 120
_ROWS_ABOVE = 45
_LONGEST_ROW = 4  # words that begin a row
_UPPER = 3_800  # ten-thousandths of the page: above this, places stay where they are from invoice to invoice


@dataclass(frozen=True, slots=True)
class Sample:
    """One confirmed invoice: its lines, and each field's right value where it stands on the page."""

    lines: tuple[Line, ...]
    values: dict[str, str]


def learn_rule(name: str, samples: Sequence[Sample], style: Style) -> FieldRule | None:
    """The best rule for a field over all samples, the newest last; None when the value stands on none of them."""
    tried: dict[FieldRule, int] = {}
    for sample in reversed(samples):
        for rule, worth in _proposals(name, sample, style):
            tried.setdefault(rule, worth)
            if len(tried) >= _MOST_RULES:
                break
    best: tuple[int, FieldRule] | None = None
    for rule, worth in tried.items():
        points = worth + sum(_points(rule, sample, style) for sample in samples)
        if best is None or points > best[0]:
            best = (points, rule)
    return best[1] if best and best[0] > 0 else None


def _points(rule: FieldRule, sample: Sample, style: Style) -> int:
    found = locate(rule, sample.lines, style)
    if found is None:
        return 0
    return _RIGHT if found.value == sample.values.get(rule.field) else _WRONG


def _proposals(name: str, sample: Sample, style: Style) -> Iterator[tuple[FieldRule, int]]:
    """Rules that find the field's value on this invoice, with their worth by themselves."""
    right = sample.values.get(name)
    if right is None:
        return
    for stand in list(standing(name, right, sample.lines, style))[:_MOST_PLACES]:
        for rule in _rules(name, stand, sample.lines):
            found = locate(rule, sample.lines, style)
            if found is not None and found.value == right:
                yield rule, _worth(rule, right, sample.lines, style)


def _rules(name: str, stand: Standing, lines: tuple[Line, ...]) -> Iterator[FieldRule]:
    pattern = shape_of(stand.printed) if name in SHAPED and any(c.isdigit() for c in stand.printed) else None
    pattern = pattern if pattern and len(pattern) <= LONGEST_MASK else None
    for rule in labelled_rules(name, stand, lines, pattern):
        yield rule
        yield replace(rule, last=True)
    if name in AMOUNT_FIELDS:
        yield from _crossings(name, stand, lines)
    yield boxed_rule(name, stand, pattern)


def _crossings(name: str, stand: Standing, lines: tuple[Line, ...]) -> Iterator[FieldRule]:
    """A value in a table's row and under its heading: "Gross", "Total"."""
    line = stand.line
    first, last = line.columns[0]
    words = [word.text for word in line.words[first : min(last, stand.first - 1, first + _LONGEST_ROW - 1) + 1]]
    row = " ".join(words).strip(" :.-–|")
    if len(squeeze(row)) < 3 or any(c.isdigit() for c in row):
        return
    box = line.box_of(stand.first, stand.last)
    for over in reversed(lines[max(0, line.index - _ROWS_ABOVE) : line.index]):
        if over.page is not line.page:
            return
        for one, other in over.columns:
            head = over.box_of(one, other)
            text = " ".join(word.text for word in over.words[one : other + 1]).strip(" :.-–|")
            if overlaps(head, box) and len(squeeze(text)) >= 3 and not any(c.isdigit() for c in text):
                yield FieldRule(name, Place.COLUMN, (text,), row=row)


def _worth(rule: FieldRule, right: str, lines: tuple[Line, ...], style: Style) -> int:
    """Between rules that do equally well: known label words, then a column's crossing, then a place near the page's top."""
    if rule.place is Place.BOX:
        return 38 if rule.box and rule.box.y1 < _UPPER else 12
    if rule.place is Place.COLUMN:
        return 44
    worth = rule_worth(rule, right, lines, style)
    return max(1, worth - 3 * rule.last)
