"""What could be a value (by type), which label words stand around it, and how well the two fit together (rule C6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from ap_engine.extraction.labels import COMPOUND_ENDS, LABELS, LONGEST, PREFIXES
from ap_engine.extraction.layout import Line, is_gap
from ap_engine.extraction.values import FoundDate, amounts_in, dates_in
from ap_engine.model.extraction import Box


@dataclass(frozen=True, slots=True)
class Label:
    """Label words in a line: the field they name, how strongly (1–10), and which words they are (inclusive)."""

    kind: str
    name: str
    weight: int
    line: Line
    first: int
    last: int
    box: Box


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


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate that a label points at. `score` is 0–100."""

    candidate: Candidate
    label: Label
    score: int


def is_alone(label: Label) -> bool:
    """Whether nothing but signs, numbers and short words follows a label in its column: "Cuota" is not "Cuota mensual"."""
    line = label.line
    last = next(end for first, end in line.columns if first <= label.last <= end)
    after = line.words[label.last + 1 : last + 1]
    return not any(sum(c.isalpha() for c in word.text) > 3 and not any(c.isdigit() for c in word.text) for word in after)


def labels_in(line: Line) -> list[Label]:
    """All label phrases of a line, the longest one wherever several begin at a word."""
    found: list[Label] = []
    at = 0
    squeezed = line.squeezed
    ends = [last + 1 for first, last in line.columns for _ in range(first, last + 1)]
    while at < len(squeezed):
        match = _longest(squeezed[: ends[at]], at)
        if match is None:
            at += 1
            continue
        key, last = match
        for kind, name, weight in LABELS[key]:
            if name != "tax_total" or not _only_qualifies(found, line, at):
                found.append(Label(kind, name, weight, line, at, last, line.box_of(at, last)))
        at = last + 1
    found = [_dated_by_what_stands_before(label, found) for label in found]
    if any(label.kind == "date" and label.name == "issue_date" for label in found):
        # "Number  Date  Customer": a bare number beside a date is the document's.
        found = [replace(label, weight=7) if label.kind == "number" and label.weight == 3 else label for label in found]
    return found


_JOINING = frozenset(("", "und", "and", "e", "et", "y", "en", "vom", "of", "u"))


def _dated_by_what_stands_before(label: Label, found: list[Label]) -> Label:
    """ "Order no. / date" asks for the order's date, "Invoice no. 12 of" for the invoice's: a bare "date" follows its number."""
    if label.kind != "date" or label.name != "issue_date" or label.weight > 6:
        return label
    line = label.line
    numbers = [one for one in found if one.kind == "number" and one.first < label.first]
    if not numbers:
        return label
    before = numbers[-1]
    between = range(before.last + 1, label.first)
    joined = all(line.squeezed[i] in _JOINING or any(c.isdigit() for c in line.words[i].text) for i in between)
    apart = any(is_gap(line.words[i], line.words[i + 1]) for i in range(before.last, label.first))
    if joined and not apart and len(between) <= 3:
        of_invoice = before.name == "invoice_number"
        return replace(label, weight=10) if of_invoice else replace(label, name="other_date", weight=8)
    if before.name in ("purchase_order", "order_number") and all(one.name != "invoice_number" for one in numbers):
        return replace(label, name="other_date", weight=8)
    return label


def _only_qualifies(before: list[Label], line: Line, at: int) -> bool:
    """Whether a tax word only says what a total is ("Total (excl. VAT)"): a total's words stand right before it."""
    last = next(
        (
            label
            for label in reversed(before)
            if label.kind == "amount" and label.name in ("net_total", "gross_total", "amount_due")
        ),
        None,
    )
    if last is None or at - last.last > 3:
        return False
    between = line.words[last.last : at + 1]
    return not any(is_gap(one, other) for one, other in pairwise(between)) and not any(
        any(c.isdigit() for c in word.text) for word in between[1:-1]
    )


