"""Invoice numbers as people, scanners and spreadsheets write them: which two are one (rule D4). Pure text."""

from __future__ import annotations

import re
from datetime import date

_CONFUSED = str.maketrans("OILSB", "01158")
# What stands before the number on the paper and is typed along by some: only where digits follow.
_PREFIXES = (
    "NOTAFISCAL", "NOTA", "NFSE", "NFCE", "NFE", "CTE", "NFS", "NF", "INVOICENO", "INVOICE", "INV", "FATURA", "FAT", "FACTURE",
    "FACT", "DUPLICATA", "DUPL", "RECIBO", "RECHNUNGSNR", "RECHNUNG", "RNR", "RE", "RG", "NUMERO", "NUM", "NRO", "NR", "NO", "DOC",
)  # fmt: skip


def _before_digits(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"^(?:{'|'.join(sorted(prefixes, key=len, reverse=True))})(?=\\d)")


_PREFIX = _before_digits(_PREFIXES)
# The prefixes once more as they look when their own letters are folded (INVOICE: 1NV01CE).
_FOLDED_PREFIX = _before_digits(tuple(prefix.translate(_CONFUSED) for prefix in _PREFIXES))
# Written where there is no number at all, or where a spreadsheet made 5,24E+16 of it: equality says nothing.
_NONE = re.compile(r"0*|SN|SEMNUMERO|SNUMERO|NA|NT|NIHIL|NONE|NULL|X+|AVULSO|DIVERSOS|RECIBO|FATURA|BOLETO|NF")
_SPREADSHEET = re.compile(r"\d[,.]\d+E\+?\d+", re.IGNORECASE)
_YEAR_LAST, _YEAR_FIRST = re.compile(r"(.*?\d)\s*[/.-]\s*(?:20)?(\d\d)"), re.compile(r"20(\d\d)\s*[/.-]\s*(\d.*)")


def normalised_number(number: str) -> str:
    """The number without what people type differently: case, punctuation, a known prefix, leading zeros (rule D4).

    >>> normalised_number("NF-e 000.123/4"), normalised_number("inv 1234")
    ('1234', '1234')
    """
    plain = re.sub(r"[^A-Z0-9]", "", number.upper())
    plain = _PREFIX.sub("", plain)
    return plain.lstrip("0") or "0"


def is_number(number: str) -> bool:
    """Whether this tells a document from others at all: not empty, “S/N”, zero, or rounded by a spreadsheet."""
    if _SPREADSHEET.fullmatch(number.strip()):
        return False
    return not _NONE.fullmatch(re.sub(r"[^A-Z0-9]", "", number.upper()))


def folded_number(number: str) -> str:
    """The normalised number with the letters that are taken for digits: O for 0, I and L for 1, S for 5, B for 8.

    >>> folded_number("0O12-B"), folded_number("NF I23")
    ('128', '123')
    """
    plain = re.sub(r"[^A-Z0-9]", "", number.upper())
    plain = _PREFIX.sub("", plain).translate(_CONFUSED)
    # A prefix whose first digit was itself misread shows only now (NF I23).
    return _FOLDED_PREFIX.sub("", plain).lstrip("0") or "0"


def core_number(number: str, issued: date | None) -> str:
    """The folded number without the year that some suppliers write along with it (12/2026, 2026-12), when it is that of issue.

    >>> core_number("12/2026", date(2026, 3, 1)), core_number("12", date(2026, 3, 1)), core_number("12/2025", date(2026, 3, 1))
    ('12', '12', '122025')
    """
    if issued is not None:
        year, text = f"{issued.year % 100:02d}", number.strip()
        last, first = _YEAR_LAST.fullmatch(text), _YEAR_FIRST.fullmatch(text)
        if last and last[2] == year:
            return folded_number(last[1])
        if first and first[1] == year:
            return folded_number(first[2])
    return folded_number(number)


def digits_of(number: str) -> str:
    """The digits alone, without leading zeros; empty where fewer than three are left to tell anything by."""
    digits = re.sub(r"\D", "", number).lstrip("0")
    return digits if len(digits) >= 3 else ""


def is_near(one: str, other: str) -> bool:
    """Whether one character or one transposition of neighbours makes one of the other; equal ones are not near.

    >>> is_near("1234", "1243"), is_near("1234", "123"), is_near("1234", "1294"), is_near("1234", "4321")
    (True, True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    start = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = long[:start] + long[start + 1 : start + 2] + long[start : start + 1] + long[start + 2 :]
    return short[start + 1 :] == long[start + 1 :] or short == swapped
