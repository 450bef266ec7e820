"""What the engine says of an invoice (why it is held, what would clear it), in the person's language and figures.

The engine's sentences are English with values in them. `said_pt.py` has them as templates: a sentence that fits one is said
in Portuguese with the same values; one that fits none stays as it is. Amounts and days are then written as people do.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ap_engine.model.money import Money
from pages.ui import fmt
from pages.ui.said_pt import SAID
from pages.ui.words import language
from pages.ui.words_pt import PORTUGUESE

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAME = re.compile(r"\{(\w+)\}")
_AMOUNT = re.compile(r"\b([A-Z]{3}) (-?\d+\.\d\d)\b")
_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b|\b(\d{1,2}) (" + "|".join(_MONTHS) + r") (\d{4})\b")
_BREAK = re.compile(r"(?<=[.;:])\s+")


def said(text: str) -> str:
    """The sentence as this person reads it."""
    spoken = portuguese(text) or text if language() == "pt" else text
    return _DAY.sub(_day, _AMOUNT.sub(_amount, spoken))


def in_portuguese(text: str) -> str | None:
    """What the engine says, or calls a thing, in Portuguese, for pages outside of the screens; None when it is not known."""
    return PORTUGUESE.get(text) or portuguese(text)


@lru_cache(maxsize=4096)
def portuguese(text: str) -> str | None:
    """The text in Portuguese: as a whole, else sentence by sentence; None when any of it is not known."""
    parts = _BREAK.split(text)
    # Sentence by sentence first: the value of a template would swallow what stands between. Two sentences may stand in one
    # template: the longest beginning that is known is taken.
    for cut in range(len(parts) - 1, 0, -1):
        first, rest = _one(" ".join(parts[:cut])), portuguese(" ".join(parts[cut:]))
        if first is not None and rest is not None:
            return f"{first} {rest}"
    return _one(text)


def _one(text: str) -> str | None:
    for pattern, told in _patterns():
        found = pattern.fullmatch(text)
        if found:
            values = {name: _word(value) for name, value in found.groupdict().items()}
            return told.format(**values)
    # A part of a sentence that goes on behind a semicolon.
    part = _one(text[:-1]) if text.endswith(";") else None
    return None if part is None else f"{part};"


def _word(value: str) -> str:
    """A value in a sentence: a name stays, a phrase of ours is said in Portuguese too."""
    return SAID.get(value) or PORTUGUESE.get(value) or (portuguese(value) if " " in value else None) or value


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The templates with the most words of their own first."""
    ordered = sorted(SAID.items(), key=lambda pair: (-len(_NAME.sub("", pair[0])), pair[0]))
    return tuple((_pattern(english), told) for english, told in ordered)


def _pattern(english: str) -> re.Pattern[str]:
    text, at = "", 0
    for name in _NAME.finditer(english):
        text += re.escape(english[at : name.start()]) + f"(?P<{name[1]}>.+?)"
        at = name.end()
    return re.compile(text + re.escape(english[at:]), re.DOTALL)


def _amount(found: re.Match[str]) -> str:
    return fmt.money(Money(Decimal(found[2]), found[1]))


def _day(found: re.Match[str]) -> str:
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], _MONTHS.index(found[5]) + 1, found[4])
    try:
        return fmt.day(date(int(year), int(month), int(day)))
    except ValueError:
        return found[0]
