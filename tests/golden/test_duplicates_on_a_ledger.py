"""A year of a public ledger, with made duplicates of ten kinds: what is found, and what is said of rows that are no duplicates."""

from __future__ import annotations

import pytest

from ap_engine.model.holds import HoldCode
from tests.ledger import trial
from tests.ledger.public_ledger import LEDGER, share

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not LEDGER.exists(), reason="the ledger is not here")]


@pytest.fixture(scope="module")
def outcome() -> trial.Outcome:
    return trial.run()


def test_at_least_98_of_a_hundred_made_duplicates_are_found_and_their_original_named(outcome: trial.Outcome) -> None:
    assert len(outcome.made) == 10
    assert share(sum(outcome.found.values()), sum(outcome.made.values())) >= 98


def test_no_kind_is_left_to_chance(outcome: trial.Outcome) -> None:
    assert all(outcome.found[kind] * 100 >= 90 * made for kind, made in outcome.made.items()), outcome.found


def test_hardly_a_clean_row_is_blocked_and_few_are_noted(outcome: trial.Outcome) -> None:
    assert share(outcome.clean[HoldCode.DUPLICATE], outcome.clean_rows) < share(1, 1000)
    assert share(outcome.clean[HoldCode.DUPLICATE_POSSIBLE], outcome.clean_rows) < 2
    assert share(outcome.clean[HoldCode.DUPLICATE_LIKELY], outcome.clean_rows) < 5


def test_every_row_of_the_ledger_that_repeats_a_paper_is_held(outcome: trial.Outcome) -> None:
    held = outcome.repeats[HoldCode.DUPLICATE] + outcome.repeats[HoldCode.DUPLICATE_LIKELY]
    assert held == outcome.repeat_rows
