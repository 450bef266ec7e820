"""What UBL and CII have in common: document types (UNTDID 1001) and the arithmetic of EN 16931 (rule C9).

Rules BR-CO-10 to BR-CO-16 of the standard (ConnectingEurope/eInvoicing-EN16931), exact to the cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from stdnum import iban

from ap_engine.extraction.xml_nodes import Node, text_of
from ap_engine.extraction.xml_sheet import AMOUNTS, Sheet
from ap_engine.model.extraction import DocumentType
from ap_engine.model.tax_ids import compact_tax_id

# UNTDID 1001: credit notes. 384 (corrected invoice) is an invoice whose amounts may be negative; its sign is kept.
_CREDIT_NOTES = frozenset(["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"])
# Pro forma invoices and requests that nobody has to pay.
_NOT_PAYABLE = frozenset(["310", "325"])
_CHARGE_KINDS = {"FC": "freight", "IN": "insurance"}
_CENT = Decimal("0.01")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Totals:
    """The document totals as written (BG-22) and the parts that they should be the sums of; absent is None."""

    line_nets: tuple[Decimal, ...] = ()
    line_total: Decimal | None = None
    allowances: tuple[Decimal, ...] = ()
    allowance_total: Decimal | None = None
    charges: tuple[Decimal, ...] = ()
    charge_total: Decimal | None = None
    net: Decimal | None = None
    taxes: tuple[Decimal, ...] = ()
    tax: Decimal | None = None
    gross: Decimal | None = None
    prepaid: Decimal | None = None
    rounding: Decimal | None = None
    third_party: tuple[Decimal, ...] = ()
    due: Decimal | None = None


def document_type(code: str | None) -> DocumentType:
    """Invoice, credit note or neither, by the UNTDID 1001 code."""
    if code in _CREDIT_NOTES:
        return DocumentType.CREDIT_NOTE
    return DocumentType.OTHER if code in _NOT_PAYABLE else DocumentType.INVOICE


def charge_kind(is_charge: bool, reason_code: str | None) -> str:
    """Freight, insurance, other or discount, by the UNTDID 7161 reason code of a charge."""
    return _CHARGE_KINDS.get(reason_code or "", "other") if is_charge else "discount"


def payment_account(sheet: Sheet, node: Node | None) -> str | None:
    """The IBAN to be paid (BT-84), compact; wrong check digits are a problem, and it stays as written.

    An account of another kind becomes the note `payment_account`.
    """
    written = text_of(node)
    if written is None:
        return None
    account = compact_tax_id(written)
    if not (account[:2].isalpha() and account[2:4].isdigit()):
        sheet.notes["payment_account"] = written
        return None
    if not iban.is_valid(account):
        sheet.problem("iban_invalid", f"The IBAN {written[:40]} has wrong check digits or a wrong length.")
    return account


def check_totals(sheet: Sheet, totals: Totals) -> None:
    """Note each sum that does not close; then no amount is certain."""
    for message in _open_sums(totals):
        sheet.doubt("totals_do_not_add_up", message, *AMOUNTS)


def _open_sums(t: Totals) -> Iterator[str]:
    checks = (
        ("BR-CO-10", "the lines", sum(t.line_nets) if t.line_nets else None, "the sum of the lines", t.line_total),
        ("BR-CO-11", "the discounts", sum(t.allowances) if t.allowances else None, "the sum of the discounts", t.allowance_total),
        ("BR-CO-12", "the charges", sum(t.charges) if t.charges else None, "the sum of the charges", t.charge_total),
        ("BR-CO-13", "lines less discounts plus charges", _net(t), "the net total", t.net),
        ("BR-CO-14", "the taxes by rate", sum(t.taxes) if t.taxes else None, "the tax total", t.tax),
        ("BR-CO-15", "net plus tax", _sum(t.net, t.tax), "the total", t.gross),
        ("BR-CO-16", "the total less what was paid", _due(t), "the amount due", t.due),
    )
    for rule, parts, computed, whole, written in checks:
        if computed is not None and written is not None and abs(computed - written) >= _CENT:
            yield f"Sums do not close: {parts} make {computed:f}, {whole} says {written:f} (EN 16931 {rule})."


def _sum(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    return None if first is None or second is None else first + second


def _net(t: Totals) -> Decimal | None:
    if t.line_total is None:
        return None
    return t.line_total - (t.allowance_total or _NOTHING) + (t.charge_total or _NOTHING)


def _due(t: Totals) -> Decimal | None:
    """BT-112 − BT-113 + BT-114, plus third-party payments of the XRechnung extension (BR-DEX-09)."""
    if t.gross is None:
        return None
    return t.gross - (t.prepaid or _NOTHING) + (t.rounding or _NOTHING) + sum(t.third_party)
