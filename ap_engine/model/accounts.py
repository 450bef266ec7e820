"""Where money goes: an account by its kind and number, written so that two spellings of one account are equal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class AccountKind(StrEnum):
    """What names the account. A boleto names no account, only the bank that issued it."""

    IBAN = "iban"
    PIX = "pix_key"
    BANK = "bank"
    TRANSFER = "bank_account"


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """One account. `value` is plain: an IBAN without spaces, a PIX key without punctuation, a bank's three digits."""

    kind: AccountKind
    value: str


def plain(text: str | None) -> str:
    """An account's number without what people write differently: spaces, points, dashes, brackets, case.

    >>> plain("de89 3704 0044 0532 0130 00"), plain("Pay@Acme.example "), plain("12.345.678/0001-95")
    ('DE89370400440532013000', 'pay@acme.example', '12345678000195')
    """
    squeezed = "".join((text or "").split())
    return squeezed.lower() if "@" in squeezed else re.sub(r"[./()\-]", "", squeezed).upper()


def bank_of(bank_account: str | None) -> str | None:
    """The three digits of the bank in bank/branch/account; None where it does not begin with them.

    >>> bank_of("237/0334/0041882"), bank_of("341"), bank_of("Agency 12")
    ('237', '341', None)
    """
    found = re.match(r"(\d{3})(?!\d)", (bank_account or "").strip())
    return found[1] if found else None
