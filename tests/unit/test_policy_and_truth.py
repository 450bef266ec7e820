"""The policy's promise as it is written, and confirmed fields as the text that reading is held against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ap_engine import policy_file
from ap_engine.model.extraction import ExtractedLine
from ap_engine.model.invoice import InvoiceFields, InvoiceLine
from ap_engine.model.money import Money
from ap_engine.rules.fields import truth_of

SHIPPED = Path(__file__).parents[2] / "data" / "policy.yaml"


def load(tmp_path: Path, line: str) -> Decimal:
    text = SHIPPED.read_text(encoding="utf-8").replace('  touchless_error: "5"\n', line)
    path = tmp_path / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return policy_file.load(path).touchless_error


def test_the_promise_is_a_percentage_and_an_older_policy_promises_nothing(tmp_path: Path) -> None:
    assert policy_file.load(SHIPPED).touchless_error == 5
    assert load(tmp_path, '  touchless_error: "0.5"\n') == Decimal("0.5")
    assert load(tmp_path, '  touchless_error: ""\n') == 0
    assert load(tmp_path, "") == 0
    for nonsense in ("100", "-1", "little"):
        with pytest.raises(policy_file.PolicyError, match=r"touchless_error|fields"):
            load(tmp_path, f'  touchless_error: "{nonsense}"\n')


def test_confirmed_fields_as_canonical_text() -> None:
    line = InvoiceLine(1, "Fio", Money.of("2250", "BRL"), Decimal("2.50"), "m", Decimal("900"), "A10")
    fields = InvoiceFields(
        supplier_name="Fios Ltda", invoice_number="FC-0042", issue_date=date(2026, 3, 7), currency="BRL",
        gross_total=Money.of("2250", "BRL"), purchase_order_references=("4711", "4712"), lines=(line,),
    )  # fmt: skip
    truth = truth_of(fields)
    assert dict(truth.values) == {
        "supplier_name": "Fios Ltda", "invoice_number": "FC-0042", "issue_date": "2026-03-07", "currency": "BRL",
        "gross_total": "2250.00", "purchase_order_numbers": "4711 4712",
    }  # fmt: skip
    assert truth.lines == (ExtractedLine("A10", "Fio", "2.50", "m", "900", "2250.00"),)
    assert truth_of(replace(fields, invoice_number=None)).value("invoice_number") is None
