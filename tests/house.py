"""A whole engine for tests: real books on disk, real reading, a real sandbox over HTTP. Nothing is mocked."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import uvicorn

from ap_engine.engine import COMPANY_CURRENCY, COMPANY_NAME, COMPANY_TAX_ID, Engine, open_engine
from ap_engine.erp.omie import Omie
from ap_engine.erp.sandbox import SandboxSettings, create_app
from ap_engine.model.coding import CostCenter
from ap_engine.model.money import Money
from ap_engine.model.parties import Company, Person, Role, Supplier
from ap_engine.model.purchasing import GoodsReceipt, GoodsReceiptLine, PurchaseOrder
from ap_engine.settings import Settings
from ap_engine.workflow import sync_master_data

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
KEY, SECRET = "1234567890", "0123456789abcdef0123456789abcdef"
HOME = Company("Casa Ltda", "59594315000157", "BRL")

PEOPLE = {
    "clara": Person("clara", "Clara Clerk", "clara@x.example", frozenset({Role.CLERK})),
    "carlos": Person("carlos", "Carlos Clerk", "carlos@x.example", frozenset({Role.CLERK})),
    "ines": Person("ines", "Ines Leader", "ines@x.example", frozenset({Role.APPROVER}), Money.of("1000000", "BRL")),
    "saulo": Person("saulo", "Saulo Leader", "saulo@x.example", frozenset({Role.APPROVER}), Money.of("1000000", "BRL")),
    "helena.prado": Person(
        "helena.prado", "Helena Prado", "helena@x.example", frozenset({Role.APPROVER}), Money.of("9000000", "BRL")
    ),
    "fabio": Person("fabio", "Fabio Finance", "fabio@x.example", frozenset({Role.FINANCE})),
    "ada": Person("ada", "Ada Admin", "ada@x.example", frozenset({Role.ADMINISTRATOR})),
}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def sandbox(folder: Path, webhook_url: str | None = None, port: int | None = None) -> Iterator[str]:
    """A running Omie sandbox; its address."""
    port = port or free_port()
    app = create_app(
        folder / "books.sqlite", SandboxSettings(app_key=KEY, app_secret=SECRET, webhook_url=webhook_url, webhook_backoff=0.2)
    )
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def until(condition: Any, seconds: float = 20.0) -> None:
    """Wait for something to come true; fail loudly when it does not."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@dataclass
class House:
    """The engine, its sandbox, and a clock that tests move."""

    engine: Engine
    address: str
    skip: timedelta = field(default_factory=timedelta)

    def books(self) -> dict[str, Any]:
        """What the sandbox's books hold."""
        with urlopen(f"{self.address}/sandbox/books.json") as answer:
            return dict(json.load(answer))

    def payables(self) -> list[dict[str, Any]]:
        """The payables in the sandbox's books."""
        return list(self.books()["payables"])

    def forward(self, **by: float) -> None:
        """Let time pass for the engine."""
        self.skip += timedelta(**by)

    @property
    def omie(self) -> Omie:
        """The ERP client, for what finance does inside Omie."""
        assert isinstance(self.engine.erp, Omie)
        return self.engine.erp


@contextmanager
def opened(folder: Path, address: str, company: Company = HOME, **changes: Any) -> Iterator[House]:
    """The engine over a folder, beside a sandbox."""
    settings = Settings(
        data=folder,
        erp_address=f"{address}/api/v1/",
        erp_key=KEY,
        erp_secret=SECRET,
        company_name=company.name,
        company_tax_id=company.tax_id,
        currency=company.currency,
        reader_workers=1,
    )
    engine = open_engine(replace(settings, **changes))
    house = House(engine, address)
    engine.clock = lambda: datetime.now(UTC) + house.skip
    try:
        yield house
    finally:
        engine.close()


def furnish(house: House, *suppliers: Supplier) -> None:
    """People, two cost centers, a bank account, a category, suppliers: here and in the sandbox, by its API."""
    omie, engine = house.omie, house.engine
    codes = {name: omie.include_department(name) for name in ("Technology", "Sales")}
    omie.include_category("Services")
    omie.include_bank_account("main", "Main account", Decimal("100000"), date(2026, 1, 1))
    for supplier in suppliers:
        omie.include_supplier(supplier.id, supplier.name, supplier.tax_id)
    with engine.store.write("set-up", engine.now()) as tx:
        for person in PEOPLE.values():
            tx.people.save(person)
        for key, value in ((COMPANY_NAME, HOME.name), (COMPANY_TAX_ID, HOME.tax_id), (COMPANY_CURRENCY, HOME.currency)):
            tx.settings.set(key, value)
        tx.coding.save_cost_center(CostCenter("technology", "Technology", "ines", codes["Technology"]))
        tx.coding.save_cost_center(CostCenter("sales", "Sales", "saulo", codes["Sales"]))
        for supplier in suppliers:
            tx.suppliers.save(supplier)
    sync_master_data(engine)


def place(house: House, *orders: PurchaseOrder, received: bool = True) -> None:
    """Orders, and receipts of all that was ordered."""
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        for order in orders:
            tx.purchasing.save_order(order)
            if received:
                lines = tuple(GoodsReceiptLine(line.number, line.quantity) for line in order.lines if not line.is_service)
                if lines:
                    tx.purchasing.save_receipt(GoodsReceipt(f"GR-{order.number}", order.number, order.issue_date, lines))
