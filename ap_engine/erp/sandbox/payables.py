"""financas/contapagar: IncluirContaPagar, AlterarContaPagar, UpsertContaPagar, ExcluirContaPagar, Consultar and Listar."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ap_engine.erp.forms import day_to_omie, text, whole
from ap_engine.erp.sandbox.calls import Call, Desk, amount_of, between, day_of, flag, listing, need
from ap_engine.erp.sandbox.events import title_event
from ap_engine.erp.sandbox.fault import business, own, required
from ap_engine.erp.sandbox.register import client_of
from ap_engine.erp.sandbox.split import checked_split
from ap_engine.erp.sandbox.titles import Title, all_titles, find_title, title_of
from ap_engine.erp.wire import Json

WITHHOLDINGS = ("pis", "cofins", "csll", "ir", "iss", "inss")
EMPTY: Json = {
    "codigo_cliente_fornecedor_integracao": "",
    "numero_documento_fiscal": "",
    "codigo_projeto": 0,
    "observacao": "",
    **{f"valor_{tax}": 0 for tax in WITHHOLDINGS},
    **{f"retem_{tax}": "N" for tax in WITHHOLDINGS},
    "distribuicao": [],
    "numero_pedido": "",
    "codigo_tipo_documento": "99999",
    "numero_documento": "",
    "numero_parcela": "001/001",
    "chave_nfe": "",
    "codigo_barras_ficha_compensacao": "",
    "codigo_vendedor": 0,
    "id_origem": "APIP",
    "operacao": "",
    "nsu": "",
    "acao": "",
    "id_conta_corrente_integracao": "",
    "bloqueado": "",
    "baixa_bloqueada": "",
    "codigo_cmc7_cheque": "",
    "importado_api": "S",
    "bloquear_exclusao": "N",
    "cnab_integracao_bancaria": None,
    "servico_tomado": None,
    "aprendizado_rateio": "",
}
LENGTHS = {
    "codigo_lancamento_integracao": 60,
    "codigo_cliente_fornecedor_integracao": 60,
    "numero_documento": 20,
    "numero_documento_fiscal": 20,
    "numero_parcela": 7,
    "codigo_tipo_documento": 5,
    "observacao": 5000,
}
# given by Omie, ignored on the way in
AUTOMATIC = ("codigo_lancamento_omie", "info", "status_titulo", "valor_pag", "id_origem", "importado_api", "operacao")


def include(desk: Desk, param: Json) -> Json:
    """IncluirContaPagar. The integration code is unique for ever."""
    need(param, "codigo_lancamento_integracao")
    code = text(param["codigo_lancamento_integracao"])
    if desk.books.by_code("payable", code):
        raise business(102, f"Lançamento já cadastrado para o Código de Integração [{code}] !")
    body = EMPTY | _given(param)
    _check(desk, body)
    return _answer(_save(desk, None, body, "Incluido"), "Lançamento cadastrado com sucesso! (sandbox)")


def change(desk: Desk, param: Json) -> Json:
    """AlterarContaPagar: only what is given changes."""
    title = find_title(desk, param, "codigo_lancamento_omie")
    body = title.record.body | _given(param) | {"codigo_lancamento_integracao": title.record.code}
    if "valor_documento" in param and not param.get("distribuicao"):
        body["distribuicao"] = [{"cCodDep": row["cCodDep"], "nPerDep": row["nPerDep"]} for row in body["distribuicao"]]
    _check(desk, body)
    return _answer(_save(desk, title, body, "Alterado"), "Lançamento alterado com sucesso! (sandbox)")


def upsert(desk: Desk, param: Json) -> Json:
    """UpsertContaPagar by integration code: a full replacement."""
    need(param, "codigo_lancamento_integracao")
    record = desk.books.by_code("payable", text(param["codigo_lancamento_integracao"]))
    if record is None:
        return include(desk, param)
    body = EMPTY | _given(param) | {"info": record.body["info"]}
    _check(desk, body)
    return _answer(_save(desk, title_of(desk, record), body, "Alterado"), "Lançamento alterado com sucesso! (sandbox)")


def delete(desk: Desk, param: Json) -> Json:
    """ExcluirContaPagar: only titles without a payment."""
    title = find_title(desk, param, "codigo_lancamento_omie")
    if title.payments:
        raise own("O lançamento tem baixa e não pode ser excluído.")
    desk.announce("Financas.ContaPagar.Excluido", title_event(desk, title))
    desk.books.remove(title.record.id)
    return _answer(title, "Lançamento excluído com sucesso! (sandbox)")


def consult(desk: Desk, param: Json) -> Json:
    """ConsultarContaPagar."""
    return find_title(desk, param, "codigo_lancamento_omie").row(desk)


def _given(param: Json) -> Json:
    if flag(param.get("baixar_documento")) or param.get("pagamento"):
        raise own("O simulador não baixa na inclusão: use LancarPagamento.")
    for tag, longest in LENGTHS.items():
        if len(str(param.get(tag) or "")) > longest:
            raise own(f"O número máximo de caracteres permitido para o elemento [{tag}] é de {longest}.")
    ignored = (*AUTOMATIC, "baixar_documento", "conciliar_documento", "pagamento")
    return {tag: value for tag, value in param.items() if tag not in ignored}


def _check(desk: Desk, body: Json) -> None:
    """Fill in and verify a title's object; faults for what is missing or unknown."""
    client = client_of(desk, body, "codigo_cliente_fornecedor", "codigo_cliente_fornecedor_integracao")
    body["codigo_cliente_fornecedor"] = client.id
    need(body, "data_vencimento", "valor_documento")
    total = body["valor_documento"] = amount_of(body, "valor_documento")
    for tag in ("data_vencimento", "data_previsao", "data_emissao", "data_entrada"):
        body[tag] = day_to_omie(day_of(body, tag) or _default_day(desk, body, tag))
    _check_category(desk, body, total)
    account = whole(body.get("id_conta_corrente"))
    if not account:
        raise required("id_conta_corrente")
    if desk.books.get("account", account) is None:
        raise business(101, "Nenhuma conta corrente foi encontrada!")
    body["distribuicao"] = checked_split(desk, body.get("distribuicao") or [], total)
    _check_payment_form(body.get("cnab_integracao_bancaria") or {})


