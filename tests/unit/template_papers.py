"""Pages for template tests, drawn as text: each row is a line, two spaces or more are a gap, ten tenths a letter."""

from __future__ import annotations

import re
from dataclasses import replace

from ap_engine.model.extraction import Box, Page, Source, Word
from ap_engine.model.template import Example, FieldRule, Identifiers, LineTable, Place, SupplierTemplate

LETTER, HEIGHT, STEP = 50, 100, 160
CNPJ = "98.903.621/0001-80"


def page(text: str, number: int = 1, source: Source = Source.PDF_TEXT, confidence: int = 100) -> Page:
    """A page whose words stand where the text has them."""
    words: list[Word] = []
    for row, line in enumerate(text.strip("\n").splitlines()):
        for match in re.finditer(r"\S+", line):
            left, top = 200 + match.start() * LETTER, 200 + row * STEP
            box = Box(left, top, left + len(match[0]) * LETTER - 10, top + HEIGHT)
            words.append(Word(match[0], box, confidence))
    return Page(number, 6000, 8400, tuple(words), source)


BILL = f"""
Fios e Cabos Ltda            CNPJ {CNPJ}

Fatura nº     Emissão        Vencimento
FC-0042       07/03/2026     21/03/2026

Cód     Descrição          Qtd     Unitário     Valor
A10     Cabo de cobre      2       1.100,00     2.200,00
        em rolo
B20     Fita               10      5,00         50,00

Subtotal                                        2.250,00
ICMS                                            450,00
TOTAL                                           2.700,00
"""

TEMPLATE = SupplierTemplate(
    name="fios",
    supplier="Fios e Cabos Ltda",
    identifiers=Identifiers(tax_ids=("98903621000180",)),
    numbers="1.234,56",
    dates="31/12/2026",
    currency="BRL",
    fields=(
        FieldRule("invoice_number", Place.BELOW, ("Fatura nº",), pattern="AA-9+"),
        FieldRule("issue_date", Place.BELOW, ("Emissão",)),
        FieldRule("due_date", Place.BELOW, ("Vencimento",)),
        FieldRule("net_total", Place.RIGHT, ("Subtotal",)),
        FieldRule("tax_total", Place.RIGHT, ("ICMS",)),
        FieldRule("gross_total", Place.COLUMN, ("Valor",), row="TOTAL"),
    ),
    lines=LineTable(
        columns=(
            ("item_code", "Cód"),
            ("description", "Descrição"),
            ("quantity", "Qtd"),
            ("unit_price", "Unitário"),
            ("line_net", "Valor"),
        ),
        end=("Subtotal",),
    ),
)

VALUES = (
    ("invoice_number", "FC-0042"),
    ("issue_date", "07/03/2026"),
    ("due_date", "21/03/2026"),
    ("net_total", "2.250,00"),
    ("tax_total", "450,00"),
    ("gross_total", "2.700,00"),
)


def example(text: str = BILL, values: tuple[tuple[str, str], ...] = VALUES) -> Example:
    """An example of `TEMPLATE` without lines (a template with lines needs them)."""
    return Example("fatura-42", values, (), (page(text),))


def complete() -> SupplierTemplate:
    """`TEMPLATE` with an example, without its line table."""
    return replace(TEMPLATE, lines=None, examples=(example(),))
