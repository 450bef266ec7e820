"""What the engine says of an invoice is said in the person's language, with amounts and days as they write them."""

from __future__ import annotations

import re

import pytest
import streamlit as st

from pages.ui import said as speech
from pages.ui.said_pt import SAID

NAMES = re.compile(r"\{(\w+)\}")


@pytest.fixture
def portuguese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(st.context), "locale", property(lambda _: "pt-BR"))


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("Net BRL 10.00 plus tax BRL 1.00 is BRL 11.00, but the total says BRL 1234.50.",
         "Líquido R$\u00a010,00 mais imposto R$\u00a01,00 dá R$\u00a011,00, mas o total diz R$\u00a01.234,50."),
        ("Due on 2026-11-02, before it was issued on 2026-11-03.", "Vence em 02/11/2026, antes da emissão em 03/11/2026."),
        ("The ERP does not know supplier Moinho Ltda.", "O ERP não conhece o fornecedor Moinho Ltda."),
        ("Moinho Ltda is blocked. An administrator lifts the block.",
         "Moinho Ltda está bloqueado. Um administrador retira o bloqueio."),
        ("Not the same IBAN: The page says DE02; the XML and the register say DE89.",
         "Divergem (IBAN): A página diz DE02; o XML e o cadastro dizem DE89."),
        ("The invoice asks for BRL 1000.00; the boleto and the PIX code ask for BRL 1100.00.",
         "A fatura cobra R$\u00a01.000,00; o boleto e o código PIX cobram R$\u00a01.100,00."),
        ("Another PIX key: The page says eu@conta.example; the register says pix@acme.example. "
         "This change was asked for on 20 Nov 2026; the call-back is missing.",
         "Mudou (chave PIX): A página diz eu@conta.example; o cadastro diz pix@acme.example. "
         "Esta alteração foi pedida em 20/11/2026; falta a ligação."),
        ("A sentence that nobody knows.", "A sentence that nobody knows."),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("portuguese")
def test_said_in_portuguese(english: str, told: str) -> None:
    assert speech.said(english) == told


def test_english_keeps_its_words_and_writes_amounts_and_days_as_people_do() -> None:
    assert speech.said("Received on 2 Nov 2026 for BRL 1234.50.") == "Received on 2 Nov 2026 for R$\u00a01,234.50."


def test_braces_and_patterns_in_a_suppliers_name_are_only_letters() -> None:
    assert speech.portuguese("{0} (.*) [x] is blocked.") == "{0} (.*) [x] está bloqueado."


def test_a_template_and_its_portuguese_name_the_same_values() -> None:
    assert not [english for english, told in SAID.items() if sorted(NAMES.findall(english)) != sorted(NAMES.findall(told))]
