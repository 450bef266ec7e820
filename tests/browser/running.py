"""The real application as its own process over its own books, and a real Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, sync_playwright

from ap_engine import people
from ap_engine.engine import Engine
from ap_engine.model.parties import Company, Person, Role
from tests.house import HOME, KEY, PEOPLE, SECRET, House, furnish, until

ROOT = Path(__file__).parents[2]
PASSWORD = "a long enough passphrase"
WEBHOOK_TOKEN = "the-token-that-only-omie-knows"
MORE = (
    Person("anna", "Anna Analyst", "anna@x.example", frozenset({Role.ANALYST})),
    Person("otto", "Otto Auditor", "otto@x.example", frozenset({Role.AUDITOR})),
)
EVERYBODY = {**PEOPLE, **{person.id: person for person in MORE}}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync")  # fmt: skip


@dataclass
class App:
    """The running application: its address, and a session's token for each person who was let in beforehand."""

    address: str
    tokens: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes]

    def healthy(self) -> bool:
        """Whether it answers; fails at once when the process has ended."""
        assert self.process.poll() is None, f"the application ended:\n{self.log.read_text()[-3000:]}"
        try:
            return requests.get(f"{self.address}/healthz", timeout=2).status_code == 200
        except requests.RequestException:
            return False


@contextmanager
def launched() -> Iterator[Browser]:
    """A Chromium; tests that need one are skipped, aloud, where there is none."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def application(data: Path, port: int, tokens: dict[str, str] | None = None, **environment: str) -> Iterator[App]:
    """The application serves `data` inside this block. `environment` are its AP_ variables."""
    log = data.parent / f"application-{port}.log"
    known = {name: value for name, value in os.environ.items() if not name.startswith(("AP_", "STREAMLIT_"))}
    settings = {"AP_DATA": str(data), "AP_PORT": str(port), "AP_READER_WORKERS": "1", **environment}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.address", "127.0.0.1"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=known | settings, stdout=output, stderr=subprocess.STDOUT)
        app = App(f"http://127.0.0.1:{port}", tokens or {}, log, process)
        try:
            until(app.healthy, 60)
            yield app
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def as_for_omie(sandbox_address: str, company: Company = HOME) -> dict[str, str]:
    """The variables that a company with a real Omie sets: two secrets and an address."""
    return {
        "AP_OMIE_ADDRESS": f"{sandbox_address}/api/v1/",
        "AP_OMIE_APP_KEY": KEY,
        "AP_OMIE_APP_SECRET": SECRET,
        "AP_WEBHOOK_TOKEN": WEBHOOK_TOKEN,
        "AP_COMPANY_NAME": company.name,
        "AP_COMPANY_TAX_ID": company.tax_id,
    }


def webhook(port: int) -> str:
    """Where Omie is told to send its events."""
    return f"http://127.0.0.1:{port}/webhooks/omie/{WEBHOOK_TOKEN}"


def move_in(house: House, *suppliers: object) -> dict[str, str]:
    """Furnish the house, give everybody a password, and open a session for each; the sessions' tokens."""
    furnish(house, *suppliers)  # type: ignore[arg-type]
    stored = people.hash_password(PASSWORD)
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        for person in MORE:
            tx.people.save(person)
        for person in EVERYBODY.values():
            tx.people.set_password_hash(person.id, stored)
    return sessions(house.engine)


def sessions(engine: Engine) -> dict[str, str]:
    """A session's token for every person of the books."""
    with engine.store.snapshot() as tx:
        everybody = tx.people.all()
    return {person.id: people.open_session(engine, person) for person in everybody}
