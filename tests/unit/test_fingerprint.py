"""A paper is recognised when it comes again: the same words, the same sheet; and no other one is (rule D2)."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from ap_engine.capture.fingerprint import picture_hash, words_hash
from ap_engine.capture.raster import Raster
from ap_engine.model.extraction import Box, Page, Source, Word

BODY = "Fatura 4711 de Moinho Ltda para Casa Ltda: dez sacas de farinha tipo um, total a pagar cento e vinte e cinco reais"


def page(text: str, source: Source = Source.PDF_TEXT) -> Page:
    return Page(1, 5950, 8420, tuple(Word(word, Box(0, 0, 1, 1)) for word in text.split()), source)


def test_spaces_page_numbers_and_the_time_of_printing_are_not_the_documents() -> None:
    again = BODY.replace("tipo um", "tipoum") + " Página 1 de 2 Impresso em 25/11/2026 09:31:07"
    assert words_hash([page(BODY)]) == words_hash([page(again)]) != ""


def test_one_other_letter_is_another_document() -> None:
    assert words_hash([page(BODY)]) != words_hash([page(BODY.replace("4711", "4712"))])


def test_little_text_and_recognised_text_tell_nothing() -> None:
    assert words_hash([page("Fatura 4711")]) == words_hash([page(BODY, Source.OCR)]) == ""


def sheet(seed: int, shift: int = 0, noise: int = 0) -> Raster:
    """A page with blocks of ink where the seed puts them, laid a little aside and with dust on it."""
    chance = np.random.default_rng(seed)
    image = Image.new("L", (1240, 1754), 250)
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, w = (int(n) for n in chance.integers((120, 120, 60), (800, 1600, 320)))
        draw.rectangle((x + shift, y + shift, x + w + shift, y + 14 + shift), fill=20)
    pixels = np.asarray(image, dtype=np.int64) + np.random.default_rng(9).integers(-noise, noise + 1, (1754, 1240))
    return Raster(1240, 1754, pixels.clip(0, 255).astype(np.uint8).tobytes(), 3.6)


def differ(one: Raster, other: Raster) -> int:
    return (int(picture_hash(one), 16) ^ int(picture_hash(other), 16)).bit_count()


def test_a_sheet_laid_otherwise_on_the_glass_is_the_same_sheet_and_another_one_is_not() -> None:
    assert max(differ(sheet(seed), sheet(seed, shift=25, noise=12)) for seed in range(4)) <= 8
    assert min(differ(sheet(seed), sheet(seed + 50)) for seed in range(4)) > 8


def test_a_blank_page_has_no_picture() -> None:
    assert picture_hash(Raster(800, 1100, b"\xfa" * 880_000, 3.6)) == ""
