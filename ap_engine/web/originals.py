"""The received file as it came, and pictures of its pages, for whoever is signed in (the gate has seen to that)."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from ap_engine import queries
from ap_engine.engine import current
from ap_engine.model.errors import UnknownInvoice, UnreadableUpload

PAGE_WIDTH = 1240
# Widths that a picture may be asked for, in pixels: each is a rendering that costs time, so there are few.
WIDTHS = (620, PAGE_WIDTH, 1860)
# Only these open inside the browser. Everything else (XML above all: it may carry a script) is saved to disk.
SHOWN = ("application/pdf", "image/png", "image/jpeg", "image/webp")


def original(request: Request) -> Response:
    """The invoice's file under its own name. Raises nothing: an unknown invoice is 404."""
    return file_of(request.path_params["invoice"])


def file_of(invoice_id: str) -> Response:
    """An invoice's file, for whoever may see it."""
    try:
        path, file_name, media_type = queries.original(current(), invoice_id)
    except UnknownInvoice as refusal:
        return PlainTextResponse(str(refusal), status_code=404)
    how = "inline" if media_type in SHOWN else "attachment"
    headers = {
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(file_name, safe='')}",
        "Cache-Control": "private, max-age=300",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    }
    return FileResponse(path, media_type=media_type if how == "inline" else "application/octet-stream", headers=headers)


def page_image(request: Request) -> Response:
    """One page as WebP. `w` is the width in pixels (one of WIDTHS). An original never changes, so browsers may keep it."""
    return picture_of(request, request.path_params["invoice"])


def picture_of(request: Request, invoice_id: str) -> Response:
    """The page that a request asks for, of an invoice that its sender may see."""
    engine = current()
    page = int(request.path_params["page"])
    asked = request.query_params.get("w", "")
    width = next((known for known in WIDTHS if str(known) == asked), PAGE_WIDTH)
    try:
        path, _, _ = queries.original(engine, invoice_id)
        content = engine.originals.derived(
            path.name, f"page-{page}-{width}.webp", lambda: engine.reader.page_image(path, page, width)
        )
    except (UnknownInvoice, UnreadableUpload) as refusal:
        return PlainTextResponse(str(refusal), status_code=404)
    return Response(content, media_type="image/webp", headers={"Cache-Control": "private, max-age=86400, immutable"})
