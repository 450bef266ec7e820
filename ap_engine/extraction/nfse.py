"""National NFS-e, layout 1 (Sistema Nacional NFS-e: NFSe with the DPS that it was made from).

Our totals: the price of the service (vServ) is both gross and net, for ISS and the federal taxes are inside it;
`amount_due` is vLiq, after discounts and what the buyer withholds. One line, the service.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ap_engine.extraction.dfe import check_validity, put_party, put_payment_codes
from ap_engine.extraction.identifiers import is_nfse_key
from ap_engine.extraction.xml_nodes import Node, amount_text, decimal, first, local_name, nodes, path_of, text, text_of
from ap_engine.extraction.xml_sheet import Sheet
from ap_engine.model.extraction import Evidence, ExtractedCharge, ExtractedLine, Extraction

_ISSUED_BY_SUPPLIER = "1"
_NOTHING = Decimal(0)


def is_nfse(node: Node) -> bool:
    """Whether the element is a national NFS-e."""
    return local_name(node) == "NFSe" and first(node, "infNFSe") is not None


def read_nfse(nfse: Node) -> Extraction:
    """Read a national NFS-e."""
    sheet = Sheet()
    info = next(nodes(nfse, "infNFSe"))
    dps = first(info, "DPS/infDPS")
    sheet.put_text("invoice_number", first(info, "nNFSe"))
    sheet.put_text("series", first(dps, "serie"))
    sheet.put_date("issue_date", first(dps, "dhEmi") if dps is not None else first(info, "dhProc"))
    sheet.put("currency", "BRL", path_of(info))
    by_supplier = text(dps, "tpEmit") in {None, _ISSUED_BY_SUPPLIER}
    sheet.supplier = put_party(sheet, "supplier", first(info, "emit") if by_supplier else first(dps, "prest"))
    sheet.buyer = put_party(sheet, "buyer", first(dps, "toma"))
    _put_key(sheet, info, by_supplier=by_supplier)
    check_validity(sheet, info, environment=text(dps, "tpAmb"), protocol="protNFSe/cStat")
    sheet.put_orders(_orders(dps))
    put_payment_codes(sheet, info, "DPS/infDPS/serv/infoCompl/xInfComp", "DPS/infDPS/serv/cServ/xDescServ")
    sheet.lines = _lines(dps)
    _put_totals(sheet, info, dps)
    if text(dps, "nDPS"):
        sheet.notes["dps_number"] = text(dps, "nDPS") or ""
    return sheet.finish()


def _put_key(sheet: Sheet, info: Node, *, by_supplier: bool) -> None:
    """Key: municipality 7, system 1, kind of id 1, issuer 14, number 13, year and month 4, code 9, check digit 1."""
    key = info.get("Id", "").removeprefix("NFS")
    sheet.put("access_key", key, f"{path_of(info)}/@Id")
    if not is_nfse_key(key):
        sheet.doubt("access_key_mismatch", f"The access key {key} has a wrong form or check digit.", "access_key")
        return
    number, supplier = sheet.value("invoice_number") or "", sheet.value("supplier_tax_id") or ""
    if key[23:36].lstrip("0") != number.lstrip("0"):
        message = f"The access key has the number {key[23:36]}, the document says {number}."
        sheet.doubt("access_key_mismatch", message, "access_key", "invoice_number")
    if by_supplier and key[9:23].lstrip("0") != supplier.lstrip("0"):
        message = f"The access key has the issuer {key[9:23]}, the document says {supplier}."
        sheet.doubt("access_key_mismatch", message, "access_key", "supplier_tax_id")


def _orders(dps: Node | None) -> Iterator[tuple[str, Node]]:
    for node in nodes(dps, "serv/infoCompl/xPed") if dps is not None else ():
        number = text_of(node)
        if number:
            yield number, node


def _lines(dps: Node | None) -> list[ExtractedLine]:
    service = first(dps, "serv/cServ")
    price = decimal(dps, "valores/vServPrest/vServ")
    if service is None:
        return []
    return [
        ExtractedLine(
            item_code=text(service, "cTribNac"),
            description=text(service, "xDescServ"),
            quantity="1",
            unit_price=amount_text(price) if price is not None else None,
            line_net=amount_text(price) if price is not None else None,
            purchase_order_reference=text(dps, "serv/infoCompl/xPed"),
            evidence=Evidence(path=path_of(service)),
        ),
    ]


def _put_totals(sheet: Sheet, info: Node, dps: Node | None) -> None:
    price = first(dps, "valores/vServPrest/vServ")
    for field in ("gross_total", "net_total"):
        sheet.put_amount(field, price)
    if price is not None:
        sheet.put("tax_total", "0.00", path_of(price))
    sheet.put_amount("amount_due", first(info, "valores/vLiq"))
    discounts = [decimal(dps, f"valores/vDescCondIncond/{name}") or _NOTHING for name in ("vDescIncond", "vDescCond")]
    sheet.charges.extend(ExtractedCharge("discount", amount_text(amount)) for amount in discounts if amount)
    withheld = decimal(info, "valores/vTotalRet") or _NOTHING
    if withheld:
        sheet.notes["withheld"] = amount_text(withheld)
    gross, due = sheet.amount("gross_total"), sheet.amount("amount_due")
    if gross is not None and due is not None and gross - sum(discounts) - withheld != due:
        computed = gross - sum(discounts) - withheld
        message = f"Sums do not close: price less discounts and withheld taxes is {computed:f}, vLiq says {due:f}."
        sheet.doubt("totals_do_not_add_up", message, "gross_total", "net_total", "amount_due")
