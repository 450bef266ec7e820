"""`read`: documents in, one line of JSON (or of text) out for each invoice found."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ap_engine.capture.batch import read_files
from ap_engine.template_file import load_folder, without_examples


def read(options: argparse.Namespace) -> int:
    """Read files and folders; a file that cannot be read gives a line with `problems`, and the rest goes on."""
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        print(f"read: no such file: {', '.join(map(str, missing))}", file=sys.stderr)
        return 2
    if options.templates is not None and not options.templates.is_dir():
        print(f"read: no such folder: {options.templates}", file=sys.stderr)
        return 2
    templates, mistakes = load_folder(options.templates) if options.templates else ((), ())
    if mistakes:
        for mistake in mistakes:
            print(f"read: {mistake}", file=sys.stderr)
        return 2
    used = tuple(map(without_examples, templates))
    for found in read_files(files_in(options.paths), workers=options.workers, templates=used):
        print(json.dumps(found, ensure_ascii=False) if options.json else _line(found), flush=True)
    return 0


def files_in(paths: list[Path]) -> list[Path]:
    """The files themselves, and all files in the folders."""
    files: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")) if path.is_dir() else [path]
        files.extend(inside)
    return files


def _line(found: dict[str, Any]) -> str:
    if not found["readings"]:
        problems = "; ".join(problem["message"] for problem in found["problems"])
        return f"{found['file']}: {problems or 'nothing that looks like an invoice'}"
    parts = [
        (found["supplier"] or {}).get("name") or "?",
        found["invoice_number"] or "no number",
        found["issue_date"] or "no date",
        f"{found['currency'] or ''} {found['gross_total'] or 'no total'}".strip(),
        f"{len(found['lines'])} lines",
    ]
    return f"{found['file']}: " + " · ".join(parts)
