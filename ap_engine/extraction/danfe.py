"""The printed picture of an NF-e (DANFE) and its kin: the access key says most of it, the print must agree (rule C8).

Key: state 2, year and month 4, CNPJ 14, model 2, series 3, number 9, emission kind 1, code 8, check digit 1.
Source: Manual de Orientação do Contribuinte, NF-e 4.00.
"""

from __future__ import annotations

import re

from ap_engine.extraction.candidates import Board
from ap_engine.extraction.layout import Line, evidence
from ap_engine.extraction.payment_codes import FoundKey
from ap_engine.extraction.text import squeeze
from ap_engine.model.extraction import Evidence, Problem, Reading

_BY_NUMBER = re.compile(r"\D")


def read_danfe(
    found: FoundKey, lines: tuple[Line, ...], board: Board, ours: frozenset[str], readings: dict[str, Reading]
) -> list[Problem]:
    """Puts number, series, key and supplier's CNPJ by the key; certain where the page prints the same beside it."""
    key, source = found.key, found.page.source
    number, series, cnpj, month = str(int(key[25:34])), str(int(key[22:25])), key[6:20], f"20{key[2:4]}-{key[4:6]}"
    printed = Evidence(found.page.number) if found.box is None else evidence(found.page, found.box)
    problems: list[Problem] = []
    readings["access_key"] = Reading("access_key", key, 99, True, source, printed)
    readings["series"] = Reading("series", series, 97, True, source, printed)
    place = _printed_number(lines, number)
    readings["invoice_number"] = Reading(
        "invoice_number", number, 99 if place else 90, place is not None, source, place or printed
    )
    _supplier(key, cnpj, lines, ours, readings, printed)
    issued = _issue_date(board, month)
    if issued:
        readings["issue_date"] = issued
    elif (read := readings.get("issue_date")) and read.value[:7] != month:
        problems.append(
            Problem("key_differs", f"The access key is of {month}, the page says that it was issued on {read.value}.")
        )
        readings["issue_date"] = Reading("issue_date", read.value, min(read.confidence, 60), False, read.source, read.evidence)
    readings["currency"] = Reading("currency", "BRL", 99, True, source, printed)
    return problems


def _printed_number(lines: tuple[Line, ...], number: str) -> Evidence | None:
    """Where the number is printed as a word of its own, with or without leading zeros and dots."""
    for line in lines:
        for at, word in enumerate(line.words):
            if re.fullmatch(r"[Nn]?[º°o]?\.?[\d.]{1,13}", word.text) and _BY_NUMBER.sub("", word.text).lstrip("0") == number:
                return evidence(line.page, line.box_of(at, at))
    return None


def _supplier(
    key: str, cnpj: str, lines: tuple[Line, ...], ours: frozenset[str], readings: dict[str, Reading], printed: Evidence
) -> None:
    """The key's CNPJ is the issuer's, unless it is ours (a note that we issued on somebody's behalf)."""
    if cnpj in ours:
        return
    formatted = next(
        (
            evidence(line.page, line.box_of(at, at))
            for line in lines
            for at, word in enumerate(line.words)
            if "/" in word.text and squeeze(word.text).upper() == cnpj
        ),
        None,
    )
    read = readings.get("supplier_tax_id")
    source = read.source if read else readings["access_key"].source
    readings["supplier_tax_id"] = Reading(
        "supplier_tax_id", cnpj, 99 if formatted else 85, formatted is not None, source, formatted or printed
    )


def _issue_date(board: Board, month: str) -> Reading | None:
    """A date labelled as issue that falls into the key's month: two independent sayings of one thing."""
    for hit in board.hits("date"):
        if hit.label.name == "issue_date" and hit.label.weight == 10 and hit.candidate.text[:7] == month and hit.score >= 50:
            candidate = hit.candidate
            return Reading(
                "issue_date", candidate.text, 99, True, candidate.line.page.source, evidence(candidate.line.page, candidate.box)
            )
    return None
