"""geral/departamentos, geral/categorias and geral/contacorrente: what a payable is coded with and paid from."""

from __future__ import annotations

from ap_engine.erp.forms import day_to_omie, text, whole
from ap_engine.erp.sandbox.books import Record
from ap_engine.erp.sandbox.calls import Call, Desk, amount_of, day_of, flag, listing, need
from ap_engine.erp.sandbox.fault import business, own
from ap_engine.erp.wire import Json

EXPENSE_GROUPS = {
    "2.01": "Custos Variáveis",
    "2.02": "Despesas com Pessoal",
    "2.03": "Despesas Administrativas",
    "2.04": "Despesas de Vendas e Marketing",
    "2.05": "Serviços de Terceiros",
    "2.06": "Utilidades e Telecomunicações",
    "2.07": "Fretes e Logística",
    "2.08": "Publicidade e Eventos",
    "2.09": "Despesas Financeiras",
    "2.10": "Impostos e Taxas",
}


def furnish(desk: Desk) -> None:
    """The totalling categories that Omie gives every company."""
    for code, name in EXPENSE_GROUPS.items():
        if desk.books.by_code("category", code) is None:
            desk.books.add("category", code, _category(code, name, "", "S"))


def include_department(desk: Desk, param: Json) -> Json:
    """IncluirDepartamento: `codigo` is the parent's."""
    need(param, "descricao")
    parent = desk.books.by_code("department", text(param.get("codigo")))
    if param.get("codigo") and parent is None:
        raise own(f"Departamento não cadastrado para o Código [{param['codigo']}] !")
    siblings = [each for each in desk.books.all("department") if each.parent == (parent.id if parent else None)]
    place = f"{len(siblings) + 1:03}"
    body = {
        "descricao": text(param["descricao"]),
        "estrutura": f"{parent.body['estrutura']}.{place}" if parent else place,
        "inativo": "N",
        "nivel_totalizador": "N",
    }
    number = desk.books.add("department", None, body, parent.id if parent else None)
    desk.books.sql("UPDATE records SET code = ? WHERE id = ?", str(number), number)
    if parent:
        desk.books.put(parent.id, parent.body | {"nivel_totalizador": "S"})
    words = {"cCodStatus": "0", "cDesStatus": "Departamento cadastrado com sucesso! (sandbox)"}
    return {"codigo": str(number), "descricao": body["descricao"]} | words


def consult_department(desk: Desk, param: Json) -> Json:
    """ConsultarDepartamento."""
    return _department(_by_code(desk, "department", param, "Departamento"))


def list_departments(desk: Desk, param: Json) -> Json:
    """ListarDepartamentos."""
    return listing([_department(record) for record in desk.books.all("department")], param, "departamentos")


def _department(record: Record) -> Json:
    return {"codigo": record.code} | record.body


def include_category(desk: Desk, param: Json) -> Json:
    """IncluirCategoria under a totalling one; Omie gives the code."""
    need(param, "categoria_superior", "descricao")
    above = text(param["categoria_superior"])
    parent = desk.books.by_code("category", above)
    if parent is None or parent.body["totalizadora"] != "S":
        raise own(f"Categoria não cadastrada para o Código [{above}] !")
    taken = {record.code for record in desk.books.all("category")}
    code = next(code for code in (f"{above}.{place:02}" for place in range(1, 1000)) if code not in taken)
    desk.books.add("category", code, _category(code, text(param["descricao"]), above, "N"))
    return {"codigo": code, "codigo_status": "0", "descricao_status": "Categoria cadastrada com sucesso! (sandbox)"}


def _category(code: str, name: str, above: str, totals: str) -> Json:
    expense = code.startswith("2.")
    return {
        "codigo": code,
        "descricao": name,
        "descricao_padrao": name,
        "conta_inativa": "N",
        "conta_despesa": "S" if expense else "N",
        "conta_receita": "N" if expense else "S",
        "totalizadora": totals,
        "transferencia": "N",
        "nao_exibir": "N",
        "categoria_superior": above,
    }


