"""Ours <-> Omie's JSON, pure. Field names and forms are Omie's (omie-api.md 2 and 3, appendix A)."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

from ap_engine.erp.forms import block, day_from_omie, day_to_omie, money, number, omie_id, text, whole
from ap_engine.erp.wire import Json
from ap_engine.model.errors import ErpRefused
from ap_engine.model.money import Money
from ap_engine.model.payable import ErpCode, ErpPayable, ErpSupplier, Payable, PayableShare, Payment
from ap_engine.model.purchasing import PurchaseOrder, PurchaseOrderLine

WHOLE = Decimal(100)
INTEGRATION_CODE_LENGTH = 60
NUMBER_LENGTH = 20
NOTE_LENGTH = 5000
ATTACHMENT_CODE_LENGTH = 20
FILE_NAME_LENGTH = 100
BAR_CODE_LENGTH = 44
SUPPLIER_TAG = "Fornecedor"


def payable_to_omie(payable: Payable) -> Json:
    """The param of IncluirContaPagar. ErpRefused when Omie could not take it; nothing needs to be sent to know that.

    The split goes as percents (`cCodDep` + `nPerDep`); mixing percents and values is what Omie's users warn of.
    """
    if not 0 < len(payable.reference) <= INTEGRATION_CODE_LENGTH:
        raise ErpRefused(f"Omie takes references of 1 to {INTEGRATION_CODE_LENGTH} characters.")
    if not payable.amount > Money.zero(payable.amount.currency):
        raise ErpRefused("Omie takes only payables above zero.")
    param: Json = {
        "codigo_lancamento_integracao": payable.reference,
        "codigo_cliente_fornecedor": omie_id(payable.supplier_erp_id, "supplier"),
        "data_vencimento": day_to_omie(payable.due_date),
        "valor_documento": payable.amount.amount,
        "codigo_categoria": payable.category_code,
        "data_previsao": day_to_omie(payable.due_date),
        "id_conta_corrente": omie_id(payable.bank_account_id, "bank account"),
        "numero_documento_fiscal": payable.invoice_number[:NUMBER_LENGTH],
        "data_entrada": day_to_omie(payable.entry_date),
        "codigo_tipo_documento": "NF" if payable.access_key else "99999",
        "distribuicao": _split(payable.shares),
        "observacao": _note(payable),
    }
    if payable.issue_date:
        param["data_emissao"] = day_to_omie(payable.issue_date)
    if payable.order_number:
        param["numero_pedido"] = payable.order_number[:NUMBER_LENGTH]
    if payable.access_key:
        param["chave_nfe"] = payable.access_key
    return param | _payment_form(payable)


def _split(shares: tuple[PayableShare, ...]) -> list[Json]:
    if shares and sum((share.percent for share in shares), Decimal(0)) != WHOLE:
        raise ErpRefused("The split over departments does not sum to 100 percent.")
    return [{"cCodDep": share.department_code, "nPerDep": share.percent} for share in shares]


def _note(payable: Payable) -> str:
    cut = len(payable.invoice_number) > NUMBER_LENGTH
    parts = [payable.note, f"Documento {payable.invoice_number}" if cut else ""]
    return "\n".join(part for part in parts if part)[:NOTE_LENGTH]


def _payment_form(payable: Payable) -> Json:
    """How Omie's bank integration will pay it: boleto before PIX, neither when the invoice named none that can be used."""
    if payable.boleto and len(bar_code(payable.boleto)) == BAR_CODE_LENGTH:
        return {"cnab_integracao_bancaria": {"codigo_forma_pagamento": "BOL", "codigo_barras_boleto": bar_code(payable.boleto)}}
    if payable.pix:
        return {"cnab_integracao_bancaria": {"codigo_forma_pagamento": "PIX", "pix_qrcode": payable.pix}}
    return {}


def bar_code(boleto: str) -> str:
    """The 44-digit bar code of a boleto, from itself or from its typed line (47 digits of a bank, 48 of a utility)."""
    digits = re.sub(r"\D", "", boleto)
    if len(digits) == 47:
        return digits[:4] + digits[32:47] + digits[4:9] + digits[10:20] + digits[21:31]
    if len(digits) == 48:
        return "".join(digits[start : start + 11] for start in range(0, 48, 12))
    return digits


