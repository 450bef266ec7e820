"""Whether the text of a PDF page can be what is seen there, judged by how it came out (fonts lie about their letters)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ap_engine.model.extraction import Word

_WORDS_JUDGED = 1000
_LETTERS_JUDGED = 100
_LONG = 60
_SEAL = re.compile(r"[A-Za-z0-9+/=|]{25,}")  # signatures and access keys mean nothing to a reader either: not judged
_NUMBERED = re.compile(r"\(cid:\d+\)")

# What stands between spaces on good pages: words in one case or with a capital, numbers, and these joined by marks.
# Possessive, so that no word makes it search for long.
_ATOM = r"(?:[A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿ\u0100-\u024f]++|[A-ZÀ-ÖØ-Þ]{1,4}\d++|[A-ZÀ-ÖØ-Þ]++|\d++[A-Za-z]{0,3})"
_PLAUSIBLE = re.compile(
    rf"[(\[<„“”«'\"‚*#•–—§+€$£-]*+(?:{_ATOM}(?:[-'’./&,:+@_()–]{{1,2}}{_ATOM})*+)?[)\]>„“”»'\"’.,:;!?%‰*²³°€$£–—-]*+"
)


def is_broken(words: Sequence[Word]) -> bool:
    """Whether the letters of a page are not those that are seen: missing or wrong Unicode maps of its fonts.

    Measured on 573 good pages: no strange characters, vowels from 32 % of the small Latin letters (from 23 % with the
    capitals of codes), marks up to 32 % of the characters, digits from 7 %, plausible words from 63 %. No single one of
    the last three decides. Other scripts are judged by strange characters alone.
    """
    texts = [word.text for word in words[:_WORDS_JUDGED] if not _SEAL.fullmatch(word.text)]
    text = "".join(texts)
    kinds: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for character, count in Counter(text).items():
        kinds[_kind(character)] += count
        if character.islower():
            small[_kind(character)] += count
    if kinds["strange"] * 10 > len(text) or sum(map(len, _NUMBERED.findall(text))) * 4 > len(text):
        return True
    if small["consonant"] > 3 * small["vowel"] and small["consonant"] >= _LETTERS_JUDGED:
        return True
    suspicious = kinds["consonant"] > 3 * kinds["vowel"] or kinds["mark"] * 5 > len(text) or kinds["digit"] * 50 < len(text)
    return suspicious and not _look_like_words(texts)


def _look_like_words(words: Sequence[str]) -> bool:
    """Whether most letters stand in words of a plausible shape. Leaders and rules (.... ----) say nothing."""
    texts = [text for text in words if any(map(str.isalnum, text))]
    plausible = sum(len(text) for text in texts if len(text) <= _LONG and (_is_foreign(text) or _PLAUSIBLE.fullmatch(text)))
    return plausible * 5 >= 3 * sum(map(len, texts))


def _is_foreign(text: str) -> bool:
    kinds = set(map(_kind, text))
    return "letter" in kinds and "strange" not in kinds


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """Strange, vowel, consonant, digit, letter (of another script) or mark."""
    if character in "aeiouyAEIOUY":
        return "vowel"
    category = unicodedata.category(character)
    if character == "\ufffd" or category in ("Cc", "Cn", "Co", "Cs"):
        return "strange"
    if category[0] == "L":
        if character < "\x80":
            return "consonant"
        return "vowel" if character < "\u0370" else "letter"  # most letters with an accent are vowels
    if category[0] == "N":
        return "digit"
    return "letter" if category[0] == "M" else "mark"
