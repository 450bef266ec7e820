"""The shape of a value, written as a clerk would: `99/99/9999`, `AA-9999`, `9+`.

Not regular expressions: those written by hand can take for ever on the wrong text, and a supplier chooses the text. A
mask is compiled to one whose repetitions never give back what they took, so its time grows with the text's length only.
"""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_MASK = 40
LONGEST_TEXT = 300
_MOST = 40  # characters that one + takes
_SIGNS = {"9": r"\d", "A": r"[^\W\d_]", "X": r"[^\W_]"}


class MaskError(ValueError):
    """The mask is not understood; the text says why, in a clerk's words."""


@lru_cache(maxsize=4_096)
def compile_mask(mask: str) -> re.Pattern[str]:
    """The mask as a pattern. 9 is a digit, A a letter, X either; + after one of them means one or more, as many as there are.

    A backslash before 9, A, X or + means the character itself; a space stands for any white space. A value is never part of a longer
    number: 9+ does not find the 412 of 412/25. Raises MaskError.

    >>> compile_mask("AA-9+").search("Ref AB-1207.")[0], compile_mask(r"NF\\\\A 999").search("NFA 123")
    ('AB-1207', <re.Match object; span=(0, 7), match='NFA 123'>)
    """
    if not mask.strip() or len(mask) > LONGEST_MASK:
        raise MaskError(f"a pattern has 1 to {LONGEST_MASK} characters")
    if not any(sign in mask for sign in _SIGNS):
        raise MaskError("a pattern needs at least one 9 (digit), A (letter) or X (either)")
    parts: list[str] = []
    at = 0
    while at < len(mask):
        sign = mask[at]
        if sign == "\\":
            if at + 1 == len(mask):
                raise MaskError("a pattern cannot end with \\")
            parts.append(re.escape(mask[at + 1]))
            at += 2
            continue
        at += 1
        if sign == "+":
            raise MaskError("+ comes after 9, A or X; write \\+ for the sign itself")
        if sign.isspace():
            parts.append(r"\s{1,4}+")
            continue
        part = _SIGNS.get(sign)
        if part and mask[at : at + 1] == "+":
            part, at = f"{part}{{1,{_MOST}}}+", at + 1
        parts.append(part or re.escape(sign))
    return re.compile(rf"(?<![^\W_])(?<!\d[.,])(?<!\d[-/]){''.join(parts)}(?![^\W_]|[.,]\d|[-/]\d)")


def shape_of(value: str) -> str:
    """The mask of values written like this one, whichever letters and digits they have; codes of mixed signs as X+.

    >>> shape_of("RE-2025/0042"), shape_of("5A7F09C2-0001")
    ('AA-9+/9+', 'X+-9+')
    """
    parts: list[str] = []
    for run in re.findall(r"[^\W_]+|[\W_]", value):
        pieces = re.findall(r"\d+|[^\W\d_]+", run)
        if len(pieces) > 2:
            parts.append("X+")
        else:
            parts += ["9+" if piece[0].isdigit() else "A" * len(piece) for piece in pieces] or ["\\+" if run == "+" else run]
    return "".join(parts)


def mask_of(value: str) -> str:
    """The mask that a value suggests: its letters kept where they stand before digits, its digits as 9+.

    >>> mask_of("NFA-00123/26")
    'NF\\\\A-9+/9+'
    """
    escaped = re.sub(r"[AX+\\]", lambda found: "\\" + found[0], value)
    return re.sub(r"\d+", "9+", escaped)
