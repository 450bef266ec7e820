"""How a document asks to be paid: IBAN, boleto and PIX, and the key of a Brazilian fiscal document; all by check digits.

Sources: ISO 13616 (IBAN, mod 97), FEBRABAN's boleto layout (47 digits bank, 48 digits utilities), Banco Central's
"Manual de Padrões para Iniciação do Pix" (EMV TLV with CRC-16/CCITT-FALSE).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ap_engine.extraction.identifiers import is_access_key
from ap_engine.extraction.layout import Line
from ap_engine.model.extraction import Box, Page, PaymentInstructions

_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}")
_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
}  # fmt: skip
_DIGIT_RUN = re.compile(r"\d(?:[ .\-]{0,3}\d){42,60}")


@dataclass(frozen=True, slots=True)
class FoundKey:
    """An access key with the place where it is printed; box None when it came from a barcode."""

    key: str
    page: Page
    box: Box | None


def is_iban(text: str) -> bool:
    """Whether this compact text is an IBAN: the country's length, and mod 97 is 1."""
    if len(text) != _IBAN_LENGTHS.get(text[:2], -1):
        return False
    digits = "".join(str(int(c, 36)) for c in text[4:] + text[:4])
    return int(digits) % 97 == 1


def ibans_in(lines: tuple[Line, ...]) -> list[str]:
    """Valid IBANs in reading order, each once."""
    found: list[str] = []
    for line in lines:
        for match in _IBAN.finditer(line.text.replace("  ", " ")):
            compact = match[0].replace(" ", "")
            number = compact[: _IBAN_LENGTHS.get(compact[:2], 0)]
            if is_iban(number) and number not in found:
                found.append(number)
    return found


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


def access_keys_in(lines: tuple[Line, ...]) -> list[FoundKey]:
    """44-digit keys whose check digit fits: printed ones first, then those in barcodes."""
    found: list[FoundKey] = []
    for line in lines:
        for match in _DIGIT_RUN.finditer(line.text):
            digits = re.sub(r"\D", "", match[0])
            for at in range(len(digits) - 43):
                key = digits[at : at + 44]
                if is_access_key(key) and all(f.key != key for f in found):
                    first, last = line.word_at(match.start()), line.word_at(match.end() - 1)
                    found.append(FoundKey(key, line.page, line.box_of(first, last)))
    for page in {id(line.page): line.page for line in lines}.values():
        for code in page.barcodes:
            digits = re.sub(r"\D", "", code)
            if is_access_key(digits) and all(f.key != digits for f in found):
                found.append(FoundKey(digits, page, None))
    return found


def payment_in(lines: tuple[Line, ...], pages: tuple[Page, ...]) -> PaymentInstructions:
    """Boleto, PIX and IBAN that the document shows, in print or in a barcode. Only what checks."""
    return PaymentInstructions(boleto=_boleto(lines, pages), pix=_pix(lines, pages), iban=next(iter(ibans_in(lines)), None))


def _boleto(lines: tuple[Line, ...], pages: tuple[Page, ...]) -> str | None:
    for line in lines:
        for match in _DIGIT_RUN.finditer(line.text):
            digits = re.sub(r"\D", "", match[0])
            for length in (47, 48):
                for at in range(len(digits) - length + 1):
                    if is_boleto(digits[at : at + length]):
                        return digits[at : at + length]
    codes = (code for page in pages for code in page.barcodes)
    return next((line for line in map(boleto_of_barcode, codes) if line), None)


def _pix(lines: tuple[Line, ...], pages: tuple[Page, ...]) -> str | None:
    for page in pages:
        for code in page.barcodes:
            if pix := pix_in(code):
                return pix
    if not any("000201" in line.text for line in lines):
        return None
    texts = [" ".join(word.text for word in line.words) for line in lines]
    return pix_in("".join(texts)) or pix_in(" ".join(texts)) or pix_in("".join("".join(t.split()) for t in texts))