def _longest(squeezed: tuple[str, ...], at: int) -> tuple[str, int] | None:
    """The longest phrase that begins at a word, also inside a compound word ("Handelsrechnung Nr.")."""
    starts = [squeezed[at]]
    starts += [end for end in COMPOUND_ENDS if squeezed[at].endswith(end) and squeezed[at] != end]
    for start in starts:
        best: tuple[str, int] | None = None
        text = start
        last = at
        while text:
            if text in LABELS:
                best = (text, last)
            last += 1
            if last >= len(squeezed) or last - at >= LONGEST:
                break
            text += squeezed[last]
            if text not in PREFIXES:
                break
        if best:
            return best
    return None


_NUMBER_TOKEN = re.compile(r"^[#:]?(?=[^\s]*\d)[A-Za-zÀ-ÿ0-9][\w./\\\-–&*]{0,38}$")
_SERIES_LETTERS = re.compile(r"^(?!NO$|NR$|DE$|DU$|OF$|EUR$|USD$|BRL$|GBP$|REF$|DATE$|NUM$|ID$)[A-Z]{1,4}$")
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
        yield Candidate(
            "amount", line, first, last, line.box_of(first, last), text, amount.value, amount.decimals, amount.currency
        )
    yield from _numbers(line, taken)


def _iso(day: date) -> str:
    return day.isoformat()


def _numbers(line: Line, taken: set[int]) -> Iterator[Candidate]:
    for at, word in enumerate(line.words):
        text = word.text.strip(".,;:()[]\"'*|").lstrip("#:")
        if at in taken or not text or not _NUMBER_TOKEN.match(text) or _NO_NUMBER.search(text):
            continue
        yield Candidate("number", line, at, at, word.box, text)


