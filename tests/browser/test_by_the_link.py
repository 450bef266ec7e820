"""The approver's link on a phone of 390 pixels, in a real browser: seen signed out, one tap, and what an old one says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, expect

from ap_engine.model.invoice import Invoice
from tests.browser.company import Company, company, printed
from tests.browser.running import ROOT
from tests.browser.screen import Screen, window
from tests.house import House, place, until
from tests.workflow.trade import FLOUR, Bill, confirm, order, pending, receive, split

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("by-the-link")]
OFF, ON = 'link_without_account_up_to: ""', 'link_without_account_up_to: "5000.00"'


def _on_paper(house: House) -> dict[str, Invoice]:
    """An invoice with a page to look at, in front of Ines and Saulo."""
    place(house, order("PO-77", quantity=8))
    read = receive(house, printed("20977", "PO-77", Decimal(8)), name="fatura.pdf")
    invoice = split(house, confirm(house, read, invoice_number="20977"))
    return {"paper": invoice, **{f"green {quantity}": _green(house, quantity) for quantity in (11, 23, 31)}}


def _green(house: House, quantity: int) -> Invoice:
    """An invoice that agrees with its order in everything, like no other."""
    number = str(1000 + quantity * 37)
    place(house, order(f"PO-{number}", quantity=quantity))
    return pending(house, Bill(number, order=f"PO-{number}", lines=((*FLOUR[:2], Decimal(quantity), FLOUR[3]),)))


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A company whose policy lets the link alone decide up to 5,000."""
    folder = tmp_path_factory.mktemp("company")
    text = (ROOT / "data" / "policy.yaml").read_text(encoding="utf-8")
    assert OFF in text
    for risk in ("new_supplier", "new_account", "round_amount", "under_limit", "several", "price_jump"):
        text = text.replace(f"  {risk}: note", f'  {risk}: "off"')

    (folder / "policy.yaml").write_text(text.replace(OFF, ON), encoding="utf-8")
    with company(folder, folder / "policy.yaml", _on_paper) as open_company:
        yield open_company


def look(screen: Screen, name: str) -> None:
    """Keep a picture where somebody wants to look at it."""
    if folder := os.environ.get("AP_PICTURES"):
        screen.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=False)


def opened(screen: Screen, path: str) -> None:
    screen.page.goto(screen.app.address + path)
    screen.page.locator("main").wait_for()


def test_signed_out_on_a_phone_the_card_is_read_and_approved_with_one_tap(browser: Browser, here: Company) -> None:
    with window(browser, here.app, phone=True) as screen:
        opened(screen, here.links["paper"])
        expect(screen.page.get_by_role("heading", name="Moinho Ltda")).to_be_visible()
        expect(screen.page.locator(".sum")).to_have_text("R$\u00a0100.00")
        screen.fits()
        look(screen, "link-390")
        image = screen.page.locator(".paper img")
        image.scroll_into_view_if_needed()
        expect(image).to_be_visible()
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1240
        assert image.bounding_box()["width"] >= 350
        look(screen, "link-390-page")
        for summary in ("Reject", "Ask"):
            screen.page.locator("summary", has_text=summary).click()
            screen.fits()
            look(screen, f"link-390-{summary}")
            screen.page.locator("summary", has_text=summary).click()
        screen.page.get_by_role("button", name="Approve").dblclick()
        expect(screen.page.get_by_text("You approved it on")).to_be_visible()
        look(screen, "link-390-done")
        opened(screen, here.links["paper"])
        expect(screen.page.get_by_text("You approved it on")).to_be_visible()
        assert screen.page.get_by_role("button").count() == 0
        assert not screen.errors
    with window(browser, here.app, "clara") as screen:
        screen.go(f"/review?invoice={here.id('paper')}")
        screen.page.get_by_role("tab", name="History").click()
        told = screen.key("history_rows").locator("tbody tr td:first-child .main")
        told.first.wait_for()
        assert told.all_inner_texts().count("Approved, others follow") == 1


