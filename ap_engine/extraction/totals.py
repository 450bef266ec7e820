"""Total, net and tax: the labelled amounts, preferring the triple that closes (EN 16931 BR-CO-15: net + tax = total).

A printed total is never replaced by a computed one (rule C10): arithmetic only chooses among what is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ap_engine.extraction.amount_points import AmountPoints, weigh
from ap_engine.extraction.board import Board
from ap_engine.extraction.candidates import Candidate, is_money
from ap_engine.extraction.closing_rows import ClosingRows, closing_rows
from ap_engine.extraction.fields import Choice
from ap_engine.extraction.line_runs import ROUNDING, Sums
from ap_engine.extraction.tax_rates import Rates
from ap_engine.extraction.text import phrases

_LARGEST_VALUES = 50
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Totals:
    """The amounts chosen, whether net + tax = total closes with each of the three printed, and all that words of a total name."""

    gross: Choice | None
    net: Choice | None
    tax: Choice | None
    due: Choice | None
    closes: bool
    labelled: tuple[Decimal, ...] = ()

    def are_summed_by(self, lines: Decimal) -> bool:
        """Whether the lines sum to the whole total, or to the net amount of totals that close."""
        return (self.gross is not None and Decimal(self.gross.value) == lines) or (
            self.closes and self.net is not None and Decimal(self.net.value) == lines
        )

    @property
    def sums(self) -> Sums:
        """What lines may sum to. A single one may be the largest total, the total itself, or its net amount where they close."""
        gross = Decimal(self.gross.value) if self.gross is not None else None
        net = Decimal(self.net.value) if self.closes and self.net is not None else None
        alone = {max(self.labelled)} if self.labelled else set()
        alone |= {value for value in (net, gross if self.closes else None) if value is not None}
        return Sums(self.labelled, net, gross, frozenset(alone))


_ASKED = 50  # points for what a checked payment code asks for


def choose_totals(board: Board, lines_sum: Decimal | None = None, asked: frozenset[Decimal] = frozenset()) -> Totals:
    """Gross, net, tax and amount due. `lines_sum` is the sum of the line table; `asked` is what payment codes ask for."""
    sheet = weigh(board)
    values = sorted({abs(c.amount) for c in board.of_kind("amount") if c.amount is not None and is_money(c)}, reverse=True)
    values = values[:_LARGEST_VALUES]
    _largest_and_repeated(board, sheet, values)
    for amount in asked:
        for name in ("gross_total", "amount_due"):
            scores = sheet.scores.setdefault(name, {})
            scores[amount] = scores.get(amount, 0) + _ASKED
    _parts_and_feet(closing_rows(board), sheet)
    gross_total, net, tax, closes = _best(sheet, values, lines_sum)
    gross_total = _rounded(board, gross_total) or gross_total
    return Totals(
        _choice(sheet, "gross_total", gross_total, board),
        _choice(sheet, "net_total", net, board),
        _choice(sheet, "tax_total", tax, board),
        _choice(sheet, "amount_due", _top(sheet, "amount_due"), board),
        closes,
        _labelled(sheet, net, gross_total),
    )


def _parts_and_feet(rows: ClosingRows, sheet: AmountPoints) -> None:
    """A row for one tax rate or one line is no total, however well it closes; the row that sums such rows is."""
    sheet.feet = frozenset(row.total for row in rows.feet)
    parts = rows.values()
    whole = sum({row.total for row in rows.parts}, _ZERO)
    summed = whole in sheet.feet or sheet.score("gross_total", whole) >= 40  # a total printed anywhere is what the parts make
    for name, field in (("gross", "gross_total"), ("net", "net_total"), ("tax", "tax_total")):
        scores, places = sheet.scores.setdefault(field, {}), sheet.places.setdefault(field, {})
        for value in parts:
            if summed or scores.get(value, 0) < _OWN_WORDS:
                scores[value] = max(0, scores.get(value, 0) - _PART)
        for row in rows.feet:
            candidate: Candidate = getattr(row, name)
            value = candidate.amount or _ZERO
            scores[value] = max(scores.get(value, 0), _FOOT)
            places.setdefault(value, candidate)


_OWN_WORDS = 90  # points of an amount right beside a total's own words
_PART = 60
_FOOT = 75


def _labelled(sheet: AmountPoints, *chosen: Decimal | None) -> tuple[Decimal, ...]:
    """Amounts that could be the sum of the lines: the chosen ones, then whatever a total's words stand at, best first."""
    found = [value for value in chosen if value]
    for name in ("net_total", "gross_total", "amount_due", "other_amount"):
        scores = sheet.scores.get(name, {})
        found += sorted((value for value in scores if value and scores[value] >= 40), key=lambda value: -scores[value])
    return tuple(dict.fromkeys(found))


