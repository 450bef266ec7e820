"""Rows of amounts that sum to a printed total: the column of line totals, found by arithmetic (rule C9).

Between the lines stand rows that are none: subtotals and balances are passed over; a tax, and where it must be a freight or
a surcharge, counts towards the sum. The reading that needs fewest of these exceptions and finds most lines is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ap_engine.extraction.board import Board
from ap_engine.extraction.candidates import Candidate, is_money
from ap_engine.extraction.closing_rows import closing_rows
from ap_engine.extraction.label_finding import Label, is_alone
from ap_engine.extraction.layout import is_spoken
from ap_engine.extraction.text import phrases

_ALIGNED = 75  # tenths of a point within which right (or left) edges are one column's
_MOST_ROWS = 400
_MOST_TARGETS = 24
_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_TOTALS = ("gross_total", "net_total", "amount_due")
_CHARGES = phrases(
    "freight|shipping|shipping handling|handling|delivery|carriage|postage|surcharge|shipping cost|fracht|versand|versandkosten|"
    "porto|frais de port|port|transport|frete|portes|spese di trasporto|verzendkosten|postage and handling|shipping and handling|"
    "discount|rabatt|remise|desconto|sconto|korting|descuento"
)
ROUNDING = phrases(
    "rounding|roundingadj|roundingadjustment|roundoff|roundingdifference|rundung|rundungsdifferenz|arrondi|arredondamento|"
    "arrotondamento|redondeo|afronding|öresutjämning|zaokrąglenie"
)
_TAXED = re.compile(
    r"\b(?:vat|tax|gst|hst|pst|qst|tps|tvq|[cisu]{1,2}gst|\w*steuer|mwst|ust|umsatzsteuer|tva|t\.v\.a|iva|btw|moms|podatek|dph|áfa)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount in a row: its line's index, the candidate, and what its row is: "line", "charge", "tax", "total", or "bare" of words."""

    index: int
    value: Decimal
    candidate: Candidate
    kind: str


@dataclass(frozen=True, slots=True)
class Sums:
    """What rows may sum to, likeliest first; the net amount of totals that close; the total; what one row may be alone."""

    targets: Sequence[Decimal]
    net: Decimal | None
    gross: Decimal | None
    alone: frozenset[Decimal]

    def rank_of(self, target: Decimal, plain: bool, several: bool) -> int:
        """How much a sum says: lines sum to the net amount of totals that close, else to the total, else to another one."""
        if not several:
            return 0
        if plain and target == self.net:
            return 3
        return (1 + plain) if target in (self.gross, self.net) else 0


@dataclass(frozen=True, slots=True)
class Run:
    """The cells of the lines; whether what they sum to is the net amount or the total; whether they are nearly all of their column."""

    cells: tuple[Cell, ...] = ()
    sure: bool = False
    whole: bool = False

    @property
    def plain(self) -> int:
        """How many of them are lines and not freight or the like."""
        return sum(cell.kind == "line" for cell in self.cells)


def longest_run(board: Board, sums: Sums) -> Run:
    """The cells of the lines: as many as sum to a target; none when no column does."""
    best = Run()
    worth = (-1, 0, 0, 0, 0)
    for column in _distinct(_columns(board)):
        readings = _readings(column)
        for place, target in enumerate(sums.targets[:_MOST_TARGETS]):
            for exceptions, rows in readings:
                lines = _lines_of(_run_to(column, rows, target), column)
                if not lines or (len(lines) == 1 and not (target in sums.alone and _describes(lines[0], board))):
                    continue
                rank = sums.rank_of(target, exceptions == 0, len(lines) > 1)
                found = (rank, len(lines), -exceptions, -place, lines[0].candidate.box.x1)
                if found > worth:
                    best, worth = Run(tuple(lines), rank > 0, _is_whole(lines, column)), found
    return best


_READINGS = ((), ("charge",), ("tax",), ("charge", "tax"))


def _distinct(columns: Iterable[list[Cell]]) -> Iterator[list[Cell]]:
    """Each column once: edges at the left and at the right often make the same one."""
    seen: set[tuple[int, ...]] = set()
    for column in columns:
        cells = tuple(id(cell.candidate) for cell in column)
        if cells not in seen:
            seen.add(cells)
            yield column


