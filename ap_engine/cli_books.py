"""Commands about the books. While the application holds them, they go through it over HTTP; else they open them."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from ap_engine import control
from ap_engine.engine import open_engine
from ap_engine.erp.http import NoAnswer, post_json
from ap_engine.model.errors import StoreBusy
from ap_engine.settings import Settings, from_environment
from ap_engine.store import Store

SETTLED_AFTER = 1.0


def ask(action: str, arguments: dict[str, Any], settings: Settings | None = None) -> dict[str, Any]:
    """Have one action done: by the process that holds the books when there is one, else here. Raises StoreBusy."""
    settings = settings or from_environment()
    holder = Store.holder(settings.store)
    if holder is None:
        engine = open_engine(settings)
        try:
            return control.ACTIONS[action](engine, arguments)
        finally:
            engine.close()
    try:
        status, answer = post_json(f"{holder['address']}/control/{action}", arguments, token=str(holder["token"]), timeout=600)
    except NoAnswer as error:
        raise StoreBusy(f"Process {holder['pid']} holds them, but there is {error}.") from error
    if status != 200:
        raise StoreBusy(f"Process {holder['pid']} answered: {answer.get('error', status)}")
    return answer


def ingest(options: argparse.Namespace) -> int:
    """Take in files, folders, or whatever appears in a watched folder."""
    if options.watch is None and not options.paths:
        print("ingest: give a PATH, or --watch DIR", file=sys.stderr)
        return 2
    missing = [p for p in (*options.paths, *([options.watch] if options.watch else [])) if not p.exists()]
    if missing:
        print(f"ingest: no such file: {', '.join(map(str, missing))}", file=sys.stderr)
        return 2
    return _watch(options.watch) if options.watch else _take_in(_files(options.paths))


def _files(paths: list[Path]) -> list[Path]:
    return [f for path in paths for f in (sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path])]


def _take_in(files: list[Path]) -> int:
    answer = ask("ingest", {"paths": [str(path.resolve()) for path in files]})
    ask("read", {})
    for row in answer["files"]:
        print(f"{row['file']}: {row['invoice'] or 'refused'} · {row['message']}")
    return 0 if all(row["invoice"] for row in answer["files"]) else 1


def _watch(folder: Path) -> int:
    """Take in each file once it has stopped growing; files stay where they are, and the same bytes are one invoice."""
    seen: dict[Path, tuple[int, int]] = {}
    done: set[Path] = set()
    print(f"Watching {folder}. Stop with Ctrl+C.")
    while True:
        for path in sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".") and p not in done):
            stat = path.stat()
            size = (stat.st_size, stat.st_mtime_ns)
            if seen.get(path) == size:
                _take_in([path])
                done.add(path)
            seen[path] = size
        time.sleep(SETTLED_AFTER)


def _print(answer: dict[str, Any]) -> int:
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


def status(options: argparse.Namespace) -> int:
    """Counts by state, and the ERP."""
    del options
    return _print(ask("status", {}))


def deliver(options: argparse.Namespace) -> int:
    """Send what waits for the ERP."""
    del options
    return _print(ask("deliver", {}))


def sync(options: argparse.Namespace) -> int:
    """Fetch master data and payments."""
    del options
    return _print(ask("sync", {}))


def audit(options: argparse.Namespace) -> int:
    """Verify the audit chain; status 1 when an entry was touched."""
    del options
    answer = ask("audit-verify", {})
    _print(answer)
    return 1 if answer["first_bad"] is not None else 0


def backup(options: argparse.Namespace) -> int:
    """A backup of the books (by whoever holds them) and of the originals."""
    settings = from_environment()
    folder = options.folder.resolve()
    ask("backup", {"folder": str(folder / "books")}, settings)
    shutil.copytree(settings.originals, folder / "originals", dirs_exist_ok=True)
    print(f"Backup written to {folder}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup back; refuses to overwrite books that exist."""
    settings = from_environment()
    if settings.store.exists():
        raise StoreBusy(f"{settings.store} exists; move it away first.")
    Store.restore(options.folder / "books", settings.store)
    shutil.copytree(options.folder / "originals", settings.originals, dirs_exist_ok=True)
    print(f"Restored to {settings.data}")
    return 0
