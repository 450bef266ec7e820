"""Laws of duplicates: a pair is judged the same from both sides, a number is one however it is typed, shelves keep to their room."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import hypothesis.strategies as st
from hypothesis import given, settings

from ap_engine.model.extraction import DocumentType
from ap_engine.model.likeness import Likeness
from ap_engine.model.policy import DuplicatePolicy
from ap_engine.rules.duplicate_habits import Numbering
from ap_engine.rules.duplicate_keys import Key, keys_of, looked_at, put
from ap_engine.rules.duplicate_numbers import folded_number, is_near, normalised_number
from ap_engine.rules.duplicate_pairs import Habits, judge
from ap_engine.store.likeness import shelf_of, text_of
from tests.ledger.trial import Shelving

NUMBERS = st.sampled_from(
    ["", "S/N", "1", "12", "21", "0012", "4711", "47I1", "4171", "4712", "NF 4711", "4711/2026", "A4711", "X-9"]
)
DAYS = st.one_of(st.none(), st.integers(0, 500).map(lambda n: date(2025, 10, 1) + timedelta(days=n)))
LIKENESSES = st.builds(
    Likeness,
    invoice_id=st.integers(0, 10**6).map(lambda n: f"AP-{n}"),
    received_at=st.integers(0, 500).map(lambda n: datetime(2025, 10, 1, tzinfo=UTC) + timedelta(days=n)),
    root=st.sampled_from(["", "12345678", "87654321"]),
    supplier=st.sampled_from(["Acme", "Ümlaut & Söhne"]),
    document_type=st.sampled_from([DocumentType.INVOICE, DocumentType.CREDIT_NOTE]),
    number=NUMBERS,
    series=st.sampled_from(["", "1", "2"]),
    amount=st.one_of(st.none(), st.sampled_from([Decimal("10.00"), Decimal("20.00"), Decimal("30.00")])),
    currency=st.sampled_from(["BRL", "EUR"]),
    issued=DAYS,
    access_key=st.sampled_from(["", "", "", "K1", "K2"]),
    words=st.sampled_from(["", "", "", "w1", "w2"]),
    picture=st.sampled_from(["", "f0f0f0f0f0f0f0f0", "f0f0f0f0f0f0f0f3", "0123456789abcdef"]),
    cancelled=st.booleans(),
)
SEVERAL = st.lists(LIKENESSES, max_size=12, unique_by=lambda one: one.invoice_id)


@given(one=LIKENESSES, other=LIKENESSES, around=SEVERAL, restarts=st.sampled_from([True, False, None]), prices=st.booleans())
@settings(max_examples=400)
def test_duplicates_are_symmetric(
    one: Likeness, other: Likeness, around: list[Likeness], restarts: bool | None, prices: bool
) -> None:
    habits = Habits(Numbering.of(around), around, around, restarts, prices)
    assert judge(one, other, habits, DuplicatePolicy()) == judge(other, one, habits, DuplicatePolicy())


@given(one=LIKENESSES, other=LIKENESSES)
def test_of_two_either_finds_the_other_whichever_came_first(one: Likeness, other: Likeness) -> None:
    if one.invoice_id == other.invoice_id:
        return
    told = []
    for here, there in ((one, other), (other, one)):
        index = Shelving()
        index.enter(there)
        index.enter(here)
        told.append([(found.ground) for found in index.look(here)])
    assert told[0] == told[1]


@given(one=LIKENESSES, other=LIKENESSES)
def test_whoever_is_judged_alike_stands_where_is_looked(one: Likeness, other: Likeness) -> None:
    """No pair is alike that the index does not bring together (far amounts of a month apart excepted, which no key spans)."""
    habits = Habits(alike=(one, other), same_number=(one, other))
    ground = judge(one, other, habits, DuplicatePolicy())
    if one.invoice_id != other.invoice_id and ground is not None and ground != "picture":
        assert set(looked_at(one)) & set(keys_of(other)), ground


@given(SEVERAL, LIKENESSES)
def test_entering_twice_is_once_and_what_was_corrected_leaves_nothing(before: list[Likeness], one: Likeness) -> None:
    index, straight = Shelving(), Shelving()
    for each in before:
        index.enter(each)
        straight.enter(each)
    if one.invoice_id in {each.invoice_id for each in before}:
        return
    index.enter(Likeness(one.invoice_id, one.received_at, "55555555", number="777", amount=Decimal(1), issued=date(2026, 1, 1)))
    index.enter(one)
    index.enter(one)
    straight.enter(one)
    assert {k: s for k, s in index.shelves.items() if s} == {k: s for k, s in straight.shelves.items() if s}


@given(SEVERAL)
def test_a_shelf_is_kept_in_the_books_as_it_is(shelf: list[Likeness]) -> None:
    assert shelf_of(text_of(shelf)) == tuple(shelf)


@given(
    st.lists(LIKENESSES, min_size=1, max_size=40, unique_by=lambda one: one.invoice_id), st.sampled_from(["key", "year", "words"])
)
def test_a_full_shelf_keeps_to_its_room(several: list[Likeness], kind: str) -> None:
    key, shelf = Key(kind, "x"), ()
    for one in several:
        shelf = put(shelf, key, one)  # type: ignore[assignment]
    assert len(shelf) == min(len(several), key.room)


@given(st.text("0123456789ABCDEIOLSB/-. ", min_size=1, max_size=12))
def test_a_number_is_one_however_it_is_typed(number: str) -> None:
    plain = normalised_number(number)
    assert normalised_number(plain) == plain
    assert normalised_number(number.lower()) == normalised_number(f" {number}") == plain
    assert folded_number(folded_number(number)) == folded_number(number)


@given(st.text("0123456789", min_size=3, max_size=9), st.data())
def test_one_wrong_character_or_two_swapped_are_near(number: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(number) - 2))
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    wrong = number[:place] + "X" + number[place + 1 :]
    without = number[:place] + number[place + 1 :]
    assert all(is_near(number, other) and is_near(other, number) for other in (wrong, without))
    assert is_near(number, swapped) is (number != swapped)
    assert not is_near(number, number)
