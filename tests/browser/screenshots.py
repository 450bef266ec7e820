"""The README's pictures, taken from a freshly made demonstration company: `python -m tests.browser.screenshots`."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from ap_engine import queries
from ap_engine.demo.people import CLERK, FINANCE
from ap_engine.engine import Engine, open_engine
from ap_engine.model.lifecycle import State
from ap_engine.settings import from_environment
from tests.browser.running import ROOT, App, application, launched, sessions
from tests.browser.screen import Screen, window
from tests.house import free_port

FOLDER = ROOT / "pages" / "static" / "readme"
LIMIT = 150_000
ANALYST = "livia.barros"


@dataclass(frozen=True)
class Subjects:
    """What is worth a picture: an invoice to confirm, and one in front of its approver."""

    to_confirm: str
    approver: str
    to_approve: str


def main() -> None:
    """Make the company, open it, take the pictures, and say how large they are."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        demonstration(Path(folder) / "data") as (app, bank, subjects),
        launched() as browser,
    ):
        take_all(browser, app, bank, subjects)
    for picture in sorted(FOLDER.glob("*.png")):
        print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1024} KB")


@contextmanager
def demonstration(data: Path) -> Iterator[tuple[App, str, Subjects]]:
    """The demonstration company, served with its sandbox."""
    port, bank_port = free_port(), free_port()
    variables = {"AP_DATA": str(data), "AP_PORT": str(port), "AP_SANDBOX_PORT": str(bank_port)}
    subprocess.run([sys.executable, "-m", "ap_engine", "demo"], cwd=ROOT, env=os.environ | variables, check=True)
    engine = open_engine(from_environment(variables))
    try:
        subjects, tokens = choose(engine), sessions(engine)
    finally:
        engine.close()
    with application(data, port, tokens, AP_SANDBOX_PORT=str(bank_port)) as app:
        yield app, f"http://127.0.0.1:{bank_port}", subjects


def choose(engine: Engine) -> Subjects:
    """The first of each kind that has a page to show, in the order of the screens themselves."""
    waiting = [row.id for row in queries.inbox(engine, (State.EXTRACTED,))]
    to_confirm = next(invoice for invoice in waiting if queries.invoice(engine, invoice).pages)
    for person in queries.people(engine):
        for row in queries.approvals_of(engine, person.id):
            if queries.invoice(engine, row.id).pages and not row.open_holds:
                return Subjects(to_confirm, person.id, row.id)
    raise LookupError("the demonstration has no invoice in front of an approver")


def take_all(browser: Browser, app: App, bank: str, subjects: Subjects) -> None:
    """Each picture, by the person whose screen it is."""
    with window(browser, app, CLERK) as screen:
        screen.go("/inbox")
        expect(screen.key("inbox_rows").locator("tr[data-id]").first).to_be_visible()
        take(screen.page, "inbox")
        screen.go(f"/review?invoice={subjects.to_confirm}")
        document_is_there(screen)
        screen.key("document").locator('input[name="supplier_tax_id"]').click()
        take(screen.page, "review")
    with window(browser, app, subjects.approver, phone=True) as screen:
        screen.go(f"/approvals?invoice={subjects.to_approve}")
        document_is_there(screen)
        expect(screen.key("decide").get_by_role("button", name="Approve")).to_be_enabled()
        take(screen.page, "approval-on-the-phone")
    with window(browser, app, FINANCE) as screen:
        screen.go("/payables?view=To+pay+and+paid")
        expect(screen.key("board").locator("button.card").first).to_be_visible()
        take(screen.page, "board")
    with window(browser, app, ANALYST) as screen:
        screen.go("/spend")
        expect(screen.key("spend_rows").locator("tbody tr").first).to_be_visible()
        expect(screen.page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
        take(screen.page, "spend")
        screen.page.goto(bank)
        take(screen.page, "bank")


def document_is_there(screen: Screen) -> None:
    """Wait for the picture of the document's first page."""
    expect(screen.key("document").locator("figure.page img:not(.waiting)").first).to_be_visible()
    screen.settled()


def take(page: Page, name: str) -> None:
    """One picture, in few colours, and smaller until it is light enough for a README."""
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    while True:
        out = io.BytesIO()
        picture.quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LIMIT:
            break
        picture = picture.resize((picture.width * 9 // 10, picture.height * 9 // 10), Image.Resampling.LANCZOS)
    (FOLDER / f"{name}.png").write_bytes(out.getvalue())


if __name__ == "__main__":
    main()
