"""Address blocks: lines that stand under one another, and whether they speak of a sender or of a recipient.

A recipient's block has a name and a town and nothing else; a sender's has telephone, mail, bank or register besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ap_engine.extraction.labels import NOT_A_NAME
from ap_engine.extraction.layout import Line, overlaps
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import Box, Page

_CONTACT = re.compile(
    r"\b(?:tel|fon|phone|telephone|telefon|telefone|tél|fax|mobil|mob|mobile|cell|ph|fone)\b\.?|@|\bwww\.|https?://|\+\d{2}[ (\d]|"
    r"\b(?:iban|bic|swift|siret|siren|r\.?c\.?s|hrb|hra|kvk|handelsregister|company (?:no|reg)|reg\.? no|federal id|fed\.? id|tax i\.?d\.?|fein|ein)\b|"
    r"\b\(?\d{3}\)?[ -]\d{3}-\d{4}\b",
    re.IGNORECASE,
)
_TOWN = re.compile(
    r"\b[A-Z]{2},? +\d{5}(?:-\d{4})?\b|\b(?:[A-Z]{1,2}[- ])?\d{4,5}(?: ?[A-Z]{2})?,? +[^\W\d_][\w'’.-]{2,}|\b\d{5}-\d{3}\b|"
    r"\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b|\b[A-Z]{2,3} \d{4}\b|\b[A-Z]\d[A-Z] \d[A-Z]\d\b|\b\d{6}\b|[^\W\d_]{3,} \d{4,6}\b"
)
_MOST_LINES = 9
_NEAR = 10  # blocks that were added to last: more columns stand side by side on no letter


@dataclass(slots=True, eq=False)
class Block:
    """Columns of words one under another. `texts` are theirs, `boxes` where they stand."""

    page: Page
    texts: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    @property
    def top(self) -> int:
        """Its upper edge."""
        return self.boxes[0].y0

    @property
    def has_contact(self) -> bool:
        """Whether it says how to reach or register its company."""
        return any(_CONTACT.search(text) for text in self.texts)

    @property
    def has_town(self) -> bool:
        """Whether it is an address, beginning with a name."""
        return any(_TOWN.search(text) for text in self.texts[1:])


def blocks_of(lines: tuple[Line, ...]) -> list[Block]:
    """The blocks of the first page, top down. A column joins the block right above it that begins at the same place."""
    found: list[Block] = []
    for line in lines:
        if line.page.number != 1:
            break
        for (first, last), text in zip(line.columns, line.column_texts, strict=True):
            box = line.box_of(first, last)
            home = next((block for block in reversed(found[-_NEAR:]) if _continues(block, box)), None)
            if home is None:
                home = Block(line.page)
            else:
                found.remove(home)  # the list is in the order in which blocks were last added to
            found.append(home)
            home.texts.append(text)
            home.boxes.append(box)
    return sorted(found, key=lambda block: block.top)


def _continues(block: Block, box: Box) -> bool:
    last = block.boxes[-1]
    if not (abs(box.x0 - last.x0) < 40 or abs(box.x0 + box.x1 - last.x0 - last.x1) < 60) or len(block.texts) >= _MOST_LINES:
        return False
    height = max(last.y1 - last.y0, box.y1 - box.y0, 60)
    return -height // 2 < box.y0 - last.y1 < height * 13 // 10


class Senders:
    """Tells whether a place on the first page is in a sender's block or in a recipient's."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.blocks = blocks_of(lines)
        addresses = [block for block in self.blocks if block.has_town]
        self.senders = [block for block in addresses if block.has_contact]
        bare = [block for block in addresses if not block.has_contact]
        upper = [block for block in bare if block.top * 100 < block.page.height * 50]
        # An address that begins the page is the letterhead; at the right it is whom a window shows, where a foot names a sender.
        right = bool(upper) and upper[0].boxes[0].x0 * 2 > upper[0].page.width and any(map(_is_foot, self.blocks))
        if upper and not right and (upper[0].top - lines[0].box.y0) * 100 < 4 * upper[0].page.height:
            self.senders = [*self.senders, upper[0]]
            upper = upper[1:]
        heads = _heads(lines)
        first = lines[0].box.y0 if lines else 0
        self.senders += [block for block in upper if block.top > first and _first_word(block.texts[0]) in heads]
        self.recipients = [block for block in upper if block not in self.senders]

    def side(self, page: Page, box: Box) -> str:
        """ "sender", "recipient" or nothing."""
        for name, blocks in (("recipient", self.recipients), ("sender", self.senders)):
            for block in blocks:
                if block.page is page and any(_touch(box, other) for other in block.boxes):
                    return name
        return ""


def _is_foot(block: Block) -> bool:
    """Whether a block is the letter's foot: at the bottom of the page, with a sender's contacts."""
    return block.top * 100 > block.page.height * 85 and block.has_contact


def _heads(lines: tuple[Line, ...]) -> frozenset[str]:
    """The first words of what stands at the very top of the first page, as logos have them."""
    top = lines[0].box.y0 if lines else 0
    words = (
        _first_word(line.text) for line in lines if line.page.number == 1 and line.box.y0 - top < line.page.height * 4 // 100
    )
    return frozenset(word for word in words if len(word) >= 5 and word not in NOT_A_NAME)


def _first_word(text: str) -> str:
    return squeeze(text.split()[0]) if text.split() else ""


def _touch(one: Box, other: Box) -> bool:
    return overlaps(one, other) and min(one.y1, other.y1) > max(one.y0, other.y0)
