"""How the client works through Omie's lists, with answers as Omie gives them played back by a recorder of HTTP."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import requests
from requests.adapters import BaseAdapter

from ap_engine.erp.omie import Omie
from ap_engine.model.errors import ErpUnavailable
from ap_engine.model.money import Money

EMPTY = {"faultstring": "ERROR: Não existem registros para a página [1]!", "faultcode": "SOAP-ENV:Client-5113"}


class Playback(BaseAdapter):
    """Answers from a tape, in order, and the params that were asked."""

    def __init__(self, *tape: dict[str, Any]) -> None:
        super().__init__()
        self.tape = list(tape)
        self.asked: list[dict[str, Any]] = []

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        assert request.body is not None
        self.asked.append(json.loads(request.body)["param"][0])
        said = self.tape.pop(0)
        answer = requests.Response()
        answer.status_code = 500 if "faultstring" in said else 200
        answer._content = json.dumps(said).encode()
        return answer

    def close(self) -> None:
        """Nothing is open."""


def omie(tape: Playback) -> Omie:
    session = requests.Session()
    session.mount("https://", tape)
    return Omie("https://app.omie.com.br/api/v1/", "1234567890", "s" * 32, session=session)


def title(number: int = 7, paid: float = 0, **detail: Any) -> dict[str, Any]:
    facts = {
        "nCodTitulo": number,
        "cCodIntTitulo": f"invoice-{number}",
        "nValorTitulo": 100,
        "cGrupo": "CONTA_A_PAGAR",
        "cStatus": "A VENCER",
    }
    sums = {"cLiquidado": "S" if paid == 100 else "N", "nValPago": paid, "nValAberto": 100 - paid}
    return {"detalhes": facts | detail, "resumo": sums}


def payment(number: int, paid: float, of: int = 7) -> dict[str, Any]:
    facts = {"nCodTitulo": of, "nCodBaixa": number, "cGrupo": "CONTA_CORRENTE_PAG", "dDtPagamento": "05/11/2026"}
    return {"detalhes": facts, "resumo": {"nValPago": paid, "nValLiquido": paid}}


def page(*rows: dict[str, Any], number: int = 1, pages: int = 1) -> dict[str, Any]:
    return {
        "nPagina": number,
        "nTotPaginas": pages,
        "nRegistros": len(rows),
        "nTotRegistros": len(rows),
        "movimentos": list(rows),
    }


class TestPaymentsOfATitle:
    def test_listed_beside_it_they_are_not_asked_for_again(self) -> None:
        tape = Playback(page(title(paid=100), payment(1, 60), payment(2, 40)))
        found = omie(tape).find_payable("invoice-7")
        assert found is not None
        assert [paid.amount for paid in found.payments] == [Money.of(60, "BRL"), Money.of(40, "BRL")]
        assert found.settled
        assert tape.asked[0] == {
            "nPagina": 1,
            "nRegPorPagina": 100,
            "cCodIntTitulo": "invoice-7",
            "cNatureza": "P",
            "cExibirDepartamentos": "S",
        }

    def test_when_the_list_leaves_them_out_they_are_asked_for_by_name(self) -> None:
        tape = Playback(page(title(paid=60)), page(payment(1, 60)))
        found = omie(tape).find_payable("invoice-7")
        assert found is not None
        assert [paid.id for paid in found.payments] == ["1"]
        assert (tape.asked[1]["nCodTitulo"], tape.asked[1]["cTpLancamento"]) == (7, "BXCP")

    def test_paid_and_still_not_listed_is_no_answer_rather_than_a_reversal(self) -> None:
        with pytest.raises(ErpUnavailable, match="does not list the payment yet"):
            omie(Playback(page(title(paid=60)), EMPTY)).find_payable("invoice-7")

    def test_somebody_elses_title_is_not_ours(self) -> None:
        assert omie(Playback(page(title(8)))).find_payable("invoice-7") is None


class TestPages:
    def test_all_pages_are_read_and_not_one_more(self) -> None:
        tape = Playback(page(title(7), pages=2), page(title(8), number=2, pages=2), EMPTY, EMPTY)
        changed = list(omie(tape).changed_payables(date(2026, 11, 1), date(2026, 11, 2)))
        assert [payable.reference for payable in changed] == ["invoice-7", "invoice-8"]
        assert [asked["nPagina"] for asked in tape.asked] == [1, 2, 1, 1]
        asked_for = [next(tag for tag in asked if tag.startswith("dDt")) for asked in tape.asked]
        assert asked_for == ["dDtIncDe", "dDtIncDe", "dDtAltDe", "dDtPagtoDe"]

    def test_a_payment_without_its_title_brings_the_title(self) -> None:
        tape = Playback(EMPTY, EMPTY, page(payment(2, 40)), page(title(paid=100), payment(1, 60), payment(2, 40)))
        (payable,) = omie(tape).changed_payables(date(2026, 11, 1), date(2026, 11, 2))
        assert [paid.id for paid in payable.payments] == ["1", "2"]
        assert tape.asked[3]["nCodTitulo"] == 7

    def test_a_title_that_somebody_typed_in_the_erp_is_not_ours(self) -> None:
        tape = Playback(page(title(cCodIntTitulo="")), EMPTY, EMPTY)
        assert list(omie(tape).changed_payables(date(2026, 11, 1), date(2026, 11, 2))) == []
