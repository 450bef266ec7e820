"""One story at the desks, told once: duplicates through the real engine, its books and its sandbox."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ap_engine import queries, workflow
from ap_engine.model.errors import NotAllowed
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.workflow.master_data import reexamine_held
from tests.house import House, furnish, opened, sandbox
from tests.workflow.trade import BAKERY, Bill, approve, cancel, confirm, correct, now, pending, receive, release, split

_CODES = (HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY, HoldCode.DUPLICATE_POSSIBLE)


def bill(number: str, price: str, day: int = 5, note: str = "", quantity: int = 10) -> Bill:
    """A bill of November; each case has its own price, so that none is mixed up with another's."""
    line = ("FLOUR", "Wheat flour type 1", Decimal(quantity), Decimal(price))
    return Bill(number, BAKERY, lines=(line,), issued=date(2026, 11, day), note=note)


def said(invoice: Invoice) -> list[str]:
    """What is open about duplicates on an invoice, with its twin."""
    return [hold.code.value for hold in (*invoice.open_holds, *invoice.notices) if hold.code in _CODES]


@lru_cache(maxsize=1)
def story() -> dict[str, object]:
    """What came of it, by what happened."""
    with TemporaryDirectory() as folder, sandbox(Path(folder)) as address, opened(Path(folder) / "data", address) as house:
        furnish(house, BAKERY)
        return dict(_told(house))


def _told(house: House) -> list[tuple[str, object]]:
    return [
        ("the file again", _file_again(house)),
        ("another amount", _another_amount(house)),
        ("exactly the same", _exactly_the_same(house)),
        ("who waits", _who_waits(house)),
        ("rejected", _rejected(house)),
        ("corrected away", _corrected_away(house)),
        ("at posting", _at_posting(house)),
    ]


def _file_again(house: House) -> object:
    first = receive(house, bill("500", "10.01"))
    again = workflow.receive_document(house.engine, "carlos", bill("500", "10.01").xml(), "copy.xml")
    other = workflow.receive_document(house.engine, "carlos", bill("500", "10.01", note="another file").xml(), "copy.xml")
    return again.already, again.invoice_id == first.id, other.already


def _another_amount(house: House) -> object:
    first = pending(house, bill("511", "20.02"))
    second = split(house, receive(house, bill("NF 511", "20.02", quantity=11)))
    (twin,) = queries.twins(house.engine, second.id)
    (back,) = queries.twins(house.engine, first.id)
    differs = sorted(field.name for field in twin.fields if field.differs)
    freed = release(house, second, HoldCode.DUPLICATE_LIKELY)
    return {
        "held": said(second), "original": said(first), "twin": twin.invoice_id == first.id, "state": twin.state.value,
        "back": (back.invoice_id == second.id, back.other_waits), "differs": differs,
        "asked about the first": [name for name, _, _ in twin.decisions], "let pass": freed.state.value,
    }  # fmt: skip


def _exactly_the_same(house: House) -> object:
    receive(house, bill("522", "30.03"))
    second = receive(house, bill("0522", "30.03", note="again"))
    try:
        release(house, second, HoldCode.DUPLICATE)
    except NotAllowed:
        return said(second), "nobody releases it"
    return said(second), "released"


def _who_waits(house: House) -> object:
    """The first is misread as 9533 while the second goes to its approvers; corrected, the first is the one that waits."""
    first = receive(house, bill("9533", "40.04", 9))
    second = pending(house, bill("533", "40.04", 5))
    first = confirm(house, correct(house, first, invoice_number="533"))
    reexamine_held(house.engine)
    return said(now(house, first)), said(now(house, second))


def _rejected(house: House) -> object:
    first = pending(house, bill("544", "50.05"))
    workflow.decide_approval_step(
        house.engine, workflow.approval.DecideApprovalStep("ines", first.id, first.version, False, "We never had this.")
    )
    return said(receive(house, bill("544", "50.05", note="sent once more")))


def _corrected_away(house: House) -> object:
    """A misread number made a duplicate; put right, nothing is held, and the old number is free again."""
    receive(house, bill("555", "60.06"))
    second = receive(house, bill("555", "60.06", note="misread"))
    right = confirm(house, correct(house, second, invoice_number="7655", issue_date="2026-10-01"), who="clara")
    cancel(house, right)
    return said(second), said(right)


def _at_posting(house: House) -> object:
    """The first goes all the way to the ERP while the second is held against it, before and after."""
    first = pending(house, bill("566", "70.07", 4))
    second = split(house, receive(house, bill("566", "70.07", 6)))
    held = said(second)
    approve(house, first, "ines", "saulo")
    return held, said(now(house, second)), now(house, first).state.value
