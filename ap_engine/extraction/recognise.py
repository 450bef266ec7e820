"""What kind of document it is, and in which currency."""

from __future__ import annotations

import re

from ap_engine.extraction.board import Board
from ap_engine.extraction.candidates import is_money
from ap_engine.extraction.layout import Line
from ap_engine.extraction.names import pieces_of
from ap_engine.model.extraction import DocumentType

_CREDIT = re.compile(
    r"^(?:tax |vat )?(?:credit (?:note|memo|invoice)|gutschrift|(?:rechnungs|waren|storno)?korrektur(?:rechnung)?|rechnungskorrektur|stornorechnung|"
    r"(?:facture d.)?avoir|nota de cr[eé]dito|nota di credito|credit ?nota|creditfactuur|factura rectificativa)\b",
    re.IGNORECASE,
)


def document_type(lines: tuple[Line, ...]) -> DocumentType:
    """Credit note when a heading in the upper half of the first page says so, else invoice."""
    for line in lines:
        if line.page.number > 1 or line.box.y0 * 2 > line.page.height:
            break
        for piece in pieces_of(line):
            spaced = piece.text if not re.fullmatch(r"(?:\w )+\w", piece.text) else piece.text.replace(" ", "")
            if len(spaced) <= 60 and _CREDIT.match(spaced) and not line.text.rstrip().endswith("."):
                return DocumentType.CREDIT_NOTE
    return DocumentType.INVOICE


_CODES = re.compile(
    r"\b(BRL|EUR|USD|GBP|CHF|CAD|AUD|MXN|INR|MYR|SGD|DKK|SEK|NOK|PLN|CZK|NZD|JPY|CNY|ZAR|ARS|CLP|COP|HKD|AED|HUF|RON|BGN|ISK|TRY|THB|IDR|PHP|KRW|ILS|SAR|EGP|NGN|KES)\b"
)


def currency_of(board: Board) -> tuple[str | None, int]:
    """The ISO code that the amounts carry (or the text names), and its confidence 0–100."""
    votes: dict[str, int] = {}
    for candidate in board.of_kind("amount"):
        if candidate.currency and is_money(candidate):
            votes[candidate.currency] = votes.get(candidate.currency, 0) + 2
    for line in board.lines:
        for match in _CODES.finditer(line.text):
            votes[match[1]] = votes.get(match[1], 0) + 3
        if "€" in line.text:
            votes["EUR"] = votes.get("EUR", 0) + 1
        if "R$" in line.text or "CNPJ" in line.text:
            votes["BRL"] = votes.get("BRL", 0) + 2
    dollars = {
        code for code in votes if code in ("CAD", "AUD", "NZD", "SGD", "MXN", "ARS", "CLP", "COP", "HKD") and votes[code] >= 3
    }
    if "USD" in votes and dollars:
        other = max(dollars, key=lambda code: votes[code])
        votes[other] += votes.pop("USD")
    if not votes:
        return None, 0
    best = max(votes, key=lambda code: votes[code])
    return best, min(90, 40 + 50 * votes[best] // sum(votes.values()))