class Board:
    """All lines, labels and candidates of a document, and the pairing of the two."""

    def __init__(self, lines: tuple[Line, ...], mark: str | None) -> None:
        self.lines = lines
        self.labels: list[Label] = []
        self.candidates: list[Candidate] = []
        self._of_line: list[dict[str, list[Candidate]]] = []
        self._labels_of_line: list[list[Label]] = []
        self._hits: dict[str, list[Hit]] = {}
        for line in lines:
            labels = labels_in(line)
            kinds: dict[str, list[Candidate]] = {}
            for candidate in candidates_in(line, mark):
                kinds.setdefault(candidate.kind, []).append(candidate)
                self.candidates.append(candidate)
            self.labels += labels
            self._labels_of_line.append(labels)
            self._of_line.append(kinds)

    def of_kind(self, kind: str) -> list[Candidate]:
        """All candidates of a kind, in reading order."""
        return [c for c in self.candidates if c.kind == kind]

    def on_line(self, line: Line, kind: str) -> list[Candidate]:
        """The candidates of a kind on a line, left to right."""
        return self._of_line[line.index].get(kind, [])

    def labels_on(self, line: Line) -> list[Label]:
        """The labels of a line."""
        return self._labels_of_line[line.index]

    def hits(self, kind: str) -> list[Hit]:
        """Every candidate of a kind that a label of that kind points at: to its right, else below it."""
        if kind in self._hits:
            return self._hits[kind]
        found: list[Hit] = self._hits.setdefault(kind, [])
        for label in self.labels:
            if label.kind != kind:
                continue
            right = self._right(label)
            found += right
            if not right or right[0].score < 50:
                found += self._wrapped(label) or self._below(label)
        return found

    def _right(self, label: Label) -> list[Hit]:
        """Candidates after the label on its line, up to the next label of the same kind."""
        line = label.line
        rivals = [o.first for o in self.labels_on(line) if o.kind == label.kind and o.first > label.last and o.weight > 3]
        stop = min(rivals, default=len(line.words))
        after = [c for c in self._of_line[line.index].get(label.kind, ()) if label.last < c.first < stop]
        plain = False
        if label.kind == "amount":
            money = [c for c in after if is_money(c)]
            plain = not money and label.weight >= 9
            after = (
                [c for c in after if _could_be_money(c) and c.first - label.last <= 3 and not _of_something(c)]
                if plain
                else money
            )
        if not after:
            return []
        chosen = after[-1] if label.kind == "amount" else after[0]
        if label.kind == "number" and self._begins_a_heading(chosen):
            return []
        between = [w for w in line.words[label.last + 1 : chosen.first] if any(ch.isalpha() for ch in w.text)]
        if label.kind != "amount" and len(between) > 4:
            return []
        if label.kind == "date" and label.weight <= 6 and between and not label.line.words[label.last].text.endswith(":"):
            return []  # "Date out: …" is not the date
        if label.kind == "number" and label.weight >= 7:
            chosen = _with_groups(chosen)
        if label.name in ("invoice_number", "purchase_order") and chosen.first == label.last + 2:
            chosen = _with_prefix(chosen)
        score = max(
            5, (55 if plain else 100) - (0 if label.kind == "amount" else 9) * len(between) - self._gap_cost(label, chosen)
        )
        others = after[-4:-1] if label.kind == "amount" else []
        return [Hit(chosen, label, score), *(Hit(other, label, score * 7 // 10) for other in others)]

    def _asks_again(self, label: Label, line: Line) -> bool:
        """Whether another label of the same kind stands in a label's column: what comes below is the other one's."""
        return any(
            other.kind == label.kind
            and other.weight >= 5
            and min(other.box.x1, label.box.x1) > max(other.box.x0, label.box.x0)
            and not any(c.first <= other.first <= c.last for c in self._of_line[line.index].get(label.kind, ()))
            for other in self.labels_on(line)
        )

    def _begins_a_heading(self, number: Candidate) -> bool:
        """ "5 BILLING DATE": a numbered heading's number, in a column of its own, is no value."""
        line = number.line
        first, last = next((column for column in line.columns if column[0] <= number.first <= column[1]), (0, 0))
        return first == number.first < last and any(number.last < label.first <= last for label in self.labels_on(line))

    @staticmethod
    def _gap_cost(label: Label, chosen: Candidate) -> int:
        """Far to the right is less sure, less so for amounts, whose labels stand at the far left of tables."""
        gap = max(0, chosen.line.words[chosen.first].box.x0 - label.box.x1)
        share = gap * 100 // max(label.line.page.width, 1)
        return share // 8 if label.kind == "amount" else share // 2

    def _wrapped(self, label: Label) -> list[Hit]:
        """ "…your invoice number is / ECP25-R-00217": the value at the beginning of the line below, in running text."""
        line = label.line
        first, last = next(column for column in line.columns if column[0] <= label.last <= column[1])
        below = self.lines[line.index + 1 : line.index + 2]
        if label.kind == "amount" or last - first < 6 or last - label.last > 1 or not below or below[0].page is not line.page:
            return []
        begins = [c for c in self._of_line[below[0].index].get(label.kind, ()) if c.first == 0]
        return [Hit(begins[0], label, 75)] if begins and abs(below[0].box.x0 - line.box.x0) < 100 else []

    def _below(self, label: Label) -> list[Hit]:
        """Candidates under the label: the same column, within a few lines."""
        height = max(label.box.y1 - label.box.y0, 60)
        money = label.kind == "amount"
        found: list[Hit] = []
        for line in self.lines[label.line.index + 1 :]:
            down = line.box.y0 - label.box.y1
            if line.page is not label.line.page or down > height * (12 if money else 4) or len(found) >= (6 if money else 2):
                break
            if not money and self._asks_again(label, line):
                break
            fitting = [
                (_column_fit(label.box, c.box, height) or (_cell_fit(label, c.box) if down < 2 * height else 0), c)
                for c in self._of_line[line.index].get(label.kind, ())
                if (is_money(c) if money else not _has_own_words(c))
            ]
            fit, candidate = max(fitting, key=lambda pair: pair[0], default=(0, None))
            if fit and candidate:
                if label.kind == "number" and label.weight >= 7:
                    candidate = _with_groups(candidate)
                    candidate = _with_prefix(candidate) if candidate.first else candidate
                distance = max(0, candidate.box.y0 - label.box.y1) * 10 // height
                lost = distance // 5 + 2 * len(found) if money else distance + 8 * len(found)
                found.append(Hit(candidate, label, max(5, fit - lost)))
        return found


def _cell_fit(label: Label, value: Box) -> int:
    """60 for a value at the far end of the label's cell: right of its beginning, left of the next heading."""
    words = label.line.words
    after = next((w.box.x0 for i, w in enumerate(words) if i > label.last and is_gap(words[i - 1], w)), label.line.page.width)
    inside = value.x0 >= label.box.x0 - 40 and value.x1 <= after + 20
    return 60 if inside and (after < label.line.page.width or value.x0 - label.box.x1 < label.line.page.width // 6) else 0


def _with_prefix(number: Candidate) -> Candidate:
    """ "FT 2023A/123456": letters in capitals right before a number belong to it."""
    before = number.line.words[number.first - 1].text
    if not _SERIES_LETTERS.match(before) or is_gap(number.line.words[number.first - 1], number.line.words[number.first]):
        return number
    first = number.first - 1
    return replace(number, first=first, box=number.line.box_of(first, number.last), text=f"{before} {number.text}")


_LONG = re.compile(r"\d{3,12}")
_GROUP = re.compile(r"\d{2,4}")


def _with_groups(number: Candidate) -> Candidate:
    """ "584 239 412 124": groups of digits that follow one another without a gap are one number."""
    words = number.line.words
    last = number.last
    if last + 2 < len(words) and words[last + 1].text in ("-", "/", "–") and _LONG.fullmatch(words[last + 2].text):
        # "3 - 070972": series, dash and number, set apart
        if not any(is_gap(words[at], words[at + 1]) for at in (last, last + 1)) and words[last].text.isalnum():
            text = " ".join(word.text for word in words[number.first : last + 3])
            return replace(number, last=last + 2, box=number.line.box_of(number.first, last + 2), text=text)
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


def _column_fit(label: Box, value: Box, height: int) -> int:
    """How well a value stands in a label's column: 85 aligned, 70 overlapping, 0 elsewhere."""
    if abs(label.x0 - value.x0) <= height or abs(label.x1 - value.x1) <= height:
        return 85
    middle = abs(label.x0 + label.x1 - value.x0 - value.x1)
    if middle <= 2 * height:
        return 85
    overlap = min(label.x1, value.x1) - max(label.x0, value.x0)
    return 70 if overlap > 0 else 0


def _could_be_money(candidate: Candidate) -> bool:
    """Whole or half-written amounts ("Grand Total 1939"), taken only where a total's words stand before them."""
    return candidate.decimals <= 1 and candidate.amount is not None and 10 <= abs(candidate.amount) < 10_000_000


def _has_own_words(candidate: Candidate) -> bool:
    """Whether words with a colon stand before a value in its column: it answers them, not a heading above."""
    line = candidate.line
    first = next(first for first, last in line.columns if first <= candidate.first <= last)
    return any(word.text.endswith(":") and len(word.text) > 1 for word in line.words[first : candidate.first])


def _of_something(candidate: Candidate) -> bool:
    """ "30 DAYS": a number that counts something is no amount."""
    line, last = candidate.line, candidate.last
    follows = last + 1 < len(line.words) and not is_gap(line.words[last], line.words[last + 1])
    return follows and sum(c.isalpha() for c in line.words[last + 1].text) > 3


def is_money(candidate: Candidate) -> bool:
    """Whether a number is written as money: two decimals, or a currency beside it."""
    return candidate.decimals == 2 or (candidate.currency is not None and candidate.decimals == 0)
