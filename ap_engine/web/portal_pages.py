"""The portal's pages: one template, small enough for a phone on a slow line, in the language that the browser asks for."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ap_engine.capture import kinds
from ap_engine.capture.originals import UPLOAD_LIMIT
from ap_engine.engine import Engine, current
from ap_engine.model.parties import Supplier
from ap_engine.queries.portal import Stage, portal_invoice, portal_invoices
from ap_engine.web.portal_words import Speaker
from ap_engine.web.words import language_of

MOST_FILES = 10
EACH_MB = UPLOAD_LIMIT // 1_000_000
# What one upload may bring, all its files together.
TOGETHER_MB = 50
ACCEPTED = ".pdf,.xml,.png,.jpg,.jpeg,.webp,.tif,.tiff,application/pdf,text/xml,application/xml,image/*"
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
TOO_LARGE = "This is too large: at most {mb} MB each file, {all} MB together. Send fewer at once, or a smaller copy."
_TOO_LARGE_FILE = "This file is larger than {mb} MB."
# What the house tells a clerk about a file, as its supplier is told.
WHY_NOT = {
    "It is empty.": "This file is empty. Send it again.",
    f"It is larger than {EACH_MB} MB, the most that is taken in.": _TOO_LARGE_FILE,
    kinds.REFUSALS[kinds.FileKind.EMPTY]: "This file is empty. Send it again.",
    kinds.REFUSALS[kinds.FileKind.ZIP]: "This is a ZIP or Office file. Unpack it, or save the invoice as PDF, and send that.",
    kinds.REFUSALS[kinds.FileKind.UNKNOWN]: "This is no PDF, XML or picture, whatever its name says.",
}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
_TEMPLATES.filters["combined"] = lambda limits, values: {**limits, **values}


@dataclass(frozen=True, slots=True)
class Message:
    """Something that is said once on top of the page: a sentence with its values, of a file or of the whole."""

    text: str
    values: dict[str, str] = field(default_factory=dict)
    bad: bool = False
    file: str = ""


def page(
    request: Request,
    engine: Engine,
    supplier: Supplier,
    token: str,
    messages: Sequence[Message] = (),
    status: int = 200,
    new: Sequence[str] = (),
) -> Response:
    """The supplier's page. `new` are the invoices that this visit is about: they stand open, on top."""
    number = _page_number(request)
    asked = request.query_params.get("new", "").split(",") if not new and "new" in request.query_params else list(new)
    rows, more = portal_invoices(engine, supplier, number)
    shown = {row.id for row in rows}
    first = [found for one in asked[:MOST_FILES] if one not in shown and (found := portal_invoice(engine, supplier, one))]
    first = [one for one in first if one.stage is not Stage.WITHDRAWN]
    waits = any(one.stage is Stage.READING for one in (*first, *rows) if one.id in asked)
    return _rendered(
        request,
        status,
        supplier=supplier.name,
        token=token,
        messages=messages,
        rows=(*first, *rows),
        opened=frozenset(asked),
        waits=waits,
        again=f"/portal/{token}?new=" + ",".join(one for one in asked if one) if waits else "",
        page=number,
        more=more,
    )


def refused(request: Request, text: str, status: int, token: str = "") -> Response:
    """A page that only says why there is nothing to see."""
    return _rendered(request, status, messages=(Message(text, bad=True),), token=token)


def too_large(request: Request) -> Response:
    """What is said when more came than is taken in."""
    path = request.url.path.split("/")
    token = path[2] if len(path) > 2 else ""
    return _rendered(request, 413, messages=(Message(TOO_LARGE, bad=True),), token=token)


def not_this_way(request: Request, allowed: str) -> Response:
    """A method that an address does not have."""
    answer = refused(request, "This cannot be done this way.", 405)
    answer.headers["Allow"] = allowed
    return answer


def _page_number(request: Request) -> int:
    asked = request.query_params.get("page", "0")
    return min(int(asked), 10_000) if asked.isdecimal() and len(asked) < 6 else 0


def _rendered(request: Request, status: int, **values: object) -> Response:
    speaker = Speaker(language_of(request.headers.get("accept-language", "")))
    nonce = secrets.token_urlsafe(12)
    engine = current()
    values = {"supplier": "", "rows": (), "opened": frozenset(), "waits": False, "again": "", "page": 0, "more": False} | values
    body = _TEMPLATES.get_template("portal.html").render(
        s=speaker,
        t=speaker.t,
        nonce=nonce,
        company=engine.company,
        demonstration=engine.settings.demonstration,
        limits={"n": str(MOST_FILES), "mb": str(EACH_MB), "all": str(TOGETHER_MB)},
        accepted=ACCEPTED,
        each_bytes=UPLOAD_LIMIT,
        all_bytes=TOGETHER_MB * 1_000_000,
        Stage=Stage,
        **values,
    )
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(body, status, {**HEADERS, "Content-Security-Policy": policy, "X-Frame-Options": "DENY"})
