"""PDFs put together object by object, so that they can say what no program would write."""

from __future__ import annotations

import io
import zlib

from reportlab.pdfgen import canvas

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_BLOCK = 10_000_000


def invoice_pdf(pages: int = 1) -> bytes:
    """An honest invoice, as a program writes it."""
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
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return bytes(out) + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def page_with(content: bytes, *more: bytes, box: bytes = b"[0 0 595 842]", resources: bytes = b"") -> bytes:
    """One page; its content is object 4, and what follows is numbered from 5."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox " + box + b"/Contents 4 0 R/Resources<<" + resources + b">>>>",
        content,
        *more,
    )


def stream(content: bytes, more: bytes = b"") -> bytes:
    """A stream object; `more` stands in its dictionary."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(content), content)


def packed(content: bytes) -> bytes:
    """A stream object that has to be unpacked."""
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode")


def unfolding(megabytes: int, begin: bytes = b"", filler: bytes = b" ") -> bytes:
    """Few bytes that unpack to so many megabytes. One block is packed and repeated: packing all of it would take seconds."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(begin) + packer.flush(zlib.Z_FULL_FLUSH)
    block = filler * _BLOCK
    body = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = zlib.adler32(begin)
    for _ in range(megabytes * 1_000_000 // _BLOCK):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + head + body * (megabytes * 1_000_000 // _BLOCK) + b"\x03\x00" + check.to_bytes(4, "big")
