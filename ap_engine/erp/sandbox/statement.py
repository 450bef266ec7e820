"""financas/extrato ListarExtrato: the account's balance and its entries, from the opening balance and the payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ap_engine.erp.forms import day_from_omie, day_to_omie, number, text, whole
from ap_engine.erp.sandbox.books import Record
from ap_engine.erp.sandbox.calls import Call, Desk, day_of, flag, need
from ap_engine.erp.sandbox.codes import account_of
from ap_engine.erp.sandbox.titles import standing
from ap_engine.erp.wire import Json


def list_statement(desk: Desk, param: Json) -> Json:
    """ListarExtrato: entries of a period between the rows SALDO ANTERIOR and SALDO. It has no pages."""
    account = account_of(desk, param, "nCodCC", "cCodIntCC")
    need(param, "dPeriodoInicial", "dPeriodoFinal")
    first, last = day_of(param, "dPeriodoInicial"), day_of(param, "dPeriodoFinal")
    assert first is not None and last is not None, "needed above"
    entries = _entries(desk, account)
    before = _balance(account, [entry for entry in entries if _day(entry) < first])
    inside = [entry for entry in entries if first <= _day(entry) <= last]
    after = before - sum((cash_of(entry) for entry in inside), Decimal(0))
    limit = number(account.body["valor_limite"])
    return {
        "nCodCC": account.id,
        "cCodIntCC": account.code or "",
        "nCodBanco": text(account.body["codigo_banco"]),
        "cDescricao": text(account.body["descricao"]),
        "cCodTipo": text(account.body["tipo_conta_corrente"]),
        "dPeriodoInicial": day_to_omie(first),
        "dPeriodoFinal": day_to_omie(last),
        "nSaldoAnterior": before,
        "nSaldoAtual": after,
        "nSaldoConciliado": after,
        "nSaldoProvisorio": 0,
        "nLimiteCreditoTotal": limit,
        "nSaldoDisponivel": after + limit,
        "listaMovimentos": [] if flag(param.get("cExibirApenasSaldo")) else _rows(desk, inside, before, after, first, last),
    }


def cash_of(payment: Record) -> Decimal:
    """What left the account: value - discount + interest + fine."""
    body = payment.body
    return number(body["valor"]) - number(body["desconto"]) + number(body["juros"]) + number(body["multa"])


def _entries(desk: Desk, account: Record) -> list[Record]:
    payments = filter(standing, desk.books.all("payment"))
    ours = [payment for payment in payments if whole(payment.body["codigo_conta_corrente"]) == account.id]
    return sorted(ours, key=lambda payment: (_day(payment), payment.id))


def _balance(account: Record, entries: list[Record]) -> Decimal:
    return number(account.body["saldo_inicial"]) - sum((cash_of(entry) for entry in entries), Decimal(0))


def _day(payment: Record) -> date:
    return day_from_omie(payment.body["data"]) or date.min


def _rows(desk: Desk, entries: list[Record], before: Decimal, after: Decimal, first: date, last: date) -> list[Json]:
    rows = [_mark("SALDO ANTERIOR", first, before)]
    running = before
    for entry in entries:
        running -= cash_of(entry)
        rows.append(_row(desk, entry, running))
    return [*rows, _mark("SALDO", last, after)]


def _mark(words: str, day: date, balance: Decimal) -> Json:
    return {
        "nCodLancamento": 0,
        "dDataLancamento": day_to_omie(day),
        "cDesCliente": words,
        "nValorDocumento": 0,
        "nSaldo": balance,
    }


def _row(desk: Desk, payment: Record, running: Decimal) -> Json:
    title = desk.books.get("payable", payment.parent or 0)
    body = title.body if title else {}
    client = desk.books.get("client", whole(body.get("codigo_cliente_fornecedor")))
    name = text(client.body.get("razao_social")) if client else ""
    return {
        "nCodLancamento": payment.id,
        "cSituacao": "Conciliado",
        "dDataLancamento": payment.body["data"],
        "cDesCliente": name,
        "cRazCliente": name,
        "nCodCliente": whole(body.get("codigo_cliente_fornecedor")),
        "nValorDocumento": -cash_of(payment),
        "nSaldo": running,
        "cCodCategoria": text(body.get("codigo_categoria")),
        "cDocumentoFiscal": text(body.get("numero_documento_fiscal")),
        "cParcela": text(body.get("numero_parcela")),
        "cOrigem": "Conta Paga",
        "cNatureza": "P",
    }


CALLS = {"ListarExtrato": Call("eccListarExtratoRequest", list_statement)}
