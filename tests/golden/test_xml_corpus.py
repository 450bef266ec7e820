"""Every value of the structured invoices in the corpus, against the truth that stands beside them.

Truth's conventions: `total` is the gross total, `total_products` the sum of vProd, `unit_price` EN 16931's BT-146 before
the base quantity. Truth has no net and tax of Brazilian documents.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from ap_engine.extraction.einvoice import read_xml
from ap_engine.model.extraction import DocumentType, ExtractedLine, Extraction, Source
from ap_engine.model.tax_ids import compact_tax_id

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
XML_SETS = ("xrechnung-xml", "zugferd-corpus-xml", "nfelib-xml", "danfesharp-xml")
PDF_SET = "zugferd-corpus-pdf"

_PRICE_OF_366_DAYS = "386.52 is the price of 366 days (BT-149); ours is the price of one day, which times 31 is the line's net"
_WITH_SERVICES = "truth has the goods alone (vProd); our net total has the services of this note too (vServ 936.18)"
# (file, truth's field) -> why ours differs on purpose.
EXCEPTIONS = {
    ("xrechnung-xml/03.05a-INVOICE_ubl.xml", "lines[0].unit_price"): _PRICE_OF_366_DAYS,
    ("xrechnung-xml/03.05a-INVOICE_uncefact.xml", "lines[0].unit_price"): _PRICE_OF_366_DAYS,
    ("danfesharp-xml/v4_ComLocalEntrega.xml", "total_products"): _WITH_SERVICES,
    ("danfesharp-xml/v4_ComLocalRetirada.xml", "total_products"): _WITH_SERVICES,
}


def same_text(value: object) -> str | None:
    return " ".join(str(value).split()) if value is not None else None


def same_amount(value: object) -> Decimal | None:
    return Decimal(str(value)) if value is not None else None


def same_price(value: object) -> Decimal | None:
    """Truth's prices have six places at most."""
    return Decimal(str(value)).quantize(Decimal("0.000001")) if value is not None else None


def same_id(value: object) -> str | None:
    return compact_tax_id(str(value)) if value is not None else None


HEADER = {
    "supplier": ("supplier_name", same_text),
    "supplier_tax_id": ("supplier_tax_id", same_id),
    "buyer": ("buyer_name", same_text),
    "buyer_tax_id": ("buyer_tax_id", same_id),
    "invoice_number": ("invoice_number", same_text),
    "series": ("series", same_text),
    "access_key": ("access_key", same_text),
    "invoice_date": ("issue_date", same_text),
    "due_date": ("due_date", same_text),
    "currency": ("currency", same_text),
    "total": ("gross_total", same_amount),
    "total_net": ("net_total", same_amount),
    "total_tax": ("tax_total", same_amount),
    "amount_due": ("amount_due", same_amount),
}
LINE = {
    "code": ("item_code", same_text),
    "description": ("description", same_text),
    "quantity": ("quantity", same_amount),
    "uom": ("unit", same_text),
    "unit_price": ("unit_price", same_price),
    "line_total": ("line_net", same_amount),
}


@dataclass(frozen=True)
class Difference:
    file: str
    field: str
    truth: object
    ours: object


@cache
def truth_of(name: str) -> tuple[dict[str, Any], ...]:
    if not CORPUS.is_dir():
        pytest.skip(f"the corpus is not at {CORPUS}")
    records = map(json.loads, (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines())
    return tuple(record for record in records if record["set"] == name)


def xml_of(record: dict[str, Any]) -> bytes:
    path = CORPUS / record["file"]
    if path.suffix == ".xml":
        return path.read_bytes()
    pdf = pypdfium2.PdfDocument(path)
    try:
        attachments = (pdf.get_attachment(place) for place in range(pdf.count_attachments()))
        return next(bytes(a.get_data()) for a in attachments if a.get_name().lower().endswith(".xml"))
    finally:
        pdf.close()


def compare(record: dict[str, Any], read: Extraction) -> tuple[int, list[Difference]]:
    """How many values of truth were compared, and those that differ."""
    pairs: list[tuple[str, object, object]] = []
    for name, (field, same) in HEADER.items():
        if name in record:
            pairs.append((name, same(record[name]), same(read.value(field))))
    if "po_number" in record:
        ours = record["po_number"] if record["po_number"] in read.purchase_order_numbers else read.purchase_order_numbers
        pairs.append(("po_number", record["po_number"], ours))
    if "supplier_tax_ids" in record:
        ours_ids = {read.supplier.tax_id, *read.supplier.other_tax_ids}
        for scheme, value in record["supplier_tax_ids"].items():
            pairs.append((f"supplier_tax_ids.{scheme}", True, same_id(value) in ours_ids))
    if "total_products" in record:
        pairs.append(("total_products", same_amount(record["total_products"]), goods(read)))
    pairs += compare_lines(record, read.lines)
    for place, part in enumerate(record.get("installments", ())):
        ours_part = read.instalments[place] if place < len(read.instalments) else None
        truth_part = (part["n"], part["due_date"], same_amount(part["amount"]))
        pairs.append(
            (
                f"installments[{place}]",
                truth_part,
                ours_part and (ours_part.number, ours_part.due_date, same_amount(ours_part.amount)),
            )
        )
    return len(pairs), [Difference(record["file"], *pair) for pair in pairs if pair[1] != pair[2]]


def goods(read: Extraction) -> Decimal:
    """vProd, from our net total: discounts put back, freight and other charges taken off."""
    signed = (Decimal(charge.amount) * (1 if charge.kind == "discount" else -1) for charge in read.charges)
    return Decimal(read.value("net_total") or 0) + sum(signed)


def compare_lines(record: dict[str, Any], lines: tuple[ExtractedLine, ...]) -> list[tuple[str, object, object]]:
    if "lines" not in record:
        return []
    pairs: list[tuple[str, object, object]] = [("number of lines", len(record["lines"]), len(lines))]
    for place, (truth, ours) in enumerate(zip(record["lines"], lines, strict=False)):
        for name, (field, same) in LINE.items():
            if name in truth:
                pairs.append((f"lines[{place}].{name}", same(truth[name]), same(getattr(ours, field))))
    return pairs


@pytest.mark.parametrize("name", [*XML_SETS, PDF_SET])
def test_every_value_of_truth_is_read(name: str) -> None:
    compared, differences = 0, []
    for record in truth_of(name):
        (read,) = read_xml(xml_of(record))
        count, found = compare(record, read)
        compared += count
        differences += found
    assert compared > 50
    unexplained = [d for d in differences if (d.file, d.field) not in EXCEPTIONS]
    assert unexplained == []
    expected = {key for key in EXCEPTIONS if key[0].startswith(f"{name}/")}
    assert {(d.file, d.field) for d in differences} == expected, "an exception that is none any more"


@pytest.mark.parametrize("name", [*XML_SETS, PDF_SET])
def test_every_value_says_where_it_stands(name: str) -> None:
    for record in truth_of(name):
        (read,) = read_xml(xml_of(record))
        assert read.readings
        assert read.document_type is not DocumentType.OTHER
        for reading in read.readings:
            assert reading.source is Source.XML
            assert reading.evidence.path is not None
            assert reading.evidence.path.startswith("/")
