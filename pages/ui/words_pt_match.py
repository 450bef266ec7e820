"""Portuguese (Brazil) for the match card and the holds of orders, receipts and credit notes."""

from __future__ import annotations

MATCH: dict[str, str] = {
    # Holds.
    "Order without price or quantity": "Pedido sem preço ou quantidade",
    "Unit differs from the order": "Unidade diferente do pedido",
    "Billed below the order's price": "Faturado abaixo do preço do pedido",
    "More than was accepted": "Mais que o aceito",
    "Freight or charge not agreed": "Frete ou acréscimo não combinado",
    "Tax is not what it should be": "Imposto diferente do devido",
    "Total differs from the order": "Total diferente do pedido",
    "Credit is more than was billed": "Crédito maior que o faturado",
    "A credit is to be set off": "Crédito a compensar",
    # The card.
    "Accepted": "Aceito",
    "Cheaper": "Mais barato",
    "More than accepted": "Mais que o aceito",
    "Other unit": "Outra unidade",
    "No price in the order": "Pedido sem preço",
    "A charge": "Acréscimo",
    "Other charge": "Outro acréscimo",
    "Equation": "Conta",
    "Gives back": "Devolve",
    "Differs": "Difere",
    "Order {order}": "Pedido {order}",
    "the invoice says {said}": "a fatura diz {said}",
    "tolerance {percent} or {amount}": "tolerância {percent} ou {amount}",
    "tolerance {percent} and {amount}": "tolerância {percent} e {amount}",
    "{n} ordered": "{n} pedidos",
    "{n} received": "{n} recebidos",
    "{n} accepted": "{n} aceitos",
    "{n} before": "{n} antes",
    "{n} now": "{n} agora",
    "{n} left": "restam {n}",
    "{n} agreed": "{n} combinado",
    "{n} amount beside the lines differs from order {orders}": "{n} valor além das linhas difere do pedido {orders}",
    "{n} amounts beside the lines differ from order {orders}": "{n} valores além das linhas diferem do pedido {orders}",
    "Money back for {invoice}": "Dinheiro de volta de {invoice}",
}
