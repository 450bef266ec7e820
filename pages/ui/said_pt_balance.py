"""What the engine says of money and of unusual things, with its Portuguese (Brazil)."""

from __future__ import annotations

_AMOUNTS = {
    "Usually {seen}, {every}; this one of {amount} is more than {band} above {usual}.": (
        "Costuma ser {seen}, {every}; esta de {amount} está mais de {band} acima de {usual}."
    ),
    "Usually {seen}, {every}; this one of {amount} is more than {band} below {usual}.": (
        "Costuma ser {seen}, {every}; esta de {amount} está mais de {band} abaixo de {usual}."
    ),
}
_COUNTS = {
    "Usual is one bill, {rhythm}; there is one of {days} already.": "O usual é uma conta, {rhythm}; já há uma de {days}.",
    "Usual are {n} bills, {rhythm}; there is one of {days} already.": "O usual são {n} contas, {rhythm}; já há de {days}.",
}

SAID_BALANCE: dict[str, str] = {
    # Budgets and the bank.
    "{center} has a budget of {amount} in {when}; its share is {share}.": (
        "{center} tem um orçamento de {amount} em {when}; sua parte é {share}."
    ),
    "{center} has {left} left of {amount} in {when}; its share is {share}.": (
        "{center} tem {left} de {amount} em {when}; sua parte é {share}."
    ),
    "{center} has overspent its {amount} by {over} in {when}; its share is {share}.": (
        "{center} passou {over} dos seus {amount} em {when}; sua parte é {share}."
    ),
    "Raise the budget by {amount}, change the split, or finance accepts it with a reason.": (
        "Aumente o orçamento em {amount}, mude o rateio, ou o financeiro aceita com um motivo."
    ),
    "{bank} does not have what falls due up to {day} with this invoice of {amount}.": (
        "{bank} não tem o que vence até {day} com esta fatura de {amount}."
    ),
    "{missing} are missing: the bank has {balance} (as of {day}), and {due} are to be paid besides this.": (
        "Faltam {missing}: o banco tem {balance} (em {day}), e há {due} a pagar além desta."
    ),
    "{missing} are missing: the bank has {balance} (as of {day}, older than a day), and {due} are to be paid besides this.": (
        "Faltam {missing}: o banco tem {balance} (em {day}, há mais de um dia), e há {due} a pagar além desta."
    ),
    "{missing} are missing: the bank has {balance}, of which {keep} stay (as of {day}), and {due} are to be paid besides this.": (
        "Faltam {missing}: o banco tem {balance}, dos quais {keep} ficam (em {day}), e há {due} a pagar além desta."
    ),
    "{missing} are missing: the bank has {balance}, of which {keep} stay (as of {day}, older than a day), and {due} are to be paid "
    "besides this.": (
        "Faltam {missing}: o banco tem {balance}, dos quais {keep} ficam (em {day}, há mais de um dia), e há {due} a pagar além desta."
    ),
    "It clears with money in the account, or finance accepts it with a reason.": (
        "Libera com dinheiro na conta, ou o financeiro aceita com um motivo."
    ),
    # What a supplier usually bills.
    **_AMOUNTS,
    **_COUNTS,
    # Both at once, in one template: the end of the first sentence would swallow the second.
    **{f"{first[0]} {second[0]}": f"{first[1]} {second[1]}" for first in _AMOUNTS.items() for second in _COUNTS.items()},
    "each week": "por semana",
    "each fortnight": "por quinzena",
    "each month": "por mês",
    "every two months": "a cada dois meses",
    "each quarter": "por trimestre",
    "each half-year": "por semestre",
    "each year": "por ano",
    "every {n} days": "a cada {n} dias",
    "without a rhythm": "sem ritmo",
    "A bill of {low} to {high} is usual; or finance accepts this one with a reason.": (
        "O usual é uma conta de {low} a {high}; ou o financeiro aceita esta com um motivo."
    ),
    "Finance accepts it with a reason, or it is cancelled as one too many.": (
        "O financeiro aceita com um motivo, ou ela é cancelada por estar sobrando."
    ),
    # Risks.
    "No invoice of {supplier} was ever accepted.": "Nenhuma fatura de {supplier} foi aceita até hoje.",
    "It was registered on {day} by {who}.": "Foi cadastrado em {day} por {who}.",
    "the ERP's register": "cadastro do ERP",
    "Ask who ordered from them; it is told until a first invoice is approved.": (
        "Pergunte quem comprou deles; isto é dito até que uma primeira fatura seja aprovada."
    ),
    "The register has no account of {supplier}, and nothing was paid to {account} before.": (
        "O cadastro não tem conta de {supplier}, e nada foi pago a {account} antes."
    ),
    "Confirm the account on a number that is on file, and put it into the register.": (
        "Confirme a conta por um telefone já cadastrado e inclua-a no cadastro."
    ),
    "{amount} is a multiple of {step}, and neither an order nor what {supplier} usually bills explains it.": (
        "{amount} é múltiplo de {step}, e nem um pedido nem o que {supplier} costuma cobrar explica isso."
    ),
    "See on the document what it is made of.": "Veja no documento do que se compõe.",
    "{amount} is just under the {limit} {words}.": "{amount} está pouco abaixo de {limit}, {words}.",
    "from which on the director approves too": "a partir dos quais a diretoria também aprova",
    "up to which nobody is asked": "até os quais ninguém é consultado",
    "up to which {leader} approves for {center}": "até os quais {leader} aprova para {center}",
    "See whether the rest was put on another invoice.": "Veja se o resto foi posto em outra fatura.",
    "With {names} it comes to {whole} within {days} days: each is under the {limit} {words}, together they are not.": (
        "Com {names} dá {whole} em {days} dias: cada uma está abaixo de {limit}, {words}; juntas não estão."
    ),
    "{n} invoices of this supplier are of {day}: this one and {names}.": "{n} faturas deste fornecedor são de {day}: esta e {names}.",
    "Look at them side by side: they may be parts of one purchase.": "Veja-as lado a lado: podem ser partes de uma só compra.",
    "{what}: {price}, {more} % above the {usual} of {n} earlier bills.": "{what}: {price}, {more} % acima de {usual} de {n} faturas anteriores.",
    "The whole bill": "A conta inteira",
    "Ask the buyer whether the new price was agreed.": "Pergunte ao comprador se o novo preço foi combinado.",
    # Who is asked.
    "With the supplier's other bills of these days {center} pays {whole}, above {leader}'s limit.": (
        "Com as outras faturas do fornecedor nestes dias, {center} paga {whole}, acima do limite de {leader}."
    ),
}
