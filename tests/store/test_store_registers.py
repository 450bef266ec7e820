"""Suppliers, people, cost centers, budgets, orders and receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ap_engine.model.coding import YEAR, Allocation
from ap_engine.model.errors import IdempotencyConflict, UnknownSupplier
from ap_engine.model.extraction import DocumentType
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.match import LineMatch, MatchResult
from ap_engine.model.payable import ErpCode
from ap_engine.model.purchasing import GoodsReceipt, GoodsReceiptLine
from ap_engine.store import Store
from tests.store.examples import ANA, BRUNO, CENTER, NOW, ORDER, PERSON, RECEIPT, SUPPLIER, brl, plain_invoice


def test_suppliers(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.suppliers.save(SUPPLIER)
        tx.suppliers.save(replace(SUPPLIER, id="aaa", name="Aaa", tax_id="2"))
        tx.suppliers.save(replace(SUPPLIER, iban="DE00"))
        tx.suppliers.save(replace(SUPPLIER, iban="DE00"))
    with store.snapshot() as books:
        assert books.suppliers.get("acme") == books.suppliers.by_tax_id(SUPPLIER.tax_id) == replace(SUPPLIER, iban="DE00")
        assert [s.id for s in books.suppliers.all()] == ["aaa", "acme"]
        assert books.suppliers.find("nobody") is books.suppliers.by_tax_id("0") is None
        with pytest.raises(UnknownSupplier):
            books.suppliers.get("nobody")
    entries = store.rows("SELECT subject, data FROM audit_log ORDER BY sequence")
    assert [entry[0] for entry in entries] == ["acme", "aaa", "acme"], "what did not change is no entry"
    assert '"iban":"DE89"' in entries[2][1], "what it was"
    assert '"iban":"DE00"' in entries[2][1], "what it is"


def test_people(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.people.save(PERSON)
        tx.people.set_password_hash(BRUNO, "$argon2id$secret")
        tx.people.save(replace(PERSON, approval_limit=None))
        assert tx.people.get(BRUNO) == tx.people.find_by_email("bruno@EXAMPLE.com") == replace(PERSON, approval_limit=None)
        assert tx.people.all() == (replace(PERSON, approval_limit=None),)
        assert tx.people.password_hash(BRUNO) == "$argon2id$secret", "changing a person keeps the password"
        assert tx.people.find("nobody") is tx.people.find_by_email("x") is tx.people.password_hash("nobody") is None
        with pytest.raises(KeyError):
            tx.people.get("nobody")
        with pytest.raises(KeyError):
            tx.people.set_password_hash("nobody", "x")
        with pytest.raises(ValueError, match="belongs to Bruno"):
            tx.people.save(replace(PERSON, id="bruno2", email="BRUNO@example.com"))
    assert "argon2" not in str(store.rows("SELECT data FROM audit_log"))


def test_failed_sign_ins_are_counted_until_a_good_one(store: Store) -> None:
    with store.write("session", NOW) as tx:
        tx.people.save(PERSON)
        tx.people.record_sign_in(BRUNO, ok=False)
        tx.people.record_sign_in(BRUNO, ok=False)
        assert tx.people.sign_in_failures(BRUNO) == 2
        tx.people.record_sign_in(BRUNO, ok=True)
        assert tx.people.sign_in_failures(BRUNO) == tx.people.sign_in_failures("nobody") == 0
    events = [row[0] for row in store.rows("SELECT event FROM audit_log ORDER BY sequence")]
    assert events == ["PersonSaved", "SignInFailed", "SignInFailed", "SignedIn"]


def test_a_session_lasts_until_it_runs_out_is_closed_or_its_person_leaves(store: Store) -> None:
    hour = timedelta(hours=1)
    with store.write("session", NOW) as tx:
        tx.people.save(PERSON)
        tx.sessions.open("t1", BRUNO, NOW + hour)
        tx.sessions.open("t2", BRUNO, NOW + 3 * hour)
        assert tx.sessions.person_of("t1", NOW) == PERSON
        assert tx.sessions.person_of("t1", NOW + hour) is tx.sessions.person_of("nothing", NOW) is None
        tx.sessions.close("t2")
        assert tx.sessions.person_of("t2", NOW) is None
        tx.people.save(replace(PERSON, active=False))
        assert tx.sessions.person_of("t1", NOW) is None
    with store.write("session", NOW + 2 * hour) as tx:
        tx.sessions.open("t3", BRUNO, NOW + 4 * hour)
    assert store.rows("SELECT token_sha256 FROM sessions") == [("t3",)], "what ran out is forgotten"


def split(number: int, state: State, amount: str, **fields: object) -> Invoice:
    invoice = plain_invoice(number, state=state, allocations=(Allocation("it", Decimal(100), brl(amount)),))
    return replace(invoice, fields=replace(invoice.fields, **fields))


def test_a_budget_knows_what_is_committed_and_spent_in_its_month(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.coding.save_cost_center(CENTER)
        tx.coding.set_budget("it", 2026, 11, brl("999"))
        tx.coding.set_budget("it", 2026, 11, brl("1000"))
        tx.save(split(1, State.PENDING_APPROVAL, "100.10"))
        tx.save(split(2, State.POSTING, "50"))
        tx.save(split(3, State.PAID, "30"))
        tx.save(split(4, State.POSTED, "10", document_type=DocumentType.CREDIT_NOTE))
        tx.save(split(5, State.REJECTED, "7"))
        tx.save(split(6, State.MATCHED, "7"))
        tx.save(split(7, State.APPROVED, "7", issue_date=date(2026, 12, 1)))
        tx.save(split(8, State.APPROVED, "5", issue_date=date(2026, 11, 30)))
        tx.save(split(9, State.APPROVED, "3", issue_date=None))
        tx.save(replace(split(10, State.APPROVED, "1"), allocations=(Allocation("hr", Decimal(100), brl("1")),)))
        assert tx.coding.used(["it"], 2026, "BRL") == {
            ("it", 11, False): brl("158.10"), ("it", 11, True): brl("20"), ("it", 12, False): brl("7"),
        }  # fmt: skip
        assert tx.coding.used(["it"], 2026, "BRL", excluding=["inv-0001"])["it", 11, False] == brl("58")
        assert tx.coding.used(["hr", "it"], 2026, "BRL")["hr", 11, False] == brl("1")
        assert tx.coding.used(["it"], 2025, "BRL") == tx.coding.used(["it"], 2026, "EUR") == tx.coding.used([], 2026, "BRL") == {}
        tx.coding.set_budget("it", 2026, 12, brl("0"))
        tx.coding.set_budget("it", 2026, YEAR, brl("9000"))
        assert tx.coding.planned(["it", "hr"], 2026, "BRL") == {
            ("it", 11): brl("1000"), ("it", 12): brl("0"), ("it", YEAR): brl("9000"),
        }  # fmt: skip
        assert tx.coding.planned(["it"], 2026, "EUR") == {}, "nobody set one"
        assert tx.coding.cost_centers() == (CENTER,)
        assert tx.coding.cost_center("it") == CENTER
        assert tx.coding.cost_center("xx") is None


def billing(number: int, state: State, quantity: str, document_type: DocumentType = DocumentType.INVOICE) -> Invoice:
    line = LineMatch(1, "PO-1", 1, quantity=Decimal(quantity))
    invoice = plain_invoice(number, state=state, match=MatchResult(("PO-1",), (line, LineMatch(2, None, None)), "", True))
    return replace(invoice, fields=replace(invoice.fields, document_type=document_type))


def test_an_order_knows_what_was_received_and_billed(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.purchasing.save_order(ORDER)
        assert tx.purchasing.order("PO-1") == ORDER
        tx.purchasing.save_receipt(RECEIPT)
        tx.purchasing.save_receipt(RECEIPT)
        tx.save(billing(1, State.MATCHED, "1.5"))
        tx.save(billing(2, State.PAID, "2"))
        tx.save(billing(3, State.REJECTED, "100"))
        tx.save(billing(4, State.CANCELLED, "100"))
        tx.save(billing(5, State.PAID, "100", DocumentType.CREDIT_NOTE))
    with store.snapshot() as books:
        line, other = books.purchasing.order("PO-1").lines
        assert (line.received, line.billed) == (Decimal("6.5"), Decimal("3.5"))
        assert (other.received, other.billed) == (0, 0)
        assert books.purchasing.order("PO-1", excluding="inv-0002").lines[0].billed == Decimal("1.5")
        assert books.purchasing.order("PO-9") is None
        assert books.purchasing.receipt("R-1") == RECEIPT
        assert books.purchasing.receipt("R-9") is None
    with pytest.raises(IdempotencyConflict), store.write(ANA, NOW) as tx:
        tx.purchasing.save_receipt(GoodsReceipt("R-1", "PO-1", RECEIPT.received_on, (GoodsReceiptLine(1, Decimal(9)),)))


def test_open_orders_of_a_supplier(store: Store) -> None:
    later = replace(ORDER, number="PO-0", issue_date=date(2026, 11, 1))
    with store.write(ANA, NOW) as tx:
        for order in (later, ORDER, replace(ORDER, number="PO-3", closed=True), replace(ORDER, number="PO-4", supplier_id="x")):
            tx.purchasing.save_order(order)
        assert tx.purchasing.orders_of("acme") == (ORDER, later)
        assert tx.purchasing.orders_of("nobody") == ()
        changed = replace(ORDER, lines=ORDER.lines[1:])
        tx.purchasing.save_order(changed)
        tx.purchasing.save_order(changed)
        assert tx.purchasing.order("PO-1") == changed
    assert store.rows("SELECT count(*) FROM audit_log WHERE subject = 'PO-1'") == [(2,)]


def test_code_lists_and_settings(store: Store) -> None:
    banks = (ErpCode("2", "Itaú"), ErpCode("1", "Caixa"))
    with store.write(ANA, NOW) as tx:
        tx.erp_codes.replace("bank_account", banks)
        tx.erp_codes.replace("department", banks[:1])
        tx.settings.set("last", "1")
        tx.settings.set("last", "2")
        assert tx.settings.get("last") == "2"
        assert tx.settings.get("never") is None
        tx.erp_calls.add("IncluirContaPagar", "inv-1-v1", 120, "ok", "")
    version = store.version
    with store.write(ANA, NOW) as tx:
        tx.erp_codes.replace("bank_account", list(banks))
        assert tx.erp_codes.all("bank_account") == banks
    assert store.version == version, "the same list again is no change"
    with store.write(ANA, NOW) as tx:
        tx.erp_codes.replace("bank_account", [])
        assert tx.erp_codes.all("bank_account") == ()
        assert tx.erp_codes.all("department") == banks[:1]
    assert store.rows("SELECT method, milliseconds FROM erp_calls") == [("IncluirContaPagar", 120)]
