"""Files that are broken, or made to break their reader, by what has to become of them. All made by code."""

from __future__ import annotations

from collections.abc import Callable

from tests.crash import hostile_pdfs as pdfs
from tests.crash import hostile_pictures as pictures
from tests.crash import hostile_texts as texts

Maker = Callable[[], bytes]
encrypted = pdfs.encrypted  # the one that people do send

# Nothing is read, and one problem says why, in these words.
REFUSED: dict[str, tuple[Maker, str]] = {
    "empty.pdf": (lambda: b"", "empty"),
    "letter.pdf": (lambda: b"Dear Sir, please pay.", "no PDF, XML or picture"),
    "book.pdf": (lambda: b"PK\x03\x04 a spreadsheet", "ZIP"),
    "locked.pdf": (pdfs.encrypted, "password"),
    "cut.pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<</Type/Cat", "damaged"),
    "nothing.pdf": (pdfs.no_pages, "no pages"),
    "nested-arrays.pdf": (pdfs.nested_arrays, "no pages"),
    "page-tree-of-itself.pdf": (pdfs.page_tree_of_itself, "damaged"),
    "content-of-itself.pdf": (pdfs.content_of_itself, "Nothing could be read"),
    "object-stream-bomb.pdf": (pdfs.object_stream_bomb, ""),
    "entities.xml": (lambda: texts.ENTITIES, "declares a document type"),
    "laughs.xml": (lambda: texts.LAUGHS, "declares a document type"),
    "outside.xml": (lambda: texts.OUTSIDE, "declares a document type"),
    "outside-by-parameter.xml": (lambda: texts.OUTSIDE_BY_PARAMETER, "declares a document type"),
    "outside-in-utf-16.xml": (lambda: texts.OUTSIDE_IN_UTF_16, "declares a document type"),
    "deep.xml": (texts.deep, "too deeply nested"),
    "three-million-elements.xml": (texts.elements, "too large"),
    "one-long-text.xml": (texts.one_long_text, "too large"),
    "cut.xml": (lambda: b"<?xml version='1.0'?><Invoice><ID>1</I", ""),
    "bomb.png": (pictures.png_bomb, "large"),
    "bomb.jpg": (pictures.jpeg_bomb, "large"),
    "cut.png": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00", "damaged"),
}
# Whatever comes of it, something says that it is not all in order.
SURVIVED: dict[str, Maker] = {
    "flate-bomb.pdf": pdfs.flate_bomb,
    "giant-page.pdf": pdfs.giant_page,
    "recursive.pdf": pdfs.recursive_form,
    "exponential.pdf": pdfs.exponential_forms,
    "many-characters.pdf": pdfs.many_characters,
    "ten-thousand-pages.pdf": pdfs.ten_thousand_pages,
    "picture-bomb.pdf": pdfs.picture_bomb,
    "all-that-is-allowed.png": pictures.png_of_all_that_is_allowed,
    "without-its-rows.png": pictures.png_without_its_rows,
    "another-size.jpg": pictures.jpeg_of_another_size,
    "wrong-turn.jpg": pictures.jpeg_of_a_wrong_turn,
    "ring.tiff": pictures.tiff_in_a_ring,
}
# The same, and they take until the time is up or nearly so.
SLOW: dict[str, Maker] = {
    "half-a-million-lines.pdf": pdfs.half_a_million_lines,
    "five-thousand-frames.tiff": pictures.tiff_of_frames,
}
# An honest page among what is wrong: it is read.
READ: dict[str, Maker] = {
    "giant-invoice.pdf": pdfs.giant_invoice,
    "lines-around-an-invoice.pdf": pdfs.lines_around_an_invoice,
    "length-of-itself.pdf": pdfs.length_of_itself,
    "tables-in-a-ring.pdf": pdfs.tables_in_a_ring,
    "wrong-places.pdf": pdfs.wrong_places,
    "laughs-inside.pdf": lambda: pdfs.with_xml(texts.LAUGHS),
    "outside-inside.pdf": lambda: pdfs.with_xml(texts.OUTSIDE),
    "deep-inside.pdf": lambda: pdfs.with_xml(texts.deep()),
    "elements-inside.pdf": lambda: pdfs.with_xml(texts.elements(1_900_000)),
}


def every() -> dict[str, Maker]:
    """All of them by name."""
    return {name: make for name, (make, _) in REFUSED.items()} | SURVIVED | SLOW | READ
