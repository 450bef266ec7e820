"""financas/contapagar: LancarPagamento and CancelarPagamento. A cancelled payment stays in the books as history."""

from __future__ import annotations

from decimal import Decimal

from ap_engine.erp.forms import day_to_omie, text, whole
from ap_engine.erp.sandbox.books import Record
from ap_engine.erp.sandbox.calls import Call, Desk, amount_of, day_of
from ap_engine.erp.sandbox.events import payment_event
from ap_engine.erp.sandbox.fault import business, own, required
from ap_engine.erp.sandbox.titles import Title, find_title, title_of
from ap_engine.erp.wire import Json

ZERO = Decimal(0)


def pay(desk: Desk, param: Json) -> Json:
    """LancarPagamento: without a value, all that is open."""
    title = find_title(desk, param, "codigo_lancamento")
    code = text(param.get("codigo_baixa_integracao"))
    if code and desk.books.by_code("payment", code):
        raise own(f"Baixa já cadastrada para o Código de Integração [{code}] !")
    amount = amount_of(param, "valor") or title.left
    if title.left <= 0:
        raise own("O lançamento já está liquidado.")
    if not 0 < amount <= title.left:
        raise own(f"O valor da baixa [{amount}] é maior que o valor em aberto [{title.left}].")
    body = _body(desk, title, param, amount)
    payment = _saved(desk, desk.books.add("payment", code, body, parent=title.record.id))
    after = _touched(desk, title)
    desk.announce("Financas.ContaPagar.BaixaRealizada", payment_event(desk, after, payment))
    return {
        "codigo_lancamento": title.record.id,
        "codigo_lancamento_integracao": title.record.code or "",
        "codigo_baixa": payment.id,
        "codigo_baixa_integracao": code,
        "liquidado": "S" if after.left <= 0 else "N",
        "valor_baixado": amount,
        "codigo_status": "0",
        "descricao_status": "Pagamento lançado com sucesso! (sandbox)",
    }


def cancel(desk: Desk, param: Json) -> Json:
    """CancelarPagamento by Omie's id or by integration code."""
    number, code = whole(param.get("codigo_baixa")), text(param.get("codigo_baixa_integracao"))
    if not number and not code:
        raise required("codigo_baixa] ou [codigo_baixa_integracao")
    payment = desk.books.get("payment", number) if number else desk.books.by_code("payment", code)
    title_record = desk.books.get("payable", payment.parent or 0) if payment else None
    if payment is None or title_record is None or payment.body.get("cancelada") == "S":
        raise own(f"Baixa não cadastrada para o Código [{number or code}] !")
    desk.books.put(payment.id, payment.body | {"cancelada": "S"})
    after = _touched(desk, title_of(desk, title_record))
    desk.announce("Financas.ContaPagar.BaixaCancelada", payment_event(desk, after, payment))
    return {
        "codigo_baixa": payment.id,
        "codigo_baixa_integracao": payment.code or "",
        "codigo_status": "0",
        "descricao_status": "Pagamento cancelado com sucesso! (sandbox)",
    }


def _body(desk: Desk, title: Title, param: Json, amount: Decimal) -> Json:
    account = whole(param.get("codigo_conta_corrente")) or whole(title.record.body.get("id_conta_corrente"))
    if desk.books.get("account", account) is None:
        raise business(101, "Nenhuma conta corrente foi encontrada!")
    return {
        "codigo_conta_corrente": account,
        "valor": amount,
        **{tag: amount_of(param, tag) for tag in ("desconto", "juros", "multa")},
        "data": day_to_omie(day_of(param, "data") or desk.today()),
        "observacao": text(param.get("observacao")),
        "cancelada": "N",
        "info": desk.stamp(),
    }


def _saved(desk: Desk, payment_id: int) -> Record:
    payment = desk.books.get("payment", payment_id)
    assert payment is not None, "just written"
    return payment


def _touched(desk: Desk, title: Title) -> Title:
    """A payment moves the title's date of change."""
    desk.books.put(title.record.id, title.record.body | {"info": desk.stamp(title.record.body["info"])})
    return find_title(desk, {"codigo_lancamento": title.record.id}, "codigo_lancamento")


CALLS = {
    "LancarPagamento": Call("conta_pagar_lancar_pagamento", pay),
    "CancelarPagamento": Call("conta_pagar_cancelar_pagamento", cancel),
}
