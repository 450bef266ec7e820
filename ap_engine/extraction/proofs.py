"""What makes a reading of a page certain: at least two things that say so independently of each other (rules C11, C12).

Each witness is named below. One witness, however strong, is never enough; a rival that comes near undoes all of them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from ap_engine.extraction.board import Board
from ap_engine.extraction.candidates import is_money
from ap_engine.extraction.field_dates import heads_rows
from ap_engine.extraction.fields import Choice, in_sentence
from ap_engine.extraction.layout import is_gap
from ap_engine.extraction.totals import Totals, earlier_balances
from ap_engine.extraction.values import country_signs

_TERM = re.compile(
    r"\b(?:net|netto|in|within|innerhalb(?: von)?|binnen|à|a|entro|en|terms:?)? ?(\d{1,3}) ?"
    r"(?:days|day|tagen?|jours|días|dias|giorni|gg|dagen)\b|\bnet (\d{1,3})\b",
    re.IGNORECASE,
)
_LEAD = 25  # points before the next candidate
_OTHER_DOCUMENT = 7  # the weight of "Document no.", "Folio": words that other papers use too
_FAR = 20  # a rival with fewer points hardly is one
_NEAR = 45  # a rival with this many points is another possible value
_ENOUGH = 2
_ZERO = Decimal(0)


def proves_number(board: Board, choice: Choice) -> bool:
    """Witnesses: its own label beside it; printed again elsewhere; nothing else on the document could be it."""
    digits = sum(c.isdigit() for c in choice.value)
    weight = _weight(board, "number", "invoice_number", choice)
    named = weight >= 10 and choice.score >= 66
    if _goes_on(board, choice) or _is_torn(board, choice):
        return False
    if weight == _OTHER_DOCUMENT and choice.agreeing < _ENOUGH:
        return False
    headed = not _is_cut(choice) and choice.rival < _FAR and choice.score >= {7: 60, 5: 75}.get(weight, 100)
    witnesses = (named or headed) + (choice.agreeing >= 2) + (choice.rival < _NEAR)
    return witnesses >= _ENOUGH and (named or headed) and digits >= 3 and choice.score - choice.rival >= _LEAD


def _is_cut(choice: Choice) -> bool:
    """ "INV 2491": whether the letters belong to the number is not said."""
    line, first = choice.candidate.line, choice.candidate.first
    return "inv" in line.squeezed[max(0, first - 1) : first + 1]


def _is_torn(board: Board, choice: Choice) -> bool:
    """ "# BLR WFLD2015100": capitals before a number that no label accounts for may be its first letters."""
    line, before = choice.candidate.line, choice.candidate.first - 1
    if before < 0 or is_gap(line.words[before], line.words[before + 1]):
        return False
    word = line.words[before].text
    labelled = any(label.first <= before <= label.last for label in board.labels_on(line))
    return word.isalpha() and word.isupper() and not labelled


def _goes_on(board: Board, choice: Choice) -> bool:
    """ "3000 Leuven", "114 VG": figures before a word with a capital may be a town's, or lack their last letters."""
    line, after = choice.candidate.line, choice.candidate.last + 1
    _, last = line.column_at(choice.candidate.first)
    labelled = any(label.first == after for label in board.labels_on(line))
    return choice.value.isdigit() and after <= last and line.words[after].text[:1].isupper() and not labelled


def _weight(board: Board, kind: str, name: str, choice: Choice) -> int:
    """The strongest label of a field that points at a value."""
    return max(
        (
            hit.label.weight
            for hit in board.hits(kind)
            if hit.label.name == name and hit.candidate.text == choice.candidate.text and hit.straight
            if kind != "date" or hit.candidate.line is hit.label.line or not heads_rows(hit, board)
        ),
        default=0,
    )


def proves_issue_date(board: Board, choice: Choice, days: dict[int, date], due: date | None) -> bool:
    """Witnesses: its label; labelled again elsewhere; the first of all dates; the printed term leads from it to the due date."""
    if choice.candidate.day is None or (choice.candidate.day.ambiguous and not order_is_shown(board)):
        return False
    issued = date.fromisoformat(choice.value)
    weight = _weight(board, "date", "issue_date", choice)
    spoken = _only_in_sentences(board, choice)
    labelled = not spoken and (
        (weight >= 10 and choice.score >= 65) or (weight >= 6 and choice.score >= 60 and choice.rival < _FAR)
    )
    claimed = {id(hit.candidate) for hit in board.hits("date") if hit.label.name != "issue_date" and hit.score >= 50}
    first = all(day >= issued or place in claimed for place, day in days.items())
    witnesses = labelled + (choice.agreeing >= 2) + first + 2 * term_leads(board, issued, due)
    return witnesses >= _ENOUGH and choice.score - choice.rival >= _LEAD - 10 * labelled


def _only_in_sentences(board: Board, choice: Choice) -> bool:
    """Whether every label that points at the date stands in running text."""
    hits = [h for h in board.hits("date") if h.label.name == "issue_date" and h.candidate.text == choice.candidate.text]
    return bool(hits) and all(in_sentence(hit) for hit in hits)


def order_is_shown(board: Board) -> bool:
    """Whether dates of the document itself, or the country that all its words speak of, show which number is the month."""
    shown = {c.day.decides for c in board.of_kind("date") if c.day and c.day.decides}
    if shown:
        return len(shown) == 1
    american, elsewhere = country_signs([line.text for line in board.lines])
    return min(american, elsewhere) == 0 and max(american, elsewhere) >= _ENOUGH


def term_leads(board: Board, issued: date, due: date | None) -> bool:
    """Whether a printed term ("30 days net") leads from the day of issue to the due date."""
    if due is None or due <= issued:
        return False
    terms = {int(found[1] or found[2]) for line in board.lines for found in _TERM.finditer(line.text)}
    return any(issued + timedelta(days=term) == due for term in terms if term)


def proves_total(board: Board, totals: Totals, lines_sum: Decimal | None, asked: frozenset[Decimal] = frozenset()) -> bool:
    """Witnesses: net and tax close with it; the lines sum to it; labelled twice; the largest amount; asked for as due."""
    gross = totals.gross
    if gross is None or gross.score < 60:
        return False
    value = Decimal(gross.value)
    if value == 0 or _another_total(board, value) or (asked and value not in asked):
        return False
    untaxed = totals.tax is None or Decimal(totals.tax.value) == 0
    by_lines = lines_sum == value and untaxed
    due = totals.due is not None and Decimal(totals.due.value) == value and totals.due.candidate.line is not gross.candidate.line
    largest = all(abs(c.amount or _ZERO) <= value for c in board.of_kind("amount") if is_money(c))
    if earlier_balances(board):
        due = largest = by_lines = False  # what is asked for is more than this invoice, and the earlier balance may be a row
    if not gross.agreeing and any((c.amount or _ZERO) < 0 for c in board.of_kind("amount")):
        by_lines = False  # what was taken off may belong to the payment, as an agency's commission does
    if not gross.agreeing:
        due = largest = False  # what is due may be more or less than the invoice's total
    witnesses = 2 * totals.closes + 2 * by_lines + (gross.agreeing >= 2) + due + largest
    return witnesses >= _ENOUGH


def _another_total(board: Board, value: Decimal) -> bool:
    """Whether a total's own words also stand at a larger amount, which then may be the total."""
    return any(
        hit.label.name == "gross_total"
        and (hit.label.weight >= 10 or hit.candidate.line is hit.label.line)
        and hit.score >= 70
        and is_money(hit.candidate)
        and abs(hit.candidate.amount or _ZERO) > value
        for hit in board.hits("amount")
    )
