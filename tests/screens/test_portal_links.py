"""A supplier's links on its page: made, shown once, listed, revoked, and only by who may."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from tests.house import House
from tests.screens.conftest import Screens
from tests.screens.supplier import visitor
from tests.screens.test_desk import said
from tests.workflow.trade import BAKERY

PAGE = "setup/suppliers.py"


def keys(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def click(at: AppTest, key: str) -> AppTest:
    return next(one for one in at.button if one.key == key).click().run()


def address(at: AppTest) -> str:
    return next((one.value for one in at.code if "/portal/" in one.value), "")


def opens(browser: TestClient, link: str) -> int:
    return browser.get("/portal/" + link.rpartition("/")[2]).status_code


def test_a_link_is_made_shown_once_and_revoked(house: House, screens: Screens) -> None:
    at = click(screens("clara", PAGE, supplier=BAKERY.id), "portal_make")
    link = address(at)
    with visitor() as browser:
        assert opens(browser, link) == 200
        assert address(click(at, "portal_seen")) == ""
        again = screens("fabio", PAGE, supplier=BAKERY.id)
        assert address(again) == "" and link.rpartition("/")[2] not in said(again)
        assert "Made by Clara Clerk" in said(again)
        ended = click(again, "portal_revoke_0")
        assert "portal_revoke_0" not in keys(ended)
        assert opens(browser, link) == 410
    second = click(ended, "portal_make")
    assert address(second) not in ("", link)


@pytest.mark.parametrize("who", ["otto", "anna"])
def test_who_may_not_invite_is_offered_nothing(house: House, screens: Screens, who: str) -> None:
    at = screens(who, PAGE, supplier=BAKERY.id)
    assert not {key for key in keys(at) if key.startswith("portal_")}
