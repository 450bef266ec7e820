"""The one change that a remedy names, made to the invoice, the order or the policy (row N6)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ap_engine.model.invoice import Charge, InvoiceFields, InvoiceLine
from ap_engine.model.match_terms import Tolerance
from ap_engine.model.money import Money, total
from ap_engine.model.policy import Policy
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.model.remedies import Change, Remedy
from tests.unit.trade import order_line


def applied(
    remedy: Remedy, of: InvoiceFields, ordered: PurchaseOrder, policy: Policy
) -> tuple[InvoiceFields, PurchaseOrder, Policy]:
    """The world after that one change."""
    change = remedy.change
    if change is Change.TOLERANCE_PERCENT:
        old: Tolerance = getattr(policy.terms, remedy.subject)
        new = replace(old, percent=remedy.to, absolute=old.absolute if remedy.absolute is None else remedy.absolute)
        return of, ordered, replace(policy, terms=replace(policy.terms, **{remedy.subject: new}))
    if change is Change.ORDER_LINE:
        (billed,) = [one for one in of.lines if one.number == remedy.line]
        assert (billed.quantity or Decimal(1)) == remedy.to
        price = billed.net.amount / remedy.to
        same = order_line(remedy.order_line or 0, billed.item_code or "", "1", "1", description=billed.description)
        new = replace(same, quantity=remedy.to, unit_price=price, unit=billed.unit or "")
        return of, replace(ordered, lines=(*ordered.lines, new)), policy
    if change is Change.ORDER_CURRENCY:
        return of, replace(ordered, currency=remedy.subject), policy
    if change is Change.BILL_CURRENCY:
        return in_currency(of, remedy.subject), ordered, policy
    if change in (Change.RECEIVE_MORE, Change.ACCEPT_MORE, Change.ORDER_QUANTITY, Change.ORDER_PRICE, Change.ORDER_UNIT):
        return of, _changed_order(remedy, ordered), policy
    return _changed_invoice(remedy, of), ordered, policy


def _changed_order(remedy: Remedy, ordered: PurchaseOrder) -> PurchaseOrder:
    (at,) = [one for one in ordered.lines if one.number == remedy.order_line]
    if remedy.change is Change.ORDER_UNIT:
        size = remedy.to
        counts = {name: getattr(at, name) / size for name in ("quantity", "received", "accepted", "billed")}
        told = replace(at, unit=remedy.subject, unit_price=at.unit_price * size, **counts)
        return replace(ordered, lines=tuple(told if one is at else one for one in ordered.lines))
    now = {
        Change.RECEIVE_MORE: replace(at, received=at.received + remedy.to),
        Change.ACCEPT_MORE: replace(at, accepted=at.accepted + remedy.to),
        Change.ORDER_QUANTITY: replace(at, quantity=remedy.to),
        Change.ORDER_PRICE: replace(at, unit_price=remedy.to),
    }[remedy.change]
    return replace(ordered, lines=tuple(now if one is at else one for one in ordered.lines))


def _changed_invoice(remedy: Remedy, of: InvoiceFields) -> InvoiceFields:
    money = Money(remedy.to, "BRL")
    if remedy.change is Change.BILL_TAX:
        return replace(of, tax_total=money)
    if remedy.change is Change.BILL_CHARGE:
        rest = tuple(charge for charge in of.charges if charge.kind != remedy.subject)
        return replace(of, charges=(*rest, Charge(remedy.subject, money)))
    if remedy.line is None:
        return replace(of, net_total=money)
    if remedy.change is Change.BILL_WITHOUT:
        rest_of = tuple(one for one in of.lines if one.number != remedy.line)
        assert total((one.net for one in rest_of), "BRL") == money
        return replace(of, lines=rest_of, net_total=money)
    lines = tuple(_changed_line(remedy, one) if one.number == remedy.line else one for one in of.lines)
    return replace(of, lines=lines, net_total=total((one.net for one in lines), "BRL"))


def _changed_line(remedy: Remedy, one: InvoiceLine) -> InvoiceLine:
    if remedy.change is Change.BILL_TOTAL:
        return replace(one, net=Money(remedy.to, "BRL"))
    if remedy.change is Change.BILL_UNIT:
        return replace(one, unit=remedy.subject, quantity=remedy.to, unit_price=one.net.amount / remedy.to)
    quantity = one.quantity or Decimal(1)
    if remedy.change is Change.BILL_QUANTITY:
        return replace(one, quantity=remedy.to, net=Money(one.net.amount * remedy.to / quantity, "BRL"))
    assert remedy.change is Change.BILL_PRICE
    return replace(one, unit_price=remedy.to, net=Money(remedy.to * quantity, "BRL"))


def in_currency(of: InvoiceFields, currency: str) -> InvoiceFields:
    """The same document, made out in another currency."""

    def told(amount: Money | None) -> Money | None:
        return None if amount is None else Money(amount.amount, currency)

    return replace(
        of, currency=currency, net_total=told(of.net_total), tax_total=told(of.tax_total), gross_total=told(of.gross_total),
        lines=tuple(replace(one, net=Money(one.net.amount, currency)) for one in of.lines),
        charges=tuple(replace(one, amount=Money(one.amount.amount, currency)) for one in of.charges),
    )  # fmt: skip
