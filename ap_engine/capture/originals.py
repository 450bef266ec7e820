"""Received files, kept as they came: named by their sha256, written once, on disk before anything speaks of them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from ap_engine.model.errors import UnreadableUpload

UPLOAD_LIMIT = 25_000_000  # bytes
_CHUNK = 1 << 20


class Originals:
    """A folder of originals (`aa/aabb…`) and, beside them, what was derived from them and may be deleted at any time."""

    def __init__(self, root: Path) -> None:
        self._root = Path(root)
        self._derived = self._root / "derived"
        self._derived.mkdir(parents=True, exist_ok=True)

    def put(self, source: BinaryIO | bytes, limit_bytes: int = UPLOAD_LIMIT) -> str:
        """Keeps a file and returns its sha256 (hexadecimal). The same content twice is one file.

        The content, its name and its folder are fsynced before this returns. Raises UnreadableUpload when the file is
        empty or larger than `limit_bytes`; nothing is left behind then.
        """
        digest = hashlib.sha256()
        handle, name = tempfile.mkstemp(dir=self._root, prefix="incoming-")
        temporary = Path(name)
        try:
            size = 0
            with os.fdopen(handle, "wb") as out:
                for chunk in _chunks(source):
                    size += len(chunk)
                    if size > limit_bytes:
                        raise UnreadableUpload(f"It is larger than {limit_bytes // 1_000_000} MB, the most that is taken in.")
                    digest.update(chunk)
                    out.write(chunk)
                if size == 0:
                    raise UnreadableUpload("It is empty.")
                out.flush()
                os.fsync(out.fileno())
            sha256 = digest.hexdigest()
            target = self.path(sha256)
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                _sync_folder(self._root)
                temporary.chmod(0o440)
                temporary.rename(target)
            _sync_folder(target.parent)
        finally:
            temporary.unlink(missing_ok=True)
        return sha256

    def path(self, sha256: str) -> Path:
        """Where the file with this hash is or would be. Raises ValueError for anything that is no sha256."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a sha256 in hexadecimal")
        return self._root / sha256[:2] / sha256

    def exists(self, sha256: str) -> bool:
        """Whether the file is here."""
        return self.path(sha256).is_file()

    def open(self, sha256: str) -> BinaryIO:
        """The file's bytes. Raises FileNotFoundError when it is not here."""
        return self.path(sha256).open("rb")

    def derived(self, sha256: str, name: str, make: Callable[[], bytes]) -> bytes:
        """A picture of a page or the like: from the cache, else made now and kept. `name` holds no path."""
        folder = self._derived / self.path(sha256).name
        file = folder / Path(name).name
        if file.is_file():
            return file.read_bytes()
        content = make()
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(temporary).rename(file)
        return content


def _chunks(source: BinaryIO | bytes) -> Iterator[bytes]:
    if isinstance(source, bytes | bytearray | memoryview):
        yield bytes(source)
        return
    while chunk := source.read(_CHUNK):
        yield chunk


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
