"""Starts the Omie sandbox as its own process beside the application, in a demonstration."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ap_engine.erp.http import post_json
from ap_engine.settings import ROOT, Settings

STARTS_WITHIN = 20.0


@contextmanager
def running_sandbox(settings: Settings) -> Iterator[None]:
    """The sandbox answers inside this block. One that already runs is used; one that is started here is stopped at the end."""
    with starting_sandbox(settings) as until_it_answers:
        until_it_answers()
        yield


@contextmanager
def starting_sandbox(settings: Settings) -> Iterator[Callable[[], None]]:
    """Like `running_sandbox`, without waiting: what is given waits until it answers, so that its start overlaps with others."""
    process = None if not settings.uses_sandbox or _answers(settings.sandbox_port) else _start()
    try:
        yield lambda: _wait(settings.sandbox_port, process)
    finally:
        if process is not None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def silent_sandbox(settings: Settings) -> Iterator[None]:
    """Inside this block the sandbox tells nobody what happens in it: a year of history is no news."""
    switch = settings.sandbox_address.removesuffix("api/v1/") + "sandbox/webhook"
    post_json(switch, {"url": None})
    try:
        yield
    finally:
        post_json(switch, {"url": webhook_address(settings)})


def webhook_address(settings: Settings) -> str:
    """Where the ERP sends its events."""
    return f"http://127.0.0.1:{settings.port}/webhooks/omie/{settings.webhook_token}"


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "ap_engine", "sandbox"], cwd=ROOT)


def _wait(port: int, process: subprocess.Popen[bytes] | None) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while process is not None and not _answers(port):
        if process.poll() is not None or time.monotonic() > end:
            process.kill()
            raise RuntimeError(f"the Omie sandbox did not start on port {port}")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0
