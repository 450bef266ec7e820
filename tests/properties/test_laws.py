"""Laws that hold for every invoice, not only for examples."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ap_engine.model.lifecycle import TRANSITIONS, Event, State
from ap_engine.model.match_terms import Tolerance
from ap_engine.model.money import Money, total
from ap_engine.rules import coding

amounts = st.decimals(min_value=Decimal("-9999999.99"), max_value=Decimal("9999999.99"), places=2)


@st.composite
def shares(draw: st.DrawFn) -> list[tuple[str, Decimal]]:
    """Percents with two decimals that sum to 100."""
    count = draw(st.integers(min_value=1, max_value=12))
    cuts = sorted(draw(st.lists(st.integers(1, 9999), min_size=count - 1, max_size=count - 1, unique=True)))
    edges = [0, *cuts, 10000]
    return [(f"c{i}", Decimal(high - low) / 100) for i, (low, high) in enumerate(pairwise(edges))]


@given(amounts, shares())
def test_a_split_closes_to_the_cent_and_no_share_is_off_by_a_cent(amount: Decimal, parts: list[tuple[str, Decimal]]) -> None:
    money = Money(amount, "BRL")
    allocations = coding.split(money, parts)
    assert total((a.amount for a in allocations), "BRL") == money
    for allocation in allocations:
        exact = amount * allocation.percent / 100
        assert abs(allocation.amount.amount - exact) < Decimal("0.01")


@given(
    amounts,
    st.decimals(0, 50, places=2),
    st.decimals(0, 50, places=2),
    st.decimals(0, 500, places=2),
    st.decimals(0, 500, places=2),
)
def test_a_wider_tolerance_never_allows_less(
    reference: Decimal, percent: Decimal, more: Decimal, absolute: Decimal, wider: Decimal
) -> None:
    narrow = Tolerance(percent, absolute).allowed(reference)
    wide = Tolerance(percent + more, absolute + wider).allowed(reference)
    assert narrow <= wide


@given(st.lists(st.integers(0, 99), min_size=5, max_size=60))
def test_nothing_is_posted_without_match_approval_and_acceptance_after_the_last_edit(choices: list[int]) -> None:
    """A random walk over the table: whatever happens, POSTED means matched, approved and accepted since the last change."""
    state, since_edit = State.RECEIVED, set[Event]()
    for choice in choices:
        possible = sorted(event for at, event in TRANSITIONS if at is state)
        if not possible:
            break
        event = possible[choice % len(possible)]
        state = TRANSITIONS[state, event]
        since_edit.add(event)
        if event is Event.FIELDS_CORRECTED:
            since_edit.clear()
        if event is Event.RECODED:
            since_edit -= {Event.LAST_STEP_APPROVED, Event.AUTO_APPROVED, Event.SUBMITTED_FOR_APPROVAL}
        if state in (State.POSTED, State.PAID):
            assert Event.MATCH_COMPLETED in since_edit
            assert since_edit & {Event.LAST_STEP_APPROVED, Event.AUTO_APPROVED}
            assert Event.ERP_ACCEPTED in since_edit
