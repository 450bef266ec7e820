"""Writes that furnish a company in Omie: suppliers, departments, categories, accounts, orders, and payments.

The engine never needs them: a real company has all of this. They build the demonstration company, by the same API.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ap_engine.erp import forms, mapping
from ap_engine.erp.transport import Transport
from ap_engine.erp.wire import Json
from ap_engine.model.errors import ErpOutcomeUnknown
from ap_engine.model.purchasing import PurchaseOrder


class OmieSetup:
    """The set-up calls. Each answers with Omie's id, as text, and raises the ErpErrors of the port."""

    def __init__(self, transport: Transport, currency: str) -> None:
        self.transport = transport
        self.currency = currency

    def include_supplier(self, code: str, name: str, tax_id: str, email: str = "") -> str:
        """IncluirCliente, tagged as a supplier; `code` is our integration code."""
        param: Json = {
            "codigo_cliente_integracao": code,
            "razao_social": name[:60],
            "nome_fantasia": name[:100],
            "cnpj_cpf": tax_id,
            "email": email,
            "tags": [{"tag": mapping.SUPPLIER_TAG}],
        }
        return self._id("geral/clientes", "IncluirCliente", param, "codigo_cliente_omie")

    def include_department(self, name: str, parent: str = "") -> str:
        """IncluirDepartamento under a parent's code."""
        return self._id("geral/departamentos", "IncluirDepartamento", {"codigo": parent, "descricao": name}, "codigo")

    def include_category(self, name: str, parent: str = "2.01") -> str:
        """IncluirCategoria under a totalling category, an expense by default."""
        return self._id("geral/categorias", "IncluirCategoria", {"categoria_superior": parent, "descricao": name}, "codigo")

    def include_bank_account(self, code: str, name: str, opening_balance: Decimal, on: date, bank: str = "001") -> str:
        """IncluirContaCorrente with an opening balance in the books' currency."""
        param: Json = {
            "cCodCCInt": code,
            "tipo_conta_corrente": "CC",
            "codigo_banco": bank,
            "descricao": name,
            "saldo_inicial": opening_balance,
            "saldo_data": forms.day_to_omie(on),
        }
        return self._id("geral/contacorrente", "IncluirContaCorrente", param, "nCodCC")

    def include_purchase_order(self, order: PurchaseOrder, due: date) -> str:
        """IncluirPedCompra; `supplier_id` and `cost_centers` of the order are Omie's codes here. `due` is the expected day."""
        param: Json = {
            "cabecalho_incluir": {
                "cCodIntPed": order.number,
                "dDtPrevisao": forms.day_to_omie(due),
                "nCodFor": forms.omie_id(order.supplier_id, "supplier"),
                "cCodCateg": order.category_code or "",
            },
            "produtos_incluir": [
                {
                    "cCodIntItem": str(line.number),
                    "cProduto": line.item_code,
                    "cDescricao": line.description,
                    "cUnidade": line.unit,
                    "nQtde": line.quantity,
                    "nValUnit": line.unit_price,
                }
                for line in order.lines
            ],
            "departamentos_incluir": [{"cCodDepto": code, "nPerc": Decimal(percent)} for code, percent in order.cost_centers],
        }
        return self._id("produtos/pedidocompra", "IncluirPedCompra", param, "nCodPed")

    def pay(
        self,
        reference: str,
        amount: Decimal,
        on: date,
        *,
        code: str = "",
        interest: Decimal = Decimal(0),
        fine: Decimal = Decimal(0),
        discount: Decimal = Decimal(0),
    ) -> str:
        """LancarPagamento on the title with our reference, as finance does in Omie; `code` is its integration code."""
        param: Json = {
            "codigo_lancamento_integracao": reference,
            "codigo_baixa_integracao": code,
            "valor": amount,
            "juros": interest,
            "multa": fine,
            "desconto": discount,
            "data": forms.day_to_omie(on),
        }
        return self._id("financas/contapagar", "LancarPagamento", param, "codigo_baixa", reference)

    def change_amount(self, reference: str, amount: Decimal) -> None:
        """AlterarContaPagar on the title with our reference, as somebody may do inside Omie after the approval."""
        param: Json = {"codigo_lancamento_integracao": reference, "valor_documento": amount}
        self.transport.call("financas/contapagar", "AlterarContaPagar", param, reference)

    def cancel_payment(self, payment_id: str) -> None:
        """CancelarPagamento by Omie's payment id."""
        param: Json = {"codigo_baixa": forms.omie_id(payment_id, "payment")}
        self.transport.call("financas/contapagar", "CancelarPagamento", param, payment_id)

    def _id(self, endpoint: str, method: str, param: Json, tag: str, reference: str = "") -> str:
        given = forms.text(self.transport.call(endpoint, method, param, reference).get(tag))
        if not given:
            raise ErpOutcomeUnknown(f"Omie answered {method} without an id.")
        return given