def consult_category(desk: Desk, param: Json) -> Json:
    """ConsultarCategoria."""
    return _by_code(desk, "category", param, "Categoria").body


def list_categories(desk: Desk, param: Json) -> Json:
    """ListarCategorias; filtrar_por_tipo gives only those that a document can have."""
    rows = [record.body for record in desk.books.all("category")]
    kind = text(param.get("filtrar_por_tipo"))
    if kind:
        wanted = "conta_despesa" if kind == "D" else "conta_receita"
        rows = [row for row in rows if row[wanted] == "S" and row["totalizadora"] == "N" and row["nao_exibir"] == "N"]
    if kind or flag(param.get("filtrar_apenas_ativo")):
        rows = [row for row in rows if row["conta_inativa"] == "N"]
    return listing(rows, param, "categoria_cadastro")


def include_account(desk: Desk, param: Json) -> Json:
    """IncluirContaCorrente."""
    need(param, "cCodCCInt", "tipo_conta_corrente", "codigo_banco", "descricao")
    code = text(param["cCodCCInt"])
    if desk.books.by_code("account", code):
        raise own(f"Conta corrente já cadastrada para o Código de Integração [{code}] !")
    opening = {
        "saldo_inicial": amount_of(param, "saldo_inicial"),
        "saldo_data": day_to_omie(day_of(param, "saldo_data") or desk.today()),
        "valor_limite": amount_of(param, "valor_limite"),
    }
    body = {"tipo": param["tipo_conta_corrente"], "inativo": "N", "bloqueado": "N"} | param | opening
    number = desk.books.add("account", code, body)
    words = {"cCodStatus": "0", "cDesStatus": "Conta corrente cadastrada com sucesso! (sandbox)"}
    return {"nCodCC": number, "cCodCCInt": code} | words


def consult_account(desk: Desk, param: Json) -> Json:
    """ConsultarContaCorrente."""
    return account_row(account_of(desk, param, "nCodCC", "cCodCCInt"))


def account_of(desk: Desk, param: Json, id_tag: str, code_tag: str) -> Record:
    """The account that a param names; Omie's own fault otherwise."""
    number, code = whole(param.get(id_tag)), text(param.get(code_tag))
    if not number and not code:
        raise business(1002, f"O preenchimento das tags [{id_tag}] ou [{code_tag}] é obrigatório!")
    record = desk.books.get("account", number) if number else desk.books.by_code("account", code)
    if record is None:
        raise business(101, "Nenhuma conta corrente foi encontrada!")
    return record


def list_accounts(desk: Desk, param: Json) -> Json:
    """ListarContasCorrentes: an opening balance, and no present one."""
    rows = [account_row(record) for record in desk.books.all("account")]
    if flag(param.get("filtrar_apenas_ativo")):
        rows = [row for row in rows if row["inativo"] == "N"]
    return listing(rows, param, "ListarContasCorrentes")


def account_row(record: Record) -> Json:
    """An account as Omie lists it."""
    return record.body | {"nCodCC": record.id, "cCodCCInt": record.code}


def _by_code(desk: Desk, kind: str, param: Json, name: str) -> Record:
    need(param, "codigo")
    record = desk.books.by_code(kind, text(param["codigo"]))
    if record is None:
        raise own(f"{name} não cadastrado para o Código [{param['codigo']}] !")
    return record


DEPARTMENTS = {
    "IncluirDepartamento": Call("departamento_incluir_request", include_department),
    "ConsultarDepartamento": Call("departamento_consultar", consult_department),
    "ListarDepartamentos": Call("departamento_listar_request", list_departments),
}
CATEGORIES = {
    "IncluirCategoria": Call("categoria_incluir", include_category),
    "ConsultarCategoria": Call("categoria_consultar", consult_category),
    "ListarCategorias": Call("categoria_list_request", list_categories),
}
ACCOUNTS = {
    "IncluirContaCorrente": Call("fin_conta_corrente_cadastro", include_account),
    "ConsultarContaCorrente": Call("fin_conta_corrente_chave", consult_account),
    "ListarContasCorrentes": Call("fin_conta_corrente_listar_request", list_accounts),
}
