"""Every template in `supplier_templates/` reads its own examples, and the other invoices of its supplier."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ap_engine.capture.reader import DocumentReader
from ap_engine.demo import company, scenarios
from ap_engine.demo.documents import Format, InvoiceDraft, render
from ap_engine.extraction.read import read
from ap_engine.model.extraction import Source
from ap_engine.template_file import load, load_folder, parse, templates_of, write

FOLDER = Path(__file__).parents[2] / "supplier_templates"
TODAY = date(2026, 11, 23)
BILLS: list[tuple[Format, InvoiceDraft]] = [
    (scenario.shape, scenario.draft)
    for scenario in scenarios.build(company.build(TODAY))
    if scenario.shape in (Format.TELECOM_PDF, Format.UTILITY_PDF)
]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_template_reads_its_own_examples(path: Path) -> None:
    template = load(path)
    assert template.examples
    assert parse(write(template), path.name) == template


def test_there_are_templates_and_all_are_right() -> None:
    good, bad = load_folder(FOLDER)
    assert len(good) >= 2
    assert not bad


def test_bills_that_the_templates_were_not_made_from(tmp_path: Path) -> None:
    good, _ = load_folder(FOLDER)
    templates = templates_of(good)
    assert len(BILLS) >= 10
    with DocumentReader(workers=1) as reader:
        for number, (shape, draft) in enumerate(BILLS):
            path = tmp_path / f"{number}.pdf"
            path.write_bytes(render(draft, shape))
            (found,) = read(reader.words(path), TODAY, frozenset((draft.buyer.tax_id,)), (), templates)
            total = found.reading("gross_total")
            assert total is not None
            assert (total.source, total.certain) == (Source.TEMPLATE, True)
            assert [found.value(name) for name in ("invoice_number", "issue_date", "due_date", "gross_total")] == [
                draft.number,
                draft.issue_date.isoformat(),
                draft.due_date.isoformat(),
                str(draft.gross_total),
            ]
            assert (found.supplier.name, found.supplier.tax_id) == (draft.issuer.name, draft.issuer.tax_id)
            assert [(line.item_code, line.description, line.line_net) for line in found.lines] == [
                (line.item_code, line.description, str(line.net)) for line in draft.lines
            ]
