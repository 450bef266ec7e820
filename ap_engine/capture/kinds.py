"""What kind of file this is, by its first bytes and never by its name; and a name that is safe to show."""

from __future__ import annotations

import re
from enum import StrEnum

_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NAME_LENGTH = 120


class FileKind(StrEnum):
    """The kinds that are told apart. ZIP, EMPTY and UNKNOWN are not read."""

    PDF = "pdf"
    XML = "xml"
    IMAGE = "image"
    ZIP = "zip"
    EMPTY = "empty"
    UNKNOWN = "unknown"


# What a person is told about a file that is not read.
REFUSALS = {
    FileKind.EMPTY: "This file is empty. Ask the supplier to send it again.",
    FileKind.ZIP: "This is a ZIP or Office file. Unpack it, or save the invoice as PDF, and upload that.",
    FileKind.UNKNOWN: "This is no PDF, XML or picture (PNG, JPEG, TIFF, WEBP), whatever its name says. Ask the supplier for one of these.",
}


def kind_of(head: bytes) -> FileKind:
    """The kind of a file, from its first 1,024 bytes or more."""
    if not head:
        return FileKind.EMPTY
    if head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    ):
        return FileKind.IMAGE
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return FileKind.ZIP
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    text = head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.replace(b"\x00", b"")[2:]
    if text.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return FileKind.XML
    return FileKind.UNKNOWN


def display_name(file_name: str) -> str:
    """The file's name without folders, control characters and tricks: `../../x` is `x`; nothing left is "document".

    >>> display_name("../../x"), display_name("C:\\\\tmp\\\\fatura 1.pdf"), display_name("..")
    ('x', 'fatura 1.pdf', 'document')
    """
    last = file_name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    clean = _UNSAFE.sub("", last).strip(" .") if last.strip(".") else ""
    if len(clean) > _NAME_LENGTH:
        stem, dot, ending = clean.rpartition(".")
        clean = f"{stem[: _NAME_LENGTH - len(ending) - 1]}{dot}{ending}" if dot and len(ending) < 10 else clean[:_NAME_LENGTH]
    return clean or "document"
