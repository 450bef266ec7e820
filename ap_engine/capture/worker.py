"""The process that opens files: no more memory than it is given, no core file, killed when late. Nothing here is trusted."""

from __future__ import annotations

import io
import os
import pickle
import resource
import sys
from pathlib import Path
from typing import Any

from ap_engine.capture import ocr_rapid
from ap_engine.capture.messages import (
    CountRequest,
    ImageRequest,
    ReadRequest,
    UseTemplates,
    WordsRequest,
    frame_length,
    pack,
    read_exactly,
)
from ap_engine.extraction.template_choice import NO_TEMPLATES, Templates
from ap_engine.model.extraction import Document, Extraction, Problem, Source

_IMAGE_PIXELS = 16_000_000
_WANTED = ("invoice_number", "issue_date", "gross_total", "supplier_name")
_SECOND_LOOK_PAGES = 4


def main(memory_mb: int) -> None:
    """Answers requests from standard input on standard output until it is closed."""
    limit = max(memory_mb, ocr_rapid.MEMORY_MB if ocr_rapid.available() else 0) * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)  # what a library prints must not get between the answers

    templates = NO_TEMPLATES
    while True:
        header = read_exactly(lambda n: os.read(requests, n), 4)
        frame = read_exactly(lambda n: os.read(requests, n), frame_length(header)) if header else None
        if frame is None:
            return
        request = pickle.loads(frame)  # noqa: S301 - from our own parent
        if isinstance(request, UseTemplates):
            templates = Templates(request.templates)
        else:
            _send(answers, _answer(request, answers, templates))


def _answer(request: object, answers: int, templates: Templates) -> tuple[str, Any]:
    try:
        if isinstance(request, ReadRequest):
            return "done", _read(request, answers, templates)
        if isinstance(request, WordsRequest):
            return "done", _open(request.path, answers)
        if isinstance(request, ImageRequest):
            return "done", _image(request)
        if isinstance(request, CountRequest):
            return "done", _count(request)
    except MemoryError:
        return "failed", "too_large"
    except FileNotFoundError:
        return "failed", "missing"
    except Exception as error:  # noqa: BLE001 - whatever a hostile file provokes becomes one clear problem
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return "failed", "worker_died"
    return "failed", "worker_died"


def _send(answers: int, message: tuple[str, Any]) -> None:
    frame = memoryview(pack(message))
    while frame:
        frame = frame[os.write(answers, frame) :]


def _open(path: str, answers: int) -> Document:
    from ap_engine.capture.opening import open_document

    return open_document(Path(path).read_bytes(), lambda pages: _send(answers, ("scanning", pages)))


def _read(request: ReadRequest, answers: int, templates: Templates) -> Any:
    from ap_engine.capture.fingerprint import fingerprinted
    from ap_engine.capture.ocr import Cascade
    from ap_engine.capture.opening import open_document
    from ap_engine.extraction.read import read

    data = Path(request.path).read_bytes()
    pages_to_scan = 0
    cascade = Cascade()

    def scanning(pages: int) -> None:
        nonlocal pages_to_scan
        pages_to_scan += pages
        _send(answers, ("scanning", pages_to_scan))

    def look() -> tuple[Extraction, ...]:
        document = open_document(data, scanning, cascade)
        found = read(document, request.today, request.our_tax_ids, request.supplier_hints, templates)
        return fingerprinted(found, document)

    found = look()
    if (
        found[0].source in (Source.OCR, Source.TEMPLATE)
        and len(found[0].readings) > 0
        and _worth(found[0])[0] < len(_WANTED)
        and 0 < pages_to_scan <= _SECOND_LOOK_PAGES
        and cascade.look_again()
    ):
        found = max(found, look(), key=lambda extractions: _worth(extractions[0]))
    return found


def _worth(found: Extraction) -> tuple[int, int]:
    """How many of the fields that an invoice must have were read, and how many readings are certain (rule C2)."""
    return sum(found.reading(name) is not None for name in _WANTED), sum(reading.certain for reading in found.readings)


def _count(request: CountRequest) -> int:
    from ap_engine.capture.kinds import FileKind, kind_of
    from ap_engine.capture.pdf_text import open_pdf
    from ap_engine.capture.raster import IMAGE_FRAMES, open_image

    data = Path(request.path).read_bytes()
    kind = kind_of(data[:2048])
    if kind is FileKind.IMAGE:
        return min(int(getattr(open_image(data), "n_frames", 1)), IMAGE_FRAMES)
    if kind is not FileKind.PDF:
        return 0
    document = open_pdf(data)
    return 0 if isinstance(document, Problem) else len(document)


def _image(request: ImageRequest) -> bytes:
    """The page as WebP, upright, in colour. Raises for a file that has no such page."""
    from PIL import Image, ImageOps

    from ap_engine.capture.kinds import FileKind, kind_of
    from ap_engine.capture.pdf_text import open_pdf
    from ap_engine.capture.raster import open_image

    data = Path(request.path).read_bytes()
    if kind_of(data[:2048]) is FileKind.IMAGE:
        image = open_image(data)
        image.draft("RGB", (request.width, request.width * 4))
        image.seek(request.page - 1)
        image = ImageOps.exif_transpose(image).convert("RGB")
        image.thumbnail((request.width, request.width * 6), Image.Resampling.BOX, reducing_gap=2.0)
    else:
        document = open_pdf(data)
        if isinstance(document, Problem):
            raise ValueError(document.message)
        page = document[request.page - 1]
        width, height = page.get_size()
        scale = min(request.width / max(width, 1), (_IMAGE_PIXELS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True)
        image = Image.frombuffer("RGB", (bitmap.width, bitmap.height), bytes(bitmap.buffer), "raw", "RGB", bitmap.stride, 1)
        page.close()
        document.close()
    out = io.BytesIO()
    image.save(out, "WEBP", quality=80, method=2)
    return out.getvalue()
