"""How much was recognised and how surely: what decides whether another reader is asked (rule C19)."""

from __future__ import annotations

from collections.abc import Sequence

from ap_engine.model.extraction import Word

POOR = 62  # mean confidence of letters below which a reading counts as hard to read
_FEWEST_LETTERS = 60
_SURE = 60


class OcrFailed(RuntimeError):
    """A reader ended with an error or took too long."""


def sure_letters(words: Sequence[Word]) -> int:
    """How many letters were read with some certainty."""
    return sum(len(word.text) for word in words if word.confidence >= _SURE)


def mean_confidence(words: Sequence[Word]) -> float:
    """The mean confidence of the letters; 0 where there are none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def lies_on_its_side(words: Sequence[Word]) -> bool:
    """Whether many letters stand in boxes that are taller than wide; measured 0.3 to 0.9 on turned pages, 0.01 on others."""
    long = [word for word in words if len(word.text) >= 3]
    tall = sum(len(word.text) for word in long if word.box.y1 - word.box.y0 > word.box.x1 - word.box.x0)
    return 5 * tall > sum(len(word.text) for word in long)


def is_poor(words: Sequence[Word]) -> bool:
    """Whether little was recognised, or most of it with doubt (rule C19)."""
    return sum(len(word.text) for word in words) < _FEWEST_LETTERS or mean_confidence(words) < POOR
