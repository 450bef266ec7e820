"""One-time tickets: a person whose identity a provider proved exchanges one for our session cookie."""

from __future__ import annotations

import secrets
import threading
import time

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ap_engine import people, queries
from ap_engine.engine import current
from ap_engine.web.session import SESSION_COOKIE, SESSION_SECONDS, safe_next, set_cookie

LASTS_SECONDS = 30.0
_lock = threading.Lock()
_tickets: dict[str, tuple[str, float]] = {}


def issue(person_id: str) -> str:
    """A ticket for a person, good once and for half a minute."""
    ticket = secrets.token_urlsafe(24)
    with _lock:
        now = time.monotonic()
        for old in [key for key, (_, until) in _tickets.items() if until < now]:
            del _tickets[old]
        _tickets[ticket] = (person_id, now + LASTS_SECONDS)
    return ticket


def _redeem(ticket: str) -> str | None:
    with _lock:
        person_id, until = _tickets.pop(ticket, (None, 0.0))
    return person_id if time.monotonic() <= until else None


def _token(ticket: str) -> str | None:
    person_id = _redeem(ticket)
    person = next((p for p in queries.people(current()) if p.id == person_id and p.active), None)
    return people.open_session(current(), person) if person else None


async def session(request: Request) -> Response:
    """GET /session/{ticket}?next=…: sets the session's cookie and goes on."""
    token = await to_thread.run_sync(_token, request.path_params["ticket"])
    if token is None:
        return PlainTextResponse("This link worked once, or is too old.", status_code=410)
    response = RedirectResponse(safe_next(request.query_params.get("next")), status_code=303)
    set_cookie(response, request, SESSION_COOKIE, token, SESSION_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
