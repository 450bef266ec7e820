"""The access keys of Brazilian fiscal documents: form and check digits (rule C8). Tax ids stand in `model.tax_ids`.

Letters are never stripped: since July 2026 a CNPJ, and with it the access key, may hold letters; a letter's value is
its ASCII code less 48 (NT Conjunta 2025.001), which for digits is the digit itself.
"""

from __future__ import annotations

import re

from ap_engine.model.tax_ids import compact_tax_id

_ACCESS_KEY = re.compile(r"[0-9]{6}[0-9A-Z]{12}[0-9]{26}")
_NFSE_KEY = re.compile(r"[0-9]{9}[0-9A-Z]{14}[0-9]{27}")

# IBGE's codes of the states, the first two digits of an access key.
_STATES = frozenset(map(str, (*range(11, 18), *range(21, 30), 31, 32, 33, 35, 41, 42, 43, 50, 51, 52, 53)))
# Models of electronic fiscal documents whose keys have this shape: NF-e, CT-e, MDF-e, CF-e, BP-e, GTV-e, NFC-e, NF3-e, CT-e OS, NFCom.
_MODELS = frozenset(["55", "57", "58", "59", "62", "63", "64", "65", "66", "67"])


def mod_11_digit(text: str) -> str:
    """The check digit of an access key: weights 2 to 9 from the right, remainders 0 and 1 give 0."""
    total = sum((ord(character) - 48) * (2 + place % 8) for place, character in enumerate(reversed(text)))
    remainder = total % 11
    return str(11 - remainder) if remainder > 1 else "0"


def is_access_key(text: str) -> bool:
    """Whether this is the 44-character key of an NF-e, NFC-e, CT-e or kindred: shape, state, month, model, check digit."""
    key = compact_tax_id(text)
    return (
        _ACCESS_KEY.fullmatch(key) is not None
        and key[:2] in _STATES
        and "01" <= key[4:6] <= "12"
        and key[20:22] in _MODELS
        and mod_11_digit(key[:43]) == key[43]
    )


def is_nfse_key(text: str) -> bool:
    """Whether this is the 50-character key of a national NFS-e: shape, state of the municipality, month, check digit."""
    key = compact_tax_id(text)
    return (
        _NFSE_KEY.fullmatch(key) is not None
        and key[:2] in _STATES
        and "01" <= key[38:40] <= "12"
        and mod_11_digit(key[:49]) == key[49]
    )


def access_key_problems(
    key: str,
    *,
    supplier_tax_id: str | None = None,
    invoice_number: str | None = None,
    series: str | None = None,
    model: str | None = None,
    issue_date: str | None = None,
) -> tuple[str, ...]:
    """What is wrong with an access key, in words: its own check digit, then each part that contradicts what is given."""
    mismatches = access_key_mismatches(
        key,
        supplier_tax_id=supplier_tax_id,
        invoice_number=invoice_number,
        series=series,
        model=model,
        issue_date=issue_date,
    )
    return tuple(message for _, message in mismatches)


def access_key_mismatches(
    key: str,
    *,
    supplier_tax_id: str | None = None,
    invoice_number: str | None = None,
    series: str | None = None,
    model: str | None = None,
    issue_date: str | None = None,
) -> tuple[tuple[str, str], ...]:
    """As `access_key_problems`, each with the name of the header field that it contradicts.

    Key: state 2, year and month 4, issuer 14, model 2, series 3, number 9, kind of issue 1, code 8, check digit 1.
    Series 890 to 899 are issued by the tax office with its own CNPJ, so there the issuer is not compared.
    """
    number = compact_tax_id(key)
    if not is_access_key(number):
        return (("access_key", f"The access key {key} has a wrong form or check digit."),)
    found: list[tuple[str, str]] = []

    def compare(field: str, words: str, of_key: str, given: str | None) -> None:
        if given is not None and given.lstrip("0") != of_key.lstrip("0"):
            found.append((field, f"The access key has the {words} {of_key}, the document says {given}."))

    if not 890 <= int(number[22:25]) <= 899:
        compare("supplier_tax_id", "issuer", number[6:20], compact_tax_id(supplier_tax_id) if supplier_tax_id else None)
    compare("model", "model", number[20:22], model)
    compare("series", "series", number[22:25], series)
    compare("invoice_number", "number", number[25:34], invoice_number)
    compare("issue_date", "year and month", number[2:6], issue_date[2:4] + issue_date[5:7] if issue_date else None)
    return tuple(found)
