"""Do the payment instructions agree with one another and with what is billed (rules F2, F3, row N5)?

Whether the account is the supplier's is another question: `rules.account_changed`. Not checked, because the document does
not say it: who a boleto's beneficiary is (the bank shows it to whoever pays; FEBRABAN recommends DDA), and whose account a
dynamic PIX code leads to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from ap_engine.model.accounts import Account, AccountKind, plain
from ap_engine.model.extraction import BROKEN_CODE, Extraction, Source
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.money import Money
from ap_engine.model.parties import Supplier
from ap_engine.model.payment_codes import (
    boleto_amount,
    boleto_due_date,
    is_boleto,
    is_iban,
    is_pix,
    pix_amount,
    pix_name,
    slip_amount,
)
from ap_engine.model.tax_ids import cnpj_root, compact_tax_id, is_valid_tax_id
from ap_engine.rules.payment_claims import By, Claim, disagreement, key_of, of_document, on_file
from ap_engine.rules.payment_claims import accounts_of as accounts_in

# Below this a receiver's name is another one: names in a PIX code are cut at 25 characters and have no accents.
ALIKE = 75
_COMPANY_WORDS = re.compile(r"\b(ltda|sa|s a|me|epp|eireli|gmbh|inc|llc|ag|kg|bv|comercio|industria|servicos|de|da|do|e)\b")


def accounts_of(fields: InvoiceFields) -> tuple[Account, ...]:
    """The accounts that an invoice asks to be paid to."""
    return accounts_in(fields.payment)


def check(fields: InvoiceFields, extraction: Extraction | None, supplier: Supplier | None) -> tuple[Finding, ...]:
    """One finding with everything in the payment instructions that contradicts something else, or none."""
    reasons = tuple(
        dict.fromkeys(
            (
                *_broken(fields, extraction),
                *_accounts(fields, extraction, supplier),
                *_figures(fields, extraction),
                *_receiver(fields, supplier),
            )
        )
    )
    if not reasons:
        return ()
    clears = "Ask the supplier on a number on file, then correct what is wrong; finance may let it pass with a reason."
    return (Finding(HoldCode.PAYMENT_INSTRUCTIONS, " ".join(reasons), clears),)


def _broken(fields: InvoiceFields, extraction: Extraction | None) -> Iterator[str]:
    """Codes whose check digits do not fit: they are not taken as instructions, but somebody put them there."""
    yield from (p.message for p in (extraction.problems if extraction else ()) if p.code == BROKEN_CODE)
    payment = fields.payment
    if payment.iban and not is_iban(plain(payment.iban)) and plain(payment.iban)[:2].isalpha():
        yield f"The IBAN {payment.iban} has wrong check digits."
    if payment.boleto and not is_boleto(payment.boleto):
        yield f"The boleto {payment.boleto} has wrong check digits."
    if payment.pix and payment.pix.startswith("000201") and not is_pix(payment.pix):
        yield "The PIX code has a wrong check sum."


def _accounts(fields: InvoiceFields, extraction: Extraction | None, supplier: Supplier | None) -> Iterator[str]:
    """Sources of one document that name different accounts; the register says which is the odd one."""
    claims = list(of_document(fields, extraction))
    for kind, names in ((AccountKind.IBAN, "IBAN"), (AccountKind.PIX, "PIX key"), (AccountKind.BANK, "boleto's bank")):
        said = [claim for about, claim in claims if about is kind]
        if disagreement(said) is None:
            continue
        known = [Claim(By.REGISTER, account.value) for account in on_file(supplier) if account.kind is kind] if supplier else []
        yield f"Not the same {names}: {disagreement([*said, *known])}"
    printed = extraction.printed.payment.boleto if extraction is not None and extraction.printed is not None else None
    if (
        printed
        and fields.payment.boleto
        and printed != fields.payment.boleto
        and extraction is not None
        and fields.payment == extraction.payment
    ):
        yield f"Not the same boleto: the page prints {printed}, the XML says {fields.payment.boleto}."


def _figures(fields: InvoiceFields, extraction: Extraction | None) -> Iterator[str]:
    """Amount, due date and number as the payment codes and the printed page have them, against the invoice's own."""
    told = (
        (_amounts(fields, extraction), "asks for"),
        (_dates(fields, extraction), "is due on"),
        (_numbers(fields, extraction), "has the number"),
        (_totals(fields, extraction), "has the total"),
    )
    yield from (said for claims, verb in told if (said := disagreement(claims, verb)))


