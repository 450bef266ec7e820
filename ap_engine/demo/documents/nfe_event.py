"""The cancellation of an NF-e as the tax office hands it back (procEventoNFe): the issuer's event, and the answer to it."""

from __future__ import annotations

from datetime import date

from ap_engine.demo.documents import fiscal_keys
from ap_engine.demo.documents.danfe import key_of
from ap_engine.demo.documents.draft import InvoiceDraft
from ap_engine.demo.documents.xml_tree import Node, document

_NAMESPACES = {"": "http://www.portalfiscal.inf.br/nfe"}
CANCELLATION = "110111"


def cancellation(draft: InvoiceDraft, day: date | None = None, kind: str = CANCELLATION) -> bytes:
    """The file, for the NF-e of a draft; `day` is when it was cancelled, the day of issue unless said otherwise."""
    key = key_of(draft)
    moment = f"{day or draft.issue_date}T16:20:00-03:00"
    told: list[Node] = [
        ("cOrgao", key[:2]), ("tpAmb", "1"), ("CNPJ", draft.issuer.tax_id), ("chNFe", key), ("dhEvento", moment),
        ("tpEvento", kind), ("nSeqEvento", "1"), ("verEvento", "1.00"),
        ("detEvento", [("descEvento", "Cancelamento"), ("nProt", fiscal_keys.protocol(key)),
                       ("xJust", "Pedido cancelado pelo emitente: erro no pedido")], {"versao": "1.00"}),
    ]  # fmt: skip
    answer: list[Node] = [
        ("tpAmb", "1"), ("verAplic", "PR-v4_8_20"), ("cOrgao", key[:2]), ("cStat", "135"),
        ("xMotivo", "Evento registrado e vinculado a NF-e"), ("chNFe", key), ("tpEvento", kind), ("nSeqEvento", "1"),
        ("dhRegEvento", moment), ("nProt", fiscal_keys.protocol(key[::-1])),
    ]  # fmt: skip
    parts: list[Node] = [
        ("evento", [("infEvento", told, {"Id": f"ID{kind}{key}01"})], {"versao": "1.00"}),
        ("retEvento", [("infEvento", answer)], {"versao": "1.00"}),
    ]
    return document(("procEventoNFe", parts, {"versao": "1.00"}), _NAMESPACES)
