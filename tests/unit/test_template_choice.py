"""Which template a document belongs to: by tax id, IBAN, account or printed words, and never by our own tax id."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.template_choice import Templates
from ap_engine.model.template import Identifiers, SupplierTemplate

from .template_papers import BILL, CNPJ, TEMPLATE, page


def named(name: str, **identifiers: tuple[str, ...]) -> SupplierTemplate:
    return replace(TEMPLATE, name=name, identifiers=Identifiers(**identifiers))


def chosen(text: str, *templates: SupplierTemplate, ours: frozenset[str] = frozenset()) -> list[str]:
    return [template.name for template in Templates(templates).choose(lines_of((page(text),)), ours)]


@pytest.mark.parametrize(
    ("text", "identifiers"),
    [
        (f"CNPJ {CNPJ}", {"tax_ids": ("98903621000180",)}),
        (f"CNPJ:{CNPJ}", {"tax_ids": ("98903621000180",)}),
        ("VAT DE 123 456 789", {"tax_ids": ("DE123456789",)}),
        ("IBAN DE89 3704 0044 0532 0130 00", {"ibans": ("DE89370400440532013000",)}),
        ("Banco 341 0009 0770012", {"bank_accounts": ("34100090770012",)}),
        ("Fatura de Serviços de Telefonia", {"texts": ("serviços de TELEFONIA",)}),
    ],
)
def test_what_identifies(text: str, identifiers: dict[str, tuple[str, ...]]) -> None:
    assert chosen(text, named("it", **identifiers), named("other", tax_ids=("11222333000181",))) == ["it"]


def test_nothing_fits() -> None:
    assert chosen("Invoice 42", TEMPLATE) == []
    assert chosen("CNPJ 98.903.621/0002-61", TEMPLATE) == []


def test_our_own_tax_id_identifies_nobody() -> None:
    assert chosen(BILL, TEMPLATE, ours=frozenset(("98903621000180",))) == []


def test_words_tell_two_layouts_of_one_supplier_apart() -> None:
    old = named("old", tax_ids=("98903621000180",))
    new = named("new", tax_ids=("98903621000180",), texts=("Fatura digital",))
    assert chosen(f"Fatura digital\nCNPJ {CNPJ}", old, new) == ["new"]
    assert chosen(f"CNPJ {CNPJ}", old, new) == ["old"]


def test_all_texts_are_needed() -> None:
    both = named("both", texts=("Fatura digital", "Central de atendimento"))
    assert chosen("Fatura digital", both) == []
    assert chosen("Fatura digital\nCentral de atendimento", both) == ["both"]


def test_the_choice_looks_words_up_and_never_goes_through_the_templates() -> None:
    many = [named(f"t{number}", tax_ids=(f"{number:014d}",)) for number in range(20_000)]
    index = Templates([*many, TEMPLATE])
    index.all = ()  # whoever looped over them would find nothing now
    assert [template.name for template in index.choose(lines_of((page(BILL),)))] == ["fios"]
