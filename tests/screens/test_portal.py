"""The supplier portal over HTTP, with the real engine and the real readers behind it: what a supplier does there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from starlette.testclient import TestClient

from ap_engine.model.holds import HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.workflow import sync_payments
from tests.house import House, place
from tests.screens.supplier import PHONE, card, found, link, paper, send, text, visitor
from tests.workflow.trade import BAKERY, FLOUR, MILL, Bill, held_for, history, now, order, posted, receive, reference


@pytest.fixture
def browser(house: House) -> Iterator[TestClient]:
    """A supplier's browser, from an address that asked for nothing yet."""
    with visitor() as client:
        yield client


def test_a_supplier_sends_an_invoice_and_sees_at_once_what_was_read_and_why_it_is_held(house: House, browser: TestClient) -> None:
    token = link(house)
    answer = send(browser, token, ("nota 9001.xml", Bill("9001", order="PO-77").xml()))
    assert answer.status_code == 200
    said = text(answer)
    for part in (
        "Received.",
        "Invoice 9001",
        "R$ 125.00",
        "20 Dec 2026",
        "Needs something from you",
        "It names no open order of yours.",
    ):
        assert part in said.replace("\xa0", " "), part
    assert "Give the right order number below" in said
    invoice = found(house, "9001")
    assert (invoice.entered_by, invoice.channel) == ("portal:mill", "portal")
    assert history(house, invoice)[0] == "DocumentReceived"


