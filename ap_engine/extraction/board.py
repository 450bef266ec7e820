"""The pairing of labels and values on a document's pages: which value each label points at, and how well (rule C6)."""

from __future__ import annotations

from dataclasses import dataclass

from ap_engine.extraction.candidates import (
    Candidate,
    candidates_in,
    could_be_money,
    has_own_words,
    is_money,
    of_something,
    with_groups,
    with_its_label,
    with_point_of_sale,
    with_prefix,
)
from ap_engine.extraction.label_finding import Label, labels_in
from ap_engine.extraction.layout import Line, is_gap, overlaps
from ap_engine.model.extraction import Box


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate that a label points at. `score` is 0–100."""

    candidate: Candidate
    label: Label
    score: int

    @property
    def straight(self) -> bool:
        """Whether nothing comes between: on the label's line, else a column of its own right under it or at the line's beginning."""
        line, number = self.candidate.line, self.candidate
        if line is self.label.line:
            return True
        own = any(first == number.first for first, _ in line.columns)
        box, other = self.label.box, number.box
        return own and (number.first == 0 or column_fit(box, other, max(box.y1 - box.y0, 60)) > 0)


class Board:
    """All lines, labels and candidates of a document, and the pairing of the two."""

    def __init__(self, lines: tuple[Line, ...], mark: str | None) -> None:
        self.lines = lines
        self.labels: list[Label] = []
        self.candidates: list[Candidate] = []
        self._of_line: list[dict[str, list[Candidate]]] = []
        self._labels_of_line: list[list[Label]] = []
        self._hits: dict[str, list[Hit]] = {}
        for line in lines:
            labels = labels_in(line)
            kinds: dict[str, list[Candidate]] = {}
            for candidate in candidates_in(line, mark):
                kinds.setdefault(candidate.kind, []).append(candidate)
                self.candidates.append(candidate)
            self.labels += labels
            self._labels_of_line.append(labels)
            self._of_line.append(kinds)

    def of_kind(self, kind: str) -> list[Candidate]:
        """All candidates of a kind, in reading order."""
        return [c for c in self.candidates if c.kind == kind]

    def on_line(self, line: Line, kind: str) -> list[Candidate]:
        """The candidates of a kind on a line, left to right."""
        return self._of_line[line.index].get(kind, [])

    def labels_on(self, line: Line) -> list[Label]:
        """The labels of a line."""
        return self._labels_of_line[line.index]

    def hits(self, kind: str) -> list[Hit]:
        """Every candidate of a kind that a label of that kind points at: to its right, else below it."""
        if kind in self._hits:
            return self._hits[kind]
        found: list[Hit] = self._hits.setdefault(kind, [])
        for label in self.labels:
            if label.kind != kind:
                continue
            right = self._right(label) or self._shared(label)
            found += right
            if not right or right[0].score < 50:
                found += self._wrapped(label) or self._below(label) or self._under_title(label)
        return found

    def _right(self, label: Label) -> list[Hit]:
        """Candidates after the label on its line, up to the next label of the same kind."""
        line = label.line
        rivals = [o.first for o in self.labels_on(line) if o.kind == label.kind and o.first > label.last and o.weight > 3]
        stop = min(rivals, default=len(line.words))
        after = [c for c in self._of_line[line.index].get(label.kind, ()) if label.last < c.first < stop]
        plain = False
        if label.kind == "amount":
            money = [c for c in after if is_money(c)]
            plain = not money and label.weight >= 9
            after = (
                [c for c in after if could_be_money(c) and c.first - label.last <= 3 and not of_something(c)] if plain else money
            )
        if not after:
            return []
        chosen = after[-1] if label.kind == "amount" else after[0]
        if label.kind == "number" and (self._begins_a_heading(chosen) or _begins_an_address(label, chosen)):
            return []
        between = [w for w in line.words[label.last + 1 : chosen.first] if any(ch.isalpha() for ch in w.text)]
        if label.kind != "amount" and len(between) > 4:
            return []
        if label.kind == "date" and label.weight <= 6 and between and not label.line.words[label.last].text.endswith(":"):
            return []  # "Date out: …" is not the date
        if label.kind == "number" and label.weight >= 7:
            chosen = with_groups(chosen)
        if label.name in ("invoice_number", "purchase_order") and not any(
            line.squeezed[label.last + 1 : max(0, chosen.first - 1)]
        ):
            chosen = with_prefix(chosen) if chosen.first > label.last + 1 else with_its_label(chosen, label.first)
        if label.name == "invoice_number":
            chosen = with_point_of_sale(chosen, label.first)
        score = max(
            5, (55 if plain else 100) - (0 if label.kind == "amount" else 9) * len(between) - self._gap_cost(label, chosen)
        )
        others = after[-4:-1] if label.kind == "amount" else []
        return [Hit(chosen, label, score), *(Hit(other, label, score * 7 // 10) for other in others)]

    def _shared(self, label: Label) -> list[Hit]:
        """ "Invoice date / (line below) Delivery date   21 May": one value for both labels, as the stroke says."""
        line = label.line
        _, last = line.column_at(label.last)
        below = self.lines[line.index + 1 : line.index + 2]
        if not line.words[last].text.endswith("/") or last - label.last > 1 or last < len(line.words) - 1 or not below:
            return []
        under = [
            other
            for other in self.labels_on(below[0])
            if other.kind == label.kind and abs(other.box.x0 - label.box.x0) < 40 and below[0].page is line.page
        ]
        return [Hit(hit.candidate, label, hit.score) for other in under for hit in self._right(other)]

    def _asks_again(self, label: Label, line: Line) -> bool:
        """Whether another label of the same kind stands in a label's column: what comes below is the other one's."""
        return any(
            other.kind == label.kind
            and other.weight >= 5
            and overlaps(other.box, label.box)
            and not any(c.first <= other.first <= c.last for c in self._of_line[line.index].get(label.kind, ()))
            for other in self.labels_on(line)
        )

    def _begins_a_heading(self, number: Candidate) -> bool:
        """ "5 BILLING DATE": a numbered heading's number, in a column of its own, is no value."""
        line = number.line
        first, last = line.column_at(number.first)
        return first == number.first < last and any(number.last < label.first <= last for label in self.labels_on(line))

    @staticmethod
    def _gap_cost(label: Label, chosen: Candidate) -> int:
        """Far to the right is less sure, less so for amounts, whose labels stand at the far left of tables."""
        gap = max(0, chosen.line.words[chosen.first].box.x0 - label.box.x1)
        share = gap * 100 // max(label.line.page.width, 1)
        return share // 8 if label.kind == "amount" else share // 2

    def _wrapped(self, label: Label) -> list[Hit]:
        """ "…your invoice number is / ECP25-R-00217": the value at the beginning of the line below, in running text."""
        line = label.line
        first, last = line.column_at(label.last)
        below = self.lines[line.index + 1 : line.index + 2]
        if label.kind == "amount" or last - first < 6 or last - label.last > 1 or not below or below[0].page is not line.page:
            return []
        begins = [c for c in self._of_line[below[0].index].get(label.kind, ()) if c.first == 0]
        return [Hit(begins[0], label, 75)] if begins and abs(below[0].box.x0 - line.box.x0) < 100 else []

    def _under_title(self, label: Label) -> list[Hit]:
        """ "- INVOICE -" in the middle of a till's paper, and a code alone on the line below it, at the left."""
        below = self.lines[label.line.index + 1 : label.line.index + 2]
        whole = label.first == 0 and label.last == len(label.line.words) - 1
        if label.kind != "number" or label.weight != 5 or not whole or not below or below[0].page is not label.line.page:
            return []
        alone = [c for c in self._of_line[below[0].index].get("number", ()) if len(below[0].words) == 1 and len(c.text) >= 8]
        return [Hit(candidate, label, 80) for candidate in alone if any(not c.isalnum() for c in candidate.text)]

    def _below(self, label: Label) -> list[Hit]:
        """Candidates under the label: the same column, within a few lines."""
        height = max(label.box.y1 - label.box.y0, 60)
        money = label.kind == "amount"
        found: list[Hit] = []
        for line in self.lines[label.line.index + 1 :]:
            down = line.box.y0 - label.box.y1
            if line.page is not label.line.page or down > height * (12 if money else 4) or len(found) >= (6 if money else 2):
                break
            if not money and self._asks_again(label, line):
                break
            fitting = [
                (column_fit(label.box, c.box, height) or (cell_fit(label, c.box) if down < 2 * height else 0), c)
                for c in self._of_line[line.index].get(label.kind, ())
                if (is_money(c) if money else not has_own_words(c))
            ]
            fit, candidate = max(fitting, key=lambda pair: pair[0], default=(0, None))
            if fit and candidate:
                if label.kind == "number" and label.weight >= 7:
                    candidate = with_groups(candidate)
                if label.kind == "number" and label.weight >= 5:
                    candidate = with_prefix(candidate) if candidate.first else candidate
                distance = max(0, candidate.box.y0 - label.box.y1) * 10 // height
                lost = distance // 5 + 2 * len(found) if money else distance + 8 * len(found)
                found.append(Hit(candidate, label, max(5, fit - lost)))
        return found


