"""Invoice number and order numbers: each candidate weighed by the labels that point at it and at its rivals (C6, C7)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ap_engine.extraction.board import Board, Hit
from ap_engine.extraction.candidates import Candidate
from ap_engine.extraction.label_finding import Label
from ap_engine.extraction.layout import evidence
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


_AGAIN = 2  # times that printing a value once more counts for it


@dataclass(slots=True)
class Ballot:
    """Points that each value of a field has gathered: one named again counts for `again` points more, twice at most."""

    again: int
    best: dict[str, Candidate] = field(default_factory=dict)
    peak: dict[str, int] = field(default_factory=dict)
    times: dict[str, int] = field(default_factory=dict)

    def add(self, candidate: Candidate, value: str, points: int) -> None:
        """Count one reason for a value; none without points."""
        if points <= 0:
            return
        if points > self.peak.get(value, 0):
            self.best[value], self.peak[value] = candidate, points
        self.times[value] = self.times.get(value, -1) + 1

    def winner(self, agreeing: dict[str, int]) -> Choice | None:
        """The value with most points, beside its nearest rival's; `agreeing` counts the labels that agree on each."""
        scores = {value: points + self.again * min(self.times[value], _AGAIN) for value, points in self.peak.items()}
        return winner(scores, self.best, agreeing)


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
    ballot = Ballot(again=4)
    strong: dict[str, set[int]] = {}
    claims = claims_of(board.hits("number"), "invoice_number")
    for hit in board.hits("number"):
        if hit.label.name != "invoice_number":
            continue
        points = _titled_points(hit, board) or _number_points(hit)
        candidate = _as_printed_elsewhere(hit.candidate, board)
        claimed = claims.get(id(hit.candidate), 0)
        if claimed > points:
            points -= 60
        if points > 0 and hit.label.weight == 10 and hit.straight:
            strong.setdefault(candidate.text, set()).add(hit.label.line.index)
        ballot.add(candidate, candidate.text, points)
    agreeing = {text: len(lines) + (_digits(text) >= 4 and _printed_again(board, text, lines)) for text, lines in strong.items()}
    return ballot.winner(agreeing)


def _as_printed_elsewhere(number: Candidate, board: Board) -> Candidate:
    """ "INV 4001798" on the remittance slip is 4001798 where another place prints it so."""
    before, _, bare = number.text.partition(" ")
    if before != "INV":
        return number
    others = (c for c in board.of_kind("number") if c.text == bare and c.first and c.line.words[c.first - 1].text != "INV")
    alone = (c for c in board.of_kind("number") if c.text == bare and not c.first)
    return next(others, None) or next(alone, None) or number


def _digits(text: str) -> int:
    return len(_DIGITS.findall(text))


def _printed_again(board: Board, text: str, lines: set[int]) -> bool:
    """Whether a number stands on another line too: in a heading, a foot, a payment reference."""
    return any(line.index not in lines and any(word.text.strip(".,;:()#") == text for word in line.words) for line in board.lines)


def _titled_points(hit: Hit, board: Board) -> int:
    """ "Rechnung des Versicherers Nr. 01.234": a bare "Nr." whose column begins with what the document is."""
    label, candidate = hit.label, hit.candidate
    before = _words_before(label)
    adjoining = candidate.line is label.line and candidate.first - label.last <= 2
    if label.weight > 3 or not 0 < before <= 4 or not adjoining or _digits(candidate.text) < 3:
        return 0
    start = label.first - before
    titled = any(
        o.kind == "number" and o.name == "invoice_number" and o.weight == 5 and o.first == start
        for o in board.labels_on(label.line)
    )
    return hit.score * 70 // 100 if titled else 0


