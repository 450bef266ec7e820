"""The rule that finds a field's right value on several samples at once: one that finds it on all beats one that does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ap_engine.extraction.layout import Line, evidence, lines_of, overlaps
from ap_engine.extraction.template_places import labels_at, locate
from ap_engine.extraction.template_proposal import propose_rule
from ap_engine.extraction.template_style import Style
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import Box, Page
from ap_engine.model.template import FieldRule, Place

Known = tuple[str, tuple[Line, ...]]  # a right value as printed, and the lines of its sample
_LABEL_WORDS = 5
_LINES_ABOVE = 2
_MARGIN = 60  # ten-thousandths of the page around a value that only its place tells


_kept: dict[int, tuple[tuple[Page, ...], tuple[Line, ...]]] = {}
_MOST_KEPT = 64


def sample_lines(pages: tuple[Page, ...]) -> tuple[Line, ...]:
    """A sample's lines. Asked for many times at every click, so kept by the pages' identity: hashing them costs as much."""
    kept = _kept.get(id(pages))
    if kept is None or kept[0] is not pages:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        kept = _kept[id(pages)] = (pages, lines_of(pages))
    return kept[1]


def finds(rule: FieldRule, known: Known, style: Style) -> bool:
    """Whether a rule finds the right value on a sample."""
    printed, lines = known
    found = locate(rule, lines, style)
    return found is not None and found.value == style.canonical(rule.field, printed)


def best_rule(name: str, known: tuple[Known, ...], style: Style) -> FieldRule | None:
    """The rule that finds the value on most samples; None when the value stands on none of them."""
    return next(iter(suggestions(name, known, style)), None)


def suggestions(name: str, known: tuple[Known, ...], style: Style, most: int = 5) -> tuple[FieldRule, ...]:
    """Rules for a field, the best first: those that find its value on most samples, words before places on the page."""
    ranked: list[tuple[int, FieldRule]] = []
    for rule in dict.fromkeys(_candidates(name, known, style)):
        right = sum(finds(rule, one, style) for one in known)
        if right:
            ranked.append((right - (rule.place is Place.BOX), rule))
    ranked.sort(key=lambda pair: -pair[0])  # stable: what the proposal likes best stays in front
    shown: dict[tuple[Place, str], FieldRule] = {}
    for _, rule in ranked:
        shown.setdefault((rule.place, squeeze("".join(rule.labels))), rule)
    return tuple(shown.values())[:most]


def _candidates(name: str, known: tuple[Known, ...], style: Style) -> Iterator[FieldRule]:
    proposed = [rule for printed, lines in known if (rule := propose_rule(name, printed, lines, style))]
    beside = [rule for one in known for rule in _beside(name, one)]
    for rule in _varied((*proposed, *beside)):
        yield rule
        if rule.pattern:
            yield replace(rule, pattern=None)
    for place in (Place.RIGHT, Place.BELOW):
        labels = tuple(dict.fromkeys(label for rule in proposed if rule.place is place for label in rule.labels))
        if len(labels) > 1:
            yield FieldRule(name, place, labels)


def _varied(rules: Iterable[FieldRule]) -> Iterator[FieldRule]:
    for rule in rules:
        yield rule
        if rule.labels:
            yield replace(rule, last=True)


def _beside(name: str, known: Known) -> Iterator[FieldRule]:
    """Rules by the words left of the value and above it, longest first, wherever the value stands; then by its place."""
    printed, lines = known
    places = labels_at(lines, printed)
    for line, first, _ in places:
        left = _left(line, first)
        for start in range(len(left)):
            yield from _labelled(name, Place.RIGHT, left[start:])
    for line, first, last in places:
        for words in _above(line, first, last, lines):
            yield from _labelled(name, Place.BELOW, words)
    for line, first, last in places:
        yield boxed(name, line.page, line.box_of(first, last))


def _left(line: Line, first: int) -> list[str]:
    words: list[str] = []
    for at in range(first - 1, max(-1, first - 1 - _LABEL_WORDS), -1):
        text = line.words[at].text
        if any(sign.isdigit() for sign in text):
            break
        words.insert(0, text)
    return words


def _above(line: Line, first: int, last: int, lines: tuple[Line, ...]) -> Iterator[list[str]]:
    box = line.box_of(first, last)
    for over in reversed(lines[max(0, line.index - _LINES_ABOVE) : line.index]):
        if over.page is not line.page:
            return
        for one, other in over.columns:
            head = over.box_of(one, other)
            if overlaps(head, box) and other - one < _LABEL_WORDS:
                words = [word.text for word in over.words[one : other + 1]]
                if not any(sign.isdigit() for sign in "".join(words)):
                    yield words


def _labelled(name: str, place: Place, words: list[str]) -> Iterator[FieldRule]:
    label = " ".join(words).strip(" :.-–|")
    if len(squeeze(label)) >= 2 and label.isprintable():
        yield FieldRule(name, place, (label,))


def boxed(name: str, page: Page, box: Box, margin: int = _MARGIN) -> FieldRule:
    """A rule by the place on the page alone; `box` is in tenths of a point."""
    place = evidence(page, box).box or Box(0, 0, 10_000, 10_000)
    return FieldRule(
        name,
        Place.BOX,
        page=page.number,
        box=Box(
            max(0, place.x0 - margin),
            max(0, place.y0 - margin),
            min(10_000, place.x1 + 4 * margin),
            min(10_000, place.y1 + margin),
        ),
    )
