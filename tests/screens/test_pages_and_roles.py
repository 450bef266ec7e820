"""Every page, for every role: it opens without an error, or it is not there at all."""

from __future__ import annotations

import shutil

import pytest

from ap_engine.model.parties import Role
from tests.screens.conftest import EVERYBODY, Screens

DESK = {Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR}
PAGES = {
    "work/inbox.py": DESK,
    "work/approvals.py": {Role.APPROVER},
    "work/holds.py": DESK,
    "work/receipts.py": {Role.APPROVER, Role.FINANCE},
    "work/payables.py": set(Role),
    "insight/spend.py": set(Role),
    "control/erp_deliveries.py": {Role.FINANCE, Role.ADMINISTRATOR, Role.AUDITOR},
    "control/audit_log.py": {Role.AUDITOR, Role.ADMINISTRATOR},
    "setup/suppliers.py": DESK | {Role.AUDITOR},
    "setup/templates.py": {Role.ADMINISTRATOR, Role.FINANCE},
    "setup/policies.py": {Role.ADMINISTRATOR, Role.FINANCE, Role.AUDITOR},
    "work/review.py": set(Role),
    "setup/notifications.py": set(Role),
}
PERSON_OF = {
    Role.CLERK: "clara",
    Role.APPROVER: "ines",
    Role.FINANCE: "fabio",
    Role.ANALYST: "anna",
    Role.ADMINISTRATOR: "ada",
    Role.AUDITOR: "otto",
}


def test_the_table_names_everybody() -> None:
    assert all(EVERYBODY[who].has(role) for role, who in PERSON_OF.items())


@pytest.mark.parametrize(("page", "role"), [(page, role) for page, roles in PAGES.items() for role in PERSON_OF if role in roles])
def test_a_page_opens_for_those_who_have_it(screens: Screens, trade: dict[str, str], role: Role, page: str) -> None:
    at = screens(PERSON_OF[role], page, invoice=trade["held"])
    assert not at.exception and not [e.value for e in at.error]
    assert any(badge.value.find("Demonstration") >= 0 for badge in at.markdown)


@pytest.mark.parametrize("role", list(PERSON_OF))
def test_navigation_has_nothing_else(screens: Screens, trade: dict[str, str], role: Role) -> None:
    at = screens(PERSON_OF[role], phone=True)
    assert not at.exception
    titles = {link.label for link in at.get("page_link")}
    wanted = {
        "inbox": "Inbox",
        "approvals": "Approvals",
        "holds": "Holds",
        "receipts": "Receipts",
        "audit_log": "Audit log",
        "templates": "Templates",
        "suppliers": "Suppliers",
    }
    for name, title in wanted.items():
        allowed = next(roles for page, roles in PAGES.items() if name in page)
        assert (title in titles) == (role in allowed)


@pytest.mark.parametrize("state", ["waiting", "held", "posted", "half"])
@pytest.mark.parametrize("who", ["clara", "ines", "fabio", "otto"])
@pytest.mark.parametrize("phone", [False, True])
def test_an_invoice_opens_in_every_state(screens: Screens, trade: dict[str, str], state: str, who: str, phone: bool) -> None:
    at = screens(who, "work/review.py", phone=phone, invoice=trade[state])
    assert not at.exception and not at.error


@pytest.mark.parametrize("page", list(PAGES))
def test_each_page_speaks_portuguese(screens: Screens, trade: dict[str, str], page: str) -> None:
    who = PERSON_OF[sorted(PAGES[page])[0]]
    at = screens(who, page, locale="pt-BR", invoice=trade["waiting"])
    assert not at.exception and not at.error
    assert any("Demonstração" in text.value for text in at.markdown)


def test_an_invoice_that_does_not_exist_says_so(screens: Screens, trade: dict[str, str]) -> None:
    at = screens("clara", "work/review.py", invoice="AP-NOTHING")
    assert not at.exception
    assert any("No such invoice" in text.value for text in at.markdown)


def test_without_a_session_no_page_shows_anything(screens: Screens, trade: dict[str, str]) -> None:
    for page in PAGES:
        at = screens(None, page, invoice=trade["waiting"])
        assert not at.exception
        assert not at.markdown and not at.text and not at.metric


def test_it_says_when_scans_cannot_be_read(screens: Screens, trade: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    at = screens("clara", "work/inbox.py")
    assert not at.warning or shutil.which("tesseract") is None
    monkeypatch.setenv("PATH", "/nowhere")
    at = screens("clara", "work/inbox.py")
    assert "tesseract-ocr" in at.warning[0].value
