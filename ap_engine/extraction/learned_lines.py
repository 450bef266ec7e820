"""The line table learned from confirmed lines: the headings over the columns in which their numbers stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from ap_engine.extraction.layout import Line
from ap_engine.extraction.template_lines import read_table
from ap_engine.extraction.template_proposal import propose_table
from ap_engine.extraction.template_style import Style
from ap_engine.model.extraction import ExtractedLine
from ap_engine.model.template import LineTable

_COMPARED = ("quantity", "unit_price", "line_net")
_CENT = Decimal("0.005")
Taught = tuple[tuple[Line, ...], tuple[ExtractedLine, ...], tuple[ExtractedLine, ...]]


def lines_agree(read: Sequence[ExtractedLine], right: Sequence[ExtractedLine]) -> bool:
    """Whether as many lines were read as there are, each with the right quantity, price and net."""
    return len(read) == len(right) and all(_agree(one, other) for one, other in zip(read, right, strict=True))


def _agree(read: ExtractedLine, right: ExtractedLine) -> bool:
    return all(_close(getattr(read, name), getattr(right, name)) for name in _COMPARED if getattr(right, name) is not None)


def _close(read: str | None, right: str) -> bool:
    try:
        return read is not None and abs(abs(Decimal(read)) - abs(Decimal(right))) < _CENT
    except InvalidOperation:
        return False


def learn_table(taught: Sequence[Taught], style: Style) -> LineTable | None:
    """A table that reads the confirmed lines of every paper right; None where reading without one does, or where none does."""
    known = [(lines, right, general) for lines, right, general in taught if right]
    if not known or all(lines_agree(general, right) for _, right, general in known):
        return None
    for lines, right, _ in reversed(known):
        table = propose_table(lines, style)
        if table and lines_agree(read_table(table, lines, style), right):
            good = sum(lines_agree(read_table(table, other, style), lines_) for other, lines_, _ in known)
            if good > sum(lines_agree(general, lines_) for _, lines_, general in known):
                return table
    return None
