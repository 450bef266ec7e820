"""The portal's locks: links, limits, what comes from outside, and how much a page weighs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from ap_engine.model.commands_portal import InviteToPortal, RevokePortalLink
from ap_engine.model.errors import IdempotencyConflict, IncompleteInvoice, NotAllowed, UnknownSupplier
from ap_engine.web.middleware import FORM_LIMIT, PORTAL_LIMIT
from ap_engine.workflow.portal_links import invite_to_portal, new_token, revoke_portal_link, token_hash
from tests.house import House
from tests.screens.supplier import FORGE, PHONE, link, send, text, visitor
from tests.workflow.trade import BAKERY, FLOUR, MILL, Bill


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    """A supplier's browser, from an address that asked for nothing yet."""
    with visitor() as client:
        yield client


def test_links_that_open_nothing_say_why(house: House, browser: TestClient) -> None:
    assert browser.get(f"/portal/{new_token()}").status_code == 404
    assert browser.get(f"/portal/{'x' * 5000}").status_code == 404
    token = link(house)
    assert browser.get(f"/portal/{token[:-1]}").status_code == 404
    assert browser.get(f"/portal/{token_hash(token)}").status_code == 404
    with house.engine.store.snapshot() as tx:
        made = tx.portal.of_supplier(MILL.id)[0]
    revoke_portal_link(house.engine, RevokePortalLink("ada", made.id))
    gone = browser.get(f"/portal/{token}")
    assert gone.status_code == 410 and "withdrawn" in text(gone)
    assert send(browser, token, ("a.xml", Bill("9008").xml())).status_code == 410
    short = link(house, days=1)
    assert browser.get(f"/portal/{short}").status_code == 200
    before = house.skip
    house.forward(days=1, seconds=1)
    late = browser.get(f"/portal/{short}", headers=PHONE)
    house.skip = before
    assert late.status_code == 410 and "Este link expirou" in text(late)


def test_who_asks_too_often_waits(house: House, browser: TestClient) -> None:
    token, other = link(house), link(house, BAKERY)
    answers = [send(browser, token) for _ in range(21)]
    assert [one.status_code for one in answers] == [400] * 20 + [429]
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
    assert "Too many requests" in text(answers[-1])
    assert browser.get(f"/portal/{other}").status_code == 200
    guesses = [browser.get(f"/portal/{new_token()}").status_code for _ in range(21)]
    assert guesses == [404] * 20 + [429]
    assert browser.get(f"/portal/{other}").status_code == 429


def test_bodies_are_limited_while_they_stream(house: House, browser: TestClient) -> None:
    token = link(house)
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7 '
        while True:
            sent += 1 << 20
            yield b"a" * (1 << 20)
            assert sent < 2 * PORTAL_LIMIT, "it was taken in without an end"

    head = {"content-type": "multipart/form-data; boundary=x", "transfer-encoding": "chunked"}
    answer = browser.post(f"/portal/{token}", content=_until(endless(), PORTAL_LIMIT + (3 << 20)), headers=head | PHONE)
    assert answer.status_code == 413
    assert "no máximo 25 MB por arquivo, 50 MB no total" in text(answer)
    declared = browser.post(f"/portal/{token}", content=b"", headers={"content-length": str(PORTAL_LIMIT + 1)})
    assert declared.status_code == 413
    big = send(browser, token, ("big.pdf", b"%PDF-1.7 " + b"0" * 25_000_001), ("9009.xml", Bill("9009", order="PO-44").xml()))
    assert "big.pdf : This file is larger than 25 MB." in text(big)
    assert "Invoice 9009" in text(big)
    assert browser.post(f"/portal/{token}/order", content=b"a" * (FORM_LIMIT + 1)).status_code == 413
    left = list(house.engine.settings.originals.glob("incoming-*"))
    assert not left