def _largest_and_repeated(board: Board, sheet: AmountPoints, values: list[Decimal]) -> None:
    """Rule C7: the largest amount is a hint for the total; so is an amount due, and one that is printed several times."""
    gross = sheet.scores.setdefault("gross_total", {})
    places = sheet.places.setdefault("gross_total", {})
    counts: dict[Decimal, int] = {}
    for candidate in board.of_kind("amount"):
        if candidate.amount is not None and is_money(candidate):
            counts[abs(candidate.amount)] = counts.get(abs(candidate.amount), 0) + 1
            places.setdefault(abs(candidate.amount), candidate)
    for value, points in sheet.scores.get("amount_due", {}).items():
        gross[value] = max(gross.get(value, 0), points * 85 // 100) + (5 if value in gross else 0)
        if gross[value] == points * 85 // 100:
            places[value] = sheet.places["amount_due"][value]
    _deducted(board, sheet)
    _kept_back(board, sheet, places)
    _carried(board, sheet)
    for value in values:
        bonus = 12 if value == values[0] else 0
        bonus += min(9, 3 * (counts.get(value, 1) - 1))
        if value and bonus:
            gross[value] = gross.get(value, 0) + bonus
    if _ZERO in gross:
        gross[_ZERO] //= 3
        for value, points in sheet.scores.get("net_total", {}).items():
            gross[value] = max(gross.get(value, 0), points // 2)  # all paid already: what is left says nothing of the total
            places.setdefault(value, sheet.places["net_total"][value])


def _deducted(board: Board, sheet: AmountPoints) -> None:
    """ "Total 5,210.75, deposit 200.00, balance 5,010.75": what leads from a total down to what is due makes it the total."""
    gross, due = sheet.scores["gross_total"], sheet.scores.get("amount_due", {})
    printed: dict[Decimal, set[int]] = {}
    for candidate in board.of_kind("amount"):
        if candidate.amount is not None and is_money(candidate):
            printed.setdefault(abs(candidate.amount), set()).add(candidate.line.index)
    for total in [value for value, points in gross.items() if points >= 40]:
        for rest, points in due.items():
            bottom = sheet.places["amount_due"][rest].line.index
            if points < 40 or not _ZERO < rest < total:
                continue
            tops = [top for top in printed.get(total, ()) if 0 < bottom - top <= _DEDUCTIONS]
            if any(_between(board, top, bottom) == total - rest for top in tops) or (
                total - rest in printed and printed[total - rest] & set(tops)
            ):
                gross[total] += 40


_KEPT_BACK = re.compile(r"commission|provision|comissão|comisión|commissione", re.IGNORECASE)


def _kept_back(board: Board, sheet: AmountPoints, places: dict[Decimal, Candidate]) -> None:
    """ "Space 950.00, less 15 % agency commission 142.50, net due 807.50": what stands above a commission is the total, whatever it is called."""
    gross, due = sheet.scores["gross_total"], sheet.scores.get("amount_due", {})
    money = [c for c in board.of_kind("amount") if c.amount and is_money(c)]
    for kept in (c for c in money if _KEPT_BACK.search(c.line.text)):
        for rest in [value for value, points in due.items() if points >= 40]:
            below = sheet.places["amount_due"][rest].line.index - kept.line.index
            total = rest + abs(kept.amount or _ZERO)
            above = [c for c in money if c.amount == total and 0 < kept.line.index - c.line.index <= 2]
            if 0 < below <= 2 and above:
                gross[total] = max(gross.get(total, 0), 50) + 40
                places[total] = above[0]


def _between(board: Board, top: int, bottom: int) -> Decimal:
    """The sum of the last amounts of the lines between two lines."""
    last = {
        candidate.line.index: abs(candidate.amount)
        for candidate in board.of_kind("amount")
        if candidate.amount is not None and is_money(candidate) and top < candidate.line.index < bottom
    }
    return sum(last.values(), _ZERO)


_BEFORE = phrases(
    "previousbalance|balanceforward|openingbalance|priorbalance|lastbalance|balancebroughtforward|previousamount|pastdue|"
    "unpaidprior|priorbills|arrears|outstandingfromprevious|saldoanterior|soldeprecedent|saldovorperiode|altsaldo|ubertrag|"
    "vorigsaldo|openstaandsaldo|saldoprecedente"
)


def earlier_balances(board: Board) -> list[Decimal]:
    """What the document says is still owed from earlier ones."""
    return [
        abs(candidate.amount)
        for candidate in board.of_kind("amount")
        if candidate.amount and is_money(candidate) and any(word in "".join(candidate.line.squeezed) for word in _BEFORE)
    ]


def _carried(board: Board, sheet: AmountPoints) -> None:
    """ "Previous balance 318.40, current charges 2,140.00, amount due 2,458.40": the current charges are this invoice's total."""
    gross, due = sheet.scores["gross_total"], sheet.scores.get("amount_due", {})
    printed = {abs(c.amount): c for c in board.of_kind("amount") if c.amount and is_money(c)}
    for before in earlier_balances(board):
        for asked in [value for value, points in due.items() if points >= 40]:
            current = asked - before
            if before and current in printed:
                gross[current] = max(gross.get(current, 0), 50) + 40
                sheet.places["gross_total"].setdefault(current, printed[current])


_MOST_ROUNDED = Decimal(1)


def _rounded(board: Board, gross: Decimal | None) -> Decimal | None:
    """The total after rounding (EN 16931 BT-114), where the rounding and the rounded total are printed below it."""
    if gross is None:
        return None
    printed = [c for c in board.of_kind("amount") if c.amount is not None and is_money(c)]
    for candidate in printed:
        words = "".join(candidate.line.squeezed[: candidate.first])
        step = abs(candidate.amount or _ZERO)
        if not 0 < step <= _MOST_ROUNDED or not any(word in words for word in ROUNDING):
            continue
        for rounded in (gross + (candidate.amount or _ZERO), gross + step, gross - step):
            if any(c.amount == rounded and c.line.index > candidate.line.index for c in printed):
                return rounded
    return None


_DEDUCTIONS = 8  # lines between a total and what is left to pay


def _best(
    sheet: AmountPoints, values: list[Decimal], lines_sum: Decimal | None
) -> tuple[Decimal | None, Decimal | None, Decimal | None, bool]:
    """The triple with the most evidence; a closing one gains, when its parts are labelled as what they are."""
    known, rates = set(values), Rates(sheet.texts)
    top = max(known, key=lambda v: sheet.score("gross_total", v), default=None)
    if top is None:
        return None, None, None, False
    best: tuple[int, Decimal, Decimal | None, Decimal | None, bool] = (
        sheet.score("gross_total", top), top, _top(sheet, "net_total", top), _top(sheet, "tax_total", top), False,
    )  # fmt: skip
    others: dict[Decimal, int] = {}
    for gross in values:
        on_gross = sheet.score("gross_total", gross)
        if on_gross <= 0 or gross == 0:
            continue
        for net in values:
            tax = gross - net
            if tax < 0 or tax not in known or (tax == 0 and not sheet.score("tax_total", _ZERO)):
                continue
            on_net, on_tax = sheet.score("net_total", net), sheet.score("tax_total", tax)
            if not on_tax or (not on_net and lines_sum != net) or tax * 2 > gross or net == 0:
                continue
            likely = rates.allow(net, tax, known)
            score = on_gross + (on_net + on_tax) * 35 // 100 + (15 if lines_sum == net else 0) + (10 if tax else 0)
            score += 30 * _adds_up_others(sheet, values, gross) - 20 * (not likely)
            others[gross] = max(others.get(gross, 0), score)
            if score > best[0]:
                best = (score, gross, net, tax, likely)
    rivals = [score for gross, score in others.items() if gross != best[1] and gross > best[1]]
    rivals += [score - 15 for gross, score in others.items() if gross < best[1]]
    smaller = [gross for gross in others if gross < best[1] and sheet.score("gross_total", gross) >= 40]
    whole = not smaller or sum(smaller, _ZERO) == best[1] or _adds_up_others(sheet, values, best[1])
    return best[1], best[2], best[3], best[4] and whole and max(rivals, default=0) < best[0] - 8


def _adds_up_others(sheet: AmountPoints, values: list[Decimal], gross: Decimal) -> bool:
    """Whether two other totals sum to this one: it is the foot of a table with a row for each tax rate."""
    if gross in sheet.feet:
        return True
    rows = [v for v in values if _ZERO < v < gross and sheet.score("gross_total", v) >= 40]
    return any(
        gross - one in rows and gross - one != one
        for one in rows
        if sheet.score("tax_total", one) < 40 and sheet.score("tax_total", gross - one) < 40
    )


def _top(sheet: AmountPoints, name: str, below: Decimal | None = None) -> Decimal | None:
    """The best scored value of a field, not above `below`."""
    scores = {v: s for v, s in sheet.scores.get(name, {}).items() if s >= 40 and (below is None or v <= below)}
    return max(scores, key=lambda v: scores[v], default=None)


def _choice(sheet: AmountPoints, name: str, value: Decimal | None, board: Board) -> Choice | None:
    if value is None:
        return None
    place = sheet.places.get(name, {}).get(value)
    if place is None:
        place = next((c for c in board.of_kind("amount") if c.amount is not None and abs(c.amount) == value), None)
    if place is None:
        return None
    scores = sheet.scores.get(name, {})
    rival = max((s for v, s in scores.items() if v != value), default=0)
    text = format(value.quantize(Decimal("0.01")), "f")
    return Choice(place, text, min(100, scores.get(value, 30)), min(100, rival), sheet.agreeing.get(name, {}).get(value, 0))
