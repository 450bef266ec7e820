"""Commands about the books, with nobody else holding them, and beside the running application."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.house import CORPUS, KEY, SECRET, free_port, sandbox

ROOT = Path(__file__).parents[2]
NOTE = CORPUS / "danfesharp-xml" / "v4_ComLocalEntrega.xml"


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """An installation for a company of its own, beside an ERP that is out of reach."""
    return {
        **os.environ,
        "AP_DATA": str(tmp_path / "data"),
        "AP_PORT": str(free_port()),
        "AP_OMIE_ADDRESS": f"http://127.0.0.1:{free_port()}/api/v1/",
        "AP_OMIE_APP_KEY": KEY,
        "AP_OMIE_APP_SECRET": SECRET,
        "AP_COMPANY_NAME": "Casa",
        "AP_COMPANY_TAX_ID": "59594315000157",
        "AP_READER_WORKERS": "1",
    }


def run(surroundings: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ap_engine", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=120)


@pytest.fixture
def application(surroundings: dict[str, str]) -> Iterator[dict[str, str]]:
    """The application, running on the same books by `uvicorn app:app`."""
    port = surroundings["AP_PORT"]
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", port, "--log-level", "error"]
    process = subprocess.Popen(command, cwd=ROOT, env=surroundings)
    end = time.monotonic() + 60
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            break
        except OSError:
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
    yield surroundings
    process.terminate()
    assert process.wait(timeout=30) is not None


def test_a_day_on_the_command_line(surroundings: dict[str, str], tmp_path: Path) -> None:
    took = run(surroundings, "ingest", NOTE)
    assert took.returncode == 0, took.stderr
    assert "Received" in took.stdout
    again = run(surroundings, "ingest", NOTE)
    assert "was received" in again.stdout
    status = json.loads(run(surroundings, "status").stdout)
    assert sum(status["invoices"].values()) == 1
    assert "received" not in status["invoices"]
    audit = run(surroundings, "audit", "verify")
    assert (audit.returncode, json.loads(audit.stdout)["first_bad"]) == (0, None)
    assert run(surroundings, "backup", tmp_path / "kept").returncode == 0
    elsewhere = {**surroundings, "AP_DATA": str(tmp_path / "elsewhere")}
    assert run(elsewhere, "restore", tmp_path / "kept").returncode == 0
    assert json.loads(run(elsewhere, "status").stdout)["invoices"] == status["invoices"]
    refused = run(elsewhere, "restore", tmp_path / "kept")
    assert refused.returncode == 1
    assert "exists" in refused.stderr


def test_an_erp_out_of_reach_is_said_and_nothing_hangs(surroundings: dict[str, str]) -> None:
    answer = run(surroundings, "sync")
    assert answer.returncode == 1
    assert answer.stderr.startswith("sync: ")
    assert "Traceback" not in answer.stderr


def test_a_file_that_is_refused_exits_with_1_and_says_why(surroundings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    answer = run(surroundings, "ingest", tmp_path / "empty.pdf")
    assert answer.returncode == 1
    assert "empty" in answer.stdout


def test_beside_the_running_application_commands_go_through_it(application: dict[str, str], tmp_path: Path) -> None:
    took = run(application, "ingest", NOTE)
    assert took.returncode == 0, took.stderr
    status = run(application, "status")
    assert status.returncode == 0, status.stderr
    assert sum(json.loads(status.stdout)["invoices"].values()) == 1
    assert run(application, "audit", "verify").returncode == 0
    assert run(application, "backup", tmp_path / "kept").returncode == 0
    assert (tmp_path / "kept" / "books").is_dir()
    second = subprocess.run(
        [sys.executable, "-m", "uvicorn", "app:app", "--port", str(free_port())],
        cwd=ROOT,
        env=application,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert second.returncode != 0
    assert "holds the books" in second.stderr


def test_with_an_erp_master_data_is_fetched(surroundings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "omie").mkdir()
    with sandbox(tmp_path / "omie") as address:
        there = {**surroundings, "AP_OMIE_ADDRESS": f"{address}/api/v1/"}
        answer = run(there, "sync")
        assert answer.returncode == 0, answer.stderr
        assert run(there, "deliver").returncode == 0
