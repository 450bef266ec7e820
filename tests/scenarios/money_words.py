"""Short words for cases of money, of what is unusual, of who may decide, and of the life of a hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from ap_engine.model.coding import Allocation, BankBalance, Budget, Commitment
from ap_engine.model.delegation import Delegation
from ap_engine.model.errors import Refusal
from ap_engine.model.extraction import PaymentInstructions
from ap_engine.model.history import PastBill, PastPrice, Registered
from ap_engine.model.holds import Blocks, Finding, Hold, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.match import LineMatch, MatchResult
from ap_engine.model.money import Money
from ap_engine.model.parties import Person, Role
from ap_engine.model.policy import BalancePolicy, Severity
from ap_engine.rules import approvals, balance, budgets, coding, delegation, holds, recurrence, risk, risk_limits
from tests.unit.trade import ACME, NOW, POLICY, brl, center, fields, invoice, line, person

H = HoldCode
TODAY = date(2026, 11, 20)
CENTERS = {name: center(name, leader) for name, leader in (("it", "ines"), ("sales", "saulo"))}
INES, SAULO, HELENA = person("ines"), person("saulo", limit="90000"), person("helena.prado", limit="900000")
NORA, CLARA = person("nora", limit="500"), person("clara", Role.CLERK, limit=None)
FINANCE = person("fabio", Role.FINANCE, limit=None)
PEOPLE = {one.id: one for one in (INES, SAULO, HELENA, NORA, CLARA, FINANCE)}
NO_LIMITS = replace(POLICY, two_approvals_above=None)


# --- money -----------------------------------------------------------------------------------------------------------


def share(amount: str, of: str = "it", percent: str = "100") -> Allocation:
    return Allocation(of, Decimal(percent), brl(amount))


def budget(planned: str, committed: str = "0", spent: str = "0", ordered: str = "0", month: int = 11) -> Budget:
    return Budget("it", 2026, month, brl(planned), brl(committed), brl(spent), brl(ordered))


def money_findings(of: Budget, amount: str, policy: BalancePolicy | None = None) -> list[tuple[HoldCode, Blocks | None, str]]:
    policy = policy or BalancePolicy(year_budget=Severity.NOTE)
    return [(f.code, f.severity, f.reason) for f in balance.check([share(amount)], [of], {"it": "It"}, policy)]


def cleared_by(of: Budget, amount: str) -> list[bool]:
    """Whether each remedy of the budget's finding, applied alone, clears it."""
    policy = BalancePolicy(year_budget=Severity.HOLD)
    (finding,) = balance.check([share(amount)], [of], {}, policy)
    told = []
    for one in finding.remedies:
        raised = replace(of, amount=brl(str(one.to))) if one.change.value.endswith("budget") else of
        asked = str(one.to) if one.change.value == "share" else amount
        told.append(balance.check([share(asked)], [raised], {}, policy) == ())
    return told


def budgets_of(*commitments: Commitment, used: dict[tuple[str, int, bool], Money] | None = None) -> list[tuple[int, str]]:
    books = budgets.Books("BRL", {("it", 10): brl("1000"), ("it", 11): brl("1000")}, used or {}, commitments)
    return [(one.month, str(one.left.amount)) for one in budgets.of(books, ["it"], 2026, 11, (("EUR", Decimal(6)),))]


def open_order(left: str, month: int, currency: str = "BRL", percent: str = "100") -> Commitment:
    return Commitment("PO-1", date(2026, month, 3), Money.of(left, currency), (("it", percent),))


def bank(have: str, due: str = "0", keep: str = "0", age: timedelta = timedelta(hours=1)) -> balance.Bank:
    told = BankBalance("1", "Main account", brl(have), TODAY, NOW - age)
    return balance.Bank(told, brl(due), date(2026, 12, 2), brl(keep))


def bank_says(of: balance.Bank | None, amount: str, severity: Severity = Severity.HOLD) -> list[Blocks | None]:
    policy = BalancePolicy(bank=severity)
    return [f.severity for f in balance.check_bank(brl(amount), of, policy, NOW)]


# --- what is unusual -------------------------------------------------------------------------------------------------


