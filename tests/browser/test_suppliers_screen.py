"""The register at a real screen: five hundred suppliers, hostile names, and a changed account from the invoice to the last yes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect

from ap_engine.model.parties import Supplier
from tests.browser.company import HOSTILE
from tests.browser.running import App, application, as_for_omie, launched, move_in
from tests.browser.screen import window
from tests.house import free_port, opened, sandbox
from tests.scenarios.paying import OTHER, OURS, PHONE
from tests.scenarios.paying_whole import KNOWN
from tests.workflow.trade import Bill, confirm, receive

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("suppliers")]
LONG = Supplier("long", "Indústria e Comércio de Materiais " * 5, "48527693000100", iban=OURS, phone=PHONE, blocked=True)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, str]]:
    """A company with many suppliers, and an invoice that asks for another account."""
    folder, port = tmp_path_factory.mktemp("suppliers"), free_port()
    with ExitStack() as stack:
        address = stack.enter_context(sandbox(folder))
        with opened(folder / "data", address) as house:
            tokens = move_in(house, KNOWN)
            with house.engine.store.write("set-up", house.engine.now()) as tx:
                for one in (replace(HOSTILE, iban=OURS), LONG):
                    tx.suppliers.save(one)
                for number in range(500):
                    tx.suppliers.save(Supplier(f"s{number}", f"Fornecedor {number:03d} Ltda", f"TAX{number:05d}"))
            invoice = confirm(house, receive(house, Bill("1", KNOWN, iban=OTHER)))
        yield stack.enter_context(application(folder / "data", port, tokens, **as_for_omie(address))), invoice.id


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium."""
    with launched() as browser:
        yield browser


@pytest.mark.parametrize("phone", [False, True])
def test_five_hundred_suppliers_and_hostile_names_fit(chromium: Browser, here: tuple[App, str], phone: bool) -> None:
    with window(chromium, here[0], "ada", phone=phone) as screen:
        screen.go("/suppliers")
        expect(screen.key("supplier_rows")).to_contain_text("Fornecedor 499 Ltda")
        screen.fits()
        for supplier in ("hostile", "long", "bakery", "s7"):
            screen.go(f"/suppliers?supplier={supplier}")
            expect(screen.key("bank_details")).to_contain_text("Paid to")
            screen.fits()
        assert screen.page.evaluate("window.hacked") is None
        assert not screen.errors


def test_a_changed_account_from_the_invoice_to_the_last_yes(chromium: Browser, here: tuple[App, str]) -> None:
    app, invoice = here
    with window(chromium, app, "clara") as screen:
        screen.go(f"/review?invoice={invoice}")
        screen.key("ask_change_bank_changed_0").get_by_role("button").click()
        expect(screen.page).to_have_url(re.compile(rf"/suppliers\?supplier={KNOWN.id}&about={invoice}"))
        expect(screen.page.get_by_label("IBAN")).to_have_value(OTHER)
        screen.page.get_by_label("Where does the request come from?").fill("Invoice 1")
        screen.key("ask_send").get_by_role("button").click()
        expect(screen.key("bank_details")).to_contain_text("Waiting for the call-back")
        assert not screen.errors
    with window(chromium, app, "carlos", phone=True) as screen:
        screen.go(f"/suppliers?supplier={KNOWN.id}")
        screen.key("call_open").get_by_role("button").click()
        expect(screen.page.get_by_text(PHONE, exact=True).last).to_be_visible()
        screen.page.get_by_label("Whom did you speak with?").fill("Dona Rosa")
        screen.page.get_by_text("The supplier confirms the change").click()
        screen.key("call_send").get_by_role("button").click()
        expect(screen.key("bank_details")).to_contain_text("Waiting for a second person")
        screen.fits()
        assert screen.key("agree_send").count() == 0
    with window(chromium, app, "fabio") as screen:
        screen.go(f"/suppliers?supplier={KNOWN.id}")
        screen.key("agree_send").get_by_role("button").click()
        expect(screen.key("bank_details")).to_contain_text(OTHER)
        expect(screen.key("supplier_log")).to_contain_text("Bank change agreed to")
        expect(screen.key("supplier_log")).to_contain_text("Dona Rosa")
        screen.fits()
        assert not screen.errors
