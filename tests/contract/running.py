"""A sandbox that runs on a free port, and a company in it."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import requests
import uvicorn

from ap_engine.erp.omie import Omie
from ap_engine.erp.sandbox import SandboxSettings, create_app
from ap_engine.erp.wire import decode
from ap_engine.model.money import Money
from ap_engine.model.payable import Payable, PayableShare

KEY, SECRET = "1234567890", "5a6d0b0c9e0f4a7c8d1e2f3a4b5c6d7e"
TODAY = date(2026, 11, 23)


@dataclass
class RunningSandbox:
    """Real HTTP on a free port of this machine, on books in a file."""

    books: Path
    settings: SandboxSettings = field(default_factory=lambda: SandboxSettings(KEY, SECRET))
    port: int = 0

    def start(self) -> RunningSandbox:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self.app = create_app(self.books, self.settings)
        config = uvicorn.Config(self.app, log_level="critical", lifespan="on", timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [listener]}, daemon=True)
        self.thread.start()
        wait_until(lambda: self.server.started)
        return self

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(5)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def omie(self, **options: Any) -> Omie:
        return Omie(f"{self.site}/api/v1/", KEY, SECRET, **options)

    def payables(self) -> list[dict[str, Any]]:
        return self._books()["payables"]

    def webhooks(self) -> dict[str, int]:
        return self._books()["webhooks"]

    def _books(self) -> dict[str, Any]:
        found = decode(requests.get(f"{self.site}/sandbox/books.json", timeout=5).text)
        assert isinstance(found, dict)
        return found

    def fail(self, kind: str, method: str | None = None, times: int = 1, seconds: float = 1) -> None:
        order = {"kind": kind, "method": method, "times": times, "seconds": seconds}
        self.order(order)

    def order(self, order: dict[str, Any]) -> dict[str, Any]:
        answer = requests.post(f"{self.site}/sandbox/faults", json=order, timeout=5)
        answer.raise_for_status()
        return answer.json()

    def raw(self, service: str, method: str, param: dict[str, Any], **envelope: Any) -> requests.Response:
        """One call as any client would make it."""
        body = {"call": method, "app_key": KEY, "app_secret": SECRET, "param": [param]} | envelope
        return requests.post(f"{self.site}/api/v1/{service}/", json=body, timeout=10)

    def bank(self, action: str, **form: Any) -> requests.Response:
        return requests.post(f"{self.site}/bank/{action}", data=form, timeout=5, allow_redirects=False)


@dataclass(frozen=True)
class Company:
    """What a payable needs to exist in the ERP."""

    erp: Omie
    supplier: str
    departments: tuple[str, str]
    category: str
    account: str

    def payable(self, reference: str, amount: str = "1612.05", **changes: Any) -> Payable:
        money = Money.of(amount, self.erp.currency)
        first = Money(money.amount * Decimal("0.6"), money.currency)
        facts: dict[str, Any] = {
            "reference": reference,
            "supplier_erp_id": self.supplier,
            "amount": money,
            "due_date": date(2026, 12, 15),
            "issue_date": date(2026, 11, 1),
            "entry_date": date(2026, 11, 3),
            "category_code": self.category,
            "bank_account_id": self.account,
            "invoice_number": "700218",
            "shares": (
                PayableShare(self.departments[0], Decimal("60.00"), first),
                PayableShare(self.departments[1], Decimal("40.00"), money - first),
            ),
        }
        return Payable(**(facts | changes))


def furnished(erp: Omie) -> Company:
    """A company with a supplier, two departments, a category and a bank account."""
    return Company(
        erp=erp,
        supplier=erp.include_supplier("supplier-1", "Ação Embalagens Ltda", "39.330.543/0001-02"),
        departments=(erp.include_department("Marketing"), erp.include_department("Tecnologia")),
        category=erp.include_category("Serviços de terceiros"),
        account=erp.include_bank_account("account-1", "Banco do Brasil", Decimal("100000.50"), date(2026, 1, 1)),
    )


def wait_until(condition: Any, seconds: float = 8) -> None:
    """Wait for something that another thread does."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it did not happen in time")
        time.sleep(0.01)
