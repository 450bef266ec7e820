"""NF-e, layout 4.00, with its protocol (nfeProc), as a supplier's system sends it."""

from __future__ import annotations

from decimal import Decimal

from ap_engine.demo.documents import fiscal_keys
from ap_engine.demo.documents.danfe import key_of
from ap_engine.demo.documents.draft import DraftLine, InvoiceDraft
from ap_engine.demo.documents.xml_tree import Node, document
from ap_engine.demo.letterhead import Letterhead
from ap_engine.model.money import to_cents

_NAMESPACES = {"": "http://www.portalfiscal.inf.br/nfe"}
_ICMS_RATE = Decimal("12.00")
_TOTAL_NAMES = (
    *("vBC", "vICMS", "vICMSDeson", "vFCP", "vBCST", "vST", "vFCPST", "vFCPSTRet", "vProd", "vFrete", "vSeg", "vDesc", "vII"),
    *("vIPI", "vIPIDevol", "vPIS", "vCOFINS", "vOutro", "vNF"),
)


def render(draft: InvoiceDraft) -> bytes:
    """The file. It is not signed: nothing here stands for a real operation."""
    key = key_of(draft)
    parts: list[Node] = [
        ("ide", _ide(draft, key)),
        ("emit", _issuer(draft.issuer)),
        ("dest", _recipient(draft.buyer)),
        *(_item(number, line, freight) for number, (line, freight) in enumerate(_with_freight(draft), start=1)),
        ("total", [("ICMSTot", _totals(draft))]),
        ("transp", [("modFrete", "0" if draft.freight else "9")]),
        ("cobr", _billing(draft)),
        ("pag", [("detPag", [("indPag", "1"), ("tPag", "15"), ("vPag", str(draft.gross_total))])]),
        ("infAdic", [("infCpl", _information(draft))]),
    ]
    if draft.order_numbers:
        parts.append(("compra", [("xPed", draft.order_numbers[0])]))
    invoice: Node = ("NFe", [("infNFe", parts, {"versao": "4.00", "Id": f"NFe{key}"})])
    moment = f"{draft.issue_date}T09:42:17-03:00"
    protocol: list[Node] = [
        ("tpAmb", "1"), ("verAplic", "PR-v4_8_20"), ("chNFe", key), ("dhRecbto", moment),
        ("nProt", fiscal_keys.protocol(key)), ("cStat", "100"), ("xMotivo", "Autorizado o uso da NF-e"),
    ]  # fmt: skip
    proof: Node = ("protNFe", [("infProt", protocol)], {"versao": "4.00"})
    return document(("nfeProc", [invoice, proof], {"versao": "4.00"}), _NAMESPACES)


def _ide(draft: InvoiceDraft, key: str) -> list[Node]:
    return [
        ("cUF", key[:2]), ("cNF", key[35:43]), ("natOp", "Venda de mercadoria"), ("mod", "55"),
        ("serie", str(int(draft.series or "1"))), ("nNF", str(int(draft.number))),
        ("dhEmi", f"{draft.issue_date}T09:40:00-03:00"), ("dhSaiEnt", f"{draft.issue_date}T13:10:00-03:00"),
        ("tpNF", "1"), ("idDest", "1"), ("cMunFG", draft.issuer.city_code), ("tpImp", "1"), ("tpEmis", "1"), ("cDV", key[43]),
        ("tpAmb", "1"), ("finNFe", "1"), ("indFinal", "0"), ("indPres", "9"), ("procEmi", "0"), ("verProc", "Demonstração 1.0"),
    ]  # fmt: skip


def _address(who: Letterhead) -> list[Node]:
    return [
        ("xLgr", who.street), ("nro", who.number), ("xBairro", who.district), ("cMun", who.city_code), ("xMun", who.city),
        ("UF", who.state), ("CEP", who.postal_code), ("cPais", "1058"), ("xPais", "Brasil"),
        ("fone", "".join(c for c in who.phone if c.isdigit())),
    ]  # fmt: skip


