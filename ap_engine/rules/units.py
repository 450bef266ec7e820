"""Units of an order and of an invoice, brought together (rules M4, M10; UN/ECE Recommendation 20)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ap_engine.rules.unit_names import CODE_OF, PACKS, SIZE_OF

PIECE = "H87"
ONE = Decimal(1)
# CX12, CX C/12, PCT-50, "box of 24": a pack that says how many pieces are in it.
_PACK_OF = re.compile(
    r"([^\W\d_]+)[\s.\-]*(?:c/|com|of|x|à|a|mit|de|con)?[\s.]*(\d{1,5})(?:\s*(?:un|und|unid|pc|pcs|pç|pçs|stk|stück|ea|each))?"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, with its code and, where it has one, its size in its dimension."""

    written: str
    code: str
    dimension: str
    size: Decimal = ONE


def unit_of(written: str | None) -> Unit | None:
    """The unit that a text names; None for an empty text and for a word that is no unit that we know.

    >>> unit_of("pçs").code, unit_of("Stk.").code, unit_of("kg").code, unit_of("m²").code
    ('H87', 'H87', 'KGM', 'MTK')
    >>> unit_of("CX C/12").dimension, unit_of("CX C/12").size, unit_of("CX").dimension
    ('piece', Decimal('12'), 'BX')
    """
    return _unit(written) if written and written.strip() else None


@lru_cache(maxsize=4096)
def _unit(written: str) -> Unit | None:
    plain = " ".join(written.casefold().split()).strip(" .:;()")
    code = CODE_OF.get(plain) or CODE_OF.get(plain.replace(".", ""))
    if code is not None:
        dimension, size = SIZE_OF.get(code, (code, ONE))
        return Unit(written, code, dimension, size)
    pack = _PACK_OF.fullmatch(plain)
    if pack is not None and CODE_OF.get(pack.group(1)) in PACKS and int(pack.group(2)):
        return Unit(written, CODE_OF[pack.group(1)], "piece", Decimal(pack.group(2)))
    return None


def conversion(invoice: str | None, order: str | None) -> tuple[Decimal | None, bool]:
    """How many of the order's unit one of the invoice's is, None when nobody can say; and whether the word may be a filler.

    A line without a unit, or with a word that is none, is taken in the order's unit. Many programs print a piece ("un",
    C62) for everything: it may be one of whatever was ordered, which the price has to bear out.

    >>> conversion("t", "kg"), conversion(None, "kg"), conversion("CX", "UN"), conversion("UN", "MES")
    ((Decimal('1000'), False), (Decimal('1'), False), (None, False), (None, True))
    """
    ours, theirs = unit_of(order), unit_of(invoice)
    if ours is None or theirs is None or ours.code == theirs.code == PIECE:
        return ONE, False
    same = ours.dimension == theirs.dimension
    return (theirs.size / ours.size if same else None), theirs.code == PIECE
