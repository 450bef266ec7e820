"""Portuguese (Brazil) of the mailbox for invoices."""

from __future__ import annotations

MAIL: dict[str, str] = {
    "Mail": "E-mail",
    "From": "De",
    "What was left out": "O que ficou de fora",
    "Invoices": "Faturas",
    "Mail: {n} letter brought something that is no invoice": "E-mail: {n} mensagem trouxe algo que não é fatura",
    "Mail: {n} letters brought something that is no invoice": "E-mail: {n} mensagens trouxeram algo que não é fatura",
}
