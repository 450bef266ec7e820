"""The holds queue: whose work each hold is, and filters that a link carries."""

from __future__ import annotations

from tests.house import House
from tests.screens.conftest import Screens
from tests.screens.test_desk import said
from tests.workflow.trade import Bill, receive

PAGE = "work/holds.py"


def test_a_link_carries_the_filter_whatever_the_counts_are(screens: Screens, house: House) -> None:
    receive(house, Bill("9301", order="PO-NOT"))
    receive(house, Bill("", order="PO-1"))
    at = screens("fabio", PAGE, hold_code="missing_field")
    assert not at.exception and at.selectbox(key="hold_code").value == "missing_field"
    assert "1 hold" in said(at)
    at = screens("fabio", PAGE, hold_code="no such kind", hold_owner="buyer")
    assert at.selectbox(key="hold_code").value is None
    assert "1 hold" in said(at)


def test_what_is_mine_goes_by_the_role(screens: Screens, house: House) -> None:
    receive(house, Bill("", order="PO-1", note="again"))
    clerk, finance = screens("clara", PAGE, hold_owner="mine"), screens("fabio", PAGE, hold_owner="mine")
    assert "None of these is on hold" not in said(clerk)
    assert "None of these is on hold" in said(finance)
