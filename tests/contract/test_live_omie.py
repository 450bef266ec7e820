"""The same contract against a real Omie: AP_OMIE_APP_KEY and AP_OMIE_APP_SECRET, best those of its free test application.

Reading only, unless AP_OMIE_LIVE_WRITES=yes: then one payable of R$ 0.01 is entered, looked up, attached to and deleted.
"""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ap_engine.erp.limits import OMIE
from ap_engine.erp.omie import PAYABLES, Omie
from ap_engine.model.money import Money
from ap_engine.model.payable import ErpCode, ErpSupplier, Payable, PayableShare

KEY, SECRET = os.environ.get("AP_OMIE_APP_KEY", ""), os.environ.get("AP_OMIE_APP_SECRET", "")
ADDRESS = os.environ.get("AP_OMIE_ADDRESS", "https://app.omie.com.br/api/v1/")

pytestmark = pytest.mark.skipif(
    not (KEY and SECRET), reason="NOT RUN against a real Omie: set AP_OMIE_APP_KEY and AP_OMIE_APP_SECRET"
)


@dataclass(frozen=True)
class Lists:
    """Read once: Omie refuses the same question within a minute."""

    suppliers: list[ErpSupplier]
    departments: list[ErpCode]
    categories: list[ErpCode]
    accounts: list[ErpCode]


@pytest.fixture(scope="module")
def omie() -> Omie:
    return Omie(ADDRESS, KEY, SECRET, limits=OMIE)


@pytest.fixture(scope="module")
def lists(omie: Omie) -> Lists:
    return Lists(*map(list, (omie.suppliers(), omie.departments(), omie.categories(), omie.bank_accounts())))


class TestReadingARealCompany:
    def test_what_a_payable_needs_is_there(self, omie: Omie, lists: Lists) -> None:
        assert lists.suppliers, "a payable needs a supplier"
        assert lists.categories, "and a category"
        assert lists.accounts, "and a bank account"
        assert all(code.code and code.name for code in [*lists.departments, *lists.categories, *lists.accounts])
        assert isinstance(omie.bank_balance(lists.accounts[0].code, date.today()), Decimal)

    def test_movements_and_orders_can_be_read(self, omie: Omie) -> None:
        today = date.today()
        for payable in omie.changed_payables(today - timedelta(days=7), today):
            assert payable.erp_id.isdigit()
        for order in omie.purchase_orders():
            assert order.number


@pytest.mark.skipif(
    os.environ.get("AP_OMIE_LIVE_WRITES") != "yes", reason="NOT WRITTEN to a real Omie: set AP_OMIE_LIVE_WRITES=yes"
)
def test_a_payable_goes_in_once_is_found_and_is_deleted(omie: Omie, lists: Lists) -> None:
    supplier, category, account = lists.suppliers[0], lists.categories[0], lists.accounts[0]
    departments = lists.departments[:1]
    cent = Money.of("0.01", "BRL")
    today = date.today()
    payable = Payable(
        reference=f"contract-{uuid.uuid4()}",
        supplier_erp_id=supplier.erp_id,
        amount=cent,
        due_date=today + timedelta(days=30),
        issue_date=today,
        entry_date=today,
        category_code=category.code,
        bank_account_id=account.code,
        invoice_number="CONTRACT-TEST",
        shares=tuple(PayableShare(code.code, Decimal("100.00"), cent) for code in departments),
        note="Contract test; deleted at once.",
    )
    posted = omie.post_payable(payable)
    try:
        omie.attach(posted.erp_id, uuid.uuid4().hex, "contract.txt", b"contract test")
        found = omie.find_payable(payable.reference)
        assert found is None or (found.erp_id, found.amount) == (posted.erp_id, cent), "Omie's lists may lag"
    finally:
        omie.transport.call(PAYABLES, "ExcluirContaPagar", {"codigo_lancamento_omie": int(posted.erp_id)})