def _number_points(hit: Hit) -> int:
    """A hit's worth as an invoice number, 0–100."""
    label, candidate = hit.label, hit.candidate
    text = candidate.text
    digits = _digits(text)
    right = candidate.line is label.line
    adjoining = right and candidate.first - label.last <= 2 and (digits >= 2 or _is_whole_line(hit))
    below = not right and label.weight == 5 and digits >= 4
    if label.weight <= 3 and _words_before(label):
        return 0  # "V.A.T. No." is the number of something else
    if label.weight == 5 and _words_before(label) > (not _in_a_row(hit)):
        return 12 if adjoining else 0  # "CHARNIERE INV. 120": better than nothing
    if label.weight <= 5 and not adjoining and not below and not _stands_apart(hit):
        return 0
    points = hit.score * {10: 100, 9: 92, 7: 80, 5: 60, 3: 45}.get(label.weight, 50) // 100
    if digits == 1 and len(text) == 1 and not _is_whole_line(hit):
        points -= 30
    if digits == 4 and text.isdigit() and "1990" <= text <= "2035":
        points -= 15 if label.weight > 5 else 60  # "Beitragsrechnung 2010"
    if label.weight <= 5 and (digits <= 2 or _counts(candidate)):
        points -= 25
    if adjoining and label.weight <= 5 and _is_heading(hit):
        points += 25  # "# F251309", "Tax invoice 606047" at the head of the page
    if in_sentence(hit):
        points -= SENTENCE
    if label.weight <= 7 and candidate.line.box.y0 * 100 > candidate.line.page.height * 60:
        points -= 25
    if candidate.line.page.number > 1:
        points -= 6
    points -= min(8, candidate.line.box.y0 * 10 // candidate.line.page.height)
    return points


def _in_a_row(hit: Hit) -> bool:
    """Whether two amounts or more end the line, as in a table's rows."""
    return sum(_MONEY.fullmatch(word.text) is not None for word in hit.label.line.words[-4:]) >= 2


def _stands_apart(hit: Hit) -> bool:
    """ "FACTURE CLIENT PRO   04525014686": a long number in the column beside a heading that begins the line."""
    line, number = hit.candidate.line, hit.candidate
    beside = any(first == number.first for first, _ in line.columns)
    return (
        line is hit.label.line
        and hit.label.first == 0
        and beside
        and _digits(number.text) >= 6
        and line.box.y0 * 2 < line.page.height
    )


_MONEY = re.compile(r"\d[\d.,' ]*[.,]\d{2}")
_UNITS = re.compile(r"dia|day|tag|jour|giorn|dag|mes|month|monat|mois|page|seite|%", re.IGNORECASE)


def _counts(candidate: Candidate) -> bool:
    """ "30 dias": a number of something."""
    words = candidate.line.words[candidate.last + 1 : candidate.last + 2]
    return any(_UNITS.match(word.text) for word in words)


def _is_heading(hit: Hit) -> bool:
    """Whether label and number are a heading by themselves, in the upper half of the first page."""
    line, label, number = hit.candidate.line, hit.label, hit.candidate
    first, last = line.column_at(number.first)
    alone = label.first == first and number.first == label.last + 1 and number.last == last
    plain = label.weight == 5 or line.squeezed[label.first] == "no"
    return alone and plain and line.page.number == 1 and line.box.y0 * 2 < line.page.height and _digits(number.text) >= 3


def _is_whole_line(hit: Hit) -> bool:
    """ "Rechnung 7": label and number are all that their line says, in the upper half of the first page."""
    line, label, number = hit.candidate.line, hit.label, hit.candidate
    whole = label.line is line and label.first == 0 and number.first == label.last + 1 and number.last == len(line.words) - 1
    return whole and line.page.number == 1 and line.box.y0 * 2 < line.page.height


def _words_before(label: Label) -> int:
    """How many words of its column stand before a label; the same in another language ("Nº / No.") is none."""
    first, _ = label.line.column_at(label.first)
    squeezed = label.line.squeezed
    return sum(bool(word) and word not in _NO for word in squeezed[first : label.first])


_NO = frozenset({"no", "nr", "num", "number", "numero", "nummer"})


def claims_of(hits: list[Hit], name: str) -> dict[int, int]:
    """How strongly labels of other fields claim each candidate."""
    claims: dict[int, int] = {}
    for hit in hits:
        if hit.label.name != name:
            worth = hit.score * hit.label.weight // 10
            if hit.candidate.line is not hit.label.line:
                worth = worth * 8 // 10
            claims[id(hit.candidate)] = max(claims.get(id(hit.candidate), 0), worth)
    return claims


def winner(scores: dict[str, int], candidates: dict[str, Candidate], agreeing: dict[str, int]) -> Choice | None:
    """The value with most points, beside its nearest rival's."""
    ranked = sorted(scores, key=lambda key: -scores[key])
    if not ranked:
        return None
    rival = scores[ranked[1]] if len(ranked) > 1 else 0
    return Choice(candidates[ranked[0]], ranked[0], min(100, scores[ranked[0]]), min(100, rival), agreeing.get(ranked[0], 0))


SENTENCE = 15  # what standing in running text costs
_SENTENCE_WORDS = 9


def in_sentence(hit: Hit) -> bool:
    """Whether label and value stand in running text, where other documents are spoken of too."""
    first, last = hit.label.line.column_at(hit.label.first)
    return last - first >= _SENTENCE_WORDS


_SAYS_ORDER = re.compile(r"(?:P\.?O|PC|OC|BC|EC|INK|BEST|ORD|ORDER|PED|OA|OV|AU|REQ)[\W_]?\d", re.IGNORECASE)


def order_numbers(board: Board) -> list[Candidate]:
    """Purchase order numbers that the document names, each once, best first."""
    hits = board.hits("number")
    claims = claims_of(hits, "purchase_order")
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
