"""The command line: `python -m ap_engine --help`. A contract that others script against.

Exit status: 0 done, 1 refused or failed (one line on standard error says why), 2 bad arguments.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from ap_engine.model.errors import ErpError, Refusal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = parser().parse_args(arguments)
    # Each command's own module is loaded only when it is asked for: `read` starts without the books.
    module, _, function = options.handler.partition(":")
    try:
        return int(getattr(import_module(f"ap_engine.{module}"), function)(options))
    except (Refusal, ErpError, OSError) as error:
        print(f"{options.command}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    """All commands and their arguments."""
    top = argparse.ArgumentParser(
        prog="python -m ap_engine", description="Accounts payable: read, take in, deliver, check, serve."
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, handler: str, text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(handler=handler)
        return sub

    read = command("read", "cli_read:read", "Read documents without storing anything; one line for each invoice found.")
    read.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="files, or folders that are searched")
    read.add_argument("--json", action="store_true", help="one JSON object a line")
    read.add_argument("--templates", type=Path, metavar="DIR", help="folder of supplier templates")
    read.add_argument("--workers", type=_positive, default=1, metavar="N", help="reading processes (default 1)")

    _template_commands(commands)
    _benchmark_commands(commands)
    _policy_commands(commands)

    ingest = command("ingest", "cli_books:ingest", "Take documents in, as if they had been uploaded.")
    ingest.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    ingest.add_argument("--watch", type=Path, metavar="DIR", help="take in whatever appears in this folder, until stopped")

    command("status", "cli_books:status", "How many invoices are in which state; how the ERP is doing.")
    command("deliver", "cli_books:deliver", "Send what waits for the ERP.")
    command("sync", "cli_books:sync", "Fetch master data and payments from the ERP.")
    audit = command("audit", "cli_books:audit", "Check the audit log.")
    audit.add_argument("what", choices=["verify"])
    backup = command("backup", "cli_books:backup", "Write books and originals into a new folder, while in use.")
    backup.add_argument("folder", type=Path)
    restore = command("restore", "cli_books:restore", "Put a backup back in place of books that do not exist (any more).")
    restore.add_argument("folder", type=Path)
    text = "Hold a supplier's statement of account (CSV) against the books; status 1 when a line needs a look."
    held = command("statement", "cli_statement:statement", text)
    held.add_argument("file", type=Path, metavar="FILE.csv")
    held.add_argument("--supplier", required=True, metavar="ID", help="the supplier's id in the register")
    command("sandbox", "cli_demo:sandbox", "Run the Omie sandbox: a simulation, no money moves.")
    demo = command("demo", "cli_demo:demo", "Make the demonstration company, if it does not exist yet.")
    demo.add_argument("--reset", action="store_true", help="delete the demonstration's books first")
    command("serve", "cli_serve:serve", "Run the application.")
    return top


def _template_commands(commands: Any) -> None:
    """`template list`, `template test` and `template new`."""
    text = "Supplier templates: list them, test them, make a new one from a sample."
    verbs = commands.add_parser("template", help=text, description=text).add_subparsers(
        dest="verb", required=True, metavar="WHAT"
    )

    def verb(name: str, text: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = verbs.add_parser(name, help=text, description=text)
        sub.set_defaults(handler=f"cli_template:{name}_")
        sub.add_argument("--templates", type=Path, metavar="DIR", help="their folder (default: supplier_templates)")
        return sub

    verb("list", "Each template, of the folder and of the books: its supplier, and whether its examples read right.")
    export = verb("export", "Print a template's YAML, from the books or from its file.")
    export.add_argument("name", metavar="NAME")
    test = verb("test", "Read the examples of all templates, then the documents given.")
    test.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="documents, or folders that are searched")
    new = verb("new", "Write a draft from a sample whose right values you give.")
    new.add_argument("sample", type=Path, metavar="SAMPLE")
    new.add_argument("--supplier", required=True, metavar="NAME", help="the supplier's name, as it should be read")
    new.add_argument("--set", action="append", default=[], dest="values", metavar="FIELD=VALUE", help="a right value, as printed")
    new.add_argument(
        "--text", action="append", default=[], dest="texts", metavar="WORDS", help="words that identify the supplier"
    )
    new.add_argument("--name", metavar="NAME", help="the file's name (default: from the supplier's name)")


def _benchmark_commands(commands: Any) -> None:
    """`benchmark reading`."""
    text = "How well the engine does, measured against what is right."
    verbs = commands.add_parser("benchmark", help=text, description=text).add_subparsers(
        dest="verb", required=True, metavar="WHAT"
    )
    text = "Right, wrong and abstained for each field of the documents of a truth file."
    reading = verbs.add_parser("reading", help=text, description=text)
    reading.set_defaults(handler="cli_benchmark:reading")
    reading.add_argument("--truth", type=Path, required=True, metavar="FILE", help="one JSON object a line for each document")
    reading.add_argument("--root", type=Path, required=True, metavar="DIR", help="where the documents are")
    reading.add_argument(
        "--stream", action="store_true", help="reconcile each document after it is read, so that it is learned from"
    )
    reading.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    reading.add_argument("--predictions", type=Path, metavar="OUT", help="write what was read, one JSON object a line")
    reading.add_argument(
        "--workers", type=_positive, default=1, metavar="N", help="reading processes (default 1); --stream has one"
    )


def _policy_commands(commands: Any) -> None:
    """`policy list` and `policy backtest`."""
    text = "The policy: its versions, and what another one would have done with the invoices of the past."
    verbs = commands.add_parser("policy", help=text, description=text).add_subparsers(dest="verb", required=True, metavar="WHAT")
    text = "Every version: since when, where it stands, who proposed and who agreed, why."
    verbs.add_parser("list", help=text, description=text).set_defaults(handler="cli_policy:list_")
    text = "What would have passed, been held or leaked under a policy, with the money. Nothing is written."
    backtest = verbs.add_parser("backtest", help=text, description=text)
    backtest.set_defaults(handler="cli_policy:backtest_")
    backtest.add_argument("--policy", type=Path, required=True, metavar="FILE", help="the policy, as YAML")
    backtest.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="only invoices received since, as 2026-01-31")
    backtest.add_argument("--json", action="store_true", help="one JSON object instead of a table")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
