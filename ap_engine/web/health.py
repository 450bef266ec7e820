"""Is the process alive, and does it reach its books."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from ap_engine.capture.ocr import ocr_available
from ap_engine.engine import current


def healthz(request: Request) -> JSONResponse:
    """200 and the store's version (one more with each commit). Says nothing about anybody's invoices."""
    if request.method not in ("GET", "HEAD"):
        return JSONResponse({"error": "only GET"}, status_code=405, headers={"Allow": "GET, HEAD"})
    return JSONResponse({"ok": True, "version": current().store.version}, headers={"Cache-Control": "no-store"})


def can_read_scans() -> bool:
    """Whether text recognition is installed: without it scans and photos are kept, but not read."""
    return ocr_available()
