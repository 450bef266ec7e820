"""The one line of a Brazilian service note (NFS-e): it has no table, but a text that says what was done, and one value."""

from __future__ import annotations

from decimal import Decimal

from ap_engine.extraction.board import Board
from ap_engine.extraction.layout import Line, around, evidence
from ap_engine.extraction.text import phrases
from ap_engine.model.extraction import ExtractedLine

_TEXT = phrases(
    "discriminação dos serviços|discriminação do serviço|descrição dos serviços|descrição do serviço|discriminação dos serviços prestados|"
    "descrição dos serviços prestados|discriminação"
)
_MOST_LINES = 6


def service_line(board: Board, total: Decimal | None) -> tuple[ExtractedLine, ...]:
    """One service at the note's total, described by the text below its heading; nothing on other documents."""
    if not total or not any("nfse" in "".join(line.squeezed) for line in board.lines):
        return ()
    heading = next((line for line in board.lines if "".join(line.squeezed) in _TEXT), None)
    if heading is None:
        return ()
    text = _text_below(heading, board)
    if not text:
        return ()
    description = " ".join(word.text for line in text for word in line.words)
    value = format(total, "f")
    place = evidence(heading.page, around([line.box for line in text]))
    return (ExtractedLine(description=description[:400], quantity="1", unit_price=value, line_net=value, evidence=place),)


def _text_below(heading: Line, board: Board) -> list[Line]:
    """The lines right below a heading that say something, up to a gap or to what answers a label."""
    found: list[Line] = []
    for line in board.lines[heading.index + 1 : heading.index + 1 + _MOST_LINES]:
        apart = bool(found) and line.box.y0 - found[-1].box.y1 > 2 * (line.box.y1 - line.box.y0)
        asks = bool(found) and bool(board.labels_on(line))  # "Vencimento: …", "Dados bancários: …"
        if line.page is not heading.page or apart or asks or not any(line.spoken):
            break
        found.append(line)
    return found
