"""CT-e, CT-e OS and simplified CT-e, layouts 2.00 to 4.00 (Manual de Orientação do Contribuinte - CT-e).

The buyer is whoever pays the freight, the tomador. Our totals: the price of the service (vTPrest) is both gross and net,
for ICMS is inside it; `amount_due` is vRec. The lines are the components of the price, else the service as one line.
"""

from __future__ import annotations

from decimal import Decimal

from ap_engine.extraction.dfe import check_validity, put_access_key, put_bill, put_party, put_payment_codes
from ap_engine.extraction.xml_nodes import Node, amount_text, decimal, decimal_of, first, local_name, nodes, path_of, text
from ap_engine.extraction.xml_sheet import Sheet
from ap_engine.model.extraction import DocumentType, Evidence, ExtractedLine, Extraction

_ANNULS = "2"
# ide/toma3: 0 sender, 1 who hands over, 2 who receives, 3 addressee. Any other payer stands in toma4 (or toma, in CT-e OS).
_PAYERS = {"0": "rem", "1": "exped", "2": "receb", "3": "dest"}


def is_cte(node: Node) -> bool:
    """Whether the element is a CT-e of any kind."""
    return local_name(node) in {"CTe", "CTeOS", "CTeSimp"} and first(node, "infCte/ide") is not None


def read_cte(cte: Node) -> Extraction:
    """Read a CT-e, CT-e OS or simplified CT-e."""
    sheet = Sheet()
    info = next(nodes(cte, "infCte"))
    ide = first(info, "ide")
    if text(ide, "tpCTe") == _ANNULS:
        sheet.document_type = DocumentType.CREDIT_NOTE
    sheet.put_text("invoice_number", first(ide, "nCT"))
    sheet.put_text("series", first(ide, "serie"))
    sheet.put_date("issue_date", first(ide, "dhEmi", "dEmi"))
    sheet.put("currency", "BRL", path_of(info))
    sheet.supplier = put_party(sheet, "supplier", first(info, "emit"))
    sheet.buyer = put_party(sheet, "buyer", _payer(info))
    put_access_key(sheet, info, model=text(ide, "mod"))
    check_validity(sheet, info, environment=text(ide, "tpAmb"), protocol="protCTe/infProt/cStat")
    price = first(info, "vPrest/vTPrest", "total/vTPrest")
    for field in ("gross_total", "net_total"):
        sheet.put_amount(field, price)
    if price is not None:
        sheet.put("tax_total", "0.00", path_of(price))
    sheet.lines = _lines(info, decimal(info, "vPrest/vTPrest", "total/vTPrest"))
    receivable = first(info, "vPrest/vRec", "total/vTRec")
    put_bill(sheet, first(info, "infCTeNorm/cobr", "cobr"), expected=decimal_of(receivable))
    sheet.put_amount("amount_due", receivable)
    put_payment_codes(sheet, info, "compl/xObs", "compl/ObsCont/xTexto")
    original = text(info, "infCteComp/chCTe", "infCteAnu/chCte", "infCTeNorm/infCteSub/chCte")
    if original and len(original) == 44:
        sheet.original_invoice_number = original[25:34].lstrip("0")
    sheet.notes["model"] = text(ide, "mod") or ""
    return sheet.finish()


def _payer(info: Node) -> Node | None:
    role = _PAYERS.get(text(info, "ide/toma3/toma", "ide/toma03/toma") or "")
    if role:
        return first(info, role)
    return first(info, "ide/toma4", "ide/toma04", "toma")


def _lines(info: Node, price: Decimal | None) -> list[ExtractedLine]:
    if price is None:
        return []
    place = path_of(info)
    parts = [
        (text(node, "xNome"), decimal(node, "vComp"), f"{place}/vPrest/Comp[{number}]")
        for number, node in enumerate(nodes(info, "vPrest/Comp"), start=1)
    ]
    if not parts or sum(amount or Decimal(0) for _, amount, _ in parts) != price:
        service = text(info, "infCTeNorm/infServico/xDescServ", "ide/natOp")
        parts = [(service, price, f"{place}/vPrest")]
    return [
        ExtractedLine(
            description=name,
            quantity="1",
            unit_price=amount_text(amount),
            line_net=amount_text(amount),
            evidence=Evidence(path=path),
        )
        for name, amount, path in parts
        if amount is not None
    ]
