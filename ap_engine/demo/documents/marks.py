"""Company marks, drawn as vectors in a square of 100 units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from reportlab.lib.colors import Color, white
from reportlab.pdfgen.canvas import Canvas


def draw(canvas: Canvas, name: str, colour: Color) -> None:
    """Draw the mark `name`; the canvas is already moved and scaled."""
    canvas.setFillColor(colour)
    canvas.setStrokeColor(colour)
    _MARKS[name](canvas, colour)


def _polygon(canvas: Canvas, points: Sequence[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _ring(canvas: Canvas, colour: Color) -> None:
    canvas.circle(50, 50, 48, stroke=0, fill=1)
    canvas.setFillColor(white)
    canvas.circle(50, 50, 30, stroke=0, fill=1)
    canvas.setFillColor(colour)
    canvas.circle(64, 58, 17, stroke=0, fill=1)


def _bolt(canvas: Canvas, _: Color) -> None:
    canvas.circle(50, 50, 48, stroke=0, fill=1)
    canvas.setFillColor(white)
    _polygon(canvas, ((56, 92), (24, 44), (47, 44), (42, 8), (76, 58), (53, 58)))


def _tower(canvas: Canvas, colour: Color) -> None:
    _polygon(canvas, ((44, 62), (56, 62), (70, 4), (58, 4), (50, 40), (42, 4), (30, 4)))
    canvas.setLineWidth(7)
    for radius in (16, 28, 40):
        canvas.arc(50 - radius, 66 - radius, 50 + radius, 66 + radius, 30, 120)
    canvas.setFillColor(colour)
    canvas.circle(50, 66, 7, stroke=0, fill=1)


def _gear(canvas: Canvas, colour: Color) -> None:
    points = []
    for tooth in range(10):
        for turn, radius in ((0, 36), (6, 48), (18, 48), (24, 36)):
            angle = (tooth * 36 + turn) * pi / 180
            points.append((50 + radius * cos(angle), 50 + radius * sin(angle)))
    _polygon(canvas, points)
    canvas.setFillColor(white)
    canvas.circle(50, 50, 19, stroke=0, fill=1)
    canvas.setFillColor(colour)
    canvas.circle(50, 50, 9, stroke=0, fill=1)


def _cube(canvas: Canvas, colour: Color) -> None:
    _polygon(canvas, ((50, 97), (92, 73), (50, 49), (8, 73)))
    canvas.setFillColor(Color(colour.red, colour.green, colour.blue, alpha=0.75))
    _polygon(canvas, ((6, 68), (47, 44), (47, 2), (6, 26)))
    canvas.setFillColor(Color(colour.red, colour.green, colour.blue, alpha=0.5))
    _polygon(canvas, ((94, 68), (53, 44), (53, 2), (94, 26)))


def _cloud(canvas: Canvas, _: Color) -> None:
    for x, y, radius in ((28, 40, 22), (50, 56, 28), (74, 42, 22)):
        canvas.circle(x, y, radius, stroke=0, fill=1)
    canvas.rect(28, 18, 46, 26, stroke=0, fill=1)


def _leaf(canvas: Canvas, _: Color) -> None:
    path = canvas.beginPath()
    path.moveTo(8, 10)
    path.curveTo(0, 70, 40, 100, 94, 94)
    path.curveTo(98, 40, 70, 2, 8, 10)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setStrokeColor(white)
    canvas.setLineWidth(5)
    canvas.line(14, 16, 74, 74)


def _drop(canvas: Canvas, _: Color) -> None:
    path = canvas.beginPath()
    path.moveTo(50, 98)
    path.curveTo(62, 72, 86, 58, 86, 36)
    path.curveTo(86, -12, 14, -12, 14, 36)
    path.curveTo(14, 58, 38, 72, 50, 98)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.setStrokeColor(white)
    canvas.setLineWidth(6)
    canvas.arc(28, 14, 68, 54, 190, 80)


def _star(canvas: Canvas, _: Color) -> None:
    _polygon(
        canvas,
        [
            (50 + radius * sin(turn * pi / 8), 50 + radius * cos(turn * pi / 8))
            for turn in range(16)
            for radius in ((49 if turn % 4 == 0 else 34) if turn % 2 == 0 else 18,)
        ],
    )


def _bars(canvas: Canvas, _: Color) -> None:
    for x, height in ((4, 45), (29, 70), (54, 95), (79, 60)):
        canvas.rect(x, 2, 17, height, stroke=0, fill=1)


def _arrow(canvas: Canvas, _: Color) -> None:
    _polygon(canvas, ((2, 30), (58, 30), (58, 10), (98, 50), (58, 90), (58, 70), (2, 70), (26, 50)))


def _hexagon(canvas: Canvas, _: Color) -> None:
    _polygon(canvas, [(50 + 49 * sin(turn * pi / 3), 50 + 49 * cos(turn * pi / 3)) for turn in range(6)])
    canvas.setFillColor(white)
    _polygon(canvas, ((28, 26), (28, 74), (40, 74), (60, 44), (60, 74), (72, 74), (72, 26), (60, 26), (40, 56), (40, 26)))


_MARKS: dict[str, Callable[[Canvas, Color], None]] = {
    "ring": _ring,
    "bolt": _bolt,
    "tower": _tower,
    "gear": _gear,
    "cube": _cube,
    "cloud": _cloud,
    "leaf": _leaf,
    "drop": _drop,
    "star": _star,
    "bars": _bars,
    "arrow": _arrow,
    "hexagon": _hexagon,
}
