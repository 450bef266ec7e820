"""The signed-in person's cookie, read and written in one place, and where a person may be sent after signing in."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from ap_engine import people
from ap_engine.engine import current
from ap_engine.model.approval_link import Visitor
from ap_engine.model.parties import Person

SESSION_COOKIE = "ap_session"
CSRF_COOKIE = "ap_csrf"
# Twelve hours: a working day; the engine's own record of the session may end it sooner.
SESSION_SECONDS = 12 * 3600
CSRF_SECONDS = 3600


def token_in(cookie_header: str) -> str | None:
    """The session token in a Cookie header, None when there is none or the header is broken."""
    try:
        morsel = SimpleCookie(cookie_header).get(SESSION_COOKIE)
    except CookieError:
        return None
    return morsel.value or None if morsel else None


def person_in(cookie_header: str) -> Person | None:
    """Who is signed in, from a Cookie header. Looks the session up in the store: call it in a thread."""
    token = token_in(cookie_header)
    return people.person_of(current(), token) if token else None


def behind_tls(request: HTTPConnection) -> bool:
    """Whether the person's browser came over TLS (to us, or to the proxy in front of us)."""
    return request.url.scheme in ("https", "wss") or request.headers.get("x-forwarded-proto", "") == "https"


def set_cookie(response: Response, request: HTTPConnection, name: str, value: str, seconds: int) -> None:
    """Set a cookie that scripts cannot read, that other sites cannot send along, and that needs TLS where there is TLS."""
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=behind_tls(request), path="/")


def csrf_holds(request: Request, sent: str) -> bool:
    """Whether a form brings back what its own page was given: another site's form does not."""
    expected = request.cookies.get(CSRF_COOKIE, "")
    return bool(expected) and hmac.compare_digest(expected.encode(), sent.encode())


def visitor_in(cookie_header: str) -> Visitor | None:
    """Who is signed in and since when, from a Cookie header. Looks the session up in the store: call it in a thread."""
    token = token_in(cookie_header)
    return people.visitor(current(), token) if token else None


def safe_next(wanted: str | None) -> str:
    """`wanted` when it is a path on this site, else the front page: a sign-in link must not lead elsewhere.

    >>> safe_next("/review?invoice=7"), safe_next("//elsewhere.example/x"), safe_next("https://elsewhere.example")
    ('/review?invoice=7', '/', '/')
    """
    text = wanted or "/"
    broken = not text.startswith("/") or text.startswith(("//", "/\\")) or "\\" in text or not text.isprintable()
    if broken:
        return "/"
    parts = urlsplit(text)
    if parts.scheme or parts.netloc or parts.path in ("/sign-in", "/sign-out"):
        return "/"
    return text
