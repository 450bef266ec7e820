"""Omie blocks who asks too much or errs too often; we never let it come to that. Time is given, nothing really waits."""

from __future__ import annotations

import threading

import pytest

from ap_engine.erp.limits import LOCAL, OMIE, Gate, Limits, limits_for
from ap_engine.model.errors import ErpOutcomeUnknown, ErpRefused, ErpUnavailable
from tests.contract.running import KEY, SECRET, Company, RunningSandbox, wait_until


class Time:
    def __init__(self) -> None:
        self.now, self.slept = 1000.0, 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept += seconds


def ask(gate: Gate, method: str = "Listar", payload: str = "{}") -> None:
    with gate.passage(method, payload, write=False):
        gate.sent(method, payload)
        gate.answered(method)


class TestAGate:
    def test_omies_own_address_gets_omies_limits(self) -> None:
        assert limits_for("https://app.omie.com.br/api/v1/") is OMIE
        assert limits_for("http://127.0.0.1:8502/api/v1/") is LOCAL
        assert limits_for("https://omie.com.br.example.org/") is LOCAL

    def test_the_same_payload_waits_a_minute(self) -> None:
        time = Time()
        gate = Gate(OMIE, time.sleep, time)
        ask(gate)
        with pytest.raises(ErpUnavailable) as told:
            ask(gate)
        assert told.value.retry_after == 61
        ask(gate, payload='{"other":1}')
        time.now += 57
        ask(gate)
        assert time.slept == pytest.approx(3), "a short wait is waited"

    def test_not_more_than_240_a_minute_of_one_method(self) -> None:
        time = Time()
        gate = Gate(OMIE, time.sleep, time)
        for number in range(240):
            ask(gate, payload=str(number))
        with pytest.raises(ErpUnavailable, match="in a minute"):
            ask(gate, payload="one more")
        ask(gate, method="Another", payload="one more")
        time.now += 60
        ask(gate, payload="one more")

    def test_writes_go_one_at_a_time_and_reads_four(self) -> None:
        for write, at_once in ((True, 1), (False, 4)):
            gate = Gate(Limits(same_payload_seconds=0), lambda seconds: None, Time())
            inside, most, release = [], [], threading.Event()

            def call(
                gate: Gate = gate,
                write: bool = write,
                inside: list[int] = inside,
                most: list[int] = most,
                release: threading.Event = release,
            ) -> None:
                with gate.passage("Method", "{}", write):
                    inside.append(1)
                    most.append(len(inside))
                    release.wait(5)
                    inside.pop()

            threads = [threading.Thread(target=call) for _ in range(6)]
            for thread in threads:
                thread.start()
            wait_until(lambda inside=inside, at_once=at_once: len(inside) == at_once)
            release.set()
            for thread in threads:
                thread.join(5)
            assert max(most) <= at_once
            assert len(most) == 6


class TestErrorsInARow:
    def test_omies_ten_errors_are_never_reached(self, sandbox: RunningSandbox) -> None:
        """A month of a job that does everything wrong, against a sandbox that blocks as Omie does."""
        sandbox.order({"limits": {"ten_errors": True}})
        time = sandbox.app.state.switches.clock = Time()
        erp = sandbox.omie(limits=OMIE, sleep=time.sleep, clock=time)
        sent = 0
        for number in range(200):
            try:
                erp.find_payable(f"not-there-{number}")
                sent += 1
            except ErpUnavailable as told:
                assert told.retry_after is not None
                time.now += told.retry_after
        assert sent > 50, "it goes on asking, slowly"
        assert sandbox.order({"limits": {"ten_errors": True}})["blocked"] is False

    def test_a_success_ends_the_row(self) -> None:
        gate = Gate(OMIE, lambda seconds: None, Time())
        for number in range(40):
            with gate.passage("Listar", str(number), write=False):
                gate.sent("Listar", str(number))
                if number % 4 == 3:
                    gate.answered("Listar")
                else:
                    gate.failed("Listar", "no", None)

    def test_a_block_is_waited_out_without_asking(self, sandbox: RunningSandbox) -> None:
        time = Time()
        erp = sandbox.omie(sleep=time.sleep, clock=time)
        sandbox.fail("blocked", "ListarMovimentos", seconds=900)
        with pytest.raises(ErpUnavailable) as first:
            erp.find_payable("a")
        assert first.value.retry_after == 900
        time.now += 600
        with pytest.raises(ErpUnavailable, match="bloqueada") as second:
            erp.find_payable("a")
        assert second.value.retry_after in (300, 301), "answered here, not by Omie"
        time.now += 301
        assert erp.find_payable("a") is None


