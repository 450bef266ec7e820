"""The controls at a real screen: a policy from its draft to its day, and an invoice that waits for goods until they are here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, expect

from ap_engine.model.holds import HoldCode
from tests.browser.running import App, application, as_for_omie, move_in, webhook
from tests.browser.screen import Screen, window
from tests.house import free_port, opened, place, sandbox
from tests.workflow.trade import BAKERY, FLOUR, MILL, Bill, approve, held_for, order, pending, receive

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("controls")]
SALES = (("sales", "100"),)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, str, str]]:
    """A company with a price 3 % too high on hold, and an invoice for goods of which a part came and was billed."""
    folder, port = tmp_path_factory.mktemp("controls"), free_port()
    with ExitStack() as stack:
        address = stack.enter_context(sandbox(folder, webhook(port)))
        with opened(folder / "data", address) as house:
            tokens = move_in(house, MILL, BAKERY)
            place(house, replace(order("PO-10"), cost_centers=SALES))
            dearer = receive(house, Bill("4001", order="PO-10", lines=((*FLOUR[:3], Decimal("12.88")),)))
            assert held_for(dearer) == {HoldCode.PRICE_VARIANCE}
            place(house, replace(order("PO-20", quantity=30), cost_centers=SALES), received=False)
            waits = receive(house, Bill("4002", order="PO-20"))
            assert held_for(waits) == {HoldCode.QUANTITY_RECEIVED}
            approve(house, pending(house, Bill("4003", BAKERY)), "ines", "saulo")
        app = stack.enter_context(application(folder / "data", port, tokens, **as_for_omie(address)))
        yield app, dearer.id, waits.id


def shot(screen: Screen, name: str) -> None:
    """A picture for whoever asks for one."""
    if folder := os.environ.get("AP_SCREENSHOTS"):
        screen.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_tolerance_is_drafted_tried_proposed_and_agreed_to(browser: Browser, here: tuple[App, str, str]) -> None:
    app, dearer, _ = here
    with window(browser, app, "ada") as screen:
        screen.go("/policies")
        screen.key("policy_new").get_by_role("button").click()
        percent = screen.key("pol_matching_tolerances_price_percent_0").locator("input")
        expect(percent).to_have_value("2")
        percent.fill("5")
        percent.press("Enter")
        expect(screen.key("draft_changes")).to_contain_text("2 %")
        expect(screen.key("draft_changes")).to_contain_text("5 %")
        day = screen.key("pol_effective_from_0")
        day.get_by_role("spinbutton").first.click()
        screen.page.keyboard.type(f"{date.today():%d%m%Y}")
        expect(screen.key("draft_changes")).not_to_contain_text("In force from")
        shot(screen, "policy-draft")
        screen.key("policy_try").get_by_role("button").click()
        expect(screen.key("trial_figures")).to_contain_text("Would be through")
        shot(screen, "policy-tried")
        screen.page.get_by_label("Why", exact=True).fill("Flour moves more than that.")
        screen.key("policy_propose").get_by_role("button").click()
        expect(screen.page.get_by_text("Somebody else has to agree.")).to_be_visible()
        assert screen.key("agree_2026-02").count() == 0, "not by the one who proposed it"
        screen.fits()
        assert not screen.errors
    with window(browser, app, "fabio", phone=True) as screen:
        screen.go("/policies")
        expect(screen.page.get_by_text("Flour moves more than that.").first).to_be_visible()
        shot(screen, "policy-consent-phone")
        screen.fits()
        screen.key("agree_2026-02").get_by_role("button").click()
        expect(screen.page.get_by_text(re.compile("In force: version 2026-02"))).to_be_visible()
        screen.fits()
        assert not screen.errors
    with window(browser, app, "ada") as screen:
        screen.go("/policies")
        expect(screen.page.get_by_text(re.compile("In force: version 2026-02"))).to_be_visible()
        shot(screen, "policy-in-force")
        screen.go(f"/review?invoice={dearer}")
        expect(screen.key("hold_price_variance_1")).to_have_count(0)
        assert not screen.errors


def test_what_waits_for_goods_goes_on_when_they_are_here(browser: Browser, here: tuple[App, str, str]) -> None:
    app, _, waits = here
    with window(browser, app, "clara") as desk, window(browser, app, "saulo", phone=True) as phone:
        desk.go(f"/review?invoice={waits}")
        equation = desk.key("match_rows")
        for figure in ("30", "0", "10", "20"):
            expect(equation).to_contain_text(figure)
        expect(equation).to_contain_text("More than received")
        expect(desk.key("hold_quantity_received_1")).to_be_visible()
        shot(desk, "match-held")
        phone.go("/receipts")
        card = phone.key("receipt_PO-20")
        expect(card.locator("input").first).to_have_value("10")
        shot(phone, "receipt-phone")
        phone.fits()
        phone.key("receipt_send_PO-20").get_by_role("button").click()
        expect(phone.page.get_by_text("Receipt confirmed. What waited for it goes on.")).to_be_visible()
        expect(desk.key("hold_quantity_received_1")).to_have_count(0)
        expect(equation).to_contain_text("Agrees")
        shot(desk, "match-gone")
        phone.go(f"/approvals?invoice={waits}")
        phone.unfold("match_lines")
        expect(phone.key("match_rows")).to_contain_text("30 un ordered · 10 received · 0 before · 10 un now · 20 left")
        shot(phone, "match-phone")
        phone.fits()
        desk.fits()
        assert not [*desk.errors, *phone.errors]
