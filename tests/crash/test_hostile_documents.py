"""Files that are broken, or made to break their reader: each leaves one clear message, and the next file is read as ever."""

from __future__ import annotations

import os
import shutil
import signal
import time
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from ap_engine.capture import ocr_rapid
from ap_engine.capture.batch import read_files
from ap_engine.capture.kinds import display_name
from ap_engine.capture.reader import DocumentReader, ReadOutcome
from ap_engine.model.errors import TemplateError, UnreadableUpload
from ap_engine.model.extraction import Extraction
from ap_engine.template_file import parse
from tests.crash import hostile_texts
from tests.crash.hostile_files import READ, REFUSED, SLOW, SURVIVED, every
from tests.crash.pdf_by_hand import invoice_pdf
from tests.crash.watching import watched

MEMORY_MB, SECONDS = 1024, 15
MOST_MB = max(MEMORY_MB, ocr_rapid.MEMORY_MB if ocr_rapid.available() else 0)


@pytest.fixture(scope="module")
def reader() -> Iterator[DocumentReader]:
    with DocumentReader(workers=1, memory_mb=MEMORY_MB, seconds=SECONDS) as pool:
        yield pool


def outcome(reader: DocumentReader, folder: Path, name: str, content: bytes) -> ReadOutcome:
    """What became of a file, within the limits of time and memory."""
    file = folder / name
    file.write_bytes(content)
    with watched(reader) as cost:
        read = reader.read(file, name)
    assert cost.peak_mb <= MOST_MB
    assert read.milliseconds < (SECONDS + 3) * 1000
    return read


def the_only(outcome: ReadOutcome) -> Extraction:
    assert len(outcome.extractions) == 1
    return outcome.extractions[0]


def still_reads(reader: DocumentReader, folder: Path) -> None:
    found = the_only(outcome(reader, folder, "good.pdf", invoice_pdf()))
    assert (found.value("invoice_number"), found.value("gross_total")) == ("FT-2024-0815", "1234.56")
    assert found.problems == ()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_says_why_in_one_message(reader: DocumentReader, tmp_path: Path, name: str) -> None:
    make, words = REFUSED[name]
    found = the_only(outcome(reader, tmp_path, name, make()))
    assert found.readings == ()
    assert len(found.problems) == 1
    assert words in found.problems[0].message
    assert found.problems[0].message.endswith(".")
    assert "Traceback" not in found.problems[0].message
    assert "root:" not in str(found)
    still_reads(reader, tmp_path)


@pytest.mark.parametrize("name", [*SURVIVED, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)])
def test_what_is_made_to_do_harm_harms_only_its_worker(reader: DocumentReader, tmp_path: Path, name: str) -> None:
    found = the_only(outcome(reader, tmp_path, name, every()[name]()))
    assert found.problems, "it must be said that nothing good was read"
    still_reads(reader, tmp_path)


@pytest.mark.parametrize("name", READ)
def test_an_honest_page_is_read_in_spite_of_what_is_around_it(reader: DocumentReader, tmp_path: Path, name: str) -> None:
    found = the_only(outcome(reader, tmp_path, name, READ[name]()))
    assert found.value("invoice_number") == "FT-2024-0815"
    assert "root:" not in str(found)
    still_reads(reader, tmp_path)


@pytest.mark.parametrize("name", hostile_texts.NAMES)
def test_a_name_that_is_made_to_mislead_is_shown_as_plain_words(name: str) -> None:
    shown = display_name(name)
    assert shown
    assert len(shown) <= 120
    assert not [letter for letter in shown if unicodedata.category(letter) in ("Cc", "Cf")], "nothing that turns or hides text"
    assert not set(shown) & set("/\\<>")
    assert shown.endswith(".pdf") or not name.endswith(".pdf")


def test_a_file_is_read_whatever_it_is_called(reader: DocumentReader, tmp_path: Path) -> None:
    found = the_only(outcome(reader, tmp_path, "fatura\u202efdp\n\x1b[31m.exe", invoice_pdf()))
    assert found.value("invoice_number") == "FT-2024-0815"


@pytest.mark.parametrize("text", [hostile_texts.ALIASES, hostile_texts.SUNK, hostile_texts.OBJECT, hostile_texts.MERGED])
def test_a_template_that_unfolds_or_sinks_is_refused_at_once(text: str) -> None:
    started = time.monotonic()
    with pytest.raises(TemplateError) as refused:
        parse(text, "hostile")
    assert time.monotonic() - started < 2
    assert len(str(refused.value)) < 500


DRAWN = (
    "recursive.pdf",
    "exponential.pdf",
    "giant-page.pdf",
    "picture-bomb.pdf",
    "all-that-is-allowed.png",
    "wrong-turn.jpg",
    "ring.tiff",
)


