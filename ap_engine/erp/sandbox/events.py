"""The events that Omie's webhooks carry: an object for a title, a list for payments (omie-api.md 4)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from ap_engine.erp.forms import day_from_omie
from ap_engine.erp.sandbox.books import Record
from ap_engine.erp.sandbox.calls import Desk
from ap_engine.erp.sandbox.titles import Title
from ap_engine.erp.wire import Json

AUTHOR = {"email": "no-reply@omie.com.br", "name": "Integração", "userId": 89}
COPIED = """
    baixa_bloqueada bloqueado chave_nfe codigo_categoria codigo_cliente_fornecedor codigo_cmc7_cheque
    codigo_lancamento_integracao codigo_projeto codigo_tipo_documento codigo_vendedor id_conta_corrente id_origem
    nsu numero_documento numero_documento_fiscal numero_parcela numero_pedido observacao operacao retem_cofins
    retem_csll retem_inss retem_ir retem_iss retem_pis valor_cofins valor_csll valor_documento valor_inss valor_ir
    valor_iss valor_pis
""".split()  # noqa: SIM905 (a list of forty strings reads worse)


def envelope(topic: str, event: Any, app_key: str, now: datetime, number: int) -> Json:
    """What is POSTed. The message id stays the same when a delivery is repeated."""
    message_id = uuid.uuid5(uuid.NAMESPACE_URL, f"sandbox:{app_key}:{topic}:{now.isoformat()}:{number}")
    return {
        "messageId": str(message_id),
        "topic": topic,
        "event": event,
        "author": AUTHOR,
        "appKey": app_key,
        "appHash": "sandbox",
        "origin": "omie-connect-1.6",
    }


def title_event(desk: Desk, title: Title) -> Json:
    """Incluido, Alterado, Excluido: the title as an object, dates in ISO form, no split."""
    body = title.record.body
    days = {tag: iso(desk, day_from_omie(body.get(tag))) for tag in ("data_emissao", "data_previsao", "data_vencimento")}
    return (
        {tag: body.get(tag, "") for tag in COPIED}
        | days
        | {
            "codigo_lancamento_omie": title.record.id,
            "data_registro": iso(desk, day_from_omie(body.get("data_entrada"))),
            "boleto_gerado": "",
            "pix_gerado": "",
            "situacao": title.status(desk.today()).capitalize(),
        }
    )


def payment_event(desk: Desk, title: Title, payment: Record) -> list[Json]:
    """BaixaRealizada, BaixaCancelada: a list, with the title inside."""
    paid, body = payment.body, title.record.body
    day = iso(desk, day_from_omie(paid.get("data")))
    reference = {
        "codigo_lancamento_integracao": title.record.code or "",
        "codigo_lancamento_omie": title.record.id,
        **{tag: iso(desk, day_from_omie(body.get(tag))) for tag in ("data_emissao", "data_entrada", "data_vencimento")},
        **{tag: body.get(tag, "") for tag in ("numero_documento", "numero_documento_fiscal", "numero_parcela")},
        "valor_documento": title.total,
    }
    return [
        {
            "codigo_baixa": payment.id,
            "codigo_baixa_integracao": payment.code or "",
            "codigo_cliente_fornecedor": body.get("codigo_cliente_fornecedor"),
            "codigo_conta_corrente": paid.get("codigo_conta_corrente"),
            "conta_a_pagar": [reference],
            "data": day,
            "data_cred": day,
            **{tag: paid.get(tag, 0) for tag in ("desconto", "juros", "multa")},
            "observacao": paid.get("observacao", ""),
            "tarifa": 0,
            "valor": paid.get("valor"),
        }
    ]


def iso(desk: Desk, day: date | None) -> str:
    """2025-07-29T00:00:00-03:00."""
    return datetime(day.year, day.month, day.day, tzinfo=desk.now().tzinfo).isoformat() if day else ""
