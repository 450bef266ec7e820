"""PDFs made to break their reader: objects that refer to themselves, and little that unfolds into much."""

from __future__ import annotations

import io
import zlib

import pypdf

from tests.crash.pdf_by_hand import HELVETICA, invoice_pdf, packed, page_with, raw_pdf, stream, unfolding

FONT = b"/Font<</F1 5 0 R>>"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
# What an honest supplier would print, to be read in spite of what is around it.
TEXT = b"BT /F1 11 Tf 50 800 Td (Padaria Central Ltda) Tj 0 -30 Td (Invoice number: FT-2024-0815) Tj ET"


def encrypted() -> bytes:
    writer, out = pypdf.PdfWriter(io.BytesIO(invoice_pdf())), io.BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(out)
    return out.getvalue()


def no_pages() -> bytes:
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>")


def flate_bomb() -> bytes:
    """A page's content of 1.5 GB, packed twice to a few kilobytes."""
    twice = zlib.compress(unfolding(1500), 9)
    return page_with(stream(twice, b"/Filter[/FlateDecode/FlateDecode]"))


def giant_page() -> bytes:
    """14,400 inches each way."""
    return page_with(stream(b""), box=b"[0 0 1036800 1036800]")


def giant_invoice() -> bytes:
    return page_with(stream(TEXT), HELVETICA, box=b"[0 0 1036800 1036800]", resources=FONT)


def recursive_form() -> bytes:
    draw = b"/F Do /F Do /F Do"
    form = stream(draw, FORM + b"/Resources<</XObject<</F 5 0 R>>>>")
    return page_with(stream(draw), form, resources=b"/XObject<</F 5 0 R>>")


def exponential_forms() -> bytes:
    forms = [stream(b"/F Do " * 10, FORM + b"/Resources<</XObject<</F %d 0 R>>>>" % (level + 1)) for level in range(5, 45)]
    forms.append(stream(b"0 0 9 9 re f", FORM))
    return page_with(stream(b"/F Do"), *forms, resources=b"/XObject<</F 5 0 R>>")


def many_characters() -> bytes:
    """4.5 million of them on one page."""
    return page_with(packed(b"BT /F1 4 Tf " + b"(%s) Tj " % (b"ab " * 1000) * 1500 + b"ET"), HELVETICA, resources=FONT)


def ten_thousand_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 10_005))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    pages = b"<</Type/Pages/Kids[%s]/Count 10000>>" % kids
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", pages, stream(TEXT), HELVETICA, *[page] * 10_000)


def half_a_million_lines(text: bytes = b"") -> bytes:
    drawn = b"".join(b"%d %d m %d %d l S\n" % (n % 595, n % 842, n * 7 % 595, n * 13 % 842) for n in range(5_000))
    return page_with(packed(text + b"\n" + drawn * 100), HELVETICA, resources=FONT)


def lines_around_an_invoice() -> bytes:
    return half_a_million_lines(TEXT)


def page_tree_of_itself() -> bytes:
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>")


def content_of_itself() -> bytes:
    return page_with(b"[4 0 R 4 0 R]")


def length_of_itself() -> bytes:
    return page_with(b"<</Length 4 0 R>>stream\n%s\nendstream" % TEXT, HELVETICA, resources=FONT)


def tables_in_a_ring() -> bytes:
    """The table of objects names itself as the one before it."""
    data = invoice_pdf()
    return data.replace(b"trailer\n<<", b"trailer\n<</Prev %d" % _table(data))


def wrong_places() -> bytes:
    """Every object is somewhere else than the table says, as after an edit by hand."""
    data = invoice_pdf()
    table = b"xref\n0 8\n" + b"0000000000 65535 f \n" + b"0000000007 00000 n \n" * 7
    return data[: _table(data)] + table + data[data.rindex(b"trailer") :]


def _table(data: bytes) -> int:
    return data.rindex(b"xref\n", 0, data.rindex(b"startxref"))


def nested_arrays() -> bytes:
    deep = b"[" * 200_000 + b"]" * 200_000
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R/X " + deep + b">>", b"<</Type/Pages/Kids[]/Count 0>>")


def object_stream_bomb() -> bytes:
    """Catalog and pages stand in a packed stream of objects that unfolds to a gigabyte."""
    inner = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )
    places = b"1 0 2 %d 3 %d " % (len(inner[0]), len(inner[0]) + len(inner[1]))
    body = unfolding(1000, places + b"".join(inner))
    out = b"%PDF-1.7\n"
    objects = len(out)
    out += b"4 0 obj\n%s\nendobj\n" % stream(body, b"/Type/ObjStm/N 3/First %d/Filter/FlateDecode" % len(places))
    table = len(out)
    rows = ((0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, objects, 0), (1, table, 0))
    listed = b"".join(bytes([kind]) + a.to_bytes(4, "big") + b.to_bytes(2, "big") for kind, a, b in rows)
    out += b"5 0 obj\n%s\nendobj\n" % stream(listed, b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R")
    return out + b"startxref\n%d\n%%%%EOF" % table


def picture_bomb() -> bytes:
    """A picture on the page that says it has 60,000 × 60,000 points, and has a gigabyte of them in a few kilobytes."""
    says = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode"
    picture = stream(unfolding(1000, filler=b"\x00"), says)
    return page_with(stream(b"595 0 0 842 0 0 cm /I Do"), picture, resources=b"/XObject<</I 5 0 R>>")


def with_xml(xml: bytes) -> bytes:
    """An honest page with an XML in the file, as hybrid invoices have it."""
    writer, out = pypdf.PdfWriter(io.BytesIO(invoice_pdf())), io.BytesIO()
    writer.add_attachment("factur-x.xml", xml)
    writer.write(out)
    return out.getvalue()
