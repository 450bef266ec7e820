"""How a supplier writes numbers and dates, and a field's printed value as canonical text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ap_engine.extraction.template_mask import LONGEST_TEXT, compile_mask
from ap_engine.extraction.values import AMOUNT, amounts_in, dates_in, parse_number
from ap_engine.model.tax_ids import compact_tax_id, is_valid_tax_id

AMOUNT_FIELDS = frozenset(("net_total", "tax_total", "gross_total", "amount_due"))
DATE_FIELDS = frozenset(("issue_date", "due_date"))
TAX_ID_FIELDS = frozenset(("supplier_tax_id", "buyer_tax_id"))
TEXT_FIELDS = frozenset(("supplier_name", "buyer_name"))
LINE_NUMBERS = frozenset(("quantity", "unit_price", "line_net", "tax_rate"))
_CENT = Decimal("0.01")
_NUMBER = re.compile(r"(?<![\w])#?(?=[^\s]*\d)[A-Za-zÀ-ÿ0-9](?:[\w./\\–&*-]{0,48}[\w])?")
_DANFE_NUMBER = re.compile(r"\d{3}\.\d{3}\.\d{3}")
_TAX_ID = re.compile(
    r"(?<![^\W_])(?:[0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}/[0-9A-Z]{4}-\d{2}|[A-Z]{0,3}[ -]?\d(?:[ .\-/]?[\dA-Z]){6,17})(?![^\W_])"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a text: canonical, and where it stands in the text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Style:
    """The decimal mark and the order of day and month."""

    mark: str
    order: str

    def values_in(self, name: str, text: str, pattern: str | None = None) -> list[Found]:
        """Every value of a field's kind in a text, left to right; with a pattern only what fits it."""
        text = text[:LONGEST_TEXT]
        if pattern is None:
            return self._all(name, text)
        found: list[Found] = []
        for match in compile_mask(pattern).finditer(text):
            value = self.canonical(name, match[0])
            if value is not None:
                found.append(Found(value, match.start(), match.end()))
        return found

    def _all(self, name: str, text: str) -> list[Found]:
        if name in DATE_FIELDS:
            at = -1 if self.order == "mdy" else 0
            return [Found(day.options[at].isoformat(), day.start, day.end) for day in dates_in(text)]
        if name in AMOUNT_FIELDS:
            return [Found(_cents(amount.value), amount.start, amount.end) for amount in amounts_in(text, self.mark)]
        if name in TAX_ID_FIELDS:
            found = [Found(compact_tax_id(m[0]), m.start(), m.end()) for m in _TAX_ID.finditer(text)]
            return sorted(found, key=lambda one: is_valid_tax_id(one.value) is not True)
        if name in TEXT_FIELDS:
            column = text.strip().split("  ")[0].strip(" :")
            at = text.find(column)
            return [Found(" ".join(column.split()), at, at + len(column))] if column else []
        return [Found(_document_number(m[0]), m.start(), m.end()) for m in _NUMBER.finditer(text)]

    def canonical(self, name: str, printed: str) -> str | None:
        """A printed value as a reading has it; None when it is no value of the field's kind."""
        if name in AMOUNT_FIELDS or name in LINE_NUMBERS:
            return self.number(name, printed)
        if name in DATE_FIELDS or name in TAX_ID_FIELDS:
            found = self._all(name, printed)
            return found[0].value if found else None
        return _document_number(" ".join(printed.split()).strip(" :,;")) or None

    def number(self, name: str, printed: str) -> str | None:
        """A printed number as decimal text; header amounts in cents and without sign, as everywhere."""
        matched = AMOUNT.search(printed)
        value = parse_number(matched["number"], self.mark) if matched else None
        if value is None or matched is None:
            return None
        if name in AMOUNT_FIELDS:
            return _cents(value)
        closed = matched["close"] or ""
        negative = bool(matched["open"] and "(" not in matched["open"]) or closed.strip() in ("-", ")")
        return format(-value if negative else value, "f")


def _document_number(printed: str) -> str:
    """A number without the "#" before it; "000.047.428", as a DANFE prints it, is 47428, as everywhere."""
    bare = printed.lstrip("#").strip()
    return bare.replace(".", "").lstrip("0") or bare if _DANFE_NUMBER.fullmatch(bare) else bare


def _cents(value: Decimal) -> str:
    return format(abs(value).quantize(_CENT), "f")


def style_of(numbers: str, dates: str) -> Style | None:
    """The style that two copied examples show; None when one of them leaves it open."""
    mark, order = mark_of(numbers), order_of(dates)
    return Style(mark, order) if mark and order else None


def mark_of(sample: str) -> str | None:
    """The decimal mark of a sample such as "1.234,56"."""
    found = re.fullmatch(r"\d[\d.,'’\s]*?([.,])\d{2}", sample.strip())
    return found[1] if found else None


def order_of(sample: str) -> str | None:
    """ "dmy" or "mdy", from a sample date that leaves no doubt, such as "31/12/2026"."""
    found = dates_in(sample.strip())
    if len(found) != 1 or found[0].ambiguous:
        return None
    return found[0].decides or "dmy"
