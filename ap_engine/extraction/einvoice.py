"""Reading structured invoices: NF-e, NFC-e, NFS-e, CT-e, UBL and CII, from bytes to extractions.

lxml is used directly. Generated bindings (nfelib, xsdata) were considered: they import thousands of classes, accept only
the schema version that they were generated from, and say nothing about where a value stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from ap_engine.extraction.cii import is_cii, read_cii
from ap_engine.extraction.cte import is_cte, read_cte
from ap_engine.extraction.dfe_events import cancellation_of
from ap_engine.extraction.nfe import is_nfe, read_nfe
from ap_engine.extraction.nfse import is_nfse, read_nfse
from ap_engine.extraction.ubl import is_ubl, read_ubl
from ap_engine.extraction.xml_nodes import Node, local_name
from ap_engine.extraction.xml_safety import parse_xml
from ap_engine.extraction.xml_sheet import unreadable
from ap_engine.model.extraction import Extraction, Problem

_READERS: tuple[tuple[Callable[[Node], bool], Callable[[Node], Extraction]], ...] = (
    (is_nfe, read_nfe),
    (is_nfse, read_nfse),
    (is_cte, read_cte),
    (is_ubl, read_ubl),
    (is_cii, read_cii),
)
_ROOTS = tuple(
    "{*}" + name
    for name in [
        "NFe",
        "NFSe",
        "CTe",
        "CTeOS",
        "CTeSimp",
        "Invoice",
        "CreditNote",
        "CrossIndustryInvoice",
        "CrossIndustryDocument",
    ]
)

# An NF-e batch holds 50 at most.
MAX_INVOICES = 200

# Documents that people send instead of the invoice, by the name of the root element.
_OTHERS = {
    "procEventoNFe": "an event about an NF-e (a cancellation or a correction letter), not the NF-e itself",
    "procEventoCTe": "an event about a CT-e, not the CT-e itself",
    "evento": "an event about a fiscal document, not the document itself",
    "resNFe": "the summary of an NF-e, not the NF-e itself",
    "MDFe": "an MDF-e, a list of what a vehicle carries",
    "mdfeProc": "an MDF-e, a list of what a vehicle carries",
    "DPS": "a DPS, from which an NFS-e has still to be made",
    "Order": "a purchase order",
    "OrderResponse": "an answer to a purchase order",
    "DespatchAdvice": "a despatch advice",
    "Reminder": "a reminder",
    "ApplicationResponse": "an answer about a document, not the document itself",
    "SCRDMCCBDACIOMessageStructure": "a purchase order (Order-X)",
    "FatturaElettronica": "an Italian FatturaPA, which is not read here",
    "Comprobante": "a Mexican CFDI, which is not read here",
    "Facturae": "a Spanish Facturae, which is not read here",
}


def read_xml(xml: bytes) -> tuple[Extraction, ...]:
    """Read every invoice in an XML file, in the file's order. Never raises on content.

    What is no invoice, or cannot be read, is one extraction of type `other` whose problem has the code `not_an_invoice`,
    `xml_malformed`, `xml_forbidden` or `too_large`.
    """
    root = parse_xml(xml)
    if isinstance(root, Problem):
        return (unreadable([root]),)
    found = tuple(reader(node) for node, reader in islice(_invoices(root), MAX_INVOICES + 1))
    if len(found) > MAX_INVOICES:
        return (unreadable([Problem("too_large", f"This XML file holds more than {MAX_INVOICES} invoices; it was not read.")]),)
    if found:
        return found
    event = cancellation_of(root)
    if event is not None:
        message = f"This is no invoice: it says that the document {event.access_key} was cancelled at the tax authority."
        return (replace(unreadable([Problem("fiscal_event", message)]), fiscal_event=event),)
    name = local_name(root)
    what = _OTHERS.get(name, f"of a kind that is not known here (“{name[:60]}”)")
    return (unreadable([Problem("not_an_invoice", f"This XML file is no invoice that can be read: it is {what}.")]),)


def _invoices(root: Node) -> Iterator[tuple[Node, Callable[[Node], Extraction]]]:
    """The invoices in a file: the root itself, or those in the envelope or batch that it is."""
    for node in root.iter(*_ROOTS):
        for fits, reader in _READERS:
            if fits(node):
                yield node, reader
