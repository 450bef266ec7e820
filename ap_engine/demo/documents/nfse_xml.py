"""The national service invoice (NFS-e, layout 1.00) as XML."""

from __future__ import annotations

from ap_engine.demo.documents import fiscal_keys, formats
from ap_engine.demo.documents.draft import InvoiceDraft
from ap_engine.demo.documents.xml_tree import Node, document
from ap_engine.demo.letterhead import Letterhead
from ap_engine.model.money import to_cents

_NAMESPACES = {"": "http://www.sped.fazenda.gov.br/nfse"}


def render(draft: InvoiceDraft) -> bytes:
    """The file. It is not signed: nothing here stands for a real operation."""
    issuer = draft.issuer
    key = fiscal_keys.service_key(issuer.city_code, draft.issue_date, issuer.tax_id, draft.number)
    total = draft.gross_total
    body: list[Node] = [
        ("xLocEmi", issuer.city), ("xLocPrestacao", draft.buyer.city), ("nNFSe", draft.number), ("cLocIncid", issuer.city_code),
        ("xLocIncid", issuer.city), ("xTribNac", "Serviços de tecnologia da informação e congêneres."), ("verAplic", "EmissorNacional_1.2"),
        ("ambGer", "1"), ("tpEmis", "1"), ("procEmi", "1"), ("cStat", "100"), ("dhProc", f"{draft.issue_date}T10:15:02-03:00"),
        ("nDFSe", key[23:36].lstrip("0") or "1"),
        ("emit", [*_identity(issuer), ("enderNac", _address(issuer)), ("fone", _phone(issuer)), ("email", issuer.email)]),
        ("valores", [("vBC", str(total)), ("pAliqAplic", "5.00"), ("vISSQN", str(to_cents(total * 5 / 100))), ("vLiq", str(total))]),
        ("DPS", [("infDPS", _declaration(draft), {"Id": f"DPS{issuer.city_code}2{issuer.tax_id}00900{int(draft.number):015d}"})],
         {"versao": "1.00"}),
    ]  # fmt: skip
    return document(("NFSe", [("infNFSe", body, {"Id": f"NFS{key}"})], {"versao": "1.00"}), _NAMESPACES)


def _identity(who: Letterhead) -> list[Node]:
    return [("CNPJ", who.tax_id), ("IM", who.municipal_registration or "0"), ("xNome", who.name)]


def _phone(who: Letterhead) -> str:
    return "".join(c for c in who.phone if c.isdigit())


def _address(who: Letterhead) -> list[Node]:
    return [("xLgr", who.street), ("nro", who.number), ("xBairro", who.district), ("cMun", who.city_code), ("UF", who.state),
            ("CEP", who.postal_code)]  # fmt: skip


def _declaration(draft: InvoiceDraft) -> list[Node]:
    issuer, buyer = draft.issuer, draft.buyer
    services = "; ".join(f"{line.item_code} {line.description}" for line in draft.lines)
    orders = f" Pedido de compra: {draft.order_text}." if draft.order_numbers else ""
    extra: list[Node] = [("xPed", draft.order_numbers[0])] if draft.order_numbers else []
    extra.append(("xInfComp", f"Vencimento: {formats.day(draft.due_date)}. {draft.note}".strip()))
    buyer_address: Node = ("end", [
        ("endNac", [("cMun", buyer.city_code), ("CEP", buyer.postal_code)]),
        ("xLgr", buyer.street), ("nro", buyer.number), ("xBairro", buyer.district),
    ])  # fmt: skip
    return [
        ("tpAmb", "1"), ("dhEmi", f"{draft.issue_date}T10:14:40-03:00"), ("verAplic", "Demonstração 1.0"), ("serie", "900"),
        ("nDPS", draft.number), ("dCompet", str(draft.issue_date)), ("tpEmit", "1"), ("cLocEmi", issuer.city_code),
        ("prest", [("CNPJ", issuer.tax_id), ("IM", issuer.municipal_registration or "0"), ("fone", _phone(issuer)),
                   ("email", issuer.email), ("regTrib", [("opSimpNac", "1"), ("regEspTrib", "0")])]),
        ("toma", [("CNPJ", buyer.tax_id), ("xNome", buyer.name), buyer_address, ("email", buyer.email)]),
        ("serv", [
            ("locPrest", [("cLocPrestacao", buyer.city_code)]),
            ("cServ", [("cTribNac", "010301"), ("xDescServ", f"{services}.{orders}")]),
            ("infoCompl", extra),
        ]),
        ("valores", [
            ("vServPrest", [("vServ", str(draft.gross_total))]),
            ("trib", [("tribMun", [("tribISSQN", "1"), ("tpRetISSQN", "1")]), ("totTrib", [("indTotTrib", "0")])]),
        ]),
    ]  # fmt: skip
