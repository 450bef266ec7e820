"""Events about a fiscal document that come as XML of their own: cancellations of an NF-e (NT 2018.005, MOC 7.0; rule F11).

A cancellation counts when the tax office's answer is in it: registered (135, 136) or registered out of time (155).
"""

from __future__ import annotations

from ap_engine.extraction.identifiers import is_access_key
from ap_engine.extraction.xml_nodes import Node, first, local_name, text
from ap_engine.model.extraction import FiscalEvent

# tpEvento: cancellation, and cancellation because another document took its place.
CANCELLED, REPLACED = "110111", "110112"
_REGISTERED = frozenset({"135", "136", "155"})
_ROOTS = ("procEventoNFe", "procEventoCTe", "procEvento")


def cancellation_of(root: Node) -> FiscalEvent | None:
    """The cancellation that this XML is, or None: another kind of event, one that was not registered, no event at all."""
    if local_name(root) not in _ROOTS:
        return None
    said, answer = (
        first(root, "evento/infEvento", "eventoCTe/infEvento"),
        first(root, "retEvento/infEvento", "retEventoCTe/infEvento"),
    )
    kind, key = text(said, "tpEvento"), text(said, "chNFe", "chCTe") or ""
    if kind not in (CANCELLED, REPLACED) or not is_access_key(key):
        return None
    if text(answer, "cStat") not in _REGISTERED or text(answer, "chNFe", "chCTe") != key:
        return None
    return FiscalEvent(
        access_key=key,
        kind=kind,
        happened_at=text(said, "dhEvento") or "",
        protocol=text(answer, "nProt") or "",
        reason=(text(said, "detEvento/xJust", "detEvento/evCancCTe/xJust") or "")[:255],
        replaced_by=text(said, "detEvento/chNFeRef"),
    )
