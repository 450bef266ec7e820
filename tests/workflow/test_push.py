"""Who is asked is told on the phone: once, by the first way that works, and no more when nobody is asked any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ap_engine import workflow
from ap_engine.model.commands_delegation import GiveDelegation
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.parties import Supplier
from ap_engine.model.push import PushState
from ap_engine.workflow.case import Case
from tests.house import House, place
from tests.workflow.phones import Phones, card_of, messages, phones, push, with_phones
from tests.workflow.trade import BAKERY, Bill, approve, at_once, cancel, correct, order, pending, receive, reject, split

WAITING, DELIVERED, WITHDRAWN = PushState.WAITING, PushState.DELIVERED, PushState.WITHDRAWN


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Phones]:
    """Where phones are."""
    with phones(tmp_path) as running:
        yield running


@pytest.fixture
def house(tmp_path: Path, sink: Phones) -> Iterator[House]:
    """Ines and Saulo have a phone each."""
    with with_phones(tmp_path, sink) as house:
        yield house


def test_the_message_says_what_is_to_be_decided_and_leads_to_the_card(house: House, sink: Phones) -> None:
    place(house, order("PO-1"))
    invoice = pending(house, Bill("1001", order="PO-1"))
    push(house)
    (message,) = sink.got("ines-phone")
    days = (date(2026, 12, 20) - house.engine.today()).days
    assert message["title"] == "To approve: R$\u00a0125.00, Moinho Ltda"
    assert message["message"].splitlines() == [
        f"Due in {days} days · your share R$\u00a075.00",
        "matched with its order, within tolerance · 1 remark",
        message["click"],
    ]
    assert message["click"].startswith("http://localhost:8501/a/")
    assert card_of(house, message) == ("ines", invoice.id)
    assert len(sink.got("saulo-phone")) == 1
    assert "Moinho Ltda" in sink.page()
    assert "nothing leaves this machine" in sink.page()


def test_it_is_written_in_the_persons_language_and_links_to_the_public_address(house: House, sink: Phones) -> None:
    house.engine.settings = replace(house.engine.settings, public_address="https://pay.example/")
    workflow.write_in(house.engine, "ines", "pt")
    invoice = pending(house, Bill("7", BAKERY))
    push(house)
    (message,) = sink.got("ines-phone")
    assert message["title"] == "Para aprovar: R$\u00a0125,00, Padaria Ltda"
    assert "sem pedido" in message["message"]
    assert message["click"].startswith("https://pay.example/a/")
    assert card_of(house, message) == ("ines", invoice.id)
    assert sink.got("saulo-phone")[0]["title"].startswith("To approve")


def test_a_suppliers_name_is_no_markup_and_no_link(house: House, sink: Phones) -> None:
    hostile = Supplier("hostile", "[Pay](http://evil.example) <b>*now*</b>\u202e @all", "34128745000233", order_required=False)
    furnish_more(house, hostile)
    pending(house, Bill("8", hostile))
    push(house)
    title = sink.got("ines-phone")[0]["title"]
    assert title == "To approve: R$\u00a0125.00, Pay (http evil example) b now /b all"


def furnish_more(house: House, supplier: Supplier) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.suppliers.save(supplier)


def test_many_clicks_at_once_ask_once(house: House, sink: Phones) -> None:
    invoice = receive(house, Bill("2", BAKERY))
    at_once(*[lambda: split(house, invoice)] * 4)
    at_once(*[lambda: push(house)] * 3)
    push(house)
    assert sorted(one["topic"] for one in sink.got()) == ["ines-phone", "saulo-phone"]
    assert len(messages(house)) == 2


def test_a_step_that_is_rolled_back_tells_nobody(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = receive(house, Bill("3", BAKERY))

    def power_cut(*_: object) -> int:
        raise RuntimeError("power")

    with monkeypatch.context() as patched:
        patched.setattr("ap_engine.store.audit_log.Chain.write", power_cut)
        with pytest.raises(RuntimeError, match="power"):
            split(house, invoice)
    assert messages(house) == []
    split(house, invoice)
    assert len(messages(house)) == 2


class TestWhatIsNotRightAnyMoreIsNotSent:
    def test_one_leader_decided_before_the_message_left(self, house: House, sink: Phones) -> None:
        approve(house, pending(house, Bill("1", BAKERY)), "ines")
        push(house)
        assert [one["topic"] for one in sink.got()] == ["saulo-phone"]

    @pytest.mark.parametrize("end", ["reject", "cancel", "correct"])
    def test_nobody_is_asked_any_more(self, house: House, sink: Phones, end: str) -> None:
        invoice = pending(house, Bill("1", BAKERY))
        if end == "reject":
            reject(house, invoice, "ines")
        elif end == "cancel":
            cancel(house, invoice)
        else:
            correct(house, invoice, invoice_number="11")
        version = invoice.version
        assert {one.state for one in messages(house) if one.invoice_version == version} == {WITHDRAWN}
        push(house)
        assert len(sink.got()) == len(messages(house, DELIVERED)), "a correction may ask anew, about its own version"

    def test_held_again_is_withdrawn_and_released_is_told_anew(self, house: House, sink: Phones) -> None:
        invoice = pending(house, Bill("1", BAKERY))
        hold = Finding(HoldCode.DUPLICATE, "Looks like another one.", "Say that it is not.")
        with house.engine.store.write("system", house.engine.now()) as tx:
            case = Case(house.engine, tx, tx.invoices.get(invoice.id))
            case.place(hold)
            case.save()
        push(house)
        assert sink.got() == []
        with house.engine.store.write("system", house.engine.now()) as tx:
            case = Case(house.engine, tx, tx.invoices.get(invoice.id))
            case.settle((), (HoldCode.DUPLICATE,))
            case.save()
        push(house)
        push(house)
        assert len(sink.got()) == 2

    def test_a_state_that_changed_without_a_word_is_seen_when_it_is_sent(self, house: House, sink: Phones) -> None:
        invoice = pending(house, Bill("1", BAKERY))
        with house.engine.store.write("system", house.engine.now()) as tx:
            tx.save(replace(tx.invoices.get(invoice.id), version=9))
        push(house)
        assert sink.got() == []
        assert {one.state for one in messages(house)} == {WITHDRAWN}


def test_the_director_is_told_when_the_leaders_have_said_yes(house: House, sink: Phones) -> None:
    workflow.add_channel(house.engine, "helena.prado", sink.channel("helena"))
    dear = ("OVEN", "An oven", Decimal(10), Decimal("9000.00"))
    invoice = pending(house, Bill("1", BAKERY, lines=(dear,)))
    push(house)
    assert sorted(one["topic"] for one in sink.got()) == ["ines-phone", "saulo-phone"]
    approve(house, invoice, "ines", "saulo")
    push(house)
    assert len(sink.got("helena")) == 1
    assert card_of(house, sink.got("helena")[0]) == ("helena.prado", invoice.id)


class TestDelegation:
    def test_whoever_stands_in_is_told_instead(self, house: House, sink: Phones) -> None:
        workflow.add_channel(house.engine, "helena.prado", sink.channel("helena"))
        today = house.engine.today()
        given = GiveDelegation("ines", "helena.prado", today, today + timedelta(days=3), "Holidays", 1)
        workflow.give_delegation(house.engine, given)
        pending(house, Bill("1", BAKERY))
        push(house)
        assert sorted(one["topic"] for one in sink.got()) == ["helena", "saulo-phone"]

    def test_a_delegation_given_later_tells_whoever_stands_in(self, house: House, sink: Phones) -> None:
        workflow.add_channel(house.engine, "helena.prado", sink.channel("helena"))
        pending(house, Bill("1", BAKERY))
        push(house)
        today = house.engine.today()
        workflow.give_delegation(
            house.engine, GiveDelegation("ines", "helena.prado", today, today + timedelta(days=3), "Holidays", 1)
        )
        workflow.remind(house.engine)
        push(house)
        assert len(sink.got("helena")) == 1
