"""A scanned page goes to the reader that suits it, and to another one only where that failed."""

import dataclasses

import pytest

from ap_engine.capture import ocr, ocr_rapid, ocr_tesseract
from ap_engine.capture.ocr_words import OcrFailed, is_poor, lies_on_its_side
from ap_engine.capture.raster import Raster
from ap_engine.model.extraction import Box, Word

A4 = Raster(1654, 2339, bytes([250]) * (1654 * 2339), 3.6)
RECEIPT = Raster(640, 900, bytes([250]) * (640 * 900), 3.6)


def text(confidence: int, letters: int = 200, side: bool = False) -> list[Word]:
    box = Box(0, 0, 30, 150) if side else Box(0, 0, 150, 30)
    return [Word("abcdefghij", box, confidence)] * (letters // 10)


@dataclasses.dataclass
class Readers:
    """Both readers, replaced by what they would answer; `asked` is who read, in order."""

    tesseract: list[Word]
    rapid: list[Word] | Exception | None
    turn: int = 0
    turned: list[Word] | None = None
    asked: list[str] = dataclasses.field(default_factory=list)

    def by_tesseract(self, raster: Raster, segmentation: str) -> list[Word]:
        self.asked.append(f"tesseract {segmentation}")
        return self.turned if self.turned and raster.width > raster.height else self.tesseract

    def by_rapid(self, raster: Raster) -> list[Word]:
        self.asked.append("rapid")
        if isinstance(self.rapid, Exception):
            raise self.rapid
        answer = self.turned if self.turned and raster.width > raster.height else self.rapid
        assert answer is not None
        return answer


def cascade(monkeypatch: pytest.MonkeyPatch, readers: Readers) -> ocr.Cascade:
    monkeypatch.setattr(ocr_tesseract, "available", lambda: True)
    monkeypatch.setattr(ocr_rapid, "available", lambda: readers.rapid is not None)
    monkeypatch.setattr(ocr_tesseract, "words", readers.by_tesseract)
    monkeypatch.setattr(ocr_tesseract, "orientation", lambda raster: readers.turn)
    monkeypatch.setattr(ocr_rapid, "words", readers.by_rapid)
    return ocr.Cascade()


@pytest.mark.parametrize(
    ("case", "picture", "readers", "asked"),
    [
        ("a clean scan is read once", A4, Readers(text(92), text(99)), ["tesseract 3"]),
        ("a doubtful scan is read again by the extra", A4, Readers(text(70), text(99)), ["tesseract 3", "rapid"]),
        ("a doubtful scan stays as it is without the extra", A4, Readers(text(70), None), ["tesseract 3"]),
        ("a poor scan gets another segmentation without it", A4, Readers(text(40), None), ["tesseract 3", "tesseract 6"]),
        ("a receipt goes to the extra alone", RECEIPT, Readers(text(92), text(99)), ["rapid"]),
        ("a receipt is one block without the extra", RECEIPT, Readers(text(92), None), ["tesseract 6"]),
        ("when the extra fails Tesseract reads", RECEIPT, Readers(text(92), OcrFailed("out of order")), ["rapid", "tesseract 6"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_who_reads_a_page_at_first(
    monkeypatch: pytest.MonkeyPatch, case: str, picture: Raster, readers: Readers, asked: list[str]
) -> None:
    page = cascade(monkeypatch, readers).read(picture, 1)
    assert readers.asked == asked
    assert page.words


def test_what_was_read_surely_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    readers = Readers(tesseract=text(70, 300), rapid=text(99, 200))
    assert len(cascade(monkeypatch, readers).read(A4, 1).words) == 30
    readers = Readers(tesseract=text(50, 300), rapid=text(99, 200))
    assert len(cascade(monkeypatch, readers).read(A4, 1).words) == 20


@pytest.mark.parametrize(
    ("picture", "extra", "again"),
    [(A4, True, "rapid"), (A4, False, "tesseract 4"), (RECEIPT, False, "tesseract 4")],
)
def test_fields_that_did_not_come_are_looked_for_once_more_by_other_eyes(
    monkeypatch: pytest.MonkeyPatch, picture: Raster, extra: bool, again: str
) -> None:
    readers = Readers(text(92), text(99) if extra else None)
    looks = cascade(monkeypatch, readers)
    looks.read(picture, 1)
    assert looks.look_again()
    looks.read(picture, 1)
    assert readers.asked[1:] == [again]


def test_a_page_that_the_extra_read_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = cascade(monkeypatch, Readers(text(92), text(99)))
    looks.read(RECEIPT, 1)
    assert not looks.look_again()


@pytest.mark.parametrize("extra", [True, False], ids=["with the extra", "without"])
def test_a_page_on_its_side_is_set_upright_and_stays_so_at_the_second_look(monkeypatch: pytest.MonkeyPatch, extra: bool) -> None:
    readers = Readers(text(50, side=True), text(70, side=True) if extra else None, turn=90, turned=text(95))
    looks = cascade(monkeypatch, readers)
    page = looks.read(RECEIPT, 1)
    assert page.width > page.height
    assert not lies_on_its_side(page.words)
    if not extra:
        assert looks.look_again()
        assert looks.read(RECEIPT, 1).width > RECEIPT.height


@pytest.mark.parametrize(
    ("words", "poor"),
    [(text(90), False), (text(62), False), (text(61), True), (text(99, 50), True), ([], True)],
    ids=["sure", "just sure enough", "doubtful", "hardly a word", "nothing"],
)
def test_when_a_scan_counts_as_hard_to_read(words: list[Word], poor: bool) -> None:
    assert is_poor(words) is poor


def test_no_memory_left_for_the_extra_is_its_failure_and_not_the_document_s(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted() -> None:
        raise MemoryError

    monkeypatch.setattr(ocr_rapid, "_engine", exhausted)
    with pytest.raises(OcrFailed):
        ocr_rapid.words(RECEIPT)
