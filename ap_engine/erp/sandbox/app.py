"""The sandbox as an ASGI application, and as a process of its own."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ap_engine.erp.sandbox import bank
from ap_engine.erp.sandbox.api import answer_call
from ap_engine.erp.sandbox.books import Books
from ap_engine.erp.sandbox.services import Office
from ap_engine.erp.sandbox.settings import SandboxSettings
from ap_engine.erp.sandbox.switches import Switches


def create_app(
    books_path: Path, settings: SandboxSettings, now: Callable[[], datetime] | None = None, beside: Sequence[BaseRoute] = ()
) -> Starlette:
    """An Omie that keeps its books in `books_path`. `now` is the time in Brazil, given for tests.

    `beside` are routes of other sandboxes that live in the same process.
    """
    office = Office(Books(books_path), settings, now)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        office.deliverer.start()
        yield
        office.deliverer.stop()
        office.books.close()

    app = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/api/v1/{module}/{service}/", answer_call, methods=["POST"]),
            Route("/sandbox/faults", faults, methods=["GET", "POST", "DELETE"]),
            Route("/sandbox/webhook", webhook, methods=["GET", "POST"]),
            Route("/sandbox/health", health),
            *bank.ROUTES,
            *beside,
        ],
    )
    app.state.office = office
    app.state.switches = Switches()
    return app


async def faults(request: Request) -> Response:
    """Plan a fault or switch limits on (POST), forget all of them (DELETE), or show the plan."""
    switches: Switches = request.app.state.switches
    if request.method == "DELETE":
        switches.clear()
    if request.method == "POST":
        try:
            switches.switch(await request.json())
        except (ValueError, TypeError) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)
    plan = [{"kind": each.kind, "method": each.method, "times": each.times, "seconds": each.seconds} for each in switches.plan]
    return JSONResponse({"plan": plan, "blocked": switches.was_blocked})


async def webhook(request: Request) -> Response:
    """Register where events go, as in Omie's developer portal: `{"url": …}` is pinged, `{"url": null}` turns them off."""
    office: Office = request.app.state.office
    if request.method == "GET":
        return JSONResponse(office.deliverer.counts())
    try:
        url = (await request.json()).get("url")
    except (ValueError, AttributeError):
        return JSONResponse({"error": 'send {"url": "http://…"} or {"url": null}'}, 400)
    return await bank.in_thread(_point, office, None if url is None else str(url))


def _point(office: Office, url: str | None) -> Response:
    office.deliverer.point_to(url)
    return JSONResponse({"registered": url is not None, "answered_ping": bool(url) and office.deliverer.ping()})


async def health(_request: Request) -> Response:
    """Whether the sandbox answers."""
    return JSONResponse({"sandbox": "ok"})


def serve(
    host: str,
    port: int,
    books_path: Path,
    webhook_url: str | None,
    app_key: str,
    app_secret: str,
    log_level: str = "warning",
    beside: Sequence[BaseRoute] = (),
) -> None:
    """Run the sandbox in this process until it is told to stop. The log has no bodies: the keys are in them."""
    settings = SandboxSettings(app_key=app_key, app_secret=app_secret, webhook_url=webhook_url)
    uvicorn.run(create_app(books_path, settings, beside=beside), host=host, port=port, log_level=log_level, access_log=False)
