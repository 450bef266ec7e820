"""Away for some days: an approver gives their steps to another on the page where they work, and takes them back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from ap_engine import queries
from tests.house import House
from tests.screens.conftest import Screens
from tests.screens.test_desk import said

PAGE = "work/approvals.py"


def give(at: AppTest, house: House, who: str | None = "saulo", why: str = "Holidays.", days: int = 4) -> AppTest:
    today = house.engine.today()
    fields = {"first": today, "last": today + timedelta(days=days)}
    if who is not None:
        next(one for one in at.selectbox if str(one.key).startswith("standing_who_")).set_value(who)
    for name, day in fields.items():
        next(one for one in at.date_input if str(one.key).startswith(f"standing_{name}_")).set_value(day)
    next(one for one in at.text_input if str(one.key).startswith("standing_why_")).set_value(why)
    return at.button(key="standing_send").click().run()


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("locale", ["en-GB", "pt-BR"])
def test_given_away_seen_by_both_and_taken_back(screens: Screens, house: House, phone: bool, locale: str) -> None:
    at = give(screens("ines", PAGE, phone=phone, locale=locale), house)
    assert not at.exception and not [one.value for one in at.error]
    (given,) = [one for one in queries.delegations(house.engine, "ines") if one.ended_at is None]
    assert (given.delegate_id, given.reason, given.ended_at) == ("saulo", "Holidays.", None)
    assert [one.id for one in queries.standing_in_for(house.engine, "saulo")] == ["ines"]
    words = "Saulo Leader decide" if locale == "pt-BR" else "Saulo Leader decides for you now"
    assert words in said(at)
    if locale == "en-GB":
        assert "You decide for Ines Leader now" in said(screens("saulo", PAGE))
    at = screens("ines", PAGE, phone=phone, locale=locale)
    end = next(one for one in at.button if str(one.key).startswith("standing_end_"))
    at = end.click().run()
    assert not at.exception and not queries.standing_in_for(house.engine, "saulo")
    assert not [one for one in at.button if str(one.key).startswith("standing_end_")]
    assert "Holidays." in said(at), "what was given before is still told"


def test_what_is_missing_is_said_and_nothing_is_given(screens: Screens, house: House) -> None:
    before = queries.delegations(house.engine, "ines")
    assert "Say who, the first and the last day, and why" in said(give(screens("ines", PAGE), house, who=None))
    assert "Say who, the first and the last day, and why" in said(give(screens("ines", PAGE), house, why=" "))
    assert queries.delegations(house.engine, "ines") == before


def test_days_that_overlap_are_refused_and_what_was_typed_stays(screens: Screens, house: House) -> None:
    give(screens("ines", PAGE), house)
    at = give(screens("ines", PAGE), house, why="Once more.")
    assert "Your approvals are given away already" in said(at)
    assert next(one for one in at.text_input if str(one.key).startswith("standing_why_")).value == "Once more."
    end = next(one for one in screens("ines", PAGE).button if str(one.key).startswith("standing_end_"))
    end.click().run()


def test_an_approver_is_never_offered_themselves_nor_who_approves_nothing(screens: Screens) -> None:
    at = screens("ines", PAGE)
    box = next(one for one in at.selectbox if str(one.key).startswith("standing_who_"))
    assert "Ines Leader" not in box.options and "Clara Clerk" not in box.options and "Saulo Leader" in box.options
