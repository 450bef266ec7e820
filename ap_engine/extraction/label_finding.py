"""Which label words stand in a line, and what they ask for (rule C6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ap_engine.extraction.labels import COMPOUND_ENDS, LABELS, LONGEST, PREFIXES
from ap_engine.extraction.layout import Line, is_gap
from ap_engine.extraction.text import phrases
from ap_engine.model.extraction import Box


@dataclass(frozen=True, slots=True)
class Label:
    """Label words in a line: the field they name, how strongly (1–10), and which words they are (inclusive)."""

    kind: str
    name: str
    weight: int
    line: Line
    first: int
    last: int
    box: Box


def is_alone(label: Label) -> bool:
    """Whether nothing but signs, numbers and short words follows a label in its column: "Cuota" is not "Cuota mensual"."""
    line = label.line
    _, last = line.column_at(label.last)
    after = line.words[label.last + 1 : last + 1]
    return not any(sum(c.isalpha() for c in word.text) > 3 and not any(c.isdigit() for c in word.text) for word in after)


def labels_in(line: Line) -> list[Label]:
    """All label phrases of a line, the longest one wherever several begin at a word."""
    found: list[Label] = []
    at = 0
    squeezed = line.squeezed
    ends = [last + 1 for first, last in line.columns for _ in range(first, last + 1)]
    while at < len(squeezed):
        match = _longest(squeezed[: ends[at]], at)
        if match is None:
            at += 1
            continue
        key, last = match
        for kind, name, weight in LABELS[key]:
            if name != "tax_total" or not _only_qualifies(found, line, at):
                found.append(Label(kind, name, weight, line, at, last, line.box_of(at, last)))
        at = last + 1
    found = [_taxed_or_not(_dated_by_what_stands_before(label, found)) for label in found]
    if any(label.kind == "date" and label.name == "issue_date" for label in found):
        # "Number  Date  Customer": a bare number beside a date is the document's.
        found = [
            replace(label, weight=7)
            if label.kind == "number"
            and label.weight == 3
            and (label.first, label.last) in line.columns
            and line.squeezed[label.first] != "ref"
            else label
            for label in found
        ]
    return found


_WITHOUT = phrases("excluding|excl|ex|exc|before|without|ohne|exkl|zzgl|hors|ht|sem|sin|senza|esclusa|excluindo|exclusief|less")
_WITH = phrases("including|incl|inc|inkl|mit|ttc|com|con|inclusief|inclusa|incluindo|incluido|tvac|after")
_TOTALS = ("gross_total", "net_total", "amount_due")


def _taxed_or_not(label: Label) -> Label:
    """ "Total charges excluding VAT" is a net total, "Total for this bill including VAT" a gross one, however they begin."""
    if label.kind != "amount" or label.name not in _TOTALS:
        return label
    line = label.line
    _, last = line.column_at(label.last)
    for at in range(label.last + 1, min(last, label.last + 5)):
        if line.squeezed[at] in _WITHOUT | _WITH and line.squeezed[at + 1] in _TAXES:
            return replace(label, name="net_total" if line.squeezed[at] in _WITHOUT else "gross_total", weight=10)
    return label


_TAXES = phrases(
    "vat|tax|taxes|gst|mwst|ust|tva|iva|btw|hst|steuer|sales tax|mehrwertsteuer|umsatzsteuer|impuestos|imposto|impostos|taxe"
)
_JOINING = frozenset(("", "und", "and", "e", "et", "y", "en", "vom", "of", "u"))


def _dated_by_what_stands_before(label: Label, found: list[Label]) -> Label:
    """ "Order no. / date" asks for the order's date, "Invoice no. 12 of" for the invoice's: a bare "date" follows its number."""
    if label.kind != "date" or label.name != "issue_date" or label.weight > 6:
        return label
    line = label.line
    numbers = [one for one in found if one.kind == "number" and one.first < label.first]
    if not numbers:
        return label
    before = numbers[-1]
    between = range(before.last + 1, label.first)
    joined = all(line.squeezed[i] in _JOINING or any(c.isdigit() for c in line.words[i].text) for i in between)
    apart = any(is_gap(line.words[i], line.words[i + 1]) for i in range(before.last, label.first))
    if joined and not apart and len(between) <= 3:
        of_invoice = before.name == "invoice_number" and before.weight >= 5
        return replace(label, weight=10) if of_invoice else replace(label, name="other_date", weight=8)
    if before.name in ("purchase_order", "order_number") and all(one.name != "invoice_number" for one in numbers):
        return replace(label, name="other_date", weight=8)
    return label


def _only_qualifies(before: list[Label], line: Line, at: int) -> bool:
    """Whether a tax word only says what a total is ("Total (excl. VAT)"): a total's words stand right before it."""
    last = next(
        (
            label
            for label in reversed(before)
            if label.kind == "amount" and label.name in ("net_total", "gross_total", "amount_due")
        ),
        None,
    )
    if last is None or at - last.last > 3:
        return False
    between = line.words[last.last : at + 1]
    return not any(is_gap(one, other) for one, other in pairwise(between)) and not any(
        any(c.isdigit() for c in word.text) for word in between[1:-1]
    )


def _longest(squeezed: tuple[str, ...], at: int) -> tuple[str, int] | None:
    """The longest phrase that begins at a word, also inside a compound word ("Handelsrechnung Nr.")."""
    starts = [squeezed[at]]
    if squeezed[at].endswith(COMPOUND_ENDS):
        starts += [end for end in COMPOUND_ENDS if squeezed[at].endswith(end) and squeezed[at] != end]
    for start in starts:
        best: tuple[str, int] | None = None
        text = start
        last = at
        while text:
            if text in LABELS:
                best = (text, last)
            last += 1
            if last >= len(squeezed) or last - at >= LONGEST:
                break
            text += squeezed[last]
            if text not in PREFIXES:
                break
        if best:
            return best
    return None
