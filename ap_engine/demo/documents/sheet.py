"""A4 paper to draw on: millimetres from the top left corner, and a finished PDF that is the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode import code128, qr
from reportlab.graphics.barcode.common import I2of5
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ap_engine.demo.documents import marks

INK = "1B1F24"
GREY = "5B6470"
PALE = "F1F3F6"
LINE = "C9CED6"


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: heading, width in mm, and l, r or c."""

    title: str
    width: float
    align: str = "l"


class Sheet:
    """Paper, a page at a time. Fonts are the PDF's own (Helvetica, Times, Courier), so nothing depends on the machine."""

    def __init__(self, title: str, author: str, colour: str, font: str = "Helvetica") -> None:
        self._file = io.BytesIO()
        # `invariant` fixes dates and file id: the same invoice is the same file, byte for byte.
        self.canvas = Canvas(self._file, pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setCreator(author)
        self.colour = colour
        self.font = font
        self.bold_font = "Times-Bold" if font == "Times-Roman" else f"{font}-Bold"

    def finish(self) -> bytes:
        """The PDF."""
        self.canvas.showPage()
        self.canvas.save()
        return self._file.getvalue()

    def next_page(self) -> None:
        """Go on on a new page."""
        self.canvas.showPage()

    def text(self, x: float, y: float, words: str, size: float = 9, *, bold: bool = False, colour: str = INK) -> None:
        """Words from x on, their base line at y."""
        self._style(size, bold, colour)
        self.canvas.drawString(x * mm, self._y(y), words)

    def right(self, x: float, y: float, words: str, size: float = 9, *, bold: bool = False, colour: str = INK) -> None:
        """Words that end at x."""
        self._style(size, bold, colour)
        self.canvas.drawRightString(x * mm, self._y(y), words)

    def centre(self, x: float, y: float, words: str, size: float = 9, *, bold: bool = False, colour: str = INK) -> None:
        """Words around x."""
        self._style(size, bold, colour)
        self.canvas.drawCentredString(x * mm, self._y(y), words)

    def fitted(self, x: float, y: float, width: float, words: str, size: float, *, bold: bool = False) -> None:
        """Words as large as `size` at most, and small enough for `width` mm."""
        needed = stringWidth(words, self.bold_font if bold else self.font, size) / mm
        self.text(x, y, words, min(size, size * width / needed), bold=bold)

    def paragraph(self, x: float, y: float, width: float, words: str, size: float = 8, *, colour: str = INK) -> float:
        """Words over as many lines as `width` asks for; the next free y."""
        line = ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if stringWidth(longer, self.font, size) > width * mm and line:
                self.text(x, y, line, size, colour=colour)
                y, line = y + size * 0.48, word
            else:
                line = longer
        if line:
            self.text(x, y, line, size, colour=colour)
        return y + size * 0.48

    def lines(
        self, x: float, y: float, words: Sequence[str], size: float = 8.5, *, step: float = 4.2, colour: str = INK
    ) -> float:
        """Each text on a line of its own; the next free y."""
        for line in words:
            self.text(x, y, line, size, colour=colour)
            y += step
        return y

    def rule(self, x: float, y: float, x2: float, *, colour: str = LINE, weight: float = 0.6) -> None:
        """A horizontal line."""
        self.canvas.setStrokeColor(_ink(colour))
        self.canvas.setLineWidth(weight)
        self.canvas.line(x * mm, self._y(y), x2 * mm, self._y(y))

    def dashes(self, x: float, y: float, x2: float) -> None:
        """A line to cut along."""
        self.canvas.setDash(3, 2)
        self.rule(x, y, x2, colour=GREY, weight=0.5)
        self.canvas.setDash()

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        stroke: str | None = LINE,
        radius: float = 0,
    ) -> None:
        """A rectangle, x and y its top left corner."""
        if fill:
            self.canvas.setFillColor(_ink(fill))
        if stroke:
            self.canvas.setStrokeColor(_ink(stroke))
        self.canvas.setLineWidth(0.6)
        self.canvas.roundRect(
            x * mm,
            self._y(y + height),
            width * mm,
            height * mm,
            radius * mm,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )

    def cell(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        label: str,
        value: str,
        *,
        size: float = 8.5,
        bold: bool = False,
        align: str = "l",
    ) -> None:
        """A framed cell with a small label above its value, as Brazilian forms have them."""
        self.box(x, y, width, height, stroke="4A4F57")
        self.text(x + 1, y + 2.6, label, 5.2, colour=GREY)
        if align == "r":
            self.right(x + width - 1.2, y + height - 1.6, value, size, bold=bold)
        elif align == "c":
            self.centre(x + width / 2, y + height - 1.6, value, size, bold=bold)
        else:
            self.text(x + 1.2, y + height - 1.6, value, size, bold=bold)

    def table(
        self, x: float, y: float, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, size: float = 8.5, step: float = 6.2,
        head_fill: str | None = None, striped: bool = False,
    ) -> float:  # fmt: skip
        """A table with headings and a line under each row; the next free y."""
        width = sum(column.width for column in columns)
        head = "FFFFFF" if head_fill else INK
        if head_fill:
            self.box(x, y, width, step + 0.8, fill=head_fill, stroke=None)
        self._row(x, y + step - 1.6, columns, [column.title for column in columns], size - 0.5, True, head)
        y += step + 0.8
        for number, row in enumerate(rows):
            if striped and number % 2:
                self.box(x, y, width, step, fill=PALE, stroke=None)
            self._row(x, y + step - 2, columns, row, size, False, INK)
            y += step
            self.rule(x, y, x + width, weight=0.3)
        return y

    def mark(self, x: float, y: float, size: float, name: str, colour: str | None = None) -> None:
        """A company's mark in a square of `size` mm."""
        self.canvas.saveState()
        self.canvas.translate(x * mm, self._y(y + size))
        self.canvas.scale(size * mm / 100, size * mm / 100)
        marks.draw(self.canvas, name, HexColor(f"#{colour or self.colour}"))
        self.canvas.restoreState()

    def interleaved(self, x: float, y: float, digits: str, *, height: float = 13, bar: float = 0.28) -> None:
        """An Interleaved 2 of 5 bar code, as on bank and utility slips."""
        code = I2of5(digits, checksum=0, bearers=0, quiet=0, ratio=2.5, barWidth=bar * mm, barHeight=height * mm)
        code.drawOn(self.canvas, x * mm, self._y(y + height))

    def code128(self, x: float, y: float, text: str, *, height: float = 11, bar: float = 0.25) -> None:
        """A Code 128 bar code, as on a DANFE."""
        code128.Code128(text, barWidth=bar * mm, barHeight=height * mm, quiet=False).drawOn(
            self.canvas, x * mm, self._y(y + height)
        )

    def qr(self, x: float, y: float, size: float, text: str) -> None:
        """A QR code in a square of `size` mm."""
        code = qr.QrCodeWidget(text, barLevel="M", barWidth=size * mm, barHeight=size * mm, barBorder=0)
        drawing = Drawing(size * mm, size * mm)
        drawing.add(code)
        renderPDF.draw(drawing, self.canvas, x * mm, self._y(y + size))

    def _row(
        self, x: float, y: float, columns: Sequence[Column], row: Sequence[str], size: float, bold: bool, colour: str
    ) -> None:
        for column, value in zip(columns, row, strict=True):
            if column.align == "r":
                self.right(x + column.width - 1.5, y, value, size, bold=bold, colour=colour)
            elif column.align == "c":
                self.centre(x + column.width / 2, y, value, size, bold=bold, colour=colour)
            else:
                self.text(x + 1.5, y, value, size, bold=bold, colour=colour)
            x += column.width

    def _style(self, size: float, bold: bool, colour: str) -> None:
        self.canvas.setFont(self.bold_font if bold else self.font, size)
        self.canvas.setFillColor(_ink(colour))

    def _y(self, y: float) -> float:
        return float(A4[1] - y * mm)


def _ink(colour: str) -> Color:
    return HexColor(f"#{colour}")
