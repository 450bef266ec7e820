"""`python -m ap_engine statement FILE.csv --supplier ID`: a supplier's statement of account against our books (rule D11)."""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from ap_engine.cli_books import ask
from ap_engine.rules.statement import Standing

TITLES = {
    Standing.MATCHED: "fully matched",
    Standing.DIFFERS: "matched, data differ",
    Standing.NOT_ON_STATEMENT: "open here, not on the statement",
    Standing.NOT_HERE: "on the statement, not here",
}
_COLUMNS = {
    "number": ("number", "numero", "número", "documento", "document", "invoice", "nf", "nota"),
    "issued": ("date", "data", "issued", "emissao", "emissão", "datum"),
    "amount": ("amount", "valor", "total", "betrag", "saldo"),
}


class BadStatement(ValueError):
    """The file is not a statement that can be read."""


def statement(options: argparse.Namespace) -> int:
    """Print the statement line by line; status 1 when something needs a look, or the file cannot be read."""
    try:
        lines = list(read_lines(options.file))
    except (BadStatement, UnicodeDecodeError) as error:
        print(f"statement: {options.file}: {error}", file=sys.stderr)
        return 1
    answer = ask("statement", {"supplier": options.supplier, "lines": lines})
    rows = [_row(row) for row in answer["rows"]]
    heads = ("standing", "number", "date", "amount", "our number", "our date", "our amount", "invoice", "differs in")
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    for row in (heads, tuple("-" * width for width in widths), *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    counts = Counter(row["standing"] for row in answer["rows"])
    print("\n" + ", ".join(f"{counts[standing.value]} {title}" for standing, title in TITLES.items()))
    return 0 if set(counts) <= {Standing.MATCHED.value} else 1


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    line, entry = row["line"] or {}, row["entry"] or {}
    cells = [one.get(name) or "" for one in (line, entry) for name in ("number", "issued", "amount")]
    return (TITLES[Standing(row["standing"])], *cells, entry.get("invoice_id", ""), ", ".join(row["differs"]))


def read_lines(path: Path) -> Iterator[dict[str, str]]:
    """The statement's lines: number, ISO date ("" where there is none) and amount as canonical text.

    CSV with a head, commas or semicolons, dates as 2026-11-02 or 02/11/2026, amounts as 1.234,56 or 1234.56. Raises
    BadStatement, naming the line.
    """
    text = path.read_text(encoding="utf-8-sig")
    head = text.partition("\n")[0]
    rows = csv.DictReader(text.splitlines(), delimiter=";" if head.count(";") >= head.count(",") else ",")
    names = {(name or "").strip().casefold(): name for name in rows.fieldnames or ()}
    found = {key: next((names[word] for word in words if word in names), None) for key, words in _COLUMNS.items()}
    if not found["number"] or not found["amount"]:
        raise BadStatement("it needs a head with a column for the number and one for the amount")
    for place, row in enumerate(rows, 2):
        issued = (row[found["issued"]] or "").strip() if found["issued"] else ""
        try:
            yield {
                "number": (row[found["number"]] or "").strip(),
                "issued": _day(issued).isoformat() if issued else "",
                "amount": str(_amount(row[found["amount"]] or "")),
            }
        except (ValueError, InvalidOperation) as error:
            raise BadStatement(f"line {place}: {error}") from error


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y-%m-%d" if text[4:5] == "-" else "%d/%m/%Y").date()


def _amount(text: str) -> Decimal:
    plain = re.sub(r"[^\d.,-]", "", text)
    if "," in plain and plain.rfind(",") > plain.rfind("."):
        plain = plain.replace(".", "").replace(",", ".")
    if not plain:
        raise ValueError(f"“{text}” is no amount")
    return Decimal(plain.replace(",", "")).quantize(Decimal("0.01"))
