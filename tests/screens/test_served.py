"""The whole application as `streamlit run app.py` starts it: before anybody signed in, no page script may run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.house import free_port

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 60.0
PATHS = [
    "",
    "main",
    *sorted(path.stem for path in (ROOT / "pages").rglob("*.py")),
    "work/inbox",
    "pages/main",
    "app",
    "review?invoice=AP-1",
]


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def get(address: str, accept: str = "text/html") -> tuple[int, str, bytes]:
    """Status, where it leads, and the body; redirects are not followed."""
    try:
        with build_opener(_Stay).open(Request(address, headers={"Accept": accept}), timeout=20) as answer:
            return answer.status, "", answer.read()
    except HTTPError as error:
        return error.code, error.headers.get("location", ""), error.read()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A freshly started server on books of its own."""
    port, sandbox_port = free_port(), free_port()
    environment = {
        **os.environ,
        "AP_DATA": str(tmp_path_factory.mktemp("served")),
        "AP_PORT": str(port),
        "AP_SANDBOX_PORT": str(sandbox_port),
        "AP_READER_WORKERS": "1",
        "AP_DEMONSTRATION": "no",
    }
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    end = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            if get(f"{address}/healthz")[0] == 200:
                break
        except (URLError, ConnectionError):
            assert process.poll() is None and time.monotonic() < end, process.communicate(timeout=10)[0].decode()
            time.sleep(0.1)
    yield address
    process.terminate()
    said = process.communicate(timeout=30)[0].decode()
    assert "Traceback" not in said, said


@pytest.mark.parametrize("path", PATHS)
def test_every_pages_address_leads_to_sign_in(served: str, path: str) -> None:
    status, leads_to, body = get(f"{served}/{path}")
    assert (status, body) == (303, b"")
    assert leads_to.startswith("/sign-in?next=")


def test_the_live_connection_is_refused(served: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(served.replace("http", "ws") + "/_stcore/stream", subprotocols=["streamlit"])  # type: ignore[list-item]
    assert refused.value.response.status_code == 403


def test_what_is_free_is_free(served: str) -> None:
    assert json.loads(get(f"{served}/healthz")[2])["ok"]
    assert get(f"{served}/sign-in")[0] == 200
    assert get(f"{served}/app/static/Inter-Regular.woff2")[2].startswith(b"wOF2")
    assert get(f"{served}/_stcore/metrics")[0] == 404


def test_a_get_on_the_webhook_is_no_page(served: str) -> None:
    assert get(f"{served}/webhooks/omie/demonstration")[0] == 405
