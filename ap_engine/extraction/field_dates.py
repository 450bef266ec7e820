"""The day of issue and the day payment is due, each date weighed by the labels that point at it and at its rivals (C6)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ap_engine.extraction.board import Board, Hit
from ap_engine.extraction.candidates import Candidate
from ap_engine.extraction.fields import SENTENCE, Ballot, Choice, claims_of, in_sentence, winner
from ap_engine.extraction.line_headings import columns_in
from ap_engine.extraction.values import date_order


def resolve_dates(board: Board) -> dict[int, date]:
    """Each date candidate (by id) as one date, the order of day and month decided by the whole document."""
    found = board.of_kind("date")
    order = date_order([line.text for line in board.lines], [c.day for c in found if c.day])
    at = -1 if order == "mdy" else 0
    return {id(c): c.day.options[at] for c in found if c.day}


def choose_issue_date(board: Board, days: dict[int, date], today: date) -> Choice | None:
    """The day the invoice was issued: labelled, else the first date on the page that no other label claims."""
    hits = board.hits("date")
    claims = claims_of(hits, "issue_date")
    ballot, strong = Ballot(again=3), dict[str, int]()

    def add(candidate: Candidate, day: date, points: int) -> None:
        not_yet = day > today + timedelta(days=2)  # a day that has not come is the issue of nothing yet
        ballot.add(candidate, day.isoformat(), points - 50 * not_yet)

    for hit in hits:
        if hit.label.name != "issue_date":
            continue
        points, day = _labelled_points(hit, board, claims.get(id(hit.candidate), 0)), days[id(hit.candidate)]
        if hit.label.weight == 10 and hit.straight and points > 50:
            strong[day.isoformat()] = strong.get(day.isoformat(), 0) + 1
        add(hit.candidate, day, points)
    for order, candidate in enumerate(board.of_kind("date")):
        if candidate.day is None or candidate.day.bare:
            continue
        day = days[id(candidate)]
        if day.isoformat() in strong and candidate is not ballot.best.get(day.isoformat()):
            strong[day.isoformat()] += 1
        add(candidate, day, _unlabelled_points(candidate, board, order, claims.get(id(candidate), 0)))
    return ballot.winner(strong)


def _labelled_points(hit: Hit, board: Board, claimed: int) -> int:
    """What a label says for a date, 0–100; the head of the page goes before its foot."""
    page, weight = hit.candidate.line.page, hit.label.weight
    points = hit.score * {10: 100, 6: 70, 5: 60}.get(weight, 60) // 100
    points -= hit.candidate.line.box.y0 * 12 // page.height
    points -= SENTENCE * in_sentence(hit) + SENTENCE * _spoken_of(hit)
    if weight < 10:
        points -= min(25, hit.candidate.line.box.y0 * 25 // page.height) + 15 * (page.number > 1)
    if claimed > points:
        points -= 45
    if weight == _PREPOSITION and not _begins_column(hit):
        points -= 25  # "Zahlung vom …", "reçue le …": of something else, where no number label stands before it
    if weight < 10 and hit.candidate.line is not hit.label.line and heads_rows(hit, board):
        points -= 45
    return points


def _unlabelled_points(candidate: Candidate, board: Board, order: int, claimed: int) -> int:
    """What its place says for a date without a label: beside the number, after a town, alone at the top."""
    titled = any(
        label.kind == "number" and label.name == "invoice_number" and label.weight >= 5
        for label in board.labels_on(candidate.line)
    )
    place = 25 if _after_a_place(candidate) else 20 * _alone_at_the_top(candidate)
    return 40 + 12 * titled + place - 4 * min(order, 5) - claimed // 2 - 10 * (candidate.line.page.number - 1)


def _spoken_of(hit: Hit) -> bool:
    """ "This note replaces RPS 112, issued on 25/07": late in a sentence of the page's lower half, another document is dated."""
    first, _ = hit.label.line.column_at(hit.label.first)
    low = hit.label.line.box.y0 * 2 > hit.label.line.page.height
    return low and in_sentence(hit) and hit.label.first - first >= 4


_PREPOSITION = 5  # weight of "vom", "le", "del"


def _begins_column(hit: Hit) -> bool:
    return hit.label.first in {first for first, _ in hit.label.line.columns}


_PLACE = re.compile(r"[A-ZÀ-Ý][\w .'’()-]{2,40},? ?(?:den|le|lì|li|a|à|em|am|dated)? ?$")


def _after_a_place(candidate: Candidate) -> bool:
    """ "Berlin, den 04.02.2025": a town before a date that ends its column, as letters begin."""
    line = candidate.line
    first, last = line.column_at(candidate.first)
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


def heads_rows(hit: Hit, board: Board) -> bool:
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
    claims = claims_of(hits, "due_date")
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
    return winner(scores, best, {})
