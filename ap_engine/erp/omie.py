"""Omie as the engine's ERP: the `Erp` protocol by Omie's real API (omie-api.md 2 and 3)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

import requests

from ap_engine.erp import forms, mapping
from ap_engine.erp.faults import AlreadyThere, NothingThere
from ap_engine.erp.limits import Limits
from ap_engine.erp.omie_setup import OmieSetup
from ap_engine.erp.transport import TIMEOUT, OnCall, Transport
from ap_engine.erp.wire import Json
from ap_engine.model.errors import ErpOutcomeUnknown, ErpRefused, ErpUnavailable
from ap_engine.model.payable import ErpCode, ErpPayable, ErpSupplier, Payable
from ap_engine.model.purchasing import PurchaseOrder

PAGE = 100  # Omie cuts larger pages to this
PAYABLES = "financas/contapagar"
MOVEMENTS = "financas/mf"


class Omie(OmieSetup):
    """Omie's API as an Erp. Thread-safe. `currency` is that of Omie's books: a payable in another one is refused.

    `base_url` ends in /api/v1/ for Omie and for the sandbox alike. `on_call` is told of every call (rule S12).
    """

    name = "Omie"

    def __init__(
        self,
        base_url: str,
        app_key: str,
        app_secret: str,
        session: requests.Session | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        *,
        on_call: OnCall | None = None,
        currency: str = "BRL",
        limits: Limits | None = None,
        timeout: tuple[float, float] = TIMEOUT,
    ) -> None:
        super().__init__(
            Transport(
                base_url,
                app_key,
                app_secret,
                session=session,
                sleep=sleep,
                clock=clock,
                on_call=on_call,
                limits=limits,
                timeout=timeout,
            ),
            currency,
        )

    def __repr__(self) -> str:
        return f"Omie({self.transport!r})"

    def post_payable(self, payable: Payable) -> ErpPayable:
        """Enter a payable (IncluirContaPagar). The reference is Omie's integration code, which is unique there (rule S1).

        A reference that is there already answers with what is there; `amount` is None when Omie did not say it.
        """
        if payable.amount.currency != self.currency:
            raise ErpRefused(f"Omie keeps its books in {self.currency}; this payable is in {payable.amount.currency}.")
        param = mapping.payable_to_omie(payable)
        try:
            answer = self.transport.call(PAYABLES, "IncluirContaPagar", param, payable.reference)
        except AlreadyThere as fault:
            there = self.find_payable(payable.reference)
            if there is None:  # Omie's lists lag behind its writes
                raise ErpOutcomeUnknown(str(fault)) from None
            return there
        erp_id = forms.whole(answer.get("codigo_lancamento_omie"))
        if not erp_id:
            raise ErpOutcomeUnknown("Omie answered without an id.")
        return ErpPayable(erp_id=str(erp_id), reference=payable.reference)

    def find_payable(self, reference: str) -> ErpPayable | None:
        """The title with our reference and its payments, by ListarMovimentos, which can look for an integration code."""
        rows = self._with_payments(self._movements({"cCodIntTitulo": reference}, reference), reference)
        found = [payable for payable in mapping.payables_from_movements(rows, self.currency) if payable.reference == reference]
        return found[0] if found else None

    def attach(self, erp_id: str, attachment_id: str, file_name: str, content: bytes) -> None:
        """Attach a file (IncluirAnexo). Omie refuses a second one with the same integration code: that is done, too."""
        param = mapping.attachment_to_omie(erp_id, attachment_id, file_name, content)
        try:
            self.transport.call("geral/anexo", "IncluirAnexo", param, attachment_id)
        except AlreadyThere:
            return

    def changed_payables(self, since: date, until: date) -> Iterable[ErpPayable]:
        """Titles with a reference that were entered, changed or paid in the period, each with all of its payments."""
        first, last = forms.day_to_omie(since), forms.day_to_omie(until)
        rows: list[Json] = []
        for kind in ("Inc", "Alt", "Pagto"):
            rows += self._movements({f"dDt{kind}De": first, f"dDt{kind}Ate": last})
        for title in sorted(mapping.lacking_payments(rows)):
            rows += self._with_payments(self._movements({"nCodTitulo": title}))
        yield from (payable for payable in mapping.payables_from_movements(rows, self.currency) if payable.reference)

    def _with_payments(self, rows: list[Json], reference: str = "") -> list[Json]:
        """The rows and, where they do not explain what a title says was paid, its payments by name (BXCP).

        ErpUnavailable when Omie's lists still contradict each other: a payment that is only not listed yet must not look
        like one that was taken back.
        """
        for title in sorted(mapping.lacking_payments(rows)):
            rows = rows + self._movements({"nCodTitulo": title, "cTpLancamento": "BXCP"}, reference)
        if mapping.lacking_payments(rows):
            raise ErpUnavailable("Omie says that something was paid and does not list the payment yet.")
        return rows

    def _movements(self, filters: Json, reference: str = "") -> list[Json]:
        """All rows of ListarMovimentos for payables; Omie says "no records" with an error, which is an empty list."""
        return list(
            self._pages(
                MOVEMENTS, "ListarMovimentos", "movimentos", filters | {"cNatureza": "P", "cExibirDepartamentos": "S"}, reference
            )
        )

    def suppliers(self) -> Iterable[ErpSupplier]:
        """Every active client of Omie that is tagged as a supplier, or not tagged at all (ListarClientes)."""
        for row in self._pages("geral/clientes", "ListarClientes", "clientes_cadastro", {}):
            supplier = mapping.supplier_from_omie(row)
            if supplier:
                yield supplier

    def departments(self) -> Iterable[ErpCode]:
        """Active departments that are not totals (ListarDepartamentos)."""
        rows = self._pages("geral/departamentos", "ListarDepartamentos", "departamentos", {})
        return (code for code in map(mapping.department_from_omie, rows) if code)

    def categories(self) -> Iterable[ErpCode]:
        """Expense categories in use (ListarCategorias)."""
        rows = self._pages("geral/categorias", "ListarCategorias", "categoria_cadastro", {})
        return (code for code in map(mapping.category_from_omie, rows) if code)

    def bank_accounts(self) -> Iterable[ErpCode]:
        """Current accounts in use (ListarContasCorrentes)."""
        rows = self._pages("geral/contacorrente", "ListarContasCorrentes", "ListarContasCorrentes", {})
        return (code for code in map(mapping.bank_account_from_omie, rows) if code)

    def bank_balance(self, bank_account_id: str, on: date) -> Decimal:
        """`nSaldoAtual` of the statement that ends on that day (ListarExtrato), in the books' currency."""
        day = forms.day_to_omie(on)
        account = forms.omie_id(bank_account_id, "bank account")
        param: Json = {"nCodCC": account, "dPeriodoInicial": day, "dPeriodoFinal": day, "cExibirApenasSaldo": "S"}
        answer = self.transport.call("financas/extrato", "ListarExtrato", param)
        return forms.money(answer.get("nSaldoAtual"), self.currency).amount

    def purchase_orders(self) -> Iterable[PurchaseOrder]:
        """Orders not yet received in full (PesquisarPedCompra); every flag is sent, their defaults are not documented."""
        shown = ("Pendentes", "RecParciais", "FatParciais", "Faturados")
        hidden = ("Recebidos", "Cancelados", "Encerrados")
        flags: Json = {f"lExibirPedidos{kind}": "T" for kind in shown} | {f"lExibirPedidos{kind}": "F" for kind in hidden}
        for row in self._pages("produtos/pedidocompra", "PesquisarPedCompra", "pedidos_pesquisa", flags):
            yield mapping.order_from_omie(row, self.currency)

    def _pages(self, endpoint: str, method: str, rows: str, filters: Json, reference: str = "") -> Iterator[Json]:
        """Rows of every page, and never a page more than the answer says there are: that would count as an error."""
        page_tag, size_tag, pages_tag = _PAGING.get(endpoint, _PAGING[""])
        page, pages = 1, 1
        while page <= pages:
            param = {page_tag: page, size_tag: PAGE} | filters
            try:
                answer = self.transport.call(endpoint, method, param, reference)
            except NothingThere:
                return
            yield from answer.get(rows) or []
            pages = forms.whole(answer.get(pages_tag))
            page += 1


# endpoint -> (page, rows a page, pages in all): each service of Omie spells them its own way (omie-api.md 1.7)
_PAGING = {
    "": ("pagina", "registros_por_pagina", "total_de_paginas"),
    MOVEMENTS: ("nPagina", "nRegPorPagina", "nTotPaginas"),
    "produtos/pedidocompra": ("nPagina", "nRegsPorPagina", "nTotalPaginas"),
}
