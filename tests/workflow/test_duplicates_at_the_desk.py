"""What comes again, through the real engine: who waits for whom, what is said, and what a correction does not hide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.workflow.master_data import reexamine_held
from tests.browser.company import printed
from tests.house import House, place
from tests.scenarios.test_duplicate_cases import KEY
from tests.workflow.trade import BAKERY, Bill, cancel, confirm, correct, now, order, receive

CODES = (HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY, HoldCode.DUPLICATE_POSSIBLE)


def bill(number: str, day: int = 5, price: str = "12.50", note: str = "") -> Bill:
    return Bill(
        number, BAKERY, lines=(("FLOUR", "Wheat flour", Decimal(10), Decimal(price)),), issued=date(2026, 11, day), note=note
    )


def said(house: House, invoice: Invoice) -> list[str]:
    """What is open about duplicates on it, as it is now."""
    invoice = now(house, invoice)
    return [hold.code.value for hold in (*invoice.open_holds, *invoice.notices) if hold.code in CODES]


def test_of_two_that_claim_the_same_one_waits_and_never_both(house: House) -> None:
    """The first was misread as 9633; meanwhile the second has the number. Corrected, the first waits for it, and it for nobody."""
    first, second = receive(house, bill("9633")), receive(house, bill("633"))
    confirm(house, correct(house, first, invoice_number="633"), who="carlos")
    reexamine_held(house.engine)
    assert said(house, first) == ["duplicate"]
    assert said(house, second) == []


def test_the_gravest_of_what_it_may_be_is_what_holds_it(house: House) -> None:
    first, other = receive(house, bill("4711")), receive(house, bill("983312", day=17))
    copy = receive(house, bill("4711", note="again"))
    assert said(house, other) == ["duplicate_possible"]
    assert said(house, copy) == ["duplicate"]
    (hold,) = [one for one in now(house, copy).open_holds if one.code is HoldCode.DUPLICATE]
    assert hold.twin == first.id


def test_what_the_paper_says_is_known_again_after_its_fields_were_corrected(house: House) -> None:
    """The same print saved anew is another file; with number, amount and day put wrong, its words still say what it is."""
    place(house, order("PO-5"))
    paper = printed("20981", "PO-5")
    first = receive(house, paper, name="fatura.pdf")
    again = receive(house, paper + b"\n% saved once more\n", name="fatura (1).pdf")
    assert again.id != first.id
    wrong = confirm(house, again, invoice_number="777777", issue_date="2026-10-07")
    assert said(house, wrong) == ["duplicate_likely"]
    assert "word for word" in " ".join(hold.reason for hold in now(house, wrong).open_holds)


def test_a_cancelled_one_is_forgotten_but_for_its_fiscal_key(house: House) -> None:
    first = receive(house, bill("611"))
    cancel(house, correct(house, first, access_key=KEY))
    again = receive(house, bill("611", note="again"))
    assert said(house, again) == []
    keyed = correct(house, again, who="carlos", access_key=KEY)
    assert said(house, keyed) == ["duplicate_likely"]
    assert "was cancelled and has the same access key" in " ".join(hold.reason for hold in now(house, keyed).open_holds)


def test_a_key_that_is_there_is_told_as_such(house: House) -> None:
    correct(house, receive(house, bill("621")), access_key=KEY)
    other = correct(house, receive(house, bill("88", day=9, price="77.70")), access_key=KEY)
    assert said(house, other) == ["duplicate"]
    assert "has the same access key" in " ".join(hold.reason for hold in now(house, other).open_holds)
