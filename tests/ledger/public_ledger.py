"""A year of real bills: the public ledger of a senate's expenses, as invoices in the order of their dates.

Many rows are one paper reimbursed in parts, or twice: same supplier, same document as written, same date. Such rows are
the ledger's own repeats; the first of them is a clean row, the others are counted apart. Nothing else is left out but a
row that is broken in the file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal

from ap_engine.model.likeness import Likeness
from ap_engine.rules.duplicate_numbers import is_number
from ap_engine.rules.duplicates import supplier_root
from tests.house import CORPUS

LEDGER = CORPUS / "ledger" / "senado-2020-cnpj.csv"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Rows as invoices: the clean ones, and those that repeat one of them by supplier, document and date."""

    clean: tuple[Likeness, ...]
    repeats: tuple[Likeness, ...]


def load() -> Ledger:
    """The whole file."""
    with LEDGER.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter=";") if re.fullmatch(r"\d\d/\d\d/\d{4}", row["DATA"])]
    bills = sorted((_bill(row, place) for place, row in enumerate(rows)), key=lambda bill: bill.order)
    clean: list[Likeness] = []
    repeats: list[Likeness] = []
    seen: set[tuple[object, ...]] = set()
    for bill in bills:
        paper = (bill.root, bill.number.strip().upper(), bill.issued)
        (repeats if is_number(bill.number) and paper in seen else clean).append(bill)
        seen.add(paper)
    return Ledger(tuple(clean), tuple(repeats))


def _bill(row: dict[str, str], place: int) -> Likeness:
    day = datetime.strptime(row["DATA"], "%d/%m/%Y").replace(tzinfo=UTC)
    return Likeness(
        invoice_id=f"row-{place:05d}",
        received_at=datetime.combine(day, time(12), UTC),
        root=supplier_root(re.sub(r"[^A-Z0-9]", "", row["CNPJ_CPF"].upper())),
        supplier=row["FORNECEDOR"],
        number=row["DOCUMENTO"],
        amount=Decimal(row["VALOR_REEMBOLSADO"].replace(",", ".")).quantize(Decimal("0.01")),
        currency="BRL",
        issued=day.date(),
    )


def share(part: Sequence[object] | int, whole: Sequence[object] | int) -> Decimal:
    """In percent."""
    few, all_ = (one if isinstance(one, int) else len(one) for one in (part, whole))
    return (Decimal(few) * 100 / all_).quantize(Decimal("0.01"))
