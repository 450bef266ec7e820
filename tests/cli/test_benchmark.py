"""`benchmark reading`: how well documents are read, as a contract that others script against; documents made here."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ap_engine.cli import main
from tests.browser.joinery import FIRST, JOINERY, SECOND, Paper
from tests.workflow.trade import BAKERY, Bill

COUNTS = {"asked", "right", "wrong", "abstained", "certain", "certain_wrong"}
TALLY = {
    "documents",
    "pages",
    "milliseconds_a_page",
    "fields",
    "number_date_total",
    "supplier_found",
    "all_fields",
    "lines",
    "lines_complete",
}
PREDICTION = {
    "file",
    "set",
    "nth_of_supplier",
    "source",
    "template",
    "fields",
    "readings",
    "lines",
    "lines_asked",
    "lines_right",
    "problems",
    "milliseconds",
}


def of_the_joinery(folder: Path, paper: Paper) -> dict[str, Any]:
    """Its paper in the folder, and what is right on it."""
    (folder / paper.name).write_bytes(paper.pdf())
    return {
        "file": paper.name,
        "set": "paper",
        "kind": "digital_pdf",
        "supplier": JOINERY.name,
        "supplier_tax_id": JOINERY.tax_id,
        "invoice_number": paper.number,
        "invoice_date": paper.issued.isoformat(),
        "total": str(paper.total),
        "lines": [{"code": "PR-35", "quantity": str(paper.shelves), "unit_price": "35.00", "line_total": str(paper.total)}],
    }


def of_the_bakery(folder: Path, total: str) -> dict[str, Any]:
    """Its structured invoice over 125.00, with a truth of our choice; the due date is one that a page would not print."""
    (folder / "bakery.xml").write_bytes(Bill("2001", supplier=BAKERY, issued=date(2026, 11, 2)).xml())
    return {
        "file": "bakery.xml",
        "set": "structured",
        "kind": "xml",
        "supplier": BAKERY.name,
        "invoice_number": "2001",
        "invoice_date": "2026-11-02",
        "due_date": "1999-01-01",
        "total": total,
        "page_fields_ok": ["supplier", "invoice_number", "invoice_date", "total"],
    }


def truth_of(folder: Path, *rows: dict[str, Any]) -> list[str]:
    """The command's arguments for these documents."""
    file = folder / "truth.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return ["benchmark", "reading", "--truth", str(file), "--root", str(folder)]


