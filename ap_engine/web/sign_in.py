"""Signing in and out: a plain page of our own, light enough for a phone on a bad line, that needs no script."""

from __future__ import annotations

import secrets
import time
from collections import deque
from functools import partial
from pathlib import Path

from anyio import to_thread
from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from ap_engine import people, queries
from ap_engine.demo.people import SIGN_INS
from ap_engine.engine import current
from ap_engine.model.errors import Refusal
from ap_engine.model.parties import Person, Role
from ap_engine.web.session import (
    CSRF_COOKIE,
    CSRF_SECONDS,
    SESSION_COOKIE,
    SESSION_SECONDS,
    csrf_holds,
    person_in,
    safe_next,
    set_cookie,
    token_in,
)
from ap_engine.web.words import language_of, translate

_PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
AGAIN = "This amount asks for a fresh sign-in."
_DEMONSTRATED = {known.email: known.password for known in SIGN_INS}
# Ten wrong attempts a minute from one address: enough for a person, too few for a guesser.
_FAILURES, _WINDOW_SECONDS = 10, 60.0
_failures: dict[str, deque[float]] = {}


def _too_many(address: str) -> bool:
    """Whether this address guessed wrong too often lately."""
    now = time.monotonic()
    for known in [known for known, times in _failures.items() if now - times[-1] > _WINDOW_SECONDS]:
        del _failures[known]
    recent = [at for at in _failures.get(address, ()) if now - at <= _WINDOW_SECONDS]
    return len(recent) >= _FAILURES


def _count_failure(address: str) -> None:
    _failures.setdefault(address, deque(maxlen=_FAILURES)).append(time.monotonic())


def _accounts() -> list[dict[str, object]]:
    """The demonstration's people, the first of each role on top (`first`); empty outside of a demonstration."""
    engine = current()
    if not engine.settings.demonstration:
        return []
    leads = {center.leader_id: center.name for center in reversed(queries.cost_centers(engine))}
    order = list(Role)

    def rank(person: Person) -> int:
        return min((order.index(role) for role in person.roles), default=len(order))

    accounts: list[dict[str, object]] = []
    seen: set[int] = set()
    for person in sorted(queries.people(engine), key=rank):
        if not person.active or person.email not in _DEMONSTRATED:
            continue
        words = person.name.split()
        accounts.append(
            {
                "name": person.name,
                "email": person.email,
                "roles": [role.value.capitalize() for role in order if role in person.roles],
                "leads": leads.get(person.id, ""),
                "initials": (words[0][0] + words[-1][0]).upper(),
                "first": rank(person) not in seen,
            }
        )
        seen.add(rank(person))
    return accounts


def _page(request: Request, next_path: str, message: str = "", status: int = 200, template: str = "sign_in.html") -> Response:
    language = language_of(request.headers.get("accept-language", ""))
    csrf = request.cookies.get(CSRF_COOKIE) or secrets.token_urlsafe(24)
    body = _PAGES.get_template(template).render(
        t=partial(translate, language=language),
        language="pt-BR" if language == "pt" else "en",
        csrf=csrf,
        next=next_path,
        message=message,
        accounts=_accounts(),
        demonstration=current().settings.demonstration,
        company=current().company.name,
    )
    response = HTMLResponse(body, status_code=status, headers={"Cache-Control": "no-store"})
    set_cookie(response, request, CSRF_COOKIE, csrf, CSRF_SECONDS)
    return response


async def sign_in(request: Request) -> Response:
    """GET shows the form; POST checks the password and sets the session's cookie, then goes where the person wanted to."""
    if request.method in ("GET", "HEAD"):
        wanted = safe_next(request.query_params.get("next"))
        again = "again" in request.query_params
        if not again and await to_thread.run_sync(person_in, request.headers.get("cookie", "")) is not None:
            return RedirectResponse(wanted, status_code=303)
        said = AGAIN if again else "You are signed out." if "out" in request.query_params else ""
        return await to_thread.run_sync(partial(_page, request, wanted, said))
    if request.method != "POST":
        return PlainTextResponse("Only GET and POST.", status_code=405, headers={"Allow": "GET, POST"})
    form = await request.form(max_files=0, max_fields=8)
    values = {name: value for name, value in form.items() if isinstance(value, str)}
    return await to_thread.run_sync(_check, request, values)


def _check(request: Request, values: dict[str, str]) -> Response:
    wanted = safe_next(values.get("next"))
    if not csrf_holds(request, values.get("csrf", "")):
        return _page(request, wanted, "This page was open for too long. Try again.", 403)
    address = request.client.host if request.client else ""
    if _too_many(address):
        return _page(request, wanted, "Too many attempts. Try again in a minute.", 429)
    engine = current()
    try:
        demonstrated = values.get("as") if engine.settings.demonstration else None
        if demonstrated:
            _, token = people.sign_in(engine, demonstrated, _DEMONSTRATED.get(demonstrated, ""))
        else:
            _, token = people.sign_in(engine, values.get("email", "").strip(), values.get("password", ""))
    except Refusal:
        _count_failure(address)
        return _page(request, wanted, "E-mail or password is not right.", 401)
    response = RedirectResponse(wanted, status_code=303, headers={"Cache-Control": "no-store"})
    set_cookie(response, request, SESSION_COOKIE, token, SESSION_SECONDS)
    response.delete_cookie(CSRF_COOKIE, path="/")
    return response


async def sign_out(request: Request) -> Response:
    """Ends the session. A link on another site cannot do it: that visitor is asked first."""
    if request.method == "POST":
        form = await request.form(max_files=0, max_fields=4)
        sure = csrf_holds(request, str(form.get("csrf", "")))
    else:
        sure = request.method == "GET" and request.headers.get("sec-fetch-site", "") == "same-origin"
    if not sure:
        return await to_thread.run_sync(partial(_page, request, "/", template="sign_out.html"))
    token = token_in(request.headers.get("cookie", ""))
    if token:
        await to_thread.run_sync(people.sign_out, current(), token)
    response = RedirectResponse("/sign-in?out=1", status_code=303, headers={"Cache-Control": "no-store"})
    response.delete_cookie(SESSION_COOKIE, path="/")
    return response
