"""A place for messages in demonstrations and tests: it takes what an ntfy server takes, and shows it on a page.

It says that it is a sandbox: nothing leaves this machine. What came stands in a file, one JSON object a line.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from jinja2 import Environment, FileSystemLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

PAGE = "/push"
_PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


class Sink:
    """What came, and the faults that a test asked for: a status to answer with, seconds to wait, a number of times."""

    def __init__(self, file: Path) -> None:
        self._file, self._lock = file, Lock()
        self.fault: dict[str, Any] = {}

    def keep(self, message: Mapping[str, object]) -> None:
        """Write a message down, on disk before it is answered."""
        with self._lock, self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(message, ensure_ascii=False) + "\n")

    def messages(self) -> list[dict[str, Any]]:
        """What came, oldest first."""
        with self._lock:
            lines = self._file.read_text(encoding="utf-8").splitlines() if self._file.exists() else []
        return [json.loads(line) for line in lines]

    def next_fault(self) -> dict[str, Any]:
        """The fault for this message, which is used up by it."""
        with self._lock:
            if not self.fault.get("times", 0):
                return {}
            self.fault["times"] -= 1
            return dict(self.fault)


def routes(file: Path) -> list[BaseRoute]:
    """The sink's routes: publishing as ntfy has it, the page, what came as JSON, and faults."""
    sink = Sink(file)

    async def publish(request: Request) -> Response:
        content = await _content(request)
        fault = sink.next_fault()
        if fault.get("kept"):
            sink.keep(content)
        await asyncio.sleep(fault.get("seconds", 0))
        if fault.get("status"):
            return JSONResponse({"code": fault["status"], "http": fault["status"], "error": "as asked for"}, fault["status"])
        if not content["topic"]:
            return JSONResponse({"code": 40009, "http": 400, "error": "invalid topic"}, 400)
        sink.keep(content)
        return JSONResponse(content)

    async def page(_request: Request) -> Response:
        template = _PAGES.get_template("sink.html")
        newest = list(reversed(sink.messages()))[:200]
        for one in newest:
            one["at"] = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(one["time"]))
        return HTMLResponse(template.render(messages=newest), headers={"Cache-Control": "no-store"})

    async def came(_request: Request) -> Response:
        return JSONResponse(sink.messages())

    async def faults(request: Request) -> Response:
        sink.fault = dict(await request.json())
        return JSONResponse(sink.fault)

    return [
        Route(PAGE, page),
        Route(f"{PAGE}/messages.json", came),
        Route(f"{PAGE}/faults", faults, methods=["POST"]),
        Route("/", publish, methods=["POST", "PUT"]),
        Route("/{topic}", publish, methods=["POST", "PUT"]),
    ]


async def _content(request: Request) -> dict[str, Any]:
    """A message as ntfy keeps it, from its JSON or from a body with headers."""
    body = await request.body()
    given: dict[str, Any] = {}
    if "topic" not in request.path_params:
        try:
            read = json.loads(body)
            given = read if isinstance(read, dict) else {}
        except ValueError:
            given = {}
    else:
        given = {"topic": request.path_params["topic"], "message": body.decode("utf-8", "replace")}
    header = request.headers.get
    return {
        "id": secrets.token_hex(6),
        "time": int(time.time()),
        "event": "message",
        "topic": str(given.get("topic") or ""),
        "title": str(given.get("title") or header("x-title") or header("title") or ""),
        "message": str(given.get("message") or ""),
        "click": str(given.get("click") or header("x-click") or header("click") or ""),
    }
