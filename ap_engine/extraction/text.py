"""Comparing text as people do: without accents, case, spaces and punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME = str.maketrans({"#": "no", "°": "o", "º": "o", "ª": "a", "№": "no", "ß": "ss", "ø": "o", "Ø": "o", "æ": "ae", "œ": "oe"})
_OTHERS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=16_384)
def squeeze(text: str) -> str:
    """Letters and digits only, lower case, accents removed; `#`, `Nº` and `N°` become "no".

    >>> squeeze("Invoice  No.:"), squeeze("Nº da Emissão")
    ('invoiceno', 'nodaemissao')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_SAME))
    elif "#" in text:
        text = text.replace("#", "no")
    return _OTHERS.sub("", text.lower())


def words_of(text: str) -> list[str]:
    """The squeezed words of a text, empty ones left out."""
    return [w for w in (squeeze(part) for part in text.split()) if w]


def phrases(text: str) -> frozenset[str]:
    """Squeezed phrases of a text that has them between bars.

    >>> sorted(phrases("Invoice No.|Nº da nota"))
    ['invoiceno', 'nodanota']
    """
    return frozenset(squeeze(phrase) for phrase in text.split("|"))
