"""Duplicates at the borders of each rule (rules D2-D9): the case just inside, and the one just outside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from ap_engine.model.extraction import DocumentType
from ap_engine.model.likeness import Likeness
from ap_engine.model.policy import DuplicatePolicy
from ap_engine.rules.duplicate_keys import Key, put
from ap_engine.rules.duplicate_pairs import Habits, judge
from ap_engine.rules.duplicates import certain_keys, root_of
from tests.ledger.trial import Shelving
from tests.scenarios.scenario import Scenario, table
from tests.scenarios.test_duplicate_cases import (
    BLOCK,
    COUNTING,
    DAY,
    KEY,
    NOTHING,
    SCAN,
    STRONG,
    WEAK,
    bill,
    days,
    known,
    then,
)

OTHER_KEY = KEY[:-1] + "1"
OTHER = "87654321"
# Deliveries every week at 80.30, with numbers of four digits; the same without numbers; fares at no rhythm, under codes.
WEEKLY = tuple(bill(f"{1000 + 37 * n}", "80.30", days(7 * n)) for n in range(6))
UNNUMBERED = tuple(bill("", "80.30", days(7 * n)) for n in range(6))
MANY_WEEKS = tuple(bill(f"{1000 + 37 * n}", "80.30", days(7 * n)) for n in range(12))
FARES = tuple(bill(code, "37.00", days(ago)) for code, ago in (("K7R2", -50), ("M3X9", -46), ("P1T5", -33), ("R4V4", -27), ("T2Z6", -12)))  # fmt: skip
COUNTED_FARES = tuple(bill(n, "37.00", days(ago)) for n, ago in (("4650", -50), ("4660", -46), ("4672", -33), ("4680", -27), ("4690", -12)))  # fmt: skip
SHOP = tuple(
    bill(code, amount, days(ago))
    for code, amount, ago in (
        ("K7R2", "41.00", -30), ("M3X9", "41.00", -26), ("P1T5", "52.00", -24), ("R4V4", "52.00", -20), ("T2Z6", "63.00", -18),
        ("W7Q3", "63.00", -15), ("C3D9", "75.00", -12), ("F7G2", "76.00", -9),
    )
)  # fmt: skip
DENSE = known(*((str(4600 + 8 * n), -36 + 3 * n) for n in range(12)))
PARTS = (bill("77", "500.00"), bill("78", "734.56"))
WHOLE = bill("9903", "1234.56", days(6))


def judged(apart: int, policy: DuplicatePolicy) -> Callable[[], object]:
    """Two equal amounts so many days apart, by a policy of another window."""

    def told() -> object:
        ground = judge(bill("77"), bill("9802", issued=days(apart)), Habits(), policy)
        return ground and ground.value

    return told


def shelved(kind: str, count: int) -> Callable[[], object]:
    """Which of so many bills, a day each, stay on a full shelf: their places."""

    def told() -> object:
        shelf: tuple[Likeness, ...] = ()
        for n in range(count):
            shelf = put(shelf, Key(kind, "x"), bill(str(n), issued=days(n)))
        return [(one.issued - DAY).days for one in shelf if one.issued]

    return told


def claims(**other: object) -> Callable[[], object]:
    """Whether a bill claims the same as one that differs in this alone."""
    return lambda: bool(set(certain_keys(bill())) & set(certain_keys(bill(**other))))  # type: ignore[arg-type]


def grounds(second: Likeness, *first: Likeness) -> Callable[[], object]:
    """Everything that is said, the gravest first."""

    def told() -> object:
        index = Shelving()
        for one in first:
            index.enter(one)
        return [each.ground.value for each in index.look(second)]

    return told


S = Scenario
SCENARIOS: tuple[Scenario, ...] = (
    # Fiscal keys, words, pictures.
    S("D3", "a key on one of two only does not make them two", then(bill(access_key=KEY), bill()), (BLOCK, "number")),
    S("D3", "two keys, two numbers, one amount and day: possible, no more",
      then(bill("9802", access_key=KEY), bill(access_key=OTHER_KEY)), (WEAK, "amount")),
    S("D2", "one form, two numbers that were read: two bills",
      then(bill("9000", "1234.56", None, picture=SCAN), bill(picture=SCAN)), NOTHING),
    S("D2", "one form of two months, without a number", then(bill("", issued=days(40), picture=SCAN), bill(picture=SCAN)), NOTHING),
    S("D2", "two sheets that do not look alike",
      then(bill("", "1234.56", None, picture="0f0f0f0f0f0f0f0f"), bill(picture=SCAN)), NOTHING),
    # Numbers.
    S("D4", "a series on one of two only does not make them two", then(bill(), bill(series="1")), (BLOCK, "number")),
    S("D4", "letters typed before the digits, the same amount", then(bill("A48215"), bill("48215")), (STRONG, "number_confused")),
    S("D4", "letters before the digits, another amount", then(bill("A48215", "9.00"), bill("48215")), NOTHING),
    S("D4", "letters for digits, of a supplier that writes letters in half of its numbers",
      then(bill("47I1"), bill(), *known(("A650", -35), ("4668", -28), ("C681", -21), ("K702", -14))), (STRONG, "number_confused")),
    S("D5", "a long number under another supplier, on another day",
      then(bill("47112", root=OTHER, issued=days(3)), bill("47112")), (STRONG, "elsewhere")),
    S("D5", "a short number, where one of the two suppliers was not read",
      then(bill("12", root="", issued=days(3)), bill("12")), (STRONG, "elsewhere")),
    S("D5", "the register's tax id goes before the printed one", lambda: root_of("34128745000152", "75335849000115", "mill"), "34128745"),
    S("D5", "without any tax id the register's entry is the supplier",
      lambda: [root_of(None, None, "mill"), root_of(None, None, None)], ["id mill", ""]),
    S("D6", "what must be there once only: not in another series, nor as another kind of document",
      lambda: [claims()(), claims(series="2")(), claims(document_type=DocumentType.CREDIT_NOTE)()], [True, False, False]),
    S("D3", "two with one key claim the same, though nothing else agrees",
      lambda: set(certain_keys(bill(access_key=KEY))) & set(certain_keys(bill("1", "2.00", None, root="", access_key=KEY))),
      {("access_key", KEY)}),
    S("D6", "the gravest is told first",
      grounds(bill(invoice_id="second", received_at=datetime(2027, 1, 1, tzinfo=UTC)), bill(), bill("9802", issued=days(-12))),
      ["number", "amount"]),
    S("D7", "the same number next year with another amount, of a supplier not known yet",
      then(bill(amount="99.00", issued=date(2027, 3, 10)), bill()), NOTHING),
    S("D7", "a number twice, a month apart, is no customer's number yet",
      then(bill(amount="50.00", issued=days(30)), bill()), (STRONG, "number_again")),
    S("D7", "nor where it comes every few days",
      then(bill("8190", "301.00", days(20)), *(bill("8190", f"{300 + n}.50", days(5 * n)) for n in range(4))), (STRONG, "number_again")),
    S("D7", "the customer's number twice on one day",
      then(bill("8190", "999.00", days(90)), *(bill("8190", f"{300 + n}.50", days(30 * n)) for n in range(4))), (STRONG, "number_again")),
    # Windows.
    S("D6", "two digits swapped, on the last day of the window", then(bill("4171", issued=days(90)), bill()), (WEAK, "near_number")),
    S("D6", "the day after it", then(bill("4171", issued=days(91)), bill()), NOTHING),
    S("D6", "an equal amount on the last day of a shorter window", judged(10, DuplicatePolicy(same_amount_days=10)), "amount"),
    S("D6", "and the day after it", judged(11, DuplicatePolicy(same_amount_days=10)), None),
    S("D9", "19 days apart are the same month", then(bill("7770", issued=days(19)), bill()), (WEAK, "amount")),
    S("D9", "20 days apart are a month's each", then(bill("7770", issued=days(20)), bill()), NOTHING),
    # What is usual.
    S("D9", "next week's delivery", then(bill("1299", "80.30", days(42)), *WEEKLY), NOTHING),
    S("D9", "next week's delivery, with a number that is not made as the others", then(bill("ZZ9-77", "80.30", days(42)), *WEEKLY), (WEAK, "amount")),
    S("D9", "with a number that is longer than the others", then(bill("123456", "80.30", days(42)), *WEEKLY), (WEAK, "amount")),
    S("D9", "without a number, where the supplier has none", then(bill("", "80.30", days(42)), *UNNUMBERED), NOTHING),
    S("D9", "without a number, where the supplier has them", then(bill("", "80.30", days(42)), *WEEKLY), (WEAK, "amount")),
    S("D9", "with letters, where one of thirteen had them",
      then(bill("CD34", "80.30", days(84)), *MANY_WEEKS, bill("AB12", "999.00", days(70))), (WEAK, "amount")),
    S("D9", "as near as one pair before is no habit yet",
      then(bill("1301", "80.30", days(14)), bill("1100", "80.30"), bill("1207", "80.30", days(7))), (WEAK, "amount")),
    S("D9", "two on one day, as on one earlier day only",
      then(bill("1501", "80.00", days(30)), bill("1074", "80.00"), bill("1111", "80.00"), bill("1148", "80.00", days(30))),
      (STRONG, "amount_and_date")),
    S("D9", "two on one day, as usual, with numbers a digit apart",
      then(bill("1223", "80.00", days(60)), *(bill(f"{1000 + 37 * n}", "80.00", days((n - 2) // 2 * 30)) for n in range(2, 7))),
      (STRONG, "amount_and_date")),
    # Counting on.
    S("D4", "the next numbers of a supplier that counts are two bills", then(bill("4718", issued=days(12)), bill(), *COUNTING), NOTHING),
    S("D4", "a later bill with a lower number does not count on", then(bill("4708", issued=days(12)), bill(), *DENSE), (WEAK, "amount")),
    S("D4", "a number that was passed weeks ago does not count on", then(bill(issued=days(12)), bill("4650"), *DENSE), (WEAK, "amount")),
    # Prices.
    S("D9", "a fare again, at no rhythm", then(bill("W5K3", "37.00", days(-9)), *FARES), NOTHING),
    S("D9", "a fare again, under a number that the counting passed", then(bill("4641", "37.00", days(-9)), *COUNTED_FARES), (WEAK, "amount")),
    S("D9", "an amount again at a shop of few prices", then(bill("H2J7", "75.00", days(-7)), *SHOP), NOTHING),
    S("D9", "three bills are no shop of few prices",
      then(bill("H2J7", "75.00", days(-7)), SHOP[0], SHOP[1], SHOP[6]), (WEAK, "amount")),
    S("D9", "fuel by the fifty, with rising numbers", then(bill("48210", "50.00", days(12)), bill("46011", "50.00")), NOTHING),
    S("D9", "five thousand are no counter sale", then(bill("48210", "5000.00", days(12)), bill("46011", "5000.00")), (WEAK, "amount")),
    S("D9", "nor are 51.30", then(bill("48210", "51.30", days(12)), bill("46011", "51.30")), (WEAK, "amount")),
    # Sums.
    S("D6", "two parts of next month make a sum of this month's last day",
      then(bill("9903", issued=date(2026, 3, 30)), bill("77", "500.00", date(2026, 4, 2)), bill("78", "734.56", date(2026, 4, 2))),
      (WEAK, "sum")),
    S("D6", "two bills of different days make no sum",
      then(WHOLE, bill("77", "500.00", days(-6)), bill("78", "734.56", days(4))), NOTHING),
    S("D6", "nor does a part that comes a fortnight after the other",
      then(bill("9902", "734.56", days(20)), bill(issued=days(2)), bill("9901", "500.00", days(6))), NOTHING),
    S("D6", "nor three numbers in the supplier's own counting",
      then(bill("4718", "1234.56", days(6)), bill("4711", "500.00"), bill("4712", "734.56"), *COUNTING), NOTHING),
    S("D6", "nor an amount that is billed again and again",
      then(WHOLE, *PARTS, bill("71", "500.00", days(-9)), bill("72", "500.00", days(-20))), NOTHING),
    S("D6", "nor a whole that is a price",
      then(WHOLE, *(bill(one.number, str(one.amount), days(6)) for one in PARTS), bill("1", issued=days(-16)), bill("2", issued=days(-20))),
      NOTHING),
    S("D6", "nor small round sums of a counter", then(bill("9903", "90.00", days(6)), bill("77", "40.00"), bill("78", "50.00")), NOTHING),
    S("D6", "nor a bill and a credit note",
      then(WHOLE, bill("77", "500.00", document_type=DocumentType.CREDIT_NOTE), PARTS[1]), NOTHING),
    S("D6", "nor amounts of two currencies", then(WHOLE, bill("77", "500.00", currency="USD"), PARTS[1]), NOTHING),
    # Shelves.
    S("D7", "a full year keeps its first and its last numbers", shelved("year", 20), [*range(8), *range(12, 20)]),
    S("D6", "another full shelf keeps what came last", shelved("key", 10), [*range(2, 10)]),
)  # fmt: skip


@table(SCENARIOS)
def test_duplicates_at_the_borders(scenario: Scenario) -> None:
    scenario.hold()
