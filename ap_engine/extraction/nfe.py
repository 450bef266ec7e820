"""NF-e and NFC-e, layouts 1.10 to 4.00 (Manual de Orientação do Contribuinte), with or without the protocol around it.

Our totals: `gross_total` is vNF; `net_total` is vProd + vServ − vDesc + vFrete + vSeg + vOutro; `tax_total` is the
difference, the taxes that come on top of the price (IPI, ICMS-ST, FCP-ST, II …). ICMS, PIS, COFINS and ISS are inside the
price. `line_net` is vProd: discounts and freight stay at document level, as charges. `amount_due` is what the bill asks
for (cobr/fat/vLiq). A line has no `tax_rate`: no single rate applies on top of its net.
"""

from __future__ import annotations

from collections.abc import Iterator

from ap_engine.extraction.dfe import check_validity, put_access_key, put_bill, put_party, put_payment_codes
from ap_engine.extraction.nfe_totals import put_totals
from ap_engine.extraction.xml_nodes import (
    Node,
    amount_text,
    decimal,
    first,
    local_name,
    nodes,
    number_text,
    path_of,
    text,
    text_of,
)
from ap_engine.extraction.xml_sheet import Sheet
from ap_engine.model.extraction import DocumentType, Evidence, ExtractedLine, Extraction

_ADJUSTMENT = "3"
# finNFe: 4 goods returned, 5 credit note (NT 2025.002).
_CREDITS = frozenset({"4", "5"})
# finNFe of documents that amend another: 2 complementary, 4 return, 5 credit note, 6 debit note.
_AMENDING = frozenset({"2", "4", "5", "6"})
_FREE_TEXT = ("infAdic/infCpl", "infAdic/obsCont/xTexto", "infAdic/infAdFisco")
_NO_PAYMENT = "90"


def is_nfe(node: Node) -> bool:
    """Whether the element is an NF-e or NFC-e."""
    return local_name(node) == "NFe" and first(node, "infNFe/ide") is not None


def read_nfe(nfe: Node) -> Extraction:
    """Read an NF-e or NFC-e."""
    sheet = Sheet()
    info = next(nodes(nfe, "infNFe"))
    ide = first(info, "ide")
    purpose = text(ide, "finNFe")
    if purpose in _CREDITS:
        sheet.document_type = DocumentType.CREDIT_NOTE
    elif purpose == _ADJUSTMENT:
        sheet.document_type = DocumentType.OTHER
        sheet.problem("not_payable", "This NF-e only adjusts the issuer's books (finNFe 3); it is not to be paid.")
    sheet.put_text("invoice_number", first(ide, "nNF"))
    sheet.put_text("series", first(ide, "serie"))
    sheet.put_date("issue_date", first(ide, "dhEmi", "dEmi"))
    sheet.put("currency", "BRL", path_of(info))
    sheet.supplier = put_party(sheet, "supplier", first(info, "emit"))
    sheet.buyer = put_party(sheet, "buyer", first(info, "dest"))
    put_access_key(sheet, info, model=text(ide, "mod"))
    check_validity(sheet, info, environment=text(ide, "tpAmb"), protocol="protNFe/infProt/cStat")
    _check_direction(sheet, ide, purpose)
    sheet.put_orders(_orders(info))
    place = path_of(info)
    sheet.lines = [_line(line, f"{place}/det[{number}]") for number, line in enumerate(nodes(info, "det"), start=1)]
    put_totals(sheet, info)
    put_bill(sheet, first(info, "cobr"), expected=sheet.amount("gross_total"))
    _check_payment(sheet, info)
    put_payment_codes(sheet, info, *_FREE_TEXT)
    if purpose in _AMENDING:
        sheet.original_invoice_number = _number_in_key(text(ide, "NFref/refNFe"))
    sheet.notes["model"] = text(ide, "mod") or ""
    return sheet.finish()


def _orders(info: Node) -> Iterator[tuple[str, Node]]:
    for path in ("det/prod/xPed", "compra/xPed"):
        for node in nodes(info, path):
            number = text_of(node)
            if number:
                yield number, node


def _line(line: Node, path: str) -> ExtractedLine:
    product = first(line, "prod")
    quantity, price, total = decimal(product, "qCom"), decimal(product, "vUnCom"), decimal(product, "vProd")
    ean = text(product, "cEAN")
    return ExtractedLine(
        item_code=text(product, "cProd"),
        description=text(product, "xProd"),
        quantity=number_text(quantity) if quantity is not None else None,
        unit=text(product, "uCom"),
        unit_price=number_text(price) if price is not None else None,
        line_net=amount_text(total) if total is not None else None,
        ean=ean if ean and ean.isdigit() else None,
        purchase_order_reference=text(product, "xPed"),
        evidence=Evidence(path=path),
    )


def _check_direction(sheet: Sheet, ide: Node | None, purpose: str | None) -> None:
    """An NF-e of goods coming in (tpNF 0) is issued by the buyer, for an import for instance; a return is not meant."""
    if text(ide, "tpNF") == "0" and purpose not in _CREDITS:
        message = "This NF-e records goods coming in (tpNF 0): it was issued by the buyer, not by the supplier."
        sheet.doubt("issued_by_buyer", message, "supplier_name", "supplier_tax_id", "buyer_name", "buyer_tax_id")


def _check_payment(sheet: Sheet, info: Node) -> None:
    """Kind of payment 90 says that nothing is to be paid: goods given free, for instance (MOC, tPag)."""
    kinds = {text_of(node) for node in (*nodes(info, "pag/detPag/tPag"), *nodes(info, "pag/tPag"))}
    if kinds == {_NO_PAYMENT} and sheet.document_type is DocumentType.INVOICE and sheet.amount("amount_due") is None:
        sheet.put("amount_due", "0.00", f"{path_of(info)}/pag/detPag/tPag")
        sheet.doubt("no_payment", "This NF-e says that nothing is to be paid (tPag 90).", "amount_due")


def _number_in_key(key: str | None) -> str | None:
    return key[25:34].lstrip("0") if key and len(key) == 44 else None
