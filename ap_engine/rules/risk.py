"""Named risks: each a code of its own with the facts that it is told by, and none of them a score (rule F5).

What is unusual is held against the supplier's own history. A risk says something to whoever decides; only the policy may
make it hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ap_engine.model.accounts import AccountKind
from ap_engine.model.extraction import PaymentInstructions
from ap_engine.model.history import PastBill, PastPrice, Registered
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Invoice, InvoiceLine
from ap_engine.model.money import Money, to_cents
from ap_engine.model.parties import Supplier
from ap_engine.model.policy import Policy, Severity
from ap_engine.rules import recurrence, risk_limits
from ap_engine.rules.payment_claims import accounts_of, on_file
from ap_engine.rules.recurrence import HUNDRED, middle
from ap_engine.rules.severity import weighed

_THOUSAND = Decimal(1000)
# One earlier price may have been the odd one.
_PRICES = 2
CODES = (
    HoldCode.RISK_NEW_SUPPLIER,
    HoldCode.RISK_NEW_ACCOUNT,
    HoldCode.RISK_ROUND_AMOUNT,
    HoldCode.RISK_UNDER_LIMIT,
    HoldCode.RISK_SEVERAL_SAME_DAY,
    HoldCode.RISK_PRICE_JUMP,
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the invoice: its supplier, since when and by whom, its other bills, earlier prices, and the limits
    that its amount is held against."""

    supplier: Supplier
    registered: Registered | None
    bills: tuple[PastBill, ...]
    prices: tuple[PastPrice, ...]
    limits: tuple[risk_limits.Limit, ...]


def check(invoice: Invoice, known: Known, policy: Policy) -> tuple[Finding, ...]:
    """Every risk that the policy looks for, as a notice or a hold."""
    risk = policy.risk
    asked: tuple[tuple[Severity, Callable[[], Iterator[Finding]]], ...] = (
        (risk.new_supplier, lambda: _new_supplier(known)),
        (risk.new_account, lambda: _new_account(invoice.fields.payment, known)),
        (risk.round_amount, lambda: _round(invoice, known, policy)),
        (risk.under_limit, lambda: risk_limits.just_under(invoice, known.limits, risk.under_limit_percent)),
        (risk.several, lambda: risk_limits.several(invoice, known.bills, known.limits, risk)),
        (risk.price_jump, lambda: _price_jumps(invoice, known, policy)),
    )
    return tuple(one for severity, look in asked if severity is not Severity.OFF for one in weighed(look(), severity))


def _new_supplier(known: Known) -> Iterator[Finding]:
    """The first invoice of a company, whichever branch sends it: none of its invoices was accepted before."""
    if any(bill.accepted for bill in known.bills):
        return
    since = f" It was registered on {known.registered.at.date()} by {known.registered.by}." if known.registered else ""
    yield Finding(
        HoldCode.RISK_NEW_SUPPLIER,
        f"No invoice of {known.supplier.name} was ever accepted.{since}",
        "Ask who ordered from them; it is told until a first invoice is approved.",
    )


def _new_account(payment: PaymentInstructions, known: Known) -> Iterator[Finding]:
    """The document asks for an account, the register has none to hold it against, and no accepted invoice named it. A boleto
    names no account, and where one is on file another one is a changed account."""
    before = {account for bill in known.bills if bill.accepted for account in accounts_of(bill.payment)}
    asked = [account for account in accounts_of(payment) if account.kind is not AccountKind.BANK]
    new = [account.value for account in asked if account not in before]
    if on_file(known.supplier) or not new:
        return
    yield Finding(
        HoldCode.RISK_NEW_ACCOUNT,
        f"The register has no account of {known.supplier.name}, and nothing was paid to {' or '.join(new)} before.",
        "Confirm the account on a number that is on file, and put it into the register.",
    )


