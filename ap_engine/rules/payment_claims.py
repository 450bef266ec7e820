"""Who says what about a payment: the page, the XML, payment codes, our register, what was paid before (rule F2, row N5).

Each source claims facts; `disagreement` puts equal claims together and names the odd one out first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ap_engine.model.accounts import Account, AccountKind, bank_of, plain
from ap_engine.model.extraction import Extraction, PaymentInstructions, Source
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.parties import Supplier
from ap_engine.model.payment_codes import boleto_bank, pix_in, pix_key


class By(StrEnum):
    """Who claims something, as it is said in a sentence."""

    PAGE = "the page"
    XML = "the XML"
    DOCUMENT = "the document"
    PERSON = "the correction"
    INVOICE = "the invoice"
    BOLETO = "the boleto"
    PIX = "the PIX code"
    REGISTER = "the register"
    HISTORY = "the last payment"


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's word on one fact. It agrees with every other value in `also` too (instalments, a second account)."""

    by: By
    value: str
    also: frozenset[str] = frozenset()


def disagreement(claims: Iterable[Claim], verb: str = "says") -> str | None:
    """A sentence that names the odd one out, or None when all agree (or only one speaks).

    >>> disagreement([Claim(By.PAGE, "DE02"), Claim(By.XML, "DE89"), Claim(By.REGISTER, "DE89")])
    'The page says DE02; the XML and the register say DE89.'
    """
    groups: dict[str, list[By]] = {}
    told = list(claims)
    values = [claim.value for claim in told]
    for claim in told:
        agreed = next((value for value in values if value in claim.also), claim.value)
        by = groups.setdefault(claim.value if claim.value in groups else agreed, [])
        if claim.by not in by:
            by.append(claim.by)
    if len(groups) < 2:
        return None
    ordered = sorted(groups.items(), key=lambda group: len(group[1]))
    text = "; ".join(f"{_and(by)} {verb if len(by) == 1 else _plural(verb)} {value}" for value, by in ordered)
    return text[0].upper() + text[1:] + "."


def _and(names: list[By]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _plural(verb: str) -> str:
    first, space, rest = verb.partition(" ")
    return {"is": "are", "has": "have"}.get(first, first.removesuffix("s")) + space + rest


def accounts_of(payment: PaymentInstructions) -> tuple[Account, ...]:
    """The accounts that payment instructions name: an IBAN, a PIX key, the bank of a boleto.

    A dynamic PIX code names an address instead of a key, and a utility's slip no bank: they name no account.
    """
    found = (
        (AccountKind.IBAN, plain(payment.iban)),
        (AccountKind.PIX, plain(key_of(payment.pix))),
        (AccountKind.BANK, boleto_bank(payment.boleto or "") or ""),
    )
    return tuple(Account(kind, value) for kind, value in found if value)


def key_of(pix: str | None) -> str | None:
    """The key in a PIX text, which is a payload or the bare key."""
    if not pix:
        return None
    return pix_key(pix) if pix_in(pix) is not None or pix.startswith("000201") else pix


def on_file(supplier: Supplier) -> tuple[Account, ...]:
    """The accounts that the register has for a supplier."""
    found = (
        (AccountKind.IBAN, plain(supplier.iban)),
        (AccountKind.PIX, plain(supplier.pix_key)),
        (AccountKind.TRANSFER, plain(supplier.bank_account)),
        (AccountKind.BANK, bank_of(supplier.bank_account) or ""),
    )
    return tuple(Account(kind, value) for kind, value in found if value)


def of_document(fields: InvoiceFields, extraction: Extraction | None) -> Iterator[tuple[AccountKind, Claim]]:
    """What the document's own sources say about accounts; what a person corrected stands for all of them."""
    read = extraction.payment if extraction is not None else fields.payment
    names = {AccountKind.IBAN: "iban", AccountKind.PIX: "pix", AccountKind.BANK: "boleto"}
    corrected = {kind for kind, name in names.items() if getattr(fields.payment, name) != getattr(read, name)}
    by = _reader(extraction)
    for account in accounts_of(fields.payment):
        yield account.kind, Claim(By.PERSON if account.kind in corrected else by, account.value)
    printed = extraction.printed if extraction is not None else None
    if printed is None:
        return
    for account in accounts_of(printed.payment):
        if account.kind not in corrected:
            others = printed.ibans if account.kind is AccountKind.IBAN else ()
            yield account.kind, Claim(By.PAGE, account.value, frozenset(others))


def _reader(extraction: Extraction | None) -> By:
    if extraction is None:
        return By.DOCUMENT
    return By.XML if extraction.source is Source.XML else By.PAGE
