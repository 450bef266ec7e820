"""People's phones: a real ntfy-compatible sink over HTTP, and what it got."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import uvicorn
from starlette.applications import Starlette

from ap_engine import workflow
from ap_engine.model.push import PushMessage, PushState
from ap_engine.notify.sink import routes
from ap_engine.workflow.approval_links import read
from tests.house import House, free_port, furnish, opened, sandbox, until
from tests.workflow.trade import BAKERY, MILL


@dataclass
class Phones:
    """The sink's address, and its messages."""

    port: int

    def channel(self, topic: str) -> str:
        """The address of somebody's phone."""
        return f"ntfy://127.0.0.1:{self.port}/{topic}"

    def got(self, topic: str | None = None) -> list[dict[str, Any]]:
        """What came, to one phone or to all."""
        came = requests.get(f"http://127.0.0.1:{self.port}/push/messages.json", timeout=5).json()
        return [one for one in came if topic in (None, one["topic"])]

    def page(self) -> str:
        """The page that shows what was sent."""
        return requests.get(f"http://127.0.0.1:{self.port}/push", timeout=5).text

    def fault(self, **fault: object) -> None:
        """The next messages go wrong."""
        requests.post(f"http://127.0.0.1:{self.port}/push/faults", json={"times": 1, **fault}, timeout=5).raise_for_status()


@contextmanager
def phones(folder: Path, port: int | None = None) -> Iterator[Phones]:
    """A running sink."""
    port = port or free_port()
    app = Starlette(routes=routes(folder / "push.jsonl"))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    try:
        yield Phones(port)
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def push(house: House) -> None:
    """The outbox until nothing is due."""
    while workflow.deliver_pushes(house.engine):
        pass


def messages(house: House, *states: PushState) -> list[PushMessage]:
    """The outbox, oldest first."""
    rows = house.engine.store.rows("SELECT id FROM push_messages ORDER BY sequence NULLS LAST")
    with house.engine.store.snapshot() as tx:
        every = [tx.pushes.get(row[0]) for row in rows]
    return [one for one in every if not states or one.state in states]


@contextmanager
def with_phones(folder: Path, sink: Phones) -> Iterator[House]:
    """A furnished house in which Ines and Saulo have a phone each."""
    with sandbox(folder) as address, opened(folder / "data", address, push_private=True, language="en") as house:
        furnish(house, MILL, BAKERY)
        for who in ("ines", "saulo"):
            workflow.add_channel(house.engine, who, sink.channel(f"{who}-phone"))
        yield house


def card_of(house: House, message: dict[str, Any]) -> tuple[str, str]:
    """Whose card of which invoice a message leads to."""
    address, _, token = str(message["click"]).partition("/a/")
    assert address == house.engine.settings.link_address
    link = read(house.engine, token)
    assert link is not None, message
    return link.person_id, link.invoice_id
