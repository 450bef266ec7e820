"""What the reader and its worker processes say to each other: length-framed, and only our own nouns are unpacked.

A worker handles hostile files; its answers are unpickled with a list of what may come out of them.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ap_engine.model import extraction
from ap_engine.model.template import SupplierTemplate

FRAME_LIMIT = 200_000_000
_HEADER = struct.Struct(">I")
_ALLOWED = {("ap_engine.model.extraction", name): getattr(extraction, name) for name in dir(extraction) if name[0].isupper()}


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """Read the file at `path`."""

    path: str
    today: date
    our_tax_ids: frozenset[str]
    supplier_hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UseTemplates:
    """Read with these supplier templates from now on; this request alone has no answer."""

    templates: tuple[SupplierTemplate, ...]


@dataclass(frozen=True, slots=True)
class WordsRequest:
    """The words of the file at `path`, with nothing read into them."""

    path: str


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """Draw a page (from 1), `width` pixels wide."""

    path: str
    page: int
    width: int


@dataclass(frozen=True, slots=True)
class CountRequest:
    """Count the pages."""

    path: str


class _OnlyOurNouns(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = _ALLOWED.get((module, name))
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} is not expected here")
        return found


def unpack_answer(frame: bytes) -> Any:
    """A worker's answer: ("scanning", pages), ("done", result) or ("failed", code). Raises pickle.UnpicklingError."""
    return _OnlyOurNouns(io.BytesIO(frame)).load()


def pack(message: object) -> bytes:
    """A message with its length before it."""
    content = pickle.dumps(message, protocol=5)
    return _HEADER.pack(len(content)) + content


def frame_length(header: bytes) -> int:
    """The length that a frame's four first bytes announce. Raises ValueError above the limit."""
    (length,) = _HEADER.unpack(header)
    if length > FRAME_LIMIT:
        raise ValueError("the answer is too long")
    return int(length)


def read_exactly(read: Callable[[int], bytes], length: int) -> bytes | None:
    """`length` bytes, or None when the other side is gone."""
    parts: list[bytes] = []
    while length:
        part = read(length)
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
