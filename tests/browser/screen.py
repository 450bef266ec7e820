"""What a person does at a screen, in a word each. Everything waits for what it needs; nothing sleeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

from ap_engine.web.session import SESSION_COOKIE
from tests.browser.running import EVERYBODY, PASSWORD, App

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
# On a deep link Streamlit's own program asks for its address below the page's path first, and then where it is.
PROBES = re.compile(r"/\w+/_stcore/(health|host-config)$")
IDLE = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
    "user_agent": IPHONE,
}
expect.set_options(timeout=20_000)


@dataclass
class Screen:
    """One open browser window, and what went wrong in it."""

    page: Page
    app: App
    errors: list[str] = field(default_factory=list)

    def key(self, name: str) -> Locator:
        """The element of a Streamlit key."""
        return self.page.locator(f".st-key-{name}")

    def go(self, path: str) -> None:
        """Open a path of the application, and wait until it stands."""
        self.page.goto(self.app.address + path)
        self.settled()

    def note(self, said: ConsoleMessage) -> None:
        """Remember an error that the browser reports."""
        where = str(said.location.get("url", ""))
        if said.type == "error" and not PROBES.search(where):
            self.errors.append(f"{said.text} {where}")

    def settled(self) -> None:
        """Wait until the page's script has run."""
        self.page.locator(IDLE).wait_for(timeout=30_000)

    def unfold(self, name: str) -> Locator:
        """Open the folded part of this key and wait until it lies open: what it holds slides under the pointer until then."""
        part = self.key(name).locator("details")
        part.locator("summary").click()
        part.evaluate("part => Promise.allSettled(part.getAnimations({ subtree: true }).map(one => one.finished))")
        return part

    def fits(self) -> None:
        """Nothing is wider than the screen."""
        wide = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert wide[0] <= wide[1], f"{self.page.url} is {wide[0]} wide on a screen of {wide[1]}: {self.widest()}"

    def widest(self) -> str:
        """What reaches farthest to the right, to be told when something does not fit."""
        return str(
            self.page.evaluate(
                "() => [...document.querySelectorAll('body *')].map(n => [n.getBoundingClientRect().right, n.className])"
                ".sort((a, b) => b[0] - a[0]).slice(0, 3).join(' | ')"
            )
        )

    def at(self) -> str:
        """The path and query in the address bar."""
        parts = urlsplit(self.page.url)
        return parts.path + (f"?{parts.query}" if parts.query else "")


_contexts: WeakKeyDictionary[Browser, dict[bool, BrowserContext]] = WeakKeyDictionary()


def _context(browser: Browser, phone: bool) -> BrowserContext:
    """A desktop or a phone, the same one for all of a module's tests: the program's files are fetched once, as in real life."""
    known = _contexts.setdefault(browser, {})
    if phone not in known:
        known[phone] = browser.new_context(**(PHONE if phone else DESKTOP), locale="en-GB")  # type: ignore[arg-type]
        known[phone].set_default_timeout(20_000)
    return known[phone]


@contextmanager
def window(browser: Browser, app: App, who: str | None = None, phone: bool = False) -> Iterator[Screen]:
    """A window on a desktop of 1440 or a phone of 390 pixels. `who` is signed in already, nobody else is any more."""
    context = _context(browser, phone)
    context.clear_cookies()
    if who is not None:
        context.add_cookies([{"name": SESSION_COOKIE, "value": app.tokens[who], "url": app.address}])
    screen = Screen(context.new_page(), app)
    screen.page.on("console", screen.note)
    screen.page.on("pageerror", lambda error: screen.errors.append(str(error)))
    try:
        yield screen
    finally:
        screen.page.close()


def sign_in(screen: Screen, who: str, wanted: str = "/", password: str = PASSWORD) -> None:
    """Open `wanted` signed out, be led to the form, and sign in."""
    screen.page.goto(screen.app.address + wanted)
    expect(screen.page).to_have_url(re.compile("/sign-in"))
    screen.page.get_by_label("E-mail").fill(EVERYBODY[who].email)
    screen.page.get_by_label("Password").fill(password)
    screen.page.get_by_role("button", name="Sign in", exact=True).click()
    expect(screen.page).not_to_have_url(re.compile("/sign-in"))
    screen.settled()


def choose(screen: Screen, key: str, option: str) -> None:
    """Choose in a select box by typing, as one does: a list that was opened by a click closes when the page moves."""
    box = screen.key(key).locator("input")
    box.click()
    box.press_sequentially(option)
    screen.page.get_by_role("option", name=option).click()


def split_60_40(screen: Screen) -> None:
    """Technology 60, Sales 40, on the review page."""
    choose(screen, "split_center_0", "Technology")
    share = screen.key("split_percent_0").locator("input")
    share.fill("60")
    share.press("Enter")
    expect(screen.key("split_left")).to_contain_text("40")
    screen.key("split_add").get_by_role("button").click()
    expect(screen.key("split_percent_1").locator("input")).to_have_value("40.00")
    choose(screen, "split_center_1", "Sales")
    expect(screen.key("split_left")).to_contain_text("Closes to the cent")
    screen.key("split_save").get_by_role("button").click()


def approve(screen: Screen) -> None:
    """Press Approve on the card that is open."""
    screen.key("decide").get_by_role("button", name="Approve").click()
