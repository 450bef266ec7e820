"""The names of the supplier and of the buyer, where no register knows their tax id: by place, words and company forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ap_engine.extraction.blocks import Senders
from ap_engine.extraction.board import Board
from ap_engine.extraction.labels import LABELS, NOT_A_NAME, is_company
from ap_engine.extraction.layout import Line
from ap_engine.extraction.name_words import (
    ADDRESS,
    BANK,
    BRANCH,
    COMMA,
    DOMAIN,
    LETTERS,
    MAIL_HOSTS,
    NAME_LABELS,
    PARENT,
    PLOT,
    RECEIPT_SLIP,
    REGISTER,
    REGISTERED,
    SPLIT,
    TITLES,
    TRADE,
)
from ap_engine.extraction.parties import Roles, TaxId
from ap_engine.extraction.text import squeeze, words_of
from ap_engine.model.extraction import Box, Source


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name on the page with its place and how well it fits (0–100)."""

    name: str
    line: Line
    box: Box
    score: int


@dataclass(frozen=True)
class _Piece:
    """A part of a line between gaps: what a name could be."""

    text: str
    line: Line
    first: int
    last: int

    @cached_property
    def box(self) -> Box:
        return self.line.box_of(self.first, self.last)


def pieces_of(line: Line) -> Iterator[_Piece]:
    """The columns of a line; a sender's one-line address ("Name - Street - Town") counts by its first part."""
    for (first, last), text in zip(line.columns, line.column_texts, strict=True):
        yield _Piece(text, line, first, last)


def find_supplier(
    board: Board, roles: Roles, tax_ids: list[TaxId], known: Iterable[str] = (), senders: Senders | None = None
) -> tuple[FoundName | None, int]:
    """The most likely supplier's name, and the score of the next other name. `known` are names in our register."""
    clues = _Clues(
        roles, _domains(board.lines), _repeats(board.lines), tax_ids, _type_sizes(board), senders or Senders(board.lines)
    )
    register = {squeeze(name): name for name in known if len(squeeze(name)) >= 4}
    found: dict[str, FoundName] = {}
    receipts = _receipts(board.lines)
    first_seen = False
    for line in board.lines:
        if line.page.number > 2 and line.page.number != board.lines[-1].page.number:
            continue
        slip = RECEIPT_SLIP.search(line.text)
        if slip:
            first, last = line.word_at(slip.start("name")), line.word_at(slip.end("name") - 1)
            return FoundName(slip["name"].strip(), line, line.box_of(first, last), 97), 0
        for piece in _trimmed(line, roles):
            name = _name_in(piece, board)
            if not name:
                continue
            score = _name_score(name, piece, clues)
            if line.page.number == 1 and score > 0 and not first_seen:
                # The first name on the first page is the letterhead more often than not; on a till's receipt it is the shop's.
                score += 9 + 30 * (line.page.number in receipts and TRADE.search(name) is not None)
                first_seen = True
            if any(entry in squeeze(piece.text) for entry in register):
                score += 60
            key = squeeze(name)
            if key and (key not in found or found[key].score < score):
                found[key] = FoundName(name, line, piece.box, score)
    ranked = sorted(found.values(), key=lambda f: -f.score)
    if not ranked or ranked[0].score < 18:
        return None, 0
    return ranked[0], ranked[1].score if len(ranked) > 1 else 0


_TILL = 48  # characters that a till's paper has room for
_MOST = 9  # of ten lines


def _receipts(lines: tuple[Line, ...]) -> frozenset[int]:
    """The recognised pages whose lines are as short as a till's."""
    of_page: dict[int, list[bool]] = {}
    for line in lines:
        if line.page.source is Source.OCR:
            of_page.setdefault(line.page.number, []).append(len(line.text) <= _TILL)
    return frozenset(page for page, short in of_page.items() if sum(short) * 10 >= len(short) * _MOST)


def _trimmed(line: Line, roles: Roles) -> Iterator[_Piece]:
    """The columns of a line, each without the label words ("Sold by:") that stand before its name."""
    labels = [label for label in roles.labels() if label.line is line]
    for piece in pieces_of(line):
        first = piece.first
        for label in labels:
            if first <= label.first and label.last <= piece.last:
                first = label.last + 1
        while first <= piece.last and line.words[first].text in (":", "-"):
            first += 1
        if first == piece.first:
            yield piece
        elif first <= piece.last:
            yield _Piece(" ".join(word.text for word in line.words[first : piece.last + 1]), line, first, piece.last)


def _name_in(piece: _Piece, board: Board) -> str | None:
    """The part of a piece that can be a name: address parts after it are cut off."""
    text = piece.text
    before, colon, after = text.partition(":")
    if colon and squeeze(before) in NAME_LABELS:
        text = after.strip()
    elif colon and after.strip():
        return None  # "E-mail: …", "Total in words: …"
    if len(text) > 200 or not LETTERS.search(text):
        return None
    labelled = sum(
        label.last - label.first + 1
        for label in board.labels_on(piece.line)
        if label.kind != "party" and label.weight >= 6 and piece.first <= label.first <= piece.last
    )
    other = labelled * 2 >= piece.last - piece.first + 1 or (labelled > 0 and any(c.isdigit() for c in text))
    text = _without_address(text.strip(" :;,.-–|*" if not text.endswith(".") else " :;,-–|*"))
    text = REGISTERED.sub("", text)
    words = words_of(text)
    if not is_company(words):
        text = text.rstrip(".")
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or letters * 2 < len(text) or len(words) > 9 or squeeze(text) in NOT_A_NAME or squeeze(text) in LABELS:
        return None
    if (other or TITLES.intersection(words)) and not is_company(words):
        return None
    return text


