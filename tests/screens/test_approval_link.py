"""The page behind an approver's link: what opening it does (nothing), what a tap does (one decision), what it gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ap_engine import people, queries, workflow
from ap_engine.model.approval import REJECTION_REASONS
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.policy import LinkPolicy
from ap_engine.web import approval_link, words
from ap_engine.web.middleware import FORM_LIMIT
from ap_engine.web.routes import middleware, routes
from ap_engine.web.session import SESSION_COOKIE
from pages.ui.said import in_portuguese
from tests.house import PEOPLE, House, place
from tests.screens.test_sign_in import csrf_in
from tests.workflow.trade import Bill, history, now, order, pending, split

_numbers = iter(range(7000, 8000))


async def _behind(request: Request) -> PlainTextResponse:
    return PlainTextResponse("the program")


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    app = Starlette(routes=[*routes(), Route("/{path:path}", _behind)], middleware=middleware())
    house.engine.policy = replace(house.engine.policy, link=LinkPolicy(Money.of("1000", "BRL")))
    with TestClient(app, follow_redirects=False) as client:
        yield client
    house.engine.policies.fixed = None


@pytest.fixture
def invoice(house: House) -> Invoice:
    number = str(next(_numbers))
    place(house, order(f"PO-{number}"))
    return pending(house, Bill(number, order=f"PO-{number}"))


def link(house: House, invoice: Invoice, who: str = "ines") -> str:
    return workflow.approval_link(house.engine, now(house, invoice), PEOPLE[who])


def tap(browser: TestClient, path: str, **fields: str):
    return browser.post(path, data={"csrf": csrf_in(browser.get(path).text), **fields})


def be(browser: TestClient, house: House, who: str) -> None:
    browser.cookies.set(SESSION_COOKIE, people.open_session(house.engine, PEOPLE[who]))


def test_opening_it_shows_the_card_and_decides_nothing(browser: TestClient, house: House, invoice: Invoice) -> None:
    path, before = link(house, invoice), now(house, invoice)
    scanner = {"user-agent": "Mozilla/5.0 (compatible; SafeLinks)", "purpose": "prefetch", "sec-purpose": "prefetch"}
    for headers in ({}, scanner):
        for query in ("", "?decision=approve", "?decision=reject&reason=Other"):
            page = browser.get(path + query, headers=headers)
            assert page.status_code == 200
        assert browser.head(path, headers=headers).status_code == 200
    assert browser.put(path).status_code == browser.delete(path).status_code == browser.options(path).status_code == 405
    told = page.text
    assert "Moinho Ltda" in told and "R$\u00a0125.00" in told and "Agrees with order" in told and "Technology" in told
    assert now(house, invoice) == before


def test_one_tap_approves_and_the_link_then_says_so(browser: TestClient, house: House, invoice: Invoice) -> None:
    path = link(house, invoice)
    answer = tap(browser, path, decision="approve", opened="1")
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert "You approved it on" in browser.get(path).text
    again = browser.post(path, data={"csrf": browser.cookies["ap_csrf"], "decision": "approve"})
    assert again.status_code == 303
    assert history(house, invoice).count("StepApproved") == 1
    assert "csrf" not in browser.get(path).text, "there is nothing more to press"


def test_a_no_has_a_reason_of_the_list(browser: TestClient, house: House, invoice: Invoice) -> None:
    path = link(house, invoice)
    for fields in ({}, {"reason": "Other"}, {"reason": "Because"}, {"reason": "", "text": "No."}):
        assert tap(browser, path, decision="reject", **fields).status_code == 400
    assert tap(browser, path, decision="nothing").status_code == 400
    assert now(house, invoice).state is State.PENDING_APPROVAL
    assert tap(browser, path, decision="reject", reason="Wrong price", text="It was 10.").status_code == 303
    assert "Wrong price: It was 10." in browser.get(path).text
    assert now(house, invoice).state is State.REJECTED


def test_a_question_keeps_the_card(browser: TestClient, house: House, invoice: Invoice) -> None:
    path = link(house, invoice)
    answer = tap(browser, path, decision="ask", text="Is <b>this</b> ours?")
    told = browser.get(answer.headers["location"]).text
    assert "keeps its place" in told and "Is &lt;b&gt;this&lt;/b&gt; ours?" in told
    assert tap(browser, path, decision="ask", text=" ").status_code == 409


def test_a_form_from_another_site_decides_nothing(browser: TestClient, house: House, invoice: Invoice) -> None:
    path = link(house, invoice)
    browser.get(path)
    for fields in ({}, {"csrf": "made up"}):
        assert browser.post(path, data={"decision": "approve", **fields}).status_code == 403
    assert browser.post(path, content=b"x" * (FORM_LIMIT + 1)).status_code == 413
    assert now(house, invoice).state is State.PENDING_APPROVAL and history(house, invoice).count("StepApproved") == 0


def test_an_old_link_says_so_in_words_and_leads_to_the_card_behind_the_sign_in(
    browser: TestClient, house: House, invoice: Invoice
) -> None:
    path = link(house, invoice)
    split(house, invoice, "saulo", (("technology", Decimal(50)), ("sales", Decimal(50))))
    page = browser.get(path)
    assert page.status_code == 410
    assert "The invoice changed after this link was sent" in page.text and f"/approvals?invoice={invoice.id}" in page.text
    assert "Moinho" not in page.text and "125.00" not in page.text
    answer = browser.post(path, data={"csrf": browser.cookies["ap_csrf"], "decision": "approve"})
    assert answer.status_code == 410
    assert browser.get(f"/approvals?invoice={invoice.id}").headers["location"].startswith("/sign-in")


def test_without_the_policy_nothing_is_shown_before_the_sign_in(browser: TestClient, house: House, invoice: Invoice) -> None:
    house.engine.policy = replace(house.engine.policy, link=LinkPolicy())
    path = link(house, invoice)
    answer = browser.get(path)
    assert (answer.status_code, answer.text) == (303, "")
    assert answer.headers["location"].startswith("/sign-in?next=%2Fa%2F")
    for part in ("/original", "/page/1.webp"):
        assert browser.get(path + part).status_code == 403
    be(browser, house, "ines")
    assert "Moinho Ltda" in browser.get(path).text
    assert browser.get(path + "/original").status_code == 200


def test_from_an_amount_on_the_sign_in_form_is_shown_to_who_is_signed_in_too(
    browser: TestClient, house: House, invoice: Invoice
) -> None:
    house.engine.policy = replace(house.engine.policy, link=LinkPolicy(None, Money.of("100", "BRL")))
    be(browser, house, "ines")
    path = link(house, invoice)
    assert "Moinho Ltda" in browser.get(path).text
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.cursor.change("UPDATE sessions SET expires_at = expires_at - INTERVAL 1 HOUR WHERE person_id = 'ines'", ())
    answer = browser.get(path)
    assert answer.headers["location"].startswith("/sign-in?again=1&next=")
    form = browser.get(answer.headers["location"])
    assert form.status_code == 200 and "asks for a fresh sign-in" in form.text


def test_somebody_else_sees_nothing_of_it(browser: TestClient, house: House, invoice: Invoice) -> None:
    be(browser, house, "saulo")
    page = browser.get(link(house, invoice))
    assert page.status_code == 403 and "for somebody else" in page.text
    assert "Moinho" not in page.text and "Ines" not in page.text


def test_it_tells_no_other_site_and_runs_no_script(browser: TestClient, house: House, invoice: Invoice) -> None:
    page = browser.get(link(house, invoice))
    assert page.headers["referrer-policy"] == "no-referrer" and page.headers["cache-control"] == "no-store"
    assert page.headers["content-security-policy"].startswith("default-src 'none';") and "<script" not in page.text
    assert "maximum-scale" not in page.text and "user-scalable" not in page.text, "pinching enlarges"


def test_nonsense_is_no_link(browser: TestClient) -> None:
    page = browser.get("/a/nonsense")
    assert page.status_code == 404 and "This link is not valid" in page.text
    assert browser.post("/a/nonsense", data={"csrf": browser.cookies["ap_csrf"], "decision": "approve"}).status_code == 404


def test_who_is_signed_in_is_led_to_the_next_card(browser: TestClient, house: House, invoice: Invoice) -> None:
    number = str(next(_numbers))
    place(house, order(f"PO-{number}"))
    pending(house, Bill(number, order=f"PO-{number}"))
    be(browser, house, "ines")
    path = link(house, invoice)
    tap(browser, path, decision="approve")
    waiting = queries.approvals_of(house.engine, "ines")[0]
    assert f'href="/approvals?invoice={waiting.id}"' in browser.get(path).text
    browser.cookies.delete(SESSION_COOKIE)
    assert "You can close this page." in browser.get(path).text


def test_the_card_speaks_portuguese(browser: TestClient, house: House, invoice: Invoice) -> None:
    words.bring_sentences(in_portuguese)
    told = browser.get(link(house, invoice), headers={"accept-language": "pt-BR"}).text
    words._said.clear()
    assert "Aprovar" in told and "R$\u00a0125,00" in told and "Confere com o pedido" in told and "Lidera Technology." in told
    for english in ("Leads ", "Approve<", "Agrees", "Worth knowing"):
        assert english not in told


def test_every_text_of_the_page_has_its_portuguese() -> None:
    here = Path(words.__file__).parent
    said = set(re.findall(r"""\bt\(["']([^"']+)["']""", (here / "templates" / "approval.html").read_text(encoding="utf-8")))
    for module in ("approval_link.py", "approval_card.py", "figures.py"):
        said |= set(re.findall(r"""\bt\(\s*"([^"]+)\"""", (here / module).read_text(encoding="utf-8")))
    said |= {text for title, more, _ in approval_link._TOLD.values() for text in (title, more)} | set(REJECTION_REASONS)
    assert len(said) > 40 and not said - set(words.PORTUGUESE)
