"""Proposes a template's rules from one document whose right values are known: the label words left of or above each value.

What is proposed is an ordinary template, to be seen and changed (rule C6); each rule proposed finds its value on the sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ap_engine.extraction.column_words import COLUMN_OF
from ap_engine.extraction.labels import LABELS
from ap_engine.extraction.layout import Line, evidence, overlaps
from ap_engine.extraction.template_forms import LINE_FIELDS
from ap_engine.extraction.template_lines import read_table
from ap_engine.extraction.template_mask import LONGEST_MASK, mask_of
from ap_engine.extraction.template_places import labels_at, locate
from ap_engine.extraction.template_style import LINE_NUMBERS, TEXT_FIELDS, Style
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import Box
from ap_engine.model.template import FieldRule, LineTable, Place

_LABEL_WORDS = 6
_LINES_ABOVE = 4
SHAPED = ("invoice_number", "series", "purchase_order_numbers")
_NAMED = {"purchase_order_numbers": ("purchase_order",), "gross_total": ("gross_total", "amount_due")}
_SIGNS = frozenset(("R$", "US$", "$", "€", "£", "EUR", "USD", "GBP", "BRL"))
_AMBIGUOUS = "no"  # "Nº", and how Portuguese writes "in the"
_MARGIN = 60  # ten-thousandths of the page around a value that only its place tells


def propose_rule(name: str, printed: str, lines: tuple[Line, ...], style: Style) -> FieldRule | None:
    """The best rule that finds a value on the sample; None when the value does not stand on it."""
    right = style.canonical(name, printed)
    if right is None:
        return None
    best: tuple[int, FieldRule] | None = None
    boxes: list[FieldRule] = []
    for stand in standing(name, right, lines, style):
        pattern = mask_of(stand.printed) if name in SHAPED and any(c.isdigit() for c in stand.printed) else None
        pattern = pattern if pattern and len(pattern) <= LONGEST_MASK else None
        for rule in labelled_rules(name, stand, lines, pattern):
            worth = rule_worth(rule, right, lines, style)
            if worth and (best is None or worth > best[0]):
                best = (worth, rule)
        boxes.append(boxed_rule(name, stand, pattern))
    if best:
        return best[1]
    return next((rule for rule in boxes if (found := locate(rule, lines, style)) and found.value == right), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """A place where a value stands: line, first and last word (inclusive), and how it is printed there."""

    line: Line
    first: int
    last: int
    printed: str


def standing(name: str, right: str, lines: tuple[Line, ...], style: Style) -> Iterator[Standing]:
    """Every place where a field's value (canonical) stands."""
    found_as_one = False
    for line in lines if name not in TEXT_FIELDS else ():
        for found in style.values_in(name, line.text):
            if found.value == right:
                found_as_one = True
                printed = line.text[found.start : found.end].lstrip("#")
                yield Standing(line, line.word_at(found.start), line.word_at(found.end - 1), printed)
    if name in TEXT_FIELDS or (name in SHAPED and not found_as_one):
        for line, first, last in labels_at(lines, right):
            yield Standing(line, first, last, " ".join(word.text for word in line.words[first : last + 1]))


def labelled_rules(name: str, stand: Standing, lines: tuple[Line, ...], pattern: str | None) -> Iterator[FieldRule]:
    """Rules with the words left of the value, and with those above it, longest first."""
    line, first, last = stand.line, stand.first, stand.last
    left = _left_of(line, first)
    for start in range(len(left)):
        yield from _rules(name, Place.RIGHT, left[start:], pattern)
    box = line.box_of(first, last)
    for over in reversed(lines[max(0, line.index - _LINES_ABOVE) : line.index]):
        if over.page is not line.page:
            return
        for one, other in over.columns:
            head = over.box_of(one, other)
            if overlaps(head, box) or abs(head.x0 - box.x0) < 60:
                words = [word.text for word in over.words[one : other + 1]]
                if len(words) <= _LABEL_WORDS and not any(c.isdigit() for c in "".join(words)):
                    yield from _rules(name, Place.BELOW, words, pattern)