def _issuer(who: Letterhead) -> list[Node]:
    return [("CNPJ", who.tax_id), ("xNome", who.name), ("xFant", who.trade_name), ("enderEmit", _address(who)),
            ("IE", _registration(who)), ("CRT", "3")]  # fmt: skip


def _recipient(who: Letterhead) -> list[Node]:
    return [("CNPJ", who.tax_id), ("xNome", who.name), ("enderDest", _address(who)), ("indIEDest", "1"),
            ("IE", _registration(who)), ("email", who.email)]  # fmt: skip


def _registration(who: Letterhead) -> str:
    return "".join(c for c in who.state_registration if c.isdigit())


def _with_freight(draft: InvoiceDraft) -> list[tuple[DraftLine, Decimal]]:
    """Each line with its part of the freight: all of it on the first, for the total has to be the sum of the items."""
    return [(line, draft.freight if place == 0 else Decimal(0)) for place, line in enumerate(draft.lines)]


def _item(number: int, line: DraftLine, freight: Decimal) -> Node:
    base = line.net + freight
    product: list[Node] = [
        ("cProd", line.item_code), ("cEAN", "SEM GTIN"), ("xProd", line.description), ("NCM", "73089090"), ("CFOP", "5102"),
        ("uCom", line.unit), ("qCom", f"{line.quantity:.4f}"), ("vUnCom", f"{line.unit_price:.10f}"), ("vProd", str(line.net)),
        ("cEANTrib", "SEM GTIN"), ("uTrib", line.unit), ("qTrib", f"{line.quantity:.4f}"), ("vUnTrib", f"{line.unit_price:.10f}"),
    ]  # fmt: skip
    if freight:
        product.append(("vFrete", str(freight)))
    product.append(("indTot", "1"))
    if line.order_number:
        product.append(("xPed", line.order_number))
        product.append(("nItemPed", str(line.order_line or number)))
    icms: list[Node] = [("orig", "0"), ("CST", "00"), ("modBC", "3"), ("vBC", str(base)), ("pICMS", str(_ICMS_RATE)),
                        ("vICMS", str(_icms(base)))]  # fmt: skip
    tax: list[Node] = [
        ("ICMS", [("ICMS00", icms)]),
        ("PIS", [("PISNT", [("CST", "07")])]),
        ("COFINS", [("COFINSNT", [("CST", "07")])]),
    ]
    return ("det", [("prod", product), ("imposto", tax)], {"nItem": str(number)})


def _icms(base: Decimal) -> Decimal:
    return to_cents(base * _ICMS_RATE / 100)


def _totals(draft: InvoiceDraft) -> list[Node]:
    zero = "0.00"
    icms = sum((_icms(line.net + freight) for line, freight in _with_freight(draft)), Decimal(0))
    values = {"vBC": str(draft.net_total), "vICMS": str(icms), "vProd": str(draft.lines_total), "vFrete": str(draft.freight),
              "vNF": str(draft.gross_total)}  # fmt: skip
    return [(name, values.get(name, zero)) for name in _TOTAL_NAMES]


def _billing(draft: InvoiceDraft) -> list[Node]:
    total = str(draft.gross_total)
    return [
        ("fat", [("nFat", draft.number), ("vOrig", total), ("vDesc", "0.00"), ("vLiq", total)]),
        ("dup", [("nDup", "001"), ("dVenc", str(draft.due_date)), ("vDup", total)]),
    ]


def _information(draft: InvoiceDraft) -> str:
    parts = [f"Pedido de compra: {draft.order_text}." if draft.order_numbers else "", draft.note]
    if draft.payment.boleto:
        parts.append(f"Boleto: {draft.payment.boleto}.")
    if draft.payment.pix:
        parts.append(f"PIX: {draft.payment.pix}")
    return " ".join(part for part in parts if part) or "Mercadoria conferida na expedição."
