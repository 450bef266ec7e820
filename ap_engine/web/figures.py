"""Words, amounts and days of the plain pages, as a reader of two languages writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal, get_currency_symbol

from ap_engine.model.money import Money
from ap_engine.web.words import engine_said, translate

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_AMOUNT = re.compile(r"\b([A-Z]{3}) (-?\d+\.\d\d)\b")
_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


@dataclass(frozen=True, slots=True)
class Tongue:
    """How one reader is spoken to: `pt` or `en`, on what day, in which zone."""

    language: str
    today: date
    zone: ZoneInfo

    def t(self, text: str, **values: object) -> str:
        """A text of ours, with {names} filled in."""
        found = translate(text, self.language)
        return found.format(**values) if values else found

    def count(self, number: int, one: str, many: str) -> str:
        """`one` or `many`, with {n} filled in."""
        return self.t(one if number == 1 else many, n=number)

    def said(self, text: str) -> str:
        """A sentence of the engine's, its amounts and days written as people do."""
        spoken = engine_said(text, self.language)
        spoken = _AMOUNT.sub(lambda found: self.money(Money(Decimal(found[2]), found[1])), spoken)
        return _DAY.sub(lambda found: self._day(found[0]), spoken)

    def money(self, value: Money | None) -> str:
        """R$ 1.234,56 or R$ 1,234.56; a dash for nothing."""
        if value is None:
            return "—"
        sign = "−" if value.amount < 0 else ""
        return f"{sign}{get_currency_symbol(value.currency, locale='pt_BR')}\u00a0{self._number(abs(value.amount), '#,##0.00')}"

    def percent(self, value: Decimal) -> str:
        """60 %."""
        return f"{self._number(value, '#,##0.##')}\u00a0%"

    def number(self, value: Decimal | None) -> str:
        """A quantity."""
        return "—" if value is None else self._number(value.normalize() + 0, "#,##0.######")

    def day(self, value: date | None) -> str:
        """23/11/2026 or 23 Nov 2026."""
        if value is None:
            return "—"
        if self.language == "pt":
            return value.strftime("%d/%m/%Y")
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def moment(self, value: datetime) -> str:
        """A day and a time in the company's zone."""
        local = value.astimezone(self.zone)
        return f"{self.day(local.date())} {local:%H:%M}"

    def due(self, value: date | None) -> tuple[str, str]:
        """How far a due date is off, and the tone that goes with it."""
        if value is None:
            return self.t("No due date"), "calm"
        days = (value - self.today).days
        if days < 0:
            return self.count(-days, "{n} day overdue", "{n} days overdue"), "bad"
        if days == 0:
            return self.t("Due today"), "warm"
        return self.count(days, "Due in {n} day", "Due in {n} days"), "warm" if days <= 3 else "calm"

    def _number(self, value: Decimal, pattern: str) -> str:
        return format_decimal(value, pattern, locale="pt_BR" if self.language == "pt" else "en")

    def _day(self, text: str) -> str:
        try:
            return self.day(date.fromisoformat(text))
        except ValueError:
            return text
