"""A supplier that somebody enters by hand: what may stand in the register (rules C8, F1, F4)."""

from __future__ import annotations

import re

from ap_engine.model.errors import SupplierRefused
from ap_engine.model.parties import Supplier
from ap_engine.model.tax_ids import compact_tax_id, is_valid_tax_id

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_FEWEST_DIGITS = 8
_MOST = 200


def entered(name: str, tax_id: str, email: str, phone: str, *, order_required: bool) -> Supplier:
    """The entry as it goes into the register, its texts tidied; where it is paid is asked for afterwards (rule F1).

    Raises SupplierRefused without a name or a tax id, for a tax id whose check digits do not fit, and for what is no
    address or no telephone number.
    """
    said, number = " ".join(name.split())[:_MOST], compact_tax_id(tax_id)
    if not said:
        raise SupplierRefused("A name is needed.")
    if not number:
        raise SupplierRefused("A tax id is needed: two suppliers are told apart by it.")
    if is_valid_tax_id(number) is False:
        raise SupplierRefused(f"{tax_id.strip()} is no tax id: its check digits do not fit.")
    address, telephone = email.strip(), " ".join(phone.split())
    if address and not _ADDRESS.fullmatch(address):
        raise SupplierRefused(f"{address} is no e-mail address.")
    if telephone and len(re.sub(r"\D", "", telephone)) < _FEWEST_DIGITS:
        raise SupplierRefused(f"{telephone} is no telephone number.")
    return Supplier(f"s-{number}", said, number, email=address or None, phone=telephone or None, order_required=order_required)
