"""What a document cost the process that read it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ap_engine.capture.reader import DocumentReader

_EVERY = 0.01


@dataclass(slots=True)
class Cost:
    """The most memory that a reading process had, in MB; also of one that died."""

    peak_mb: float = 0.0


@contextmanager
def watched(reader: DocumentReader) -> Iterator[Cost]:
    """Looks at the reader's processes while this block runs; a fresh process has not had more than this document took."""
    cost, done = Cost(), threading.Event()

    def look() -> None:
        ended = False
        while not ended:  # once more at the end: what is quick may have been between two looks
            ended = done.wait(_EVERY)
            for worker in list(reader._all):
                cost.peak_mb = max(cost.peak_mb, _peak(worker._process.pid))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield cost
    finally:
        done.set()
        watcher.join()


def _peak(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)
