"""What people do on the pages, with the engine behind: upload, split, release, ask, cancel, verify."""

from __future__ import annotations

from decimal import Decimal

from streamlit.testing.v1 import AppTest

from ap_engine.model.lifecycle import State
from tests.house import House, place
from tests.screens.conftest import Screens
from tests.workflow.trade import Bill, now, order, pending, receive


def said(at: AppTest) -> str:
    """Everything that is said on the page, in one text."""
    elements = (*at.markdown, *at.text, *at.toast, *at.error, *at.caption, *at.success)
    return "\n".join(str(element.value) for element in elements)


def test_each_uploaded_file_says_what_became_of_it(screens: Screens, house: House) -> None:
    known = Bill("2001")
    receive(house, known)
    at = screens("clara", "work/inbox.py")
    uploader = at.file_uploader(key="upload")
    uploader.upload("new.xml", Bill("2002").xml(), "text/xml")
    uploader.upload("known.xml", known.xml(), "text/xml")
    uploader.upload("empty.pdf", b"", "application/pdf")
    at.run()
    assert not at.exception
    words = said(at)
    assert "Received. It is being read." in words
    assert "This very file was received from Clara Clerk" in words
    assert "This file cannot be taken in." in words


def test_the_inbox_finds_an_invoice_again(screens: Screens, house: House) -> None:
    receive(house, Bill("2101"))
    at = screens("clara", "work/inbox.py", q="nothing like it")
    assert "Nothing found" in said(at)
    at.text_input(key="q").set_value("").run()
    assert "Nothing found" not in said(at)


def test_a_split_is_saved_only_when_it_closes(screens: Screens, house: House) -> None:
    place(house, order("PO-S"))
    invoice = receive(house, Bill("2201", order="PO-S"))
    at = screens("clara", "work/review.py", invoice=invoice.id)
    at.selectbox(key="split_center_0").set_value("technology").run()
    at.number_input(key="split_percent_0").set_value(33.33).run()
    assert "66.67\u00a0% left to give" in said(at)
    assert at.button(key="split_save").disabled
    at.button(key="split_add").click().run()
    assert at.number_input(key="split_percent_1").value == 66.67
    at.selectbox(key="split_center_1").set_value("sales").run()
    assert "Closes to the cent" in said(at) and "41.66" in said(at)
    at.button(key="split_save").click().run()
    assert not at.exception
    shares = {a.cost_center_id: (a.percent, a.amount.amount) for a in now(house, invoice).allocations}
    assert shares == {"technology": (Decimal("33.33"), Decimal("41.66")), "sales": (Decimal("66.67"), Decimal("83.34"))}
    assert now(house, invoice).state is State.PENDING_APPROVAL


def test_finance_releases_a_hold_with_a_reason(screens: Screens, house: House) -> None:
    invoice = receive(house, Bill("2301", order="PO-NOT-THERE"))
    hold = invoice.open_holds[0]
    place_of_hold = f"{hold.code}_{hold.line or 0}"
    at = screens("fabio", "work/review.py", invoice=invoice.id)
    at.button(key=f"release_send_{place_of_hold}").click().run()
    assert "A reason is needed" in said(at) and now(house, invoice).open_holds
    at.text_input(key=f"release_reason_{place_of_hold}").set_value("Agreed by phone").run()
    at.button(key=f"release_send_{place_of_hold}").click().run()
    assert hold.key not in {h.key for h in now(house, invoice).open_holds}


def test_who_entered_it_sees_no_way_to_release_or_approve(screens: Screens, house: House) -> None:
    invoice = receive(house, Bill("2401", order="PO-NOT-THERE"))
    at = screens("clara", "work/review.py", invoice=invoice.id)
    assert not [button for button in at.button if str(button.key).startswith("release_send")]


def test_a_question_keeps_the_invoices_place(screens: Screens, house: House) -> None:
    place(house, order("PO-Q"))
    invoice = pending(house, Bill("2501", order="PO-Q"))
    at = screens("fabio", "work/review.py", invoice=invoice.id)
    at.text_area(key="comment_text").set_value("Is this *ours*?")
    at.button(key="comment_send").click().run()
    assert now(house, invoice).comments[0].text == "Is this *ours*?"
    assert now(house, invoice).state is State.PENDING_APPROVAL
    assert "Is this *ours*?" in [text.value for text in at.text]


def test_a_refusal_is_told_in_words(screens: Screens, house: House) -> None:
    invoice = receive(house, Bill("2601"))
    at = screens("clara", "work/review.py", invoice=invoice.id)
    at.button(key="cancel_send").click().run()
    assert "A cancellation needs a reason" in said(at)
    at.text_input(key="cancel_reason").set_value("Sent by mistake").run()
    at.button(key="cancel_send").click().run()
    assert now(house, invoice).state is State.CANCELLED


def test_the_auditor_verifies_the_chain(screens: Screens, trade: dict[str, str]) -> None:
    at = screens("otto", "control/audit_log.py")
    at.button(key="verify").click().run()
    assert not at.exception
    assert at.success and "carries the seal" in at.success[0].value


def test_a_link_shows_the_same_in_either_language(screens: Screens, trade: dict[str, str]) -> None:
    """What is chosen stands in the address as the filter's own name, not as a label."""
    for locale in ("en-GB", "pt-BR"):
        at = screens("clara", "work/inbox.py", locale=locale, state="To confirm")
        assert not at.exception and at.button_group(key="state").value == "To confirm"
    at.button_group(key="state").set_value("Open").run()
    assert at.query_params["state"] in ("Open", ["Open"])