def _readings(column: list[Cell]) -> list[tuple[int, list[Cell]]]:
    """The rows that count, with no exception and with more: what a column has none of makes no reading of its own."""
    present = {cell.kind for cell in column}
    return [
        (exceptions, [cell for cell in column if cell.kind == "line" or cell.kind in further])
        for exceptions, further in enumerate(_READINGS)
        if present.issuperset(further)
    ]


def _lines_of(run: list[Cell], column: list[Cell]) -> list[Cell]:
    """The lines of a run; freight below their sum is none, and what cost nothing counts only between others."""
    last = max((cell.index for cell in run if cell.kind == "line"), default=0)
    foot = min((cell.index for cell in column if cell.kind in ("total", "bare") and cell.index > last), default=None)
    lines = [cell for cell in run if cell.kind == "line" or (cell.kind == "charge" and (foot is None or cell.index < foot))]
    while lines and not lines[-1].value:
        lines.pop()
    while lines and not lines[0].value:
        lines.pop(0)
    return lines


def _is_whole(lines: list[Cell], column: list[Cell]) -> bool:
    """Whether hardly a row of the column was left out: two of a dozen rows may sum to anything."""
    mine = {cell.index for cell in lines}
    others = [cell for cell in column if cell.kind == "line" and cell.value and cell.index not in mine]
    return len(others) * _FEW <= len(lines)


_FEW = 4


def _columns(board: Board) -> Iterator[list[Cell]]:
    """Amounts of money by their right edges, by their left edges, and the last one of each line; each in reading order."""
    taxes = {id(row.tax) for row in closing_rows(board).parts}  # their foot is a sum too, and no total
    cells = [
        Cell(candidate.line.index, candidate.amount, candidate, kind_of(candidate, board))
        for candidate in board.of_kind("amount")
        if candidate.amount is not None and is_money(candidate) and id(candidate) not in taxes
    ]
    for edge in ("x1", "x0"):
        groups: list[tuple[int, list[Cell]]] = []
        for cell in cells:
            at = getattr(cell.candidate.box, edge)
            home = next((group for group in groups if abs(group[0] - at) <= _ALIGNED), None)
            if home is None:
                groups.append((at, [cell]))
            elif home[1][-1].index != cell.index:
                home[1].append(cell)
        yield from (_without_subtotals(group) for _, group in groups if len(group) >= 2)
    last = {cell.index: cell for cell in cells}
    yield _without_subtotals(list(last.values()))


def kind_of(candidate: Candidate, board: Board) -> str:
    """What the words right before an amount on its line make of its row; nothing said makes it no line either."""
    line, first = candidate.line, candidate.first
    before = [column for column in line.columns if column[0] < first]
    since = before[-2][0] if len(before) > 1 else 0
    said = [label for label in board.labels_on(line) if label.kind == "amount" and label.last < first and label.weight >= 6]
    labels = [label for label in said if label.first >= since and not _ends_a_description(label, candidate, board)]
    alone = [label for label in labels if is_alone(label)]
    if not alone and said and _all_said(said, candidate):
        alone = said  # "VAT   (S)   198.00   19   37.62": nothing else is said in the row
    if not any(line.spoken[:first]):
        return "bare"
    if any(label.name in _TOTALS for label in alone) or any(o.name == "due_date" for o in board.labels_on(line)):
        return "total"
    if any(label.name == "tax_total" for label in alone) or _is_tax(candidate, since) or _is_rounding(candidate):
        return "tax"
    if _is_counted(candidate, board):
        return "line"
    if alone:
        return "charge" if all(_is_charge(label) for label in alone) else "total"
    if _is_share(candidate, since):
        return "charge"
    return "subtotal" if any(label.name in _TOTALS and label.first == since for label in labels) else "line"


