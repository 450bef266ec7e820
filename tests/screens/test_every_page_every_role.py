"""Every address of the running application, for every role and for nobody: who gets what, over HTTP and in a browser."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, expect

from ap_engine.web.session import SESSION_COOKIE
from tests.browser.company import Company, company
from tests.browser.running import EVERYBODY, PASSWORD, ROOT, WEBHOOK_TOKEN, launched
from tests.browser.screen import window

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("every-role")]
EVERY = {"clara", "ines", "fabio", "anna", "ada", "otto"}
DESK = {"clara", "fabio", "ada"}
# Each page, what only this page shows, and who has it: one person of each role.
PAGES = {
    "inbox": ("inbox_rows", DESK),
    "approvals": ("decide", {"ines"}),
    "holds": ("hold_rows", DESK),
    "receipts": ("receipts", {"ines", "fabio"}),
    "payables": ("board", EVERY),
    "spend": ("spend_metrics", EVERY),
    "erp_deliveries": ("delivery_rows", {"fabio", "ada", "otto"}),
    "audit_log": ("audit_rows", {"ada", "otto"}),
    "suppliers": ("supplier_rows", {"clara", "fabio", "ada", "otto"}),
    "templates": ("template_rows", {"fabio", "ada"}),
    "policies": ("policy_in_force", {"fabio", "ada", "otto"}),
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """A small company, open for business."""
    with company(tmp_path_factory.mktemp("company")) as open_company:
        yield open_company


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium."""
    with launched() as browser:
        yield browser


def ask(here: Company, method: str, path: str, who: str | None = None, **more: object) -> requests.Response:
    """One request, as somebody or as nobody; a browser's address bar accepts HTML."""
    cookies = {SESSION_COOKIE: here.app.tokens[who]} if who else {}
    more.setdefault("headers", {"Accept": "text/html"})
    return requests.request(method, here.app.address + path, cookies=cookies, timeout=20, allow_redirects=False, **more)  # type: ignore[arg-type]


def test_the_table_names_every_page_and_every_role() -> None:
    source = ast.parse((ROOT / "pages" / "main.py").read_text(encoding="utf-8"))
    table = next(
        node.value for node in source.body if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "PAGES"
    )
    assert isinstance(table, ast.Tuple)
    there = {ast.literal_eval(row.elts[3]) for row in table.elts if isinstance(row, ast.Tuple)}
    assert there == set(PAGES)
    roles = [role for who in EVERY for role in EVERYBODY[who].roles]
    assert len(set(roles)) == len(roles) == 6


@pytest.mark.parametrize("who", sorted(EVERY))
def test_a_role_has_its_pages_and_no_other(chromium: Browser, here: Company, who: str) -> None:
    with window(chromium, here.app, who) as screen:
        for page, (shows, whose) in PAGES.items():
            screen.errors.clear()
            screen.go(f"/{page}")
            if who in whose:
                expect(screen.key(shows)).to_be_visible()
                assert screen.at().startswith(f"/{page}")
                assert not screen.errors, page
            else:
                # There is no such page for this person: the program leads to where their work is.
                expect(screen.page).not_to_have_url(re.compile(f"/{page}"))
                screen.settled()
                assert screen.key(shows).count() == 0


def test_a_browser_that_is_not_signed_in_sees_the_form_only(chromium: Browser, here: Company) -> None:
    with window(chromium, here.app) as screen:
        for page in (*PAGES, "", "review?invoice=AP-1"):
            screen.page.goto(f"{here.app.address}/{page}")
            assert screen.at().startswith("/sign-in?next=")
            assert screen.page.locator("[data-testid=stApp]").count() == 0
        assert not screen.errors


