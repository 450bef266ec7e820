"""Policies as text: written so that they read back the same, with their mistakes at their places; and what no terms find."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ap_engine import policy_file
from ap_engine.model.errors import PolicyError
from ap_engine.model.match import LineMatch
from ap_engine.model.match_terms import MatchLevel, MatchTerms, Tolerance
from ap_engine.model.policy_settings import EVERY_TOLERANCE, SECTIONS, SETTINGS, Kind, setting_at
from ap_engine.rules.backtest import LINE_CODES, marks
from ap_engine.rules.line_matching import HOLD_OF
from ap_engine.rules.line_variances import Billed, variances
from ap_engine.workflow.policy_draft import next_name, with_rule, with_value
from tests.unit.trade import ROOT_POLICY

WORDS = st.text(max_size=30)
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2).map(str)
TOLERANCES = st.fixed_dictionaries(
    {"percent": AMOUNTS, "absolute": AMOUNTS}, optional={"fires": st.sampled_from(["first", "both"])}
)
RULE = st.fixed_dictionaries(
    {"supplier": WORDS, "item": WORDS}, optional={"tolerances": st.dictionaries(st.sampled_from(EVERY_TOLERANCE), TOLERANCES)}
)
SHARES = st.decimals(min_value=0, max_value=2, places=4)
FIGURES = st.decimals(min_value=0, max_value=1000, places=3)


def test_every_setting_of_the_shipped_file_is_in_the_table_and_the_other_way_round() -> None:
    def paths(tree: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
        if not isinstance(tree, dict) or path in SETTINGS:
            return {path}
        return {one for key, value in tree.items() for one in paths(value, (*path, key))}

    there = paths(policy_file.tree(ROOT_POLICY))
    assert there <= set(SETTINGS)
    commented = {("matching", "tolerances", "price_under"), *(path for path in SETTINGS if path[0] == "reminders")}
    assert set(SETTINGS) - there == commented, "which the file shows as comments"
    assert len(SETTINGS) == sum(len(section.settings) for section in SECTIONS)
    assert {path[2] for path, one in SETTINGS.items() if one.kind is Kind.TOLERANCE} == set(EVERY_TOLERANCE)
    assert setting_at(("matching", "tolerances", "price", "percent")) == SETTINGS["matching", "tolerances", "price"]


def test_what_is_written_reads_back_the_same_and_says_what_it_means() -> None:
    tree = policy_file.tree(ROOT_POLICY)
    text = policy_file.write(tree)
    assert policy_file.tree(text) == tree
    assert policy_file.parse(text) == policy_file.parse(ROOT_POLICY)
    assert policy_file.write(policy_file.tree(text)) == text
    assert "  # empty: never" in text


@settings(deadline=None)
@given(text=WORDS, rules=st.lists(RULE, max_size=4))
def test_whatever_stands_in_a_setting_survives_writing(text: str, rules: list[dict[str, Any]]) -> None:
    """What somebody typed may have quotes, colons, line breaks or control characters in it."""
    tree = policy_file.tree(ROOT_POLICY)
    tree["erp"]["default_category"], tree["matching"]["rules"] = text, rules
    tree["exchange_rates"] = {"EUR": text}
    read = policy_file.tree(policy_file.write(tree))
    assert read["erp"]["default_category"] == text
    assert read["exchange_rates"] == {"EUR": text}
    assert [(one["supplier"], one["item"]) for one in read["matching"]["rules"]] == [(r["supplier"], r["item"]) for r in rules]
    assert [one.get("tolerances") for one in read["matching"]["rules"]] == [one.get("tolerances") for one in rules]


def test_a_setting_that_nobody_knows_is_not_written() -> None:
    with pytest.raises(ValueError, match=r"risk\.weather"):
        policy_file.write({"risk": {"weather": "hold"}})


@pytest.mark.parametrize(
    ("text", "words"),
    [("a: &x 1\nb: *x", "not used here"), ("a: 1\na: 2", "stands here twice"), ("? [a]\n: 1", "only a word"), ("- 1", "needs its settings"),
     ("x" * 300_000, "larger than"), ("a: !!python/object:os.system 1", "not used here"), ("[" * 5000, "cannot be read|not YAML|expected")],
)  # fmt: skip
def test_what_is_no_policy_says_why(text: str, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        policy_file.tree(text)


def test_the_line_of_a_mistake_is_where_it_stands() -> None:
    wrong = ROOT_POLICY.replace('several_count: "3"', 'several_count: "three"')
    with pytest.raises(PolicyError) as told:
        policy_file.parse(wrong)
    assert told.value.path == ("risk", "several_count")
    assert told.value.line is not None
    assert "several_count" in wrong.splitlines()[told.value.line - 1]


def test_a_rule_of_its_own_is_added_to_what_there_is() -> None:
    once = with_rule(ROOT_POLICY, "acme", "BOLT", {"price": {"percent": "5", "absolute": "9"}})
    twice = with_rule(once, "acme", "BOLT", {"received": {"percent": "1", "absolute": "1"}})
    (rule,) = policy_file.parse(twice).match_rules
    assert (rule.supplier_id, rule.item_code, rule.price, rule.received) == (
        "acme", "BOLT", Tolerance(Decimal(5), Decimal(9)), Tolerance(Decimal(1), Decimal(1)),
    )  # fmt: skip
    assert policy_file.parse(with_value(twice, ("matching", "rules", "1"), None)).match_rules == ()


def test_the_next_name_is_free() -> None:
    assert next_name("2026-01", ()) == "2026-02"
    assert next_name("2026-09", ()) == "2026-10"
    assert next_name("first", ()) == "first-1"


@given(quantity=FIGURES, ordered=FIGURES, received=FIGURES, accepted=FIGURES, before=FIGURES, price=SHARES, percent=FIGURES, level=st.sampled_from(MatchLevel),
       off=st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("0.02"), Decimal(-5), Decimal(7)]), both=st.booleans())  # fmt: skip
def test_in_a_line_that_is_not_marked_no_terms_find_anything(
    quantity: Decimal, ordered: Decimal, received: Decimal, accepted: Decimal, before: Decimal, price: Decimal, percent: Decimal,
    level: MatchLevel, off: Decimal, both: bool,
) -> None:  # fmt: skip
    """A backtest leaves these lines out: that has to change nothing, whatever a policy says."""
    line = LineMatch(
        1, "PO-1", 1, ordered, received, before, quantity, price, price, amount=price * quantity + off, accepted=accepted,
        amount_before=price * before,
    )  # fmt: skip
    tolerance = Tolerance(percent / 100, percent, both)
    terms = MatchTerms(level, tolerance, tolerance, tolerance, tolerance, price_under=tolerance)
    found = {HOLD_OF[one.kind] for one in variances(Billed(line, terms, line.amount_before))} & LINE_CODES
    marked = marks(line)
    if level is not MatchLevel.FOUR_WAY:
        marked = marked.replace("a", "")
    assert not found or marked
    assert marks(replace(line, order_number=None)) == ""
