"""Reads documents in a few limited worker processes: a hostile file can kill its worker, never the app.

Measured design (`design/reading.md`, "Hostile files"): persistent processes, address space capped, a wall clock kept by
the parent, killed and started again when late or dead.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import queue
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ap_engine.capture.messages import (
    CountRequest,
    ImageRequest,
    ReadRequest,
    UseTemplates,
    WordsRequest,
    frame_length,
    pack,
    unpack_answer,
)
from ap_engine.model.errors import UnreadableUpload
from ap_engine.model.extraction import Document, Extraction, Problem, Source
from ap_engine.model.template import SupplierTemplate

_ROOT = str(Path(__file__).resolve().parents[2])
_TEXT_SECONDS = 20.0  # of wall clock; 10 s measured as enough, and room for a busy machine
_PAGE_SECONDS = 40.0  # for each page that is recognised: 2–5 s of work, on a machine that may have ten things to do
_DOCUMENTS_A_WORKER = 400  # then it starts afresh, should a native library leak

_PROBLEMS = {
    "took_too_long": "This document took too long to read and was given up. Enter its fields by hand, or ask for a plainer copy.",
    "too_large": "This document needs more memory than one document may use. Ask the supplier for a smaller copy.",
    "worker_died": "This document made the reader fail: it is damaged, has far more on a page than any invoice, or was made to do harm. "
    "Ask the supplier for another copy.",
    "missing": "The file is no longer there.",
}


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What reading one file gave: an extraction for each invoice found (at least one, then with problems), and the time."""

    sha256: str
    extractions: tuple[Extraction, ...]
    milliseconds: int


