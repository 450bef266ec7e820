"""Signing in through an identity provider: only our own people, and the browser fetches our own session."""

from __future__ import annotations

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ap_engine.web.middleware import SignInGate
from tests.house import House
from tests.screens.conftest import MAIN

PROVIDER = {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "x", "client_id": "x", "client_secret": "x"}


def arrive(monkeypatch: pytest.MonkeyPatch, **user: object) -> AppTest:
    monkeypatch.setattr(type(st.context), "cookies", property(lambda _: {}))
    at = AppTest.from_file(MAIN, default_timeout=30)
    at.secrets["auth"] = PROVIDER
    at.user = user
    return at.run()


def leaves_for(at: AppTest) -> str:
    return " ".join(str(found.proto) for found in at.get("bidi_component"))


def test_one_of_our_people_gets_a_ticket_for_a_session(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    at = arrive(monkeypatch, is_logged_in=True, email="Clara@x.example", email_verified=True)
    assert not at.exception
    assert "/session/" in leaves_for(at)


@pytest.mark.parametrize(
    "user",
    [
        {"email": "stranger@elsewhere.example"},
        {"email": ""},
        {},
        {"email": "clara@x.example", "email_verified": False},
    ],
)
def test_anybody_else_is_told_so_and_sees_nothing(house: House, monkeypatch: pytest.MonkeyPatch, user: dict[str, object]) -> None:
    at = arrive(monkeypatch, is_logged_in=True, **user)
    assert not at.exception
    assert "has no account here" in at.error[0].value
    assert "/session/" not in leaves_for(at) and not at.markdown


def test_with_a_provider_the_gate_lets_its_own_addresses_through_and_files_still_want_a_session() -> None:
    gate = SignInGate(lambda *_: None, identity_provider=True)  # type: ignore[arg-type,return-value]
    assert all(gate._is_free(path) for path in ("/oauth2callback", "/auth/login", "/_stcore/stream"))
    assert not any(gate._is_free(path) for path in ("/originals/AP-1", "/media/x", "/_stcore/upload_file/a/b"))
    without = SignInGate(lambda *_: None)  # type: ignore[arg-type,return-value]
    assert not any(without._is_free(path) for path in ("/oauth2callback", "/_stcore/stream"))
