"""The register of suppliers on the screen: a change from the invoice that asks for it to the second person who agrees."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from ap_engine.model.bank_changes import CallOutcome, ChangeState
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.parties import Supplier
from tests.house import House
from tests.scenarios.paying import OTHER, OURS, PHONE
from tests.screens.conftest import Screens
from tests.screens.test_desk import said
from tests.workflow.trade import Bill, confirm, held_for, now, receive

PAGE = "setup/suppliers.py"
HOSTILE = "<script>alert(1)</script> [x](https://evil.example) " + "Very long name " * 10
SUPPLIER = Supplier("hostile", HOSTILE, "48527693000100", order_required=False, iban=OURS, phone=PHONE)


@pytest.fixture(scope="module")
def asking(house: House) -> Invoice:
    """An invoice that asks for another account."""
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.suppliers.save(SUPPLIER)
    bill = Bill("77", replace(SUPPLIER, name="Hostile Ltda"), iban=OTHER)
    return confirm(house, receive(house, bill))


def keys(at: AppTest) -> set[str]:
    return {str(button.key) for button in at.button}


def box(at: AppTest, beginning: str) -> object:
    return next(one for one in (*at.text_input, *at.radio) if str(one.key).startswith(beginning))


def click(at: AppTest, key: str) -> AppTest:
    return next(one for one in at.button if one.key == key).click().run()


def change_of(house: House) -> object:
    with house.engine.store.snapshot() as tx:
        return tx.bank_changes.of_supplier(SUPPLIER.id)[0]


def test_from_the_invoice_to_the_second_person(screens: Screens, house: House, asking: Invoice) -> None:
    assert HoldCode.BANK_CHANGED in held_for(now(house, asking))
    at = screens("clara", "work/review.py", invoice=asking.id)
    assert "ask_change_bank_changed_0" in keys(at)
    at = screens("clara", PAGE, supplier=SUPPLIER.id, about=asking.id)
    assert not at.exception
    assert box(at, "ask_iban_").value == OTHER, "what the invoice asks for is filled in"  # type: ignore[attr-defined]
    box(at, "ask_reason_").set_value("Invoice 77.")  # type: ignore[attr-defined]
    at = click(at, "ask_send")
    assert not at.exception and change_of(house).invoice_id == asking.id  # type: ignore[attr-defined]
    at = screens("fabio", PAGE, supplier=SUPPLIER.id)
    assert "agree_send" not in keys(at), "nobody was called yet"
    assert PHONE in "".join(one.value for one in at.markdown).replace("\\", "")
    assert not [one for one in at.text_input if PHONE in str(one.value)], "the number is shown, not typed"
    at = screens("carlos", PAGE, supplier=SUPPLIER.id)
    at = click(at, "call_send")
    assert "Say what came of the call" in at.error[0].value.replace("\\", "")
    box(at, "call_who_").set_value("Dona Rosa")  # type: ignore[attr-defined]
    box(at, "call_outcome_").set_value(CallOutcome.CONFIRMED)  # type: ignore[attr-defined]
    at = click(at, "call_send")
    assert not at.exception and not at.error
    assert change_of(house).state is ChangeState.CONFIRMED  # type: ignore[attr-defined]
    assert "agree_send" not in keys(screens("carlos", PAGE, supplier=SUPPLIER.id))
    at = click(screens("fabio", PAGE, supplier=SUPPLIER.id), "agree_send")
    assert not at.exception
    assert change_of(house).state is ChangeState.AGREED  # type: ignore[attr-defined]
    assert OTHER in [one.value for one in at.text]
    assert any("first payment" in one.value for one in at.info)


def test_an_auditor_reads_and_changes_nothing(screens: Screens, asking: Invoice) -> None:
    at = screens("otto", PAGE, supplier=SUPPLIER.id)
    assert not at.exception
    assert not keys(at) & {"ask_send", "call_send", "agree_send", "refuse_send", "edit_send"}


def test_who_edits_the_register_does_not_type_an_account(screens: Screens, house: House, asking: Invoice) -> None:
    at = screens("ada", PAGE, supplier=SUPPLIER.id)
    box(at, "edit_email_").set_value("new@x.example")  # type: ignore[attr-defined]
    at = click(at, "edit_send")
    assert not at.exception and not at.error
    with house.engine.store.snapshot() as tx:
        assert tx.suppliers.get(SUPPLIER.id).email == "new@x.example"
    assert not [one for one in at.text_input if str(one.key).startswith("edit_iban")]


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("locale", ["en-GB", "pt-BR"])
def test_hostile_and_long_names_are_text(screens: Screens, asking: Invoice, phone: bool, locale: str) -> None:
    for query in ({}, {"supplier": SUPPLIER.id}):
        at = screens("ada", PAGE, phone=phone, locale=locale, **query)
        assert not at.exception and not at.error
        assert not [one.value for one in at.markdown if "<script>" in one.value or "](https" in one.value]


def test_what_is_not_there_says_so(screens: Screens) -> None:
    assert "No such supplier" in said(screens("ada", PAGE, supplier="nobody"))
    assert "Nothing found" in said(screens("ada", PAGE, q="nobody has this name"))
    assert not screens("ada", PAGE, supplier="mill", about="AP-NOTHING").exception


def new_supplier(at: AppTest, **typed: str) -> AppTest:
    for name, text in typed.items():
        box(at, f"new_{name}_").set_value(text)  # type: ignore[attr-defined]
    return click(at, "new_send")


def test_a_supplier_is_entered_by_hand_and_where_it_is_paid_is_asked_for_afterwards(screens: Screens, house: House) -> None:
    at = screens("fabio", PAGE)
    assert not [one for one in at.text_input if "iban" in str(one.key) or "pix" in str(one.key)]
    at = new_supplier(at, name="Tintas Unidas Ltda", tax_id="60.746.948/0001-13", email="x@tintas.example")
    assert "check digits do not fit" in said(at)
    assert box(at, "new_name_").value == "Tintas Unidas Ltda", "what was typed stays"  # type: ignore[attr-defined]
    at = new_supplier(at, tax_id="60.746.948/0001-12", phone="(11) 3333-4444")
    assert not at.exception and not at.error
    with house.engine.store.snapshot() as tx:
        entered = tx.suppliers.by_tax_id("60746948000112")
    assert entered is not None
    assert (entered.name, entered.email, entered.created_by) == ("Tintas Unidas Ltda", "x@tintas.example", "fabio")
    assert (entered.iban, entered.pix_key, entered.bank_account) == (None, None, None)
    assert entered.phone_since == house.engine.today(), "nobody is called back on a number that came just now"
    assert at.query_params["supplier"] == [entered.id] or at.query_params["supplier"] == entered.id
    at = new_supplier(screens("ada", PAGE), name="Tintas 2", tax_id="60746948000112")
    assert "Tintas Unidas Ltda has this tax id already" in said(at).replace("\\", "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"tax_id": "60746948000112"}, "A name is needed"),
        ({"name": "Tintas"}, "A tax id is needed"),
        ({"name": "Tintas", "tax_id": "60746948000112", "email": "nobody"}, "is no e-mail address"),
        ({"name": "Tintas", "tax_id": "60746948000112", "phone": "call me"}, "is no telephone number"),
    ],
)
def test_what_is_no_supplier_is_not_entered(screens: Screens, typed: dict[str, str], told: str) -> None:
    assert told in said(new_supplier(screens("ada", PAGE), **typed)).replace("\\", "")


def test_clerks_and_auditors_do_not_enter_suppliers(screens: Screens) -> None:
    for who in ("clara", "otto"):
        assert "new_send" not in keys(screens(who, PAGE))
