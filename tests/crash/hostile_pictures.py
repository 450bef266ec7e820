"""Pictures that are larger, longer or other than they say."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width: int, height: int, rows: bytes) -> bytes:
    """A grey PNG that says it is of this size, with these rows."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")


def png_bomb() -> bytes:
    """60,000 × 60,000 pixels in a few kilobytes."""
    return png(60_000, 60_000, b"\x00" * 3_000_000)


def png_of_all_that_is_allowed() -> bytes:
    """As many pixels as a scan may have, from a few kilobytes."""
    return png(8_000, 9_999, (b"\x00" + b"\xff" * 8_000) * 9_999)


def png_without_its_rows() -> bytes:
    return png(2_000, 2_000, b"\x00" * 2_001 * 20)


def jpeg(width: int, height: int, **more: bytes) -> bytes:
    """A JPEG of 16 × 16 pixels whose header says another size."""
    out = io.BytesIO()
    Image.new("L", (16, 16), "white").save(out, "JPEG", **more)
    data = bytearray(out.getvalue())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def jpeg_bomb() -> bytes:
    return jpeg(65_000, 65_000)


def jpeg_of_another_size() -> bytes:
    return jpeg(3_000, 4_000)


def jpeg_of_a_wrong_turn() -> bytes:
    """EXIF says that the picture is turned by way 99, and that its maker stands outside the file."""
    entries = struct.pack("<HHI4s", 0x0112, 3, 1, struct.pack("<HH", 99, 0)) + struct.pack(
        "<HHII", 0x010F, 2, 0xFFFFFF, 0xFFFFFFF0
    )
    exif = b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + struct.pack("<H", 2) + entries + struct.pack("<I", 8)
    return jpeg(16, 16, exif=exif)


def tiff_of_frames(count: int = 5_000) -> bytes:
    """Little pictures one after the other, all of the same strip of white."""
    out, size = bytearray(b"II*\x00" + struct.pack("<I", 8 + 64 * 64) + b"\xff" * 64 * 64), 2 + 9 * 12 + 4
    tags = ((256, 64), (257, 64), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 64), (279, 64 * 64))
    for number in range(count):
        after = len(out) + size if number + 1 < count else 0
        out += struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        out += struct.pack("<I", after)
    return bytes(out)


def tiff_in_a_ring() -> bytes:
    """After its only frame comes that frame again."""
    out = io.BytesIO()
    Image.new("L", (64, 64), 255).save(out, "TIFF")
    data = bytearray(out.getvalue())
    (first,) = struct.unpack("<I", data[4:8])
    (entries,) = struct.unpack("<H", data[first : first + 2])
    data[first + 2 + 12 * entries : first + 6 + 12 * entries] = struct.pack("<I", first)
    return bytes(data)
