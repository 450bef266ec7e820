"""Reading one document: structured XML first, else its words (rule C1). Start here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ap_engine.extraction import einvoice, page_reading
from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.payment_codes import ibans_in
from ap_engine.extraction.template import read_templates
from ap_engine.extraction.template_choice import NO_TEMPLATES, Templates
from ap_engine.model.extraction import Document, Extraction, PrintedPage, Problem, Reading, Source

# What a page says for certain and an XML says too.
COMPARED = ("invoice_number", "gross_total", "amount_due", "due_date")


def read(
    document: Document,
    today: date,
    our_tax_ids: frozenset[str],
    known_suppliers: tuple[str, ...] = (),
    templates: Templates = NO_TEMPLATES,
) -> tuple[Extraction, ...]:
    """Every invoice of a document. Nothing readable is one extraction without readings, with the reason.

    `our_tax_ids` are compact and never the supplier's; `known_suppliers` are names in our register (a hint only);
    `templates` are the suppliers' own (rule C1: after XML, before the general reading).
    """
    from_xml = tuple(found for xml in document.xml for found in einvoice.read_xml(xml))
    usable = tuple(found for found in from_xml if found.readings)
    if usable:
        printed = _printed(document, today, our_tax_ids, known_suppliers) if len(usable) == 1 else None
        return tuple(_with(replace(_confirmed(found, document), printed=printed), document) for found in usable)
    if any(page.words or page.barcodes for page in document.pages):
        read_from_pages = page_reading.read_pages(document.pages, today, our_tax_ids, known_suppliers)
        read_from_pages = read_templates(document.pages, read_from_pages, templates, our_tax_ids)
        return tuple(_with(found, document) for found in read_from_pages)
    if from_xml:
        return tuple(_with(found, document) for found in from_xml)
    problems = document.problems or (Problem("nothing_readable", "Nothing could be read from this document."),)
    return (Extraction(source=Source.PDF_TEXT, problems=problems, pages=len(document.pages)),)


def _with(found: Extraction, document: Document) -> Extraction:
    """The extraction with what was found wrong while the document was opened."""
    return replace(found, problems=(*document.problems, *found.problems), pages=len(document.pages))


def _printed(document: Document, today: date, ours: frozenset[str], known: tuple[str, ...]) -> PrintedPage | None:
    """What the pages around an XML say by themselves, so that a page that was exchanged is seen (rule F2)."""
    if not any(page.words for page in document.pages):
        return None
    pages = page_reading.read_pages(document.pages, today, ours, known)
    if len(pages) != 1:
        return None
    certain = tuple(one for one in pages[0].readings if one.certain and one.field in COMPARED)
    return PrintedPage(pages[0].payment, tuple(ibans_in(lines_of(document.pages))), certain)


def _confirmed(found: Extraction, document: Document) -> Extraction:
    """XML readings, with the place on the page where the PDF prints the same value; a total it does not print is said.

    The XML stays what counts: it is the invoice, the page is its picture.
    """
    if not document.pages:
        return found
    places = page_reading.Places(document.pages)
    readings: list[Reading] = []
    for reading in found.readings:
        place = places.of(reading.field, reading.value)
        readings.append(replace(reading, evidence=replace(place, path=reading.evidence.path)) if place else reading)
    problems = list(found.problems)
    total = found.value("gross_total")
    if total and places.has_amounts and places.of("gross_total", total) is None:
        problems.append(
            Problem("xml_differs_from_page", f"The XML in this PDF says a total of {total}; its pages do not print that amount.")
        )
    return replace(found, readings=tuple(readings), problems=tuple(problems))
