"""Which service answers where, and how one call is worked on: known, well formed, then done in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from ap_engine.erp.sandbox import attachments, codes, movements, orders, payables, payments, register, statement
from ap_engine.erp.sandbox.books import Books
from ap_engine.erp.sandbox.calls import Call, Desk
from ap_engine.erp.sandbox.events import envelope
from ap_engine.erp.sandbox.fault import Fault, business
from ap_engine.erp.sandbox.settings import SandboxSettings
from ap_engine.erp.sandbox.tags import check_tags
from ap_engine.erp.sandbox.webhooks import Deliverer
from ap_engine.erp.wire import Json

SERVICES: dict[str, dict[str, Call]] = {
    "financas/contapagar": payables.CALLS | payments.CALLS,
    "financas/mf": movements.CALLS,
    "financas/extrato": statement.CALLS,
    "geral/clientes": register.CALLS,
    "geral/departamentos": codes.DEPARTMENTS,
    "geral/categorias": codes.CATEGORIES,
    "geral/contacorrente": codes.ACCOUNTS,
    "geral/anexo": attachments.CALLS,
    "produtos/pedidocompra": orders.CALLS,
}


class Office:
    """The sandbox without its HTTP: books, settings and the webhook queue."""

    def __init__(self, books: Books, settings: SandboxSettings, now: Callable[[], datetime] | None = None) -> None:
        self.books = books
        self.settings = settings
        self.deliverer = Deliverer(books, settings)
        self.desk = Desk(books, now or (lambda: datetime.now(settings.zone)), self._announce)
        with books.transaction():
            codes.furnish(self.desk)

    def work(self, service: str, method: str, param: Json) -> Json:
        """Do a call; committed when this returns. Raises Fault."""
        call = find_call(service, method)
        check_tags(param, call.type_name)
        with self.books.transaction():
            answer = call.handler(self.desk, param)
        self.deliverer.wake()
        return answer

    def _announce(self, topic: str, event: Any) -> None:
        number = int(self.books.setting("events") or "0") + 1
        self.books.set_setting("events", str(number))
        self.deliverer.enqueue(envelope(topic, event, self.settings.app_key, self.desk.now(), number))


def find_call(service: str, method: str) -> Call:
    """The call of a service, or Omie's fault for one that it does not have."""
    call = SERVICES.get(service, {}).get(method)
    if call is None:
        raise Fault("Server", f'ERROR: Method "{method}" not exists')
    return call


def one_param(envelope_sent: Json) -> Json:
    """The one object in `param`."""
    params = envelope_sent.get("param")
    if not isinstance(params, list) or len(params) != 1 or not isinstance(params[0], dict) or not params[0]:
        raise business(71, "Nenhum parâmetro foi recebido em WS_PARAMS!")
    return params[0]


def as_omie_writes(value: Any) -> Any:
    """Whole amounts become whole numbers, as in Omie's answers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else value.normalize()
    if isinstance(value, dict):
        return {key: as_omie_writes(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_omie_writes(item) for item in value]
    return value