def _without_address(text: str) -> str:
    """The first part of "Name - Street - Town", or as many parts as it takes to come to a company's legal form."""
    cuts = [match.start() for match in SPLIT.finditer(text)]
    for end in sorted({*cuts, len(text), *(match.start() for match in COMMA.finditer(text))}):
        if is_company(words_of(text[:end])):
            return text[:end].strip(" :;,-–|*")
    return (text[: cuts[0]] if cuts else text).strip(" :;,-–|*")


@dataclass(frozen=True, slots=True)
class _Clues:
    """What the whole document says about names."""

    roles: Roles
    domains: frozenset[str]
    repeated: dict[str, int]
    tax_ids: list[TaxId]
    sizes: dict[int, int]
    senders: Senders


def _name_score(name: str, piece: _Piece, clues: _Clues) -> int:
    line, box = piece.line, piece.box
    page = line.page
    words = words_of(name)
    score = 34 if is_company(words) else 0
    score -= 40 if PLOT.match(name) else 0
    score -= 30 if "*" in name else 0
    role, distance, label = clues.roles.of(line, box)
    height = max(box.y1 - box.y0, 60)
    if role == "supplier":
        near = 42 if distance <= 2 * height else (18 if distance <= 5 * height else 4)
        score += near * (label.weight if label else 10) // 10
    elif role == "buyer":
        score -= 70 if distance <= 8 * height else 30
    place = box.y0 * 100 // page.height
    if page.number == 1:
        score += 16 if place < 12 else (10 if place < 22 else 0)
        if place > 85 and is_company(words):
            score += 8
    joined = "".join(words)
    if any(
        domain in joined or (len(joined) >= 5 and joined in domain) or (len(words[0]) >= 5 and words[0] in domain)
        for domain in clues.domains
    ):
        score += 28
    score += min(12, 6 * (clues.repeated.get(squeeze(name), 1) - 1))
    large = (box.y1 - box.y0) * 10
    if large > clues.sizes[page.number] * 14:
        score += 20 if place < 25 and page.number == 1 and large > clues.sizes[page.number] * 17 else 9
    side = clues.senders.side(page, box)
    if side and role != "supplier":
        score += 16 if side == "sender" else -34
    if any(t.line is line and t.role != "buyer" for t in clues.tax_ids):
        score += 20
    if any(
        t.role != "buyer"
        and t.line.page is page
        and 0 <= t.box.y0 - box.y0 < 8 * height
        and abs(t.box.x0 - box.x0) < page.width // 3
        for t in clues.tax_ids
    ):
        score += 8
    if PARENT.match(name):
        score -= 40
    if REGISTER.search(name):
        score -= 45
    if BANK.search(name):
        score -= 25
    if ADDRESS.search(name):
        named = is_company(words) or not any(c.isdigit() for c in name)  # "Cedar Street Diner"
        score -= 8 if named else 30
    if any(c.isdigit() for c in name) and not is_company(words) and not BRANCH.search(name):
        score -= 36 if name[0].isdigit() else 16
    if words[0] in ("powered", "generated", "created", "printed", "erstellt"):
        score -= 60
    if not any(c.isupper() for c in name) and large <= clues.sizes[page.number] * 17:
        score -= 20
    if len(squeeze(name)) < 4 and not is_company(words):
        score -= 18
    if name.endswith(("?", "!")) or len(name) > 60:
        score -= 20
    if label is None and len(words) > 5 and not is_company(words):
        score -= 15
    return score


def _type_sizes(board: Board) -> dict[int, int]:
    """The usual height of words on each page."""
    sizes: dict[int, int] = {}
    for page in {line.page.number: line.page for line in board.lines}.values():
        heights = sorted(word.box.y1 - word.box.y0 for word in page.words[:400])
        sizes[page.number] = heights[len(heights) // 2]
    return sizes


def _domains(lines: tuple[Line, ...]) -> frozenset[str]:
    """The names in web and e-mail addresses: usually the supplier's own."""
    found = {
        squeeze(part)
        for line in lines
        for match in DOMAIN.finditer(line.text)
        for part in match["domain"].lower().split(".")
        if part not in MAIL_HOSTS and len(part) >= 4
    }
    return frozenset(found - {"com"})


def _repeats(lines: tuple[Line, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        for piece in pieces_of(line):
            key = squeeze(SPLIT.split(piece.text)[0])
            counts[key] = counts.get(key, 0) + 1
    return counts


def find_buyer(board: Board, roles: Roles) -> FoundName | None:
    """The name directly under or right of words like "Bill to"; None when no such words are there."""
    best: FoundName | None = None
    for line in board.lines:
        for piece in _trimmed(line, roles):
            role, distance, label = roles.of(line, piece.box)
            height = max(piece.box.y1 - piece.box.y0, 60)
            if role != "buyer" or label is None or distance > 4 * height:
                continue
            name = _name_in(piece, board)
            if not name or ADDRESS.search(name):
                continue
            score = 80 - distance * 5 // height + (12 if is_company(words_of(name)) else 0) + label.weight
            if best is None or score > best.score:
                best = FoundName(name, line, piece.box, min(90, score))
    return best
