"""Number, dates and order numbers: each candidate weighed by the labels that point at it and at its rivals (C6, C7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ap_engine.extraction.board import Board, Hit
from ap_engine.extraction.candidates import Candidate
from ap_engine.extraction.layout import evidence
from ap_engine.extraction.line_items import columns_in
from ap_engine.extraction.values import date_order
from ap_engine.model.extraction import Reading, Source

_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Choice:
    """The value chosen for a field, with its score (0–100), the runner-up's, and how many labels agree on it."""

    candidate: Candidate
    value: str
    score: int
    rival: int
    agreeing: int


def reading(name: str, choice: Choice, certain: bool = False) -> Reading:
    """The choice as a reading. Confidence falls with a close rival and with poorly recognised words."""
    candidate = choice.candidate
    word = candidate.line.confidence_of(candidate.first, candidate.last)
    lead = choice.score - choice.rival
    confidence = min(95, choice.score, 60 + lead) * word // 100
    source = candidate.line.page.source
    if source is Source.OCR and word < 85:
        certain = False
    return Reading(
        name, choice.value, 99 if certain else max(5, confidence), certain, source, evidence(candidate.line.page, candidate.box)
    )


def choose_number(board: Board) -> Choice | None:
    """The invoice's number, or None when nothing looks like one."""
    scores: dict[str, int] = {}
    best: dict[str, Hit] = {}
    strong: dict[str, set[int]] = {}
    claims = _claims(board.hits("number"), "invoice_number")
    for hit in board.hits("number"):
        if hit.label.name != "invoice_number":
            continue
        points = _number_points(hit)
        candidate = hit.candidate
        claimed = claims.get(id(candidate), 0)
        if claimed > points:
            points -= 60
        if points <= 0:
            continue
        key = candidate.text
        if hit.label.weight == 10:
            strong.setdefault(key, set()).add(hit.label.line.index)
        if points > scores.get(key, 0):
            best[key] = hit
        scores[key] = max(points, scores.get(key, 0) + (4 if scores.get(key, 0) < _AGAIN else 0))
    agreeing = {text: len(lines) + (_digits(text) >= 4 and _printed_again(board, text, lines)) for text, lines in strong.items()}
    return _winner(scores, {k: h.candidate for k, h in best.items()}, agreeing)


def _digits(text: str) -> int:
    return len(_DIGITS.findall(text))


def _printed_again(board: Board, text: str, lines: set[int]) -> bool:
    """Whether a number stands on another line too: in a heading, a foot, a payment reference."""
    return any(line.index not in lines and any(word.text.strip(".,;:()#") == text for word in line.words) for line in board.lines)