def _default_day(desk: Desk, body: Json, tag: str) -> date:
    due = day_of(body, "data_vencimento") if tag == "data_previsao" else None
    return due or desk.today()


def _check_category(desk: Desk, body: Json, total: Decimal) -> None:
    rows = body.get("categorias") or []
    code = text(body.get("codigo_categoria")) or (text(rows[0].get("codigo_categoria")) if rows else "")
    if not code:
        raise required("codigo_categoria")
    for each in [code, *(text(row.get("codigo_categoria")) for row in rows)]:
        record = desk.books.by_code("category", each)
        if record is None:
            raise business(102, f"Categoria não cadastrada para o Código [{each}] !")
        if record.body.get("totalizadora") == "S":
            raise own(f"A categoria [{each}] é totalizadora.")
    body["codigo_categoria"] = code
    if len(rows) < 2:
        body["categorias"] = [{"codigo_categoria": code, "percentual": 100, "valor": total}]


def _check_payment_form(form: Json) -> None:
    kind = text(form.get("codigo_forma_pagamento"))
    if form and kind not in ("BOL", "PIX", "TRA"):
        raise own(f"Forma de pagamento desconhecida: [{kind}]. As válidas são TRA, BOL e PIX.")
    for needed, tag in (("BOL", "codigo_barras_boleto"), ("PIX", "pix_qrcode")):
        if kind == needed and not form.get(tag):
            raise required(tag)


def _save(desk: Desk, before: Title | None, body: Json, event: str) -> Title:
    body["info"] = desk.stamp(before.record.body["info"] if before else None)
    if before is None:
        record_id = desk.books.add("payable", text(body["codigo_lancamento_integracao"]), body)
    else:
        record_id = before.record.id
        desk.books.put(record_id, body)
    title = find_title(desk, {"codigo_lancamento_omie": record_id}, "codigo_lancamento_omie")
    desk.announce(f"Financas.ContaPagar.{event}", title_event(desk, title))
    return title


def _answer(title: Title, words: str) -> Json:
    return {
        "codigo_lancamento_omie": title.record.id,
        "codigo_lancamento_integracao": title.record.code or "",
        "codigo_status": "0",
        "descricao_status": words,
    }


