"""From the pocket to the card: a leader's phone buzzes, a tap, the sign-in, and the card is there. And the page of channels."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from ap_engine import workflow
from tests.browser.running import EVERYBODY, PASSWORD, App, application, as_for_omie, launched, move_in
from tests.browser.screen import window
from tests.house import free_port, opened, sandbox, until
from tests.workflow.phones import Phones, phones
from tests.workflow.trade import BAKERY, Bill, pending

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("push")]


@dataclass
class Here:
    """The running application, its phones, and the invoice that waits."""

    app: App
    phones: Phones
    invoice: str


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """Ines has a phone; an invoice came to her."""
    folder, port = tmp_path_factory.mktemp("push"), free_port()
    with ExitStack() as stack:
        address = stack.enter_context(sandbox(folder))
        sink = stack.enter_context(phones(folder))
        with opened(folder / "data", address, push_private=True) as house:
            tokens = move_in(house, BAKERY)
            workflow.add_channel(house.engine, "ines", sink.channel("ines-phone"), "en")
            invoice = pending(house, Bill("4711", BAKERY))
        variables = {"AP_PUSH_PRIVATE": "yes", "AP_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}"}
        app = application(folder / "data", port, tokens, **as_for_omie(address), **variables)
        yield Here(stack.enter_context(app), sink, invoice.id)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium."""
    with launched() as browser:
        yield browser


def test_the_leader_follows_the_push_signs_in_and_lands_on_the_card(chromium: Browser, here: Here) -> None:
    until(lambda: here.phones.got("ines-phone"), 30)
    (message,) = here.phones.got("ines-phone")
    assert message["title"] == "To approve: R$\u00a0125.00, Padaria Ltda"
    with window(chromium, here.app, phone=True) as screen:
        screen.page.goto(message["click"])
        screen.page.get_by_label("E-mail").fill(EVERYBODY["ines"].email)
        screen.page.get_by_label("Password").fill(PASSWORD)
        screen.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(screen.page).to_have_url(message["click"])
        expect(screen.page.get_by_role("heading", name="Padaria Ltda")).to_be_visible()
        screen.fits()
        screen.page.get_by_role("button", name="Approve").click()
        expect(screen.page.get_by_text("You approved it on")).to_be_visible()
        assert not screen.errors
    assert len(here.phones.got("ines-phone")) == 1


@pytest.mark.parametrize("phone", [False, True])
def test_a_channel_is_entered_tried_out_and_never_shown_whole(chromium: Browser, here: Here, phone: bool) -> None:
    topic = f"very-secret-topic-{phone}"
    with window(chromium, here.app, "otto", phone=phone) as screen:
        screen.go("/audit_log")
        if phone:
            screen.key("user_menu").get_by_role("button").click()
        screen.page.get_by_role("link", name="Notifications").first.click()
        expect(screen.key("new_channel")).to_be_visible()
        screen.key("channel_address").locator("input").fill("hello")
        screen.key("channel_add").get_by_role("button").click()
        expect(screen.page.get_by_text("This is no address that messages can be sent to.")).to_be_visible()
        screen.settled()
        screen.key("channel_address").locator("input").fill(here.phones.channel(topic))
        screen.key("channel_add").get_by_role("button").click()
        row = screen.key("channels").get_by_text(f"ntfy …{topic[-3:]}")
        expect(row).to_be_visible()
        screen.page.get_by_role("button", name="Send me a test").last.click()
        until(lambda: here.phones.got(topic))
        screen.settled()
        assert here.phones.got(topic)[0]["title"] == "A test from accounts payable"
        here.phones.fault(status=403)
        screen.page.get_by_role("button", name="Send me a test").last.click()
        expect(screen.key("channels").get_by_text("Failed lately").last).to_be_visible()
        assert topic not in screen.page.content()
        screen.fits()
        assert not screen.errors
