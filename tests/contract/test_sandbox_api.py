"""The sandbox answers as Omie does, for any client (omie-api.md 1, 2 and 7). Called here without our own client."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.contract.running import KEY, SECRET, Company, RunningSandbox

PAYABLES = "financas/contapagar"


def param(company: Company, code: str = "1706039026", **changes: Any) -> dict[str, Any]:
    """The official example of IncluirContaPagar, with our supplier, category and account."""
    return {
        "codigo_lancamento_integracao": code,
        "codigo_cliente_fornecedor": int(company.supplier),
        "data_vencimento": "23/01/2024",
        "valor_documento": 100.0,
        "codigo_categoria": company.category,
        "data_previsao": "23/01/2024",
        "id_conta_corrente": int(company.account),
    } | changes


class TestTheEnvelope:
    def test_only_post_is_answered(self, sandbox: RunningSandbox) -> None:
        assert requests.get(f"{sandbox.site}/api/v1/{PAYABLES}/", timeout=5).status_code == 405

    @pytest.mark.parametrize("wrong", [{"app_key": "1"}, {"app_secret": "x"}, {"app_secret": None}])
    def test_a_wrong_key_is_403(self, sandbox: RunningSandbox, wrong: dict[str, Any]) -> None:
        answer = sandbox.raw(PAYABLES, "ListarContasPagar", {"pagina": 1}, **wrong)
        assert (answer.status_code, answer.json()["faultcode"]) == (403, "SOAP-ENV:Server")
        assert "chave de acesso" in answer.json()["faultstring"]

    @pytest.mark.parametrize(
        ("service", "method", "words"),
        [
            (PAYABLES, "ListarContas", "not exists"),
            ("financas/nada", "Listar", "not exists"),
            (PAYABLES, "ListarMovimentos", "not exists"),
        ],
    )
    def test_an_unknown_call_is_500(self, sandbox: RunningSandbox, service: str, method: str, words: str) -> None:
        answer = sandbox.raw(service, method, {"pagina": 1})
        assert answer.status_code == 500
        assert words in answer.json()["faultstring"]

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff"])
    def test_a_body_that_is_not_an_object_is_refused(self, sandbox: RunningSandbox, body: bytes) -> None:
        answer = requests.post(f"{sandbox.site}/api/v1/{PAYABLES}/", data=body, timeout=5)
        assert answer.status_code == 500
        assert "JSON" in answer.json()["faultstring"]

    def test_no_param_is_client_71(self, sandbox: RunningSandbox) -> None:
        for nothing in ([], [{}], None, [1]):
            body = {"call": "ListarContasPagar", "app_key": KEY, "app_secret": SECRET, "param": nothing}
            answer = requests.post(f"{sandbox.site}/api/v1/{PAYABLES}/", json=body, timeout=5)
            assert answer.json()["faultcode"] == "SOAP-ENV:Client-71"


class TestStrictTags:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"departamentos": []}, "Tag [DEPARTAMENTOS] não faz parte da estrutura do tipo complexo [conta_pagar_cadastro]!"),
            (
                {"distribuicao": [{"cCodDepto": "1"}]},
                "Tag [CCODDEPTO] não faz parte da estrutura do tipo complexo [distribuicao]!",
            ),
        ],
    )
    def test_an_unknown_tag_is_refused_in_upper_case_with_its_type(
        self, company: Company, sandbox: RunningSandbox, changes: dict[str, Any], words: str
    ) -> None:
        answer = sandbox.raw(PAYABLES, "IncluirContaPagar", param(company, **changes))
        assert (answer.status_code, answer.json()["faultcode"]) == (500, "SOAP-ENV:Client-5001")
        assert words in answer.json()["faultstring"]

    @pytest.mark.parametrize("tag", ["codigo_lancamento_integracao", "data_vencimento", "valor_documento", "codigo_categoria"])
    def test_a_missing_required_tag_is_named(self, company: Company, sandbox: RunningSandbox, tag: str) -> None:
        given = param(company)
        del given[tag]
        answer = sandbox.raw(PAYABLES, "IncluirContaPagar", given)
        assert f"O preenchimento da tag [{tag}] é obrigatório!" in answer.json()["faultstring"]


class TestATitle:
    def test_the_official_example_goes_in_and_comes_back_in_full(self, company: Company, sandbox: RunningSandbox) -> None:
        put = sandbox.raw(PAYABLES, "IncluirContaPagar", param(company)).json()
        assert put["codigo_status"] == "0"
        assert put["codigo_lancamento_omie"] > 2**32
        answer = sandbox.raw(PAYABLES, "ConsultarContaPagar", {"codigo_lancamento_integracao": "1706039026"})
        title = answer.json()
        assert r"\/" in answer.text, "PHP escapes slashes"
        assert '"valor_documento":100,' in answer.text, "whole amounts come as whole numbers"
        assert title["categorias"] == [{"codigo_categoria": company.category, "percentual": 100, "valor": 100}]
        assert (title["status_titulo"], title["valor_pag"], title["id_origem"]) == ("ATRASADO", 100, "APIP")
        assert title["info"]["uInc"] == "WEBSERVICE"
        assert {"distribuicao", "cnab_integracao_bancaria", "numero_parcela", "retem_pis"} <= title.keys()

    def test_a_second_one_with_the_code_is_client_102(self, company: Company, sandbox: RunningSandbox) -> None:
        sandbox.raw(PAYABLES, "IncluirContaPagar", param(company))
        again = sandbox.raw(PAYABLES, "IncluirContaPagar", param(company)).json()
        assert again["faultcode"] == "SOAP-ENV:Client-102"
        assert "já cadastrado para o Código de Integração [1706039026]" in again["faultstring"]

    def test_unknown_ones_are_105_and_103(self, sandbox: RunningSandbox) -> None:
        by_id = sandbox.raw(PAYABLES, "ConsultarContaPagar", {"codigo_lancamento_omie": 123}).json()
        by_code = sandbox.raw(PAYABLES, "ConsultarContaPagar", {"codigo_lancamento_integracao": "X"}).json()
        assert by_id == {
            "faultstring": "ERROR: Lançamento não cadastrado para o Código [123] !",
            "faultcode": "SOAP-ENV:Client-105",
        }
        assert by_code["faultcode"] == "SOAP-ENV:Client-103"

    def test_it_can_be_changed_in_part_and_deleted_while_unpaid(self, company: Company, sandbox: RunningSandbox) -> None:
        split = [{"cCodDep": company.departments[0], "nPerDep": 33.33}, {"cCodDep": company.departments[1], "nPerDep": 66.67}]
        sandbox.raw(PAYABLES, "IncluirContaPagar", param(company, distribuicao=split))
        key = {"codigo_lancamento_integracao": "1706039026"}
        assert sandbox.raw(PAYABLES, "AlterarContaPagar", key | {"valor_documento": 200.01}).ok
        (changed,) = sandbox.payables()
        assert str(changed["valor_documento"]) == "200.01"
        assert [str(row["nValDep"]) for row in changed["distribuicao"]] == ["66.66", "133.35"]
        sandbox.raw(PAYABLES, "LancarPagamento", key | {"valor": 1})
        assert not sandbox.raw(PAYABLES, "ExcluirContaPagar", key).ok
        assert sandbox.raw(
            PAYABLES, "CancelarPagamento", {"codigo_baixa": sandbox.payables()[0]["payments"][0]["codigo_baixa"]}
        ).ok
        assert sandbox.raw(PAYABLES, "ExcluirContaPagar", key).ok
        assert sandbox.payables() == []

    @pytest.mark.parametrize(
        "split",
        [
            [("first", {"nPerDep": 60})],
            [("first", {"nPerDep": 60}), ("second", {"nPerDep": 39.99})],
            [("first", {"nValDep": 60}), ("second", {"nValDep": 39.99})],
            [("first", {"nPerDep": 60}), ("second", {"nValDep": 40})],
            [("unknown", {"nPerDep": 100})],
            [("first", {"nPerDep": 160}), ("second", {"nPerDep": -60})],
        ],
    )
    def test_a_split_that_does_not_close_is_refused_in_the_sandboxs_own_words(
        self, company: Company, sandbox: RunningSandbox, split: list[tuple[str, dict[str, Any]]]
    ) -> None:
        codes = {"first": company.departments[0], "second": company.departments[1], "unknown": "77"}
        rows = [{"cCodDep": codes[name]} | share for name, share in split]
        answer = sandbox.raw(PAYABLES, "IncluirContaPagar", param(company, distribuicao=rows))
        assert answer.status_code == 500
        assert answer.json()["faultstring"].endswith("(sandbox)")
        assert sandbox.payables() == []

    def test_a_split_by_values_gets_its_percents(self, company: Company, sandbox: RunningSandbox) -> None:
        rows = [{"cCodDep": company.departments[0], "nValDep": 33.33}, {"cCodDep": company.departments[1], "nValDep": 66.67}]
        sandbox.raw(PAYABLES, "IncluirContaPagar", param(company, distribuicao=rows))
        assert [str(row["nPerDep"]) for row in sandbox.payables()[0]["distribuicao"]] == ["33.33", "66.67"]


class TestLists:
    def test_empty_is_an_error(self, sandbox: RunningSandbox) -> None:
        answer = sandbox.raw(PAYABLES, "ListarContasPagar", {"pagina": 1, "registros_por_pagina": 50})
        assert answer.status_code == 500
        assert answer.json() == {
            "faultstring": "ERROR: Não existem registros para a página [1]!",
            "faultcode": "SOAP-ENV:Client-5113",
        }

    def test_a_page_has_at_most_100_and_a_page_too_many_is_an_error(self, company: Company, sandbox: RunningSandbox) -> None:
        for number in range(101):
            sandbox.raw(PAYABLES, "IncluirContaPagar", param(company, f"p-{number}"))
        first = sandbox.raw(PAYABLES, "ListarContasPagar", {"pagina": 0, "registros_por_pagina": 500}).json()
        counters = [first[tag] for tag in ("pagina", "total_de_paginas", "registros", "total_de_registros")]
        assert counters == [1, 2, 100, 101]
        assert len(first["conta_pagar_cadastro"]) == 100
        assert sandbox.raw(PAYABLES, "ListarContasPagar", {"pagina": 2, "registros_por_pagina": 100}).json()["registros"] == 1
        assert not sandbox.raw(PAYABLES, "ListarContasPagar", {"pagina": 3, "registros_por_pagina": 100}).ok

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({}, ["late", "later", "paid"]),
            ({"filtrar_por_status": "PAGO"}, ["paid"]),
            ({"filtrar_por_status": "ATRASADO"}, ["late"]),
            ({"filtrar_por_status": "AVENCER"}, ["later"]),
            ({"filtrar_por_status": "EMABERTO"}, ["late", "later"]),
            ({"filtrar_por_status": "PAGTO_PARCIAL"}, ["later"]),
            ({"filtrar_apenas_titulos_em_aberto": "S", "ordem_descrescente": "S"}, ["later", "late"]),
            ({"filtrar_por_cpf_cnpj": "39330543000102"}, ["late", "later", "paid"]),
            ({"filtrar_por_cpf_cnpj": "1"}, []),
            ({"filtrar_por_emissao_de": "01/02/2026", "filtrar_por_emissao_ate": "28/02/2026"}, ["later"]),
            ({"filtrar_por_data_ate": "01/01/2020"}, []),
            ({"filtrar_cliente": 1}, []),
        ],
    )
    def test_filters(self, company: Company, sandbox: RunningSandbox, filters: dict[str, Any], found: list[str]) -> None:
        sandbox.raw(PAYABLES, "IncluirContaPagar", param(company, "late"))
        sandbox.raw(
            PAYABLES, "IncluirContaPagar", param(company, "later", data_vencimento="01/01/2099", data_emissao="10/02/2026")
        )
        sandbox.raw(PAYABLES, "IncluirContaPagar", param(company, "paid"))
        sandbox.raw(PAYABLES, "LancarPagamento", {"codigo_lancamento_integracao": "paid"})
        sandbox.raw(PAYABLES, "LancarPagamento", {"codigo_lancamento_integracao": "later", "valor": 1})
        answer = sandbox.raw(PAYABLES, "ListarContasPagar", {"pagina": 1} | filters).json()
        assert [row["codigo_lancamento_integracao"] for row in answer.get("conta_pagar_cadastro", [])] == found

    def test_clients_are_found_by_tax_id_in_either_form(self, company: Company, sandbox: RunningSandbox) -> None:
        for tax_id in ("39.330.543/0001-02", "39330543000102"):
            answer = sandbox.raw(
                "geral/clientes", "ListarClientes", {"clientesFiltro": {"cnpj_cpf": tax_id, "email": "ignored"}}
            ).json()
            assert answer["clientes_cadastro"][0]["razao_social"] == "Ação Embalagens Ltda"

    def test_a_second_client_with_the_tax_id_is_refused_in_omies_words(self, company: Company, sandbox: RunningSandbox) -> None:
        twin = {"codigo_cliente_integracao": "other", "razao_social": "X", "nome_fantasia": "X", "cnpj_cpf": "39330543000102"}
        answer = sandbox.raw("geral/clientes", "IncluirCliente", twin).json()
        assert f"com o Id [{company.supplier}] e código de integração [supplier-1]" in answer["faultstring"]

    def test_the_statement_runs_from_balance_to_balance(self, company: Company, sandbox: RunningSandbox) -> None:
        sandbox.raw(PAYABLES, "IncluirContaPagar", param(company))
        for value, day in ((10, "05/02/2026"), (20.5, "06/02/2026"), (1, "01/03/2026")):
            pay = {"codigo_lancamento_integracao": "1706039026", "valor": value, "data": day}
            assert sandbox.raw(PAYABLES, "LancarPagamento", pay).ok
        asked = {"nCodCC": int(company.account), "dPeriodoInicial": "06/02/2026", "dPeriodoFinal": "28/02/2026"}
        statement = sandbox.raw("financas/extrato", "ListarExtrato", asked).json()
        assert [statement[tag] for tag in ("nSaldoAnterior", "nSaldoAtual")] == [99990.5, 99970]
        rows = [(row["cDesCliente"], row["nValorDocumento"], row["nSaldo"]) for row in statement["listaMovimentos"]]
        assert rows == [("SALDO ANTERIOR", 0, 99990.5), ("Ação Embalagens Ltda", -20.5, 99970), ("SALDO", 0, 99970)]


class TestTheBooks:
    def test_what_was_answered_is_still_there_after_a_restart(self, company: Company, sandbox: RunningSandbox) -> None:
        before = company.erp.post_payable(company.payable("invoice-1:1"))
        company.erp.attach(before.erp_id, "a", "a.pdf", b"content")
        sandbox.stop()
        sandbox.start()
        found = sandbox.omie().find_payable("invoice-1:1")
        assert found is not None
        assert found.erp_id == before.erp_id
        assert sandbox.payables()[0]["attachments"][0]["size"] == 7

    def test_a_deleted_id_is_never_used_again(self, company: Company, sandbox: RunningSandbox) -> None:
        first = sandbox.raw(PAYABLES, "IncluirContaPagar", param(company)).json()["codigo_lancamento_omie"]
        sandbox.raw(PAYABLES, "ExcluirContaPagar", {"codigo_lancamento_omie": first})
        assert sandbox.raw(PAYABLES, "IncluirContaPagar", param(company)).json()["codigo_lancamento_omie"] > first

    @pytest.mark.parametrize("order", [{"kind": "no such"}, {}, {"limits": {"unknown": 1}}])
    def test_an_unknown_fault_is_told(self, sandbox: RunningSandbox, order: dict[str, Any]) -> None:
        assert requests.post(f"{sandbox.site}/sandbox/faults", json=order, timeout=5).status_code == 400

    def test_limits_can_be_switched_on(self, company: Company, sandbox: RunningSandbox) -> None:
        sandbox.order({"limits": {"redundancy_seconds": 60, "ten_errors": True}})
        key = {"codigo_lancamento_omie": 1}
        sandbox.raw(PAYABLES, "ConsultarContaPagar", key)
        assert "REDUNDANT" in sandbox.raw(PAYABLES, "ConsultarContaPagar", key).text
        for number in range(2, 10):
            sandbox.raw(PAYABLES, "ConsultarContaPagar", {"codigo_lancamento_omie": number})
        blocked = sandbox.raw(PAYABLES, "ConsultarContaPagar", {"codigo_lancamento_omie": 99})
        assert blocked.status_code == 425
        assert "bloqueada" in blocked.text
        requests.delete(f"{sandbox.site}/sandbox/faults", timeout=5)
        assert sandbox.raw(PAYABLES, "ConsultarContaPagar", key).status_code == 500

    def test_latency_only_takes_longer(self, company: Company, sandbox: RunningSandbox) -> None:
        sandbox.fail("latency", seconds=0.3)
        answer = sandbox.raw("geral/clientes", "ListarClientes", {"pagina": 1})
        assert answer.ok
        assert answer.elapsed.total_seconds() >= 0.3
