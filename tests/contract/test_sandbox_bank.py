"""Where finance pays: a page without script, and the webhooks that follow."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from ap_engine.erp.sandbox import SandboxSettings
from tests.contract.running import KEY, SECRET, Company, RunningSandbox, furnished, wait_until


class Listener:
    """An endpoint for webhooks: keeps what arrives, answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.answers: list[int] = []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                listener.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(listener.answers.pop(0) if listener.answers else 200)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/webhooks/omie/secret-token"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def topics(self) -> list[str]:
        return [message.get("topic", "ping") for message in self.got]


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.server.shutdown()


@pytest.fixture
def told(tmp_path: Path, listener: Listener) -> Iterator[RunningSandbox]:
    """A sandbox that tells the listener, and tries again quickly."""
    settings = SandboxSettings(KEY, SECRET, webhook_url=listener.url, webhook_backoff=0.02, webhook_attempts=3, webhook_timeout=2)
    running = RunningSandbox(tmp_path / "books.sqlite", settings).start()
    yield running
    running.stop()


def posted(sandbox: RunningSandbox) -> int:
    company = furnished(sandbox.omie())
    return int(company.erp.post_payable(company.payable("invoice-1:1")).erp_id)


class TestThePage:
    def test_it_says_what_it_is_and_shows_the_payable(self, company: Company, sandbox: RunningSandbox) -> None:
        erp_id = company.erp.post_payable(company.payable("invoice-1:1")).erp_id
        company.erp.attach(erp_id, "a", "nota.pdf", b"%PDF content")
        page = requests.get(sandbox.site, timeout=5).text
        for words in (
            "a simulation, no money moves",
            "Ação Embalagens Ltda",
            "700218",
            "1.612,05",
            "15/12/2026",
            "Marketing 60 %",
            "nota.pdf",
        ):
            assert words in page

    def test_the_attachment_comes_as_a_download(self, company: Company, sandbox: RunningSandbox) -> None:
        erp_id = company.erp.post_payable(company.payable("invoice-1:1")).erp_id
        company.erp.attach(erp_id, "a", "nota.html", b"<script>alert(1)</script>")
        number = sandbox.payables()[0]["attachments"][0]["id"]
        answer = requests.get(f"{sandbox.site}/bank/attachments/{number}", timeout=5)
        assert answer.content == b"<script>alert(1)</script>"
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")
        assert requests.get(f"{sandbox.site}/bank/attachments/1", timeout=5).status_code == 404

    def test_a_suppliers_name_is_text_and_never_markup(self, sandbox: RunningSandbox) -> None:
        erp = sandbox.omie()
        company = furnished(erp)
        evil = erp.include_supplier("evil", '<script>alert("1")</script>', "12345678000195")
        erp.post_payable(company.payable("invoice-1:1", supplier_erp_id=evil, invoice_number="<b>1</b>"))
        page = requests.get(f"{sandbox.site}/?q=script&said=<i>x</i>", timeout=5)
        assert "<script" not in page.text
        assert "<b>" not in page.text
        assert "<i>" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]

    @pytest.mark.parametrize(
        ("said", "left"), [("", "0"), ("600", "1012.05"), ("600,10", "1011.95"), ("1.012,05", "600"), ("0.05", "1612")]
    )
    def test_paying_all_or_part(self, company: Company, sandbox: RunningSandbox, said: str, left: str) -> None:
        erp_id = company.erp.post_payable(company.payable("invoice-1:1")).erp_id
        answer = sandbox.bank("pay", codigo_lancamento_omie=erp_id, valor=said)
        assert answer.status_code == 303
        assert str(sandbox.payables()[0]["valor_pag"]) == left

    @pytest.mark.parametrize("said", ["abc", "-5", "9999999", "1e3x", "NaN"])
    def test_an_amount_that_cannot_be_is_said_and_nothing_is_paid(
        self, company: Company, sandbox: RunningSandbox, said: str
    ) -> None:
        erp_id = company.erp.post_payable(company.payable("invoice-1:1")).erp_id
        answer = sandbox.bank("pay", codigo_lancamento_omie=erp_id, valor=said)
        assert answer.status_code == 303
        assert "said=" in answer.headers["location"]
        assert sandbox.payables()[0]["payments"] == []

    def test_a_payment_can_be_cancelled(self, company: Company, sandbox: RunningSandbox) -> None:
        erp_id = company.erp.post_payable(company.payable("invoice-1:1")).erp_id
        sandbox.bank("pay", codigo_lancamento_omie=erp_id)
        payment = sandbox.payables()[0]["payments"][0]["codigo_baixa"]
        sandbox.bank("cancel", codigo_baixa=payment)
        assert sandbox.payables()[0]["payments"][0]["cancelled"] is True
        assert sandbox.payables()[0]["status_titulo"] == "A VENCER"

    def test_another_site_cannot_pay(self, company: Company, sandbox: RunningSandbox) -> None:
        erp_id = company.erp.post_payable(company.payable("invoice-1:1")).erp_id
        headers = {"Sec-Fetch-Site": "cross-site"}
        answer = requests.post(f"{sandbox.site}/bank/pay", data={"codigo_lancamento_omie": erp_id}, headers=headers, timeout=5)
        assert answer.status_code == 403
        assert sandbox.payables()[0]["payments"] == []


