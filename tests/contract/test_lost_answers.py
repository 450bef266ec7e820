"""Exactly once: whatever happens to the answer, one reference is one payable."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from ap_engine.model.errors import ErpOutcomeUnknown, ErpUnavailable
from tests.contract.running import Company, RunningSandbox

POST = "IncluirContaPagar"
DONE_ALL_THE_SAME = ("timeout_after", "lost_after", "byebye_after", "gateway_after", "broken_after", "redundant_after")
NOT_DONE = ("lost", "byebye", "gateway", "broken", "redundant")
NOTHING_WAS_DONE = ("rate_limit", "blocked", "busy")


class TestAnAnswerThatWasLost:
    @pytest.mark.parametrize("kind", DONE_ALL_THE_SAME)
    def test_after_the_commit_the_retry_finds_the_one_payable(self, company: Company, sandbox: RunningSandbox, kind: str) -> None:
        erp = sandbox.omie(timeout=(2, 0.3))
        sandbox.fail(kind, POST, seconds=0.6)
        payable = company.payable("invoice-1:1")
        with pytest.raises(ErpOutcomeUnknown):
            erp.post_payable(payable)
        found = erp.find_payable("invoice-1:1")
        assert found is not None, "the engine looks before it sends again"
        assert erp.post_payable(payable).erp_id == found.erp_id
        assert len(sandbox.payables()) == 1

    @pytest.mark.parametrize("kind", NOT_DONE)
    def test_before_the_commit_the_retry_enters_it(self, company: Company, sandbox: RunningSandbox, kind: str) -> None:
        sandbox.fail(kind, POST)
        with pytest.raises(ErpOutcomeUnknown):
            company.erp.post_payable(company.payable("invoice-1:1"))
        assert company.erp.find_payable("invoice-1:1") is None
        company.erp.post_payable(company.payable("invoice-1:1"))
        assert len(sandbox.payables()) == 1

    def test_even_when_the_lookup_is_lost_too(self, company: Company, sandbox: RunningSandbox) -> None:
        sandbox.fail("lost_after", POST)
        sandbox.fail("gateway", "ListarMovimentos")
        payable = company.payable("invoice-1:1")
        with pytest.raises(ErpOutcomeUnknown):
            company.erp.post_payable(payable)
        with pytest.raises(ErpUnavailable):
            company.erp.post_payable(payable)
        company.erp.post_payable(payable)
        assert len(sandbox.payables()) == 1

    def test_an_attachment_whose_answer_was_lost_is_attached_once(self, company: Company, sandbox: RunningSandbox) -> None:
        erp_id = company.erp.post_payable(company.payable("invoice-1:1")).erp_id
        sandbox.fail("lost_after", "IncluirAnexo")
        with pytest.raises(ErpOutcomeUnknown):
            company.erp.attach(erp_id, "a", "a.pdf", b"x")
        company.erp.attach(erp_id, "a", "a.pdf", b"x")
        assert len(sandbox.payables()[0]["attachments"]) == 1


class TestManyWorkersAtOnce:
    def test_the_same_reference_from_eight_threads_is_one_payable(self, company: Company, sandbox: RunningSandbox) -> None:
        with ThreadPoolExecutor(8) as workers:
            posted = list(workers.map(lambda _: company.erp.post_payable(company.payable("invoice-1:1")), range(24)))
        assert len({payable.erp_id for payable in posted}) == 1
        assert len(sandbox.payables()) == 1

    def test_writes_of_one_method_never_overlap(self, company: Company, sandbox: RunningSandbox) -> None:
        """The sandbox refuses overlapping calls of a method (1880) here: with our lock none is refused."""
        sandbox.order({"limits": {"method_lock": True}})
        sandbox.fail("latency", "IncluirContaPagar", times=6, seconds=0.02)
        with ThreadPoolExecutor(4) as workers:
            posted = list(workers.map(lambda number: company.erp.post_payable(company.payable(f"i-{number}")), range(12)))
        assert len({payable.erp_id for payable in posted}) == 12


class TestARefusalToListen:
    @pytest.mark.parametrize("kind", NOTHING_WAS_DONE)
    def test_nothing_was_done_and_it_says_when_to_ask_again(self, company: Company, sandbox: RunningSandbox, kind: str) -> None:
        sandbox.fail(kind, POST, seconds=1678)
        with pytest.raises(ErpUnavailable) as told:
            company.erp.post_payable(company.payable("invoice-1:1"))
        assert told.value.retry_after == {"rate_limit": 60, "blocked": 1678, "busy": None}[kind]
        assert sandbox.payables() == []

    @pytest.mark.parametrize("kind", [*NOT_DONE, *NOTHING_WAS_DONE])
    def test_a_read_is_only_ever_asked_again(self, company: Company, sandbox: RunningSandbox, kind: str) -> None:
        sandbox.fail(kind, "ListarMovimentos")
        with pytest.raises(ErpUnavailable):
            company.erp.find_payable("invoice-1:1")

    def test_an_erp_that_is_not_running_was_told_nothing(self, company: Company, sandbox: RunningSandbox) -> None:
        sandbox.stop()
        with pytest.raises(ErpUnavailable):
            company.erp.post_payable(company.payable("invoice-1:1"))

    def test_a_wrong_key_is_no_refusal_of_the_invoice(self, company: Company, sandbox: RunningSandbox) -> None:
        stranger = type(company.erp)(f"{sandbox.site}/api/v1/", "1", "wrong" * 8)
        with pytest.raises(ErpUnavailable, match="chave de acesso"):
            stranger.post_payable(company.payable("invoice-1:1"))
