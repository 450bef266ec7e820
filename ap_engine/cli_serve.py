"""Commands that run something: the sandbox, the demonstration, the application."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from urllib.parse import urlsplit

from ap_engine.demo.start import greeting, tell_demonstration
from ap_engine.engine import open_engine
from ap_engine.erp.sandbox import serve as serve_sandbox
from ap_engine.sandbox_process import running_sandbox, webhook_address
from ap_engine.settings import ROOT, from_environment
from ap_engine.store import Store


def sandbox(options: argparse.Namespace) -> int:
    """Run the Omie sandbox until stopped."""
    del options
    settings = from_environment()
    settings.sandbox_books.parent.mkdir(parents=True, exist_ok=True)
    print(f"Omie sandbox on http://127.0.0.1:{settings.sandbox_port}/ (a simulation: no money moves)")
    serve_sandbox(
        "127.0.0.1",
        settings.sandbox_port,
        settings.sandbox_books,
        webhook_address(settings),
        settings.erp_key,
        settings.erp_secret,
    )
    return 0


def demo(options: argparse.Namespace) -> int:
    """Make the demonstration company; with --reset from scratch."""
    settings = from_environment()
    if not settings.demonstration:
        print("demo: a real ERP is configured; the demonstration is never mixed with it", file=sys.stderr)
        return 1
    if options.reset and settings.data.exists():
        if Store.holder(settings.store):
            print("demo: the application is running; stop it first", file=sys.stderr)
            return 1
        shutil.rmtree(settings.data)
    if settings.store.exists() and Store.holder(settings.store):
        print("The application is running, with its demonstration company.")
        return 0
    with running_sandbox(settings):
        engine = open_engine(settings)
        try:
            made = tell_demonstration(engine)
        finally:
            engine.close()
    print("The demonstration company is ready." if made else "The demonstration company was already there.")
    return 0


def serve(options: argparse.Namespace) -> int:
    """Run the application in this process; the sandbox runs beside it in a demonstration."""
    del options
    settings = from_environment()
    if settings.demonstration:
        print(greeting(f"http://localhost:{settings.port}"), flush=True)
    os.chdir(ROOT)
    host = urlsplit(settings.public_address).hostname or "localhost"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(settings.port),
        "--browser.serverAddress",
        host,
    ]
    os.execv(sys.executable, command)
