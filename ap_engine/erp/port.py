"""What the engine asks of an ERP. Every method may raise the three ErpErrors of `model/errors.py`, and nothing else.

ErpUnavailable: nothing was done, ask again later. ErpOutcomeUnknown: it may have been done: call `find_payable` with
the same reference before anything else. ErpRefused: a business no, with the ERP's own words.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

from ap_engine.model.payable import ErpCode, ErpPayable, ErpSupplier, Payable
from ap_engine.model.purchasing import PurchaseOrder


class Erp(Protocol):
    """An ERP that keeps payables with cost centers."""

    name: str

    def post_payable(self, payable: Payable) -> ErpPayable:
        """Enter a payable. A reference that the ERP already has answers with the payable that it already has."""

    def find_payable(self, reference: str) -> ErpPayable | None:
        """The payable with our reference, with its payments; None when the ERP has none."""

    def attach(self, erp_id: str, attachment_id: str, file_name: str, content: bytes) -> None:
        """Attach a file to a payable; the same attachment id twice attaches once."""

    def changed_payables(self, since: date, until: date) -> Iterable[ErpPayable]:
        """Payables of ours that were entered, changed or paid in the period (inclusive), with their payments."""

    def suppliers(self) -> Iterable[ErpSupplier]:
        """Every supplier that the ERP has."""

    def departments(self) -> Iterable[ErpCode]:
        """Departments (cost centers) that may be used on a payable."""

    def categories(self) -> Iterable[ErpCode]:
        """Expense categories that may be used on a payable."""

    def bank_accounts(self) -> Iterable[ErpCode]:
        """Bank accounts that a payable may be paid from."""

    def bank_balance(self, bank_account_id: str, on: date) -> Decimal:
        """The balance of a bank account at the end of a day."""

    def purchase_orders(self) -> Iterable[PurchaseOrder]:
        """Open purchase orders; `supplier_id` of each is the ERP's supplier id, for the caller to translate."""
