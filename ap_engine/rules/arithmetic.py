"""Does the invoice add up? The printed figures are never repaired (rule C10): a difference is a finding with both numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import InvoiceFields
from ap_engine.model.money import Money, to_cents, total


def check(fields: InvoiceFields, rounding: Money) -> tuple[Finding, ...]:
    """Findings where figures on the document contradict one another by more than `rounding`.

    EN 16931 BR-CO-15 (net + tax = total), BR-CO-10 and -13 (lines and charges = net), and each line's own product.
    Amounts that the document does not state are not checked.
    """
    return tuple(finding for part in (_totals, _lines_to_net, _each_line) for finding in part(fields, rounding.amount))


def _totals(fields: InvoiceFields, slack: Decimal) -> Iterator[Finding]:
    net, tax, gross = fields.net_total, fields.tax_total, fields.gross_total
    if net is None or tax is None or gross is None:
        return
    if abs((net + tax - gross).amount) > slack:
        yield _finding(f"Net {net} plus tax {tax} is {net + tax}, but the total says {gross}.")


def _lines_to_net(fields: InvoiceFields, slack: Decimal) -> Iterator[Finding]:
    if not fields.lines or fields.currency is None:
        return
    target = fields.net_total or (fields.gross_total if fields.tax_total is None else None)
    if target is None:
        return
    lines = total((line.net for line in fields.lines), fields.currency)
    charges = total((charge.amount for charge in fields.charges), fields.currency)
    # Each rounded line may be off by half a cent: the slack grows with the lines, slowly.
    if abs((lines + charges - target).amount) > slack + Decimal("0.005") * len(fields.lines):
        extra = f" and charges {charges}" if charges else ""
        yield _finding(f"Lines of {lines}{extra} do not come to {target}.")


def _each_line(fields: InvoiceFields, slack: Decimal) -> Iterator[Finding]:
    for line in fields.lines:
        if line.quantity is None or line.unit_price is None:
            continue
        product = to_cents(line.quantity * line.unit_price)
        # Weighed goods and rounded unit prices: half a percent (rule C9).
        allowed = max(slack, abs(line.net.amount) * Decimal("0.005"))
        if abs(product - line.net.amount) > allowed:
            yield Finding(
                HoldCode.DOES_NOT_ADD_UP,
                f"Line {line.number}: {line.quantity.normalize():f} × {line.unit_price.normalize():f} is {product}, but the line says {line.net.amount}.",
                "Correct the line, or finance accepts it with a reason.",
                line=line.number,
            )


def _finding(reason: str) -> Finding:
    return Finding(HoldCode.DOES_NOT_ADD_UP, reason, "Correct what was misread, or ask the supplier for a right invoice.")