class _WorkerFailed(Exception):
    """The worker is dead, late or out of memory; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Worker:
    """One process and the two pipes to it."""

    def __init__(self, memory_mb: int, templates: UseTemplates) -> None:
        self.templates = templates
        code = f"import sys; sys.path.insert(0, {_ROOT!r}); from ap_engine.capture.worker import main; main({memory_mb})"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=_ROOT,
        )
        self.answered = 0
        if templates.templates:
            self.use(templates)

    def use(self, templates: UseTemplates) -> None:
        """Reads with these templates from the next request on."""
        self.templates = templates
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):  # a worker that is dead already says so when it is asked
                self._process.stdin.write(pack(templates))

    def ask(self, request: object, seconds: float, most_seconds: float) -> Any:
        """The worker's answer. `seconds` grow when it says that it recognises scanned pages, up to `most_seconds`."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise _WorkerFailed("worker_died")
        started = time.monotonic()
        deadline = started + seconds
        try:
            stdin.write(pack(request))
            stdin.flush()
            while True:
                kind, value = unpack_answer(self._frame(stdout.fileno(), deadline))
                if kind == "scanning":
                    deadline = started + min(most_seconds, seconds + _PAGE_SECONDS * int(value))
                elif kind == "done":
                    self.answered += 1
                    return value
                else:
                    raise _WorkerFailed(value if value in _PROBLEMS else "worker_died")
        except (OSError, ValueError, EOFError, pickle.UnpicklingError, AttributeError) as error:
            raise _WorkerFailed("worker_died") from error

    def _frame(self, descriptor: int, deadline: float) -> bytes:
        header = self._bytes(descriptor, 4, deadline)
        return self._bytes(descriptor, frame_length(header), deadline)

    @staticmethod
    def _bytes(descriptor: int, length: int, deadline: float) -> bytes:
        parts: list[bytes] = []
        with selectors.DefaultSelector() as waiting:
            waiting.register(descriptor, selectors.EVENT_READ)
            while length:
                left = deadline - time.monotonic()
                if left <= 0 or not waiting.select(left):
                    raise _WorkerFailed("took_too_long")
                part = os.read(descriptor, min(length, 1 << 20))
                if not part:
                    raise _WorkerFailed("worker_died")
                parts.append(part)
                length -= len(part)
        return b"".join(parts)

    def stop(self) -> None:
        """Ends the process and what it started (Tesseract)."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class DocumentReader:
    """Reads files and draws their pages. May be used by several threads at once; `close` it at the end."""

    def __init__(
        self,
        workers: int = 2,
        memory_mb: int = 1024,
        seconds: float = 300.0,
        templates: tuple[SupplierTemplate, ...] = (),
    ) -> None:
        self._templates = UseTemplates(templates)
        self._memory_mb = memory_mb
        self._seconds = seconds
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False
        for _ in range(max(1, workers)):
            self._idle.put(None)  # started when first needed

    def read(
        self,
        path: Path,
        file_name: str = "",
        our_tax_ids: frozenset[str] = frozenset(),
        supplier_hints: tuple[str, ...] = (),
    ) -> ReadOutcome:
        """Reads a file. Whatever is in it, this returns: what cannot be read is an extraction with a problem.

        `our_tax_ids` are never the supplier's; `supplier_hints` are names in the register. Raises OSError when the
        file itself cannot be opened.
        """
        del file_name  # what a file is called says nothing that its content does not
        started = time.monotonic()
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        request = ReadRequest(str(path.resolve()), datetime.now(UTC).date(), our_tax_ids, tuple(supplier_hints))
        try:
            extractions = self._ask(request, min(_TEXT_SECONDS, self._seconds))
        except _WorkerFailed as failure:
            problem = Problem(failure.code, _PROBLEMS[failure.code])
            extractions = (Extraction(source=Source.PDF_TEXT, problems=(problem,)),)
        return ReadOutcome(sha256, tuple(extractions), round((time.monotonic() - started) * 1000))

    def use_templates(self, templates: tuple[SupplierTemplate, ...]) -> None:
        """Reads with these supplier templates from the next document on."""
        self._templates = UseTemplates(templates)

    def words(self, path: Path) -> Document:
        """The words of a file's pages. Raises UnreadableUpload when it cannot be opened."""
        try:
            answer = self._ask(WordsRequest(str(path.resolve())), min(_TEXT_SECONDS, self._seconds))
        except _WorkerFailed as failure:
            raise UnreadableUpload(_PROBLEMS[failure.code]) from failure
        assert isinstance(answer, Document)
        return answer

    def page_image(self, path: Path, page: int, width_px: int) -> bytes:
        """A page (from 1) as WebP, at most `width_px` wide. Raises UnreadableUpload when it cannot be drawn."""
        width = max(50, min(width_px, 4000))
        try:
            return bytes(self._ask(ImageRequest(str(path.resolve()), page, width), min(_TEXT_SECONDS, self._seconds)))
        except _WorkerFailed as failure:
            raise UnreadableUpload("This page cannot be shown.") from failure

    def page_count(self, path: Path) -> int:
        """How many pages or frames the file has; 0 for XML and for what cannot be opened."""
        try:
            return int(self._ask(CountRequest(str(path.resolve())), min(_TEXT_SECONDS, self._seconds)))
        except _WorkerFailed:
            return 0

    def close(self) -> None:
        """Ends all workers."""
        with self._lock:
            self._closed = True
            running, self._all = self._all, set()
        for worker in running:
            worker.stop()

    def __enter__(self) -> DocumentReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, request: object, seconds: float) -> Any:
        with self._borrowed() as worker:
            return worker.ask(request, seconds, max(seconds, self._seconds))

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[_Worker]:
        """A worker for one request; one that failed or served long is ended, and its place filled when next needed."""
        place = self._idle.get()
        keep: _Worker | None = None
        try:
            worker = place or self._start()
            if worker.templates is not self._templates:
                worker.use(self._templates)
            try:
                yield worker
                keep = worker if worker.answered < _DOCUMENTS_A_WORKER else None
            finally:
                if keep is None:
                    with self._lock:
                        self._all.discard(worker)
                    worker.stop()
        finally:
            self._idle.put(keep)

    def _start(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise RuntimeError("this reader is closed")
            worker = _Worker(self._memory_mb, self._templates)
            self._all.add(worker)
        return worker
