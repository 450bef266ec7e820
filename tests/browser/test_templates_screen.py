"""An administrator makes a template from two samples; the supplier's next document is read by it, fields highlighted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import sawmill
from tests.browser.running import App, application, as_for_omie, move_in, webhook
from tests.browser.screen import Screen, choose, window
from tests.house import free_port, opened, sandbox

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("templates-screen")]


HOSTILE = "<img src=x onerror=window.hacked=1> **x** ![](y)"  # a file's name
ACCEPT_ALL = re.compile(r"Accept \d+ values")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A company that buys from a sawmill, open for business."""
    folder, port = tmp_path_factory.mktemp("templates"), free_port()
    with ExitStack() as stack:
        address = stack.enter_context(sandbox(folder, webhook(port)))
        with opened(folder / "data", address) as house:
            tokens = move_in(house, sawmill.SAWMILL)
        yield stack.enter_context(application(folder / "data", port, tokens, **as_for_omie(address)))


# Opens a field and selects its label's words at once, before the answer draws the fields again without the mark.
SELECT_LABEL = """row => {
  const root = row.getRootNode()
  row.querySelector(".head").click()
  const input = root.querySelector(".row[data-name=invoice_number] input[name=label]")
  input.focus()
  input.select()
  input.before = true
}"""


def begin(screen: Screen, *samples: tuple[str, bytes]) -> Locator:
    """A new template for the sawmill from these samples; the component."""
    screen.go("/templates")
    screen.key("template_new").get_by_role("button").click()
    choose(screen, "new_supplier", sawmill.SAWMILL.name)
    files = [{"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content} for name, content in samples]
    screen.page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    marking = screen.key("marking")
    expect(marking.locator(".sample")).to_have_count(len(samples))
    return marking


def on_paper(marking: Locator, place: tuple[int, int]) -> tuple[float, float]:
    """A place on the paper (points) as one on the screen, a little inside the word that begins there."""
    seen = marking.locator(".page:has(img:not(.waiting)) .layer")
    left, top, wide, high = seen.evaluate("n => { const b = n.getBoundingClientRect(); return [b.x, b.y, b.width, b.height] }")
    return left + wide * (place[0] + 8) / sawmill.WIDTH, top + high * (place[1] - 4) / sawmill.HEIGHT


def turn_to(marking: Locator, sample: str) -> None:
    """Show this sample."""
    button = marking.locator(".sample", has_text=sample)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def row(marking: Locator, name: str) -> Locator:
    """The row of a field beside the page."""
    return marking.locator(f'.side .row[data-name="{name}"]')


def stands(marking: Locator, name: str, state: str) -> Locator:
    """The field's row, once its state is this."""
    found = row(marking, name)
    expect(found.locator(f".state.k-{state}")).to_be_visible()
    return found


def test_from_two_samples_to_a_document_that_is_read(browser: Browser, app: App) -> None:
    with window(browser, app, "ada") as screen:
        marking = begin(screen, ("first", sawmill.FIRST), ("second", sawmill.SECOND))
        turn_to(marking, "first")
        stands(marking, "invoice_number", "open")
        screen.page.mouse.click(*on_paper(marking, sawmill.NUMBER))
        expect(stands(marking, "invoice_number", "good")).to_contain_text("SB-1001")
        marking.get_by_role("button", name=ACCEPT_ALL).click()
        stands(marking, "gross_total", "good")
        # What is selected before the screen has answered is replaced by what is typed after it.
        row(marking, "invoice_number").evaluate(SELECT_LABEL)
        label = row(marking, "invoice_number").locator("input[name=label]")
        expect(label).not_to_have_js_property("before", True)
        screen.page.keyboard.type("Romaneio")
        expect(label).to_have_value("Romaneio")
        label.press("Escape")
        # The first word alone announces the number on the first sample only: the second one says so in red.
        row(marking, "invoice_number").locator(".head").click()
        label = row(marking, "invoice_number").locator("input[name=label]")
        label.fill("Romaneio")
        label.press("Enter")
        expect(stands(marking, "invoice_number", "bad")).to_contain_text("“SB-0998” is read.")
        row(marking, "invoice_number").get_by_role("button", name="right of “Romaneio atual”").click()
        stands(marking, "invoice_number", "good")
        turn_to(marking, "second")
        expect(stands(marking, "invoice_number", "offer")).to_contain_text("SB-1002")
        marking.get_by_role("button", name=ACCEPT_ALL).click()
        stands(marking, "invoice_number", "good")
        accept_lines(screen, marking)
        publish(screen)
        assert not screen.errors
    with window(browser, app, "clara") as screen:
        third = {"name": "third.pdf", "mimeType": "application/pdf", "buffer": sawmill.THIRD}
        screen.go("/inbox")
        screen.page.locator("input[type=file]").set_input_files([third])  # type: ignore[list-item]
        screen.key("inbox_rows").locator("tr", has_text="SB-1003").click()
        paper = screen.key("document")
        expect(paper.locator('input[name="invoice_number"]')).to_have_value("SB-1003")
        expect(paper.locator('input[name="due_date"]')).to_have_value("2026-12-28")
        paper.locator('input[name="invoice_number"]').click()
        expect(paper.locator(".box.active")).to_have_attribute("data-field", "invoice_number")
        assert not screen.errors
    with window(browser, app, "ada") as screen:
        taken_out_and_taken_up_again(screen)
        assert not screen.errors


def taken_out_and_taken_up_again(screen: Screen) -> None:
    """Out of force, its versions are kept; the first one is taken up, proved and published, and is in force again."""
    screen.go("/templates")
    screen.key("template_rows").locator("tr", has_text="Serraria Boa Vista").click()
    screen.key("template_retire").get_by_role("button").click()
    screen.key("retire_why").locator("input").fill("Wrong supplier")
    screen.key("retire_why").locator("input").press("Enter")
    screen.key("retire_send").get_by_role("button").click()
    expect(screen.key("template_head")).to_contain_text("Not in force")
    expect(screen.key("version_rows").locator("tr[data-id]")).to_have_count(2)
    screen.unfold("template_versions")
    screen.key("version_rows").locator("tr", has_text="Its number was never read").get_by_role("button").click()
    expect(screen.key("template_missing")).to_contain_text("Version 1 is taken up.")
    screen.key("template_why").locator("input").fill("It was right after all")
    screen.key("template_publish").get_by_role("button").click()
    expect(screen.key("template_head")).to_contain_text("Version 3")
    expect(screen.key("template_head")).not_to_contain_text("Not in force")


def accept_lines(screen: Screen, marking: Locator) -> None:
    """Take the table that was found, on both samples."""
    marking.get_by_role("tab", name="Line table").click()
    marking.get_by_role("button", name="Take this table").click()
    expect(marking.get_by_text("1 line is read: is it right?")).to_be_visible()
    expect(marking.get_by_text("Their sum 750.00 is the total")).to_be_visible()
    for sample in ("second", "first"):
        turn_to(marking, sample)
        marking.get_by_role("button", name="These lines are right").click()
        expect(marking.get_by_text("1 line read right")).to_be_visible()
    expect(screen.key("proof").locator("td.k-bad")).to_have_count(0)
    expect(screen.key("proof").locator("td.k-good")).to_have_count(16)


def publish(screen: Screen) -> None:
    """Not without a reason; with one it is in force and in the list."""
    button = screen.key("template_publish").get_by_role("button")
    button.click()
    expect(screen.page.get_by_text("Say in a few words why")).to_be_visible()
    screen.key("template_why").locator("input").fill("Its number was never read")
    button.click()
    expect(screen.key("template_head")).to_contain_text("Version 1")
    screen.fits()
    screen.key("template_back").get_by_role("button").click()
    expect(screen.key("template_rows").locator("tr", has_text="Serraria Boa Vista")).to_contain_text("In force")


def test_on_a_phone_by_touch(browser: Browser, app: App) -> None:
    with window(browser, app, "ada", phone=True) as screen:
        marking = begin(screen, (HOSTILE, sawmill.FIRST))
        expect(marking.locator(".sample")).to_contain_text(HOSTILE)
        layer = marking.locator(".layer")
        touch = "node => getComputedStyle(node).touchAction"
        assert layer.evaluate(touch) == "manipulation", "one finger scrolls, two fingers zoom"
        marking.get_by_role("button", name="Draw a box").tap()
        assert marking.locator(".layer").evaluate(touch) == "pinch-zoom", "one finger draws, two fingers still zoom"
        marking.get_by_role("button", name="Cancel").tap()
        layer.scroll_into_view_if_needed()
        screen.page.touchscreen.tap(*on_paper(marking, sawmill.NUMBER))
        expect(stands(marking, "invoice_number", "good")).to_contain_text("SB-1001")
        marking.locator(".strip").get_by_role("tab", name="Due", exact=True).tap()
        screen.page.touchscreen.tap(*on_paper(marking, sawmill.DUE))
        expect(stands(marking, "due_date", "good")).to_contain_text("17/12/2026")
        marking.get_by_role("button", name="Undo").tap()
        stands(marking, "due_date", "offer")
        screen.fits()
        assert screen.page.evaluate("window.hacked === undefined")
        assert not screen.errors


def test_a_file_that_is_none_says_so_and_changes_nothing(browser: Browser, app: App) -> None:
    with window(browser, app, "ada") as screen:
        screen.go("/templates?new=yes")
        choose(screen, "new_supplier", sawmill.SAWMILL.name)
        broken = {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 and nothing else"}
        screen.page.locator("input[type=file]").set_input_files([broken])  # type: ignore[list-item]
        expect(screen.page.get_by_text("This file cannot be taken in")).to_be_visible()
        assert screen.key("marking").count() == 0
        assert not screen.errors
