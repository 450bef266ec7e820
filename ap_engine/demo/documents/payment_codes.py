"""Codes that a Brazilian bill carries: the bank slip's digits (FEBRABAN), the utility slip's, and the PIX text (BR Code)."""

from __future__ import annotations

import binascii
import unicodedata
from datetime import date
from decimal import Decimal

_FIRST_BASE = date(1997, 10, 7)
# The four-digit factor ran out on 21 February 2025 at 9999; the next day is 1000 again.
_SECOND_BASE = date(2025, 2, 22)


def due_factor(due: date) -> str:
    """The due date as the four digits of a bank slip.

    >>> due_factor(date(2025, 2, 21)), due_factor(date(2025, 2, 22))
    ('9999', '1000')
    """
    days = (due - _FIRST_BASE).days if due < _SECOND_BASE else 1000 + (due - _SECOND_BASE).days
    return f"{days:04d}"


def mod_10(digits: str) -> str:
    """Check digit of a field: weights 2 and 1 from the right, digits of the products added."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        product = int(digit) * (2 - place % 2)
        total += product // 10 + product % 10
    return str(-total % 10)


def mod_11(digits: str) -> str:
    """General check digit of a bank slip: weights 2 to 9 from the right; 0, 10 and 11 become 1."""
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(reversed(digits)))
    digit = 11 - total % 11
    return str(digit) if digit <= 9 else "1"


def boleto(bank_code: str, agency: str, account: str, our_number: str, due: date, amount: Decimal) -> str:
    """The 47 digits that a person types to pay a bank slip; the free field is agency 4, our number 11, account 7, three more."""
    free = f"{_digits(agency)[:4]:0>4}{_digits(our_number)[-11:]:0>11}{_digits(account)[-7:]:0>7}090"
    tail = due_factor(due) + f"{int(amount * 100):010d}"
    bank = bank_code + "9"
    fields = [bank + free[:5], free[5:15], free[15:25]]
    return "".join(field + mod_10(field) for field in fields) + mod_11(bank + tail + free) + tail


def boleto_barcode(line: str) -> str:
    """The 44 digits of the bar code behind a bank slip's 47."""
    return line[:4] + line[32:47] + line[4:9] + line[10:20] + line[21:31]


def utility_slip(company: str, reference: str, amount: Decimal) -> str:
    """The 48 digits of a utility's slip: product 8, segment 3 (energy and gas), real value with modulus 10."""
    start, rest = "836", f"{int(amount * 100):011d}{company:0>4}{_digits(reference)[-25:]:0>25}"
    code = start + mod_10(start + rest) + rest
    return "".join(code[at : at + 11] + mod_10(code[at : at + 11]) for at in range(0, 44, 11))


def utility_barcode(line: str) -> str:
    """The 44 digits of the bar code behind a utility slip's 48."""
    return "".join(line[at : at + 11] for at in range(0, 48, 12))


def spaced(line: str) -> str:
    """The digits as they are printed."""
    if len(line) == 48:
        return "  ".join(f"{line[at : at + 11]}-{line[at + 11]}" for at in range(0, 48, 12))
    return f"{line[:5]}.{line[5:10]} {line[10:15]}.{line[15:21]} {line[21:26]}.{line[26:32]} {line[32]} {line[33:]}"


def pix(key: str, name: str, city: str, amount: Decimal, reference: str) -> str:
    """The PIX copy-and-paste text: EMV fields, closed by a CRC-16 (polynomial 1021, from FFFF)."""
    account = _field("00", "br.gov.bcb.pix") + _field("01", key)
    body = (
        _field("00", "01")
        + _field("26", account)
        + _field("52", "0000")
        + _field("53", "986")
        + _field("54", str(amount))
        + _field("58", "BR")
        + _field("59", _plain(name)[:25])
        + _field("60", _plain(city)[:15])
        + _field("62", _field("05", "".join(c for c in reference if c.isalnum())[:25]))
        + "6304"
    )
    return body + f"{binascii.crc_hqx(body.encode(), 0xFFFF):04X}"


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().strip()


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
