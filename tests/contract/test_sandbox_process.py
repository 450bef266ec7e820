"""The sandbox as its own process: what it answered survives kill -9."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from ap_engine.erp.omie import Omie
from tests.contract.running import KEY, SECRET, furnished, wait_until

START = """
import sys
from pathlib import Path
from ap_engine.erp.sandbox import serve
serve("127.0.0.1", int(sys.argv[1]), Path(sys.argv[2]), webhook_url=None, app_key=sys.argv[3], app_secret=sys.argv[4])
"""


@contextmanager
def process(port: int, books: Path) -> Iterator[str]:
    """A process that is killed, and not asked, at the end."""
    site = f"http://127.0.0.1:{port}"
    root = Path(__file__).parents[2]
    running = subprocess.Popen([sys.executable, "-c", START, str(port), str(books), KEY, SECRET], cwd=root)
    try:
        wait_until(lambda: _answers(site), seconds=20)
        yield site
    finally:
        running.kill()
        running.wait(5)


def _answers(site: str) -> bool:
    try:
        return requests.get(f"{site}/sandbox/health", timeout=1).ok
    except requests.ConnectionError:
        return False


def test_an_answered_payable_survives_a_kill(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with process(port, tmp_path / "books.sqlite") as site:
        company = furnished(Omie(f"{site}/api/v1/", KEY, SECRET))
        posted = [company.erp.post_payable(company.payable(f"invoice-{number}:1")) for number in range(5)]
    with process(port, tmp_path / "books.sqlite") as site:
        again = Omie(f"{site}/api/v1/", KEY, SECRET)
        found = [again.find_payable(f"invoice-{number}:1") for number in range(5)]
    assert [payable.erp_id for payable in found if payable] == [payable.erp_id for payable in posted]
