"""Is there money for it, and what is worth knowing: seen on a phone before a yes, and by finance on the review page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ap_engine import workflow
from ap_engine.model.money import Money
from tests.browser.running import App, application, as_for_omie, move_in, webhook
from tests.browser.screen import window
from tests.house import free_port, opened, place, sandbox
from tests.workflow.trade import BAKERY, MILL, Bill, order, pending, receive, split

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("money-screen")]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, str, str]]:
    """A company with budgets, a bank that was asked, an invoice before its leaders and one that is over its budget."""
    folder: Path = tmp_path_factory.mktemp("money")
    port = free_port()
    with ExitStack() as stack:
        address = stack.enter_context(sandbox(folder, webhook(port)))
        with opened(folder / "data", address) as house:
            tokens = move_in(house, MILL, BAKERY)
            with house.engine.store.write("set-up", house.engine.now()) as tx:
                tx.coding.set_budget("technology", 2026, 11, Money.of("1000", "BRL"))
                tx.coding.set_budget("sales", 2026, 11, Money.of("120", "BRL"))
            place(house, replace(order("PO-1", quantity=16), issue_date=date(2026, 11, 1)))
            workflow.fetch_balances(house.engine, on_demand=True)
            waiting = pending(house, Bill("3001", order="PO-1"))
            over = split(house, receive(house, Bill("3002", BAKERY)), shares=(("sales", Decimal(100)),))
        app = stack.enter_context(application(folder / "data", port, tokens, **as_for_omie(address)))
        yield app, waiting.id, over.id


def shot(screen: object, name: str) -> None:
    """A picture for whoever asks for one."""
    if folder := os.environ.get("AP_SCREENSHOTS"):
        screen.page.screenshot(path=f"{folder}/{name}.png", full_page=True)  # type: ignore[attr-defined]


def test_a_leader_sees_the_money_on_the_phone_before_a_yes(browser: Browser, here: tuple[App, str, str]) -> None:
    app, waiting, _ = here
    with window(browser, app, "ines", phone=True) as screen:
        screen.go(f"/approvals?invoice={waiting}")
        block = screen.key("balance")
        expect(block.get_by_text("Is there money for it?")).to_be_visible()
        expect(block.get_by_text("Nov 2026: R$\u00a0925.00 of R$\u00a01,000.00 left after this")).to_be_visible()
        expect(block.get_by_text("R$\u00a075.00 left after this")).to_be_visible()
        expect(block.get_by_text("R$\u00a099,875.00 left after what is due up to")).to_be_visible()
        block.locator("summary").first.click()
        expect(block.get_by_text("In the ERP R$\u00a00.00").first).to_be_visible()
        expect(screen.key("notices").get_by_text("First invoice of a new supplier")).to_be_visible()
        assert screen.key("seen_risk_new_supplier_0").count() == 0, "only finance takes it off the list"
        shot(screen, "money-phone")
        screen.fits()
        assert not screen.errors


def test_finance_sees_what_is_over_asks_the_bank_and_takes_a_notice_off(browser: Browser, here: tuple[App, str, str]) -> None:
    app, _, over = here
    with window(browser, app, "fabio") as screen:
        screen.go(f"/review?invoice={over}")
        block = screen.key("balance")
        expect(block.get_by_text("Nov 2026: R$\u00a055.00 over the budget of R$\u00a0120.00")).to_be_visible()
        screen.key("bank_again").get_by_role("button").click()
        expect(screen.page.get_by_text("The balance is of this moment.").or_(screen.page.get_by_text("It was asked a moment ago."))
               ).to_be_visible()  # fmt: skip
        screen.key("seen_risk_new_supplier_0").get_by_role("button").click()
        screen.page.get_by_label("What did you find?").fill("Ordered by Saulo, called back.")
        shot(screen, "money-review")
        screen.page.get_by_role("button", name="Take it off the list").click()
        expect(screen.key("notice_risk_new_supplier_0")).to_have_count(0)
        assert not screen.errors
