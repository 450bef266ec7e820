"""The words of an example's pages as plain rows, so that a template needs no document beside it.

page 1 5953 8419 pdf_text       number, width and height (tenths of a point), where the words are from
964 422 1310 512 araucária      left, top, right and bottom (tenths of a point), and the word
964 422 1310 512 87% araucária  the same, recognised on a scan with this confidence
barcode 34191133800005566600…   what a bar code on the page holds
"""

from __future__ import annotations

import re

from ap_engine.model.extraction import Box, Page, Source, Word
from ap_engine.template_file.strict_yaml import Node

MOST_WORDS = 20_000
_PAGE = re.compile(r"page (\d{1,4}) (\d{1,6}) (\d{1,6}) (pdf_text|ocr)")
_WORD = re.compile(r"(-?\d{1,6}) (-?\d{1,6}) (-?\d{1,6}) (-?\d{1,6}) (?:(\d{1,3})% )?(\S+)")


def rows_of(pages: tuple[Page, ...]) -> list[str]:
    """Pages as rows. Characters that no file can hold as text are replaced by �."""
    rows: list[str] = []
    for page in pages:
        source = "ocr" if page.source is Source.OCR else "pdf_text"
        rows.append(f"page {page.number} {page.width} {page.height} {source}")
        rows += [f"barcode {_plain(code)}" for code in page.barcodes if _plain(code)]
        for word in page.words:
            text = _plain(word.text)
            if text:
                sure = "" if word.confidence == 100 else f"{word.confidence}% "
                rows.append(f"{word.box.x0} {word.box.y0} {word.box.x1} {word.box.y1} {sure}{text}")
    return rows


def _plain(text: str) -> str:
    return "".join(sign if sign.isprintable() else "�" for sign in "".join(text.split()))


def pages_of(node: Node) -> tuple[Page, ...]:
    """The pages that rows describe. Raises TemplateError that names the row."""
    pages: list[Page] = []
    words: list[Word] = []
    codes: list[str] = []
    head: tuple[int, int, int, Source] | None = None

    def close() -> None:
        if head:
            pages.append(Page(head[0], head[1], head[2], tuple(words), head[3], tuple(codes)))
            words.clear()
            codes.clear()

    rows = node.text().splitlines()
    if len(rows) > MOST_WORDS:
        raise node.error(f"there are more than {MOST_WORDS} rows.")
    for number, row in enumerate(rows, 1):
        row = row.strip()
        page, word = _PAGE.fullmatch(row), _WORD.fullmatch(row)
        if page:
            close()
            head = (int(page[1]), int(page[2]), int(page[3]), Source(page[4]))
            if not (head[1] and head[2]):
                raise node.error(f"row {number}: a page has a width and a height.")
        elif head is None:
            raise node.error("the first row says the page, such as “page 1 5953 8419 pdf_text”.")
        elif row.startswith("barcode "):
            codes.append(row.removeprefix("barcode "))
        elif word:
            box = Box(int(word[1]), int(word[2]), int(word[3]), int(word[4]))
            words.append(Word(word[6], box, min(100, int(word[5])) if word[5] else 100))
        elif row:
            raise node.error(f"row {number} is not understood: “{row[:60]}”. A row is left, top, right, bottom and the word.")
    close()
    return tuple(pages)
