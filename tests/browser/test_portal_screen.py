"""A supplier with a phone: a link from the clerk, an invoice sent, a hold seen and cleared, without a script error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.company import printed
from tests.browser.running import App, application, as_for_omie, move_in
from tests.browser.screen import window
from tests.house import free_port, opened, place, sandbox
from tests.workflow.trade import MILL, Bill, order

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("portal")]
SLOW_LINE_LIMIT = 30_000


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A company with one supplier and two like orders of it."""
    folder, port = tmp_path_factory.mktemp("portal"), free_port()
    with ExitStack() as stack:
        address = stack.enter_context(sandbox(folder))
        with opened(folder / "data", address) as house:
            tokens = move_in(house, MILL)
            place(house, order("PO-2026-71"), order("PO-2026-72"))
        yield stack.enter_context(application(folder / "data", port, tokens, **as_for_omie(address)))


def test_a_supplier_sends_an_invoice_from_a_phone_and_clears_its_hold(browser: Browser, app: App) -> None:
    with window(browser, app, "clara") as desk:
        desk.go(f"/suppliers?supplier={MILL.id}")
        desk.key("portal_make").get_by_role("button").click()
        link = urlsplit(desk.key("portal_address").locator("code").inner_text().strip()).path
        assert link.startswith("/portal/")
        desk.fits()
        assert not desk.errors
    with window(browser, app, phone=True) as phone:
        page, weight = phone.page, 0

        def weigh(response: object) -> None:
            nonlocal weight
            weight += len(response.body()) if response.status == 200 else 0  # type: ignore[attr-defined]

        page.on("response", weigh)
        page.goto(app.address + link)
        expect(page.get_by_text("Nothing was sent yet.")).to_be_visible()
        assert 0 < weight < SLOW_LINE_LIMIT, weight
        phone.fits()
        page.get_by_label("Files").set_input_files(
            {"name": "fatura.pdf", "mimeType": "application/pdf", "buffer": printed("70012", "PO-404")}
        )
        page.get_by_role("button", name="Send").click()
        card = page.locator("details", has_text="fatura.pdf")
        expect(card).to_contain_text("Needs something from you")
        expect(card).to_contain_text("It names no open order of yours.")
        phone.fits()
        card.get_by_label("Number of our order").fill("PO-1")
        card.get_by_role("button", name="Correct").click()
        expect(page.get_by_role("alert")).to_contain_text("We have no open order of yours with the number PO-1.")
        phone.errors = [one for one in phone.errors if "400" not in one]  # the browser reports the refusal itself
        card.get_by_label("Number of our order").fill("PO-2026-71")
        card.get_by_role("button", name="Correct").click()
        expect(card).not_to_contain_text("It names no open order of yours.")
        expect(card).to_contain_text("PO-2026-71")
        phone.fits()
        # What could not be read is settled by the XML, and both are one invoice.
        xml = Bill("70012", order="PO-2026-71").xml()
        card.get_by_label("Have you the XML").set_input_files({"name": "fatura.xml", "mimeType": "text/xml", "buffer": xml})
        card.get_by_role("button", name="Send the XML").click()
        expect(page.locator("details")).to_have_count(1)
        expect(card).to_contain_text("Invoice 70012")
        expect(card).to_contain_text("fatura.xml + fatura.pdf")
        expect(card).not_to_contain_text("Needs something from you")
        phone.fits()
        assert not phone.errors
