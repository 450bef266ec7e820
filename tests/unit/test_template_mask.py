"""The shape of a value, as a clerk writes it; and the form of a printed line."""

from __future__ import annotations

import time

import pytest

from ap_engine.extraction.template_forms import FormError, compile_form
from ap_engine.extraction.template_mask import MaskError, compile_mask, mask_of


@pytest.mark.parametrize(
    ("mask", "text", "found"),
    [
        ("99/99/9999", "em 07/03/2026.", "07/03/2026"),
        ("AA-9999", "Ref AB-1207", "AB-1207"),
        ("9+", "nº 660366", "660366"),
        ("X+-9", "AB12-7", "AB12-7"),
        (r"NF\A 9+", "NFA  77", "NFA  77"),
        ("999", "1234", None),
        ("9+", "AB12", None),
        ("AA-9", "ÉÇ-1", "ÉÇ-1"),
    ],
)
def test_masks(mask: str, text: str, found: str | None) -> None:
    match = compile_mask(mask).search(text)
    assert (match[0] if match else None) == found


@pytest.mark.parametrize("mask", ["", "  ", "+9", "NF", "9" * 41, "9\\", "9++"])
def test_masks_that_are_refused(mask: str) -> None:
    with pytest.raises(MaskError):
        compile_mask(mask)


@pytest.mark.parametrize("value", ["660366", "NFA-00123/26", "2026.001", "A+B 12", "X9\\1"])
def test_a_value_fits_the_mask_that_it_suggests(value: str) -> None:
    assert compile_mask(mask_of(value)).search(f"No {value} of") is not None


def test_no_text_makes_a_mask_or_a_form_slow() -> None:
    started = time.process_time()
    compile_mask("X+X+X+X+X+X+9").search("a" * 100_000)
    compile_form("{description} {item_code} {unit} x {line_net}").match("a " * 100_000)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("form", "line", "values"),
    [
        ("{description}  {line_net}", "Link de dados  2.890,00", {"description": "Link de dados", "line_net": "2.890,00"}),
        ("{description}  {line_net}", "Link de dados 2.890,00", None),
        ("{quantity} x {unit_price}", "3  x 1,50", {"quantity": "3", "unit_price": "1,50"}),
        ("{quantity} x {unit_price}", "3 x 1,50 each", None),
    ],
)
def test_forms(form: str, line: str, values: dict[str, str] | None) -> None:
    assert compile_form(form).match(line) == values


@pytest.mark.parametrize("form", ["no fields", "{quantity} {quantity}", "{colour}", "{quantity}" + "x" * 200])
def test_forms_that_are_refused(form: str) -> None:
    with pytest.raises(FormError):
        compile_form(form)
