"""Portuguese (Brazil) for the money block, what is worth knowing, and standing in for somebody."""

from __future__ import annotations

BALANCE: dict[str, str] = {
    "Ask the bank again": "Consultar o banco de novo",
    "Bank": "Banco",
    "In the ERP {spent} · approved or asked {committed} · open orders {ordered}": (
        "No ERP {spent} · aprovado ou em aprovação {committed} · pedidos em aberto {ordered}"
    ),
    "In the place of {name}. {why}": "No lugar de {name}. {why}",
    "Is there money for it?": "Há verba para isso?",
    "It was asked a moment ago.": "Foi consultado há um instante.",
    "No budget was set.": "Sem orçamento definido.",
    "Seen": "Visto",
    "Seen.": "Visto.",
    "Take it off the list": "Tirar da lista",
    "The ERP did not answer.": "O ERP não respondeu.",
    "The balance is not known yet": "O saldo ainda não é conhecido",
    "The balance is of this moment.": "O saldo é deste momento.",
    "What did you find?": "O que você verificou?",
    "Worth knowing": "Convém saber",
    "{balance}, asked {ago}": "{balance}, consultado {ago}",
    "{balance}, asked {ago}: older than a day": "{balance}, consultado {ago}: há mais de um dia",
    "{left} left after this": "restam {left} depois desta",
    "{missing} missing for what is due up to {until}": "faltam {missing} para o que vence até {until}",
    "{rest} left after what is due up to {until}": "restam {rest} depois do que vence até {until}",
    "{when}: {left} of {planned} left after this": "{when}: restam {left} de {planned} depois desta",
    "{when}: {left} over the budget of {planned}": "{when}: {left} acima do orçamento de {planned}",
    "Year's budget exceeded": "Orçamento do ano excedido",
    "Not enough in the bank": "Saldo insuficiente no banco",
    "Not what this supplier usually bills": "Fora do que este fornecedor costuma cobrar",
    "First invoice of a new supplier": "Primeira fatura de um fornecedor novo",
    "First payment to this account": "Primeiro pagamento a esta conta",
    "A round amount": "Valor redondo",
    "Just under an approval limit": "Pouco abaixo de um limite de aprovação",
    "Several of this supplier within days": "Várias deste fornecedor em poucos dias",
    "Dearer than it used to be": "Mais caro do que costumava ser",
}
