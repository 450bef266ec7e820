"""Codes that say how to pay: IBAN, boleto and PIX. Their check digits, and what they say about account, amount and date.

Sources: ISO 13616 (IBAN, mod 97), FEBRABAN's boleto layout (47 digits bank, 48 digits utilities; the due-date factor
counts days from 7 October 1997 and began again at 1000 on 22 February 2025), Banco Central's "Manual de Padrões para
Iniciação do Pix" (EMV TLV with CRC-16/CCITT-FALSE).
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
}  # fmt: skip
_FIRST_DAY = date(1997, 10, 7)
_ROUND = timedelta(days=9_000)
_CENTS = Decimal("0.01")


def is_iban(text: str) -> bool:
    """Whether this compact text is an IBAN: the country's length, and mod 97 is 1."""
    if len(text) != IBAN_LENGTHS.get(text[:2], -1):
        return False
    digits = "".join(str(int(c, 36)) for c in text[4:] + text[:4])
    return int(digits) % 97 == 1


def _mod10(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        product = int(digit) * (2 - place % 2)
        total += product // 10 + product % 10
    return -total % 10


def _mod11(digits: str) -> int:
    """FEBRABAN's mod 11, weights 2–9 from the right, before its rules for 0, 10 and 11."""
    total = sum(int(digit) * (2 + place % 8) for place, digit in enumerate(reversed(digits)))
    return total % 11


def is_boleto(digits: str) -> bool:
    """Whether 47 or 48 digits are a boleto's typeable line: every block's check digit and the overall one fit."""
    if len(digits) == 47:
        bank = (digits[0:10], digits[10:21], digits[21:32])
        if any(_mod10(block[:-1]) != int(block[-1]) for block in bank):
            return False
        bar = digits[0:4] + digits[33:47] + digits[4:9] + digits[10:20] + digits[21:31]
        check = 11 - _mod11(bar)
        return int(digits[32]) == (1 if check in (0, 10, 11) else check)
    if len(digits) == 48 and digits[0] == "8":
        blocks = tuple(digits[at : at + 12] for at in range(0, 48, 12))
        return all(_utility_check(block[:-1], digits[2]) == int(block[-1]) for block in blocks)
    return False


def _utility_check(digits: str, kind: str) -> int:
    if kind in "67":
        return _mod10(digits)
    remainder = _mod11(digits)
    return 0 if remainder in (0, 1) else 11 - remainder


def boleto_of_barcode(bar: str) -> str | None:
    """The typeable line of a boleto's 44-digit bar code, or None when its check digit does not fit."""
    if len(bar) != 44 or not bar.isdigit():
        return None
    if bar[0] == "8":
        line = "".join(block + str(_utility_check(block, bar[2])) for block in (bar[at : at + 11] for at in range(0, 44, 11)))
        return line if is_boleto(line) else None
    free = bar[19:]
    blocks = (bar[0:4] + free[0:5], free[5:15], free[15:25])
    line = "".join(block + str(_mod10(block)) for block in blocks) + bar[4] + bar[5:19]
    return line if is_boleto(line) else None


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE of ASCII text as four hexadecimal digits: the last field of a PIX payload."""
    crc = 0xFFFF
    for byte in text.encode("utf-8"):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return f"{crc:04X}"


def pix_in(text: str) -> str | None:
    """The first PIX payload in a text whose TLV lengths add up and whose CRC fits, or None."""
    at = text.find("000201")
    while at >= 0:
        end = at
        while end + 4 <= len(text) and text[end : end + 4].isdigit():
            tag, length = text[end : end + 2], int(text[end + 2 : end + 4])
            end += 4 + length
            if tag == "63":
                payload = text[at:end]
                if length == 4 and len(payload) == end - at and crc16(payload[:-4]) == payload[-4:].upper():
                    return payload
                break
        at = text.find("000201", at + 1)
    return None


def boleto_amount(line: str) -> Decimal | None:
    """The amount in a bank boleto's typeable line (47 digits); None where it leaves the amount open, or for other lines."""
    cents = int(line[37:47]) if len(line) == 47 else 0
    return cents * _CENTS if cents else None


def boleto_due_date(line: str, near: date) -> date | None:
    """The due date in a bank boleto's typeable line. Of the two days that a factor may mean, the one nearest to `near`.

    >>> boleto_due_date("0" * 33 + "1000" + "0" * 10, date(2025, 2, 1))
    datetime.date(2025, 2, 22)
    >>> boleto_due_date("0" * 33 + "7552" + "0" * 10, date(2018, 6, 1))
    datetime.date(2018, 6, 11)
    """
    factor = int(line[33:37]) if len(line) == 47 else 0
    if factor < 1_000:
        return None
    first = _FIRST_DAY + timedelta(days=factor)
    return min((first, first + _ROUND), key=lambda day: abs(day - near))


def boleto_bank(line: str) -> str | None:
    """The code of the bank that issued a bank boleto (its first three digits); None for a utility's slip."""
    return line[:3] if len(line) == 47 else None


def slip_amount(line: str) -> Decimal | None:
    """What a utility's 48-digit slip asks for: only kinds 6 and 8 carry an amount in reais (FEBRABAN, segment layout)."""
    if len(line) != 48 or line[2] not in "68":
        return None
    bar = "".join(line[at : at + 11] for at in range(0, 48, 12))
    cents = int(bar[4:15])
    return cents * _CENTS if cents else None


def tlv(payload: str) -> dict[str, str]:
    """The fields of an EMV text by tag, as far as their lengths make sense; of a repeated tag the first."""
    found: dict[str, str] = {}
    at = 0
    while at + 4 <= len(payload) and payload[at : at + 4].isascii() and payload[at : at + 4].isdigit():
        end = at + 4 + int(payload[at + 2 : at + 4])
        if end > len(payload):
            break
        found.setdefault(payload[at : at + 2], payload[at + 4 : end])
        at = end
    return found


def is_pix(text: str) -> bool:
    """Whether the whole text is one PIX payload whose lengths add up and whose CRC fits."""
    return pix_in(text) == text


def pix_key(payload: str) -> str | None:
    """The key in a PIX payload: tag 01 of the account that names br.gov.bcb.pix. A dynamic code has an address instead."""
    fields = tlv(payload)
    accounts = (tlv(fields[tag]) for tag in map(str, range(26, 52)) if tag in fields)
    return next((one.get("01") for one in accounts if one.get("00", "").lower() == "br.gov.bcb.pix"), None)


def pix_name(payload: str) -> str | None:
    """The receiver that a PIX payload names (tag 59, at most 25 characters)."""
    return tlv(payload).get("59") or None


def pix_amount(payload: str) -> Decimal | None:
    """The amount in a PIX payload (tag 54), or None where the payer chooses it."""
    text = tlv(payload).get("54", "")
    return Decimal(text) if text.isascii() and text.replace(".", "", 1).isdigit() else None