def measured(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_what_is_right_wrong_and_left_open_is_counted_by_set_and_source(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rows = of_the_joinery(tmp_path, FIRST), of_the_bakery(tmp_path, "125.00")
    found = measured(capsys, *truth_of(tmp_path, *rows), "--workers", "2")
    assert set(found) == {"all", "set", "source"}
    assert {title: set(groups) for title, groups in found.items()} == {
        "all": {"documents"},
        "set": {"paper", "structured"},
        "source": {"pdf_text", "xml"},
    }
    for groups in found.values():
        for tally in groups.values():
            assert set(tally) == TALLY
            counts = [*tally["fields"].values(), tally["number_date_total"], tally["supplier_found"], tally["all_fields"]]
            for count in [*counts, tally["lines"], tally["lines_complete"]]:
                assert set(count) == COUNTS
                assert count["asked"] == count["right"] + count["wrong"] + count["abstained"]
    structured, paper = found["set"]["structured"], found["set"]["paper"]
    assert set(structured["fields"]) == {"supplier", "invoice_number", "invoice_date", "total"}, "only what is asked counts"
    assert structured["number_date_total"]["right"] == 1
    assert (paper["fields"]["total"]["right"], paper["fields"]["invoice_number"]["right"]) == (1, 0)
    assert (paper["lines"]["right"], paper["lines_complete"]["right"]) == (1, 1)
    assert found["all"]["documents"]["documents"] == 2


def test_what_was_called_certain_and_is_wrong_is_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    right = measured(capsys, *truth_of(tmp_path, of_the_bakery(tmp_path, "125.00")))["all"]["documents"]
    assert (right["fields"]["total"]["certain"], right["all_fields"]["certain_wrong"]) == (1, 0)
    wrong = measured(capsys, *truth_of(tmp_path, of_the_bakery(tmp_path, "126.00")))["all"]["documents"]
    assert wrong["fields"]["total"] == {
        "asked": 1, "right": 0, "wrong": 1, "abstained": 0, "certain": 1, "certain_wrong": 1,
    }  # fmt: skip
    assert wrong["all_fields"]["certain_wrong"] == 1
    assert wrong["number_date_total"]["right"] == 0


def test_in_a_stream_a_supplier_that_was_misread_is_read_right_the_next_time(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    arguments = truth_of(
        tmp_path, of_the_joinery(tmp_path, FIRST), of_the_bakery(tmp_path, "125.00"), of_the_joinery(tmp_path, SECOND)
    )
    alone = measured(capsys, *arguments)["set"]["paper"]
    assert alone["number_date_total"]["right"] == 0, "neither is read right by itself"
    by_place = measured(capsys, *arguments, "--stream")["of a supplier, the"]
    assert list(by_place) == ["1st", "2nd"]
    assert [tally["documents"] for tally in by_place.values()] == [1, 1], "a supplier that comes once is not in this table"
    assert [tally["number_date_total"]["right"] for tally in by_place.values()] == [0, 1]


def test_predictions_are_a_row_for_each_document_in_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    rows = of_the_joinery(tmp_path, FIRST), of_the_bakery(tmp_path, "125.00"), of_the_joinery(tmp_path, SECOND)
    out = tmp_path / "predictions.jsonl"
    assert main([*truth_of(tmp_path, *rows), "--stream", "--predictions", str(out)]) == 0
    written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["file"] for row in written] == [row["file"] for row in rows]
    assert all(set(row) == PREDICTION for row in written)
    assert [row["nth_of_supplier"] for row in written] == [1, 1, 2]
    first, bakery, second = written
    assert (first["template"], second["template"] is None) == (None, False)
    assert second["fields"]["invoice_number"] == {
        "read": SECOND.number, "right": True, "certain": False, "truth": SECOND.number,
    }  # fmt: skip
    assert bakery["readings"]["total"] == "125.00"
    assert [line["line_total"] for line in second["lines"]] == [f"{SECOND.total}.00"]
    assert (second["lines_asked"], second["lines_right"], second["problems"]) == (1, 1, [])


def test_for_people_it_prints_tables(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(truth_of(tmp_path, of_the_bakery(tmp_path, "126.00"))) == 0
    said = capsys.readouterr().out
    assert "set structured: 1 documents" in said
    assert "number + date + total" in said
    assert "1 of them wrong" in said


def test_a_document_that_is_not_there_is_left_open_and_the_others_count(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    gone = {**of_the_joinery(tmp_path, FIRST), "file": "gone.pdf"}
    for more in ([], ["--stream"]):
        found = measured(capsys, *truth_of(tmp_path, gone, of_the_bakery(tmp_path, "125.00")), *more)["set"]
        assert found["paper"]["all_fields"]["abstained"] == found["paper"]["all_fields"]["asked"] > 0
        assert found["structured"]["number_date_total"]["right"] == 1


def test_arguments_that_cannot_be_are_status_2_and_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = truth_of(tmp_path, of_the_bakery(tmp_path, "125.00"))
    missing = [*good[:3], str(tmp_path / "none.jsonl"), *good[4:]]
    (tmp_path / "broken.jsonl").write_text('{"file": "a.pdf"}\nno json\n', encoding="utf-8")
    broken = [*good[:3], str(tmp_path / "broken.jsonl"), *good[4:]]
    for arguments, words in ((missing, "no such file or folder"), (broken, "broken.jsonl, line 2")):
        assert main(arguments) == 2
        heard = capsys.readouterr()
        assert heard.out == ""
        assert len(heard.err.splitlines()) == 1
        assert words in heard.err
    for arguments in (good[:4], [*good, "--workers", "0"]):
        with pytest.raises(SystemExit) as refused:
            main(arguments)
        assert refused.value.code == 2
