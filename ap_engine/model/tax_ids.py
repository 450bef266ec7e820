"""Tax ids: compact forms and check digits (rules C8, F4).

Letters are never stripped: since July 2026 a CNPJ may hold letters; a letter's value is its ASCII code less 48 (NT
Conjunta 2025.001), which for digits is the digit itself.
"""

from __future__ import annotations

import re

from stdnum.br import cnpj, cpf
from stdnum.ch import vat as swiss_vat
from stdnum.eu import vat as european_vat
from stdnum.gb import vat as british_vat
from stdnum.no import mva as norwegian_vat

_NOT_IDENTIFYING = re.compile(r"[^0-9A-Z]")
_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}")
_CPF = re.compile(r"[0-9]{11}")
_EUROPEAN = re.compile(r"[A-Z]{2}[0-9A-Z]{2,13}")
_VAT_PREFIXES = frozenset(code.upper() for code in european_vat.MEMBER_STATES) | {"EL"}
_OTHER_VAT = {"GB": british_vat, "CH": swiss_vat, "NO": norwegian_vat}


def compact_tax_id(text: str) -> str:
    """The tax id without punctuation and spaces, letters upper case.

    >>> compact_tax_id("12.abc.345/01DE-35")
    '12ABC34501DE35'
    """
    return _NOT_IDENTIFYING.sub("", text.upper())


def is_valid_tax_id(text: str) -> bool | None:
    """Whether the check digits of a CNPJ, CPF, EU, British, Swiss or Norwegian VAT number fit; None for other kinds.

    Fourteen characters are a CNPJ unless they are a VAT number that checks (NL and SE numbers have that length too).
    """
    number = compact_tax_id(text)
    vat = _vat_fits(number)
    if vat:
        return True
    if _CNPJ.fullmatch(number):
        return len(set(number)) > 1 and bool(cnpj.is_valid(number))
    if _CPF.fullmatch(number):
        return len(set(number)) > 1 and bool(cpf.is_valid(number))
    return vat


def _vat_fits(number: str) -> bool | None:
    prefix = number[:2]
    if not _EUROPEAN.fullmatch(number):
        return None
    if prefix in _VAT_PREFIXES:
        return bool(european_vat.is_valid(number))
    other = _OTHER_VAT.get(prefix)
    return bool(other.is_valid(number)) if other else None


def cnpj_root(tax_id: str) -> str | None:
    """The eight characters that all establishments of one company share; None when it is no valid CNPJ."""
    number = compact_tax_id(tax_id)
    return number[:8] if _CNPJ.fullmatch(number) and is_valid_tax_id(number) and not _vat_fits(number) else None
