"""Cases of limits, of standing in for somebody, and of bills that recur (F7, F8, M17, D9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ap_engine.model.holds import Blocks
from ap_engine.model.parties import Role
from tests.scenarios.money_words import (
    HELENA,
    INES,
    NORA,
    POWER,
    RENT,
    SAULO,
    TODAY,
    USUAL,
    H,
    asked,
    asks,
    bill,
    decides,
    given,
    gives,
    known,
    matched,
    near,
    one_signature_left,
    pending,
    pending_two,
    reason,
    stands_in,
    unexpected,
    unexpected_reason,
)
from tests.scenarios.scenario import Scenario, table
from tests.unit.trade import POLICY, brl

SCENARIOS = (
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
)  # fmt: skip


@table(SCENARIOS)
def test_limits_standing_in_and_recurrence(scenario: Scenario) -> None:
    scenario.hold()
