"""Which part of the page speaks of the supplier and which of the buyer, and the tax ids on it (rules C3, C8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ap_engine.extraction.blocks import Block, Senders
from ap_engine.extraction.board import Board
from ap_engine.extraction.label_finding import Label
from ap_engine.extraction.labels import is_company
from ap_engine.extraction.layout import Line, is_gap, overlaps
from ap_engine.extraction.text import phrases
from ap_engine.model.extraction import Box
from ap_engine.model.tax_ids import compact_tax_id, is_valid_tax_id

_FORMATTED = re.compile(r"(?<![\w.])(?:[0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}/[0-9A-Z]{4}-\d{2}|\d{3}\.\d{3}\.\d{3}-\d{2})(?!\d)")
_EUROPEAN = re.compile(
    r"(?<![A-Z0-9])(?:AT ?U|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|CHE|XI|NO)"
    r"[ .\-]?[0-9A-Z](?:[ .\-]?[0-9A-Z]){5,13}(?![A-Z0-9])"
)
_LABELLED = re.compile(
    r"(?<![A-Za-z])(?:"
    r"V\.?A\.?T(?:\.(?=\s))?(?: ?/ ?TIN)?(?: ?(?:Reg(?:istration)?|ID|Number|No))*|GSTIN(?:/UIN)?|"
    r"GST(?: ?(?:Reg|ID|No|Number|Registration))+|ABN|EIN|F\.?E\.?I\.?N|Fed(?:eral)?\.? ?(?:Tax )?I\.?D|(?:Employer|Taxpayer) ID|Tax I\.?D|TIN|"
    r"TVA(?: intra[\w]*)?|N° ?TVA|USt\.?-?\s?Id(?:ent)?\.?-?\s?(?:Nr|nummer|No)?|UID(?:-Nr)?|MwSt-?Nr|"
    r"P\.? ?IVA|Partita IVA|C\.?F\.?|C\.?I\.?F|N\.?I\.?F|NIPC|R\.?F\.?C|BTW(?:-?\s?(?:nr|nummer|id))?|CNPJ|CPF|Contribuinte|Co\.? ?Reg|SST ID|GST ID"
    r")\.?"
    r"(?P<whose> (?:del? )?(?:cliente?|customer|kunde|klant|comprador|receptor|acheteur|tomador|buyer))?"
    r"(?: ?(?:#|no|nr|n[º°]))?\.?\s{0,2}[:#]?\s{0,3}"
    r"(?P<id>[A-Z]{0,3}[ -]?\d[\dA-Z .\-/]{6,17}\d?[A-Z]?)(?![\w])",
    re.IGNORECASE,
)


_YOURS = re.compile(
    r"\b(?:ihre?|your|votre|vostr[ao]|su|uw|seu|cliente?|customer|kunden?|klant|buyer|käufer|acheteur)\b[^:]{0,24}:?\s*$",
    re.IGNORECASE,
)
_NEEDS_COLON = 8  # weight of short words ("Van:", "De:") that head a part only with their colon
_ADDRESSED = 4  # weight of "Mr", "Herrn" …: the name follows on the line, the firm below


@dataclass(frozen=True)
class TaxId:
    """A tax id on the page: compact, its check digits (None: the kind has none we know), whose it seems to be."""

    value: str
    valid: bool | None
    line: Line
    first: int
    last: int
    role: str
    labelled: bool

    @cached_property
    def box(self) -> Box:
        """Where it stands."""
        return self.line.box_of(self.first, self.last)


class Roles:
    """Tells for any place on a page whether it belongs to the supplier, the buyer or nobody in particular."""

    def __init__(self, board: Board, senders: Senders | None = None) -> None:
        self._labels = [label for label in board.labels if label.kind == "party" and _heads_a_part(label)]
        blocks = senders.blocks if senders else []
        self._ends = {id(label): _end_of_part(label, blocks) for label in self._labels}

    def of(self, line: Line, box: Box) -> tuple[str, int, Label | None]:
        """Role, distance in tenths of a point below or right of its label (0 on its line), and the label."""
        best: tuple[str, int, Label | None] = ("", 0, None)
        nearest = line.page.height * 24 // 100
        width = line.page.width
        for label in self._labels:
            if label.line.page is not line.page:
                continue
            if label.line is line:
                colon = label.line.words[label.last].text.endswith(":")
                if label.box.x1 <= box.x0 + 20 and box.x0 - label.box.x1 < width * (30 if colon else 15) // 100:
                    return label.name, 0, label
                continue
            down = box.y0 - label.box.y1
            if box.y0 > self._ends[id(label)]:
                continue
            alone = len(label.line.words) <= label.last - label.first + 2
            centred = (
                alone
                and not label.line.words[label.last].text.endswith(":")
                and abs(label.box.x0 + label.box.x1 - width) < width * 12 // 100
            )
            side = 0 if centred else abs(label.box.x0 - box.x0)  # a heading over the whole width of a form
            if (
                down < -30
                or (not alone and side > width * 20 // 100)
                or (alone and side > width * 34 // 100 and label.box.x0 > width // 3)
            ):
                continue
            distance = max(down, 0) + side // 4
            if distance < nearest:
                best, nearest = (label.name, max(down, 1), label), distance
        return best

    def labels(self) -> list[Label]:
        """The labels that head a part of the page."""
        return self._labels


def _end_of_part(label: Label, blocks: list[Block]) -> int:
    """How far down a label speaks: to the end of the block that it begins or stands right above, with a line's room."""
    height = max(label.box.y1 - label.box.y0, 60)
    for block in blocks:
        if block.page is not label.line.page or len(block.boxes) < 3:
            continue
        first = block.boxes[0]
        inside = any(abs(box.y0 - label.box.y0) < 20 and box.x0 <= label.box.x0 <= box.x1 for box in block.boxes)
        above = -20 <= first.y0 - label.box.y1 < 2 * height and first.x0 - 60 <= label.box.x0 <= first.x1
        if inside or above:
            return block.boxes[-1].y1 + 2 * height
    return label.line.page.height