def bill(
    number: str, amount: str, day: date, state: State = State.POSTED, orders: Sequence[str] = (), **more: object
) -> PastBill:
    shares = (("it", brl(amount)),)
    made = PastBill(f"AP-{number}", number, state, day, NOW, brl(amount), brl(amount), frozenset(orders), shares=shares)
    return replace(made, **more)  # type: ignore[arg-type]


USUAL = tuple(bill(str(n), "1200", date(2026, n, 2)) for n in (7, 8, 9, 10))


def asks(
    amount: str, day: date = date(2026, 11, 2), shares: Sequence[tuple[str, str]] = (("it", "100"),), **more: object
) -> Invoice:
    of = fields(line(1, "A", "1", amount), orders=(), issue_date=day)
    split = coding.split(brl(amount), [(name, Decimal(percent)) for name, percent in shares])
    return invoice(of, allocations=split, accounting_amount=brl(amount), **more)


def known(
    *bills: PastBill, prices: tuple[PastPrice, ...] = (), about: Invoice | None = None, order_required: bool = True
) -> risk.Known:
    limits = risk_limits.limits_of(about, CENTERS, PEOPLE, POLICY) if about is not None else ()
    supplier = replace(ACME, order_required=order_required)
    return risk.Known(supplier, Registered(datetime(2026, 11, 1, tzinfo=NOW.tzinfo), "Clara"), bills, prices, limits)


def risks(of: Invoice, about: risk.Known) -> list[HoldCode]:
    return [finding.code for finding in risk.check(of, about, POLICY)]


def reason(of: Invoice, about: risk.Known, code: HoldCode) -> str:
    return next(finding.reason for finding in risk.check(of, about, POLICY) if finding.code is code)


def price(amount: str, code: str = "A", unit: str = "UN") -> PastPrice:
    return PastPrice(code, f"Item {code}", unit, Decimal(amount), "BRL")


def at_price(amount: str, code: str = "A") -> Invoice:
    return invoice(fields(line(1, code, "3", amount)), match=matched())


def matched(*orders: str) -> MatchResult:
    numbers = orders or ("4711",)
    return MatchResult(numbers, (LineMatch(1, numbers[0], 1, quantity=Decimal(1)),), "by its number", True)


def near(of: Invoice, *bills: PastBill) -> list[HoldCode]:
    return risks(of, known(*USUAL, *bills, about=of))


# --- what recurs -----------------------------------------------------------------------------------------------------

RENT = [(Decimal(5000), date(2026, month, 5)) for month in (6, 7, 8, 9, 10)]
POWER = [(Decimal(a), date(2026, m, 20)) for a, m in (("1180", 6), ("1302.40", 7), ("1420", 8), ("1255", 9), ("1290", 10))]


def unexpected(amount: str, day: date, bills: list[tuple[Decimal, date]]) -> list[tuple[HoldCode, Blocks | None]]:
    found = recurrence.check(brl(amount), day, bills, [when for _, when in bills], POLICY.recurrence)
    return [(finding.code, finding.severity) for finding in found]


def unexpected_reason(amount: str, day: date, bills: list[tuple[Decimal, date]]) -> str:
    (found,) = recurrence.check(brl(amount), day, bills, [when for _, when in bills], POLICY.recurrence)
    return found.reason


# --- who may decide --------------------------------------------------------------------------------------------------


def asked(of: Invoice, beside: dict[str | None, Money] | None = None, policy: object = NO_LIMITS) -> list[str]:
    steps = approvals.route(of, CENTERS, PEOPLE, policy, exposure=beside)  # type: ignore[arg-type]
    return [step.approver_id for step in steps]


def pending(
    amount: str, shares: Sequence[tuple[str, str]] = (("it", "100"),), policy: object = NO_LIMITS, **more: object
) -> Invoice:
    made = asks(amount, shares=shares, **more)
    return replace(made, state=State.PENDING_APPROVAL, steps=approvals.route(made, CENTERS, PEOPLE, policy))  # type: ignore[arg-type]


