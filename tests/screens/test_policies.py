"""The policy at the screen: what is in force in plain words, a draft whose mistakes stand at their fields, proposed and agreed to."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from ap_engine.model.policy_settings import SECTIONS
from ap_engine.model.policy_versions import PolicyState
from pages.ui.policy_show import STATES
from pages.ui.policy_trial import EFFECTS
from pages.ui.policy_words import CHOICES, PARTS
from pages.ui.words_pt import PORTUGUESE
from tests.house import House
from tests.screens.conftest import Screens

PAGE = "setup/policies.py"


def texts(at: AppTest) -> str:
    return "\n".join(str(one.value) for one in (*at.markdown, *at.text, *at.caption, *at.error, *at.warning))


def test_what_is_in_force_is_said_in_plain_words(screens: Screens, trade: dict[str, str]) -> None:
    at = screens("otto", PAGE)
    assert not at.exception and not at.error
    said = texts(at).replace("\\", "")
    assert "In force: version 2026-01" in said
    assert "Price above the order's: **2 % or R$ 50.00, whichever is less**" in said.replace("\u00a0", " ")
    assert "More than was ordered: **nothing more**" in said
    assert "Approved without a person, up to: **never**" in said
    assert not [button for button in at.button if button.key == "policy_new"], "an auditor reads"


def test_a_mistake_stands_at_its_field_and_what_was_typed_stays(screens: Screens, trade: dict[str, str]) -> None:
    at = screens("ada", PAGE, edit="yes")
    assert not at.exception
    field = next(one for one in at.text_input if one.key.startswith("pol_matching_tolerances_price_absolute"))
    at = field.set_value("fifty").run()
    assert not at.exception
    assert "“fifty” is not an amount" in texts(at).replace("\\", "")
    field = next(one for one in at.text_input if one.key.startswith("pol_matching_tolerances_price_absolute"))
    assert field.value == "fifty"
    at = field.set_value("").run()
    assert "needs a number, and has “”" in texts(at).replace("\\", ""), "an empty tolerance is a mistake, not infinity"
    at = (
        next(one for one in at.text_input if one.key.startswith("pol_matching_tolerances_price_absolute"))
        .set_value("1,500.00")
        .run()
    )
    assert "1500.00" in at.session_state["policy_work"].text


def test_from_a_draft_to_a_version_in_force(screens: Screens, house: House, trade: dict[str, str]) -> None:
    at = screens("ada", PAGE, edit="yes")
    at = next(one for one in at.text_input if one.key.startswith("pol_matching_tolerances_price_percent")).set_value("3.5").run()
    at = next(one for one in at.date_input if one.key.startswith("pol_effective_from")).set_value(house.engine.today()).run()
    at = next(one for one in at.button if one.key == "policy_try").click().run(timeout=60)
    assert not at.exception and not at.error
    at = next(one for one in at.button if one.key == "policy_propose").click().run(timeout=60)
    assert "Say in a few words why" in texts(at).replace("\\", "")
    at = next(one for one in at.text_input if one.key == "policy_why").set_value("Steel moves more.").run()
    at = next(one for one in at.button if one.key == "policy_propose").click().run(timeout=60)
    assert not at.exception and not at.error
    assert not [one for one in at.button if one.key == "agree_2026-02"], "not by the one who proposed it"
    assert house.engine.policy.version == "2026-01"
    at = screens("fabio", PAGE)
    assert "Steel moves more." in texts(at)
    at = next(one for one in at.button if one.key == "agree_2026-02").click().run(timeout=60)
    assert not at.exception and not at.error
    assert house.engine.policy.version == "2026-02"
    at = screens("otto", PAGE, version="2026-01")
    assert not at.exception and not at.error


def test_every_setting_is_said_in_portuguese() -> None:
    said = {section.title for section in SECTIONS}
    for section in SECTIONS:
        said |= {text for one in section.settings for text in (one.title, one.note, one.empty) if text}
    said |= {*CHOICES.values(), *PARTS.values(), *(word for word, _ in STATES.values())}
    said |= {text for word, detail, _ in EFFECTS.values() for text in (word, detail) if text}
    assert not sorted(said - set(PORTUGUESE))
    assert set(STATES) == set(PolicyState)
