"""Keys of Brazilian fiscal documents: the NF-e's 44 characters and the national NFS-e's 50."""

from __future__ import annotations

import hashlib
from datetime import date


def _check_digit(text: str) -> str:
    # A letter counts as its ASCII code less 48 (NT Conjunta 2025.001); for digits that is the digit itself.
    total = sum((ord(character) - 48) * (2 + place % 8) for place, character in enumerate(reversed(text)))
    return str(11 - total % 11) if total % 11 > 1 else "0"


def _random_digits(seed: str, length: int) -> str:
    return str(int(hashlib.sha256(seed.encode()).hexdigest(), 16))[-length:]


def access_key(state_code: str, issued: date, tax_id: str, series: str, number: str) -> str:
    """The key of an NF-e (model 55): state, year and month, issuer, model, series, number, kind, code, check digit."""
    code = _random_digits(f"{tax_id}{series}{number}", 8)
    body = f"{state_code}{issued:%y%m}{tax_id}55{int(series):03d}{int(number):09d}1{code}"
    return body + _check_digit(body)


def service_key(city_code: str, issued: date, tax_id: str, number: str) -> str:
    """The key of a national NFS-e: city, environment, kind of tax id, issuer, number, year and month, code, check digit."""
    code = _random_digits(f"{tax_id}{number}", 9)
    body = f"{city_code}12{tax_id}{int(number):013d}{issued:%y%m}{code}"
    return body + _check_digit(body)


def protocol(key: str) -> str:
    """The tax office's protocol number for a key: fifteen digits."""
    return f"1{key[:2]}{_random_digits(key, 12)}"


def verification_code(key: str) -> str:
    """The short code that a city prints for looking a service invoice up."""
    digest = hashlib.sha256(key.encode()).hexdigest().upper()
    return f"{digest[:4]}-{digest[4:8]}"