def _number_points(hit: Hit) -> int:
    """A hit's worth as an invoice number, 0–100."""
    label, candidate = hit.label, hit.candidate
    text = candidate.text
    digits = _digits(text)
    right = candidate.line is label.line
    adjoining = right and candidate.first - label.last <= 2 and digits >= 2
    below = not right and label.weight == 5 and digits >= 4
    if label.weight <= 3 and label.first not in {first for first, _ in label.line.columns}:
        return 0  # "V.A.T. No." is the number of something else
    if label.weight <= 5 and not adjoining and not below:
        return 0
    points = hit.score * {10: 100, 9: 92, 7: 80, 5: 60, 3: 45}.get(label.weight, 50) // 100
    if digits == 1 and len(text) == 1:
        points -= 30
    if digits == 4 and text.isdigit() and "1990" <= text <= "2035":
        points -= 15 if label.weight > 5 else 60  # "Beitragsrechnung 2010"
    if label.weight <= 5 and (digits <= 2 or _counts(candidate)):
        points -= 25
    if adjoining and label.weight <= 5 and _is_heading(hit):
        points += 25  # "# F251309", "Tax invoice 606047" at the head of the page
    if in_sentence(hit):
        points -= _SENTENCE
    if label.weight <= 7 and candidate.line.box.y0 * 100 > candidate.line.page.height * 60:
        points -= 25
    if candidate.line.page.number > 1:
        points -= 6
    points -= min(8, candidate.line.box.y0 * 10 // candidate.line.page.height)
    return points


_AGAIN = 104  # points at which printing a value once more says nothing new
_UNITS = re.compile(r"dia|day|tag|jour|giorn|dag|mes|month|monat|mois|page|seite|%", re.IGNORECASE)


def _counts(candidate: Candidate) -> bool:
    """ "30 dias": a number of something."""
    words = candidate.line.words[candidate.last + 1 : candidate.last + 2]
    return any(_UNITS.match(word.text) for word in words)


def _is_heading(hit: Hit) -> bool:
    """Whether label and number are a heading by themselves, in the upper half of the first page."""
    line, label, number = hit.candidate.line, hit.label, hit.candidate
    first, last = next(column for column in line.columns if column[0] <= number.first <= column[1])
    alone = label.first == first and number.first == label.last + 1 and number.last == last
    plain = label.weight == 5 or line.squeezed[label.first] == "no"
    return alone and plain and line.page.number == 1 and line.box.y0 * 2 < line.page.height and _digits(number.text) >= 3


def _claims(hits: list[Hit], name: str) -> dict[int, int]:
    """How strongly labels of other fields claim each candidate."""
    claims: dict[int, int] = {}
    for hit in hits:
        if hit.label.name != name:
            worth = hit.score * hit.label.weight // 10
            if hit.candidate.line is not hit.label.line:
                worth = worth * 8 // 10
            claims[id(hit.candidate)] = max(claims.get(id(hit.candidate), 0), worth)
    return claims


def _winner(scores: dict[str, int], candidates: dict[str, Candidate], agreeing: dict[str, int]) -> Choice | None:
    ranked = sorted(scores, key=lambda key: -scores[key])
    if not ranked:
        return None
    rival = scores[ranked[1]] if len(ranked) > 1 else 0
    return Choice(candidates[ranked[0]], ranked[0], min(100, scores[ranked[0]]), min(100, rival), agreeing.get(ranked[0], 0))


def resolve_dates(board: Board) -> dict[int, date]:
    """Each date candidate (by id) as one date, the order of day and month decided by the whole document."""
    found = board.of_kind("date")
    order = date_order([line.text for line in board.lines], [c.day for c in found if c.day])
    at = -1 if order == "mdy" else 0
    return {id(c): c.day.options[at] for c in found if c.day}


def choose_issue_date(board: Board, days: dict[int, date], today: date) -> Choice | None:
    """The day the invoice was issued: labelled, else the first date on the page that no other label claims."""
    hits = board.hits("date")
    claims = _claims(hits, "issue_date")
    scores: dict[str, int] = {}
    best: dict[str, Candidate] = {}
    peak: dict[str, int] = {}
    strong: dict[str, int] = {}

    def add(candidate: Candidate, points: int) -> None:
        day = days[id(candidate)]
        if day > today + timedelta(days=2):
            points -= 50
        if points <= 0:
            return
        key = day.isoformat()
        if points > peak.get(key, 0):
            best[key], peak[key] = candidate, points
        scores[key] = max(points, scores.get(key, 0) + (3 if scores.get(key, 0) < _AGAIN else 0))

    for hit in hits:
        if hit.label.name != "issue_date":
            continue
        points = hit.score * {10: 100, 6: 70, 5: 60}.get(hit.label.weight, 60) // 100
        points -= hit.candidate.line.box.y0 * 12 // hit.candidate.line.page.height  # the head of the page goes before its foot
        points -= _SENTENCE * (in_sentence(hit))
        if hit.label.weight < 10:
            points -= min(25, hit.candidate.line.box.y0 * 25 // hit.candidate.line.page.height) + 15 * (
                hit.candidate.line.page.number > 1
            )
        claimed = claims.get(id(hit.candidate), 0)
        if claimed > points:
            points -= 45
        if hit.label.weight == _PREPOSITION and not _begins_column(hit):
            points -= 25  # "Zahlung vom …", "reçue le …": of something else, where no number label stands before it
        if hit.label.weight < 10 and hit.candidate.line is not hit.label.line and _heads_rows(hit, board):
            points -= 45
        if hit.label.weight == 10 and points > 50:
            strong[days[id(hit.candidate)].isoformat()] = strong.get(days[id(hit.candidate)].isoformat(), 0) + 1
        add(hit.candidate, points)
    for order, candidate in enumerate(board.of_kind("date")):
        claimed = claims.get(id(candidate), 0)
        if candidate.day is None or candidate.day.bare:
            continue
        day = days[id(candidate)].isoformat()
        if day in strong and candidate is not best.get(day):
            strong[day] += 1
        titled = any(
            label.kind == "number" and label.name == "invoice_number" and label.weight >= 5
            for label in board.labels_on(candidate.line)
        )
        placed = _after_a_place(candidate)
        add(
            candidate,
            40
            + 12 * titled
            + (25 if placed else 15 * _alone_at_the_top(candidate))
            - 4 * min(order, 5)
            - claimed // 2
            - 10 * (candidate.line.page.number - 1),
        )
    return _winner(scores, best, strong)


_SENTENCE = 15
_SENTENCE_WORDS = 9


def in_sentence(hit: Hit) -> bool:
    """Whether label and value stand in running text, where other documents are spoken of too."""
    first, last = next(column for column in hit.label.line.columns if column[0] <= hit.label.first <= column[1])
    return last - first >= _SENTENCE_WORDS


_PREPOSITION = 5  # weight of "vom", "le", "del"


def _begins_column(hit: Hit) -> bool:
    return hit.label.first in {first for first, _ in hit.label.line.columns}


_PLACE = re.compile(r"[A-ZÀ-Ý][\w .'’()-]{2,40},? ?(?:den|le|lì|li|a|à|em|am|dated)? ?$")


def _after_a_place(candidate: Candidate) -> bool:
    """ "Berlin, den 04.02.2025": a town before a date that ends its column, as letters begin."""
    line = candidate.line
    first, last = next(column for column in line.columns if column[0] <= candidate.first <= column[1])
    before = line.text[line.starts[first] : line.starts[candidate.first]]
    upper = line.page.number == 1 and line.box.y0 * 2 < line.page.height
    return (
        upper
        and candidate.last == last
        and 0 < candidate.first - first <= 5
        and "," in before
        and _PLACE.match(before) is not None
    )


def _alone_at_the_top(candidate: Candidate) -> bool:
    """Whether a date is a column by itself in the upper third of the first page, as letters have it."""
    line = candidate.line
    upper = line.page.number == 1 and line.box.y0 * 3 < line.page.height
    return upper and (candidate.first, candidate.last) in line.columns


def _heads_rows(hit: Hit, board: Board) -> bool:
    """Whether a heading "Date" stands over the dates of a table's rows: beside what was sold, or over three dates."""
    if any(column.name in ("description", "quantity", "line_net") for column in columns_in(hit.label.line)[0]):
        return True
    box, line = hit.candidate.box, hit.candidate.line
    under = [
        c
        for c in board.of_kind("date")
        if c.line.page is line.page and c.line.index >= line.index and abs(c.box.x0 - box.x0) < 60 and c.box.y0 - box.y0 < 2000
    ]
    return len(under) >= 3


def choose_due_date(board: Board, days: dict[int, date], issued: date | None) -> Choice | None:
    """The day payment is due, only where a label says so, and never before the day of issue."""
    hits = board.hits("date")
    claims = _claims(hits, "due_date")
    scores: dict[str, int] = {}
    best: dict[str, Candidate] = {}
    for hit in hits:
        day = days[id(hit.candidate)]
        if hit.label.name != "due_date" or (issued and day < issued):
            continue
        points = hit.score - (40 if claims.get(id(hit.candidate), 0) > hit.score else 0)
        key = day.isoformat()
        if points > scores.get(key, 20):
            scores[key], best[key] = points, hit.candidate
    return _winner(scores, best, {})


_SAYS_ORDER = re.compile(r"(?:P\.?O|PC|OC|BC|EC|INK|BEST|ORD|ORDER|PED|OA|OV|AU|REQ)[\W_]?\d", re.IGNORECASE)


def order_numbers(board: Board) -> list[Candidate]:
    """Purchase order numbers that the document names, each once, best first."""
    hits = board.hits("number")
    claims = _claims(hits, "purchase_order")
    found: dict[str, tuple[int, Candidate]] = {}
    for hit in hits:
        if hit.label.name != "purchase_order" or hit.score < 45 or len(hit.candidate.text) < 2:
            continue
        if hit.label.weight < 10 and not _SAYS_ORDER.match(hit.candidate.text):
            continue  # "Your ref." may be anything
        if claims.get(id(hit.candidate), 0) > hit.score:
            continue
        known = found.get(hit.candidate.text)
        if known is None or known[0] < hit.score:
            found[hit.candidate.text] = (hit.score, hit.candidate)
    return [candidate for _, candidate in sorted(found.values(), key=lambda pair: -pair[0])][:5]