def _round(invoice: Invoice, known: Known, policy: Policy) -> Iterator[Finding]:
    """A round total that neither an order nor the supplier's rhythm explains: hundreds up to ten times where it begins,
    thousands from there on."""
    amount, begins = invoice.payable_amount, policy.risk.round_from
    if amount is None or amount.amount <= 0 or amount.amount < begins:
        return
    step = _THOUSAND if amount.amount >= 10 * begins else HUNDRED
    if amount.amount % step or _ordered(invoice) or _usual(invoice, amount, known, policy):
        return
    yield Finding(
        HoldCode.RISK_ROUND_AMOUNT,
        f"{amount} is a multiple of {step}, and neither an order nor what {known.supplier.name} usually bills explains it.",
        "See on the document what it is made of.",
    )


def _ordered(invoice: Invoice) -> bool:
    match = invoice.match
    return match is not None and bool(match.order_numbers) and bool(match.lines) and match.within_tolerance


def _usual(invoice: Invoice, amount: Money, known: Known, policy: Policy) -> bool:
    day = invoice.fields.issue_date or invoice.received_at.date()
    return recurrence.explained(standing(known.bills, amount.currency), amount.amount, day, policy.recurrence)


def standing(bills: Sequence[PastBill], currency: str) -> tuple[tuple[Decimal, date], ...]:
    """(amount, day) of the accepted bills without an order, in one currency: what is usual is learned from them."""
    return tuple(
        (bill.amount.amount, bill.day) for bill in bills if bill.accepted and not bill.orders and bill.amount.currency == currency
    )


def _price_jumps(invoice: Invoice, known: Known, policy: Policy) -> Iterator[Finding]:
    """A unit price far above the middle of what the same thing cost before; for a recurring bill, its total."""
    percent = policy.risk.price_jump_percent
    total = _total_jump(invoice, known, policy, percent)
    if total is not None:
        yield total
    for line in invoice.fields.lines:
        before = sorted(one.price for one in known.prices if _same_thing(one, line))
        if line.unit_price is None or len(before) < _PRICES:
            continue
        usual = middle(before)
        if line.unit_price * HUNDRED > usual * (HUNDRED + percent):
            yield _dearer(
                line.description or f"Line {line.number}", line.net.currency, line.unit_price, usual, len(before), line.number
            )


def _total_jump(invoice: Invoice, known: Known, policy: Policy, percent: Decimal) -> Finding | None:
    """A bill without an order that is within what is usual, and far up in it: above that it is not expected at all (rule M17)."""
    amount = invoice.payable_amount
    if amount is None or known.supplier.order_required or _ordered(invoice):
        return None
    history = standing(known.bills, amount.currency)
    pattern = recurrence.expected(history, policy.recurrence)
    if pattern is None:
        return None
    level = pattern.level_of(amount.amount)
    usual = level.usual
    inside = amount.amount <= level.band(policy.recurrence.band_percent)[1]
    if not inside or amount.amount * HUNDRED <= usual * (HUNDRED + percent):
        return None
    return _dearer("The whole bill", amount.currency, amount.amount, usual, len(history), None)


def _same_thing(price: PastPrice, line: InvoiceLine) -> bool:
    same_unit = _folded(price.unit) == _folded(line.unit) and price.currency == line.net.currency
    if line.item_code and price.item_code:
        return same_unit and _folded(price.item_code) == _folded(line.item_code)
    return same_unit and _folded(price.description) == _folded(line.description)


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _dearer(what: str, currency: str, price: Decimal, usual: Decimal, times: int, line: int | None) -> Finding:
    more = ((price - usual) * HUNDRED / usual).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return Finding(
        HoldCode.RISK_PRICE_JUMP,
        f"{what}: {currency} {_figure(price)}, {more} % above the {currency} {_figure(usual)} of {times} earlier bills.",
        "Ask the buyer whether the new price was agreed.",
        line=line,
    )


def _figure(price: Decimal) -> str:
    return str(to_cents(price)) if price == to_cents(price) else f"{price.normalize():f}"
