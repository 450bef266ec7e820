"""Cases of money, of what is unusual, of what recurs, of who may decide, and of the life of holds (F5, F7, F8, M12-M14, M17, D9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from ap_engine.model.coding import YEAR, Allocation, BankBalance, Budget, Commitment
from ap_engine.model.delegation import Delegation
from ap_engine.model.errors import Refusal
from ap_engine.model.extraction import PaymentInstructions
from ap_engine.model.history import PastBill, PastPrice, Registered
from ap_engine.model.holds import CATALOGUE, Blocks, Finding, Hold, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.match import LineMatch, MatchResult
from ap_engine.model.money import Money
from ap_engine.model.parties import SYSTEM, Person, Role
from ap_engine.model.policy import BalancePolicy, RiskPolicy, Severity
from ap_engine.rules import approvals, balance, budgets, coding, delegation, holds, recurrence, risk, risk_limits
from tests.scenarios.scenario import Scenario, table
from tests.unit.trade import ACME, NOW, POLICY, brl, center, fields, invoice, line, order, order_line, person

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


SCENARIOS = (
    # Money: a month's budget, open orders, a year's, the bank.
    Scenario("M12", "a share above what is left of the month names the budget and what is left",
             lambda: money_findings(budget("1000", committed="300", spent="200"), "600"),
             [(H.BUDGET_EXCEEDED, None, "It has BRL 500.00 left of BRL 1000.00 in 11/2026; its share is BRL 600.00.")]),
    Scenario("M12", "a share of exactly what is left passes",
             lambda: money_findings(budget("1000", committed="300", spent="200"), "500"), []),
    Scenario("M12", "open orders leave less for an invoice without one",
             lambda: money_findings(budget("1000", ordered="800"), "300"),
             [(H.BUDGET_EXCEEDED, None, "It has BRL 200.00 left of BRL 1000.00 in 11/2026; its share is BRL 300.00.")]),
    Scenario("M12", "a budget that is overspent already says by how much",
             lambda: money_findings(budget("1000", spent="1200"), "1"),
             [(H.BUDGET_EXCEEDED, None, "It has overspent its BRL 1000.00 by BRL 200.00 in 11/2026; its share is BRL 1.00.")]),
    Scenario("M12", "the year's budget is told, and holds nothing while the policy only notes it",
             lambda: money_findings(budget("1000", spent="900", month=YEAR), "200"),
             [(H.YEAR_BUDGET_EXCEEDED, Blocks.NOTHING, "It has BRL 100.00 left of BRL 1000.00 in 2026; its share is BRL 200.00.")]),
    Scenario("M12", "a policy that does not look at budgets finds nothing",
             lambda: money_findings(budget("1"), "2", BalancePolicy(Severity.OFF, Severity.OFF)), []),
    Scenario("M12", "raising the budget, or a smaller share, each alone clears a month's hold",
             lambda: cleared_by(budget("1000", committed="400"), "700"), [True, True]),
    Scenario("M12", "where nothing is left only a larger budget clears it",
             lambda: cleared_by(budget("1000", spent="1000", month=YEAR), "5"), [True]),
    Scenario("M4", "an order stands against the month in which it was placed, and against its year",
             lambda: budgets_of(open_order("300", 10)), [(11, "1000.00"), (0, "1700.00")]),
    Scenario("M4", "an order in euros stands against the budget in our currency, by its share",
             lambda: budgets_of(open_order("100", 11, "EUR", "50")), [(11, "700.00"), (0, "1700.00")]),
    Scenario("M4", "an order in a currency without a rate counts nowhere",
             lambda: budgets_of(open_order("100", 11, "GBP")), [(11, "1000.00"), (0, "2000.00")]),
    Scenario("M20", "what is left of an order in money: ordered, less what others billed, less this one",
             lambda: str(balance.order_left(order("4711", order_line(1, "A", "10", "12.50", billed="4")), {("4711", 1): Decimal(3)})),
             "BRL 37.50"),
    Scenario("M12", "the bank has what falls due: nothing to say", lambda: bank_says(bank("1000", due="400"), "600"), []),
    Scenario("M12", "the bank does not have what falls due with this one", lambda: bank_says(bank("1000", due="401"), "600"), [None]),
    Scenario("M12", "what has to stay in the bank is not there to be spent", lambda: bank_says(bank("1000", keep="500"), "600"), [None]),
    Scenario("M12", "a balance older than a day is said as such and holds nothing up",
             lambda: bank_says(bank("1", age=timedelta(days=2)), "600"), [Blocks.NOTHING]),
    Scenario("M12", "a balance that nobody knows blocks nothing", lambda: bank_says(None, "600"), []),
    # Risks, each by its name.
    Scenario("F5", "the first invoice of a supplier says when and by whom it was registered",
             lambda: reason(asks("610"), known(), H.RISK_NEW_SUPPLIER),
             "No invoice of Acme Ltda was ever accepted. It was registered on 2026-11-01 by Clara."),
    Scenario("F5", "an invoice that was rejected or waits makes nobody known",
             lambda: risks(asks("610"), known(bill("1", "600", date(2026, 10, 2), State.MATCHED))), [H.RISK_NEW_SUPPLIER]),
    Scenario("F5", "a supplier with an accepted invoice is not new", lambda: risks(asks("610"), known(*USUAL)), []),
    Scenario("F5", "a first account with nothing on file",
             lambda: risks(with_account(asks("610"), "DE89370400440532013000"), known(*USUAL)), [H.RISK_NEW_ACCOUNT]),
    Scenario("F5", "an account that an accepted invoice named before is not new",
             lambda: risks(with_account(asks("610"), "DE89370400440532013000"), known(paid_to("DE89 3704 0044 0532 0130 00"))), []),
    Scenario("F5", "a round sum that nothing explains", lambda: risks(asks("4000"), known(*USUAL)), [H.RISK_ROUND_AMOUNT]),
    Scenario("F5", "a round sum below where it begins is nothing", lambda: risks(asks("900"), known(*USUAL)), []),
    Scenario("F5", "from ten thousand on only thousands are round", lambda: risks(asks("12500"), known(*USUAL)), []),
    Scenario("F5", "a round sum that an order agreed is no risk", lambda: risks(asks("4000", match=matched()), known(*USUAL)), []),
    Scenario("F5", "a round sum that comes every month is no risk",
             lambda: risks(asks("1200"), known(*USUAL, order_required=False)), []),
    Scenario("F5", "just under what the leader may approve alone",
             lambda: near(asks("9900.50")), [H.RISK_UNDER_LIMIT]),
    Scenario("F5", "exactly at the leader's limit is the tightest fit of all", lambda: near(asks("10000.00"))[-1:], [H.RISK_UNDER_LIMIT]),
    Scenario("F5", "well under every limit is nothing", lambda: near(asks("9400.50")), []),
    Scenario("F5", "just under the second signature",
             lambda: near(asks("49000.01", shares=(("it", "10"), ("sales", "90")))), [H.RISK_UNDER_LIMIT]),
    Scenario("F5", "a unit price a fifth above what it always was",
             lambda: risks(at_price("12.10"), known(*USUAL, prices=(price("10"), price("10"), price("10")))), [H.RISK_PRICE_JUMP]),
    Scenario("F5", "a unit price just within a fifth", lambda: risks(at_price("12"), known(*USUAL, prices=(price("10"),) * 3)), []),
    Scenario("F5", "one earlier price is no history", lambda: risks(at_price("99"), known(*USUAL, prices=(price("10"),))), []),
    Scenario("F5", "a price of another unit is another price",
             lambda: risks(at_price("99"), known(*USUAL, prices=(price("10", unit="CX"),) * 3)), []),
    Scenario("F5", "a recurring bill high up in what is usual has jumped",
             lambda: risks(asks("1500"), known(*USUAL, order_required=False)), [H.RISK_PRICE_JUMP]),
    # Limits by value and cost center; all parts of a purchase count.
    Scenario("F7", "two bills of a day that together pass what the leader may approve",
             lambda: near(asks("6000.10"), bill("77", "5000", date(2026, 11, 1))), [H.RISK_SEVERAL_SAME_DAY]),
    Scenario("F7", "two bills that stay under it together are nothing",
             lambda: near(asks("3000.10"), bill("77", "5000", date(2026, 11, 1))), []),
    Scenario("F7", "a bill of a week before is no part of it", lambda: near(asks("6000.10"), bill("77", "5000", date(2026, 10, 25))), []),
    Scenario("F7", "bills of two orders were decided apart",
             lambda: near(asks("6000.10", match=matched("1")), bill("77", "5000", date(2026, 11, 1), orders=("2",))), []),
    Scenario("F7", "three bills of one day are named",
             lambda: reason(asks("110"), known(*USUAL, bill("77", "90", date(2026, 11, 2)), bill("78", "80", date(2026, 11, 2))),
                            H.RISK_SEVERAL_SAME_DAY),
             "3 invoices of this supplier are of 2026-11-02: this one and 77, 78."),
    Scenario("F7", "a share above the leader's limit goes to the director", lambda: asked(asks("10000.01")), ["helena.prado"]),
    Scenario("F7", "a share within the limit goes to the leader", lambda: asked(asks("10000")), ["ines"]),
    Scenario("F7", "with the other part of the purchase it is above the leader's limit: the director is asked",
             lambda: asked(asks("6000"), {"it": brl("5000"), None: brl("5000")}), ["helena.prado"]),
    Scenario("F7", "the other part is on another cost center: the leader is asked",
             lambda: asked(asks("6000"), {"sales": brl("5000"), None: brl("5000")}), ["ines"]),
    Scenario("F7", "from the second limit on the director signs too",
             lambda: asked(asks("50000", shares=(("it", "15"), ("sales", "85"))), policy=POLICY),
             ["ines", "saulo", "helena.prado"]),
    Scenario("F7", "split in two to stay under the second signature: the parts count together",
             lambda: asked(asks("26000", shares=(("it", "30"), ("sales", "70"))), {None: brl("26000")}, POLICY),
             ["ines", "saulo", "helena.prado"]),
    Scenario("F7", "a limit that was lowered since counts at the decision",
             lambda: decides(pending("9000"), replace(INES, approval_limit=brl("8999.99"))), "NotAllowed"),
    Scenario("F7", "who is no approver any more decides nothing",
             lambda: decides(pending("9000"), replace(INES, roles=frozenset({Role.CLERK}))), "NotAllowed"),
    # Standing in for somebody.
    Scenario("F8", "a delegate decides in the other's authority, and both are named",
             lambda: decides(pending("9000"), SAULO, INES), ("saulo", "ines")),
    Scenario("F8", "the delegator's limit applies, however high the delegate's",
             lambda: decides(pending("9000"), SAULO, replace(INES, approval_limit=brl("8000"))), "NotAllowed"),
    Scenario("F8", "the delegate's own lower limit does not: the authority is the other's",
             lambda: decides(pending("9000"), NORA, INES), ("nora", "ines")),
    Scenario("F8", "who entered it decides in nobody's place",
             lambda: decides(pending("9000", entered_by="saulo"), SAULO, INES), "SegregationOfDuties"),
    Scenario("F8", "who corrected it decides in nobody's place",
             lambda: decides(pending("9000", changed_by=frozenset({"saulo"})), SAULO, INES), "SegregationOfDuties"),
    Scenario("F8", "a delegator who is gone gives no authority",
             lambda: decides(pending("9000"), SAULO, replace(INES, active=False)), "NotAllowed"),
    Scenario("F8", "the second signature is not of the hand that gave the first",
             lambda: decides(one_signature_left(), SAULO, HELENA), "NotAllowed"),
    Scenario("F8", "the second signature may be another delegate's",
             lambda: decides(one_signature_left(), NORA, HELENA), ("nora", "helena.prado")),
    Scenario("F8", "who has the second signature gives no first one in another's place",
             lambda: decides(pending_two(), HELENA, INES), "NotAllowed"),
    Scenario("F8", "approvals are given for days, with a reason, to another approver", gives, "given"),
    Scenario("F8", "without a reason they are not", lambda: gives(why="  "), "IncompleteInvoice"),
    Scenario("F8", "days that are over are not given", lambda: gives(first=10, last=19), "IncompleteInvoice"),
    Scenario("F8", "a clerk cannot be given approvals", lambda: gives("clara"), "NotAllowed"),
    Scenario("F8", "nobody gives them to themselves", lambda: gives("ines"), "NotAllowed"),
    Scenario("F8", "one day has one delegate", lambda: gives("nora", before=[given("ines", "saulo")]), "NotAllowed"),
    Scenario("F8", "what was taken back stands in nobody's way",
             lambda: gives("nora", before=[given("ines", "saulo", ended=True)]), "given"),
    Scenario("F8", "a delegate acts on the first and on the last day",
             lambda: [stands_in(date(2026, 11, day), given("ines", "saulo")) for day in (17, 18, 25, 26)], [[], ["ines"], ["ines"], []]),
    Scenario("F8", "what was given to me I cannot give on",
             lambda: stands_in(TODAY, given("ines", "helena.prado"), given("helena.prado", "saulo")), ["helena.prado"]),
    Scenario("F8", "taken back, it is over at once", lambda: stands_in(TODAY, given("ines", "saulo", ended=True)), []),
    # Bills without an order.
    Scenario("M17", "a power bill within its band passes", lambda: unexpected("1400", date(2026, 11, 20), POWER), []),
    Scenario("M17", "one far above it is held, with the figures",
             lambda: unexpected_reason("2950", date(2026, 11, 20), POWER),
             "Usually BRL 1180.00–BRL 1420.00, each month; this one of BRL 2950.00 is more than 30 % above BRL 1290.00."),
    Scenario("M17", "one far below it is told and holds nothing",
             lambda: unexpected("300", date(2026, 11, 20), POWER), [(H.UNEXPECTED_BILL, Blocks.NOTHING)]),
    Scenario("M17", "two bills are too few to expect a third", lambda: unexpected("99999", date(2026, 8, 20), POWER[:2]), []),
    Scenario("M17", "a bill that is one too many and too dear says both",
             lambda: unexpected_reason("2950", date(2026, 10, 27), POWER).count(";"), 2),
    Scenario("D9", "rent of the same amount each month is never in doubt", lambda: unexpected("5000", date(2026, 11, 5), RENT), []),
    Scenario("D9", "a second rent within the month is one too many",
             lambda: unexpected("5000", date(2026, 10, 14), RENT), [(H.UNEXPECTED_BILL, None)]),
    Scenario("D9", "rent that comes five days early is still the expected one",
             lambda: unexpected("5000", date(2026, 10, 31), RENT), []),
    Scenario("D9", "a missed month does not make the next rent unexpected",
             lambda: unexpected("5000", date(2026, 12, 5), RENT), []),
    Scenario("D9", "two contracts of one supplier bill twice a month",
             lambda: unexpected("900", date(2026, 10, 3), [(Decimal(a), date(2026, m, 3)) for m in (7, 8, 9) for a in (120, 900)]), []),
    # The life of a hold.
    Scenario("M13", "it ends with its cause", lambda: life([found()], []), [(False, SYSTEM)]),
    Scenario("M13", "what a person released is not placed again", lambda: life([found()], [found()], release_after=0), [(False, "fabio")]),
    Scenario("M13", "a changed reason is a new hold, whoever released the other",
             lambda: life([found()], [found("It has 5 left.")], release_after=0), [(False, "fabio"), (True, None)]),
    Scenario("M13", "a hold that the system ended comes back with its cause",
             lambda: life([found()], [], [found()]), [(False, SYSTEM), (True, None)]),
    Scenario("M13", "a notice that became a hold is another one",
             lambda: life([found(severity=Blocks.NOTHING)], [found()]), [(False, SYSTEM), (True, None)]),
    Scenario("M13", "what only its cause's end clears nobody releases", lambda: released_by(H.CODING_REQUIRED, FINANCE), "NotAllowed"),
    Scenario("M13", "a clerk does not accept a budget that is exceeded", lambda: released_by(H.BUDGET_EXCEEDED, CLARA), "NotAllowed"),
    Scenario("M13", "a release without a reason is none", lambda: released_by(H.BUDGET_EXCEEDED, FINANCE, " "), "IncompleteInvoice"),
    Scenario("M13", "a release above the whole budget outlasts what others spend",
             lambda: whole_budget_outlasts(), [False]),
    Scenario("M13", "a release of the bank's hold outlasts the next payment", lambda: bank_outlasts(), [False]),
    Scenario("M14", "a raised budget clears the hold when the rules run again",
             lambda: [money_findings(budget(planned), "600") == [] for planned in ("500", "600")], [False, True]),
    Scenario("M14", "money that came into the bank clears it when the rules run again",
             lambda: [bank_says(bank(have), "600") == [] for have in ("599.99", "600")], [False, True]),
    Scenario("M12", "every risk says something to whoever decides and holds nothing by itself",
             lambda: {CATALOGUE[code].blocks for code in risk.CODES}, {Blocks.NOTHING}),
    Scenario("M12", "a policy that holds for a risk makes it block the approval",
             lambda: [f.severity for f in risk.check(asks("610"), known(), replace(POLICY, risk=RiskPolicy(Severity.HOLD)))],
             [Blocks.APPROVAL]),
)  # fmt: skip


def with_account(of: Invoice, iban: str) -> Invoice:
    return replace(of, fields=replace(of.fields, payment=PaymentInstructions(iban=iban)))


def paid_to(iban: str) -> PastBill:
    return bill("9", "600", date(2026, 10, 2), payment=PaymentInstructions(iban=iban))


@table(SCENARIOS)
def test_money_risk_recurrence_and_decisions(scenario: Scenario) -> None:
    scenario.hold()
