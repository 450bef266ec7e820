"""What a supplier does at the portal, in a word each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

from reportlab.pdfgen import canvas
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ap_engine.model.commands_portal import InviteToPortal
from ap_engine.model.parties import Supplier
from ap_engine.web import portal
from ap_engine.web.routes import middleware, routes
from ap_engine.workflow.portal_links import invite_to_portal, new_token, token_hash
from tests.house import House
from tests.workflow.trade import MILL

FORGE = Supplier("forge", "Ferraria <b>Ltda</b>", "33014556000196")
PHONE = {"accept-language": "pt-BR,pt;q=0.9"}


def link(house: House, supplier: Supplier = MILL, days: int = 30) -> str:
    """A fresh link's token."""
    token = new_token()
    with house.engine.store.snapshot() as tx:
        number = len(tx.portal.of_supplier(supplier.id)) + 1
    invite_to_portal(house.engine, InviteToPortal("clara", supplier.id, number, token_hash(token), days))
    return token


def send(browser: TestClient, token: str, *files: tuple[str, bytes], **headers: str):
    return browser.post(f"/portal/{token}", files=[("file", file) for file in files], headers=headers)


def text(answer) -> str:
    """What the page says, without its markup."""
    plain = re.sub(r"<(style|script).*?</\1>", " ", answer.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", plain)).split())


def card(answer, number: str) -> str:
    """What the page says of one invoice."""
    cards = [one for one in re.findall(r"<details.*?</details>", answer.text, flags=re.DOTALL) if number in one]
    assert len(cards) == 1, f"{len(cards)} cards for {number}"
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", cards[0])).split())


def found(house: House, number: str, supplier: Supplier = MILL):
    """The live invoice of this number."""
    with house.engine.store.snapshot() as tx:
        rows = tx.rows(
            "SELECT id FROM invoices WHERE invoice_number = ? AND supplier_id = ? AND state <> 'cancelled'", (number, supplier.id)
        )
        assert len(rows) == 1
        return tx.invoices.get(rows[0][0])


def paper(rows: list[str]) -> bytes:
    """A PDF with a text layer, not packed."""
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pageCompression=0)
    for n, row in enumerate(rows):
        sheet.drawString(60, 780 - 24 * n, row)
    sheet.save()
    return out.getvalue()


@contextmanager
def visitor() -> Iterator[TestClient]:
    """A browser in front of our routes."""
    for rate in (portal.LOOKS, portal.SENDS, portal.GUESSES, portal.BY_ADDRESS):
        rate.clear()
    app = Starlette(routes=routes(), middleware=middleware())
    with TestClient(app, follow_redirects=False) as client:
        yield client
