"""What could be a value, by its type: dates, amounts and document numbers in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from ap_engine.extraction.layout import Line, is_gap
from ap_engine.extraction.values import FoundDate, amounts_in, dates_in
from ap_engine.model.extraction import Box, Word


@dataclass(frozen=True, slots=True)
class Candidate:
    """A typed value in a line: words first..last, its canonical text, and what is special about it."""

    kind: str
    line: Line
    first: int
    last: int
    box: Box
    text: str
    amount: Decimal | None = None
    decimals: int = 0
    currency: str | None = None
    day: FoundDate | None = None
    grouped: bool = False  # "1.250.000" on a document that prints no cents anywhere


_GROUPED = re.compile(r"\d{1,3}([.,'’])\d{3}(?:\1\d{3})*")
_NUMBER_TOKEN = re.compile(r"^[#:]?(?=[^\s]*\d)[A-Za-zÀ-ÿ0-9][\w./\\\-–&*]{0,38}$")
_NO_NUMBER = re.compile(r"^\d{1,2}:\d\d|@|%|^www\.|^https?:|^\d+[.,]\d\d$|^\d+(?:st|nd|rd|th)$|^[\d.]+,\d+$|^[\d,]+\.\d\d$|^\(")


def candidates_in(line: Line, mark: str | None) -> Iterator[Candidate]:
    """Dates, amounts and document numbers of one line."""
    taken: set[int] = set()
    for found in dates_in(line.text):
        first, last = line.word_at(found.start), line.word_at(found.end - 1)
        if not found.bare:
            taken.update(range(first, last + 1))
        yield Candidate("date", line, first, last, line.box_of(first, last), _iso(found.options[0]), day=found)
    for amount in amounts_in(line.text, mark):
        first, last = line.word_at(amount.start), line.word_at(amount.end - 1)
        if first in taken:
            continue
        text = format(amount.value, "f")
        grouped = mark is None and _GROUPED.fullmatch(line.text[amount.start : amount.end]) is not None
        yield Candidate(
            "amount",
            line,
            first,
            last,
            line.box_of(first, last),
            text,
            amount.value,
            amount.decimals,
            amount.currency,
            grouped=grouped and line.text[amount.end : amount.end + 1] != "-",
        )
    yield from _numbers(line, taken)


def _iso(day: date) -> str:
    return day.isoformat()


def _numbers(line: Line, taken: set[int]) -> Iterator[Candidate]:
    for at, word in enumerate(line.words):
        text = word.text.strip(".,;:()[]\"'*|„“”«»‘’").lstrip("#:")
        if at in taken or not text or not _NUMBER_TOKEN.match(text) or _NO_NUMBER.search(text):
            continue
        yield Candidate("number", line, at, at, word.box, text)


def with_prefix(number: Candidate) -> Candidate:
    """ "FT 2023A/123456": letters in capitals right before a number belong to it."""
    before = number.line.words[number.first - 1].text
    if not _SERIES_LETTERS.match(before) or is_gap(number.line.words[number.first - 1], number.line.words[number.first]):
        return number
    first = number.first - 1
    return replace(number, first=first, box=number.line.box_of(first, number.last), text=f"{before} {number.text}")


def with_its_label(number: Candidate, label_first: int) -> Candidate:
    """ "INV 2491" in capitals and without a mark is how the number itself begins, as in "INV-2491"."""
    line = number.line
    if number.first != label_first + 1 or line.words[label_first].text != "INV" or not _LONG.fullmatch(number.text):
        return number
    if is_gap(line.words[label_first], line.words[number.first]):
        return number
    return replace(number, first=label_first, box=line.box_of(label_first, number.last), text=f"INV {number.text}")


def with_point_of_sale(number: Candidate, label_first: int) -> Candidate:
    """ "Punto de Venta: 00003  Comp. Nro: 00061206" is 00003-00061206: in Argentina the till's number begins the invoice's."""
    words, squeezed = number.line.words, number.line.squeezed
    at = label_first - 1
    if at < 3 or "".join(squeezed[at - 3 : at]) != "puntodeventa" or not _TILL.fullmatch(words[at].text):
        return number
    return replace(number, first=at, box=number.line.box_of(at, number.last), text=f"{words[at].text}-{number.text}")


_TILL = re.compile(r"\d{4,5}")
_SERIES_LETTERS = re.compile(r"^(?!NO$|NR$|DE$|DU$|OF$|EUR$|USD$|BRL$|GBP$|REF$|DATE$|NUM$|ID$)[A-Z]{1,4}$")
_LONG = re.compile(r"\d{3,12}")
_GROUP = re.compile(r"(?=[A-Z]*\d)[A-Z\d]{2,4}")


def with_groups(number: Candidate) -> Candidate:
    """ "584 239 412 124": groups of digits that follow one another without a gap are one number."""
    words = number.line.words
    last = number.last
    if _dashed(words[last : last + 3]):  # "3 - 070972": series, dash and number, set apart
        text = " ".join(word.text for word in words[number.first : last + 3])
        return replace(number, last=last + 2, box=number.line.box_of(number.first, last + 2), text=text)
    if _torn(words[last : last + 2]):  # "IN-1 100355469", as a scan is read
        text = words[last].text + words[last + 1].text
        return replace(number, last=last + 1, box=number.line.box_of(number.first, last + 1), text=text)
    if not _GROUP.fullmatch(words[number.first].text):
        return number
    while (
        last + 1 < len(words)
        and _GROUP.fullmatch(words[last + 1].text)
        and not is_gap(words[last], words[last + 1])
        and words[last + 1].box.x0 - words[last].box.x1 < words[last].box.y1 - words[last].box.y0
    ):
        last += 1
    if last == number.last:
        return number
    text = " ".join(word.text for word in words[number.first : last + 1])
    return replace(number, last=last, box=number.line.box_of(number.first, last), text=text)


def _torn(words: tuple[Word, ...]) -> bool:
    """Whether a scan's reader cut a code in two: digits close after a code that ends in one."""
    if len(words) < 2 or min(word.confidence for word in words) == 100 or not words[0].text[-1].isdigit():
        return False
    gap, height = words[1].box.x0 - words[0].box.x1, words[0].box.y1 - words[0].box.y0
    return _LONG.fullmatch(words[1].text) is not None and any(c in "-/" for c in words[0].text) and gap * 3 < height * 2


