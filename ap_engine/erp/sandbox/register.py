"""geral/clientes: suppliers are clients with the tag Fornecedor."""

from __future__ import annotations

from ap_engine.erp.forms import block, text, whole
from ap_engine.erp.sandbox.books import Record
from ap_engine.erp.sandbox.calls import Call, Desk, listing, need
from ap_engine.erp.sandbox.fault import Fault, business, required
from ap_engine.erp.wire import Json


def client_of(desk: Desk, param: Json, id_tag: str, code_tag: str) -> Record:
    """The client that a param names by Omie's id or by integration code; a fault otherwise."""
    number, code = whole(param.get(id_tag)), text(param.get(code_tag))
    if not number and not code:
        raise required(f"{id_tag}] ou [{code_tag}")
    record = desk.books.get("client", number) if number else desk.books.by_code("client", code)
    if record is None:
        raise _unknown(number, code)
    return record


def _unknown(number: int, code: str) -> Fault:
    if number:
        return business(105, f"Cliente não cadastrado para o Código [{number}] !")
    return business(103, f"Cliente não cadastrado para o Código de Integração [{code}] !")


def include(desk: Desk, param: Json) -> Json:
    """IncluirCliente: integration code and tax id are unique."""
    need(param, "codigo_cliente_integracao", "razao_social", "nome_fantasia")
    code = text(param["codigo_cliente_integracao"])
    there = desk.books.by_code("client", code)
    if there:
        raise business(102, f"Cliente já cadastrado para o Código de Integração [{code}] com o nCod [{there.id}] !")
    same = _with_tax_id(desk, text(param.get("cnpj_cpf")))
    if same:
        raise business(
            101,
            f"Cliente já cadastrado para o CPF/CNPJ [{param['cnpj_cpf']}] com o Id [{same[0].id}] "
            f"e código de integração [{same[0].code}] ! (add)",
        )
    body = {"inativo": "N", "tags": [], "info": desk.stamp()} | param
    return _answer(desk.books.add("client", code, body), code, "Cliente cadastrado com sucesso!")


def change(desk: Desk, param: Json) -> Json:
    """AlterarCliente: only what is given changes."""
    record = client_of(desk, param, "codigo_cliente_omie", "codigo_cliente_integracao")
    kept = {"codigo_cliente_integracao": record.code, "info": desk.stamp(record.body["info"])}
    desk.books.put(record.id, record.body | param | kept)
    return _answer(record.id, record.code or "", "Cliente alterado com sucesso!")


def consult(desk: Desk, param: Json) -> Json:
    """ConsultarCliente."""
    return _row(client_of(desk, param, "codigo_cliente_omie", "codigo_cliente_integracao"))


def list_clients(desk: Desk, param: Json) -> Json:
    """ListarClientes; filters that clientesFiltro does not know are ignored, as Omie was seen to do."""
    wanted = block(param, "clientesFiltro")
    return listing([_row(record) for record in _chosen(desk, wanted)], param, "clientes_cadastro")


def list_short(desk: Desk, param: Json) -> Json:
    """ListarClientesResumido: its rows say codigo_cliente."""
    rows = [
        {
            "codigo_cliente": record.id,
            "codigo_cliente_integracao": record.code or "",
            **{tag: record.body.get(tag, "") for tag in ("razao_social", "nome_fantasia", "cnpj_cpf")},
        }
        for record in _chosen(desk, block(param, "clientesFiltro"))
    ]
    return listing(rows, param, "clientes_cadastro_resumido")


def _chosen(desk: Desk, wanted: Json) -> list[Record]:
    return [record for record in desk.books.all("client") if _matches(record, wanted)]


def _matches(record: Record, wanted: Json) -> bool:
    body = record.body
    tags = {text(tag.get("tag")).casefold() for tag in body.get("tags") or []}
    return (
        (not wanted.get("cnpj_cpf") or _plain(text(body.get("cnpj_cpf"))) == _plain(text(wanted["cnpj_cpf"])))
        and text(wanted.get("razao_social")).casefold() in text(body.get("razao_social")).casefold()
        and text(wanted.get("nome_fantasia")).casefold() in text(body.get("nome_fantasia")).casefold()
        and whole(wanted.get("codigo_cliente_omie")) in (0, record.id)
        and text(wanted.get("codigo_cliente_integracao")) in ("", record.code)
        and text(wanted.get("inativo")) in ("", body.get("inativo"))
        and all(text(tag.get("tag")).casefold() in tags for tag in wanted.get("tags") or [])
    )


def _with_tax_id(desk: Desk, tax_id: str) -> list[Record]:
    return _chosen(desk, {"cnpj_cpf": tax_id}) if tax_id else []


def _plain(tax_id: str) -> str:
    return "".join(filter(str.isalnum, tax_id)).upper()


def _row(record: Record) -> Json:
    return {"codigo_cliente_omie": record.id} | {tag: value for tag, value in record.body.items() if tag != "codigo_cliente_omie"}


def _answer(number: int, code: str, words: str) -> Json:
    return {"codigo_cliente_omie": number, "codigo_cliente_integracao": code, "codigo_status": "0", "descricao_status": words}


CALLS = {
    "IncluirCliente": Call("clientes_cadastro", include),
    "AlterarCliente": Call("clientes_cadastro", change),
    "ConsultarCliente": Call("clientes_cadastro_chave", consult),
    "ListarClientes": Call("clientes_list_request", list_clients),
    "ListarClientesResumido": Call("clientes_list_request", list_short),
}
