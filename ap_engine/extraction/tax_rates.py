"""The tax rates that a document prints: an amount that none of them, nor a mix of them, can give is not the tax."""

from __future__ import annotations

import re
from decimal import Decimal

_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?) ?%")
_HIGHEST = Decimal(30)
_CENT = Decimal("0.011")
_ROOM = Decimal("0.4")  # percentage points, for amounts rounded line by line


class Rates:
    """The percentages on a document that could be taxes."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        found = {Decimal(match[1].replace(",", ".")) for text in texts if "%" in text for match in _RATE.finditer(text)}
        self._found = {rate for rate in found if rate <= _HIGHEST}

    def allow(self, net: Decimal, tax: Decimal, printed: set[Decimal]) -> bool:
        """Whether a tax is one that the printed rates give: on the net amount, a mix of them, or on another printed base.

        Where no rate is printed, every tax is.
        """
        if not self._found or net == 0:
            return True
        rate, cent = tax * 100 / net, Decimal(2) / net
        if min(self._found) - _ROOM - cent <= rate <= max(sum(self._found), max(self._found)) + _ROOM + cent:
            return True
        return any(abs(base * one / 100 - tax) <= _CENT for one in self._found if one for base in printed)