STATUS_FILTERS = ("CANCELADO", "PAGO", "LIQUIDADO", "EMABERTO", "PAGTO_PARCIAL", "VENCEHOJE", "AVENCER", "ATRASADO")


def _has_status(title: Title, wanted: str, today: date) -> bool:
    """Whether a title passes filtrar_por_status; titles are never cancelled here, they are deleted."""
    if wanted == "EMABERTO":
        return title.left > 0
    if wanted == "PAGTO_PARCIAL":
        return 0 < title.left < title.total
    named = title.status(today).replace(" ", "")
    return named == wanted or (named == "PAGO" and wanted == "LIQUIDADO")


def list_titles(desk: Desk, param: Json) -> Json:
    """ListarContasPagar, with the filters of Omie's reference (there is none for due date or integration code)."""
    shown = [title for title in all_titles(desk) if _matches(desk, title, param)]
    if text(param.get("ordenar_por")).upper() == "CODIGO_INTEGRACAO":
        shown.sort(key=lambda title: title.record.code or "")
    elif text(param.get("ordenar_por")).upper() == "DATA_VENCIMENTO":
        shown.sort(key=lambda title: title.due)
    if flag(param.get("ordem_descrescente")):
        shown.reverse()
    hidden = {} if flag(param.get("exibir_obs")) else {"observacao": ""}
    return listing([title.row(desk) | hidden for title in shown], param, "conta_pagar_cadastro")


def _matches(desk: Desk, title: Title, param: Json) -> bool:
    body, info = title.record.body, title.record.body["info"]
    status = text(param.get("filtrar_por_status")).upper()
    if status and status not in STATUS_FILTERS:
        raise business(105, f"O valor [{status}] não é válido. Os válidos são: {', '.join(STATUS_FILTERS)}.")
    stamps = ["dInc", "dAlt"]
    if flag(param.get("filtrar_apenas_inclusao")):
        stamps = ["dInc"]
    elif flag(param.get("filtrar_apenas_alteracao")):
        stamps = ["dAlt"]
    first, last = day_of(param, "filtrar_por_data_de"), day_of(param, "filtrar_por_data_ate")
    return (
        (not status or _has_status(title, status, desk.today()))
        and (not flag(param.get("filtrar_apenas_titulos_em_aberto")) or title.left > 0)
        and any(between(day_of(info, stamp), first, last) for stamp in stamps)
        and _in_period(body, "data_emissao", param, "filtrar_por_emissao")
        and _in_period(body, "data_entrada", param, "filtrar_por_registro")
        and _same(body, "id_conta_corrente", param, "filtrar_conta_corrente")
        and _same(body, "codigo_cliente_fornecedor", param, "filtrar_cliente")
        and _same(body, "codigo_projeto", param, "filtrar_por_projeto")
        and _same(body, "codigo_vendedor", param, "filtrar_por_vendedor")
        and _has_tax_id(desk, body, text(param.get("filtrar_por_cpf_cnpj")))
    )


def _in_period(body: Json, tag: str, param: Json, prefix: str) -> bool:
    return between(day_of(body, tag), day_of(param, f"{prefix}_de"), day_of(param, f"{prefix}_ate"))


def _same(body: Json, tag: str, param: Json, wanted: str) -> bool:
    return not whole(param.get(wanted)) or whole(body.get(tag)) == whole(param[wanted])


def _has_tax_id(desk: Desk, body: Json, wanted: str) -> bool:
    client = desk.books.get("client", whole(body.get("codigo_cliente_fornecedor"))) if wanted else None
    digits = "".join(filter(str.isalnum, wanted))
    return not wanted or (client is not None and "".join(filter(str.isalnum, text(client.body.get("cnpj_cpf")))) == digits)


CALLS = {
    "IncluirContaPagar": Call("conta_pagar_cadastro", include),
    "AlterarContaPagar": Call("conta_pagar_cadastro", change),
    "UpsertContaPagar": Call("conta_pagar_cadastro", upsert),
    "ExcluirContaPagar": Call("conta_pagar_cadastro_chave", delete),
    "ConsultarContaPagar": Call("conta_pagar_cadastro_chave", consult),
    "ListarContasPagar": Call("lcpListarRequest", list_titles),
}
