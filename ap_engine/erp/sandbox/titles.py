"""A title (payable) of the books with its payments: what is open, its status, and Omie's full object."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ap_engine.erp.forms import day_from_omie, number, text, whole
from ap_engine.erp.sandbox.books import Record
from ap_engine.erp.sandbox.calls import Desk
from ap_engine.erp.sandbox.fault import Fault, business, required
from ap_engine.erp.wire import Json


@dataclass(frozen=True, slots=True)
class Title:
    """A payable and the payments that stand."""

    record: Record
    payments: tuple[Record, ...]

    @property
    def total(self) -> Decimal:
        """The document's value."""
        return number(self.record.body.get("valor_documento"))

    @property
    def paid(self) -> Decimal:
        """What payments settled of it, without interest and fine."""
        return sum((number(payment.body.get("valor")) for payment in self.payments), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What is still to pay."""
        return self.total - self.paid

    @property
    def due(self) -> date:
        """The due date."""
        return day_from_omie(self.record.body.get("data_vencimento")) or date.min

    def status(self, today: date) -> str:
        """Omie's `status_titulo`. How Omie spells a part payment there is not known: it stays what its due date says."""
        if self.left <= 0:
            return "PAGO"
        if self.due == today:
            return "VENCE HOJE"
        return "A VENCER" if self.due > today else "ATRASADO"

    def row(self, desk: Desk) -> Json:
        """The object of ConsultarContaPagar; `valor_pag` is what is still to pay."""
        return self.record.body | {
            "codigo_lancamento_omie": self.record.id,
            "status_titulo": self.status(desk.today()),
            "valor_pag": self.left,
        }


def standing(payment: Record) -> bool:
    """Whether a payment was not cancelled."""
    return payment.body.get("cancelada") != "S"


def title_of(desk: Desk, record: Record) -> Title:
    """A record with its payments."""
    return Title(record, tuple(filter(standing, desk.books.children("payment", record.id))))


def all_titles(desk: Desk) -> list[Title]:
    """Every title, read in two statements."""
    payments: dict[int, list[Record]] = defaultdict(list)
    for payment in filter(standing, desk.books.all("payment")):
        payments[payment.parent or 0].append(payment)
    return [Title(record, tuple(payments[record.id])) for record in desk.books.all("payable")]


def find_title(desk: Desk, param: Json, id_tag: str, code_tag: str = "codigo_lancamento_integracao") -> Title:
    """By Omie's id or by integration code; a fault when neither is given or there is none."""
    number_given, code = whole(param.get(id_tag)), text(param.get(code_tag))
    if not number_given and not code:
        raise required(f"{id_tag}] ou [{code_tag}")
    record = desk.books.get("payable", number_given) if number_given else desk.books.by_code("payable", code)
    if record is None:
        raise not_there(number_given, code)
    return title_of(desk, record)


def not_there(number_given: int, code: str) -> Fault:
    """Omie's words for an unknown title."""
    if number_given:
        return business(105, f"Lançamento não cadastrado para o Código [{number_given}] !")
    return business(103, f"Lançamento não cadastrado para o Código de Integração [{code}]!")
