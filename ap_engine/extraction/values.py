"""Amounts and dates as they are written on invoices, to Decimal and date. Pure and strict: what does not parse is None."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ap_engine.extraction.text import phrases, squeeze

_NUMBER = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,4})?|"  # 7,11,000.00 (India)
    r"\d{1,3}(?:\.\d{3})+\.\d{2}(?!\d)|\d{1,3}(?:,\d{3})+,\d{2}(?!\d)"  # 3.251.92, from OCR
    r"|\d{1,3}(?:, ?\d{3})+ ?\.\d{2}(?!\d)|\d{1,3} ?\.\d{2}(?!\d)"  # 1,234.56 and, from OCR, 1,234 .56 and 1, 234.56
    r"|\d{1,3}(?:\.\d{3})+(?: ?,\d{1,4})?"  # 1.234,56
    r"|\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?"
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d{1,4})?"  # 1'234.56
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+[.,]\d{2}(?!\d)"  # 1 234,56
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?= ?(?:kWh|kW|km|kg|m³|m²|m3|m2|litres?|l)\b)"  # 4 717 kWh
    r"|\d+ ?,\d{2}(?!\d)|\d+[.,]\d{1,6}|\d+"
)
AMOUNT = re.compile(
    rf"(?P<open>[-−–(]\s?)?(?<![\w.,/])(?P<number>{_NUMBER})(?P<close>\s?-(?!\s?\w)|\))?(?:(?<=[.,]\d\d)[A-Z*](?!\w))?(?!\w|/(?![a-z]{{2}})|[.,:]\d|\s?%)"
)
_DIGIT = re.compile(r"\d")
_CURRENCY_BEFORE = re.compile(
    r"(R\$|US\$|A\$|C\$|[€$£¥]|\b(?:BRL|EUR|USD|GBP|CHF|CAD|AUD|MXN|ARS|INR|RM|MYR|SGD|Rs\.?))\s{0,2}[-(]?$"
)
_CURRENCY_AFTER = re.compile(r"^\s{0,2}(R\$|[€$£¥]|(?:BRL|EUR|USD|GBP|CHF|CAD|AUD|MXN|INR|MYR|SGD)\b)")
CURRENCIES = {
    "R$": "BRL",
    "US$": "USD",
    "A$": "AUD",
    "C$": "CAD",
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "RM": "MYR",
    "Rs": "INR",
    "Rs.": "INR",
}


@dataclass(frozen=True, slots=True)
class FoundAmount:
    """An amount in a line: its value, where it stands in the text, its decimal places, and the currency beside it."""

    value: Decimal
    start: int
    end: int
    decimals: int
    currency: str | None


def parse_number(text: str, mark: str | None = None) -> Decimal | None:
    """A number as printed; `mark` is the document's decimal mark, used only where one mark could be either.

    >>> parse_number("1.234,56"), parse_number("1,234.56"), parse_number("1.000", ","), parse_number("12,5")
    (Decimal('1234.56'), Decimal('1234.56'), Decimal('1000'), Decimal('12.5'))
    """
    bare = re.sub(r"[ '’\u00a0\u202f]", "", text)
    if "." in bare and "," in bare:
        mark = max(".", ",", key=bare.rfind)
    elif "." in bare or "," in bare:
        only = "." if "." in bare else ","
        whole, _, rest = bare.rpartition(only)
        if only in whole:
            if len(rest) == 2:  # 3.251.92: a scan's comma, read as a point
                bare, mark = whole.replace(only, "") + "." + rest, "."
            else:
                mark = "," if only == "." else "."
        elif len(rest) != 3:
            mark = only
        elif mark is None:
            mark = only if whole in ("", "0") else ("," if only == "." else ".")
    bare = bare.replace(".", "").replace(",", ".") if mark == "," else bare.replace(",", "")
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


@lru_cache(maxsize=2_048)
def amounts_in(text: str, mark: str | None) -> tuple[FoundAmount, ...]:
    """Every number in a line that could be an amount or a quantity (percentages and parts of words are not)."""
    return tuple(_amounts_in(text, mark)) if _DIGIT.search(text) else ()


def _amounts_in(text: str, mark: str | None) -> Iterator[FoundAmount]:
    for match in AMOUNT.finditer(text):
        value = parse_number(match["number"], mark)
        if value is None or len(match["number"]) > 18:
            continue
        opened, closed = (match["open"] or "").strip(), (match["close"] or "").strip()
        if opened in ("-", "−", "–") or closed == "-" or (opened == "(" and closed == ")"):
            value = -value
        before = _CURRENCY_BEFORE.search(text[max(0, match.start() - 6) : match.start()])
        after = _CURRENCY_AFTER.match(text[match.end() : match.end() + 7])
        sign = (before or after)[1] if (before or after) else None  # type: ignore[index]
        exponent = value.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        yield FoundAmount(value, match.start("number"), match.end(), decimals, CURRENCIES.get(sign, sign) if sign else None)


def decimal_mark(texts: list[str]) -> str | None:
    """The document's decimal mark, by what its own two-decimal numbers show; None when it shows none."""
    comma = dot = 0
    for text in texts:
        comma += len(re.findall(r"\d,\d\d(?!\d)", text))
        dot += len(re.findall(r"\d\.\d\d(?![\d.])", text))
    if comma == dot:
        return None
    return "," if comma > dot else "."


