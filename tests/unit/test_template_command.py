"""`template list`, `template test`, `template new` and `read --templates` as someone at a terminal meets them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ap_engine.capture.reader import DocumentReader
from ap_engine.cli import main
from ap_engine.demo import company, scenarios
from ap_engine.demo.documents import Format, InvoiceDraft, render
from ap_engine.template_file import load_folder, without_examples

TELECOM: list[InvoiceDraft] = [
    one.draft for one in scenarios.build(company.build(date(2026, 11, 23))) if one.shape is Format.TELECOM_PDF
]


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "sample.pdf"
    path.write_bytes(render(TELECOM[0], Format.TELECOM_PDF))
    return path


def new(sample: Path, folder: Path, *values: str) -> int:
    draft = TELECOM[0]
    given = values or ("supplier_tax_id=98.903.621/0001-80", f"invoice_number={draft.number}", "gross_total=5.566,60")
    sets = [word for value in given for word in ("--set", value)]
    return main(["template", "new", str(sample), "--supplier", draft.issuer.name, *sets, "--templates", str(folder)])


def test_from_a_sample_to_a_template_that_reads_the_next_bill(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "templates"
    assert new(sample, folder) == 0
    said = capsys.readouterr().out
    assert "invoice_number: “660366” stands below “Nota fiscal fatura nº”." in said
    assert "gross_total: “5.566,60” stands right of “Total a pagar”." in said
    assert said.endswith("It reads its own sample right.\n")

    assert main(["template", "list", "--templates", str(folder)]) == 0
    assert "Araucária Telecomunicações S.A. · tax id 98903621000180 · 1 example right" in capsys.readouterr().out

    bill = tmp_path / "next.pdf"
    bill.write_bytes(render(TELECOM[1], Format.TELECOM_PDF))
    assert main(["template", "test", str(bill), "--templates", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "3 values, 0 lines read right" in said
    assert f"invoice_number: {TELECOM[1].number} (template, " in said

    assert main(["read", "--json", "--templates", str(folder), str(bill)]) == 0
    read = json.loads(capsys.readouterr().out)
    assert read["readings"]["invoice_number"]["source"] == "template"
    assert (read["invoice_number"], read["gross_total"]) == (TELECOM[1].number, str(TELECOM[1].gross_total))


def test_a_draft_is_never_written_over(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "araucaria-telecomunicacoes-sa.yaml").write_text("mine", encoding="utf-8")
    assert new(sample, tmp_path) == 1
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / "araucaria-telecomunicacoes-sa.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("value", "status", "message"),
    [
        ("invoice_number", 2, "--set needs FIELD=VALUE"),
        ("invoice_no=660366", 1, "there is no field “invoice_no”. Did you mean “invoice_number”?"),
        ("invoice_number=123456", 1, "--set invoice_number: “123456” does not stand on the sample"),
        ("supplier_tax_id=11.222.333/0001-81", 1, "11.222.333/0001-81 does not stand on the sample"),
    ],
)
def test_a_value_that_is_wrong(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str, status: int, message: str
) -> None:
    assert new(sample, tmp_path / "templates", value) == status
    assert message in capsys.readouterr().err
    assert not (tmp_path / "templates").exists()


def test_a_broken_template_stops_read_and_is_told_by_list(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.yaml").write_text("suplier: X", encoding="utf-8")
    assert main(["read", "--templates", str(tmp_path), str(sample)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "broken.yaml: “suplier” is not known here. Did you mean “supplier”?" in said.err
    assert main(["template", "list", "--templates", str(tmp_path)]) == 1
    assert "broken.yaml: WRONG. broken.yaml: “suplier” is not known here." in capsys.readouterr().out


def test_a_sample_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(tmp_path / "none.pdf", tmp_path) == 1
    assert "no longer there" in capsys.readouterr().err
    assert main(["template", "test", str(tmp_path / "none.pdf"), "--templates", str(tmp_path)]) == 2


def test_a_running_reader_takes_new_templates(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    assert new(sample, folder) == 0
    templates, mistakes = load_folder(folder)
    assert not mistakes
    with DocumentReader(workers=1) as reader:
        assert reader.read(sample).extractions[0].template is None
        reader.use_templates(tuple(map(without_examples, templates)))
        assert reader.read(sample).extractions[0].template == "araucaria-telecomunicacoes-sa"
        reader.use_templates(())
        assert reader.read(sample).extractions[0].template is None
