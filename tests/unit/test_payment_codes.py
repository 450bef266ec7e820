"""Codes that say how to pay are taken only when their check digits fit."""

from datetime import date
from decimal import Decimal

import pytest

from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.payment_codes import access_keys_in, payment_in
from ap_engine.extraction.payment_terms import agree
from ap_engine.model.extraction import Box, Page, PaymentInstructions, Reading, Source, Word
from ap_engine.model.payment_codes import (
    boleto_amount,
    boleto_due_date,
    boleto_of_barcode,
    crc16,
    is_boleto,
    is_iban,
    pix_amount,
    pix_in,
)

BANK_BOLETO = "23793381286000782713695000063305975520000370000"  # a bank's published example
BANK_BARCODE = "23799755200003700003381260007827139500006330"
PIX = "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D"
KEY = "35180834128745000152550010000474281920007498"


def page_of(text: str, barcodes: tuple[str, ...] = ()) -> tuple[Page, ...]:
    words = []
    x = 100
    for part in text.split():
        words.append(Word(part, Box(x, 100, x + 50 * len(part), 200)))
        x += 50 * len(part) + 40
    return (Page(1, 5950, 8420, tuple(words), barcodes=barcodes),)


def changed(digits: str, at: int) -> str:
    return digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :]


def test_a_boleto_counts_with_all_its_check_digits() -> None:
    assert is_boleto(BANK_BOLETO)


@pytest.mark.parametrize("at", [0, 5, 9, 15, 25, 32, 40, 46])
def test_one_wrong_digit_of_a_boleto_is_seen(at: int) -> None:
    assert not is_boleto(changed(BANK_BOLETO, at))


def test_a_boletos_barcode_gives_its_line() -> None:
    assert boleto_of_barcode(BANK_BARCODE) == BANK_BOLETO
    assert boleto_of_barcode(changed(BANK_BARCODE, 20)) is None


def test_a_boleto_is_found_in_print_with_its_dots_and_spaces() -> None:
    pages = page_of("Linha digitável: 23793.38128 60007.827136 95000.063305 9 75520000370000")
    assert payment_in(lines_of(pages), pages).boleto == BANK_BOLETO


def test_pix_needs_its_crc() -> None:
    assert crc16(PIX[:-4]) == "1D3D"
    assert pix_in(f"copia e cola: {PIX} obrigado") == PIX
    assert pix_in(PIX.replace("Fulano", "Sicano")) is None


def test_pix_is_read_from_a_qr_code() -> None:
    pages = page_of("Pague com PIX", (PIX,))
    assert payment_in(lines_of(pages), pages).pix == PIX


def test_an_iban_needs_length_and_mod_97() -> None:
    assert is_iban("DE89370400440532013000")
    assert not is_iban("DE89370400440532013001")
    assert not is_iban("DE8937040044053201300")
    pages = page_of("IBAN: NL91 ABNA 0417 1643 00 BIC: ABNANL2A")
    assert payment_in(lines_of(pages), pages).iban == "NL91ABNA0417164300"


def test_a_key_whose_cnpj_has_letters_is_found_beside_a_telephone_number_and_in_a_barcode() -> None:
    lettered = "35261098LUM7A4000178550010000020781451233463"
    grouped = "Fone (19) 3288-5150  " + " ".join(lettered[at : at + 4] for at in range(0, 44, 4))
    assert [f.key for f in access_keys_in(lines_of(page_of(grouped)))] == [lettered]
    assert [f.key for f in access_keys_in(lines_of(page_of("DANFE", (lettered,))))] == [lettered]
    assert access_keys_in(lines_of(page_of(grouped.replace("LUM7", "LUM8")))) == []


def test_an_access_key_is_found_in_groups_of_four_and_in_a_barcode() -> None:
    grouped = " ".join(KEY[at : at + 4] for at in range(0, 44, 4))
    assert [f.key for f in access_keys_in(lines_of(page_of(grouped)))] == [KEY]
    assert [f.key for f in access_keys_in(lines_of(page_of("DANFE", (KEY,))))] == [KEY]
    assert access_keys_in(lines_of(page_of(changed(KEY, 30)))) == []


def test_a_boleto_says_its_amount_and_due_date() -> None:
    assert boleto_amount(BANK_BOLETO) == Decimal("3700.00")
    assert boleto_due_date(BANK_BOLETO, date(2018, 6, 1)) == date(2018, 6, 11)


@pytest.mark.parametrize(
    ("factor", "near", "due"),
    [
        ("9999", date(2025, 2, 1), date(2025, 2, 21)),
        ("1000", date(2025, 2, 1), date(2025, 2, 22)),
        ("1000", date(2000, 6, 1), date(2000, 7, 3)),
        ("0000", date(2025, 2, 1), None),
    ],
)
def test_the_due_date_factor_began_again_in_february_2025(factor: str, near: date, due: date | None) -> None:
    assert boleto_due_date("0" * 33 + factor + "0" * 10, near) == due


def test_a_pix_payload_may_say_its_amount() -> None:
    assert pix_amount("00020126040014540510.505802BR") == Decimal("10.50")
    assert pix_amount(PIX) is None


def reading(name: str, value: str) -> Reading:
    return Reading(name, value, 60, False, Source.PDF_TEXT)


def test_what_a_checked_boleto_repeats_becomes_certain_and_what_it_denies_does_not() -> None:
    payment = PaymentInstructions(boleto=BANK_BOLETO)
    readings = {
        r.field: r
        for r in (reading("issue_date", "2018-06-01"), reading("due_date", "2018-06-11"), reading("gross_total", "3700.00"))
    }
    agree(readings, payment, date(2018, 6, 2))
    assert readings["due_date"].certain
    assert readings["gross_total"].certain
    other = {
        r.field: r
        for r in (reading("issue_date", "2018-06-01"), reading("due_date", "2018-06-12"), reading("gross_total", "3700.01"))
    }
    agree(other, payment, date(2018, 6, 2))
    assert not other["due_date"].certain
    assert not other["gross_total"].certain
    assert other["due_date"].value == "2018-06-12"
