"""financas/mf ListarMovimentos: each title as itself, and again once per payment, as Omie lists them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ap_engine.erp.forms import number, text, whole
from ap_engine.erp.sandbox.books import Record
from ap_engine.erp.sandbox.calls import Call, Desk, between, day_of, flag, hungarian_listing
from ap_engine.erp.sandbox.titles import Title, all_titles, title_of
from ap_engine.erp.wire import Json

ZERO = Decimal(0)
# cTpLancamento -> (titles, payments); other kinds of Omie's are not kept here
KINDS = {"": (True, True), "CP": (True, False), "CPCR": (True, False), "BX": (False, True), "BXCP": (False, True)}
# request tag -> tag of the row that it must equal
EQUAL = {
    "nCodTitulo": "nCodTitulo",
    "cCodIntTitulo": "cCodIntTitulo",
    "cNumTitulo": "cNumTitulo",
    "nCodCliente": "nCodCliente",
    "nCodCC": "nCodCC",
    "cStatus": "cStatus",
    "cNatureza": "cNatureza",
    "cNumDocFiscal": "cNumDocFiscal",
    "cCodCateg": "cCodCateg",
    "nCodMovCC": "nCodMovCC",
}
# request tag without De/Ate -> tag of the row
PERIODS = {
    "dDtEmis": "dDtEmissao",
    "dDtVenc": "dDtVenc",
    "dDtPagto": "dDtPagamento",
    "dDtPrev": "dDtPrevisao",
    "dDtReg": "dDtRegistro",
    "dDtInc": "dDtInc",
    "dDtAlt": "dDtAlt",
}


def list_movements(desk: Desk, param: Json) -> Json:
    """ListarMovimentos."""
    titles_wanted, payments_wanted = KINDS.get(text(param.get("cTpLancamento")).upper(), (False, False))
    clients = {client.id: text(client.body.get("cnpj_cpf")) for client in desk.books.all("client")}
    rows: list[Json] = []
    for title in _titles(desk, param):
        common = _common(desk, title, clients)
        if titles_wanted:
            rows.append(_title_row(common, title))
        if payments_wanted:
            rows += [_payment_row(common, title, payment) for payment in title.payments]
    wanted = _filter(param)
    shown = [row for row in rows if wanted(row["detalhes"])]
    if not flag(param.get("cExibirDepartamentos")):
        for row in shown:
            del row["departamentos"]
    return hungarian_listing(shown, param, "movimentos")


def _titles(desk: Desk, param: Json) -> list[Title]:
    """The one title that is asked for, else all of them."""
    record: Record | None
    if whole(param.get("nCodTitulo")):
        record = desk.books.get("payable", whole(param["nCodTitulo"]))
    elif text(param.get("cCodIntTitulo")):
        record = desk.books.by_code("payable", text(param["cCodIntTitulo"]))
    else:
        return all_titles(desk)
    return [title_of(desk, record)] if record else []


def _filter(param: Json) -> Callable[[Json], bool]:
    """Whether a row's details are what was asked for; only filters that were given cost anything."""
    equal = [(tag, text(param[asked])) for asked, tag in EQUAL.items() if param.get(asked)]
    periods = [(tag, day_of(param, f"{asked}De"), day_of(param, f"{asked}Ate")) for asked, tag in PERIODS.items()]
    periods = [(tag, first, last) for tag, first, last in periods if first or last]
    return lambda detail: (
        all(text(detail.get(tag)) == wanted for tag, wanted in equal)
        and all(between(day_of(detail, tag), first, last) for tag, first, last in periods)
    )