def payables_from_movements(rows: list[Json], currency: str) -> list[ErpPayable]:
    """Titles with their payments, from rows of ListarMovimentos.

    Omie lists a paid title twice: as itself (CONTA_A_PAGAR, no `nCodBaixa`) and once per payment (CONTA_CORRENTE_PAG, with
    `nCodBaixa`). A payment without its title's row is left out: the caller asks for the title.
    """
    titles: dict[int, Json] = {}
    payments: dict[int, dict[int, Payment]] = {}
    for row in rows:
        detail = block(row, "detalhes")
        title, paid = whole(detail.get("nCodTitulo")), whole(detail.get("nCodBaixa"))
        if paid:
            payments.setdefault(title, {})[paid] = _payment(row, currency)
        else:
            titles[title] = row
    return [_payable(row, tuple(payments.get(title, {}).values()), currency) for title, row in titles.items() if title]


def lacking_payments(rows: list[Json]) -> set[int]:
    """Titles of the rows whose own row is missing, or says that more was paid than the listed payments come to."""
    said: dict[int, Decimal] = {}
    listed: dict[int, dict[int, Decimal]] = {}
    for row in rows:
        detail, paid = block(row, "detalhes"), number(block(row, "resumo").get("nValPago"))
        title, payment = whole(detail.get("nCodTitulo")), whole(detail.get("nCodBaixa"))
        if payment:
            listed.setdefault(title, {})[payment] = paid
        else:
            said[title] = paid
    titles = (said.keys() | listed.keys()) - {0}
    return {title for title in titles if title not in said or said[title] > sum(listed.get(title, {}).values())}


def _payment(row: Json, currency: str) -> Payment:
    """nValPago is what was settled; cash is nValPago - nDesconto + nJuros + nMulta (Omie's `resumo`)."""
    detail, sums = block(row, "detalhes"), block(row, "resumo")
    return Payment(
        id=str(whole(detail.get("nCodBaixa"))),
        paid_on=day_from_omie(detail.get("dDtPagamento")) or day_from_omie(detail.get("dDtCredito")) or date.min,
        amount=money(sums.get("nValPago"), currency),
        interest=money(sums.get("nJuros"), currency),
        fine=money(sums.get("nMulta"), currency),
        discount=money(sums.get("nDesconto"), currency),
    )


def _payable(row: Json, payments: tuple[Payment, ...], currency: str) -> ErpPayable:
    detail, sums = block(row, "detalhes"), block(row, "resumo")
    status = text(detail.get("cStatus"))
    return ErpPayable(
        erp_id=str(whole(detail.get("nCodTitulo"))),
        reference=text(detail.get("cCodIntTitulo")),
        amount=money(detail.get("nValorTitulo"), currency),
        open_amount=money(sums.get("nValAberto"), currency),
        settled=sums.get("cLiquidado") == "S",
        cancelled=status.upper() == "CANCELADO",
        status=status,
        due_date=day_from_omie(detail.get("dDtVenc")),
        supplier_erp_id=str(whole(detail.get("nCodCliente"))),
        shares=tuple(
            PayableShare(
                text(share.get("cCodDepartamento")),
                number(share.get("nDistrPercentual")),
                money(share.get("nDistrValor"), currency),
            )
            for share in row.get("departamentos") or []
        ),
        payments=tuple(sorted(payments, key=lambda payment: (payment.paid_on, payment.id))),
    )


def attachment_to_omie(erp_id: str, attachment_id: str, file_name: str, content: bytes) -> Json:
    """The param of IncluirAnexo: base64 of a zip that holds the one file; md5 of that base64 text (omie-api.md 3.7).

    The zip is the same for the same file, so a repeated call is the same payload.
    """
    name = attachment_name(file_name)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    encoded = base64.b64encode(packed.getvalue()).decode()
    return {
        "cCodIntAnexo": attachment_code(attachment_id),
        "cTabela": "conta-pagar",
        "nId": omie_id(erp_id, "payable"),
        "cNomeArquivo": name,
        "cArquivo": encoded,
        "cMd5": hashlib.md5(encoded.encode(), usedforsecurity=False).hexdigest(),
    }


