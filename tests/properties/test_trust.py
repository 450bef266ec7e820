"""Laws of touchless with a promise, for every history."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from ap_engine.rules.trust import documents_needed, judge, upper_bound
from tests.unit.test_trust import START, document

counts = st.tuples(st.integers(0, 60), st.integers(0, 300)).map(lambda pair: (pair[0], pair[0] + pair[1]))
promises = st.decimals(Decimal("0.005"), Decimal("0.5"), places=3)


@given(counts)
def test_the_bound_falls_with_each_right_document_and_rises_with_each_error(count: tuple[int, int]) -> None:
    wrong, read = count
    assert upper_bound(wrong, read + 1) <= upper_bound(wrong, read) <= upper_bound(wrong + 1, read + 1)
    assert Decimal(wrong) / max(read, 1) <= upper_bound(wrong, read) <= 1


@given(counts, promises)
def test_what_is_needed_is_the_least_that_keeps_the_promise(count: tuple[int, int], promise: Decimal) -> None:
    wrong, _ = count
    needed = documents_needed(wrong, promise)
    assert needed is not None
    assert upper_bound(wrong, needed) <= promise < upper_bound(wrong, needed - 1)


@given(st.lists(st.booleans(), max_size=80), st.data(), promises, st.integers(0, 80))
def test_a_correction_never_lets_more_go_through(rights: list[bool], data: st.DataObject, promise: Decimal, since: int) -> None:
    """One document more or less right: whichever reading turns out wrong, nothing goes through that did not before."""
    marks = [True] * 60 + rights
    at = data.draw(st.integers(0, len(marks) - 1))
    begun = START + timedelta(days=since)
    before = judge("invoice_number", "fios", begun, [document(day, right=mark) for day, mark in enumerate(marks)], promise)
    marks[at] = False
    after = judge("invoice_number", "fios", begun, [document(day, right=mark) for day, mark in enumerate(marks)], promise)
    assert after.bound >= before.bound
    assert after.watched >= before.watched
    assert before.goes_through or not after.goes_through


@given(st.lists(st.booleans(), max_size=80), promises)
def test_whatever_went_before_an_error_at_the_end_stops_the_field(rights: list[bool], promise: Decimal) -> None:
    checked = [document(day, right=mark) for day, mark in enumerate([*rights, False])]
    assert not judge("invoice_number", "fios", START, checked, promise).goes_through