@pytest.mark.parametrize("name", DRAWN)
def test_a_page_that_cannot_be_drawn_is_refused_or_small(reader: DocumentReader, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(SURVIVED[name]())
    try:
        assert len(reader.page_image(file, 1, 800)) < 5_000_000
    except UnreadableUpload as refusal:
        assert "cannot be shown" in refusal.message
    still_reads(reader, tmp_path)


def test_a_truncated_pdf_is_read_as_far_as_it_goes_or_says_so(reader: DocumentReader, tmp_path: Path) -> None:
    data = invoice_pdf(3)
    found = the_only(outcome(reader, tmp_path, "truncated.pdf", data[: len(data) * 2 // 3]))
    assert found.problems or found.value("invoice_number") == "FT-2024-0815"


def test_a_pdf_of_200_pages_is_read_whole_and_one_of_more_says_so(reader: DocumentReader, tmp_path: Path) -> None:
    found = the_only(outcome(reader, tmp_path, "200.pdf", invoice_pdf(200)))
    assert (found.pages, found.value("invoice_number"), found.problems) == (200, "FT-2024-0815", ())
    more = the_only(outcome(reader, tmp_path, "230.pdf", invoice_pdf(230)))
    assert (more.pages, more.problems[0].code) == (200, "many_pages")


def test_a_file_of_30_megabytes_says_that_it_is_too_large(reader: DocumentReader, tmp_path: Path) -> None:
    found = the_only(outcome(reader, tmp_path, "large.pdf", invoice_pdf() + b"\n%" + b"0" * 30_000_000))
    assert [p.code for p in found.problems] == ["too_large"]
    assert "25 MB" in found.problems[0].message


def test_a_worker_that_is_late_is_ended_and_the_pool_goes_on(tmp_path: Path) -> None:
    with DocumentReader(workers=1, seconds=0.01) as impatient:
        found = the_only(outcome(impatient, tmp_path, "late.pdf", invoice_pdf()))
        assert [p.code for p in found.problems] == ["took_too_long"]
        assert impatient.page_count(tmp_path / "late.pdf") == 0


def test_a_worker_killed_from_outside_loses_one_document_and_no_more(tmp_path: Path) -> None:
    with DocumentReader(workers=1) as pool:
        still_reads(pool, tmp_path)
        (worker,) = pool._all
        os.kill(worker._process.pid, signal.SIGKILL)
        found = the_only(outcome(pool, tmp_path, "unlucky.pdf", invoice_pdf()))
        assert [p.code for p in found.problems] == ["worker_died"]
        still_reads(pool, tmp_path)


def test_closing_the_reader_ends_its_processes(tmp_path: Path) -> None:
    pool = DocumentReader(workers=1)
    still_reads(pool, tmp_path)
    (worker,) = pool._all
    pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker._process.pid, 0)


def test_several_threads_read_at_once(reader: DocumentReader, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.pdf" for number in range(6)]
    for file in files:
        file.write_bytes(invoice_pdf())
    with ThreadPoolExecutor(4) as threads:
        numbers = list(threads.map(lambda f: the_only(reader.read(f)).value("invoice_number"), files))
    assert numbers == ["FT-2024-0815"] * 6


def test_a_batch_gives_an_object_for_every_file_in_order(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(invoice_pdf())
    bad.write_bytes(b"")
    objects = list(read_files([good, tmp_path / "missing.pdf", bad, good], workers=2))
    assert [o["file"] for o in objects] == [str(good), str(tmp_path / "missing.pdf"), str(bad), str(good)]
    assert [bool(o["problems"]) for o in objects] == [False, True, True, False]
    first = objects[0]
    assert (first["invoice_number"], first["issue_date"], first["gross_total"]) == ("FT-2024-0815", "2024-11-28", "1234.56")
    x0, y0, x1, y1 = first["readings"]["invoice_number"]["box"]
    assert 0 < x0 < x1 < 1
    assert 0 < y0 < y1 < 0.2


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_photo_is_recognised(reader: DocumentReader, tmp_path: Path) -> None:
    image = Image.new("L", (1650, 800), "white")
    pen = ImageDraw.Draw(image)
    for row, text in enumerate(
        ("ACME Tools Ltd", "Invoice number: 20240815", "Invoice date: 28/11/2024", "Total amount: EUR 1234.56")
    ):
        pen.text((120, 80 + 90 * row), text, fill="black", font_size=44)
    file = tmp_path / "photo.bin"
    image.save(file, "PNG")
    found = the_only(reader.read(file, "photo.bin"))
    assert (found.value("invoice_number"), found.value("issue_date"), found.value("gross_total")) == (
        "20240815",
        "2024-11-28",
        "1234.56",
    )
    assert all(reading.source == "ocr" for reading in found.readings)


def test_without_tesseract_a_scan_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    image = tmp_path / "scan.png"
    Image.new("L", (600, 800), "white").save(image)
    with DocumentReader(workers=1) as pool:
        found = the_only(pool.read(image))
    assert [p.code for p in found.problems] == ["no_ocr"]
    assert "until Tesseract is installed" in found.problems[0].message
