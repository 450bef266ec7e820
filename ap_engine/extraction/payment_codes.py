"""How a document asks to be paid: IBAN, boleto and PIX, and the key of a Brazilian fiscal document, found on its pages.

Only what checks is taken: the check digits stand in `model.payment_codes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ap_engine.extraction.identifiers import is_access_key
from ap_engine.extraction.layout import Line
from ap_engine.model.extraction import BROKEN_CODE, Box, Page, PaymentInstructions, Problem, Source
from ap_engine.model.payment_codes import IBAN_LENGTHS, boleto_of_barcode, is_boleto, is_iban, is_pix, pix_in

_IBAN = re.compile(r"(?<![A-Z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}")
_DIGIT_RUN = re.compile(r"\d(?:[ .\-]{0,3}\d){42,60}")
# A key of an issuer whose CNPJ has letters (they are given out since July 2026): twelve places of the 44 may be letters.
_LETTERED_KEY = re.compile(
    r"(?<![0-9A-Za-z])(?=(\d(?:[ .\-]{0,3}\d){5}(?:[ .\-]{0,3}[0-9A-Z]){12}(?:[ .\-]{0,3}\d){26})(?![0-9A-Za-z]))"
)


@dataclass(frozen=True, slots=True)
class FoundKey:
    """An access key with the place where it is printed; box None when it came from a barcode."""

    key: str
    page: Page
    box: Box | None


def ibans_in(lines: tuple[Line, ...]) -> list[str]:
    """Valid IBANs in reading order, each once."""
    found: list[str] = []
    for line in lines:
        for match in _IBAN.finditer(line.text.replace("  ", " ")):
            compact = match[0].replace(" ", "")
            number = compact[: IBAN_LENGTHS.get(compact[:2], 0)]
            if is_iban(number) and number not in found:
                found.append(number)
    return found


def access_keys_in(lines: tuple[Line, ...]) -> list[FoundKey]:
    """Keys of 44 characters whose check digit fits: printed ones first, then those in barcodes."""
    found: list[FoundKey] = []
    for line in lines:
        for match in _LETTERED_KEY.finditer(line.text):
            key = re.sub(r"[ .\-]", "", match[1])
            if is_access_key(key) and all(f.key != key for f in found):
                first, last = line.word_at(match.start(1)), line.word_at(match.end(1) - 1)
                found.append(FoundKey(key, line.page, line.box_of(first, last)))
        for match in _DIGIT_RUN.finditer(line.text):
            digits = re.sub(r"\D", "", match[0])
            for at in range(len(digits) - 43):
                key = digits[at : at + 44]
                if is_access_key(key) and all(f.key != key for f in found):
                    first, last = line.word_at(match.start()), line.word_at(match.end() - 1)
                    found.append(FoundKey(key, line.page, line.box_of(first, last)))
    for page in {id(line.page): line.page for line in lines}.values():
        for code in page.barcodes:
            for key in (re.sub(r"[^0-9A-Z]", "", code.upper()), re.sub(r"\D", "", code)):
                if is_access_key(key) and all(f.key != key for f in found):
                    found.append(FoundKey(key, page, None))
    return found


def payment_in(lines: tuple[Line, ...], pages: tuple[Page, ...]) -> PaymentInstructions:
    """Boleto, PIX and IBAN that the document shows, in print or in a barcode. Only what checks."""
    return PaymentInstructions(boleto=_boleto(lines, pages), pix=_pix(lines, pages), iban=next(iter(ibans_in(lines)), None))


# A bank boleto's line as it is printed: 5.5 5.6 5.6 1 14.
_PRINTED_BOLETO = re.compile(r"(?<!\d)\d{5}\.\d{5} +\d{5}\.\d{6} +\d{5}\.\d{6} +\d +\d{14}(?!\d)", re.ASCII)
# A PIX payload that stands whole in one word or bar code: from its first field to its CRC.
_WHOLE_PIX = re.compile(r"000201\S*br\.gov\.bcb\.pix\S*6304[0-9A-F]{4}", re.IGNORECASE | re.ASCII)


def broken_codes(lines: tuple[Line, ...], pages: tuple[Page, ...]) -> list[Problem]:
    """Payment codes that have the form of one and wrong check digits: tampered with, or misprinted (rules F2, F3).

    Only digital text and bar codes: on a scan it is the reading that is wrong, most of the time.
    """
    digital = [line for line in lines if line.page.source is not Source.OCR]
    boletos = (match[0] for line in digital for match in _PRINTED_BOLETO.finditer(line.text))
    found = [
        Problem(BROKEN_CODE, f"The boleto {' '.join(boleto.split())} has wrong check digits.")
        for boleto in boletos
        if not is_boleto(re.sub(r"\D", "", boleto))
    ]
    codes = [word.text for line in digital for word in line.words]
    codes += [code for page in pages for code in page.barcodes]
    if any(_WHOLE_PIX.fullmatch(code) and not is_pix(code) for code in codes):
        found.append(Problem(BROKEN_CODE, "The PIX code on the document has a wrong check sum."))
    return found


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
