"""The inbox says what the mailbox brought that is no invoice, and that it cannot be read."""

from __future__ import annotations

import pytest

from ap_engine.mail.mailbox import Mailbox
from ap_engine.model.letters import Letter, TakeInLetter
from ap_engine.workflow.mail import FAILURE
from tests.house import House
from tests.screens.conftest import Screens
from tests.screens.test_desk import said

PAGE = "work/inbox.py"
HOSTILE = "<img src=x onerror=alert(1)> **x**"


@pytest.fixture
def with_mail(house: House) -> House:
    """A mailbox that could not be read the last time, after it brought a letter with a ZIP file."""
    house.engine.mailbox = Mailbox("imaps://a:b@mail.example/INBOX")
    letter = Letter("k1", HOSTILE, "Fatura", None, left_out=(("all.zip", "The letter has no file."),))
    with house.engine.store.transaction(TakeInLetter("system", "k1"), house.engine.now()) as tx:
        tx.letters.enter(letter)
        tx.settings.set(FAILURE, "The mailbox at mail.example cannot be read: timed out")
    return house


def test_it_is_said_in_either_language(screens: Screens, with_mail: House) -> None:
    for locale, trouble, brought in (
        ("en-GB", "cannot be read", "1 letter brought something that is no invoice"),
        ("pt-BR", "não pode ser lida", "1 mensagem trouxe algo que não é fatura"),
    ):
        at = screens("clara", PAGE, locale=locale)
        assert not at.exception
        assert trouble in at.warning[0].value
        assert any(brought in one.label for one in at.expander)
    with_mail.engine.mailbox = None
    at = screens("clara", PAGE)
    assert not at.warning and not at.expander
    assert HOSTILE not in said(at)
