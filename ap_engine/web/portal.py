"""The supplier portal: GET and POST /portal/{token}, POST /portal/{token}/order. Plain pages that need no script.

The token in the address is all that opens it: no cookie is set or asked for, so another site has nothing to ride on. It
does not leave by a referrer, and no page is kept by a cache. How much may be sent, and how often, is limited before a
body is read; a body streams to disk.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from anyio import move_on_after, to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ap_engine import workflow
from ap_engine.capture import kinds
from ap_engine.engine import Engine, current
from ap_engine.model.commands_portal import NameOrder
from ap_engine.model.errors import Refusal, StaleVersion, UnreadableUpload
from ap_engine.model.parties import Supplier
from ap_engine.model.portal import CHANNEL, actor_of
from ap_engine.queries.portal import portal_invoice
from ap_engine.web import portal_pages
from ap_engine.web.portal_pages import MOST_FILES, Message, page, refused
from ap_engine.web.rates import Rate
from ap_engine.workflow.joining import join_documents
from ap_engine.workflow.portal_answers import NoSuchOrder, name_order
from ap_engine.workflow.portal_links import link_behind, token_hash

# A page and its refreshing, an upload, and a link that is nobody's; the latter are guesses.
LOOKS, SENDS, GUESSES = Rate(120, 60.0), Rate(20, 60.0), Rate(20, 60.0)
BY_ADDRESS = Rate(300, 60.0)
# How long an upload is waited for before the page says that it is still being read.
READ_WITHIN = 8.0


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who came with a supplier's link."""

    request: Request
    token: str
    engine: Engine
    supplier: Supplier


def _too_often(request: Request, token: str) -> int:
    """The seconds to wait for whoever asks too often: by address, by link, and by how many wrong links came from there."""
    address = request.client.host if request.client else ""
    by_link = (SENDS if request.method == "POST" else LOOKS).wait(token_hash(token[:200]))
    return max(BY_ADDRESS.wait(address), GUESSES.full(address), by_link)


async def _enter(request: Request) -> Visit | Response:
    """The visit, or the page that says why there is none."""
    token = request.path_params["token"]
    wait = _too_often(request, token)
    if wait:
        answer = refused(request, "Too many requests. Try again in a moment.", 429)
        answer.headers["Retry-After"] = str(wait)
        return answer
    engine = current()
    found = await to_thread.run_sync(link_behind, engine, token)
    if found is None:
        GUESSES.wait(request.client.host if request.client else "")
        return refused(request, "This link is not known. Ask whoever sent it to you for a new one.", 404)
    link, supplier = found
    if link.revoked_at is not None:
        return refused(request, "This link was withdrawn. Ask whoever sent it to you for a new one.", 410)
    if not link.opens(engine.now()):
        return refused(request, "This link has expired. Ask whoever sent it to you for a new one.", 410)
    return Visit(request, token, engine, supplier)


async def portal(request: Request) -> Response:
    """GET shows the supplier's page; POST takes files in, reads them and shows what was read."""
    if request.method not in ("GET", "HEAD", "POST"):
        return portal_pages.not_this_way(request, "GET, POST")
    visit = await _enter(request)
    if isinstance(visit, Response):
        return visit
    if request.method == "POST":
        return await _take_in(visit)
    return await to_thread.run_sync(partial(page, request, visit.engine, visit.supplier, visit.token))


async def _take_in(visit: Visit) -> Response:
    try:
        form = await visit.request.form(max_files=MOST_FILES, max_fields=4)
    except HTTPException:
        said = Message("At most {n} files at once, please.", {"n": str(MOST_FILES)}, bad=True)
        return await _shown(visit, [said], 400)
    try:
        files = [one for one in form.getlist("file") if isinstance(one, UploadFile) and (one.filename or one.size)]
        if not files:
            return await _shown(visit, [Message("Choose a file first.", {}, bad=True)], 400)
        messages, taken = await to_thread.run_sync(_keep, visit, files)
        beside = str(form.get("beside", ""))
    finally:
        await form.close()
    with move_on_after(READ_WITHIN):
        await to_thread.run_sync(_read, visit, taken, beside, abandon_on_cancel=True)
    bad = any(message.bad for message in messages)
    return await _shown(visit, messages, 400 if bad and not taken else 200, tuple(taken))


