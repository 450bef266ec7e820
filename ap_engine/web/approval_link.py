"""The link that an approver was sent: GET shows the card, only POST decides. Mail programs and scanners open links (rule A2)."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from pathlib import Path
from typing import Any
from urllib.parse import quote

from anyio import to_thread
from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from ap_engine import queries, workflow
from ap_engine.engine import Engine, current
from ap_engine.model.approval import REJECTION_REASONS, Decision
from ap_engine.model.approval_link import LinkState, OpenedLink, Visitor
from ap_engine.model.commands import DecideApprovalStep
from ap_engine.model.errors import Refusal
from ap_engine.web import originals
from ap_engine.web.approval_card import card_of
from ap_engine.web.figures import Tongue
from ap_engine.web.session import CSRF_COOKIE, CSRF_SECONDS, csrf_holds, set_cookie, visitor_in
from ap_engine.web.words import language_of
from ap_engine.workflow.approval_links import card_behind_sign_in

_PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
# The address is the secret: nothing is loaded from elsewhere, and no other site is told it.
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}
_TOLD = {
    LinkState.INVALID: ("This link is not valid", "It may be incomplete. Open the message again, or sign in.", 404),
    LinkState.EXPIRED: ("This link is too old", "Links end after a week. What waits for you is behind the sign-in.", 410),
    LinkState.OTHER_PERSON: ("This link is for somebody else", "Sign in as yourself to see what waits for you.", 403),
    LinkState.CHANGED: (
        "The invoice changed after this link was sent",
        "The amount, the supplier, the account or the split is not what this link was sent for. It decides nothing any more.",
        410,
    ),
    LinkState.SETTLED: (
        "Nothing is asked of you here any more.",
        "It was decided, or it is not yours to decide any more.",
        410,
    ),
}
# Which cards' pictures were fetched: the evidence that the document was on the screen (row N7).
_REMEMBERED = 2000
_lock = threading.Lock()
_pictured: OrderedDict[str, None] = OrderedDict()


async def card(request: Request) -> Response:
    """GET and HEAD show how the link stands, POST decides; nothing else is answered."""
    if request.method in ("GET", "HEAD"):
        return await to_thread.run_sync(_show, request)
    if request.method != "POST":
        return PlainTextResponse("Only GET and POST.", status_code=405, headers={"Allow": "GET, HEAD, POST"})
    form = await request.form(max_files=0, max_fields=8)
    return await to_thread.run_sync(_act, request, {name: value for name, value in form.items() if isinstance(value, str)})


def original(request: Request) -> Response:
    """The document as it came, while the link shows its card."""
    opened = _opened(request)
    if opened.state is not LinkState.OPEN or opened.invoice is None:
        return PlainTextResponse("Open the link itself first.", status_code=403)
    return originals.file_of(opened.invoice.id)


def page_image(request: Request) -> Response:
    """A picture of one of its pages, while the link shows its card."""
    opened = _opened(request)
    if opened.state is not LinkState.OPEN or opened.invoice is None:
        return PlainTextResponse("Open the link itself first.", status_code=403)
    with _lock:
        _pictured[_digest(request)] = None
        while len(_pictured) > _REMEMBERED:
            _pictured.popitem(last=False)
    return originals.picture_of(request, opened.invoice.id)


def _visitor(request: Request) -> Visitor | None:
    return visitor_in(request.headers.get("cookie", ""))


def _opened(request: Request) -> OpenedLink:
    return workflow.open_link(current(), request.path_params["token"], _visitor(request))


def _digest(request: Request) -> str:
    return hashlib.sha256(request.path_params["token"].encode()).hexdigest()


def _show(request: Request, message: tuple[str, ...] = (), status: int = 200) -> Response:
    """The page for the link as it stands, or the way to sign in. `message` are the sentences above the card."""
    opened = _opened(request)
    if opened.state in (LinkState.SIGN_IN, LinkState.SIGN_IN_AGAIN):
        again = "again=1&" if opened.state is LinkState.SIGN_IN_AGAIN else ""
        wanted = quote(f"/a/{request.path_params['token']}", safe="")
        return RedirectResponse(f"/sign-in?{again}next={wanted}", status_code=303, headers={"Cache-Control": "no-store"})
    engine = current()
    tongue = Tongue(language_of(request.headers.get("accept-language", "")), engine.today(), engine.settings.zone)
    if opened.state is LinkState.OPEN and opened.invoice is not None:
        asked = tongue.t("Sent. The invoice keeps its place.") if "asked" in request.query_params else ""
        content = card_of(queries.invoice(engine, opened.invoice.id), opened, tongue)
        said = " ".join(tongue.said(tongue.t(part)) for part in message if part)
        return _page(request, tongue, opened, status, card=content, message=said, done=asked, reasons=REJECTION_REASONS)
    if opened.state is LinkState.DECIDED:
        return _page(request, tongue, opened, 200, told=_decided(opened, tongue), after=_next(request, engine, tongue, opened))
    title, text, code = _TOLD[opened.state]
    leads = card_behind_sign_in(opened.invoice.id) if opened.invoice is not None else "/"
    told = (tongue.t(title), tongue.t(text))
    return _page(request, tongue, opened, code, told=told, after=(leads, tongue.t("See the invoice as it is now")))


def _page(request: Request, tongue: Tongue, opened: OpenedLink, status: int, **parts: Any) -> Response:
    csrf = request.cookies.get(CSRF_COOKIE) or secrets.token_urlsafe(24)
    body = _PAGES.get_template("approval.html").render(
        t=tongue.t,
        language="pt-BR" if tongue.language == "pt" else "en",
        company=current().company.name,
        person=opened.person.name if opened.person is not None and opened.state is LinkState.OPEN else "",
        here=f"/a/{request.path_params['token']}",
        all=card_behind_sign_in(opened.invoice.id) if opened.invoice is not None else "/",
        csrf=csrf,
        opened=int(current().now().timestamp()),
        **parts,
    )
    response = HTMLResponse(body, status_code=status, headers=_HEADERS)
    set_cookie(response, request, CSRF_COOKIE, csrf, CSRF_SECONDS)
    return response


def _decided(opened: OpenedLink, tongue: Tongue) -> tuple[str, str]:
    step = opened.step
    assert step is not None and step.decided_at is not None, "a decided link has its step"
    moment = tongue.moment(step.decided_at)
    if step.decision is Decision.APPROVED:
        return tongue.t("You decided"), tongue.t("You approved it on {moment}.", moment=moment)
    return tongue.t("You decided"), tongue.t("You rejected it on {moment}: {reason}", moment=moment, reason=step.reason or "—")


def _next(request: Request, engine: Engine, tongue: Tongue, opened: OpenedLink) -> tuple[str, str] | None:
    """The next card, for who is signed in: a link is for one decision, and opens no other card."""
    if _visitor(request) is None or opened.person is None:
        return None
    row = next(iter(queries.approvals_of(engine, opened.person.id)), None)
    if row is None:
        return "/approvals", tongue.t("Nothing else waits for you.")
    name = row.supplier or tongue.t("Supplier unknown")
    return card_behind_sign_in(row.id), tongue.t("Next: {supplier}, {amount}", supplier=name, amount=tongue.money(row.amount))


def _act(request: Request, values: dict[str, str]) -> Response:
    """One decision or question, then the page as it stands after it."""
    if not csrf_holds(request, values.get("csrf", "")):
        return _show(request, ("This page was open for too long. Try again.",), 403)
    token, visitor, engine = request.path_params["token"], _visitor(request), current()
    state = workflow.open_link(engine, token, visitor).state
    if state not in (LinkState.OPEN, LinkState.DECIDED):
        return _show(request)
    decision, text = values.get("decision", ""), values.get("text", "").strip()
    try:
        if decision == "ask":
            workflow.ask_by_link(engine, token, visitor, text)
        elif decision == "approve" or (decision == "reject" and _reason(values)):
            workflow.decide_by_link(engine, token, visitor, _answer(request, engine, values))
        else:
            return _show(request, ("Choose a reason; for “Other” say it in words.",), 400)
    except Refusal as refusal:
        return _show(request, (" ".join((type(refusal).__doc__ or "").split()), refusal.detail), 409)
    asked = "?asked=1" if decision == "ask" else ""
    return RedirectResponse(f"/a/{token}{asked}", status_code=303, headers={"Cache-Control": "no-store"})


def _answer(request: Request, engine: Engine, values: dict[str, str]) -> DecideApprovalStep:
    """The decision; whose and on what is the link's to say."""
    opened = values.get("opened", "")
    seconds = max(0, int(engine.now().timestamp()) - int(opened)) if opened.isdecimal() and len(opened) < 12 else None
    with _lock:
        seen = _digest(request) in _pictured
    approve = values["decision"] == "approve"
    reason = "" if approve else _reason(values)
    return DecideApprovalStep("", "", 0, approve, reason, seconds, saw_document=seen)


def _reason(values: dict[str, str]) -> str:
    """A reason of the list with what was said to it; empty where there is none, or none in words for the last one."""
    reason, text = values.get("reason", ""), values.get("text", "").strip()[:1000]
    if reason not in REJECTION_REASONS or (reason == REJECTION_REASONS[-1] and not text):
        return ""
    return f"{reason}: {text}" if text else reason
