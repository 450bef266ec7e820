"""Portuguese (Brazil) for the holds queue, notices and releases."""

from __future__ import annotations

HOLDS: dict[str, str] = {
    "Invoices on hold": "Faturas bloqueadas",
    "Held longest": "Bloqueio mais antigo",
    "Held for": "Há",
    "Whose work": "Quem resolve",
    "Mine": "Meus",
    "Accounts payable": "Contas a pagar",
    "Buyer": "Comprador",
    "Receiver": "Recebimento",
    "Approver": "Aprovador",
    "None of these is on hold": "Nenhum destes está bloqueado",
    "Take another owner, or another kind.": "Escolha outro responsável ou outro tipo.",
    "{n} hold": "{n} bloqueio",
    "{n} holds": "{n} bloqueios",
    "{n} min": "{n} min",
    "{n} h": "{n} h",
    "{n} day": "{n} dia",
    "{n} days": "{n} dias",
    "for whoever decides to know": "para quem decide saber",
    "Receipts": "Recebimentos",
    "Order {order}": "Pedido {order}",
    "Say what arrived": "Informar o que chegou",
    "Received on": "Recebido em",
    "Say how much arrived.": "Informe quanto chegou.",
    "Confirm receipt": "Confirmar recebimento",
    "Invoice {number} waits": "A fatura {number} espera",
    "{received} of {ordered} {unit} received so far": "{received} de {ordered} {unit} recebidos até agora",
    "Arrived now": "Chegou agora",
    "Accepted": "Aceito",
    "“{text}” is no quantity ({line}).": "“{text}” não é uma quantidade ({line}).",
    "Receipt confirmed. What waited for it goes on.": "Recebimento confirmado. O que esperava segue adiante.",
    "No invoice waits for a receipt": "Nenhuma fatura espera um recebimento",
    "When one bills more than was received, it asks here what arrived.": (
        "Quando uma cobra mais do que foi recebido, pergunta aqui o que chegou."
    ),
    "{n} order has invoices that wait": "{n} pedido tem faturas esperando",
    "{n} orders have invoices that wait": "{n} pedidos têm faturas esperando",
}
