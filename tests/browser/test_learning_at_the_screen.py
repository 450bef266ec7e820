"""One correction, and the supplier's next invoice is read by itself: at the screen, from an unknown supplier's first paper on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from ap_engine.model.extraction import Extraction, Source
from tests.browser.joinery import FIRST, HEIGHT, JOINERY, NUMBER, SECOND, WIDTH, Paper, order_of
from tests.browser.running import App, application, as_for_omie, move_in, webhook
from tests.browser.screen import Screen, window
from tests.house import free_port, opened, place, sandbox, until
from tests.workflow.trade import MILL

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("learning-at-the-screen")]

# What the paper says in no words that announce it anywhere else: the clerk has to put it right once.
ODD = ("invoice_number", "issue_date", "due_date")


@dataclass(frozen=True)
class Here:
    """The running application, and where its books are once it has ended."""

    app: App
    erp: str
    data: Path
    running: ExitStack

    def read_of(self, paper: Paper) -> Extraction:
        """What the books say was read from a paper: the application owns them, so it is ended first."""
        self.running.close()
        with opened(self.data, self.erp) as house, house.engine.store.snapshot() as tx:
            found = tx.invoices.extraction(paper.id)
        assert found is not None
        return found


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    """A company that ordered shelves of a joinery that its register does not know."""
    port = free_port()
    with ExitStack() as stack:
        address = stack.enter_context(sandbox(tmp_path, webhook(port)))
        with opened(tmp_path / "data", address) as house:
            tokens = move_in(house, MILL)
            place(house, order_of(FIRST), order_of(SECOND))
        running = stack.enter_context(ExitStack())
        app = running.enter_context(application(tmp_path / "data", port, tokens, **as_for_omie(address)))
        yield Here(app, address, tmp_path / "data", running)


def test_what_was_corrected_once_is_read_the_next_time(browser: Browser, here: Here, tmp_path: Path) -> None:
    with window(browser, here.app, "clara") as desk:
        paper = upload_and_open(desk, FIRST)
        expect(desk.key("holds")).to_contain_text("not in the register")
        expect(field_of(paper, "supplier_tax_id")).to_have_value(JOINERY.tax_id)
        read = {name: field_of(paper, name).input_value() for name in ODD}
        assert [name for name in ODD if read[name] != FIRST.right[name]], "this paper is to be one that is misread"
        review = desk.at()
    with window(browser, here.app, "fabio") as finance:
        register(finance, review)
    with window(browser, here.app, "clara") as desk:
        correct_and_confirm(desk, review)
        assert not desk.errors
    with window(browser, here.app, "fabio") as finance:
        is_learned(finance)
    with window(browser, here.app, "clara") as desk:
        paper = upload_and_open(desk, SECOND)
        is_right_by_itself(desk, paper)
        desk.page.screenshot(path=tmp_path / "second.png")
        paper.get_by_role("button", name="Confirm fields").click()
        expect(desk.page.get_by_text("Agrees with order PO-72")).to_be_visible()
        assert not desk.errors
    is_from_the_learned_template(here.read_of(SECOND))


def field_of(paper: Locator, name: str) -> Locator:
    """The input of a field beside the document."""
    return paper.locator(f'input[name="{name}"]')


def upload_and_open(desk: Screen, paper: Paper) -> Locator:
    """Upload it in the inbox and open it once it is read; the document with its fields."""
    desk.go("/inbox")
    file = {"name": paper.name, "mimeType": "application/pdf", "buffer": paper.pdf()}
    desk.page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    desk.key("inbox_rows").locator(f'tr[data-id="{paper.id}"]', has_text=JOINERY.name).click()
    component = desk.key("document")
    expect(field_of(component, "supplier_name")).to_have_value(JOINERY.name)
    return component


def register(finance: Screen, review: str) -> None:
    """Finance takes the supplier into the register, as the paper names it."""
    finance.go(review)
    finance.key("register_supplier").get_by_role("button").click()
    finance.key("register_send").get_by_role("button").click()
    expect(finance.page.get_by_text(f"{JOINERY.name} is in the register.")).to_be_visible()


def correct_and_confirm(desk: Screen, review: str) -> None:
    """The clerk types what was misread, once, and the invoice agrees with its order."""
    desk.go(review)
    paper = desk.key("document")
    for name in ODD:
        field_of(paper, name).fill(FIRST.right[name])
    paper.get_by_role("button", name="Confirm with changes").click()
    expect(desk.page.get_by_text("Agrees with order PO-71")).to_be_visible()


def is_learned(finance: Screen) -> None:
    """In the background, without anybody asking; then it stands among the templates."""
    row = finance.key("template_rows").locator("tr", has_text=JOINERY.name)

    def shown() -> bool:
        finance.go("/templates")
        return row.count() == 1

    until(shown)
    expect(row).to_contain_text("Learned")
    expect(row).to_contain_text("1 reconciled invoice")
    expect(row).to_contain_text("In force")


def is_right_by_itself(desk: Screen, paper: Locator) -> None:
    """Every value is right before anybody touched it, none is to be compared, and each field lights its place up."""
    for name, value in SECOND.right.items():
        expect(field_of(paper, name)).to_have_value(value)
        expect(paper.locator(f"#field-{name}-level")).to_have_text("Likely")
        field_of(paper, name).click()
        expect(paper.locator(".box.active").first).to_have_attribute("data-field", name)
    field_of(paper, "invoice_number").click()
    stands_on_the_number(paper)
    desk.fits()


def stands_on_the_number(paper: Locator) -> None:
    """The box of the number is drawn around the number's place on the paper."""
    box = paper.locator('.box.active[data-field="invoice_number"]').bounding_box()
    page = paper.locator(".page").first.bounding_box()
    assert box is not None and page is not None
    x, y = page["x"] + page["width"] * (NUMBER[0] + 8) / WIDTH, page["y"] + page["height"] * (NUMBER[1] - 4) / HEIGHT
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]


def is_from_the_learned_template(found: Extraction) -> None:
    """The books tell where the values came from."""
    assert found.template is not None
    sources = {name: reading.source for name in SECOND.right if (reading := found.reading(name))}
    assert set(sources) == set(SECOND.right)
    assert set(sources.values()) <= {Source.TEMPLATE, Source.LEARNED}
