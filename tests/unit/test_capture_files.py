"""Originals are kept once and safely; a file's kind is what its bytes say; a file's name cannot lead anywhere."""

import hashlib
import io
from pathlib import Path

import pytest

from ap_engine.capture.kinds import FileKind, display_name, kind_of
from ap_engine.capture.originals import Originals
from ap_engine.model.errors import UnreadableUpload


def test_an_original_is_kept_under_its_sha256_and_reads_back(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    content = b"%PDF-1.7 an invoice"
    sha256 = originals.put(io.BytesIO(content))
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert originals.exists(sha256)
    with originals.open(sha256) as file:
        assert file.read() == content


def test_the_same_content_twice_is_one_file(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    first = originals.put(b"same")
    written = originals.path(first).stat().st_mtime_ns
    assert originals.put(io.BytesIO(b"same")) == first
    assert originals.path(first).stat().st_mtime_ns == written
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [originals.path(first)]


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (b"x" * 2_000_001, "larger than 2 MB")])
def test_empty_and_oversized_uploads_are_refused_and_leave_nothing(tmp_path: Path, content: bytes, words: str) -> None:
    originals = Originals(tmp_path)
    with pytest.raises(UnreadableUpload, match=words):
        originals.put(io.BytesIO(content), limit_bytes=2_000_000)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_only_a_sha256_names_an_original(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="sha256"):
        Originals(tmp_path).path(name)


def test_what_is_derived_is_made_once(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    sha256 = originals.put(b"document")
    made: list[int] = []

    def make() -> bytes:
        made.append(1)
        return b"picture"

    assert originals.derived(sha256, "page-1-900.webp", make) == b"picture"
    assert originals.derived(sha256, "page-1-900.webp", make) == b"picture"
    assert len(made) == 1


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.4", FileKind.PDF),
        (b"\n\n%PDF-1.4", FileKind.PDF),
        (b"<?xml version='1.0'?>", FileKind.XML),
        (b"\xef\xbb\xbf  <nfeProc/>", FileKind.XML),
        ("<Invoice/>".encode("utf-16"), FileKind.XML),
        (b"\x89PNG\r\n\x1a\n\x00", FileKind.IMAGE),
        (b"\xff\xd8\xff\xe0", FileKind.IMAGE),
        (b"II*\x00", FileKind.IMAGE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", FileKind.IMAGE),
        (b"PK\x03\x04", FileKind.ZIP),
        (b"hello", FileKind.UNKNOWN),
        (b"", FileKind.EMPTY),
    ],
)
def test_the_kind_is_what_the_first_bytes_say(head: bytes, kind: FileKind) -> None:
    assert kind_of(head) is kind


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../x", "x"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\me\\fatura.pdf", "fatura.pdf"),
        ("a\x00b\n.pdf", "ab.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("..", "document"),
        ("", "document"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_the_shown_name_leads_nowhere(given: str, shown: str) -> None:
    assert display_name(given) == shown
