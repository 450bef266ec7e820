"""Omie's value forms (omie-api.md 1.2): dates dd/mm/yyyy, numbers that may come whole or as text, nothing as null, "" or []."""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ap_engine.erp.wire import Json
from ap_engine.model.errors import ErpRefused
from ap_engine.model.money import Money


def day_to_omie(day: date) -> str:
    """dd/mm/yyyy."""
    return f"{day:%d/%m/}{day.year:04}"


def day_from_omie(value: Any) -> date | None:
    """A date of the API (dd/mm/yyyy) or of a webhook (ISO); None for empty or for what is neither."""
    words = text(value)
    for form, length in (("%d/%m/%Y", 10), ("%Y-%m-%d", 10)):
        try:
            return datetime.strptime(words[:length], form).date()
        except ValueError:
            continue
    return None


def number(value: Any) -> Decimal:
    """A number as Omie may give it: whole, with a fraction, as text, or nothing, which is zero."""
    if isinstance(value, int | Decimal):
        return Decimal(value)
    return Decimal(value) if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) else Decimal(0)


def whole(value: Any) -> int:
    """An id; 0 when there is none."""
    return int(number(value))


def money(value: Any, currency: str) -> Money:
    """An amount in the books' currency."""
    return Money(number(value), currency)


def text(value: Any) -> str:
    """Text as a person wrote it: Omie escapes some of it for HTML."""
    return "" if value is None else html.unescape(str(value)).strip()


def block(row: Json, name: str) -> Json:
    """A block of a row; empty when Omie gave null, an empty list or nothing."""
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def omie_id(value: str, what: str) -> int:
    """One of Omie's own ids, which are whole numbers. ErpRefused when it is not one."""
    if not value.isascii() or not value.isdigit():
        raise ErpRefused(f"This {what} has no Omie id yet.")
    return int(value)