async def _shown(visit: Visit, messages: list[Message], status: int = 200, new: tuple[str, ...] = ()) -> Response:
    show = partial(page, visit.request, visit.engine, visit.supplier, visit.token, messages, status, new)
    return await to_thread.run_sync(show)


def _keep(visit: Visit, files: list[UploadFile]) -> tuple[list[Message], list[str]]:
    """Each file goes the way of every document that comes in, under the supplier's name; what became of each, in words."""
    engine, supplier = visit.engine, visit.supplier
    messages: list[Message] = []
    taken: list[str] = []
    for file in files:
        name = kinds.display_name(file.filename or "")
        try:
            received = workflow.receive_document(engine, actor_of(supplier.id), file.file, name, CHANNEL)
        except UnreadableUpload as refusal:
            messages.append(Message(portal_pages.WHY_NOT.get(refusal.detail, refusal.detail), {}, bad=True, file=name))
            continue
        if received.already and portal_invoice(engine, supplier, received.invoice_id) is None:
            # It came by another way, and in whose name is not said.
            messages.append(Message("We have this very file already.", {}, file=name))
            continue
        messages.append(Message("We have this very file already." if received.already else "Received.", {}, file=name))
        taken.append(received.invoice_id)
    return messages, taken


def _read(visit: Visit, taken: list[str], beside: str) -> None:
    """Read what came, in the workers that read everything; then join the XML and the PDF of one invoice.

    `beside` is the invoice whose XML this is said to be; one that is not the supplier's is not looked at.
    """
    known = portal_invoice(visit.engine, visit.supplier, beside) if beside else None
    beside = beside if known is not None and not known.foreign else ""
    for invoice_id in taken:
        with suppress(StaleVersion):  # somebody else was quicker
            workflow.read_document(visit.engine, invoice_id)
    for invoice_id in taken:
        seen = portal_invoice(visit.engine, visit.supplier, invoice_id)
        if seen is not None and not seen.foreign:
            join_documents(visit.engine, invoice_id, actor_of(visit.supplier.id), beside)


async def order(request: Request) -> Response:
    """POST: the supplier names the order of an invoice that is held for want of one."""
    if request.method != "POST":
        return portal_pages.not_this_way(request, "POST")
    visit = await _enter(request)
    if isinstance(visit, Response):
        return visit
    form = await request.form(max_files=0, max_fields=8)
    return await to_thread.run_sync(_name_order, visit, form)


def _name_order(visit: Visit, form: FormData) -> Response:
    engine, supplier = visit.engine, visit.supplier
    values = {name: value for name, value in form.items() if isinstance(value, str)}
    invoice_id, number = values.get("invoice", ""), values.get("order", "").strip()[:60]
    seen = portal_invoice(engine, supplier, invoice_id)
    if seen is None or seen.foreign:
        return refused(visit.request, "There is no such invoice here.", 404, visit.token)
    show = partial(page, visit.request, engine, supplier, visit.token, new=(invoice_id,))
    if not number or not all(values.get(name, "").isdecimal() for name in ("version", "revision")):
        return show([Message("Write the order's number.", {}, bad=True)], 400)
    command = NameOrder(actor_of(supplier.id), invoice_id, int(values["version"]), int(values["revision"]), number)
    try:
        name_order(engine, command)
    except NoSuchOrder:
        return show(
            [
                Message(
                    "We have no open order of yours with the number {n}. Check it, or ask whoever ordered.",
                    {"n": number},
                    bad=True,
                )
            ],
            400,
        )
    except StaleVersion:
        return show([Message("The invoice changed meanwhile. Look again.", {}, bad=True)], 409)
    except Refusal:
        return show([Message("This invoice cannot be changed here any more.", {}, bad=True)], 409)
    return RedirectResponse(f"/portal/{visit.token}?new={invoice_id}", status_code=303, headers=portal_pages.HEADERS)