def _common(desk: Desk, title: Title, clients: dict[int, str]) -> Json:
    body = title.record.body
    return {
        "nCodTitulo": title.record.id,
        "cCodIntTitulo": title.record.code or "",
        "dDtEmissao": body["data_emissao"],
        "dDtVenc": body["data_vencimento"],
        "dDtPrevisao": body["data_previsao"],
        "nCodCliente": body["codigo_cliente_fornecedor"],
        "cCPFCNPJCliente": clients.get(whole(body["codigo_cliente_fornecedor"]), ""),
        "cStatus": title.status(desk.today()),
        "cNatureza": "P",
        "cTipo": body["codigo_tipo_documento"],
        "cNumDocFiscal": body["numero_documento_fiscal"],
        "cCodCateg": body["codigo_categoria"],
        "cChaveNFe": body["chave_nfe"],
        "observacao": body["observacao"],
    }


def _title_row(common: Json, title: Title) -> Json:
    body, info = title.record.body, title.record.body["info"]
    detail = common | {
        "cNumTitulo": body["numero_documento"],
        "cNumParcela": body["numero_parcela"],
        "nCodCC": body["id_conta_corrente"],
        "nValorTitulo": title.total,
        "dDtRegistro": body["data_entrada"],
        "dDtPagamento": title.payments[-1].body["data"] if title.payments and title.left <= 0 else "",
        "cOrigem": body["id_origem"],
        "cGrupo": "CONTA_A_PAGAR",
        **_stamps(info),
    }
    sums = {tag: _sum(title, tag) for tag in ("desconto", "juros", "multa")}
    return {
        "detalhes": detail,
        "resumo": {"cLiquidado": "S" if title.left <= 0 else "N", "nValAberto": title.left} | _paid(title.paid, sums),
        "departamentos": _split(title),
        "categorias": _categories(title),
    }


def _payment_row(common: Json, title: Title, payment: Record) -> Json:
    """The payment's side of it: Omie leaves out the title's value and number there."""
    body = payment.body
    sums = {tag: number(body.get(tag)) for tag in ("desconto", "juros", "multa")}
    paid = _paid(number(body["valor"]), sums)
    detail = common | {
        "nCodBaixa": payment.id,
        "nCodMovCC": payment.id,
        "nValorMovCC": paid["nValLiquido"],
        "nCodCC": body["codigo_conta_corrente"],
        "dDtPagamento": body["data"],
        "dDtCredito": body["data"],
        "cOrigem": "APBP",
        "cGrupo": "CONTA_CORRENTE_PAG",
        **_stamps(body["info"]),
    }
    return {"detalhes": detail, "resumo": paid, "departamentos": _split(title), "categorias": _categories(title)}


def _paid(settled: Decimal, sums: dict[str, Decimal]) -> Json:
    """nValLiquido = nValPago - nDesconto + nJuros + nMulta (Omie's reference)."""
    cash = settled - sums["desconto"] + sums["juros"] + sums["multa"]
    return {
        "nValPago": settled,
        "nDesconto": sums["desconto"],
        "nJuros": sums["juros"],
        "nMulta": sums["multa"],
        "nValLiquido": cash,
    }


def _sum(title: Title, tag: str) -> Decimal:
    return sum((number(payment.body.get(tag)) for payment in title.payments), ZERO)


def _stamps(info: Json) -> Json:
    sides = {"Inc": "Inc", "Alt": "Alt"}
    return {
        f"{prefix}{side}": info[f"{mark}{side}"] for side in sides for prefix, mark in (("dDt", "d"), ("cHr", "h"), ("cUs", "u"))
    }


def _split(title: Title) -> list[Json]:
    return [
        {"cCodDepartamento": row["cCodDep"], "nDistrPercentual": row["nPerDep"], "nDistrValor": row["nValDep"], "nValorFixo": "N"}
        for row in title.record.body["distribuicao"]
    ]


def _categories(title: Title) -> list[Json]:
    return [
        {
            "cCodCateg": row.get("codigo_categoria"),
            "nDistrPercentual": row.get("percentual", 0),
            "nDistrValor": row.get("valor", 0),
            "nValorFixo": "N",
        }
        for row in title.record.body["categorias"]
    ]


CALLS = {"ListarMovimentos": Call("mfListarRequest", list_movements)}
