"""The money block says what the books say, in both languages; what the engine says of money and risk has its Portuguese."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import streamlit as st

from ap_engine.model.money import Money
from ap_engine.views import BalanceView, BankLook, BudgetLook, OrderLook, ShareLook
from pages.ui import balance, said
from tests.house import House

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def brl(amount: str) -> Money:
    return Money.of(amount, "BRL")


def look(left: str, before: int, this: int) -> BudgetLook:
    return BudgetLook(date(2026, 11, 1), brl("1000"), brl("200"), brl("100"), brl("50"), brl(left), before, this)


def bank(after: str, stale: bool, house: House) -> BankLook:
    asked = house.engine.now() - timedelta(days=3 if stale else 0)
    return BankLook("Main", brl("900"), NOW.date(), asked, date(2026, 12, 20), brl("100"), brl(after), stale)


def view(house: House, left: str = "50", after: str = "300", stale: bool = False) -> BalanceView:
    share = ShareLook("Sales", Decimal(60), brl("600"), look(left, 35, 60), None)
    return BalanceView((share,), (OrderLook("PO-7", brl("12.5")),), True, bank(after, stale, house))


@pytest.fixture
def tongue(monkeypatch: pytest.MonkeyPatch):
    return lambda locale: monkeypatch.setattr(type(st.context), "locale", property(lambda _: locale))


def test_a_budget_that_has_room_and_one_that_has_none(house: House, tongue) -> None:
    tongue("en-GB")
    (share,) = balance.data(view(house))["shares"]
    assert share["budgets"][0]["text"] == "Nov 2026: R$\u00a050.00 of R$\u00a01,000.00 left after this"
    assert (share["budgets"][0]["before"], share["budgets"][0]["this"], share["budgets"][0]["over"]) == (35, 60, False)
    (share,) = balance.data(view(house, left="-250"))["shares"]
    assert share["budgets"][0]["text"] == "Nov 2026: R$\u00a0250.00 over the budget of R$\u00a01,000.00"
    assert share["budgets"][0]["over"]


def test_the_order_and_the_bank_in_portuguese(house: House, tongue) -> None:
    tongue("pt-BR")
    order, account = balance.data(view(house, after="-300"))["facts"]
    assert (order["label"], order["text"]) == ("Pedido PO-7", "restam R$\u00a012,50 depois desta")
    assert (account["text"], account["c"]) == ("faltam R$\u00a0300,00 para o que vence até 20/12/2026", "red")
    (_, old) = balance.data(view(house, after="-300", stale=True))["facts"]
    assert (old["c"], "há mais de um dia" in old["sub"]) == ("gray", True), "an old balance alarms nobody"


def test_a_bank_that_was_never_asked_says_so(house: House, tongue) -> None:
    tongue("en-GB")
    assert balance.data(BalanceView((), (), True, None))["facts"] == [{"label": "Bank", "text": "The balance is not known yet"}]
    assert balance.data(BalanceView((), (), False, None))["facts"] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Sales has BRL 1.00 left of BRL 2.00 in 11/2026; its share is BRL 3.00.",
        "Sales has overspent its BRL 1.00 by BRL 2.00 in 2026; its share is BRL 3.00.",
        "Main does not have what falls due up to 2026-12-20 with this invoice of BRL 5.00.",
        "BRL 1.00 are missing: the bank has BRL 2.00 (as of 2026-11-25), and BRL 3.00 are to be paid besides this. "
        "It clears with money in the account, or finance accepts it with a reason.",
        "BRL 1.00 are missing: the bank has BRL 2.00, of which BRL 1.00 stay (as of 2026-11-25, older than a day), and BRL 3.00 are "
        "to be paid besides this. It clears with money in the account, or finance accepts it with a reason.",
        "Usually BRL 1.00–BRL 2.00, each month; this one of BRL 9.00 is more than 30 % above BRL 1.50.",
        "Usually BRL 1.00, every 121 days; this one of BRL 9.00 is more than 30 % above BRL 1.50. "
        "Usual is one bill, every 121 days; there is one of 2026-11-18 already.",
        "No invoice of Acme Ltda was ever accepted. It was registered on 2026-11-01 by the ERP's register.",
        "The register has no account of Acme Ltda, and nothing was paid to DE89 before.",
        "BRL 4000.00 is a multiple of 100, and neither an order nor what Acme Ltda usually bills explains it.",
        "BRL 9900.00 is just under the BRL 10000.00 up to which Ines approves for It.",
        "With 77 it comes to BRL 11000.00 within 3 days: each is under the BRL 10000.00 up to which Ines approves for It, together "
        "they are not.",
        "3 invoices of this supplier are of 2026-11-02: this one and 77, 78.",
        "Item A: BRL 12.10, 21.0 % above the BRL 10.00 of 3 earlier bills.",
    ],
)
def test_what_is_said_of_money_and_risk_is_known_in_portuguese(sentence: str) -> None:
    told = said.portuguese(sentence)
    assert told is not None
    assert not {"the", "is", "of", "with", "each", "and"} & set(told.casefold().split())
