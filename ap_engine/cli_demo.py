"""`sandbox` and `demo`: the simulated ERP, and the company that is shown."""

from __future__ import annotations

import argparse
import shutil
import sys

from ap_engine.demo.start import tell_demonstration
from ap_engine.engine import open_engine
from ap_engine.erp.sandbox import serve
from ap_engine.notify import sink
from ap_engine.sandbox_process import running_sandbox, webhook_address
from ap_engine.settings import from_environment
from ap_engine.store import Store


def sandbox(options: argparse.Namespace) -> int:
    """Run the Omie sandbox until stopped."""
    del options
    settings = from_environment()
    settings.sandbox_books.parent.mkdir(parents=True, exist_ok=True)
    print(f"Omie sandbox on http://127.0.0.1:{settings.sandbox_port}/ (a simulation: no money moves)", flush=True)
    serve(
        "127.0.0.1",
        settings.sandbox_port,
        settings.sandbox_books,
        webhook_address(settings),
        settings.erp_key,
        settings.erp_secret,
        beside=sink.routes(settings.push_sink_file),
    )
    return 0


def demo(options: argparse.Namespace) -> int:
    """Make the demonstration company; with --reset from scratch."""
    settings = from_environment()
    if not settings.demonstration:
        print("demo: a real ERP is configured; the demonstration is never mixed with it", file=sys.stderr)
        return 1
    if settings.store.exists() and Store.holder(settings.store):
        print(
            "demo: the application is running; stop it first"
            if options.reset
            else "The application is running, with its company."
        )
        return 1 if options.reset else 0
    if options.reset and settings.data.exists():
        shutil.rmtree(settings.data)
    with running_sandbox(settings):
        engine = open_engine(settings)
        try:
            made = tell_demonstration(engine)
        finally:
            engine.close()
    print("The demonstration company is ready." if made else "The demonstration company was already there.")
    return 0
