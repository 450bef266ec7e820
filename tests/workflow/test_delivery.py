"""The ERP is told exactly once: when it is down, slow, in a bad mood, or when somebody pretends to be it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ap_engine import workflow
from ap_engine.model.commands import ReceiveErpEvent
from ap_engine.model.errors import IdempotencyConflict, NotAllowed
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.parties import SYSTEM
from ap_engine.model.payable import MessageState
from ap_engine.workflow.delivery import PARKED_AFTER
from tests.house import House, free_port, furnish, opened, sandbox
from tests.workflow.trade import (
    BAKERY,
    Bill,
    approve,
    correct,
    deliver,
    fault,
    held_for,
    history,
    message,
    now,
    pending,
    posted,
    reference,
    release,
    split,
)
from tests.workflow.trade import receive as upload

POST, ATTACH = "IncluirContaPagar", "IncluirAnexo"


def approved(house: House, number: str) -> Invoice:
    """An invoice that waits to be entered in the ERP."""
    return approve(house, pending(house, Bill(number, BAKERY)), "ines", "saulo")


def later(house: House, invoice: Invoice, **by: float) -> Invoice:
    """Time passes, the outbox is tried again."""
    house.forward(**(by or {"hours": 2}))
    deliver(house)
    return now(house, invoice)


def the_only_payable(house: House) -> dict[str, Any]:
    """What the ERP has; one thing, with one attachment."""
    (title,) = house.payables()
    assert len(title["attachments"]) == 1
    return title


class TestWhenTheErpDoesNotAnswer:
    def test_an_erp_that_is_down_gets_the_payable_when_it_is_back(self, tmp_path: Path) -> None:
        port = free_port()
        with sandbox(tmp_path, port=port) as address, opened(tmp_path / "data", address) as house:
            furnish(house, BAKERY)
            invoice = upload(house, Bill("1", BAKERY))
        with opened(tmp_path / "data", address) as house:
            invoice = approve(house, split(house, invoice), "ines", "saulo")
            for attempt in (1, 2, 3):
                invoice = later(house, invoice)
                assert invoice.state is State.POSTING, "approved is approved, whether the ERP is there or not"
                waiting = message(house, invoice)
                assert (waiting.state, waiting.attempts) == (MessageState.WAITING, attempt)
                assert waiting.words == "Omie could not be reached."
            with sandbox(tmp_path, port=port):
                assert later(house, invoice).state is State.POSTED
                assert the_only_payable(house)["codigo_lancamento_integracao"] == reference(invoice)

    @pytest.mark.parametrize("kind", ["lost_after", "gateway_after", "broken_after"])
    def test_an_answer_that_was_lost_after_the_erp_had_it_is_looked_up(self, house: House, kind: str) -> None:
        invoice = approved(house, "2")
        fault(house, kind, POST)
        deliver(house)
        assert now(house, invoice).state is State.POSTING
        assert message(house, invoice).state is MessageState.SENDING, "nobody knows what became of it"
        assert later(house, invoice, seconds=60).state is State.POSTING, "the ERP would refuse the same thing within a minute"
        assert later(house, invoice, seconds=2).state is State.POSTED
        the_only_payable(house)
        calls = house.engine.store.rows("SELECT count(*) FROM erp_calls WHERE method = ?", (POST,))
        assert calls[0][0] == 1, "it was found there, not sent again"

    @pytest.mark.parametrize("kind", ["lost", "gateway", "busy"])
    def test_one_that_was_lost_before_is_sent_again(self, house: House, kind: str) -> None:
        invoice = approved(house, "3")
        fault(house, kind, POST)
        deliver(house)
        assert now(house, invoice).state is State.POSTING
        assert later(house, invoice).state is State.POSTED
        the_only_payable(house)

    def test_an_attachment_whose_answer_was_lost_is_attached_once(self, house: House) -> None:
        invoice = approved(house, "4")
        fault(house, "lost_after", ATTACH)
        deliver(house)
        assert later(house, invoice).state is State.POSTED
        the_only_payable(house)
        assert history(house, invoice).count("DocumentAttached") == 1

    def test_after_many_attempts_it_is_parked_until_a_person_sends_it_again(self, house: House) -> None:
        invoice = approved(house, "5")
        fault(house, "busy", times=PARKED_AFTER + 3)
        for _ in range(PARKED_AFTER + 2):
            later(house, invoice)
        parked = message(house, invoice)
        assert (parked.state, parked.attempts) == (MessageState.PARKED, PARKED_AFTER)
        assert "requisição" in parked.words, "the ERP's own words"
        with pytest.raises(NotAllowed):
            workflow.retry_delivery(house.engine, "clara", parked.id)
        for _ in range(3):
            workflow.retry_delivery(house.engine, "fabio", parked.id)
            invoice = later(house, invoice, seconds=1)
        assert message(house, invoice).state is MessageState.WAITING, "it is tried again and again, as at first"
        assert later(house, invoice).state is State.POSTED
        the_only_payable(house)
        workflow.retry_delivery(house.engine, "fabio", parked.id)
        later(house, invoice)
        the_only_payable(house)


class TestWhenTheErpSaysNo:
    def test_its_words_are_a_hold_and_once_released_it_is_sent_again(self, house: House) -> None:
        invoice = split(house, upload(house, Bill("10", BAKERY)), category="2.01.77")
        invoice = approve(house, invoice, "ines", "saulo")
        deliver(house)
        invoice = now(house, invoice)
        (hold,) = invoice.open_holds
        assert (invoice.state, hold.code) == (State.APPROVED, HoldCode.ERP_REFUSED)
        assert "Categoria não cadastrada para o Código [2.01.77]" in hold.reason
        assert house.payables() == []
        again = release(house, invoice, HoldCode.ERP_REFUSED)
        assert again.state is State.POSTING
        assert HoldCode.ERP_REFUSED in held_for(later(house, again)), "nothing was mended, so it says no again"
        while house.omie.include_category("Another") != "2.01.77":
            pass
        release(house, now(house, invoice), HoldCode.ERP_REFUSED)
        assert later(house, invoice).state is State.POSTED
        the_only_payable(house)

    def test_a_payable_under_our_reference_with_another_amount_is_not_taken_for_ours(self, house: House) -> None:
        invoice = approved(house, "11")
        fault(house, "lost", POST)
        deliver(house)
        engine = house.engine
        with engine.store.snapshot() as tx:
            supplier, centers = tx.suppliers.get(BAKERY.id), {c.id: c for c in tx.coding.cost_centers()}
            account = tx.erp_codes.all("bank_account")[0].code
        other = workflow.delivery.payables.payable_of(
            replace(invoice, accounting_amount=Money.of("124.00", "BRL"), allocations=()),
            supplier, centers, engine.policy, engine.today(), account,
        )  # fmt: skip
        house.omie.post_payable(other)
        invoice = later(house, invoice)
        assert invoice.state is State.APPROVED
        assert invoice.open_holds[0].reason == f"The ERP has BRL 124.00 under {reference(invoice)}; approved was BRL 125.00."

    def test_an_attachment_that_is_refused_is_parked_and_the_payable_stays(self, house: House) -> None:
        invoice = approved(house, "12")
        real, house.engine.erp.attach = house.omie.attach, refuse  # type: ignore[method-assign]
        for _ in range(3):
            deliver(house)
            parked = message(house, invoice, "attach_document")
            assert (parked.state, parked.words) == (MessageState.PARKED, "O arquivo é grande demais.")
            workflow.retry_delivery(house.engine, "ada", parked.id)
        assert now(house, invoice).state is State.POSTED
        house.engine.erp.attach = real  # type: ignore[method-assign]
        later(house, invoice)
        the_only_payable(house)
        assert history(house, invoice)[-1] == "DocumentAttached"

    def test_what_is_wrong_with_one_does_not_hold_up_the_others(self, house: House) -> None:
        first, second = approved(house, "13"), approved(house, "14")
        house.engine.originals.path(first.original_sha256).unlink()
        for _ in range(2):
            later(house, first)
        assert {now(house, first).state, now(house, second).state} == {State.POSTED}
        assert sorted(len(title["attachments"]) for title in house.payables()) == [0, 1]
        lost = message(house, first, "attach_document")
        assert lost.state is MessageState.PARKED
        assert "original" in lost.words

    def test_a_refused_invoice_that_is_corrected_is_one_payable_too(self, house: House) -> None:
        invoice = split(house, upload(house, Bill("15", BAKERY)), category="2.01.77")
        approve(house, invoice, "ines", "saulo")
        deliver(house)
        corrected = correct(house, now(house, invoice), due_date="2026-12-24")
        confirmed = workflow.confirm_fields(
            house.engine, workflow.intake.ConfirmFields("clara", corrected.id, corrected.version, (), corrected.revision)
        )
        again = split(house, confirmed, category="2.01.01")
        again = approve(house, again, "ines", "saulo")
        assert held_for(again) == set(), "what the ERP said was said of the former version"
        assert later(house, invoice).state is State.POSTED
        assert the_only_payable(house)["codigo_lancamento_integracao"] == reference(again)


class TestEvents:
    """A call from outside says only: look again."""

    @pytest.fixture
    def invoice(self, house: House) -> Iterator[Invoice]:
        yield posted(house, Bill("20", BAKERY))

    def tell(self, house: House, event: Any, topic: str = "Financas.ContaPagar.BaixaRealizada", name: str = "m-1") -> bool:
        body = json.dumps({"messageId": name, "topic": topic, "event": event, "appKey": "1", "author": {}})
        return self.tell_raw(house, body, topic, name)

    def tell_raw(self, house: House, body: str, topic: str = "x", name: str = "m-1") -> bool:
        return workflow.receive_erp_event(house.engine, ReceiveErpEvent(SYSTEM, name, topic, body))

    @pytest.mark.parametrize("shape", ["object", "list", "list of titles"])
    def test_each_shape_of_event_makes_us_look(self, house: House, invoice: Invoice, shape: str) -> None:
        title = {"codigo_lancamento_integracao": reference(invoice)}
        event = {"object": title, "list": [title], "list of titles": [{"codigo_baixa": 1, "conta_a_pagar": [title]}]}[shape]
        house.omie.pay(reference(invoice), Decimal("125.00"), date(2026, 11, 23))
        assert self.tell(house, event)
        assert not self.tell(house, event), "the same call again is the same event"
        assert workflow.handle_erp_events(house.engine) == 1
        assert workflow.handle_erp_events(house.engine) == 0
        assert now(house, invoice).state is State.PAID

    def test_a_forged_event_cannot_mark_anything_paid(self, house: House, invoice: Invoice) -> None:
        forged = [{"valor": 125, "liquidado": "S", "conta_a_pagar": [{"codigo_lancamento_integracao": reference(invoice)}]}]
        self.tell(house, forged)
        assert workflow.handle_erp_events(house.engine) == 1
        assert now(house, invoice) == invoice

    def test_rubbish_is_kept_and_never_holds_up_what_comes_behind_it(self, house: House, invoice: Invoice) -> None:
        rubbish = ("not JSON", "[1, 2]", '"text"', "null", '{"event": 5}', '{"event": {"conta_a_pagar": "x"}}', "[" * 5000, "")
        for n, body in enumerate(rubbish):
            assert self.tell_raw(house, body, name=f"rubbish-{n}")
        self.tell(house, {"codigo": 1}, "Something.Nobody.Knows", "m-2")
        self.tell(house, {"codigo_lancamento_integracao": "AP-SOMEBODYELSE-v1"}, name="m-3")
        house.omie.pay(reference(invoice), Decimal("125.00"), date(2026, 11, 23))
        self.tell(house, {"codigo_lancamento_integracao": reference(invoice)}, name="m-4")
        assert workflow.handle_erp_events(house.engine) == len(rubbish) + 3
        assert now(house, invoice).state is State.PAID
        kept = house.engine.store.rows("SELECT body FROM erp_events ORDER BY sequence NULLS LAST")
        assert [row[0] for row in kept][: len(rubbish)] == list(rubbish)

    def test_the_same_name_with_other_content_is_refused(self, house: House, invoice: Invoice) -> None:
        self.tell(house, {"codigo_lancamento_integracao": reference(invoice)})
        with pytest.raises(IdempotencyConflict):
            self.tell(house, {"codigo_lancamento_integracao": "another"})

    def test_an_erp_out_of_reach_leaves_the_event_for_later(self, house: House, invoice: Invoice) -> None:
        house.omie.pay(reference(invoice), Decimal("125.00"), date(2026, 11, 23))
        self.tell(house, {"codigo_lancamento_integracao": reference(invoice)})
        fault(house, "gateway", "ListarMovimentos")
        assert workflow.handle_erp_events(house.engine) == 0
        assert workflow.handle_erp_events(house.engine) == 1
        assert now(house, invoice).state is State.PAID

    def test_what_was_changed_inside_the_erp_keeps_it_from_being_paid(self, house: House, invoice: Invoice) -> None:
        house.omie.transport.call(
            "financas/contapagar", "ExcluirContaPagar", {"codigo_lancamento_integracao": reference(invoice)}
        )
        self.tell(house, {"codigo_lancamento_integracao": reference(invoice)}, "Financas.ContaPagar.Excluido")
        workflow.handle_erp_events(house.engine)
        after = now(house, invoice)
        assert (after.state, held_for(after)) == (State.POSTED, {HoldCode.ERP_DIFFERS})
        assert after.open_holds[0].reason == "In the ERP it was cancelled there."


def refuse(*_: Any) -> None:
    """The ERP takes no such file."""
    raise workflow.delivery.ErpRefused("O arquivo é grande demais.")