def _ends_a_description(label: Label, candidate: Candidate, board: Board) -> bool:
    """ "ONION BRN NET   7.07   7.07": one word that does not begin its column, in a row of a table."""
    begins = any(first == label.first for first, _ in label.line.columns)
    money = sum(is_money(other) for other in board.on_line(candidate.line, "amount"))
    return label.name in _TOTALS and not begins and label.first == label.last and money > 1


def _is_counted(candidate: Candidate, board: Board) -> bool:
    """ "Shipping   4   4.83   19.32": what has a quantity and a price was sold like anything else."""
    before = [c.amount for c in board.on_line(candidate.line, "amount") if c.first < candidate.first and c.amount]
    return any(
        abs(one * other - (candidate.amount or _ZERO)) <= _CENT for at, one in enumerate(before) for other in before[at + 1 :]
    )


def _all_said(labels: list[Label], candidate: Candidate) -> bool:
    """Whether labels are all that is said before an amount."""
    named = {at for label in labels for at in range(label.first, label.last + 1)}
    return all(at in named or not is_spoken(word) for at, word in enumerate(candidate.line.words[: candidate.first]))


def _is_tax(candidate: Candidate, since: int) -> bool:
    """ "OUTPUT CGST 9%", "Taxe sur primes 9 %": a tax's word and a rate before the amount, in few words."""
    words = candidate.line.words[since : candidate.first]
    text = " ".join(word.text for word in words)
    if "%" not in text or len(words) > 6:
        return False
    if _TAXED.match(text):
        return True
    return _begins_row(candidate, since) and (_TAXED.search(text) is not None or text.lower().startswith("taxe"))


def _begins_row(candidate: Candidate, since: int) -> bool:
    """Whether nothing was said in the row before these words, as in a row of its own and not in a column of taxes."""
    return not any(candidate.line.spoken[:since])


def _is_share(candidate: Candidate, since: int) -> bool:
    """ "Service charge 18 %": a share of what stands above, as the words right before the amount say."""
    words = candidate.line.words[since : candidate.first]
    return _begins_row(candidate, since) and len(words) <= 6 and "%" in " ".join(word.text for word in words[-2:])


def _is_rounding(candidate: Candidate) -> bool:
    words = "".join(candidate.line.squeezed[: candidate.first])
    return abs(candidate.amount or _ZERO) <= 1 and any(word in words for word in ROUNDING)


def _is_charge(label: Label) -> bool:
    return "".join(label.line.squeezed[label.first : label.last + 1]) in _CHARGES


def _without_subtotals(column: list[Cell]) -> list[Cell]:
    """The column without rows that begin with a total's words and repeat the sum of those above since the last such row."""
    kept: list[Cell] = []
    group: list[Decimal] = []
    for cell in column[:_MOST_ROWS]:
        if cell.kind == "subtotal":
            if any(sum(group[at:]) == cell.value for at in range(len(group))):
                group = []
                continue
            cell = replace(cell, kind="line")
        if cell.kind == "line":
            group.append(cell.value)
        kept.append(cell)
    return kept


def _run_to(column: list[Cell], rows: list[Cell], target: Decimal) -> list[Cell]:
    """The longest run of these rows that sums to a printed `target`: above its last print in the column, else anywhere."""
    last = max((cell.index for cell in column if abs(cell.value) == target), default=None)
    above = [cell for cell in rows if last is None or cell.index < last]
    return _longest(above, target) or _longest([cell for cell in rows if abs(cell.value) != target], target)


def _longest(rows: list[Cell], target: Decimal) -> list[Cell]:
    first_at: dict[Decimal, int] = {_ZERO: 0}
    total = _ZERO
    best: list[Cell] = []
    for at, cell in enumerate(rows):
        total += cell.value
        begin = first_at.get(total - target)
        if begin is not None and at + 1 - begin > len(best):
            best = rows[begin : at + 1]
        first_at.setdefault(total, at + 1)
    return best


def _describes(cell: Cell, board: Board) -> bool:
    """A single row counts when its line has words that say what was sold, and no label of an amount or of a due date."""
    line = cell.candidate.line
    words = [word for word in line.words[: cell.candidate.first] if is_spoken(word)]
    return len(words) >= 2 and not any(label.kind == "amount" or label.name == "due_date" for label in board.labels_on(line))