def _amounts(fields: InvoiceFields, extraction: Extraction | None) -> Iterator[Claim]:
    """What is asked for. Boletos and PIX are in reais: an invoice in another currency is not compared."""
    asked = fields.amount_due if fields.amount_due is not None else fields.gross_total
    if asked is None or asked.currency != "BRL":
        return
    parts = frozenset(Decimal(part.amount) for part in extraction.instalments) if extraction else frozenset()
    yield Claim(By.INVOICE, str(asked))
    payment = fields.payment
    boleto = (boleto_amount(payment.boleto) or slip_amount(payment.boleto)) if payment.boleto else None
    pix = pix_amount(payment.pix) if payment.pix else None
    for by, amount in ((By.BOLETO, boleto), (By.PIX, pix)):
        if amount:
            yield Claim(by, str(Money(amount, "BRL")), frozenset({str(asked)}) if amount in parts else frozenset())


def _dates(fields: InvoiceFields, extraction: Extraction | None) -> Iterator[Claim]:
    due = fields.due_date
    if due is None:
        return
    yield Claim(By.INVOICE, due.isoformat())
    parts = frozenset(part.due_date for part in extraction.instalments) if extraction else frozenset()
    coded = boleto_due_date(fields.payment.boleto, fields.issue_date or due) if fields.payment.boleto else None
    printed = _printed(extraction, "due_date")
    for by, text in ((By.BOLETO, coded.isoformat() if isinstance(coded, date) else None), (By.PAGE, printed)):
        if text:
            yield Claim(by, text, frozenset({due.isoformat()}) if text in parts else frozenset())


def _numbers(fields: InvoiceFields, extraction: Extraction | None) -> Iterator[Claim]:
    printed = _printed(extraction, "invoice_number")
    if fields.invoice_number and printed:
        yield Claim(By.INVOICE, _number(fields.invoice_number))
        yield Claim(By.PAGE, _number(printed))


def _number(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper()).lstrip("0")


def _totals(fields: InvoiceFields, extraction: Extraction | None) -> Iterator[Claim]:
    printed, total, due = _printed(extraction, "gross_total"), fields.gross_total, fields.amount_due
    if printed and total is not None:
        seen = Money(Decimal(printed), total.currency)
        yield Claim(By.INVOICE, str(total))
        yield Claim(By.PAGE, str(seen), frozenset({str(total)}) if seen == due else frozenset())


def _printed(extraction: Extraction | None, name: str) -> str | None:
    """What the pages around an XML say for certain; nothing where the pages are the document."""
    if extraction is None or extraction.printed is None or extraction.source is not Source.XML:
        return None
    return next((reading.value for reading in extraction.printed.readings if reading.field == name), None)


def _receiver(fields: InvoiceFields, supplier: Supplier | None) -> Iterator[str]:
    """Whom a PIX code pays: a CNPJ or CPF key must be the supplier's, another key's receiver must be named like it (rule F3).

    A key that is on file needs no other proof.
    """
    payload = fields.payment.pix
    key = key_of(payload)
    if payload is None or (supplier is not None and key and plain(key) == plain(supplier.pix_key)):
        return
    tax_id = (supplier.tax_id if supplier else None) or fields.supplier_tax_id
    compact = compact_tax_id(key or "")
    if key and "@" not in key and not key.startswith("+") and is_valid_tax_id(compact) and tax_id:
        if not same_company(compact, tax_id):
            yield f"The PIX key is the tax id {compact}; the supplier's is {tax_id}."
        return
    name = pix_name(payload) if is_pix(payload) else None
    names = [one for one in (supplier.name if supplier else None, fields.supplier_name) if one]
    if name and names and max(alike(name, one) for one in names) < ALIKE:
        yield f"The PIX code pays “{name}”, and the supplier is {names[0]}."


def same_company(one: str, other: str) -> bool:
    """Whether two tax ids are of one company: equal, or of the same CNPJ root."""
    root = cnpj_root(one)
    return compact_tax_id(one) == compact_tax_id(other) or (root is not None and root == cnpj_root(other))


def alike(one: str, other: str) -> int:
    """How alike two names are, 0 to 100, apart from accents, case, legal forms and what was cut off at the end.

    >>> alike("METALURGICA BOA VISTA LTD", "Metalúrgica Boa Vista Ltda") >= ALIKE, alike("Conta Rapida", "Hidromec") >= ALIKE
    (True, False)
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0
    return int(max(fuzz.token_set_ratio(first, second), fuzz.partial_ratio(first, second) if len(first) > 7 else 0))


def _words(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    spaced = re.sub(r"[^a-z0-9]+", " ", bare).strip()
    return " ".join(_COMPANY_WORDS.sub(" ", spaced).split()) or spaced
