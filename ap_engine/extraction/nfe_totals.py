"""The totals of an NF-e and whether they close (validation rule W16-10 of the MOC).

IBS, CBS and IS (NT 2025.002): vNFTot includes the new taxes, which are not yet charged in 2026. What the issuer asks to
be paid (cobr, pag) decides which of vNF and vNFTot is the total; without a word about payment vNFTot counts from 2027.
"""

from __future__ import annotations

from decimal import Decimal

from ap_engine.extraction.xml_nodes import Node, amount_text, decimal, decimal_of, first, nodes, path_of, text, text_of
from ap_engine.extraction.xml_sheet import AMOUNTS, Sheet
from ap_engine.model.extraction import ExtractedCharge

_CHARGES = (("vFrete", "freight"), ("vSeg", "insurance"), ("vOutro", "other"), ("vDesc", "discount"))
# Taxes that come on top of the price of the goods.
_ON_TOP = ("vST", "vFCPST", "vII", "vIPI", "vIPIDevol", "vICMSMonoReten")
_NEW_TAXES = ("ISTot/vIS", "IBSCBSTot/gIBS/vIBS", "IBSCBSTot/gCBS/vCBS")
_NEW_TAXES_CHARGED_FROM = "2027"
_NOTHING = Decimal(0)


def put_totals(sheet: Sheet, info: Node) -> None:
    """Note the totals and charges; every amount is uncertain where the sums do not close."""
    totals, services = first(info, "total/ICMSTot"), first(info, "total/ISSQNtot")
    if totals is None:
        return
    sheet.put_amount("gross_total", first(totals, "vNF"))
    _choose_total(sheet, info)
    goods = _value(totals, "vProd") + _value(services, "vServ")
    net = goods - _value(totals, "vDesc") + sum(_value(totals, name) for name in ("vFrete", "vSeg", "vOutro"))
    for name, kind in _CHARGES:
        if _value(totals, name):
            sheet.charges.append(ExtractedCharge(kind, amount_text(_value(totals, name))))
    gross = decimal(totals, "vNF")
    if gross is None:
        return
    sheet.put("net_total", amount_text(net), path_of(totals))
    sheet.put("tax_total", amount_text((sheet.amount("gross_total") or gross) - net), path_of(totals))
    _check_lines(sheet, info, goods)
    is_import = any((text_of(node) or "").startswith("3") for node in nodes(info, "det/prod/CFOP"))
    _check_total(sheet, totals, net + _taxes_on_top(info, totals), gross, is_import=is_import)


def _value(node: Node | None, name: str) -> Decimal:
    return decimal(node, name) or _NOTHING


def _taxes_on_top(info: Node, totals: Node) -> Decimal:
    """The taxes in vNF, with PIS and COFINS by substitution where the line says that they count (indSomaPISST)."""
    substituted = _NOTHING
    for tax, flag in (("PISST", "indSomaPISST"), ("COFINSST", "indSomaCOFINSST")):
        for node in nodes(info, f"det/imposto/{tax}"):
            if text(node, flag) == "1":
                substituted += _value(node, "vPIS" if tax == "PISST" else "vCOFINS")
    return substituted + sum(_value(totals, name) for name in _ON_TOP)


def _check_lines(sheet: Sheet, info: Node, goods: Decimal) -> None:
    """The lines that count (indTot is not 0) make vProd + vServ."""
    counted = [decimal(line, "vProd") or _NOTHING for line in nodes(info, "det/prod") if text(line, "indTot") != "0"]
    if counted and sum(counted) != goods:
        message = f"Sums do not close: the lines make {sum(counted):f}, the total of goods says {goods:f}."
        sheet.doubt("totals_do_not_add_up", message, *AMOUNTS)


def _check_total(sheet: Sheet, totals: Node, computed: Decimal, gross: Decimal, *, is_import: bool) -> None:
    """vNF is goods, charges and the taxes on top; ICMS that was waived (vICMSDeson) may have been taken off.

    The goods of an import (CFOP 3…) may already hold the import duty, which the rule therefore excepts.
    """
    accepted = {computed, computed - _value(totals, "vICMSDeson")}
    if is_import:
        accepted.add(computed - _value(totals, "vII"))
    if gross not in accepted:
        message = f"Sums do not close: goods, charges and taxes make {computed:f}, vNF says {gross:f} (rule W16-10)."
        sheet.doubt("totals_do_not_add_up", message, *AMOUNTS)


def _choose_total(sheet: Sheet, info: Node) -> None:
    with_new_taxes = first(info, "total/vNFTot")
    amount, before = decimal_of(with_new_taxes), sheet.amount("gross_total")
    if amount is None or before is None or amount == before:
        return
    sheet.notes["total_with_ibs_cbs"] = amount_text(amount)
    new_taxes = sum(_value(first(info, "total"), path) for path in _NEW_TAXES)
    if amount != before + new_taxes:
        message = f"Sums do not close: vNF {before:f} with IBS, CBS and IS {new_taxes:f} is not vNFTot {amount:f}."
        sheet.doubt("totals_do_not_add_up", message, *AMOUNTS)
    asked = _asked(info)
    if amount in asked or (before not in asked and (sheet.value("issue_date") or "") >= _NEW_TAXES_CHARGED_FROM):
        sheet.put_amount("gross_total", with_new_taxes)
        if amount not in asked:
            sheet.doubt("total_unclear", "Whether IBS, CBS and IS are to be paid on top is not said.", *AMOUNTS)


def _asked(info: Node) -> set[Decimal]:
    """What the bill, the instalments and the payments each add up to."""
    found = {_value(info, "cobr/fat/vLiq")}
    for path in ("cobr/dup/vDup", "pag/detPag/vPag"):
        found.add(sum((decimal_of(node) or _NOTHING for node in nodes(info, path)), _NOTHING))
    return found - {_NOTHING}
