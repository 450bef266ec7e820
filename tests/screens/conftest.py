"""A furnished house, its people able to sign in, and the screens run in this process as one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ap_engine import people
from ap_engine.model.parties import Person, Role
from ap_engine.web.session import SESSION_COOKIE
from tests.house import PEOPLE, House, furnish, opened, place, sandbox
from tests.workflow.trade import BAKERY, MILL, Bill, approve, deliver, order, pending, posted, receive

MAIN = str(Path(__file__).parents[2] / "pages" / "main.py")
DESKTOP = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
MORE = (
    Person("anna", "Anna Analyst", "anna@x.example", frozenset({Role.ANALYST})),
    Person("otto", "Otto Auditor", "otto@x.example", frozenset({Role.AUDITOR})),
)
EVERYBODY = {**PEOPLE, **{person.id: person for person in MORE}}
Screens = Callable[..., AppTest]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One house for a module's tests: two suppliers, and an invoice of each kind that screens show."""
    folder = tmp_path_factory.mktemp("house")
    with sandbox(folder) as address, opened(folder / "data", address, demonstration=True) as house:
        furnish(house, MILL, BAKERY)
        with house.engine.store.write("set-up", house.engine.now()) as tx:
            for person in MORE:
                tx.people.save(person)
        place(house, order("PO-1"), order("PO-2"), order("PO-3"))
        yield house


@pytest.fixture(scope="module")
def trade(house: House) -> dict[str, str]:
    """Invoices by where they stand: waiting for a yes, on hold, in the ERP."""
    waiting = pending(house, Bill("1001", order="PO-1"))
    held = receive(house, Bill("1002", order="PO-9"))
    done = posted(house, Bill("1003", order="PO-2"))
    approved = pending(house, Bill("1004", order="PO-3"))
    approve(house, approved, "ines")
    deliver(house)
    return {"waiting": waiting.id, "held": held.id, "posted": done.id, "half": approved.id}


@pytest.fixture
def screens(house: House, monkeypatch: pytest.MonkeyPatch) -> Screens:
    """Opens a page as somebody, on a desktop or a phone."""

    def look(who: str | None, page: str = "", phone: bool = False, locale: str = "en-GB", **query: str) -> AppTest:
        token = people.open_session(house.engine, EVERYBODY[who]) if who else "nobody's"
        context = type(st.context)
        monkeypatch.setattr(context, "cookies", property(lambda _: {SESSION_COOKIE: token}))
        monkeypatch.setattr(context, "headers", property(lambda _: {"User-Agent": PHONE if phone else DESKTOP}))
        monkeypatch.setattr(context, "locale", property(lambda _: locale))
        at = AppTest.from_file(MAIN, default_timeout=30)
        for name, value in query.items():
            at.query_params[name] = value
        if page:
            at.switch_page(page)
        return at.run()

    return look
