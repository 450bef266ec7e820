"""The printed picture of an NF-e (DANFE) and its kin: the access key says most of it, the print must agree (rule C8).

Key: state 2, year and month 4, CNPJ 14, model 2, series 3, number 9, emission kind 1, code 8, check digit 1.
Source: Manual de Orientação do Contribuinte, NF-e 4.00.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ap_engine.extraction.board import Board, Hit
from ap_engine.extraction.layout import Line, evidence
from ap_engine.extraction.payment_codes import FoundKey
from ap_engine.extraction.text import squeeze
from ap_engine.extraction.values import amounts_in, dates_in, parse_number
from ap_engine.model.extraction import Evidence, Instalment, Problem, Reading, Source

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
    problems += _supplier(cnpj, lines, ours, readings, printed)
    _total(lines, readings)
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
    cnpj: str, lines: tuple[Line, ...], ours: frozenset[str], readings: dict[str, Reading], printed: Evidence
) -> list[Problem]:
    """The key's CNPJ is the issuer's, unless it is ours. Where the page prints another one for the issuer, that is said."""
    if cnpj in ours:
        return []
    places = {
        squeeze(word.text).upper(): evidence(line.page, line.box_of(at, at))
        for line in reversed(lines)
        for at, word in enumerate(line.words)
        if "/" in word.text and len(squeeze(word.text)) == 14
    }
    read = readings.get("supplier_tax_id")
    source = readings["access_key"].source
    if cnpj in places:
        readings["supplier_tax_id"] = Reading("supplier_tax_id", cnpj, 99, True, source, places[cnpj])
    elif read is None or source is Source.OCR:
        readings["supplier_tax_id"] = Reading("supplier_tax_id", cnpj, 85, False, source, printed)
    else:
        readings["supplier_tax_id"] = replace(read, confidence=50, certain=False)
        return [Problem("key_differs", f"The access key is of the issuer {cnpj}, which this page does not print.")]
    return []


_SLIP_TOTAL = re.compile(r"VALOR TOTAL:?\s*(?:R\$)?\s*([\d.]+,\d\d)")


def _total(lines: tuple[Line, ...], readings: dict[str, Reading]) -> None:
    """The receipt slip at the top repeats the total: where both print the same, it is certain."""
    read = readings.get("gross_total")
    for line in lines:
        slip = _SLIP_TOTAL.search(line.text)
        if slip and read and parse_number(slip[1], ",") == Decimal(read.value):
            sure = (
                read.source is not Source.OCR
                or line.confidence_of(line.word_at(slip.start(1)), line.word_at(slip.end(1) - 1)) >= 60
            )
            readings["gross_total"] = replace(read, confidence=99 if sure else read.confidence, certain=sure)
            return


def instalments_in(lines: tuple[Line, ...]) -> list[tuple[Instalment, Evidence]]:
    """The payments under "FATURA / DUPLICATAS": number, due date and amount of each, with the place of the date."""
    found: list[tuple[Instalment, Evidence]] = []
    inside = False
    for line in lines:
        joined = "".join(line.squeezed)
        if joined.startswith(("fatura", "duplicata", "dadosdasduplicatas", "faturaduplicata")):
            inside = True
        elif joined.startswith(("calculodoimposto", "transportador")):
            inside = False
        elif inside:
            found += _instalments_of(line)
    return found


def _instalments_of(line: Line) -> Iterator[tuple[Instalment, Evidence]]:
    """A date with the amount that follows it, and the number before it."""
    dates = dates_in(line.text)
    for at, day in enumerate(dates):
        until = dates[at + 1].start if at + 1 < len(dates) else len(line.text)
        amounts = [a for a in amounts_in(line.text[day.end : until], ",") if a.decimals == 2]
        before = line.text[: day.start].split()
        if amounts:
            number = before[-1] if before and before[-1][0].isalnum() else str(at + 1).zfill(3)
            place = evidence(line.page, line.box_of(line.word_at(day.start), line.word_at(day.end - 1)))
            yield Instalment(number, day.options[0].isoformat(), format(amounts[0].value, "f")), place


def _issue_date(board: Board, month: str) -> Reading | None:
    """A date labelled as issue in two places of the page (slip and heading) that falls into the key's month."""
    places: dict[str, dict[int, Hit]] = {}
    for hit in board.hits("date"):
        if hit.label.name == "issue_date" and hit.label.weight == 10 and hit.candidate.text[:7] == month and hit.score >= 50:
            places.setdefault(hit.candidate.text, {}).setdefault(hit.candidate.line.index, hit)
    agreed = [list(hits.values()) for hits in places.values() if len(hits) >= 2]
    if len(agreed) != 1:
        return None
    candidate = max(agreed[0], key=lambda hit: hit.score).candidate
    page = candidate.line.page
    return Reading("issue_date", candidate.text, 99, True, page.source, evidence(page, candidate.box))