def decides(of: Invoice, who: Person, *others: Person) -> object:
    """Who decided, in whose authority, or which refusal."""
    try:
        done = approvals.decide(of, who, True, "", NOW, standing_in_for=others)
    except Refusal as refusal:
        return type(refusal).__name__
    return (who.id, done.authority.id)


def gives(taker: str = "saulo", first: int = 20, last: int = 25, why: str = "Holidays", giver: str = "ines",
          before: Sequence[Delegation] = ()) -> str:  # fmt: skip
    new = Delegation("d", giver, taker, date(2026, 11, first), date(2026, 11, last), why, NOW)
    try:
        delegation.check(new, PEOPLE, before, TODAY)
    except Refusal as refusal:
        return type(refusal).__name__
    return "given"


def stands_in(on: date, *given: Delegation, who: Person = SAULO) -> list[str]:
    return [one.id for one in delegation.standing_in_for(who, given, PEOPLE, on)]


def given(giver: str, taker: str, ended: bool = False) -> Delegation:
    return Delegation(
        f"{giver}:{taker}", giver, taker, date(2026, 11, 18), date(2026, 11, 25), "Away", NOW, NOW if ended else None
    )


BIG = (("it", "10"), ("sales", "90"))


def pending_two() -> Invoice:
    """Two leaders and the second signature are asked."""
    return pending("60000", BIG, POLICY)


def one_signature_left() -> Invoice:
    """Both leaders said yes; the second signature is missing."""
    once = approvals.decide(pending_two(), INES, True, "", NOW).invoice
    return approvals.decide(once, SAULO, True, "", NOW).invoice


# --- the life of a hold ----------------------------------------------------------------------------------------------


def found(text: str = "It has 10 left.", code: HoldCode = H.BUDGET_EXCEEDED, severity: Blocks | None = None) -> Finding:
    return Finding(code, text, "Raise it.", line=1, severity=severity)


def life(*runs: Sequence[Finding], release_after: int | None = None) -> list[tuple[bool, str | None]]:
    """The hold after these runs of the rule, finance releasing it after one of them: (open, released by)."""
    standing: tuple[Hold, ...] = ()
    for number, findings in enumerate(runs):
        standing = holds.settle(standing, findings, (H.BUDGET_EXCEEDED,), NOW)
        if number == release_after:
            standing = holds.release(standing, H.BUDGET_EXCEEDED, 1, FINANCE, "Agreed.", NOW)
    return [(hold.open, hold.released_by) for hold in standing]


def released_by(code: HoldCode, who: Person, why: str = "Agreed.") -> str:
    standing = holds.settle((), (Finding(code, "Why", "How"),), (code,), NOW)
    try:
        holds.release(standing, code, None, who, why, NOW)
    except Refusal as refusal:
        return type(refusal).__name__
    return "released"


def whole_budget_outlasts() -> list[bool]:
    """A hold for a share above the whole budget, released, and found again after others spent: is it open?"""
    return _released_then(
        balance.check([share("5000")], [budget("1000")], {}, BalancePolicy()),
        balance.check([share("5000")], [budget("1000", spent="300")], {}, BalancePolicy()),
        H.BUDGET_EXCEEDED, 1,
    )  # fmt: skip


def bank_outlasts() -> list[bool]:
    """The bank's hold, released, and found again with another balance: is it open?"""
    policy = BalancePolicy(bank=Severity.HOLD)
    before, after = (balance.check_bank(brl("600"), bank(have), policy, NOW) for have in ("500", "450"))
    return _released_then(before, after, H.BANK_BALANCE, None)


def _released_then(before: Sequence[Finding], after: Sequence[Finding], code: HoldCode, at: int | None) -> list[bool]:
    standing = holds.release(holds.settle((), before, (code,), NOW), code, at, FINANCE, "Agreed by the board.", NOW)
    return [hold.open for hold in holds.settle(standing, after, (code,), NOW)]


def with_account(of: Invoice, iban: str) -> Invoice:
    return replace(of, fields=replace(of.fields, payment=PaymentInstructions(iban=iban)))


def paid_to(iban: str) -> PastBill:
    return bill("9", "600", date(2026, 10, 2), payment=PaymentInstructions(iban=iban))