def attachment_code(attachment_id: str) -> str:
    """The id itself when Omie can take it, else the first 20 digits of its sha256."""
    if len(attachment_id) <= ATTACHMENT_CODE_LENGTH:
        return attachment_id
    return hashlib.sha256(attachment_id.encode()).hexdigest()[:ATTACHMENT_CODE_LENGTH]


def attachment_name(file_name: str) -> str:
    """A name that Omie takes: no folder, one dot, at most 100 characters.

    >>> attachment_name("../nota.fiscal 12.v2.pdf")
    'nota_fiscal 12_v2.pdf'
    """
    base = re.split(r"[/\\]", file_name)[-1]
    stem, _, ending = base.rpartition(".")
    stem = re.sub(r"[.\x00-\x1f]", "_", stem or ending)[: FILE_NAME_LENGTH - 12] or "file"
    ending = re.sub(r"\W", "", ending)[:10] if base.rpartition(".")[0] else ""
    return f"{stem}.{ending}" if ending else stem


def supplier_from_omie(row: Json) -> ErpSupplier | None:
    """A supplier of ListarClientes; None for a row that is inactive or tagged as something else only."""
    tags = {text(tag.get("tag")).casefold() for tag in row.get("tags") or []}
    if row.get("inativo") == "S" or (tags and SUPPLIER_TAG.casefold() not in tags):
        return None
    tax_id = re.sub(r"[^0-9A-Z]", "", text(row.get("cnpj_cpf")).upper())
    return ErpSupplier(str(whole(row.get("codigo_cliente_omie"))), text(row.get("razao_social")), tax_id)


def department_from_omie(row: Json) -> ErpCode | None:
    """A department that may carry a share: active, and not a totalling level."""
    if row.get("inativo") == "S" or row.get("nivel_totalizador") == "S":
        return None
    return ErpCode(text(row.get("codigo")), text(row.get("descricao")))


def category_from_omie(row: Json) -> ErpCode | None:
    """An expense category that a payable may have: active, shown, not totalling."""
    shut = any(row.get(flag) == "S" for flag in ("conta_inativa", "totalizadora", "nao_exibir"))
    if shut or row.get("conta_despesa") != "S":
        return None
    return ErpCode(text(row.get("codigo")), text(row.get("descricao")))


def bank_account_from_omie(row: Json) -> ErpCode | None:
    """A current account that is in use."""
    if row.get("inativo") == "S" or row.get("bloqueado") == "S":
        return None
    return ErpCode(str(whole(row.get("nCodCC"))), text(row.get("descricao")))


def order_from_omie(row: Json, currency: str) -> PurchaseOrder:
    """A purchase order. Its number is our integration code where we gave one, else Omie's number without leading zeros."""
    head = block(row, "cabecalho_consulta")
    return PurchaseOrder(
        number=text(head.get("cCodIntPed")) or text(head.get("cNumero")).lstrip("0"),
        supplier_id=str(whole(head.get("nCodFor"))),
        currency=currency,
        issue_date=day_from_omie(head.get("dIncData")) or day_from_omie(head.get("dDtPrevisao")) or date.min,
        lines=tuple(_order_line(place, line) for place, line in enumerate(row.get("produtos_consulta") or [], start=1)),
        cost_centers=tuple(
            (text(share.get("cCodDepto")), format(number(share.get("nPerc")), "f"))
            for share in row.get("departamentos_consulta") or []
        ),
        category_code=text(head.get("cCodCateg")) or None,
    )


def _order_line(place: int, line: Json) -> PurchaseOrderLine:
    return PurchaseOrderLine(
        number=place,
        item_code=text(line.get("cProduto")) or text(line.get("cCodIntProd")) or text(line.get("nCodProd")),
        description=text(line.get("cDescricao")),
        quantity=number(line.get("nQtde")),
        unit=text(line.get("cUnidade")),
        unit_price=number(line.get("nValUnit")),
        received=number(line.get("nQtdeRec")),
    )