def _left_of(line: Line, first: int) -> list[str]:
    """The words of one column that end left of the value; currency signs between do not count."""
    at = first - 1
    while at >= 0 and (not squeeze(line.words[at].text) or line.words[at].text in _SIGNS):
        at -= 1
    begin = next((one for one, other in line.columns if one <= at <= other), 0)
    left: list[str] = []
    while at >= begin and len(left) < _LABEL_WORDS and not any(c.isdigit() for c in line.words[at].text):
        left.insert(0, line.words[at].text)
        at -= 1
    return left


def _rules(name: str, place: Place, words: list[str], pattern: str | None) -> Iterator[FieldRule]:
    label = " ".join(words).strip(" :.-–|")
    if len(squeeze(label)) >= 2 and label.isprintable():
        yield FieldRule(name, place, (label,), pattern=pattern)


def rule_worth(rule: FieldRule, right: str, lines: tuple[Line, ...], style: Style) -> int:
    """How good a rule is on the sample: it must find the value; known label words and a single place make it better."""
    found = locate(rule, lines, style)
    if found is None or found.value != right:
        return 0
    meanings = LABELS.get(squeeze(rule.labels[0]), ())
    wanted = _NAMED.get(rule.field, (rule.field,))
    known = max((weight for _, name, weight in meanings if name in wanted), default=0)
    other = bool(meanings) and not known
    places = len(labels_at(lines, rule.labels[0]))
    worth = 50 + 4 * known + (10 if rule.place is Place.RIGHT else 0) - 10 * len(found.rivals) - 2 * places
    worth -= 25 * (squeeze(rule.labels[0]) == _AMBIGUOUS) + 10 * (not known and rule.labels[0][0].islower())
    return max(1, worth - 20 * other + min(4, len(squeeze(rule.labels[0])) // 3))


def boxed_rule(name: str, stand: Standing, pattern: str | None) -> FieldRule:
    """A rule for a value that no words announce: its place on the page, with a margin."""
    line = stand.line
    place = evidence(line.page, line.box_of(stand.first, stand.last)).box or Box(0, 0, 10_000, 10_000)
    box = Box(
        max(0, place.x0 - _MARGIN),
        max(0, place.y0 - _MARGIN),
        min(10_000, place.x1 + 4 * _MARGIN),
        min(10_000, place.y1 + _MARGIN),
    )
    return FieldRule(name, Place.BOX, page=line.page.number, box=box, pattern=pattern)


def propose_table(lines: tuple[Line, ...], style: Style) -> LineTable | None:
    """A line table under headings that are known words; None when there is none that reads at least one line."""
    for line in lines:
        columns = _headings(line)
        numbers = [name for name in columns if name in LINE_NUMBERS]
        if not ({"description", "item_code"} & columns.keys()) or not numbers or len(columns) < 3:
            continue
        end = _after(line, lines)
        table = LineTable(columns=tuple(columns.items()), end=end)
        if read_table(table, lines, style):
            return table
    return None


def _headings(line: Line) -> dict[str, str]:
    found: dict[str, str] = {}
    for first, last in line.columns:
        words = " ".join(word.text for word in line.words[first : last + 1])
        bare = words.split("(")[0].strip()
        name = COLUMN_OF.get(squeeze(words)) or COLUMN_OF.get(squeeze(bare)) or ("unit_price" if _is_price(bare) else None)
        if name in LINE_FIELDS and name not in found:
            found[name] = words
    return found


def _is_price(words: str) -> bool:
    return squeeze(words) in ("tarifa", "tarif", "precio", "preco")


def _after(heading: Line, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """The words of the first line below the table that is a total: they end it."""
    for line in lines[heading.index + 1 :]:
        if line.page is not heading.page:
            break
        first, last = line.columns[0]
        words = " ".join(word.text for word in line.words[first : last + 1]).strip(" :")
        meanings = LABELS.get(squeeze(words), ())
        if any(kind == "amount" and weight >= 6 for kind, _, weight in meanings):
            return (words,)
    return ()