def _until(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    seen = 0
    for chunk in chunks:
        seen += len(chunk)
        yield chunk
        if seen > most:
            return


def test_what_is_no_invoice_is_refused_in_the_suppliers_words(house: House, browser: TestClient) -> None:
    token = link(house)
    said = text(send(browser, token, ("a.pdf", b""), ("b.zip", b"PK\x03\x04zip"), ("c.exe", b"MZ\x90")))
    assert "a.pdf : This file is empty. Send it again." in said
    assert "b.zip : This is a ZIP or Office file." in said
    assert "c.exe : This is no PDF, XML or picture" in said
    assert "Choose a file first." in text(send(browser, token))
    many = send(browser, token, *((f"{n}.xml", b"<x/>") for n in range(11)))
    assert many.status_code == 400 and "At most 10 files at once" in text(many)


def test_names_and_texts_from_outside_are_never_markup(house: House, browser: TestClient) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.suppliers.save(FORGE)
    token = link(house, FORGE)
    hostile = Bill("<img src=x onerror=alert(1)>&{{7*7}}", replace(FORGE, name="x"), order="<script>alert(2)</script>")
    escaped = replace(hostile, number="&lt;img src=x onerror=alert(1)&gt;{{7*7}}1", order="&lt;script&gt;alert(2)&lt;/script&gt;")
    answer = send(browser, token, ('"><svg onload=alert(3)>.xml', escaped.xml()), ("../../etc/passwd", b"nothing"))
    for markup in ("<img", "<svg", "<script>", "<b>Ltda", "49}}", "etc/passwd"):
        assert markup not in answer.text, markup
    assert "&lt;img src=x onerror=alert(1)&gt;" in answer.text
    assert "Ferraria <b>Ltda</b>" in text(answer)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe-inline" not in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_the_first_page_weighs_under_30_kb_however_much_is_on_it(house: House, browser: TestClient) -> None:
    token = link(house)
    for n in range(9100, 9111):
        lines = tuple(
            (f"{code}{k}", description, quantity, price) for k in range(3) for code, description, quantity, price in (FLOUR,)
        )
        send(browser, token, (f"{'long name ' * 11}{n}.xml", Bill(str(n), order=f"PO-X{n}", lines=lines).xml()))
    answer = browser.get(f"/portal/{token}", headers=PHONE)
    assert answer.text.count("<details") == 10
    assert len(answer.content) < 30_000, len(answer.content)
    assert "https://" not in answer.text and "http://" not in answer.text
    assert not re.search(r'(?:src|href)="/(?!portal/)', answer.text)
    assert "Mais antigas" in text(answer)
    assert browser.get(f"/portal/{token}?page=1").status_code == 200


def test_only_clerks_finance_and_administrators_invite_and_revoke(house: House) -> None:
    engine, token = house.engine, new_token()
    for who in ("ines", "nobody", "portal:mill"):
        with pytest.raises(NotAllowed):
            invite_to_portal(engine, InviteToPortal(who, MILL.id, 500, token_hash(token), 30))
    with pytest.raises(UnknownSupplier):
        invite_to_portal(engine, InviteToPortal("clara", "nobody", 1, token_hash(token), 30))
    with pytest.raises(IncompleteInvoice):
        invite_to_portal(engine, InviteToPortal("clara", MILL.id, 500, token_hash(token), 0))
    command = InviteToPortal("clara", MILL.id, 500, token_hash(token), 30)
    made = invite_to_portal(engine, command)
    assert invite_to_portal(engine, command) == made
    with pytest.raises(IdempotencyConflict):
        invite_to_portal(engine, replace(command, token_hash=token_hash(new_token())))
    with pytest.raises(NotAllowed):
        revoke_portal_link(engine, RevokePortalLink("ines", made.id))
    ended = revoke_portal_link(engine, RevokePortalLink("fabio", made.id))
    assert revoke_portal_link(engine, RevokePortalLink("ada", made.id)) == ended
    assert (ended.revoked_by, ended.opens(engine.now())) == ("fabio", False)
    with engine.store.snapshot() as tx:
        logged = tx.rows("SELECT event, actor, data FROM audit_log WHERE subject = ? AND event LIKE 'Portal%'", (MILL.id,))
    assert {(row[0], row[1]) for row in logged} >= {("PortalLinkMade", "clara"), ("PortalLinkRevoked", "fabio")}
    assert not any(token in row[2] or token_hash(token) in row[2] for row in logged)
