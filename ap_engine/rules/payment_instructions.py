"""Do the payment instructions agree: document, register and history (rules F1-F3, row N5)?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.parties import Supplier


def check(fields: InvoiceFields, supplier: Supplier) -> tuple[Finding, ...]:
    """A finding where the document asks for payment to another account than the register has (rule F1)."""
    return tuple(_accounts(fields, supplier))


def _accounts(fields: InvoiceFields, supplier: Supplier) -> Iterator[Finding]:
    accounts = (
        (_plain(fields.payment.iban), _plain(supplier.iban)),
        (_plain(_pix_key(fields.payment.pix)), _plain(supplier.pix_key)),
    )
    for printed, known in accounts:
        if not printed or not known or printed == known:
            continue
        yield Finding(
            HoldCode.PAYMENT_INSTRUCTIONS,
            f"The document asks for payment to {printed}; the register has {known}.",
            "Call the supplier on the number on file, then correct the register or refuse the invoice.",
        )


def _pix_key(text: str | None) -> str | None:
    """The key inside a PIX text: tag 01 after the scheme's name (BR Code, EMV TLV). A dynamic code has an address instead."""
    found = re.search(r"br\.gov\.bcb\.pix01(\d\d)(.+)", text or "", flags=re.IGNORECASE)
    return found.group(2)[: int(found.group(1))] if found else None


def _plain(account: str | None) -> str:
    return "".join((account or "").split()).upper()
