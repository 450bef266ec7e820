"""Several invoices in one file (rule C16): where a page begins another one."""

from __future__ import annotations

from ap_engine.extraction.board import Board
from ap_engine.extraction.layout import Line
from ap_engine.extraction.payment_codes import access_keys_in
from ap_engine.model.extraction import Page

_SURE = 80


def parts_of(pages: tuple[Page, ...], lines: tuple[Line, ...], board: Board) -> tuple[tuple[Page, ...], ...]:
    """The pages of each invoice. A page begins one when it has another access key, or another labelled number and a total."""
    marks = _keys(lines) or _numbers(board)
    if len(set(marks.values())) < 2:
        return (pages,)
    parts: list[list[Page]] = []
    current: str | None = None
    for page in pages:
        mark = marks.get(page.number)
        if not parts or (mark is not None and current is not None and mark != current):
            parts.append([])
        parts[-1].append(page)
        current = mark or current
    return tuple(tuple(part) for part in parts)


def _keys(lines: tuple[Line, ...]) -> dict[int, str]:
    """Access key of each page, where at least two pages have one each of their own."""
    keys = access_keys_in(lines)
    found = {key.page.number: key.key for key in keys}
    return found if len(found) == len(keys) else {}


def _numbers(board: Board) -> dict[int, str]:
    """The number of each page that has a plainly labelled number and a plainly labelled total of its own."""
    numbers: dict[int, set[str]] = {}
    for hit in board.hits("number"):
        if hit.label.name == "invoice_number" and hit.label.weight == 10 and hit.score >= _SURE:
            numbers.setdefault(hit.candidate.line.page.number, set()).add(hit.candidate.text)
    totals = {
        hit.candidate.line.page.number
        for hit in board.hits("amount")
        if hit.label.name in ("gross_total", "amount_due") and hit.label.weight >= 9 and hit.score >= _SURE
    }
    return {page: next(iter(found)) for page, found in numbers.items() if len(found) == 1 and page in totals}
