"""Cases of money, of what is unusual, and of the life of holds (F5, M12-M14, M20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ap_engine.model.coding import YEAR
from ap_engine.model.holds import CATALOGUE, Blocks
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import SYSTEM
from ap_engine.model.policy import BalancePolicy, RiskPolicy, Severity
from ap_engine.rules import balance, risk
from tests.scenarios.money_words import (
    CLARA,
    FINANCE,
    USUAL,
    H,
    asks,
    at_price,
    bank,
    bank_outlasts,
    bank_says,
    bill,
    budget,
    budgets_of,
    cleared_by,
    found,
    known,
    life,
    matched,
    money_findings,
    near,
    open_order,
    paid_to,
    price,
    reason,
    released_by,
    risks,
    whole_budget_outlasts,
    with_account,
)
from tests.scenarios.scenario import Scenario, table
from tests.unit.trade import POLICY, order, order_line

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


@table(SCENARIOS)
def test_money_risk_and_the_life_of_holds(scenario: Scenario) -> None:
    scenario.hold()