class TestWithAllOfOmiesLimitsOn:
    def test_a_payable_is_entered_lost_looked_up_and_paid(self, company: Company, sandbox: RunningSandbox) -> None:
        sandbox.order({"limits": {"redundancy_seconds": 60, "method_lock": True, "ten_errors": True}})
        time = Time()
        erp = sandbox.omie(limits=OMIE, sleep=time.sleep, clock=time)
        sandbox.fail("lost_after", "IncluirContaPagar")
        with pytest.raises(ErpOutcomeUnknown):
            erp.post_payable(company.payable("invoice-1:1"))
        found = erp.find_payable("invoice-1:1")
        assert found is not None
        with pytest.raises(ErpUnavailable, match="less than a minute ago"):
            erp.post_payable(company.payable("invoice-1:1"))

    def test_a_list_that_lags_behind_leaves_the_outcome_unknown(self, company: Company, sandbox: RunningSandbox) -> None:
        company.erp.post_payable(company.payable("invoice-1:1"))
        sandbox.fail("nothing", "ListarMovimentos")
        with pytest.raises(ErpOutcomeUnknown, match="já cadastrado"):
            company.erp.post_payable(company.payable("invoice-1:1"))
        assert company.erp.post_payable(company.payable("invoice-1:1")).settled is False


class TestRecords:
    def test_every_call_is_recorded_with_its_outcome(self, company: Company, sandbox: RunningSandbox) -> None:
        calls: list[tuple[str, str, int, str, str]] = []
        erp = sandbox.omie(on_call=lambda *call: calls.append(call))
        erp.post_payable(company.payable("invoice-1:1"))
        erp.post_payable(company.payable("invoice-1:1"))
        sandbox.fail("gateway_after", "IncluirContaPagar")
        with pytest.raises(ErpOutcomeUnknown):
            erp.post_payable(company.payable("invoice-2:1"))
        with pytest.raises(ErpRefused):
            erp.post_payable(company.payable("invoice-3:1", supplier_erp_id="1"))
        assert [(method, reference, outcome) for method, reference, _, outcome, _ in calls] == [
            ("IncluirContaPagar", "invoice-1:1", "ok"),
            ("IncluirContaPagar", "invoice-1:1", "already there"),
            ("ListarMovimentos", "invoice-1:1", "ok"),
            ("IncluirContaPagar", "invoice-2:1", "unknown"),
            ("IncluirContaPagar", "invoice-3:1", "nothing"),
        ]
        assert all(milliseconds >= 0 for _, _, milliseconds, _, _ in calls)

    def test_the_keys_are_nowhere_to_be_seen(
        self, company: Company, sandbox: RunningSandbox, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("DEBUG")
        erp = sandbox.omie(timeout=(1, 0.2))
        seen = [repr(erp), repr(erp.transport), str(vars(erp))]
        for kind in ("timeout", "lost", "gateway", "broken"):
            sandbox.fail(kind, "IncluirContaPagar", seconds=0.4)
            with pytest.raises(ErpOutcomeUnknown) as told:
                erp.post_payable(company.payable("invoice-1:1"))
            seen += [str(told.value), repr(told.value), repr(told.value.__cause__), repr(told.value.__context__)]
        seen.append(caplog.text)
        assert not [text for text in seen if SECRET in text or KEY in text]