class TestWebhooks:
    def test_a_title_is_told_as_an_object_and_a_payment_as_a_list(self, told: RunningSandbox, listener: Listener) -> None:
        erp_id = posted(told)
        told.bank("pay", codigo_lancamento_omie=erp_id, valor="600")
        wait_until(lambda: len(listener.got) == 2)
        included, paid = listener.got
        assert included["topic"] == "Financas.ContaPagar.Incluido"
        assert included["event"]["codigo_lancamento_omie"] == erp_id
        assert included["event"]["data_vencimento"] == "2026-12-15T00:00:00-03:00"
        assert included["event"]["situacao"] == "A vencer"
        assert "distribuicao" not in included["event"]
        assert paid["topic"] == "Financas.ContaPagar.BaixaRealizada"
        (event,) = paid["event"]
        assert (event["valor"], event["conta_a_pagar"][0]["valor_documento"]) == (600, 1612.05)
        assert event["conta_a_pagar"][0]["codigo_lancamento_integracao"] == "invoice-1:1"
        assert {"messageId", "topic", "event", "author", "appKey", "appHash", "origin"} == paid.keys()
        assert paid["appKey"] == KEY
        assert included["messageId"] != paid["messageId"]

    def test_every_change_is_told_in_order(self, told: RunningSandbox, listener: Listener) -> None:
        erp_id = posted(told)
        told.bank("pay", codigo_lancamento_omie=erp_id)
        told.bank("cancel", codigo_baixa=told.payables()[0]["payments"][0]["codigo_baixa"])
        told.raw("financas/contapagar", "AlterarContaPagar", {"codigo_lancamento_omie": erp_id, "observacao": "x"})
        told.raw("financas/contapagar", "ExcluirContaPagar", {"codigo_lancamento_omie": erp_id})
        wait_until(lambda: len(listener.got) == 5)
        short = [topic.rpartition(".")[2] for topic in listener.topics()]
        assert short == ["Incluido", "BaixaRealizada", "BaixaCancelada", "Alterado", "Excluido"]

    def test_what_is_not_taken_comes_again_first_and_unchanged(self, told: RunningSandbox, listener: Listener) -> None:
        listener.answers = [500, 302]
        erp_id = posted(told)
        told.bank("pay", codigo_lancamento_omie=erp_id)
        wait_until(lambda: len(listener.got) == 4)
        assert [topic.rpartition(".")[2] for topic in listener.topics()] == ["Incluido"] * 3 + ["BaixaRealizada"]
        assert listener.got[0] == listener.got[1] == listener.got[2]

    def test_after_the_last_attempt_it_is_given_up_and_the_next_one_comes(self, told: RunningSandbox, listener: Listener) -> None:
        listener.answers = [500, 500, 500]
        erp_id = posted(told)
        told.bank("pay", codigo_lancamento_omie=erp_id)
        wait_until(lambda: told.webhooks() == {"waiting": 0, "done": 1, "dead": 1})
        assert listener.topics()[-1].endswith("BaixaRealizada")

    def test_a_restart_goes_on_with_what_was_waiting(self, told: RunningSandbox, listener: Listener) -> None:
        told.settings = SandboxSettings(KEY, SECRET, webhook_url=listener.url, webhook_backoff=0.3)
        told.stop()
        told.start()
        listener.answers = [503]
        posted(told)
        wait_until(lambda: len(listener.got) == 1)
        told.stop()
        told.start()
        wait_until(lambda: len(listener.got) == 2)
        assert listener.got[0] == listener.got[1]

    def test_an_endpoint_is_registered_with_a_ping_and_can_be_taken_off(
        self, sandbox: RunningSandbox, listener: Listener
    ) -> None:
        posted(sandbox)
        registered = requests.post(f"{sandbox.site}/sandbox/webhook", json={"url": listener.url}, timeout=5).json()
        assert registered == {"registered": True, "answered_ping": True}
        assert listener.got == [{"ping": "omie"}], "what happened before is not told"
        requests.post(f"{sandbox.site}/sandbox/webhook", json={"url": None}, timeout=5)
        sandbox.bank("pay", codigo_lancamento_omie=sandbox.payables()[0]["codigo_lancamento_omie"])
        assert sandbox.webhooks() == {"waiting": 0, "done": 0, "dead": 0}

    def test_the_address_with_its_token_is_never_logged(
        self, told: RunningSandbox, listener: Listener, caplog: pytest.LogCaptureFixture
    ) -> None:
        listener.server.shutdown()
        listener.server.server_close()
        posted(told)
        wait_until(lambda: told.webhooks()["dead"] == 1)
        ours = [record.getMessage() for record in caplog.records if record.name.startswith("ap_engine")]
        assert ours
        assert not [line for line in ours if "secret-token" in line]
