"""Values as JSON text come back equal, of the same type, and equal values have equal text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ap_engine.model.extraction import Evidence, Extraction
from ap_engine.model.holds import HoldCode
from ap_engine.model.match import LineMatch, MatchResult, Variance
from ap_engine.model.money import Money
from ap_engine.model.payable import Payable
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.store import serialise
from tests.store.examples import full_invoice
from tests.store.strategies import any_of

LEAVES: dict[object, st.SearchStrategy[object]] = {
    Decimal: st.decimals(allow_nan=False, allow_infinity=False),
    Money: st.builds(Money, st.decimals("-99999999999999", "99999999999999", places=2), st.sampled_from(["BRL", "EUR"])),
    str: st.text(st.characters(), max_size=8),  # lone surrogates included: PDFs have them
    int: st.integers(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
}


@dataclass(frozen=True, slots=True)
class Everything:
    """One of each kind of field."""

    pairs: tuple[tuple[str, Decimal], ...]
    codes: frozenset[HoldCode]
    moment: datetime
    day: date | None
    count: int
    yes: bool
    nested: Evidence | None
    names: dict[str, str]
    sums: tuple[Money, ...] = ()


KINDS = [Extraction, MatchResult, LineMatch, Variance, PurchaseOrder, Payable]


@pytest.mark.parametrize("kind", KINDS)
def test_nouns_come_back(kind: type) -> None:
    @settings(max_examples=40, deadline=None)
    @given(any_of(kind, LEAVES))
    def comes_back(value: object) -> None:
        written = serialise.dumps(value)
        again = serialise.loads(kind, written)
        assert again == value
        assert serialise.dumps(again) == written
        assert written.isascii()

    comes_back()


@settings(max_examples=100, deadline=None)
@given(any_of(Everything, LEAVES))
def test_each_kind_of_field_comes_back_with_its_type(value: Everything) -> None:
    again = serialise.loads(Everything, serialise.dumps(value))
    assert again == value
    assert [str(d) for _, d in again.pairs] == [str(d) for _, d in value.pairs], "a Decimal keeps its places"
    assert {type(code) for code in again.codes} <= {HoldCode}
    assert type(again.moment) is datetime
    assert again.day is None or type(again.day) is date


def test_equal_sets_have_equal_text() -> None:
    one = serialise.dumps(frozenset(["b", "a", "c"]))
    assert one == serialise.dumps(frozenset(["c", "b", "a"])) == '["a","b","c"]'


def test_a_missing_field_takes_its_default_and_an_unknown_one_is_an_error() -> None:
    raw = json.loads(serialise.dumps(full_invoice().match))
    del raw["expected_total"]
    match = serialise.loads(MatchResult, json.dumps(raw))
    assert match.expected_total is None
    with pytest.raises(TypeError):
        serialise.loads(MatchResult, json.dumps(raw | {"mood": "good"}))


@pytest.mark.parametrize("value", [1.5, b"x", object(), (1, 2.0)])
def test_what_has_no_exact_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        serialise.dumps(value)


def test_a_value_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(TypeError):
        serialise.loads(str, "1")
    with pytest.raises(TypeError):
        serialise.loads(int, "true")
    with pytest.raises(ValueError):
        serialise.loads(tuple[str, str], '["a"]')
