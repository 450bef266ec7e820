"""`serve`: the application, in this process. Little is loaded here, because it is replaced by Streamlit's."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from urllib.parse import urlsplit

from ap_engine.demo.greeting import greeting
from ap_engine.settings import ROOT, from_environment


def serve(options: argparse.Namespace) -> int:
    """Run the application; in a demonstration make its company first where there is none, and say who can sign in."""
    del options
    settings = from_environment()
    if settings.demonstration and not settings.store.exists():
        subprocess.run([sys.executable, "-m", "ap_engine", "demo"], cwd=ROOT, check=True)
    if settings.demonstration:
        print(greeting(f"http://localhost:{settings.port}"), flush=True)
    host = urlsplit(settings.public_address).hostname or "localhost"
    os.chdir(ROOT)
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