def test_a_link_whose_invoice_changed_says_so_and_leads_to_the_card_behind_the_sign_in(browser: Browser, here: Company) -> None:
    with window(browser, here.app, "saulo") as screen:
        screen.go(f"/approvals?invoice={here.id('second')}")
        screen.unfold("change_split")
        share = screen.key("split_percent_0").locator("input")
        share.fill("50")
        share.press("Enter")
        other = screen.key("split_percent_1").locator("input")
        other.fill("50")
        other.press("Enter")
        expect(screen.key("split_left")).to_contain_text("Closes to the cent")
        screen.key("split_save").get_by_role("button").click()
        until(lambda: requests.get(here.app.address + here.links["second"], timeout=5).status_code == 410)
    with window(browser, here.app, phone=True) as screen:
        opened(screen, here.links["second"])
        expect(screen.page.get_by_role("heading", name="The invoice changed after this link was sent")).to_be_visible()
        assert "Moinho" not in screen.page.locator("main").inner_text()
        look(screen, "link-390-changed")
        screen.page.get_by_role("link", name="See the invoice as it is now").click()
        expect(screen.page.get_by_label("E-mail")).to_be_visible()


def test_on_a_desktop_it_is_the_same_page(browser: Browser, here: Company) -> None:
    with window(browser, here.app, "ines") as screen:
        opened(screen, here.links["third"])
        expect(screen.page.get_by_role("button", name="Approve")).to_be_enabled()
        screen.fits()
        look(screen, "link-1440")
        screen.page.get_by_role("button", name="Approve").click()
        expect(screen.page.get_by_role("link", name="Next: ")).to_be_visible()
        look(screen, "link-1440-done")


def test_several_that_agree_are_approved_together_and_a_hold_until_a_day_leaves_the_queue(
    browser: Browser, here: Company
) -> None:
    with window(browser, here.app, "saulo") as screen:
        screen.go("/approvals")
        rows = screen.key("approval_rows").locator("tr[data-id]")
        rows.first.wait_for()
        before = rows.count()
        screen.unfold("several")
        screen.key("several_all").get_by_role("button").click()
        send = screen.key("several_send").get_by_role("button")
        expect(send).to_be_enabled()
        screen.fits()
        look(screen, "several-1440")
        told = send.inner_text()
        many = int(told.split()[1].rstrip(":"))
        assert many >= 3 and "R$" in told
        send.click()
        expect(rows).to_have_count(before - many)
        look(screen, "several-1440-done")
        assert not screen.errors
    for name in ("green 11", "green 23", "green 31"):
        with window(browser, here.app, "clara") as screen:
            screen.go(f"/review?invoice={here.id(name)}")
            screen.page.get_by_role("tab", name="History").click()
            entries = screen.key("history_rows").locator("tbody tr td:first-child .main")
            entries.first.wait_for()
            assert entries.all_inner_texts().count("Approved, others follow") == 1
    with window(browser, here.app, "ines", phone=True) as screen:
        screen.go(f"/approvals?invoice={here.id('green 31')}")
        expect(screen.key("headline")).to_contain_text("a day from")
        look(screen, "card-390")
        screen.unfold("put_off")
        screen.key("put_off_until").get_by_role("spinbutton").first.click()
        screen.page.keyboard.type("29012027")
        screen.page.keyboard.press("Escape")
        expect(screen.page.get_by_text("days after it is due")).to_be_visible()
        reason = screen.key("put_off_reason").locator("input")
        reason.fill("Checked after the holidays")
        reason.press("Enter")
        screen.fits()
        look(screen, "put-off-390")
        screen.key("put_off_send").get_by_role("button").click()
        expect(screen.key("wait")).to_contain_text("Checked after the holidays")
        look(screen, "waits-390")
        screen.go("/approvals")
        expect(screen.key("put_off_rows")).to_contain_text("Moinho Ltda")
        screen.fits()
        look(screen, "queue-390")
        assert not screen.errors