_MONTHS = (
    "january jan januar jaenner janner janvier janv enero ene gennaio gen januari janeiro",
    "february feb februar fevrier fevr fev febrero febbraio februari fevereiro",
    "march mar marz maerz mrz mars marzo maart mrt marco",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio mag mei maio",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho",
    "august aug aout agosto ago augustus",
    "september sept sep septembre septiembre settembre set setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NUMERIC_DATE = re.compile(r"(?<![\d./,-])(\d{1,4}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d]|[./,-]\d)")
_DAY_FIRST = re.compile(
    r"(?<![\w.,/])(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?[ \-/.]{0,2}(?:de |of )?([A-Za-zÀ-ÿ]{3,10})\.?[ ,\-/]{0,3}(?:de |del )?(\d{4}|\d{2})(?!\d|[.,]\d)"
)
_MONTH_FIRST = re.compile(r"(?<![\w])([A-Za-zÀ-ÿ]{3,10})\.?[ \-]{0,2}(\d{1,2})(?:st|nd|rd|th)? ?[,\-]? ?(\d{4})(?!\d)")
_COMPACT = re.compile(r"(?<![\d.,/-])(19[7-9]\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\d.,/-])")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line. `options` has day-first before month-first where both are possible dates."""

    options: tuple[date, ...]
    start: int
    end: int
    decides: str | None = None  # "dmy" or "mdy": this date itself shows the order
    bare: bool = False  # eight digits without a mark: a date only where a label says so

    @property
    def ambiguous(self) -> bool:
        """Whether the order of day and month is not shown by the date itself."""
        return len(self.options) > 1


def dates_in(text: str) -> list[FoundDate]:
    """Every date in a line, in the order in which they stand."""
    found: list[FoundDate] = []
    if not _DIGIT.search(text):
        return found
    for match in _NUMERIC_DATE.finditer(text):
        dated = _numeric(match)
        if dated:
            found.append(dated)
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        for match in pattern.finditer(text):
            number = MONTHS.get(squeeze(match[month]))
            real = _date(_year(match[3]), number, int(match[day])) if number else None
            if real and all(match.end() <= f.start or match.start() >= f.end for f in found):
                found.append(FoundDate((real,), match.start(), match.end()))
    if not found:
        for match in _COMPACT.finditer(text):
            real = _date(int(match[1]), int(match[2]), int(match[3]))
            if real:
                found.append(FoundDate((real,), match.start(), match.end(), bare=True))
    return sorted(found, key=lambda f: f.start)


def _numeric(match: re.Match[str]) -> FoundDate | None:
    first, second, third = match[1], int(match[3]), match[4]
    if len(first) == 4:
        real = _date(int(first), second, int(third)) if len(third) == 2 else None
        return FoundDate((real,), match.start(), match.end()) if real else None
    if len(first) == 3:
        return None
    day_first = _date(_year(third), second, int(first))
    month_first = None if match[2] == "." and day_first else _date(_year(third), int(first), second)
    options = tuple(dict.fromkeys(d for d in (day_first, month_first) if d))
    if not options:
        return None
    decides = None
    if len(options) == 1 and int(first) != second and not (match[2] == "." and day_first):
        decides = "dmy" if day_first else "mdy"
    return FoundDate(options, match.start(), match.end(), decides)


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text) if int(text) < 70 else 1900 + int(text)


def _date(year: int, month: int, day: int) -> date | None:
    if not 1970 <= year <= 2099:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


# Words of countries that write the day first, or the month first, where English alone does not say.
_MONTH_FIRST_SIGNS = re.compile(r"\bUSD\b|US\$|\bU\.?S\.?A\.?\b|\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|sales tax|\bZIP\b", re.IGNORECASE)
_US_ADDRESS = re.compile(
    r"\b(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|"
    r"TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR|AA|AE|AP),? +\d{5}(?:-\d{4})?(?!\d)"
)
_DAY_FIRST_WORDS = phrases(
    "gbp|eur|gst|vat|cnpj|iva|ust|mwst|btw|tva|abn|rm|rut|ruc|nit|cuit|nif|kdv|mva|dph|alv|trn|tin|igv|kr|inr|india|uk"
)
_DAY_FIRST_SIGNS = re.compile(r"[€£]|R\$|\bI\.V\.A\b|\bR(?:\.U\.?|U\.)T\b|\bRs\.", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def date_order(texts: list[str], found: list[FoundDate]) -> str:
    """ "dmy" or "mdy", decided by the document: its own unambiguous dates first, then the country its words show."""
    decided = [f.decides for f in found if f.decides]
    day, month = decided.count("dmy"), decided.count("mdy")
    if day != month:
        return "dmy" if day > month else "mdy"
    american, elsewhere = country_signs(texts)
    return "mdy" if american > elsewhere else "dmy"


def country_signs(texts: list[str]) -> tuple[int, int]:
    """How many words speak of a country that writes the month first, and how many of one that writes the day first."""
    whole = "\n".join(texts)
    american = len(_MONTH_FIRST_SIGNS.findall(whole)) + 3 * len(_US_ADDRESS.findall(whole)) + ("$" in whole)
    words = sum(word in _DAY_FIRST_WORDS for word in _WORD.findall(whole.lower()))
    return american, words + len(_DAY_FIRST_SIGNS.findall(whole))
