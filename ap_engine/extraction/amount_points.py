"""What labels say of each amount on a document: points for every field it could be (rules C6, C7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ap_engine.extraction.board import Board, Hit
from ap_engine.extraction.candidates import Candidate, is_money
from ap_engine.extraction.label_finding import is_alone
from ap_engine.extraction.layout import Line
from ap_engine.extraction.line_headings import columns_in

_WEIGHTS = {10: 100, 9: 92, 6: 66}


@dataclass(slots=True)
class AmountPoints:
    """Points (0–100) of each amount for each field, where it stands, and how many labels agree on it."""

    scores: dict[str, dict[Decimal, int]]
    places: dict[str, dict[Decimal, Candidate]]
    agreeing: dict[str, dict[Decimal, int]]
    texts: tuple[str, ...] = ()
    feet: frozenset[Decimal] = frozenset()  # gross totals of rows that sum the closing rows above them

    def score(self, name: str, value: Decimal) -> int:
        """An amount's points for a field."""
        return self.scores.get(name, {}).get(value, 0)


def weigh(board: Board) -> AmountPoints:
    """The points of every amount that a label points at."""
    sheet = AmountPoints({}, {}, {}, tuple(line.text for line in board.lines if _speaks_of_tax(board, line)))
    for hit in board.hits("amount"):
        value = abs(hit.candidate.amount or Decimal(0))
        points = _points(hit)
        scores = sheet.scores.setdefault(hit.label.name, {})
        if points > scores.get(value, 0):
            scores[value] = points
            sheet.places.setdefault(hit.label.name, {})[value] = hit.candidate
        if points >= 60 and not _has_another_name(board, hit):
            agreeing = sheet.agreeing.setdefault(hit.label.name, {})
            agreeing[value] = agreeing.get(value, 0) + 1
    return sheet


def _has_another_name(board: Board, hit: Hit) -> bool:
    """Whether an amount under a heading has words of its own line that say what it is."""
    line = hit.candidate.line
    return line is not hit.label.line and any(
        label.kind == "amount" and label.name != hit.label.name and label.last < hit.candidate.first
        for label in board.labels_on(line)
    )


def _speaks_of_tax(board: Board, line: Line) -> bool:
    """Whether a percentage on a line is a tax's: words of tax stand beside it, or it begins a row of amounts."""
    labelled = any(label.name == "tax_total" for label in board.labels_on(line))
    amounts = sum(is_money(candidate) for candidate in board.on_line(line, "amount"))
    words = sum(line.spoken)
    return labelled or (amounts >= 2 and words <= 1)


def _points(hit: Hit) -> int:
    """A hit's worth: the label, the geometry, and how far down the document it stands (totals come last)."""
    points = hit.score * _WEIGHTS.get(hit.label.weight, 60) // 100
    line = hit.candidate.line
    points += line.box.y0 * 6 // line.page.height
    if hit.candidate.line is line is hit.label.line and hit.label.weight <= 6:
        words = line.words[hit.label.last + 1 : hit.candidate.first]
        points -= 8 * max(0, sum(sum(c.isalpha() for c in word.text) > 1 for word in words) - 1)  # "Total if …"
    if line is hit.label.line and hit.label.weight < 10 and hit.label.first not in {first for first, _ in line.columns}:
        points -= 0 if is_alone(hit.label) else 40  # "Mount and balance tires"
    if hit.label.name == "gross_total" and line is not hit.label.line and _is_row(hit):
        points -= 35  # one rate's row of a tax table, or a row of the lines
    if hit.label.name == "gross_total" and hit.candidate.line is not hit.label.line and hit.label.weight < 10:
        points -= 20  # a column headed "Total" or "Amount" is usually the line table's
    return max(points, 0)


_RATE_ROW = re.compile(r"^\W*(?:[A-Z0-9]{1,2} )?\d{1,2}(?:[.,]\d{1,3})? ?%")


def _is_row(hit: Hit) -> bool:
    """Whether an amount under a heading stands in a row for one tax rate, or of the table of lines."""
    names = {column.name for column in columns_in(hit.label.line)[0]}
    return bool(_RATE_ROW.match(hit.candidate.line.text)) or bool(names & {"quantity", "description"})
