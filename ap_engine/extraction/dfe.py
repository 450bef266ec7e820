"""What the Brazilian electronic fiscal documents (NF-e, NFC-e, CT-e, NFS-e) have in common."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ap_engine.extraction.identifiers import access_key_mismatches
from ap_engine.extraction.xml_nodes import Node, decimal, first, iso_date, nodes, path_of, text, text_of
from ap_engine.extraction.xml_sheet import Sheet
from ap_engine.model.extraction import NOT_AUTHORISED, ExtractedParty
from ap_engine.model.payment_codes import is_boleto, pix_in
from ap_engine.model.tax_ids import compact_tax_id

# The digits of a boleto as people write them, 47 or 48 with spaces, points and dashes between.
_BOLETO = re.compile(r"(?<!\d)\d(?:[ .\-]{0,3}\d){46,47}(?!\d)", re.ASCII)
# The schemas allow 5,000 characters of free text and some short remarks.
MAX_FREE_TEXT = 10_000
# Answers of the tax office under which a document is valid: authorised, and authorised out of time.
_AUTHORISED = frozenset({"100", "150"})


def put_party(sheet: Sheet, role: str, party: Node | None) -> ExtractedParty:
    """Note the name and tax id (CNPJ, CPF or a foreign id) of a party."""
    name, number = first(party, "xNome"), first(party, "CNPJ", "CPF")
    sheet.put_text(f"{role}_name", name)
    sheet.put_tax_id(f"{role}_tax_id", number)
    if number is None:
        sheet.put_tax_id(f"{role}_tax_id", first(party, "idEstrangeiro", "NIF"), known_kind=False)
    registrations = (text(party, "IE"), text(party, "IM"))
    others = (compact_tax_id(other) for other in registrations if other and any(c.isdigit() for c in other))
    return ExtractedParty(
        name=text_of(name),
        tax_id=sheet.value(f"{role}_tax_id"),
        other_tax_ids=tuple(dict.fromkeys(others)),
        email=text(party, "email", "enderToma/email"),
    )


def put_access_key(sheet: Sheet, info: Node, *, model: str | None) -> None:
    """Note the access key in the attribute Id (`NFe3520…`) and compare its parts with what the document says."""
    written = "".join(info.get("Id", "").split())
    key = written.lstrip("NFeCT")
    if not key:
        return
    sheet.put("access_key", key, f"{path_of(info)}/@Id")
    mismatches = access_key_mismatches(
        key,
        supplier_tax_id=sheet.value("supplier_tax_id"),
        invoice_number=sheet.value("invoice_number"),
        series=sheet.value("series"),
        model=model,
        issue_date=sheet.value("issue_date"),
    )
    for field, message in mismatches:
        sheet.doubt("access_key_mismatch", message, "access_key", field)


def check_validity(sheet: Sheet, info: Node, *, environment: str | None, protocol: str) -> None:
    """Say when the document was issued in the test environment, or was refused or cancelled by the tax office."""
    if environment == "2":
        message = "This document was issued in the tax office's test environment; it has no fiscal value."
        sheet.doubt("test_environment", message, "access_key")
    document = info.getparent()
    status = text(document.getparent(), protocol) if document is not None else None
    if status is not None and status not in _AUTHORISED:
        message = f"The tax office did not authorise this document, or cancelled it (status {status})."
        sheet.doubt(NOT_AUTHORISED, message, "access_key")


def put_payment_codes(sheet: Sheet, info: Node, *paths: str) -> None:
    """Note a boleto or PIX code that the issuer wrote into the free text; only what its check digits confirm."""
    texts = (text_of(node) or "" for path in paths for node in nodes(info, path))
    written = "\n".join(texts)[:MAX_FREE_TEXT]
    runs = (re.sub(r"\D", "", match[0]) for match in _BOLETO.finditer(written))
    sheet.payment = replace(sheet.payment, boleto=next(filter(is_boleto, runs), None), pix=pix_in(written))


def put_bill(sheet: Sheet, bill: Node | None, expected: Decimal | None) -> None:
    """Note the instalments (`dup`) and what the bill (`fat`) asks for.

    A bill that its instalments contradict, or that is not what the document makes expect, is doubted.
    """
    if bill is None:
        return
    place = path_of(bill)
    total = Decimal(0)
    for number, node in enumerate(nodes(bill, "dup"), start=1):
        amount = decimal(node, "vDup")
        total += amount or Decimal(0)
        sheet.put_instalment(text(node, "nDup"), iso_date(text(node, "dVenc")), amount, f"{place}/dup[{number}]/dVenc")
    sheet.put_amount("amount_due", first(bill, "fat/vLiq"))
    due = sheet.amount("amount_due")
    whole = expected if due is None else due
    if whole is not None and sheet.instalments and total != whole:
        message = f"The instalments make {total:f}, the bill asks for {whole:f}."
        sheet.doubt("instalments_do_not_add_up", message, "amount_due", "due_date")
    if due is not None and expected is not None and due != expected:
        sheet.doubt("bill_differs", f"The bill asks for {due:f}, the document itself for {expected:f}.", "amount_due")
