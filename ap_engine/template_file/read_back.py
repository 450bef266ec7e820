"""Every sample read back with the template being made: for each field the right value, what is read, where, and why not."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ap_engine.extraction import page_reading
from ap_engine.extraction.layout import Line
from ap_engine.extraction.read import read
from ap_engine.extraction.template import apply
from ap_engine.extraction.template_places import labels_at
from ap_engine.extraction.template_style import TEXT_FIELDS
from ap_engine.model.extraction import HEADER_FIELDS, Box, Document, Extraction, Page, Reading, Source
from ap_engine.model.template import Place, SupplierTemplate
from ap_engine.template_file.check import read_example
from ap_engine.template_file.finding import sample_lines
from ap_engine.template_file.making import style_in

_NO_DAY_IS_LATER = date(2099, 12, 1)  # a sample is never from the future
_PHRASES = 3_000
_NOT_OFFERED = ("currency", "buyer_name", "buyer_tax_id", "supplier_name", "access_key")  # ours, or said by the template itself


@dataclass(frozen=True, slots=True)
class FieldBack:
    """One field on one sample. `right` is as printed and None when nobody said yet; `good` is None then, too.

    `why` is nothing, other (another value), typed (the right value does not stand on the sample), label (the rule's words do
    not stand here; `near` is the nearest printed phrase) or beside (they do, with no fitting value where it should be).
    `idle`: it is read right, but not by the field's rule, which finds nothing here.
    """

    field: str
    right: str | None
    reading: Reading | None
    by_template: bool
    good: bool | None
    why: str = ""
    label: str = ""
    near: str = ""
    idle: bool = False

    @property
    def value(self) -> str | None:
        """What is read, as canonical text."""
        return self.reading.value if self.reading else None


@dataclass(frozen=True, slots=True)
class Offer:
    """What reading found for a field that nobody has marked yet: a person accepts it with one tap."""

    field: str
    printed: str
    reading: Reading


def printed_in(pages: tuple[Page, ...], page: int, box: Box) -> str:
    """The words whose middle stands in a box (ten-thousandths) of a page, in reading order."""
    words: list[str] = []
    for line in sample_lines(pages):
        if line.page.number == page:
            words += [word.text for word in line.words if _inside(word.box, box, line.page)]
    return " ".join(words)


def value_at(template: SupplierTemplate, at: int, name: str, page: int, box: Box) -> str:
    """What a tap on one word means: the whole value that the word is part of ("19 april 2014"), else the word itself."""
    style = style_in(template)
    for line in sample_lines(template.examples[at].pages):
        words = [i for i, word in enumerate(line.words) if line.page.number == page and _inside(word.box, box, line.page)]
        if len(words) == 1 and name not in TEXT_FIELDS:
            for found in style.values_in(name, line.text):
                if line.word_at(found.start) <= words[0] <= line.word_at(found.end - 1):
                    return line.text[found.start : found.end]
    return printed_in(template.examples[at].pages, page, box)


def _inside(word: Box, box: Box, page: Page) -> bool:
    x, y = (word.x0 + word.x1) * 5_000, (word.y0 + word.y1) * 5_000
    return box.x0 * page.width <= x <= box.x1 * page.width and box.y0 * page.height <= y <= box.y1 * page.height


def offers(template: SupplierTemplate, at: int, ours: frozenset[str]) -> tuple[Offer, ...]:
    """What can be accepted on a sample: what is read for fields whose right value nobody has said, as it is printed there."""
    pages, style = template.examples[at].pages, style_in(template)
    found: list[Offer] = []
    for back in read_back(template, at, ours):
        if back.right is not None or back.reading is None or back.field in _NOT_OFFERED:
            continue
        place = back.reading.evidence
        printed = printed_in(pages, place.page, place.box) if place.page and place.box else ""
        if not printed or style.canonical(back.field, printed) != back.reading.value:
            printed = back.reading.value
        if len(printed) <= 200 and style.canonical(back.field, printed) == back.reading.value:
            found.append(Offer(back.field, printed, back.reading))
    return tuple(found)


@lru_cache(maxsize=64)
def first_invoice(pages: tuple[Page, ...], ours: frozenset[str]) -> tuple[Page, ...]:
    """The pages of the first invoice of a file that may hold several."""
    found = page_reading.read_pages(pages, _NO_DAY_IS_LATER, ours, ())
    return pages[: found[0].pages] if len(found) > 1 else pages


@lru_cache(maxsize=64)
def general_reading(pages: tuple[Page, ...], ours: frozenset[str]) -> Extraction:
    """A sample as it is read without any template; of a file with several invoices the first."""
    return read(Document(pages=pages), _NO_DAY_IS_LATER, ours)[0]


def is_recognised(template: SupplierTemplate, at: int) -> bool:
    """Whether the template's identifiers stand on a sample, so that it would be chosen."""
    return bool(template.fields) and read_example(template, template.examples[at]) is not None


def read_back(template: SupplierTemplate, at: int, ours: frozenset[str]) -> tuple[FieldBack, ...]:
    """Every field that is read on a sample, or should be, in the order of an invoice."""
    example = template.examples[at]
    lines = sample_lines(example.pages)
    found = apply(template, lines, general_reading(example.pages, ours))
    right = dict(example.values)
    names = [n for n in HEADER_FIELDS if n in right or template.rule(n) or found.reading(n)]
    return tuple(_back(template, name, right.get(name), found, lines) for name in names)


def _back(template: SupplierTemplate, name: str, right: str | None, found: Extraction, lines: tuple[Line, ...]) -> FieldBack:
    reading = found.reading(name)
    by_template = reading is not None and reading.source is Source.TEMPLATE
    if right is None:
        fixed = name == "currency" and template.currency is not None
        return FieldBack(name, template.currency if fixed else None, reading, by_template, True if fixed else None)
    good = reading is not None and reading.value == style_in(template).canonical(name, right)
    idle = good and not by_template and template.rule(name) is not None
    if good and not idle:
        return FieldBack(name, right, reading, by_template, True)
    why, label, near = ("other", "", "") if by_template else _why(template, name, right, lines)
    return FieldBack(name, right, reading, by_template, good, why, label, near, idle)


def _why(template: SupplierTemplate, name: str, right: str, lines: tuple[Line, ...]) -> tuple[str, str, str]:
    """Why a rule found nothing: its words are not there (and what is nearest to them), or no value stands by them."""
    rule = template.rule(name)
    if rule is None:
        return ("nothing" if _stands(template, name, right, lines) else "typed"), "", ""
    if rule.place is Place.BOX:
        return "nothing", "", ""
    label = rule.labels[0]
    if any(labels_at(lines, one) for one in rule.labels):
        return "beside", label, ""
    near = difflib.get_close_matches(label, _phrases(lines, len(label.split())), 1, 0.6)
    return "label", label, near[0] if near else ""


def _stands(template: SupplierTemplate, name: str, right: str, lines: tuple[Line, ...]) -> bool:
    style = style_in(template)
    value = style.canonical(name, right)
    return bool(labels_at(lines, right)) or any(one.value == value for line in lines for one in style.values_in(name, line.text))


def _phrases(lines: tuple[Line, ...], length: int) -> list[str]:
    found: dict[str, None] = {}
    for line in lines:
        for first in range(len(line.words) - length + 1):
            found[" ".join(word.text for word in line.words[first : first + length])] = None
            if len(found) >= _PHRASES:
                return list(found)
    return list(found)
