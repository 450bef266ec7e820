"""The template screen's own words and ways: who may change, what a bad file says, the text, samples that change nothing."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ap_engine import queries
from ap_engine.model.errors import NotAllowed, UnreadableUpload
from ap_engine.workflow.template_samples import open_sample, sample_picture
from pages.ui import template_work
from tests.browser import sawmill
from tests.house import PEOPLE, House
from tests.screens.conftest import EVERYBODY, Screens
from tests.screens.test_desk import said
from tests.workflow.trade import Bill

PAGE = "setup/templates.py"


def keys(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def opened(screens: Screens, who: str = "ada", locale: str = "en-GB") -> AppTest:
    """A template that is a file."""
    at = screens(who, PAGE, template="araucaria-telecom", locale=locale)
    assert not at.exception
    return at


def text_of(at: AppTest) -> str:
    return str(at.text_area[0].value)


def test_an_administrator_makes_templates_and_finance_looks(screens: Screens, house: House) -> None:
    assert "template_new" in keys(screens("ada", PAGE))
    assert "template_new" not in keys(screens("fabio", PAGE))
    assert "template_publish" in keys(opened(screens))
    at = opened(screens, "fabio")
    assert not keys(at) & {"template_publish", "retire_send", "yaml_use", "drop_sample_0"}
    assert not at.get("file_uploader") and "supplier: Araucária" in at.code[0].value
    at = screens("fabio", PAGE, new="yes")
    assert not at.exception and not at.get("file_uploader"), "the address alone opens nothing"


def test_a_template_that_is_not_there_says_so(screens: Screens) -> None:
    at = screens("ada", PAGE, template="nothing")
    assert not at.exception and "No such template" in said(at)


def test_a_search_that_finds_nothing_says_so(screens: Screens) -> None:
    at = screens("ada", PAGE, q="nobody has this name")
    assert "Nothing found" in said(at)


def test_the_text_is_changed_by_hand_and_its_mistakes_are_named(screens: Screens) -> None:
    at = opened(screens)
    shown = text_of(at)
    assert "words: (sample 1:" in shown and "964 422" not in shown
    at.text_area[0].set_value(shown.replace("due_date:", "due_dat:", 1))
    at.button(key="yaml_use").click().run()
    assert "Did you mean “due" in "\n".join(error.value for error in at.error).replace("\\", "")
    at.text_area[0].set_value(shown.replace("where: below", "where: right", 1))
    at.button(key="yaml_use").click().run()
    assert not at.exception and "where: right" in text_of(at)
    assert at.session_state[template_work.KEY].changed


def test_a_new_template_from_a_sample_and_from_what_is_none(screens: Screens) -> None:
    at = screens("ada", PAGE, new="yes")
    assert "Choose the supplier first" in said(at)
    at.selectbox(key="new_supplier").set_value(at.selectbox(key="new_supplier").options[0]).run()
    at.file_uploader(key="template_upload").upload("x.pdf", b"no pdf", "application/pdf").run()
    assert "This file cannot be taken in" in "\n".join(error.value for error in at.error).replace("\\", "")
    at.file_uploader(key="template_upload").upload("first.pdf", sawmill.FIRST, "application/pdf").run()
    assert not at.exception
    work = at.session_state[template_work.KEY]
    assert [example.name for example in work.template.examples] == ["first"]
    assert "Before it can be published:" in said(at)


def test_it_speaks_portuguese_throughout(screens: Screens) -> None:
    at = opened(screens, locale="pt-BR")
    assert "Tudo lido de volta" in said(at) and "Publicar" in said(at)


def test_samples_are_opened_for_those_who_make_templates_only(house: House) -> None:
    with pytest.raises(NotAllowed):
        open_sample(house.engine, PEOPLE["clara"], sawmill.FIRST, "x.pdf")
    sample = open_sample(house.engine, PEOPLE["ada"], sawmill.FIRST, "../../first 1.pdf")
    assert sample.name == "first 1" and len(sample.pages) == 1
    picture = sample_picture(house.engine, PEOPLE["fabio"], sample.sha256, 1, 620)
    assert picture[8:12] == b"WEBP"
    with pytest.raises(NotAllowed):
        sample_picture(house.engine, EVERYBODY["anna"], sample.sha256, 1, 620)
    for wrong in ("..", "0" * 64):
        with pytest.raises(UnreadableUpload):
            sample_picture(house.engine, PEOPLE["ada"], wrong, 1, 620)


def test_what_carries_its_data_as_xml_needs_no_template(house: House) -> None:
    with pytest.raises(UnreadableUpload, match="needs no template"):
        open_sample(house.engine, PEOPLE["ada"], Bill("9001").xml(), "x.xml")
    assert queries.template_refusals(house.engine) == ()
