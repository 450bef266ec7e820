"""Files that are broken, or made to break their reader, made by code."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pypdf
from PIL import Image
from reportlab.pdfgen import canvas


def invoice_pdf(pages: int = 1) -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    for number in range(pages):
        sheet.drawString(50, 800, "Padaria Central Ltda")
        sheet.drawString(50, 770, "Invoice number: FT-2024-0815")
        sheet.drawString(50, 755, "Invoice date: 28/11/2024")
        sheet.drawString(50, 700, f"Total amount: EUR 1.234,56 page {number}")
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of the given objects, numbered from 1; the first is the catalog."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def page_with(content: bytes, *more: bytes, box: bytes = b"[0 0 595 842]", resources: bytes = b"") -> bytes:
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox " + box + b"/Contents 4 0 R/Resources<<" + resources + b">>>>",
        content,
        *more,
    )


def encrypted() -> bytes:
    writer, out = pypdf.PdfWriter(io.BytesIO(invoice_pdf())), io.BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def no_pages() -> bytes:
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")


def flate_bomb() -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 10_000_000) for _ in range(150)) + packer.flush()
    twice = zlib.compress(packed, 9)
    return page_with(b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(twice), twice))


def giant_page() -> bytes:
    return page_with(b"<</Length 0>>stream\n\nendstream", box=b"[0 0 1000000 1000000]")


def recursive_form() -> bytes:
    draw = b"/F Do /F Do /F Do"
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length %d>>stream\n%s\nendstream"
    return page_with(
        b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw), form % (len(draw), draw), resources=b"/XObject<</F 5 0 R>>"
    )


def exponential_forms() -> bytes:
    forms = []
    for level in range(5, 45):
        draw = b"/F Do " * 10
        forms.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>/Length %d>>stream\n%s\nendstream"
            % (level + 1, len(draw), draw)
        )
    forms.append(b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 9>>stream\n0 0 9 9 re f\nendstream")
    return page_with(b"<</Length 5>>stream\n/F Do\nendstream", *forms, resources=b"/XObject<</F 5 0 R>>")


def png_bomb() -> bytes:
    """A picture of 60,000 × 60,000 pixels in a few kilobytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 3_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_bomb() -> bytes:
    """A JPEG whose header says 65,000 × 65,000 pixels."""
    out = io.BytesIO()
    Image.new("L", (16, 16)).save(out, "JPEG")
    data = bytearray(out.getvalue())
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    return bytes(data)


def many_characters() -> bytes:
    text = b"BT /F1 4 Tf " + b"(%s) Tj " % (b"ab " * 1000) * 1500 + b"ET"
    packed = zlib.compress(text)
    return page_with(
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        resources=b"/Font<</F1 5 0 R>>",
    )


ENTITIES = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><Invoice>&b;</Invoice>"
OUTSIDE = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><Invoice>&a;</Invoice>"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.pdf": (lambda: b"", "empty"),
    "letter.pdf": (lambda: b"Dear Sir, please pay.", "no PDF, XML or picture"),
    "book.pdf": (lambda: b"PK\x03\x04 a spreadsheet", "ZIP"),
    "locked.pdf": (encrypted, "password"),
    "cut.pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<</Type/Cat", "damaged"),
    "nothing.pdf": (no_pages, "no pages"),
    "entities.xml": (lambda: ENTITIES, ""),
    "outside.xml": (lambda: OUTSIDE, ""),
    "cut.xml": (lambda: b"<?xml version='1.0'?><Invoice><ID>1</I", ""),
    "bomb.png": (png_bomb, "large"),
    "bomb.jpg": (jpeg_bomb, "large"),
    "cut.png": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "damaged"),
}
SURVIVED: dict[str, Callable[[], bytes]] = {
    "flate-bomb.pdf": flate_bomb,
    "giant-page.pdf": giant_page,
    "recursive.pdf": recursive_form,
    "exponential.pdf": exponential_forms,
    "many-characters.pdf": many_characters,
}
