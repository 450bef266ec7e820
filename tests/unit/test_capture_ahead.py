"""Reading ahead, and what a file has more of than is read: nothing waits needlessly, nothing is lost silently."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator

import pytest
from PIL import Image

from ap_engine.capture import ocr
from ap_engine.capture.batch import in_order
from ap_engine.capture.opening import open_document
from ap_engine.capture.raster import IMAGE_FRAMES
from ap_engine.capture.reader import ReadOutcome


def test_a_scan_at_the_head_of_a_batch_keeps_no_other_file_waiting() -> None:
    others = threading.Semaphore(0)

    def read(number: int) -> ReadOutcome:
        if number == 0:  # the scan is done only when all the files behind it are
            assert all(others.acquire(timeout=10) for _ in range(1, 60))
        else:
            others.release()
        return ReadOutcome(str(number), (), 0)

    taken = [reading.result().sha256 for _, reading in in_order(range(60), read, workers=2)]
    assert taken == [str(number) for number in range(60)]


def test_of_a_long_list_only_so_many_files_are_asked_for_ahead() -> None:
    asked: list[int] = []

    def files() -> Iterator[int]:
        for number in range(10_000):
            asked.append(number)
            yield number

    first = next(iter(in_order(files(), lambda number: ReadOutcome(str(number), (), 0), workers=1)))
    assert first[0] == 0
    assert len(asked) < 100


def _tiff(frames: int) -> bytes:
    sheets = [Image.new("L", (40, 40), 255) for _ in range(frames)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


@pytest.mark.parametrize(("frames", "said"), [(IMAGE_FRAMES, False), (IMAGE_FRAMES + 3, True)])
def test_pages_of_a_picture_beyond_what_is_read_are_said(frames: int, said: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "ocr_available", lambda: False)
    document = open_document(_tiff(frames), lambda _: None)
    assert len(document.pages) == IMAGE_FRAMES
    assert any(problem.code == "many_pages" and str(frames) in problem.message for problem in document.problems) is said
