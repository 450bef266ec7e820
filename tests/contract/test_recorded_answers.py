"""Answers of the real Omie as others recorded them, and what they mean to us (no network)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from ap_engine.erp import mapping
from ap_engine.erp.faults import AlreadyThere, Blocked, NothingThere, read_answer
from ap_engine.erp.wire import decode, encode
from ap_engine.model.errors import ErpError, ErpOutcomeUnknown, ErpRefused, ErpUnavailable
from ap_engine.model.money import Money

READ, WRITE = False, True


def fault(words: str, code: str) -> str:
    return encode({"faultstring": words, "faultcode": code})


RECORDED = [
    # status, body, read or write, what it means, seconds to wait
    (500, fault("ERROR: Não existem registros para a página [1]!", "SOAP-ENV:Client-5113"), READ, NothingThere, None),
    (500, fault("ERROR: Lançamento não cadastrado para o Código [123] !", "SOAP-ENV:Client-105"), READ, NothingThere, None),
    (500, fault("ERROR: Cliente não cadastrado para o Código [999999999] !", "SOAP-ENV:Client-105"), WRITE, ErpRefused, None),
    (500, fault("ERROR: Nenhuma conta corrente foi encontrada!", "SOAP-ENV:Client-101"), READ, NothingThere, None),
    (
        500,
        fault("ERROR: Lançamento já cadastrado para o Código de Integração [a] !", "SOAP-ENV:Client-102"),
        WRITE,
        AlreadyThere,
        None,
    ),
    (
        500,
        fault(
            "ERROR: Tag [DEPARTAMENTOS] não faz parte da estrutura do tipo complexo [conta_pagar_cadastro]!",
            "SOAP-ENV:Client-5001",
        ),
        WRITE,
        ErpRefused,
        None,
    ),
    (
        500,
        fault("ERROR: O preenchimento da tag [codigo_cliente_omie] é obrigatório!", "SOAP-ENV:Client-1000"),
        WRITE,
        ErpRefused,
        None,
    ),
    (
        500,
        fault("ERROR: Consumo redundante detectado. Aguarde 60 segundos para tentar novamente (REDUNDANT).", "SOAP-ENV:Client-6"),
        READ,
        ErpUnavailable,
        60,
    ),
    (
        500,
        fault("ERROR: Consumo redundante detectado. Aguarde 60 segundos para tentar novamente (REDUNDANT).", "SOAP-ENV:Client-6"),
        WRITE,
        ErpOutcomeUnknown,
        None,
    ),
    (
        500,
        fault(
            "ERROR: Esta requisição já foi processada ou está sendo processada e você pode tentar novamente às 19:04:08. (1)",
            "Client-8020",
        ),
        WRITE,
        ErpOutcomeUnknown,
        None,
    ),
    (
        500,
        fault(
            "ERROR: Já existe uma requisição desse método sendo executada e você pode tentar novamente.", "SOAP-ENV:Client-1880"
        ),
        WRITE,
        ErpUnavailable,
        None,
    ),
    (
        425,
        fault("ERROR: API bloqueada por consumo indevido. Tente novamente em 1678 segundos.", "MISUSE_API_PROCESS"),
        WRITE,
        Blocked,
        1678,
    ),
    (500, fault("ERROR: API bloqueada por consumo indevido.", "SOAP-ENV:Client-500"), READ, Blocked, 1800),
    (429, '{"error_code":429,"error_message":"Too Many Requests","error_hash":"jkHayusgd"}', WRITE, Blocked, 60),
    (
        403,
        fault("A chave de acesso está inválida ou o aplicativo está suspenso.", "SOAP-ENV:Server"),
        WRITE,
        ErpUnavailable,
        None,
    ),
    (500, fault("SOAP-ERROR: Broken response from Application Server (4)", "SOAP-ENV:Server"), WRITE, ErpOutcomeUnknown, None),
    (500, fault("SOAP-ERROR: Broken response from Application Server (BG)", "SOAP-ENV:Server"), READ, ErpUnavailable, None),
    (500, "PROTO_BYEBYE", WRITE, ErpOutcomeUnknown, None),
    (502, "<html><body><h1>502 Bad Gateway</h1></body></html>", WRITE, ErpOutcomeUnknown, None),
    (504, "<html><body><h1>504 Gateway Time-out</h1></body></html>", READ, ErpUnavailable, None),
    (200, '{"codigo_lancamento_omie":98092', WRITE, ErpOutcomeUnknown, None),
    (200, "", WRITE, ErpOutcomeUnknown, None),
    (404, "<html>nothing here</html>", WRITE, ErpUnavailable, None),
    (200, fault("ERROR: Cliente não cadastrado para o Código [1] !", "SOAP-ENV:Client-105"), WRITE, ErpRefused, None),
]


@pytest.mark.parametrize(("status", "body", "write", "kind", "seconds"), RECORDED)
def test_what_an_answer_means(status: int, body: str, write: bool, kind: type[ErpError], seconds: int | None) -> None:
    with pytest.raises(kind) as told:
        read_answer(status, body, write)
    assert getattr(told.value, "retry_after", None) == seconds
    assert ErpOutcomeUnknown is kind or not isinstance(told.value, ErpOutcomeUnknown)
    assert str(told.value), "the ERP's words are kept"


def test_a_success_is_its_object_with_exact_numbers() -> None:
    answer = read_answer(
        200, '{"codigo_lancamento_omie":9809218643,"valor":0.1,"d":"14\\/05\\/2024","t":"A\\u00e7\\u00e3o"}', WRITE
    )
    assert answer == {"codigo_lancamento_omie": 9809218643, "valor": Decimal("0.1"), "d": "14/05/2024", "t": "Ação"}


class TestNumbersOnTheWire:
    @pytest.mark.parametrize("amount", ["0.10", "1612.05", "99999999999999.99", "0.00", "-50.00"])
    def test_an_amount_goes_out_digit_by_digit(self, amount: str) -> None:
        assert encode({"valor": Decimal(amount)}) == f'{{"valor":{amount}}}'
        assert decode(encode([Decimal(amount)])) == [Decimal(amount)]

    def test_a_float_never_goes_out(self) -> None:
        with pytest.raises(TypeError):
            encode({"valor": 0.1})

    @pytest.mark.parametrize("bad", ["NaN", "Infinity"])
    def test_what_is_not_a_number_neither_comes_nor_goes(self, bad: str) -> None:
        with pytest.raises(ValueError, match="JSON"):
            decode(f'{{"valor":{bad}}}')
        with pytest.raises(TypeError):
            encode(Decimal(bad))


TITLE = """{"detalhes":{"nCodTitulo":5218765190,"cCodIntTitulo":"invoice-1:1","dDtVenc":"14\\/05\\/2024","nCodCliente":9809218639,
"cStatus":"PAGO","cGrupo":"CONTA_A_PAGAR","cOrigem":"APIP","nValorTitulo":1612.05,"nCodBaixa":null},
"resumo":{"cLiquidado":"S","nValPago":1612.05,"nValAberto":0,"nDesconto":0,"nJuros":3.1,"nMulta":0,"nValLiquido":1615.15},
"departamentos":[{"cCodDepartamento":"5476993662","nDistrPercentual":100,"nDistrValor":1612.05,"nValorFixo":"N"}],"categorias":null}"""
PAYMENT = """{"detalhes":{"nCodTitulo":5218765190,"cGrupo":"CONTA_CORRENTE_PAG","cOrigem":"BAXP","nCodBaixa":5218765193,
"nCodMovCC":5218765194,"nValorMovCC":1615.15,"dDtPagamento":"13\\/05\\/2024","dDtCredito":"14\\/05\\/2024"},
"resumo":{"nValPago":1612.05,"nDesconto":0,"nJuros":3.1,"nMulta":0,"nValLiquido":1615.15}}"""


class TestListarMovimentos:
    """Omie lists a paid title twice: as itself and as the payment."""

    def rows(self, *texts: str) -> list[dict[str, object]]:
        return [row for row in map(decode, texts) if isinstance(row, dict)]

    def test_the_two_rows_are_one_payable_with_one_payment(self) -> None:
        (payable,) = mapping.payables_from_movements(self.rows(PAYMENT, TITLE), "BRL")
        assert (payable.erp_id, payable.reference, payable.settled) == ("5218765190", "invoice-1:1", True)
        (payment,) = payable.payments
        assert (payment.id, payment.paid_on) == ("5218765193", date(2024, 5, 13))
        assert (payment.amount, payment.interest) == (Money.of("1612.05", "BRL"), Money.of("3.10", "BRL"))

    def test_the_same_payment_listed_twice_is_one(self) -> None:
        (payable,) = mapping.payables_from_movements(self.rows(TITLE, PAYMENT, PAYMENT), "BRL")
        assert len(payable.payments) == 1

    def test_a_payment_without_its_title_is_not_made_a_payable(self) -> None:
        assert mapping.payables_from_movements(self.rows(PAYMENT), "BRL") == []


class TestOtherRows:
    def test_a_department_from_a_real_list(self) -> None:
        row = {
            "codigo": "5476993662",
            "descricao": "P&amp;D &quot;novo&quot;",
            "estrutura": "001.001.001",
            "inativo": "N",
            "nivel_totalizador": "N",
        }
        code = mapping.department_from_omie(row)
        assert code is not None
        assert (code.code, code.name) == ("5476993662", 'P&D "novo"')
        assert mapping.department_from_omie(row | {"inativo": "S"}) is None

    def test_a_category_must_be_an_expense_that_is_shown_and_no_total(self) -> None:
        row = {
            "codigo": "2.01.04",
            "descricao": "Fretes",
            "conta_inativa": "N",
            "conta_despesa": "S",
            "totalizadora": "N",
            "nao_exibir": "N",
        }
        assert mapping.category_from_omie(row) is not None
        for flag, value in (("conta_inativa", "S"), ("conta_despesa", "N"), ("totalizadora", "S"), ("nao_exibir", "S")):
            assert mapping.category_from_omie(row | {flag: value}) is None

    def test_a_client_that_is_only_a_customer_is_no_supplier(self) -> None:
        row = {
            "codigo_cliente_omie": 9809218639,
            "razao_social": "Padaria",
            "cnpj_cpf": "12.ABC.345/01DE-35",
            "tags": [{"tag": "Cliente"}],
        }
        assert mapping.supplier_from_omie(row) is None
        untagged = mapping.supplier_from_omie(row | {"tags": None})
        assert untagged is not None
        assert untagged.tax_id == "12ABC34501DE35"

    def test_an_order_without_our_code_has_omies_number(self) -> None:
        row = {"cabecalho_consulta": {"nCodFor": 1, "cNumero": "000000000000042", "cCodIntPed": "", "dIncData": "01/02/2026"}}
        order = mapping.order_from_omie(row, "BRL")
        assert (order.number, order.issue_date, order.lines) == ("42", date(2026, 2, 1), ())


class TestBoletos:
    BAR_CODE = "34196910700260000001790010104351004791020150"
    LINE = "34191.79001 01043.510047 91020.150008 6 91070026000000"[:54]

    def test_the_typed_line_becomes_the_bar_code(self) -> None:
        line = "34191" + "79001" + "01043" + "510047" + "91020" + "150008" + "6" + "91070026000000"
        assert len(line) == 47
        assert mapping.bar_code(line) == "3419" + "6" + "91070026000000" + "17900" + "0104351004" + "9102015000"

    def test_the_bar_code_stays_and_a_utilitys_line_loses_its_check_digits(self) -> None:
        assert mapping.bar_code(self.BAR_CODE) == self.BAR_CODE
        assert (
            mapping.bar_code("84670000001-7 43590024020-9 02405000243-5 84221010811-9")
            == "84670000001435900240200240500024384221010811"
        )


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("../../etc/passwd", "passwd"),
        ("a.b.c.pdf", "a_b_c.pdf"),
        ("C:\\x\\nota.xml", "nota.xml"),
        (".pdf", "pdf"),
        ("", "file"),
        ("n" * 200 + ".pdf", "n" * 88 + ".pdf"),
    ],
)
def test_file_names_are_made_fit_for_omie(given: str, sent: str) -> None:
    assert mapping.attachment_name(given) == sent
