"""produtos/pedidocompra: IncluirPedCompra, ConsultarPedCompra, PesquisarPedCompra. Every order stays open here."""

from __future__ import annotations

from ap_engine.erp.forms import day_to_omie, number, text, whole
from ap_engine.erp.sandbox.books import Record
from ap_engine.erp.sandbox.calls import Call, Desk, cut, day_of, flag, need
from ap_engine.erp.sandbox.fault import business, own, required
from ap_engine.erp.sandbox.register import client_of
from ap_engine.erp.wire import Json
from ap_engine.model.money import to_cents

NUMBER_DIGITS = 15


def include(desk: Desk, param: Json) -> Json:
    """IncluirPedCompra. Omie wants products that it knows; the sandbox takes an item by its code and description."""
    head = param.get("cabecalho_incluir") or {}
    need(head, "cCodIntPed", "dDtPrevisao")
    code = text(head["cCodIntPed"])
    if desk.books.by_code("order", code):
        raise own(f"Pedido de compra já cadastrado para o Código de Integração [{code}] !")
    if not param.get("produtos_incluir"):
        raise required("produtos_incluir")
    client = client_of(desk, head, "nCodFor", "cCodIntFor")
    for share in param.get("departamentos_incluir") or []:
        if desk.books.by_code("department", text(share.get("cCodDepto"))) is None:
            raise own(f"Departamento não cadastrado para o Código [{share.get('cCodDepto')}] !")
    shown = f"{len(desk.books.all('order')) + 1:0{NUMBER_DIGITS}}"
    body = _body(desk, param, head | {"nCodFor": client.id, "cNumero": shown})
    answer = {"cCodIntPed": code, "cCodStatus": "0", "cDescStatus": "Pedido de compra cadastrado com sucesso! (sandbox)"}
    return {"nCodPed": desk.books.add("order", code, body), "cNumero": shown} | answer


def _body(desk: Desk, param: Json, head: Json) -> Json:
    lines = [_line(place, line) for place, line in enumerate(param["produtos_incluir"], start=1)]
    total = sum(line["nValTot"] for line in lines)
    return {
        "cabecalho_consulta": head
        | {"dDtPrevisao": day_to_omie(day_of(head, "dDtPrevisao") or desk.today())}
        | {"dIncData": day_to_omie(desk.today()), "cIncHora": f"{desk.now():%H:%M:%S}", "cEtapa": "10"},
        "frete_consulta": {},
        "produtos_consulta": lines,
        "parcelas_consulta": param.get("parcelas_incluir") or [],
        "departamentos_consulta": [
            share | {"nValor": to_cents(total * number(share.get("nPerc")) / 100)}
            for share in param.get("departamentos_incluir") or []
        ],
    }


def _line(place: int, line: Json) -> Json:
    value = to_cents(number(line.get("nQtde")) * number(line.get("nValUnit")) - number(line.get("nDesconto")))
    return line | {"nCodItem": place, "nValMerc": value, "nValTot": value, "nQtdeRec": 0}


def consult(desk: Desk, param: Json) -> Json:
    """ConsultarPedCompra by id, integration code or number (zeros in front do not matter)."""
    record = _find(desk, param)
    if record is None:
        shown = text(param.get("cNumero")).zfill(NUMBER_DIGITS)
        raise business(206, f"Pedido de compra não cadastrado para o Número [{shown}]")
    return _row(record)


def _find(desk: Desk, param: Json) -> Record | None:
    if whole(param.get("nCodPed")):
        return desk.books.get("order", whole(param["nCodPed"]))
    if text(param.get("cCodIntPed")):
        return desk.books.by_code("order", text(param["cCodIntPed"]))
    shown = text(param.get("cNumero")).zfill(NUMBER_DIGITS)
    return next((order for order in desk.books.all("order") if order.body["cabecalho_consulta"]["cNumero"] == shown), None)


def search(desk: Desk, param: Json) -> Json:
    """PesquisarPedCompra: only pending orders exist here, shown when lExibirPedidosPendentes says so."""
    rows = [_row(record) for record in desk.books.all("order")] if flag(param.get("lExibirPedidosPendentes")) else []
    page, pages, shown = cut(rows, whole(param.get("nPagina")), whole(param.get("nRegsPorPagina")))
    return {
        "nPagina": page,
        "nRegsPorPagina": whole(param.get("nRegsPorPagina")),
        "nTotalPaginas": pages,
        "nRegistros": len(shown),
        "nTotalRegistros": len(rows),
        "pedidos_pesquisa": shown,
    }


def _row(record: Record) -> Json:
    return record.body | {"cabecalho_consulta": {"nCodPed": record.id} | record.body["cabecalho_consulta"]}


CALLS = {
    "IncluirPedCompra": Call("com_pedido_incluir_request", include),
    "ConsultarPedCompra": Call("com_pedido_consultar_request", consult),
    "PesquisarPedCompra": Call("com_pedido_pesquisar_request", search),
}