def _dashed(words: tuple[Word, ...]) -> bool:
    """Whether three words are a code, a dash and a long number, close together."""
    if len(words) < 3 or words[1].text not in ("-", "/", "–") or not _LONG.fullmatch(words[2].text):
        return False
    return words[0].text.isalnum() and not is_gap(words[0], words[1]) and not is_gap(words[1], words[2])


def could_be_money(candidate: Candidate) -> bool:
    """Whole or half-written amounts ("Grand Total 1939"), taken only where a total's words stand before them."""
    return candidate.decimals <= 1 and candidate.amount is not None and 10 <= abs(candidate.amount) < 10_000_000


def has_own_words(candidate: Candidate) -> bool:
    """Whether words with a colon stand before a value in its column: it answers them, not a heading above."""
    line = candidate.line
    first, _ = line.column_at(candidate.first)
    return any(word.text.endswith(":") and len(word.text) > 1 for word in line.words[first : candidate.first])


def of_something(candidate: Candidate) -> bool:
    """ "30 DAYS": a number that counts something is no amount."""
    line, last = candidate.line, candidate.last
    follows = last + 1 < len(line.words) and not is_gap(line.words[last], line.words[last + 1])
    return follows and sum(c.isalpha() for c in line.words[last + 1].text) > 3


def is_money(candidate: Candidate) -> bool:
    """Whether a number is written as money: two decimals, a currency beside it, or thousands where a currency has no cents."""
    return candidate.grouped or candidate.decimals == 2 or (candidate.currency is not None and candidate.decimals == 0)
