"""What a picture is like decides who reads it; what the readers see is what is printed."""

import warnings

import pytest
from PIL import Image, ImageDraw, ImageFont

from ap_engine.capture import ocr_rapid, ocr_tesseract
from ap_engine.capture.ocr import Cascade
from ap_engine.capture.raster import Raster
from ap_engine.capture.scan_picture import is_flat_page, lean, straightened

LINES = ["Northwind Paper Ltd", "Invoice number 20417", "Invoice date 12 March 2025", "Net 1,250.00", "Total due 1,512.50"]


def page(width: int = 1654, height: int = 2339, ink: int = 20, shade: int = 0) -> Raster:
    """A page with a few large lines of print; `shade` darkens its paper towards the right."""
    image = Image.new("L", (width, height), 250)
    if shade:
        image.paste(Image.linear_gradient("L").rotate(90).point(lambda v: 250 - v * shade // 255).resize((width, height)))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(size=width // 24)
    for number, line in enumerate(LINES * 2):
        pen.text((width // 10, height // 12 * (number + 1)), line, fill=ink, font=font)
    return Raster(width, height, image.tobytes(), 3.6)


@pytest.mark.parametrize(
    ("picture", "flat"),
    [(page(), True), (page(1700, 2200), True), (page(640, 1400), False), (page(800, 1100), False), (page(shade=90), False)],
    ids=["A4", "letter", "till receipt", "small picture", "photo in uneven light"],
)
def test_a_flat_page_is_told_from_a_receipt_and_a_photo(picture: Raster, flat: bool) -> None:
    assert is_flat_page(picture) is flat


@pytest.mark.parametrize("degrees", [-4.0, -1.5, 0.0, 2.0, 3.5])
def test_a_page_laid_in_crookedly_is_measured_and_set_level(degrees: float) -> None:
    crooked = straightened(page(), -degrees)
    assert lean(crooked) == pytest.approx(degrees, abs=0.2)
    assert abs(lean(straightened(crooked, lean(crooked)))) <= 0.2


def test_an_empty_page_does_not_lean() -> None:
    assert lean(Raster(1654, 2339, bytes([255]) * (1654 * 2339), 3.6)) == 0.0


@pytest.mark.skipif(not ocr_tesseract.available(), reason="Tesseract is not installed: apt install tesseract-ocr")
@pytest.mark.parametrize("degrees", [0.0, 3.5], ids=["level", "crooked"])
def test_a_scan_is_read_where_its_words_stand(monkeypatch: pytest.MonkeyPatch, degrees: float) -> None:
    monkeypatch.setattr(ocr_rapid, "available", lambda: False)
    read = Cascade().read(straightened(page(), -degrees), 1)
    assert {"20417", "1,512.50"} <= {word.text for word in read.words}
    number = next(word for word in read.words if word.text == "20417")
    assert abs(number.box.y0 / read.height - 2 / 12) < 0.05


def test_words_of_a_line_get_the_part_of_it_that_their_letters_have() -> None:
    words = ocr_rapid.shared_out("TOTAL DUE 9.90", (100, 0, 240, 20))
    assert [(text, left, right) for text, (left, _, right, _) in words] == [
        ("TOTAL", 100, 150),
        ("DUE", 160, 190),
        ("9.90", 200, 240),
    ]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("INV0ICE", "INVOICE"),
        ("B00KING", "BOOKING"),
        ("A0", "A0"),
        ("UG0461/18", "UG0461/18"),
        ("0STEEL", "0STEEL"),
        ("10.00", "10.00"),
    ],
)
def test_a_nought_inside_a_word_of_capitals_is_an_o(seen: str, meant: str) -> None:
    assert ocr_rapid.cleaned(seen) == meant


def test_the_extra_reads_a_receipt_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    if not ocr_rapid.available():
        warnings.warn("RapidOCR is not installed: its reading was not tested (requirements-ocr.txt)", stacklevel=1)
        pytest.skip("RapidOCR is not installed: pip install -r requirements-ocr.txt")

    def no_network(*_: object, **__: object) -> None:
        raise AssertionError("a reader must not ask the network for anything")

    monkeypatch.setattr("socket.socket.connect", no_network)
    read = {word.text for word in ocr_rapid.words(page(640, 900))}
    assert {"20417", "1,512.50"} <= read


def test_an_extra_without_its_models_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    if not ocr_rapid.available():
        pytest.skip("RapidOCR is not installed: pip install -r requirements-ocr.txt")
    import rapidocr

    monkeypatch.setattr(rapidocr, "__file__", f"{tmp_path}/__init__.py")
    ocr_rapid._engine.cache_clear()
    with pytest.raises(ocr_rapid.OcrFailed, match=r"requirements-ocr\.txt"):
        ocr_rapid.words(page(640, 900))
    ocr_rapid._engine.cache_clear()
