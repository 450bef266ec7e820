"""`read`: a contract that others script against."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ap_engine.cli import main
from tests.house import CORPUS

KEYS = [
    "file",
    "sha256",
    "source",
    "document_type",
    "supplier",
    "buyer",
    "invoice_number",
    "series",
    "access_key",
    "issue_date",
    "due_date",
    "currency",
    "net_total",
    "tax_total",
    "gross_total",
    "amount_due",
    "purchase_order_numbers",
    "lines",
    "payment",
    "readings",
    "problems",
    "seconds",
]
LINE_KEYS = ["item_code", "description", "quantity", "unit", "unit_price", "line_net"]
READING_KEYS = {"value", "confidence", "certain", "source", "page", "box"}


def read(capsys: pytest.CaptureFixture[str], *paths: Path) -> list[dict[str, object]]:
    assert main(["read", "--json", *map(str, paths)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_an_xml_invoice_comes_out_whole(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = read(capsys, CORPUS / "nfelib-xml" / "35180834128745000152550010000474281920007498-nfe.xml")
    assert list(found) == KEYS
    assert list(found["lines"][0]) == LINE_KEYS  # type: ignore[index]
    assert found["source"] == "xml"
    assert found["supplier"] == {"name": "Alimentos Ltda.", "tax_id": "34128745000152"}
    assert (found["gross_total"], found["currency"], len(found["lines"])) == ("347.28", "BRL", 6)  # type: ignore[arg-type]
    readings = found["readings"]
    assert isinstance(readings, dict)
    assert all(set(reading) == READING_KEYS for reading in readings.values())
    assert readings["gross_total"]["certain"] is True


def test_a_page_says_where_each_value_stands(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = read(capsys, CORPUS / "invoice2data" / "coolblue1.pdf")
    reading = found["readings"]["gross_total"]  # type: ignore[index]
    assert (found["source"], reading["source"], reading["page"]) == ("pdf_text", "pdf_text", 1)
    x0, y0, x1, y1 = reading["box"]
    assert 0 <= x0 < x1 <= 1
    assert 0 <= y0 < y1 <= 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pdf", b""),
        ("wrong.pdf", b"just words"),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("entities.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        ("other.xml", b"<recipe><egg/></recipe>"),
        ("packed.zip", b"PK\x03\x04rest"),
    ],
)
def test_what_cannot_be_read_is_a_line_with_a_problem(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(content)
    (found,) = read(capsys, tmp_path / name)
    assert list(found) == KEYS
    (problem, *_) = found["problems"]  # type: ignore[misc]
    assert problem["code"]
    assert len(problem["message"]) > 20


def test_one_bad_file_does_not_stop_the_batch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    good = CORPUS / "danfesharp-xml" / "v1.xml"
    assert [bool(found["readings"]) for found in read(capsys, tmp_path, good)] == [False, True]


@pytest.mark.parametrize("arguments", [["read"], ["read", "nowhere.pdf"], ["read", "--workers", "0", "."], ["reed"], []])
def test_bad_arguments_exit_with_2(arguments: list[str]) -> None:
    try:
        status = main(arguments)
    except SystemExit as refused:
        status = int(refused.code or 0)
    assert status == 2
