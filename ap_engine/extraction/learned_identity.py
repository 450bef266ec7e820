"""What tells that a document is a supplier's, learned from its confirmed invoices (rule C3): numbers first, printed words last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ap_engine.extraction.board import Board
from ap_engine.extraction.layout import Line
from ap_engine.extraction.parties import Roles, tax_ids_in
from ap_engine.extraction.payment_codes import ibans_in
from ap_engine.extraction.template_choice import usable_code, usable_text
from ap_engine.extraction.template_places import labels_at
from ap_engine.extraction.text import squeeze
from ap_engine.model.template import Identifiers

_ADDRESS = re.compile(r"(?:[\w.+-]+@|https?://|www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?", re.IGNORECASE)
_TOP = 3  # one part in so many of the first page is the letterhead
_FREE_MAIL = ("gmail.", "outlook.", "hotmail.", "yahoo.", "gmx.", "web.de", "uol.com", "terra.com", "icloud.")


def learn_identity(
    supplier: str, tax_id: str | None, papers: Sequence[tuple[Line, ...]], strangers: frozenset[str]
) -> Identifiers | None:
    """What stands on every one of these documents and on no other supplier's; None when there is nothing.

    `strangers` are compact codes and squeezed words that stand on other suppliers' documents, or are ours.
    """
    if tax_id and tax_id not in strangers and usable_code(tax_id) and _on_all(tax_id, papers):
        return Identifiers(tax_ids=(tax_id,))
    for iban in ibans_in(papers[-1]):
        if iban not in strangers and _on_all(iban, papers):
            return Identifiers(ibans=(iban,))
    for text in (*_names(supplier), *_domains(papers[-1]), *_letterhead(papers[-1])):
        if usable_text(text) and squeeze(text) not in strangers and _on_all(text, papers):
            return Identifiers(texts=(text,))
    return None


def codes_on(lines: tuple[Line, ...]) -> frozenset[str]:
    """The tax ids and IBANs that stand on a document, compact: whose they are is told by the documents they stand on."""
    from_labels = {found.value for found in tax_ids_in(lines, Roles(Board(lines, None)))}
    return frozenset(from_labels) | frozenset(ibans_in(lines))


def _on_all(text: str, papers: Sequence[tuple[Line, ...]]) -> bool:
    return all(labels_at(lines, text) for lines in papers)


def _names(supplier: str) -> Iterator[str]:
    """The name as it is known, then without its legal form."""
    yield supplier
    words = supplier.split()
    for length in range(len(words) - 1, 1, -1):
        yield " ".join(words[:length])


def _domains(lines: tuple[Line, ...]) -> Iterator[str]:
    for line in lines:
        for word in line.words:
            found = _ADDRESS.fullmatch(word.text.strip(",;:()<>"))
            if found and not any(free in found[1].lower() for free in _FREE_MAIL):
                yield word.text.strip(",;:()<>")


def _letterhead(lines: tuple[Line, ...]) -> Iterator[str]:
    """Words of the head of the first page that stand together, the longest first: an address, a slogan, a heading."""
    runs: list[str] = []
    for line in lines:
        if line.page.number != 1 or line.box.y0 * _TOP > line.page.height:
            break
        for first, last in line.columns:
            text = " ".join(word.text for word in line.words[first : last + 1])
            if not any(c.isdigit() for c in text):
                runs.append(text)
    return iter(sorted(runs, key=len, reverse=True)[:5])
