"""What a scanned picture is like: a flat page or a receipt or photo, how far it leans, and the same picture straightened."""

from __future__ import annotations

import math
from typing import Any

from ap_engine.capture.raster import Raster

MOST_LEAN = 6.0  # degrees: what leans further is no scan that was laid in crookedly
_PAGE_SIDES = (1.2, 1.6)  # long side by short side: A4 is 1.41, US letter 1.29, legal folded 1.5
_PAGE_PIXELS = 1000  # the short side of a page at 120 dpi
_TILES = 8
_UNEVEN = 25  # levels of grey between lighter and darker paper: flat-bed scans measured at most 14, photos 28 to 51
_MEASURED_SIDE = 900  # pixels of the long side in which the lean is measured


def is_flat_page(raster: Raster) -> bool:
    """Whether this is a page as a scanner makes it: its shape, its size, and paper equally light everywhere."""
    short, long = sorted((raster.width, raster.height))
    shaped = _PAGE_SIDES[0] <= long / max(short, 1) <= _PAGE_SIDES[1]
    return shaped and short >= _PAGE_PIXELS and paper_spread(raster) < _UNEVEN


def paper_spread(raster: Raster) -> int:
    """Levels of grey by which the paper differs over the picture: light falls on a photo from one side."""
    import numpy as np

    small = _shrunk(raster, 400)
    height, width = small.shape
    step_y, step_x = max(height // _TILES, 1), max(width // _TILES, 1)
    paper = [
        float(np.percentile(small[y : y + step_y, x : x + step_x], 80))
        for y in range(step_y, height - 2 * step_y + 1, step_y)
        for x in range(step_x, width - 2 * step_x + 1, step_x)
    ]
    return round(float(np.percentile(paper, 95) - np.percentile(paper, 10))) if paper else 0


def lean(raster: Raster) -> float:
    """Degrees by which lines of text fall to the right; 0.0 where they lie level or none are seen."""
    import numpy as np

    small = _shrunk(raster, _MEASURED_SIDE)
    rows, columns = np.nonzero(small < _ink(small))
    if len(rows) < 200:
        return 0.0
    if len(rows) > 60_000:
        chosen = np.random.default_rng(1).choice(len(rows), 60_000, replace=False)
        rows, columns = rows[chosen], columns[chosen]

    def sharpness(degrees: float) -> float:
        """How sharply rows of ink stand apart when the picture is turned back by so many degrees."""
        turned = rows - columns * math.tan(math.radians(degrees))
        counts = np.bincount(np.round(turned - turned.min()).astype(np.int64))
        return float(np.square(np.diff(counts.astype(np.float64))).sum())

    best = max(np.arange(-MOST_LEAN, MOST_LEAN + 0.1, 0.5), key=sharpness)
    best = max((best + step for step in np.arange(-0.4, 0.41, 0.1)), key=sharpness)
    return round(float(best), 1) if sharpness(best) > 1.15 * sharpness(0.0) else 0.0


def straightened(raster: Raster, degrees: float) -> Raster:
    """The picture turned so that lines which fall by so many degrees lie level; the corners that come in are paper."""
    from PIL import Image

    image = Image.frombytes("L", (raster.width, raster.height), raster.pixels)
    paper = max(range(128, 256), key=image.histogram().__getitem__)
    image = image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=paper)
    return Raster(image.width, image.height, image.tobytes(), raster.tenths)


def _shrunk(raster: Raster, side: int) -> Any:
    """The picture as a small grey array, its long side at most `side` pixels."""
    import numpy as np
    from PIL import Image

    image = Image.frombytes("L", (raster.width, raster.height), raster.pixels)
    shrink = max(1, math.ceil(max(image.size) / side))
    return np.asarray(image.reduce(shrink))


def _ink(grey: Any) -> float:
    """The level of grey below which a pixel is ink: half-way between ink and paper."""
    import numpy as np

    dark, paper = np.percentile(grey, 1), np.percentile(grey, 70)
    return float((dark + paper) / 2)
