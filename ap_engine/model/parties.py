"""Suppliers, our own companies, and the people who work here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ap_engine.model.money import Money


class Role(StrEnum):
    """What a person may do. A person may have several."""

    CLERK = "clerk"
    APPROVER = "approver"
    FINANCE = "finance"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who can sign in. `approval_limit` is the most that this person may approve alone, None for nothing."""

    id: str
    name: str
    email: str
    roles: frozenset[Role]
    approval_limit: Money | None = None
    active: bool = True

    def has(self, *roles: Role) -> bool:
        """Whether the person has one of the roles."""
        return any(role in self.roles for role in roles)


# The engine itself acts under this name: reading, matching by rule, posting, synchronising.
SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier in the register. `tax_id` is compact (CNPJ, CPF, VAT …); `erp_id` is its id in the ERP, None until mapped.

    `bank_account` is bank/branch/account, or the bank's code alone. `iban`, `pix_key`, `bank_account` and `phone` change
    only by a bank change (rule F1). `phone_since` is the day on which the phone was changed, None for the first one.
    """

    id: str
    name: str
    tax_id: str
    erp_id: str | None = None
    email: str | None = None
    category_code: str | None = None
    default_split: tuple[tuple[str, str], ...] = ()
    order_required: bool = True
    blocked: bool = False
    iban: str | None = None
    pix_key: str | None = None
    created_by: str = SYSTEM
    phone: str | None = None
    bank_account: str | None = None
    phone_since: date | None = None


@dataclass(frozen=True, slots=True)
class Company:
    """One of our own companies: the buyer on every invoice, never the supplier."""

    name: str
    tax_id: str
    currency: str
