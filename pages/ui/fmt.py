"""Money, dates and numbers as people of two languages write them, and back."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel.numbers import format_decimal, get_currency_symbol

from ap_engine.engine import current
from ap_engine.model.money import Money
from pages.ui.words import count, language, t

MISSING = "—"
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "pt": ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"),
}
_UNITS = {"C62": "un", "H87": "un", "EA": "un", "KGM": "kg", "GRM": "g", "TNE": "t", "LTR": "l", "MLT": "ml", "MTR": "m",
          "CMT": "cm", "MMT": "mm", "MTK": "m²", "MTQ": "m³", "HUR": "h", "DAY": "d"}  # fmt: skip
_LOCALE = {"en": "en", "pt": "pt_BR"}


@lru_cache(maxsize=4096)
def _amount(value: Decimal, pattern: str, tongue: str) -> str:
    return format_decimal(value, pattern, locale=_LOCALE[tongue])


def money(value: Money | None, cents: bool = True) -> str:
    """R$ 1.234,56 or R$ 1,234.56; a dash for nothing."""
    if value is None:
        return MISSING
    symbol = get_currency_symbol(value.currency, locale="pt_BR")
    sign = "−" if value.amount < 0 else ""
    return f"{sign}{symbol}\u00a0{_amount(abs(value.amount), '#,##0.00' if cents else '#,##0', language())}"


def amounts(values: tuple[Money, ...], cents: bool = True) -> str:
    """Several currencies' sums, side by side."""
    return " + ".join(money(value, cents) for value in values) if values else MISSING


def number(value: Decimal | None) -> str:
    """A quantity or a unit price, with as many decimals as it has."""
    if value is None:
        return MISSING
    return _amount(value.normalize() + 0, "#,##0.######", language())


def percent(value: Decimal) -> str:
    """60 % or 33.33 %."""
    return f"{_amount(value, '#,##0.##', language())}\u00a0%"


def unit(code: str | None) -> str:
    """A unit as people write it: the codes of UN/ECE Recommendation 20 that orders and XML use are not for reading."""
    return _UNITS.get(code or "", (code or "").lower())


def day(value: date | None) -> str:
    """23/11/2026 in Portuguese, 23 Nov 2026 in English."""
    if value is None:
        return MISSING
    if language() == "pt":
        return value.strftime("%d/%m/%Y")
    return f"{value.day} {_MONTHS['en'][value.month - 1]} {value.year}"


def month(value: date) -> str:
    """Nov 2026."""
    return f"{_MONTHS[language()][value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """A day and a time in the company's zone."""
    local = value.astimezone(current().settings.zone)
    return f"{day(local.date())} {local:%H:%M}"


def ago(value: datetime) -> str:
    """How long ago something happened, in one unit."""
    minutes = int((current().now() - value).total_seconds()) // 60
    if minutes < 1:
        return t("just now")
    if minutes < 60:
        return t("{n} min ago", n=minutes)
    if minutes < 24 * 60:
        return t("{n} h ago", n=minutes // 60)
    days = minutes // (24 * 60)
    return t("yesterday") if days == 1 else t("{n} days ago", n=days) if days < 30 else day(value.date())


def age(value: datetime) -> str:
    """For how long something has stood: 40 min, 5 h, 12 days."""
    minutes = max(0, int((current().now() - value).total_seconds()) // 60)
    if minutes < 60:
        return t("{n} min", n=minutes)
    hours = minutes // 60
    return t("{n} h", n=hours) if hours < 24 else count(hours // 24, "{n} day", "{n} days")


def due(value: date | None) -> tuple[str, str]:
    """How far a due date is off, in words, and the colour that goes with it."""
    if value is None:
        return t("No due date"), "gray"
    days = (value - current().today()).days
    if days < 0:
        return count(-days, "{n} day overdue", "{n} days overdue"), "red"
    if days == 0:
        return t("Due today"), "orange"
    text = count(days, "Due in {n} day", "Due in {n} days")
    return text, "orange" if days <= 3 else "yellow" if days <= 7 else "gray"


def editable_amount(text: str) -> str:
    """A canonical amount ("1234.5") as the person would type it."""
    value = _decimal(text)
    return text if value is None else _amount(value, "#,##0.00####", language())


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def price(value: Decimal | None) -> str:
    """A unit price: two decimals at least, more where it has more."""
    return MISSING if value is None else _amount(value, "#,##0.00####", language())


def editable_number(value: Decimal | None) -> str:
    """A quantity or a unit price as the person would type it."""
    return "" if value is None else _amount(value.normalize() + 0, "#,##0.######", language())


def editable_text(text: str) -> str:
    """A canonical number ("1234.5") as the person would type it, with the decimals that it has."""
    value = _decimal(text)
    return text if value is None else editable_number(value)


def read_number(text: str) -> str | None:
    """What a person typed for a quantity or a unit price, in canonical form; None when it cannot be one.

    Three decimals are usual here, so that only the language tells which mark is the decimal one.
    """
    group, mark = (".", ",") if language() == "pt" else (",", ".")
    found = re.fullmatch(rf"(-?)(\d{{1,3}}(?:\{group}\d{{3}})+|\d+)(?:\{mark}(\d{{1,6}}))?", re.sub(r"\s", "", text))
    if found is None:
        return None
    return f"{found[1]}{found[2].replace(group, '')}" + (f".{found[3]}" if found[3] else "")


def read_amount(text: str) -> str | None:
    """What a person typed for an amount, in canonical form; None when it cannot be one.

    The last mark with one or two digits behind it is the decimal mark; all others must stand between groups of three.

    >>> read_amount("1.234,56"), read_amount("R$ 1,234.56"), read_amount("1234.5"), read_amount("1.234"), read_amount("12.34.5")
    ('1234.56', '1234.56', '1234.5', '1234', None)
    """
    plain = re.sub(r"[\s\u00a0]|[A-Z]{0,3}\$|€|£|^[A-Z]{3}", "", text.strip()).replace("−", "-")
    found = re.fullmatch(r"(-?)(\d{1,3}(?:([.,])\d{3})(?:\3\d{3})*|\d+)(?:([.,])(\d{1,2}))?", plain)
    if found is None or (found[3] and found[3] == found[4]):
        return None
    whole = re.sub(r"[.,]", "", found[2])
    return f"{found[1]}{whole}" + (f".{found[5]}" if found[5] else "")
