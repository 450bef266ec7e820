"""Reading pages of words without a template: what the general logic finds, each value with evidence and confidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ap_engine.extraction.blocks import Senders
from ap_engine.extraction.board import Board
from ap_engine.extraction.candidates import Candidate
from ap_engine.extraction.danfe import instalments_in, read_danfe
from ap_engine.extraction.field_dates import choose_due_date, choose_issue_date, resolve_dates
from ap_engine.extraction.fields import choose_number, order_numbers, reading
from ap_engine.extraction.layout import Line, evidence, lines_of
from ap_engine.extraction.line_items import read_lines, sum_of
from ap_engine.extraction.line_runs import longest_run
from ap_engine.extraction.line_sums import lines_of_run, with_texts_of
from ap_engine.extraction.names import find_buyer, find_supplier
from ap_engine.extraction.parties import Roles, TaxId, tax_ids_in
from ap_engine.extraction.payment_codes import access_keys_in, broken_codes, payment_in
from ap_engine.extraction.payment_terms import agree, amounts_asked
from ap_engine.extraction.proofs import proves_issue_date, proves_number, proves_total, term_leads
from ap_engine.extraction.recognise import currency_of, document_type
from ap_engine.extraction.service_note import service_line
from ap_engine.extraction.splitting import parts_of
from ap_engine.extraction.totals import Totals, choose_totals
from ap_engine.extraction.values import amounts_in, dates_in, decimal_mark
from ap_engine.model.extraction import (
    DocumentType,
    Evidence,
    ExtractedLine,
    ExtractedParty,
    Extraction,
    Page,
    Problem,
    Reading,
    Source,
)


def read_pages(
    pages: tuple[Page, ...], today: date, our_tax_ids: frozenset[str], known_suppliers: tuple[str, ...] = ()
) -> tuple[Extraction, ...]:
    """Every invoice on these pages."""
    lines = lines_of(pages)
    mark = decimal_mark([line.text for line in lines])
    board = Board(lines, mark)
    parts = parts_of(pages, lines, board) if len(pages) > 1 else (pages,)
    if len(parts) > 1:
        return tuple(found for part in parts for found in read_pages(part, today, our_tax_ids, known_suppliers))
    return (_read_one(pages, lines, board, mark, today, our_tax_ids, known_suppliers),)


def _read_one(
    pages: tuple[Page, ...],
    lines: tuple[Line, ...],
    board: Board,
    mark: str | None,
    today: date,
    our_tax_ids: frozenset[str],
    known_suppliers: tuple[str, ...],
) -> Extraction:
    payment = payment_in(lines, pages)
    asked = amounts_asked(payment)
    items, totals, proof = _lines_and_totals(board, mark, asked)
    items = items or service_line(board, Decimal(totals.gross.value) if totals.gross else None)
    readings: dict[str, Reading] = {}
    _number_and_dates(board, today, readings)
    _amounts(board, totals, items, proof, asked, readings)
    _parties(board, our_tax_ids, known_suppliers, readings)
    orders = order_numbers(board)
    if orders:
        readings["purchase_order_numbers"] = _orders(orders)
    currency, sure = currency_of(board)
    if currency:
        readings["currency"] = Reading("currency", currency, sure, False, _source(pages))
    keys = access_keys_in(lines)
    problems = broken_codes(lines, pages)
    dues = instalments_in(lines) if keys else []
    if keys:
        problems += read_danfe(keys[0], lines, board, our_tax_ids, readings)
    if dues and "due_date" not in readings:
        first, place = min(dues, key=lambda due: due[0].due_date)
        readings["due_date"] = Reading("due_date", first.due_date, 85, False, _source(pages), place)
    agree(readings, payment, today)
    kind = document_type(lines)
    if not readings.get("gross_total") and not readings.get("invoice_number"):
        kind = DocumentType.OTHER
        problems.append(Problem("no_invoice_found", "No invoice number and no total were found on this document."))
    return Extraction(
        source=_source(pages),
        document_type=kind,
        readings=tuple(readings.values()),
        supplier=_party(readings, "supplier"),
        buyer=_party(readings, "buyer"),
        purchase_order_numbers=tuple(candidate.text for candidate in orders),
        lines=items,
        instalments=tuple(instalment for instalment, _ in dues),
        payment=payment,
        problems=tuple(problems),
        pages=len(pages),
    )


def _lines_and_totals(
    board: Board, mark: str | None, asked: frozenset[Decimal]
) -> tuple[tuple[ExtractedLine, ...], Totals, Decimal | None]:
    """The line table under its headings where its sum is a total; else the rows whose amounts sum to one.

    With them the sum that may witness the total: of more than one line, and of nearly all rows that there are.
    """
    items = read_lines(board, mark)
    found = sum_of(items)
    totals = choose_totals(board, found, asked)
    proof = found if len(items) > 1 else None
    if found is not None and totals.are_summed_by(found):
        return items, totals, proof
    run = longest_run(board, totals.sums)
    keeps = found is not None and abs(found) in totals.labelled and len(items) >= run.plain
    if not run.cells or keeps or (len(items) > len(run.cells) and (not run.sure or len(run.cells) == 1)):
        return items, totals, proof
    items = with_texts_of(lines_of_run(run, board), items)
    found = sum_of(items)
    return items, choose_totals(board, found, asked), found if run.whole and len(items) > 1 else None


def _source(pages: tuple[Page, ...]) -> Source:
    return Source.OCR if any(page.source is Source.OCR for page in pages) else Source.PDF_TEXT


def _number_and_dates(board: Board, today: date, readings: dict[str, Reading]) -> None:
    number = choose_number(board)
    if number:
        readings["invoice_number"] = reading("invoice_number", number, proves_number(board, number))
    days = resolve_dates(board)
    issued = choose_issue_date(board, days, today)
    due = choose_due_date(board, days, date.fromisoformat(issued.value) if issued else None)
    until = date.fromisoformat(due.value) if due else None
    if issued:
        readings["issue_date"] = reading("issue_date", issued, proves_issue_date(board, issued, days, until))
    if due:
        readings["due_date"] = reading(
            "due_date", due, bool(issued and term_leads(board, date.fromisoformat(issued.value), until))
        )


def _amounts(
    board: Board,
    totals: Totals,
    items: tuple[ExtractedLine, ...],
    proof: Decimal | None,
    asked: frozenset[Decimal],
    readings: dict[str, Reading],
) -> None:
    """The amounts; net and tax are certain where net + tax = total closes with all three printed and labelled (rule C9)."""
    strong = totals.closes and all(c is not None and c.score >= 60 for c in (totals.gross, totals.net, totals.tax))
    taxed = totals.tax is not None and Decimal(totals.tax.value) > 0
    by_lines = totals.net is not None and sum_of(items) == Decimal(totals.net.value)
    closing = strong and (taxed or by_lines)
    otherwise = bool(asked) and (totals.gross is None or Decimal(totals.gross.value) not in asked)
    certain = (closing and not otherwise) or proves_total(board, totals, proof, asked)
    for name, choice in (("net_total", totals.net), ("tax_total", totals.tax), ("gross_total", totals.gross)):
        if choice:
            readings[name] = reading(name, choice, certain if name == "gross_total" else closing)
    if totals.due:
        same = totals.gross is not None and totals.due.value == totals.gross.value
        apart = totals.gross is not None and totals.due.candidate.line is not totals.gross.candidate.line
        readings["amount_due"] = reading("amount_due", totals.due, certain and same and apart)
    elif totals.gross:
        readings["amount_due"] = reading("amount_due", totals.gross)


def _orders(found: list[Candidate]) -> Reading:
    first = found[0]
    return Reading(
        "purchase_order_numbers",
        " ".join(candidate.text for candidate in found),
        70 * first.line.confidence_of(first.first, first.last) // 100,
        False,
        first.line.page.source,
        evidence(first.line.page, first.box),
    )


def _parties(board: Board, ours: frozenset[str], known: tuple[str, ...], readings: dict[str, Reading]) -> None:
    """Supplier by tax id first, name beside it; our own companies are the buyer, never the supplier."""
    senders = Senders(board.lines)
    roles = Roles(board, senders)
    tax_ids = tax_ids_in(board.lines, roles, senders)
    supplier_ids = [t for t in tax_ids if t.value not in ours and t.role != "buyer"]
    buyer_ids = [t for t in tax_ids if t.value in ours] or [t for t in tax_ids if t.role == "buyer"]
    best = max(supplier_ids, key=_tax_id_worth, default=None)
    if best:
        alone = len({t.value for t in supplier_ids}) == 1 and _in_letterhead(best)
        sure = best.valid is True and best.labelled and (best.role == "supplier" or alone)
        readings["supplier_tax_id"] = _tax_reading("supplier_tax_id", best, sure and bool(buyer_ids))
    if buyer_ids:
        readings["buyer_tax_id"] = _tax_reading("buyer_tax_id", buyer_ids[0], buyer_ids[0].value in ours)
    name, rival = find_supplier(board, roles, tax_ids, known, senders)
    if name:
        confidence = max(10, min(90, 45 + name.score // 2, 55 + name.score - rival))
        readings["supplier_name"] = Reading(
            "supplier_name", name.name, confidence, False, name.line.page.source, evidence(name.line.page, name.box)
        )
    buyer = find_buyer(board, roles)
    if buyer and (not name or buyer.name != name.name):
        readings["buyer_name"] = Reading(
            "buyer_name", buyer.name, min(80, buyer.score), False, buyer.line.page.source, evidence(buyer.line.page, buyer.box)
        )


def _in_letterhead(found: TaxId) -> bool:
    """Whether it stands where senders put theirs: in the upper third or the foot of the first page."""
    place = found.box.y0 * 100 // found.line.page.height
    return found.line.page.number == 1 and (place < 33 or place > 85)


def _tax_id_worth(found: TaxId) -> int:
    return 40 * (found.role == "supplier") + 30 * (found.valid is True) + 15 * found.labelled - 15 * (found.valid is False)


def _tax_reading(name: str, found: TaxId, certain: bool) -> Reading:
    page = found.line.page
    confidence = 99 if certain else (80 if found.valid else 60)
    return Reading(
        name, found.value, confidence, certain and page.source is not Source.OCR, page.source, evidence(page, found.box)
    )


def _party(readings: dict[str, Reading], who: str) -> ExtractedParty:
    name, tax_id = readings.get(f"{who}_name"), readings.get(f"{who}_tax_id")
    return ExtractedParty(name=name.value if name else None, tax_id=tax_id.value if tax_id else None)


class Places:
    """Where values known from elsewhere (the XML) stand on the pages."""

    def __init__(self, pages: tuple[Page, ...]) -> None:
        self._lines = lines_of(pages)
        self._mark = decimal_mark([line.text for line in self._lines])
        self._amounts: dict[Decimal, Evidence] = {}
        self._dates: dict[str, Evidence] = {}
        for line in self._lines:
            for amount in amounts_in(line.text, self._mark):
                place = self._place(line, amount.start, amount.end)
                self._amounts[abs(amount.value)] = place
            for found in dates_in(line.text):
                for option in found.options:
                    self._dates.setdefault(option.isoformat(), self._place(line, found.start, found.end))

    @staticmethod
    def _place(line: Line, start: int, end: int) -> Evidence:
        return evidence(line.page, line.box_of(line.word_at(start), line.word_at(end - 1)))

    @property
    def has_amounts(self) -> bool:
        """Whether the pages print amounts at all."""
        return len(self._amounts) >= 2

    def of(self, name: str, value: str) -> Evidence | None:
        """The place that prints a header field's value, or None."""
        if name.endswith("_date"):
            return self._dates.get(value)
        if name in ("net_total", "tax_total", "gross_total", "amount_due"):
            return self._amounts.get(abs(Decimal(value)))
        for line in self._lines:
            at = line.text.find(value)
            if at >= 0 and value:
                return self._place(line, at, at + len(value))
        return None
