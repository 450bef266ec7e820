"""Tax ids and access keys: the vectors of features.md section 8, and what must not pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ap_engine.extraction.identifiers import access_key_mismatches, access_key_problems, is_access_key, is_nfse_key, mod_11_digit
from ap_engine.model.tax_ids import cnpj_root, compact_tax_id, is_valid_tax_id

NFE_KEY = "35120859597245000190550000000095831710040056"
ALPHANUMERIC = "352608" + "12ABC34501DE35" + "55" + "001" + "000000123" + "1" + "12345678"


@pytest.mark.parametrize(
    ("written", "compact"),
    [
        ("59.594.315/0001-57", "59594315000157"),
        ("12.abc.345/01de-35", "12ABC34501DE35"),
        ("DE 123 456 789", "DE123456789"),
        ("201/113/40209", "20111340209"),
        ("", ""),
    ],
)
def test_punctuation_goes_and_letters_stay(written: str, compact: str) -> None:
    assert compact_tax_id(written) == compact


@pytest.mark.parametrize(
    "tax_id",
    [
        "59594315000157",
        "59.594.315/0001-57",
        "12ABC34501DE35",
        "529.982.247-25",
        "DE136695976",
        "ATU13585627",
        "PT501964843",
        "NL4495445B01",
        "SE556188840401",
        "GB980780684",
        "CHE107787577IVA",
        "NO995525828MVA",
        "EL094259216",
    ],
)
def test_check_digits_that_fit(tax_id: str) -> None:
    assert is_valid_tax_id(tax_id) is True


@pytest.mark.parametrize(
    "tax_id",
    [
        "59594315000158",
        "12ABC34501DE36",
        "52998224726",
        "11111111111111",
        "11111111111",
        "00000000000000",
        "DE123456789",
        "ATU123456789",
    ],
)
def test_check_digits_that_do_not_fit(tax_id: str) -> None:
    assert is_valid_tax_id(tax_id) is False


@pytest.mark.parametrize("tax_id", ["", "5133081508159", "1122334455", "ABC12345", "US123456789", "ISENTO"])
def test_a_kind_that_is_not_known_is_neither_valid_nor_invalid(tax_id: str) -> None:
    assert is_valid_tax_id(tax_id) is None


def test_establishments_of_one_company_share_the_root_of_their_cnpj() -> None:
    assert cnpj_root("59.594.315/0001-57") == "59594315"
    assert cnpj_root("12ABC34501DE35") == "12ABC345"
    assert cnpj_root("59594315000158") is None
    assert cnpj_root("DE136695976") is None
    assert cnpj_root("52998224725") is None


@pytest.mark.parametrize(
    "key",
    [NFE_KEY, "42100484684182000157550010000000020108042108", "33150308370779000149550010001100931002410775"],
)
def test_access_keys_of_the_vectors(key: str) -> None:
    assert is_access_key(key)
    assert access_key_problems(key) == ()


def test_an_access_key_with_spaces_as_printed_is_one() -> None:
    assert is_access_key(" ".join(NFE_KEY[place : place + 4] for place in range(0, 44, 4)))


def test_an_access_key_with_an_alphanumeric_cnpj_counts_letters_by_their_code() -> None:
    key = ALPHANUMERIC + mod_11_digit(ALPHANUMERIC)
    assert is_access_key(key)
    assert access_key_problems(key, supplier_tax_id="12.ABC.345/01DE-35", invoice_number="123", series="1", model="55") == ()


@pytest.mark.parametrize(
    ("why", "key"),
    [
        ("check digit", NFE_KEY[:-1] + "7"),
        ("no such state", "99" + NFE_KEY[2:43] + mod_11_digit("99" + NFE_KEY[2:43])),
        ("month 13", NFE_KEY[:4] + "13" + NFE_KEY[6:43] + mod_11_digit(NFE_KEY[:4] + "13" + NFE_KEY[6:43])),
        ("no such model", NFE_KEY[:20] + "99" + NFE_KEY[22:43] + mod_11_digit(NFE_KEY[:20] + "99" + NFE_KEY[22:43])),
        ("too short", NFE_KEY[:-1]),
        ("empty", ""),
    ],
)
def test_what_is_no_access_key(why: str, key: str) -> None:
    assert not is_access_key(key), why
    assert len(access_key_problems(key)) == 1


@given(place=st.integers(0, 42), digit=st.integers(1, 9))
def test_one_changed_digit_never_passes_unnoticed_with_the_same_check_digit_weight(place: int, digit: int) -> None:
    """Mod 11 finds every single wrong digit, except where remainders 0 and 1 share the check digit 0."""
    changed = str((int(NFE_KEY[place]) + digit) % 10)
    key = NFE_KEY[:place] + changed + NFE_KEY[place + 1 :]
    assert mod_11_digit(key[:43]) != key[43]


def test_parts_of_the_key_that_contradict_the_document_are_named() -> None:
    found = access_key_mismatches(
        NFE_KEY,
        supplier_tax_id="59.594.315/0001-57",
        invoice_number="9584",
        series="1",
        model="65",
        issue_date="2012-09-01",
    )
    assert [field for field, _ in found] == ["supplier_tax_id", "model", "series", "invoice_number", "issue_date"]
    assert access_key_problems(NFE_KEY, invoice_number="9584") == (
        "The access key has the number 000009583, the document says 9584.",
    )


def test_leading_zeros_are_no_contradiction() -> None:
    assert access_key_problems(NFE_KEY, invoice_number="000009583", series="0", supplier_tax_id="59597245000190") == ()


def test_a_series_of_the_tax_office_is_not_compared_with_the_issuer() -> None:
    body = NFE_KEY[:22] + "890" + NFE_KEY[25:43]
    assert access_key_problems(body + mod_11_digit(body), supplier_tax_id="59594315000157") == ()


def test_the_key_of_a_national_nfse_has_fifty_characters() -> None:
    assert is_nfse_key("14001591201761135000132000000000000022097781063609")
    assert not is_nfse_key("14001591201761135000132000000000000022097781063608")
    assert not is_nfse_key(NFE_KEY)
