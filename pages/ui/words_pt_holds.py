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
}