def _begins_an_address(label: Label, number: Candidate) -> bool:
    """ "DOCUMENT NO.   12 rue des Tanneurs": a short number in another column that goes on with words."""
    line = number.line
    first, last = line.column_at(number.first)
    words = sum(line.spoken[number.last + 1 : last + 1])
    return first == number.first > label.last and words >= 2 and len(number.text) <= 4


def cell_fit(label: Label, value: Box) -> int:
    """60 for a value at the far end of the label's cell: right of its beginning, left of the next heading."""
    words = label.line.words
    after = next((w.box.x0 for i, w in enumerate(words) if i > label.last and is_gap(words[i - 1], w)), label.line.page.width)
    inside = value.x0 >= label.box.x0 - 40 and value.x1 <= after + 20
    return 60 if inside and (after < label.line.page.width or value.x0 - label.box.x1 < label.line.page.width // 6) else 0


def column_fit(label: Box, value: Box, height: int) -> int:
    """How well a value stands in a label's column: 85 aligned, 70 overlapping, 0 elsewhere."""
    if abs(label.x0 - value.x0) <= height or abs(label.x1 - value.x1) <= height:
        return 85
    middle = abs(label.x0 + label.x1 - value.x0 - value.x1)
    if middle <= 2 * height:
        return 85
    overlap = min(label.x1, value.x1) - max(label.x0, value.x0)
    return 70 if overlap > 0 else 0
