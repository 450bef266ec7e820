"""What single steps cost: (what, work, the peer's or bound's name, the peer's work or None, runs)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.request import urlopen

from lxml import etree

from ap_engine import queries, workflow
from ap_engine.capture.opening import open_document
from ap_engine.engine import Engine
from ap_engine.extraction.einvoice import read_xml
from ap_engine.extraction.read import read
from ap_engine.model.approval import Decision
from ap_engine.model.commands import ConfirmFields, DecideApprovalStep, SplitInvoice
from ap_engine.model.extraction import Document
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import Supplier
from ap_engine.rules import matching
from ap_engine.rules.duplicates import certain_keys, likeness
from tests.bench.table import Row, Table, median
from tests.house import CORPUS, HOME, free_port, furnish, opened, sandbox
from tests.unit import trade

Measure = tuple[str, Callable[[], object], str, Callable[[], object] | None, int]
ROOT = Path(__file__).parents[2]


def reading(folder: Path) -> Iterator[Measure]:
    """Reading documents, warm, in this process, on one core."""
    del folder
    note = next((CORPUS / "nfelib-xml").glob("*7498*")).read_bytes()
    yield "read an NF-e XML, 6 lines", lambda: read_xml(note), "lxml parsing it", lambda: etree.fromstring(note), 21
    page = (CORPUS / "invoice2data" / "coolblue1.pdf").read_bytes()

    def words() -> Document:
        return open_document(page, lambda pages: None)

    yield (
        "read a digital PDF, one page, no template",
        lambda: read(words(), date(2026, 1, 1), frozenset()),
        "its words alone",
        words,
        21,
    )


def rules(folder: Path) -> Iterator[Measure]:
    """Decisions, pure."""
    del folder
    orders = [
        trade.order(f"{1000 + n}", *(trade.order_line(i, f"I{n}-{i}", "10", f"{i + 1}.50") for i in range(1, 6)))
        for n in range(200)
    ]
    lines = [trade.line(i + 1, f"I{i % 10}-{i % 5 + 1}", "1", f"{i % 5 + 2}.50") for i in range(50)]
    billed = trade.fields(*lines, orders=tuple(order.number for order in orders[:10]))
    yield (
        "match 50 lines against 200 orders",
        lambda: matching.match(billed, trade.ACME, orders, (), trade.POLICY),
        "bound: 20",
        None,
        21,
    )
    unnamed = replace(billed, purchase_order_references=())
    yield (
        "the same without an order number",
        lambda: matching.match(unnamed, trade.ACME, orders, (), trade.POLICY),
        "bound: 20",
        None,
        21,
    )
    named = replace(billed, purchase_order_references=tuple(order.number for order in orders))
    yield (
        "the same with all 200 orders named: 1,000 order lines",
        lambda: matching.match(named, trade.ACME, orders, (), trade.POLICY),
        "bound: 20",
        None,
        21,
    )
    yield "the keys of a duplicate check", lambda: certain_keys(likeness(trade.invoice(billed), None)), "", None, 21


def books(folder: Path) -> Iterator[Measure]:
    """Steps on real books, beside the disk's own fsync."""
    place = folder / "books"
    place.mkdir()
    probe = (folder / "probe").open("wb")

    def fsync() -> None:
        probe.write(b"x" * 900)
        probe.flush()
        os.fsync(probe.fileno())

    with sandbox(place) as address, opened(place / "data", address, company=replace(HOME, tax_id="68161525650")) as house:
        engine = house.engine
        furnish(house, Supplier("sup", "Alimentos Ltda.", "34128745000152", order_required=False))
        notes = iter([path.read_bytes() for path in sorted((CORPUS / "nfelib-xml").glob("3518*"))])

        def received() -> str:
            return workflow.receive_document(engine, "clara", next(notes), "note.xml").invoice_id

        first = received()
        yield "take a document in (original fsynced, one commit)", received, "one fsync", fsync, 5
        workflow.read_document(engine, first)
        yield "read one invoice with everything around it", lambda: queries.invoice(engine, first), "", None, 9
        yield "the payables board", lambda: queries.board(engine), "", None, 9
        yield from _approvals(engine, first, fsync)


def _approvals(engine: Engine, invoice_id: str, fsync: Callable[[], None]) -> Iterator[Measure]:
    def current() -> Invoice:
        with engine.store.snapshot() as tx:
            return tx.invoices.get(invoice_id)

    if current().state is State.EXTRACTED:
        workflow.confirm_fields(engine, ConfirmFields("clara", invoice_id, current().version, (), current().revision))
    halves = [(("technology", Decimal(n)), ("sales", Decimal(100 - n))) for n in range(40, 60)]
    turn = iter(halves)

    def split() -> None:
        workflow.split_invoice(engine, SplitInvoice("clara", invoice_id, current().version, next(turn)))

    yield "split an invoice (match, budget and route run again)", split, "one fsync", fsync, 7

    def approve_once() -> None:
        at = current()
        step = next(step for step in at.steps if step.decision is Decision.WAITING)
        workflow.decide_approval_step(engine, DecideApprovalStep(step.approver_id, at.id, at.version))

    yield "approve a step", approve_once, "one fsync", fsync, 1


def start(folder: Path) -> Iterator[Measure]:
    """A second start, until the application serves."""
    surroundings = {**os.environ, "AP_DATA": str(folder / "start"), "AP_OMIE_APP_KEY": "1", "AP_OMIE_APP_SECRET": "0" * 32}
    surroundings["AP_OMIE_ADDRESS"] = f"http://127.0.0.1:{free_port()}/api/v1/"

    def serve() -> None:
        port = free_port()
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        process = subprocess.Popen(
            command, cwd=ROOT, env={**surroundings, "AP_PORT": str(port)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while not _answers(port):
                time.sleep(0.02)
        finally:
            process.terminate()
            process.wait()

    yield "start, until it serves", serve, "bound: 6000", None, 3


def _answers(port: int) -> bool:
    try:
        urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
    except OSError:
        return False
    return True


def _table(
    name: str,
    title: str,
    measure: Callable[[Path], Iterator[Measure]],
    needs_corpus: bool,
    clock: Callable[[], float] = time.perf_counter,
) -> Table:
    def rows(folder: Path) -> Iterator[Row]:
        for what, work, peer, beside, runs in measure(folder):
            yield Row(what, (median(work, runs, clock), median(beside, runs, clock) if beside else None), peer)

    return Table(name, title, ("median ms", "beside ms"), rows, needs_corpus)


TABLES = (
    _table("reading", "Reading one document", reading, True),
    # Its own time: what else the machine does shows in these few milliseconds most of all.
    _table("rules", "Decisions, CPU time", rules, False, time.process_time),
    _table("books", "Steps on real books", books, True),
    _table("start", "Start", start, False),
)
