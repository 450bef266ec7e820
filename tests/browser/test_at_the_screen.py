"""What people do at the screens, and what suppliers try: in a real browser against the real application."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.company import HOSTILE_NAME, Company, company
from tests.browser.screen import Screen, sign_in, window
from tests.crash.hostile_files import encrypted

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("at-the-screen")]
# Who looks at a page in the tests of its looks.
PAGES = {
    "/inbox": "clara",
    "/holds": "clara",
    "/approvals": "saulo",
    "/payables": "fabio",
    "/spend": "anna",
    "/erp_deliveries": "fabio",
    "/audit_log": "otto",
    "/review?invoice=to_look_at": "clara",
    "/review?invoice=held": "clara",
    "/review?invoice=hostile": "fabio",
    "/approvals?invoice=hostile": "saulo",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A small company, open for business."""
    with company(tmp_path_factory.mktemp("company")) as open_company:
        yield open_company


def path_of(here: Company, page: str) -> str:
    """A page's path with the invoice's id for its name."""
    return re.sub(r"(?<=invoice=)\w+", lambda name: here.id(name[0]), page)


def events(screen: Screen, here: Company, name: str) -> list[str]:
    """What happened to an invoice, newest first, as its review page tells."""
    screen.go(f"/review?invoice={here.id(name)}")
    screen.page.get_by_role("tab", name="History").click()
    told = screen.key("history_rows").locator("tbody tr td:first-child .main")
    told.first.wait_for()
    return told.all_inner_texts()


def test_a_double_click_on_approve_decides_once(browser: Browser, here: Company) -> None:
    with window(browser, here.app, "ines") as screen:
        screen.go(f"/approvals?invoice={here.id('first')}")
        screen.key("decide").get_by_role("button", name="Approve").dblclick()
        expect(screen.key("approval_rows").locator("tr[data-id]")).to_have_count(3)
        assert not screen.errors
    with window(browser, here.app, "clara") as screen:
        assert events(screen, here, "first").count("Approved, others follow") == 1
        for other in ("second", "third", "hostile"):
            assert "Approved, others follow" not in events(screen, here, other), "the second click reached the next card"


def test_a_link_to_a_card_survives_signing_in(browser: Browser, here: Company) -> None:
    for phone in (False, True):
        with window(browser, here.app, phone=phone) as screen:
            wanted = f"/approvals?invoice={here.id('third')}"
            sign_in(screen, "ines", wanted)
            assert screen.at() == wanted
            expect(screen.key("headline")).to_contain_text("2003")
            expect(screen.key("decide").get_by_role("button", name="Approve")).to_be_enabled()


