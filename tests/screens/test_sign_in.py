"""The sign-in page and the gate in front of everything, without the screens behind them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from ap_engine import people
from ap_engine.web import sign_in, tickets
from ap_engine.web.middleware import FORM_LIMIT, UPLOAD_LIMIT, WEBHOOK_LIMIT
from ap_engine.web.routes import middleware, routes
from ap_engine.web.session import CSRF_COOKIE, SESSION_COOKIE, safe_next
from tests.house import House

PASSWORD = "a long enough passphrase"


async def _behind(request: Request) -> PlainTextResponse:
    body = await request.body()
    return PlainTextResponse(f"the program, {len(body)} bytes")


async def _live(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("the program")
    await socket.close()


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    """A browser in front of our routes; everything else is answered by “the program”, as Streamlit would."""
    sign_in._failures.clear()
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.people.set_password_hash("clara", people.hash_password(PASSWORD))
    behind = [Route("/{path:path}", _behind, methods=["GET", "POST", "PUT"]), WebSocketRoute("/_stcore/stream", _live)]
    app = Starlette(routes=[*routes(), *behind], middleware=middleware())
    with TestClient(app, follow_redirects=False) as client:
        yield client


def csrf_in(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


def enter(browser: TestClient, password: str = PASSWORD, wanted: str = "/", email: str = "clara@x.example"):
    token = csrf_in(browser.get("/sign-in").text)
    return browser.post("/sign-in", data={"email": email, "password": password, "csrf": token, "next": wanted})


@pytest.mark.parametrize("path", ["/", "/main", "/inbox", "/review?invoice=AP-1", "/work/inbox", "/anything", "/originals/AP-1"])
def test_a_page_without_a_session_leads_to_sign_in_and_back(browser: TestClient, path: str) -> None:
    answer = browser.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 303
    where, _, wanted = answer.headers["location"].partition("?next=")
    assert (where, unquote(wanted)) == ("/sign-in", path)


@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/media/x.png", "/component/x/y.js", "/originals/AP-1/page/1.webp"])
def test_nothing_else_answers_without_a_session_either(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 401
    assert browser.put(path).status_code == 401


def test_a_live_connection_without_a_session_is_refused(browser: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), browser.websocket_connect("/_stcore/stream"):
        pass
    enter(browser)
    with browser.websocket_connect("/_stcore/stream") as live:
        assert live.receive_text() == "the program"


def test_signing_in_goes_where_the_person_wanted_to(browser: TestClient) -> None:
    answer = enter(browser, wanted="/review?invoice=AP-1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?invoice=AP-1")
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith(SESSION_COOKIE))
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Secure" not in cookie
    assert browser.get("/review?invoice=AP-1").text.startswith("the program")


def test_behind_tls_the_cookie_needs_tls(browser: TestClient) -> None:
    browser.headers["x-forwarded-proto"] = "https"
    token = csrf_in((page := browser.get("/sign-in")).text)
    csrf = page.headers["set-cookie"].split("=", 1)[1].split(";")[0]
    answer = browser.post(
        "/sign-in",
        data={"email": "clara@x.example", "password": PASSWORD, "csrf": token},
        headers={"cookie": f"{CSRF_COOKIE}={csrf}"},
    )
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith(SESSION_COOKIE))
    assert "Secure" in cookie


@pytest.mark.parametrize(
    "wanted",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "/\t/elsewhere",
        "/sign-in",
        "",
    ],
)
def test_it_leads_nowhere_else(browser: TestClient, wanted: str) -> None:
    assert safe_next(wanted) == "/"
    assert enter(browser, wanted=wanted).headers["location"] == "/"


def test_a_wrong_password_says_the_same_as_a_wrong_name(browser: TestClient) -> None:
    wrong, unknown = enter(browser, "not this"), enter(browser, "not this", email="nobody@x.example")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "E-mail or password is not right." in wrong.text and "E-mail or password is not right." in unknown.text
    assert SESSION_COOKIE not in browser.cookies


def test_a_form_from_another_site_is_refused(browser: TestClient) -> None:
    browser.get("/sign-in")
    answer = browser.post("/sign-in", data={"email": "clara@x.example", "password": PASSWORD, "csrf": "made up"})
    assert answer.status_code == 403
    assert SESSION_COOKIE not in browser.cookies


def test_guessing_is_slow(browser: TestClient) -> None:
    codes = [enter(browser, "guess", email="nobody@x.example").status_code for _ in range(12)]
    assert codes == [401] * 10 + [429] * 2
    assert enter(browser).status_code == 429


def test_many_people_may_sign_in_at_once_behind_one_address(browser: TestClient) -> None:
    for _ in range(15):
        assert enter(browser).status_code == 303
        browser.cookies.clear()


def test_names_are_text_on_the_page(browser: TestClient) -> None:
    assert "<script" not in browser.get("/sign-in", params={"next": "/<script>alert(1)</script>"}).text.split("</style>")[1]


def test_signing_out_ends_the_session_everywhere(browser: TestClient, house: House) -> None:
    enter(browser)
    token = browser.cookies[SESSION_COOKIE]
    assert "Do you want to sign out?" in browser.get("/sign-out", headers={"sec-fetch-site": "cross-site"}).text
    assert people.person_of(house.engine, token) is not None
    answer = browser.get("/sign-out", headers={"sec-fetch-site": "same-origin"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?out=1")
    assert people.person_of(house.engine, token) is None


def test_every_answer_carries_the_security_headers(browser: TestClient) -> None:
    for path in ("/sign-in", "/", "/healthz", "/media/x"):
        headers = browser.get(path).headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert browser.get("/_stcore/metrics").status_code == 404
    assert "strict-transport-security" not in browser.get("/sign-in").headers
    assert "strict-transport-security" in browser.get("/sign-in", headers={"x-forwarded-proto": "https"}).headers


def test_bodies_have_limits(browser: TestClient) -> None:
    assert browser.post("/sign-in", content=b"x" * (FORM_LIMIT + 1)).status_code == 413
    assert browser.post("/webhooks/omie/x", content=b"x" * (WEBHOOK_LIMIT + 1)).status_code == 413
    enter(browser)
    assert browser.put("/_stcore/upload_file/a/b", content=b"x" * (UPLOAD_LIMIT + 1)).status_code == 413
    # A body that does not say how long it is, is counted as it comes.
    chunks = (b"x" * 1024 * 1024 for _ in range(UPLOAD_LIMIT // (1024 * 1024) + 1))
    assert browser.put("/_stcore/upload_file/a/b", content=chunks).status_code == 413
    assert browser.put("/_stcore/upload_file/a/b", content=b"small").text == "the program, 5 bytes"


def test_the_webhook_wants_its_token_and_answers_every_method(browser: TestClient, house: House) -> None:
    token = house.engine.settings.webhook_token
    event = {"messageId": "m-1", "topic": "Financas.ContaPagar.BaixaRealizada", "event": [{"conta_a_pagar": []}]}
    assert browser.post("/webhooks/omie/guess", json=event).status_code == 404
    assert browser.get(f"/webhooks/omie/{token}").status_code == 405
    assert browser.post(f"/webhooks/omie/{token}", content=b"not json").status_code == 400
    assert browser.post(f"/webhooks/omie/{token}", json={"ping": "omie"}).json() == {"message": "pong"}
    assert browser.post(f"/webhooks/omie/{token}", json=event).json() == {"ok": True, "new": True}
    assert browser.post(f"/webhooks/omie/{token}", json=event).json() == {"ok": True, "new": False}


def test_the_command_lines_route_wants_the_books_token(browser: TestClient, house: House) -> None:
    assert browser.post("/control/status", json={}).status_code == 404
    key = {"authorization": f"Bearer {house.engine.store.token}"}
    # The test client's address is no network address: only a caller on this machine may use the route.
    assert browser.post("/control/status", json={}, headers=key).status_code == 404
    with TestClient(browser.app, client=("127.0.0.1", 50000)) as local:
        assert "invoices" in local.post("/control/status", json={}, headers=key).json()
        assert local.post("/control/nothing", json={}, headers=key).status_code == 404
        assert local.post("/control/ingest", content=b"[]", headers=key).status_code == 400
        assert local.post("/control/ingest", json={}, headers=key).status_code == 400


def test_a_ticket_works_once(browser: TestClient) -> None:
    ticket = tickets.issue("clara")
    answer = browser.get(f"/session/{ticket}", params={"next": "/inbox"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox")
    assert browser.get(f"/session/{ticket}").status_code == 410
    assert browser.get(f"/session/{tickets.issue('nobody')}").status_code == 410


def test_health_says_nothing_about_anybody(browser: TestClient) -> None:
    answer = browser.get("/healthz")
    assert set(json.loads(answer.text)) == {"ok", "version"}
    assert browser.post("/healthz").status_code == 405
