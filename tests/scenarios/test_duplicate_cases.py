"""Duplicates, in the words of the trade (rules D1-D11): what comes second, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from ap_engine.model.extraction import DocumentType
from ap_engine.model.likeness import Likeness
from ap_engine.model.money import Money
from ap_engine.rules.duplicate_numbers import core_number, folded_number, is_number, normalised_number
from ap_engine.rules.duplicates import supplier_root
from ap_engine.rules.statement import LedgerEntry, StatementLine, reconcile
from tests.ledger.trial import Shelving
from tests.scenarios.duplicates_at_the_desks import story
from tests.scenarios.scenario import Scenario, table

BLOCK, STRONG, WEAK, NOTHING = "duplicate", "duplicate_likely", "duplicate_possible", None
DAY = date(2026, 3, 10)


def bill(number: str = "4711", amount: str = "1234.56", issued: date | None = DAY, **more: object) -> Likeness:
    """A bill of a supplier; it comes in on its day, or later when it is told so."""
    came = datetime.combine(issued or DAY, time(12), UTC)
    made = Likeness(f"{number}-{amount}-{issued}", came, "12345678", "Acme Ltda", DocumentType.INVOICE, number, "",
                    Decimal(amount), "BRL", issued)  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def days(count: int) -> date:
    return DAY + timedelta(days=count)


def then(second: Likeness, *first: Likeness) -> Callable[[], object]:
    """What is said of the second after these came: level, and why."""

    def told() -> object:
        index = Shelving()
        for one in first:
            index.enter(one)
        late = datetime(2027, 12, 1, tzinfo=UTC)
        found = index.look(replace(second, invoice_id="second", received_at=late))
        return (found[0].code.value, found[0].ground.value) if found else NOTHING

    return told


def known(*numbers: tuple[str, int]) -> tuple[Likeness, ...]:
    """Earlier bills of the supplier: (number, days from the first)."""
    return tuple(bill(number, f"{500 + 37 * place}.00", days(ago)) for place, (number, ago) in enumerate(numbers))


COUNTING = known(("4650", -50), ("4668", -40), ("4681", -30), ("4690", -20), ("4702", -8))
RENT = tuple(bill(f"{n}", "3000.00", date(2026, n, 5)) for n in range(1, 7))
KEY = "35180834128745000152550010000474281920007498"
PAPER, SCAN = "ab" * 16, "f0f0f0f0f0f0f0f0"


def standing(line: StatementLine, *entries: LedgerEntry) -> Callable[[], object]:
    return lambda: [one.standing.value for one in reconcile((line,), entries)]


def asked(number: str = "4711", amount: str = "100.00", issued: date = DAY) -> StatementLine:
    return StatementLine(number, issued, Money.of(amount, "BRL"))


def ours(number: str = "4711", amount: str = "100.00", issued: date = DAY, open_: bool = True) -> LedgerEntry:
    return LedgerEntry(f"AP-{number}", number, issued, Money.of(amount, "BRL"), open_)


def at_the_desks(what: str) -> Callable[[], object]:
    return lambda: story()[what]


def _supplier_corrected() -> object:
    """The second is read under a wrong supplier; corrected, it is the first again; corrected back, it is not."""
    index, first = Shelving(), bill()
    index.enter(first)
    second = replace(bill(number="4711"), invoice_id="second", root="99999999", amount=Decimal("9.00"))
    told = []
    for root in ("99999999", "12345678", "99999999"):
        second = replace(second, root=root)
        index.enter(second)
        told.append([s.ground.value for s in index.look(first)])
    return told


S = Scenario
SCENARIOS: tuple[Scenario, ...] = (
    S("D1", "the same bytes are the same invoice, whoever sends them", at_the_desks("the file again"), (True, True, False)),
    S("D6", "exactly the same once more: nobody lets it pass", at_the_desks("exactly the same"),
      (["duplicate"], "nobody releases it")),
    S("D8", "who is before the approvers goes ahead: the earlier one, misread so far, waits", at_the_desks("who waits"),
      (["duplicate_likely"], [])),
    S("D8", "what was rejected and comes again", at_the_desks("rejected"), ["duplicate"]),
    S("D8", "a number that was misread is free once it is corrected", at_the_desks("corrected away"), (["duplicate"], [])),
    S("D8", "the second waits while the first is posted", at_the_desks("at posting"),
      (["duplicate_likely"], ["duplicate_likely"], "posting")),
    S("D10", "the twin beside it: what differs, where it stands, who was asked; and on the original's page who waits",
      at_the_desks("another amount"),
      {"held": ["duplicate_likely"], "original": [], "twin": True, "state": "pending_approval", "back": (True, True),
       "differs": ["amount_due", "gross_total", "net_total"], "asked about the first": ["Ines Leader", "Saulo Leader"],
       "let pass": "pending_approval"}),
    S("D2", "a second print says the same, word for word", then(bill("", words=PAPER), bill(words=PAPER)), (STRONG, "words")),
    S("D2", "a second scan of a sheet whose number could not be read",
      then(bill("", "1234.56", None, picture="f0f0f0f0f0f0f0f3"), bill(picture=SCAN)), (STRONG, "picture")),
    S("D2", "the same form with another number and amount is another bill",
      then(bill("9000", "77.00", days(40), picture=SCAN), bill(picture=SCAN)), NOTHING),
    S("D3", "the printed DANFE of an XML that came before", then(bill(access_key=KEY), bill(access_key=KEY)), (BLOCK, "key")),
    S("D3", "two fiscal keys are two documents, though number and amount agree",
      then(bill(access_key=KEY[:-1] + "1"), bill(access_key=KEY)), NOTHING),
    S("D3", "the same key under a misread supplier and number is still the same",
      then(bill("1", root="87654321", access_key=KEY), bill(access_key=KEY)), (BLOCK, "key")),
    S("D4", "punctuation, a prefix and zeros are typing", then(bill("NF-e 000.4711"), bill()), (BLOCK, "number")),
    S("D4", "normalised: letters stay", lambda: [normalised_number(n) for n in ("A3411", "003411")], ["A3411", "3411"]),
    S("D4", "folded: O, I, L, S and B are digits to a scanner", lambda: folded_number("OILSB-7"), "11587"),
    S("D4", "the year that some write along is no part of it", lambda: core_number("12/2026", DAY), "12"),
    S("D4", "another year than that of issue is a part of it", lambda: core_number("12/2025", DAY), "122025"),
    S("D4", "S/N, zero and 5,24E+16 are no numbers", lambda: [is_number(n) for n in ("S/N", "000", "5,24E+016", "7")],
      [False, False, False, True]),
    S("D4", "letters for digits, of a supplier not known yet", then(bill("47I1"), bill()), (STRONG, "number_confused")),
    S("D4", "letters for digits, of a supplier that writes digits only", then(bill("47I1"), bill(), *COUNTING), (BLOCK, "number")),
    S("D4", "the year written along or not", then(bill("4711"), bill("4711/2026")), (STRONG, "number_confused")),
    S("D4", "series 1 and series 2 of an NF-e count apart", then(bill(series="2", amount="9.00"), bill(series="1")), NOTHING),
    S("D5", "another branch of the same company", then(bill(root=supplier_root("12345678000276")), bill()), (BLOCK, "number")),
    S("D5", "an alphanumeric CNPJ has its root too", lambda: supplier_root("12ABC34501DE35"), "12ABC345"),
    S("D5", "the same supplier registered twice, under another tax id", then(bill(root="87654321"), bill()), (STRONG, "elsewhere")),
    S("D5", "a short number of another supplier on another day is chance",
      then(bill("12", root="87654321", issued=days(3)), bill("12")), NOTHING),
    S("D6", "number, supplier, amount and date agree", then(bill(), bill()), (BLOCK, "number")),
    S("D6", "the number again, with another amount", then(bill(amount="1300.00"), bill()), (STRONG, "number_again")),
    S("D6", "the number again, with another date", then(bill(issued=days(9)), bill()), (STRONG, "number_again")),
    S("D6", "another number, the same amount and day", then(bill("9802"), bill()), (STRONG, "amount_and_date")),
    S("D6", "one digit wrong and another date", then(bill("4771", issued=days(-5)), bill()), (WEAK, "near_number")),
    S("D6", "two digits swapped, two months later", then(bill("4171", issued=days(60)), bill()), (WEAK, "near_number")),
    S("D6", "two digits swapped, after the window", then(bill("4171", issued=days(100)), bill()), NOTHING),
    S("D6", "the amount again within the month, with no number", then(bill("", issued=days(12)), bill()), (WEAK, "amount")),
    S("D6", "the amount again within the month, with a strange number",
      then(bill("983312", issued=days(12)), bill(), *COUNTING), (WEAK, "amount")),
    S("D6", "one bill asked for once more as two",
      then(bill("9902", "734.56", days(6)), bill(), bill("9901", "500.00", days(6))), (WEAK, "sum")),
    S("D6", "two bills asked for once more as one",
      then(bill("9903", "1234.56", days(6)), bill("77", "500.00"), bill("78", "734.56")), (WEAK, "sum")),
    S("D6", "a credit note is no copy of the invoice that it takes back",
      then(bill(document_type=DocumentType.CREDIT_NOTE), bill()), NOTHING),
    S("D6", "another currency is another amount", then(bill("9802", currency="USD"), bill()), NOTHING),
    S("D7", "the same number next year, of a supplier that starts again each year",
      then(bill("3", issued=date(2026, 1, 20)), *known(("88", -110), ("91", -95)), bill("3", "70.00", date(2025, 1, 9)),
           bill("1", "80.00", date(2026, 1, 5)), bill("2", "90.00", date(2026, 1, 9))), NOTHING),
    S("D7", "the same number next year, of a supplier that counts on",
      then(bill("880", issued=date(2026, 2, 1)), bill("880", "70.00", date(2025, 10, 1)), bill("890", "71.00", date(2025, 11, 1)),
           bill("901", "80.00", date(2026, 1, 5)), bill("905", "90.00", date(2026, 1, 9))), (STRONG, "number_again")),
    S("D7", "the same number and amount next year, of a supplier not known yet",
      then(bill(issued=date(2027, 3, 10)), bill()), (WEAK, "other_year")),
    S("D7", "the customer's number stands on every bill of the telephone company",
      then(bill("8190", "301.00", days(120)), *(bill("8190", f"{300 + n}.50", days(30 * n)) for n in range(4))), NOTHING),
    S("D8", "a cancelled one does not count", then(bill(), bill(cancelled=True)), NOTHING),
    S("D8", "but for its fiscal key, which finance may let pass",
      then(bill(access_key=KEY), bill(access_key=KEY, cancelled=True)), (STRONG, "key_cancelled")),
    S("D8", "when the supplier is corrected it is looked at anew", _supplier_corrected, [[], ["number_again"], []]),
    S("D9", "next month's rent", then(bill("7", "3000.00", date(2026, 7, 5)), *RENT), NOTHING),
    S("D9", "a second rent within the month", then(bill("19", "3000.00", date(2026, 6, 12)), *RENT), (WEAK, "amount")),
    S("D9", "the second month of a rent is no copy of the first", then(bill("2", "3000.00", date(2026, 2, 5)), RENT[0]), NOTHING),
    S("D9", "two on one day, as on two earlier days",
      then(bill("1501", "80.00", days(60)), *(bill(f"{1000 + 37 * n}", "80.00", days((n - 2) // 2 * 30)) for n in range(2, 7)),), NOTHING),
    S("D9", "three on one day, where two are usual",
      then(bill("1501", "80.00", days(60)), *(bill(f"{1000 + 37 * n}", "80.00", days((n - 2) // 2 * 30)) for n in range(2, 8))),
      (STRONG, "amount_and_date")),
    S("D11", "a line of the statement that we have", standing(asked(), ours("NF 004711")), ["matched"]),
    S("D11", "the same document with another amount", standing(asked(amount="110.00"), ours()), ["differs"]),
    S("D11", "a number with one digit wrong", standing(asked("4771"), ours()), ["differs"]),
    S("D11", "open here, and the supplier does not ask for it", standing(asked(), ours(), ours("99", "7.00", days(40))),
      ["matched", "not_on_statement"]),
    S("D11", "paid here, and the supplier does not ask for it any more",
      standing(asked(), ours(), ours("99", "7.00", days(40), open_=False)), ["matched"]),
    S("D11", "the supplier asks for what we never had", standing(asked("5000", "8.00"), ours(issued=days(40), open_=False)), ["not_here"]),
)  # fmt: skip


@table(SCENARIOS)
def test_duplicates(scenario: Scenario) -> None:
    scenario.hold()