def test_a_session_that_ended_elsewhere_ends_on_the_open_screen(chromium: Browser, here: Company) -> None:
    with window(chromium, here.app, "carlos") as screen:
        screen.go("/payables")
        assert ask(here, "GET", "/sign-out", "carlos", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
        expect(screen.page).to_have_url(re.compile(r"/sign-in\?next=%2Fpayables"))


@pytest.mark.parametrize("page", [*PAGES, "", "review", "notifications"])
def test_signed_out_every_page_leads_to_sign_in_and_back(here: Company, page: str) -> None:
    answer = ask(here, "GET", f"/{page}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sign-in?next=%2F{page}")
    forged = requests.get(f"{here.app.address}/{page}", cookies={SESSION_COOKIE: "made up"}, timeout=20, allow_redirects=False)
    assert forged.status_code == 303


def test_documents_want_a_session(here: Company) -> None:
    original = f"/originals/{here.id('to_look_at')}"
    for path in (original, f"{original}/page/1.webp"):
        assert ask(here, "GET", path, headers={"Accept": "image/webp"}).status_code == 401
        assert ask(here, "GET", path, "anna").status_code == 200
    assert ask(here, "GET", f"{original}/page/1.webp", "anna").content[8:12] == b"WEBP"
    xml = ask(here, "GET", f"/originals/{here.id('held')}", "anna")
    assert xml.headers["Content-Disposition"].startswith("attachment"), "an XML never opens inside our site"


def test_uploads_and_live_connections_want_a_session(here: Company) -> None:
    assert ask(here, "PUT", "/_stcore/upload_file/a/b", data=b"x").status_code == 401
    knock = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "eHh4eHh4eHh4eHh4eHh4eA=="}  # fmt: skip
    assert ask(here, "GET", "/_stcore/stream", headers=knock).status_code == 403
    assert ask(here, "GET", "/_stcore/stream", "anna", headers=knock).status_code == 101
    assert ask(here, "GET", "/_stcore/stream", "anna", headers={**knock, "Origin": "http://evil.example"}).status_code == 403


def test_what_other_programs_call_wants_its_token(here: Company) -> None:
    event = {"messageId": "m-1", "topic": "Financas.ContaPagar.Alterado", "event": {}}
    assert ask(here, "POST", "/webhooks/omie/guess", json=event).status_code == 404
    assert ask(here, "POST", "/webhooks/omie/", json=event).status_code != 200
    assert ask(here, "POST", f"/webhooks/omie/{WEBHOOK_TOKEN}", json={"ping": "omie"}).json() == {"message": "pong"}
    for action in ("status", "ingest", "deliver", "nothing"):
        assert ask(here, "POST", f"/control/{action}", "ada", json={}).status_code == 404
        assert ask(here, "POST", f"/control/{action}", json={}, headers={"Authorization": "Bearer x"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "status"), [(f"/webhooks/omie/{WEBHOOK_TOKEN}", 405), ("/webhooks/omie/x", 405), ("/control/status", 404)]
)
def test_a_route_for_programs_is_no_page(here: Company, path: str, status: int) -> None:
    for method in ("GET", "PUT", "DELETE"):
        answer = ask(here, method, path, "ada")
        assert answer.status_code == status
        assert "<html" not in answer.text.lower()


def test_every_answer_carries_the_security_headers(here: Company) -> None:
    for path, who in (("/sign-in", None), ("/inbox", "clara"), ("/healthz", None), ("/static/x", None), ("/inbox", None)):
        headers = ask(here, "GET", path, who).headers
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert ask(here, "GET", "/_stcore/metrics", "ada").status_code == 404


def test_health_says_nothing_about_anybody(here: Company) -> None:
    assert set(ask(here, "GET", "/healthz").json()) == {"ok", "version"}


def enter(
    here: Company, password: str, email: str = "carlos@x.example", wanted: str = "/", csrf: str | None = None
) -> requests.Response:
    """Fill in the form and send it."""
    with requests.Session() as browser:
        form = browser.get(f"{here.app.address}/sign-in", timeout=20).text
        found = re.search(r'name="csrf" value="([^"]+)"', form)
        assert found
        fields = {"email": email, "password": password, "next": wanted, "csrf": found[1] if csrf is None else csrf}
        return browser.post(f"{here.app.address}/sign-in", data=fields, timeout=20, allow_redirects=False)


def test_signing_in_wants_its_own_form_and_leads_nowhere_else(here: Company) -> None:
    assert enter(here, PASSWORD, csrf="made up").status_code == 403
    assert enter(here, PASSWORD, wanted="https://evil.example/").headers["Location"] == "/"
    assert enter(here, PASSWORD, wanted="//evil.example/").headers["Location"] == "/"
    good = enter(here, PASSWORD, wanted="/payables")
    assert good.headers["Location"] == "/payables"
    cookie = good.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie


def test_a_whole_office_signs_in_from_one_address(here: Company) -> None:
    assert [enter(here, PASSWORD).status_code for _ in range(12)] == [303] * 12


def test_guessing_ends_after_a_few_tries_and_locks_nobody_else_out(here: Company) -> None:
    """Last: it uses up this address's attempts for a minute."""
    codes = [enter(here, f"guess {n}").status_code for n in range(12)]
    assert codes[0] == 401
    assert codes[-1] == 429
    assert SESSION_COOKIE not in enter(here, PASSWORD).headers.get("Set-Cookie", ""), "not even with the right one now"
    assert ask(here, "GET", "/inbox", "clara").status_code == 200, "who is signed in goes on working"