def test_the_order_number_clears_the_hold_through_an_ordinary_correction(house: House, browser: TestClient) -> None:
    place(house, order("PO-9002"))
    token = link(house)
    send(browser, token, ("a.xml", Bill("9002", order="PO-66").xml()))
    held = found(house, "9002")
    assert HoldCode.NO_ORDER in held_for(held)
    form = {"invoice": held.id, "version": held.version, "revision": held.revision, "order": " po-9002 "}
    answer = browser.post(f"/portal/{token}/order", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/portal/{token}?new={held.id}")
    cleared = now(house, held)
    assert HoldCode.NO_ORDER not in held_for(cleared)
    assert cleared.fields.purchase_order_references == ("PO-9002",)
    assert cleared.version == held.version + 1
    assert "portal:mill" in cleared.changed_by
    with house.engine.store.snapshot() as tx:
        entry = tx.rows("SELECT actor, data FROM audit_log WHERE subject = ? AND event = 'FieldsCorrected'", (held.id,))
    assert len(entry) == 1
    assert entry[0][0] == "portal:mill" and "PO-9002" in entry[0][1]
    # The same form again is the same correction.
    assert browser.post(f"/portal/{token}/order", data=form).status_code == 303
    assert now(house, held) == cleared
    assert "It names no open order" not in card(browser.get(answer.headers["location"]), "9002")


def test_what_would_clear_a_quantity_is_said_and_no_tolerance(house: House, browser: TestClient) -> None:
    place(house, order("PO-9003", quantity=9))
    token = link(house)
    said = card(send(browser, token, ("a.xml", Bill("9003", order="PO-9003").xml())), "9003")
    assert "Line 1 bills more than has arrived. Clears once 1 more have arrived here or if line 1 bills 9." in said
    assert "toleran" not in said.lower() and "%" not in said


def test_an_unknown_order_and_another_suppliers_order_are_answered_alike(house: House, browser: TestClient) -> None:
    place(house, order("PO-9004", supplier=BAKERY))
    token = link(house)
    first = text(send(browser, token, ("a.xml", Bill("9004", order="PO-9004").xml())))
    assert "It names no open order of yours." in first and "another" not in first
    held = found(house, "9004")
    for number in ("PO-9004", "PO-NOBODY"):
        form = {"invoice": held.id, "version": held.version, "revision": held.revision, "order": number}
        answer = browser.post(f"/portal/{token}/order", data=form)
        assert answer.status_code == 400
        assert f"We have no open order of yours with the number {number}." in text(answer)
    assert now(house, held) == held


def test_one_suppliers_link_shows_and_changes_nothing_of_anothers(house: House, browser: TestClient) -> None:
    mine, others = link(house), link(house, BAKERY)
    place(house, order("PO-9005"))
    send(browser, mine, ("a.xml", Bill("9005", order="PO-55").xml()))
    held = found(house, "9005")
    page = browser.get(f"/portal/{others}")
    assert "9005" not in page.text and MILL.name not in page.text
    pried = browser.get(f"/portal/{others}?new={held.id}")
    assert "9005" not in pried.text and MILL.name not in pried.text
    form = {"invoice": held.id, "version": held.version, "revision": held.revision, "order": "PO-9005"}
    stolen, missing = (browser.post(f"/portal/{others}/order", data=form | {"invoice": one}) for one in (held.id, "AP-NOBODYS"))
    assert (stolen.status_code, missing.status_code) == (404, 404)
    assert text(stolen) == text(missing)
    assert now(house, held) == held


def test_a_document_in_another_name_shows_nothing_of_what_was_read(house: House, browser: TestClient) -> None:
    token = link(house)
    answer = send(browser, token, ("their secret.xml", Bill("9006", BAKERY).xml()))
    said = text(answer)
    assert "This document is not in your company's name." in said
    for secret in (BAKERY.name, BAKERY.tax_id, "9006"):
        assert secret not in answer.text
    assert "their secret.xml" in said and "125.00" not in card(answer, "their secret.xml")
    invoice = found(house, "9006", BAKERY)
    form = {"invoice": invoice.id, "version": invoice.version, "revision": invoice.revision, "order": "PO-1"}
    assert browser.post(f"/portal/{token}/order", data=form).status_code == 404


def test_a_file_that_came_another_way_is_not_described(house: House, browser: TestClient) -> None:
    bill = Bill("9007", BAKERY)
    receive(house, bill, who="clara")
    answer = send(browser, link(house), ("copy.xml", bill.xml()))
    said = text(answer)
    assert "copy.xml : We have this very file already." in said
    assert "Clara" not in said and "9007" not in said and BAKERY.name not in said


def test_the_xml_of_an_invoice_that_came_as_pdf_becomes_one_with_it(
    house: House, browser: TestClient, pdf_and_xml: tuple[bytes, bytes]
) -> None:
    pdf, xml = pdf_and_xml
    token = link(house)
    first = send(browser, token, ("paper.pdf", pdf))
    assert "Invoice 9201" in text(first)
    paper = found(house, "9201")
    answer = send(browser, token, ("data.xml", xml))
    kept = found(house, "9201")
    assert kept.id != paper.id and kept.file_name == "data.xml"
    gone = now(house, paper)
    assert gone.state is State.CANCELLED and kept.id in (gone.note or "")
    assert not {HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY} & set(held_for(kept))
    assert "data.xml + paper.pdf" in text(answer)
    assert text(browser.get(f"/portal/{token}")).count("Invoice 9201") == 1
    assert "DocumentAttached" in history(house, kept)


def test_both_at_once_are_one_invoice_too(house: House, browser: TestClient, pdf_and_xml: tuple[bytes, bytes]) -> None:
    pdf, xml = (part.replace(b"9201", b"9202") for part in pdf_and_xml)
    token = link(house)
    answer = send(browser, token, ("paper.pdf", pdf), ("data.xml", xml))
    assert found(house, "9202").file_name == "data.xml"
    assert text(answer).count("Invoice 9202") == 1


def test_an_invoice_is_followed_up_to_its_payment(house: House, browser: TestClient) -> None:
    place(house, order("PO-9301", quantity=20))
    twenty = ((FLOUR[0], FLOUR[1], Decimal(20), FLOUR[3]),)
    invoice = posted(house, Bill("9301", order="PO-9301", lines=twenty))
    token = link(house)
    assert "To be paid on 20 Dec 2026" in card(browser.get(f"/portal/{token}"), "9301")
    house.omie.pay(reference(invoice), Decimal("25.00"), date(2026, 11, 23))
    sync_payments(house.engine)
    assert "Partly paid" in card(browser.get(f"/portal/{token}"), "9301")
    house.omie.pay(reference(invoice), Decimal("225.00"), date(2026, 11, 24))
    sync_payments(house.engine)
    assert "Paga em 24/11/2026" in card(browser.get(f"/portal/{token}", headers=PHONE), "9301")


@pytest.fixture(scope="module")
def pdf_and_xml() -> tuple[bytes, bytes]:
    """One invoice as a PDF with a text layer, and as XML."""
    rows = ["Moinho Ltda", "CNPJ 34.128.745/0001-52", "FATURA", "Numero: 9201", "Data de emissao: 12/11/2026", "Vencimento: 20/12/2026",
            "Pedido: PO-9", "Total: R$ 125,00", "Valor a pagar: R$ 125,00"]  # fmt: skip
    return paper(rows), Bill("9201", order="PO-9").xml()