def test_what_cannot_be_taken_in_says_so_once(browser: Browser, here: Company, tmp_path: Path) -> None:
    files = {
        "letter.docx": b"PK\x03\x04 a letter",
        "empty.pdf": b"",
        "program.pdf": b"MZ\x90\x00" * 100,
        "locked.pdf": encrypted(),
        "big.pdf": b"%PDF-1.7\n" + b" " * 30_000_000,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    said = {
        "letter.docx": "files are not allowed",
        "empty.pdf": "It is empty.",
        "program.pdf": "This is no PDF, XML or picture",
        "locked.pdf": "Received. It is being read.",
        "big.pdf": "must be 25.0MB or smaller",
    }
    with window(browser, here.app, "carlos") as screen:
        screen.go("/inbox")
        screen.page.locator("input[type=file]").set_input_files([tmp_path / name for name in files])
        expect(screen.key("upload_results")).to_contain_text("locked.pdf")
        told = screen.key("upload").inner_text() + screen.key("upload_results").inner_text()
        for words in said.values():
            assert told.count(words) == 1, f"“{words}” stands {told.count(words)} times"
        locked = screen.key("inbox_rows").locator("tr", has_text="locked.pdf")
        expect(locked).to_contain_text("Could not be read")
        for name in files:
            rows = screen.key("inbox_rows").locator("tr", has_text=name)
            assert rows.count() == (name == "locked.pdf"), "a refused file became an invoice"
        locked.click()
        expect(screen.key("holds")).to_contain_text("This PDF is locked: it needs its password.")
        assert not screen.errors


@pytest.mark.parametrize("page", ["/inbox", "/payables", "/review?invoice=hostile", "/approvals?invoice=hostile"])
@pytest.mark.parametrize("phone", [False, True])
def test_a_suppliers_name_is_only_ever_text(browser: Browser, here: Company, page: str, phone: bool) -> None:
    # Finance's board starts with what is to be paid; a clerk's shows the invoice where it stands.
    who = "clara" if page == "/payables" else PAGES.get(page, "clara")
    with window(browser, here.app, who, phone=phone) as screen:
        asked: list[str] = []
        screen.page.on("request", lambda request: asked.append(request.url))
        screen.go(path_of(here, page))
        if page == "/payables" and phone:
            screen.key("board").locator('.chooser [data-key="to_approve"]').tap()
        expect(screen.page.get_by_text(HOSTILE_NAME, exact=True).first).to_be_visible()
        assert screen.page.evaluate("window.hacked === undefined")
        assert screen.page.locator('a[href*="evil"], img[src*="evil"], img[src="x"]').count() == 0
        assert not [url for url in asked if not url.startswith((here.app.address, "data:", "blob:"))], "it left our site"


def test_a_long_name_leaves_room_for_where_it_stands(browser: Browser, here: Company) -> None:
    with window(browser, here.app, "clara") as screen:
        screen.go(f"/review?invoice={here.id('hostile')}")
        expect(screen.key("headline").locator(".tag").first).to_be_visible()
        tags, amount = (screen.key("headline").locator(name).bounding_box() for name in (".tags", ".amount"))
        assert tags is not None and amount is not None
        assert tags["width"] > 100 and tags["x"] + tags["width"] <= amount["x"]


def test_the_keyboard_confirms(browser: Browser, here: Company) -> None:
    with window(browser, here.app, "clara") as screen:
        screen.go(f"/review?invoice={here.id('to_confirm')}")
        field = screen.key("document").locator('input[name="invoice_number"]')
        field.fill("20981")
        field.press("Enter")
        expect(screen.key("document").locator('input[name="series"]')).to_be_focused()
        screen.page.keyboard.press("Control+Enter")
        expect(screen.page.get_by_text("Agrees with order PO-5")).to_be_visible()
        expect(screen.key("headline")).to_contain_text("20981")
        assert "Fields confirmed" in ", ".join(events(screen, here, "to_confirm"))
        assert not screen.errors


def test_what_is_being_typed_goes_on_when_somebody_else_writes(browser: Browser, here: Company) -> None:
    path = f"/review?invoice={here.id('to_look_at')}"
    with window(browser, here.app, "clara") as clerk:
        clerk.go(path)
        number = clerk.key("document").locator('input[name="invoice_number"]')
        number.fill("20")
        number.press("End")
        with ExitStack() as stack:
            other = stack.enter_context(window(browser, here.app, "clara"))
            other.go(path)
            other.key("comment_text").locator("textarea").fill("Is this ours?")
            other.key("comment_send").get_by_role("button").click()
            expect(clerk.page.get_by_text("Is this ours?", exact=True)).to_be_visible()
            clerk.settled()
            clerk.page.keyboard.type("77")
            expect(number).to_have_value("2077")


def test_a_field_points_at_its_box_and_a_box_at_its_field(browser: Browser, here: Company) -> None:
    with window(browser, here.app, "clara") as screen:
        screen.go(f"/review?invoice={here.id('to_look_at')}")
        paper = screen.key("document")
        paper.locator('input[name="supplier_tax_id"]').click()
        expect(paper.locator(".box.active")).to_have_count(1)
        expect(paper.locator(".box.active")).to_have_attribute("data-field", "supplier_tax_id")
        paper.locator('.box[data-field="due_date"]').click()
        expect(paper.locator(".box.active")).to_have_attribute("data-field", "due_date")
        expect(paper.locator('input[name="due_date"]')).to_be_focused()


def test_on_a_phone_a_decision_takes_a_reason_for_no(browser: Browser, here: Company) -> None:
    with window(browser, here.app, "ines", phone=True) as screen:
        screen.go(f"/approvals?invoice={here.id('second')}")
        bar = screen.key("decide")
        bar.get_by_role("button", name="Reject").tap()
        expect(bar.get_by_role("button", name="Reject")).to_be_disabled()
        bar.get_by_role("radio", name="Not ordered").tap()
        bar.get_by_role("button", name="Reject").tap()
        expect(screen.page).not_to_have_url(re.compile(here.id("second")))
    with window(browser, here.app, "clara") as screen:
        assert events(screen, here, "second")[0] == "Rejected"


def test_no_decision_without_the_right_to_it(browser: Browser, here: Company) -> None:
    """Somebody who is not asked sees that nothing is asked of them, and has no button."""
    with window(browser, here.app, "helena.prado") as screen:
        screen.go(f"/approvals?invoice={here.id('third')}")
        expect(screen.page.get_by_text("Already settled")).to_be_visible()
        assert screen.key("decide").count() == 0


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_fits_its_screen_and_reports_no_error(browser: Browser, here: Company, phone: bool) -> None:
    by_person: dict[str, list[str]] = {}
    for page, who in PAGES.items():
        by_person.setdefault(who, []).append(page)
    for who, pages in by_person.items():
        with window(browser, here.app, who, phone=phone) as screen:
            for page in pages:
                screen.go(path_of(here, page))
                expect(screen.key("topbar")).to_be_visible()
                screen.fits()
                assert not screen.errors, page
                assert screen.page.locator('[data-testid="stException"]').count() == 0


def test_thumbs_reach_what_is_pressed_on_a_phone(browser: Browser, here: Company) -> None:
    with window(browser, here.app, "saulo", phone=True) as screen:
        screen.go(f"/approvals?invoice={here.id('third')}")
        for button in screen.key("decide").get_by_role("button").all():
            box = button.bounding_box()
            assert box is not None and box["height"] >= 44
            assert box["y"] + box["height"] <= 844, "the decision is below the fold"