def _heads_a_part(label: Label) -> bool:
    """A party label counts where it begins a column or line, or ends in a colon: not inside a sentence."""
    words = label.line.words
    ends = words[label.last].text.rstrip().endswith(":")
    if label.weight == _NEEDS_COLON and not ends:
        return False
    followed = label.last + 1 < len(words) and not is_gap(words[label.last], words[label.last + 1])
    if followed and words[label.last + 1].text.strip() == ":":
        ends, followed = True, False
    if followed and words[label.last + 1].text.strip() in ("/", "|", "-"):
        followed = False  # "Cliente / Customer"
    begins = label.first == 0 or is_gap(words[label.first - 1], words[label.first])
    if label.weight == _ADDRESSED:
        _, end = label.line.column_at(label.last)
        return begins and not is_company([word for word in label.line.squeezed[label.first : end + 1] if word])
    return ends or (begins and not followed)


def tax_ids_in(lines: tuple[Line, ...], roles: Roles, senders: Senders | None = None) -> list[TaxId]:
    """All tax ids on the pages, each place once; a number whose check digits fail counts only when a label names it."""
    found: list[TaxId] = []
    senders = senders or Senders(lines)
    for line in lines:
        seen: set[str] = set()
        for start, end, labelled, theirs in _places(line.text):
            value = compact_tax_id(line.text[start:end])
            valid = is_valid_tax_id(value)
            if value in seen or (not labelled and not valid) or len(value) < 8 or _AMOUNTS.search(line.text[start:end]):
                continue
            seen.add(value)
            first, last = line.word_at(start), line.word_at(end - 1)
            box = line.box_of(first, last)
            role = roles.of(line, box)[0]
            if not role:
                role = {"recipient": "buyer", "sender": "supplier"}.get(senders.side(line.page, box), "")
            if theirs or _YOURS.search(line.text[max(0, start - 30) : start]):
                role = "buyer"
            found.append(TaxId(value, valid, line, first, last, role, labelled))
    return [*found, *_under_headings(lines, roles, senders, {one.value for one in found})]


def _under_headings(lines: tuple[Line, ...], roles: Roles, senders: Senders, known: set[str]) -> Iterator[TaxId]:
    """Tax ids that stand in the cell below their heading ("ABN", "FED ID")."""
    for line in lines:
        for first, last in line.columns:
            if "".join(line.squeezed[first : last + 1]) not in _HEADINGS:
                continue
            head = line.box_of(first, last)
            for under in lines[line.index + 1 : line.index + 3]:
                for one, other in under.columns:
                    box = under.box_of(one, other)
                    value = compact_tax_id(" ".join(word.text for word in under.words[one : other + 1]))
                    fits = _ALONE.fullmatch(value) and overlaps(head, box) and value not in known
                    if fits and under.page is line.page:
                        side = {"recipient": "buyer", "sender": "supplier"}.get(senders.side(line.page, box), "")
                        known.add(value)
                        yield TaxId(value, is_valid_tax_id(value), under, one, other, roles.of(under, box)[0] or side, True)


_AMOUNTS = re.compile(r"\d[.,]\d\d(?: |$)")
_ALONE = re.compile(r"[A-Z]{0,3}\d[\dA-Z]{6,15}")
_HEADINGS = phrases(
    "abn|fedid|federalid|federaltaxid|taxid|fein|ein|vatno|vatnumber|vatregno|vatregnumber|vatid|gstno|gstregno|gstin|"
    "ustidnr|uid|cnpj|cif|nif|piva|partitaiva|btwnr|btwnummer|ntva|tvaintracom|notva|rfc|nipc|contribuinte|taxidno|"
    "fedtaxid|tin"
)


def _places(text: str) -> Iterator[tuple[int, int, bool, bool]]:
    """Start and end of each tax id, whether a label names it, and whether that label says that it is the customer's."""
    for match in _FORMATTED.finditer(text):
        yield match.start(), match.end(), True, False
    for match in _LABELLED.finditer(text):
        yield match.start("id"), _cut(text, match.start("id"), match.end("id")), True, match["whose"] is not None
    for match in _EUROPEAN.finditer(text):
        compact = compact_tax_id(match[0])
        end = match.end()
        while end > match.start() + 8 and not is_valid_tax_id(compact):
            shorter = text.rfind(" ", match.start() + 3, end)
            if shorter < 0:
                break
            end, compact = shorter, compact_tax_id(text[match.start() : shorter])
        yield match.start(), end, False, False


def _cut(text: str, start: int, end: int) -> int:
    """A labelled number ends before a wide gap, and before a word that is no part of it."""
    for mark in ("  ", " - ", " / ", " – ", ". "):
        at = text.find(mark, start + 5, end)
        end = at if at > 0 else end
    parts = text[start:end].rstrip(" .-/").split(" ")
    while len(parts) > 1 and parts[-1].isalpha():  # "NIPC 547697759 Cap. Social"
        parts.pop()
    return start + len(" ".join(parts).rstrip(" .-/"))
