"""What the engine says of an invoice beside its orders, and of credit notes, as templates with their Portuguese (Brazil)."""

from __future__ import annotations

from itertools import product

_LINE = ("Line {line}, order {order} line {at}: ", "Linha {line}, pedido {order} linha {at}: ")
_KINDS = {"ordered": "pedidos", "received": "recebidos", "accepted": "aceitos"}
_SUMS = {"ordered": "pedidos", "received": "recebidos", "accepted": "aceitos"}


def _lines() -> dict[str, str]:
    """What is said of a line: quantities and amounts against what was ordered, received, accepted."""
    said = {
        "{amount} billed, and the order has no price.": "{amount} faturados, e o pedido não tem preço.",
        "{amount} billed, and the order has no quantity.": "{amount} faturados, e o pedido não tem quantidade.",
        "billed in {unit}, ordered in {ours}. The amount of {billed} is that of {quantity}.": (
            "faturada em {unit}, pedida em {ours}. O valor de {billed} é o de {quantity}."
        ),
        "{price} each, ordered at {ordered}.": "{price} por unidade, pedido a {ordered}.",
        "{price} each ({billed} billed), ordered at {ordered}.": "{price} por unidade ({billed} faturados), pedido a {ordered}.",
    }
    for what, dito in _KINDS.items():
        said[f"{{whole}} billed, {{there}} {what}."] = f"{{whole}} faturados, {{there}} {dito}."
        said[f"{{whole}} billed ({{before}} of them before), {{there}} {what}."] = (
            f"{{whole}} faturados ({{before}} deles antes), {{there}} {dito}."
        )
    for what, dito in _SUMS.items():
        said[f"an amount of {{whole}} billed, {{there}} {what}."] = f"um valor de {{whole}} faturado, {{there}} {dito}."
        said[f"an amount of {{whole}} billed ({{before}} of it before), {{there}} {what}."] = (
            f"um valor de {{whole}} faturado ({{before}} dele antes), {{there}} {dito}."
        )
    return {_LINE[0] + english: _LINE[1] + told for english, told in said.items()}


def _quantities() -> dict[str, str]:
    """What would clear a quantity: more of it, or less billed."""
    more = {
        "the order is raised to {whole}": "o pedido subir para {whole}",
        "{over} more are received": "forem recebidos mais {over}",
        "{over} more are accepted": "forem aceitos mais {over}",
    }
    less = {
        "": "",
        ", or {less} fewer are billed": ", ou forem faturados menos {less}",
        ", or {less} less is billed": ", ou {less} a menos for faturado",
    }
    return {
        f"Clears when {one}{other}.": f"Resolve se {um}{outro}."
        for (one, um), (other, outro) in product(more.items(), less.items())
    }


def _ways() -> dict[str, str]:
    """What would clear a price, a charge, a tax: the right amount, or the tolerance that it takes."""
    right = {
        "a price of {right}": ("um preço de {right}", "price", "preço"),
        "a tax of {right}": ("um imposto de {right}", "tax", "imposto"),
        "freight of {right}": ("frete de {right}", "charges", "acréscimos"),
        "insurance of {right}": ("seguro de {right}", "charges", "acréscimos"),
        "other of {right}": ("outros de {right}", "charges", "acréscimos"),
        "discount of {right}": ("desconto de {right}", "charges", "acréscimos"),
    }
    found: dict[str, str] = {}
    for english, (told, name, nome) in right.items():
        found[f"Clears at {english}."] = f"Resolve com {told}."
        for amount, valor in (("", ""), (" and {most}", " e {most}")):
            within, dentro = f"a {name} tolerance of {{percent}} %{amount}", f"tolerância de {nome} de {{percent}} %{valor}"
            found[f"Clears at {english}, or {within}."] = f"Resolve com {told}, ou {dentro}."
            found[f"Clears at {within}."] = f"Resolve com {dentro}."
    return found


def _charges() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, tipo in (("Freight", "Frete"), ("Insurance", "Seguro"), ("Other", "Outros")):
        for earlier, antes in (("", ""), (", {before} of it before", ", {before} antes")):
            for agreed, acordo in (("none agreed", "nada combinado"), ("{agreed} agreed", "{agreed} combinado")):
                found[f"{kind} of {{amount}}{earlier}, {agreed}."] = f"{tipo} de {{amount}}{antes}, {acordo}."
    return found


_LEFT = "Clears if {less} less is billed, the lines are filled in and match, or a total tolerance of {percent} %"
_RESTA = "Resolve se {less} a menos for faturado, se as linhas forem preenchidas e conferirem, ou com tolerância de total de {percent} %"

MATCH_SAID: dict[str, str] = {
    **_lines(),
    **_quantities(),
    **_ways(),
    **_charges(),
    "Line {line} is on none of the orders.": "A linha {line} não está em nenhum dos pedidos.",
    "Clears when order {orders} has this item, or finance accepts the line with a reason.": (
        "Resolve quando o pedido {orders} tiver este item, ou o financeiro aceitar a linha com um motivo."
    ),
    "Clears when the order has a price for it.": "Resolve quando o pedido tiver um preço.",
    "Clears when the order has a quantity for it.": "Resolve quando o pedido tiver uma quantidade.",
    "Clears when the order has a price and a quantity for it.": "Resolve quando o pedido tiver preço e quantidade.",
    "Clears when the supplier bills in {unit}, or the order is in the invoice's unit; else finance accepts it.": (
        "Resolve se o fornecedor faturar em {unit}, ou se o pedido estiver na unidade da fatura; senão o financeiro aceita."
    ),
    "With what was billed before it is {amount} too much.": "Com o que já foi faturado são {amount} a mais.",
    "Nothing waits for this: the supplier asks for less than was agreed.": (
        "Nada espera por isto: o fornecedor cobra menos do que o combinado."
    ),
    "A discount of {amount} was agreed, {given} given.": "Um desconto de {amount} foi combinado, {given} concedido.",
    "The supplier bills what was agreed, or finance accepts it with a reason.": (
        "O fornecedor fatura o combinado, ou o financeiro aceita com um motivo."
    ),
    "Tax of {tax}, and {expected} would be the order's for what is billed.": (
        "Imposto de {tax}; pelo pedido seria {expected} para o que é faturado."
    ),
    "No lines were read; {amount} is more than what is left of the order, {left}.": (
        "Nenhuma linha foi lida; {amount} é mais que o saldo do pedido, {left}."
    ),
    "Clears if {less} less is billed, or the lines are filled in and match.": (
        "Resolve se {less} a menos for faturado, ou se as linhas forem preenchidas e conferirem."
    ),
    f"{_LEFT} is agreed.": f"{_RESTA}.",
    f"{_LEFT} and {{most}} is agreed.": f"{_RESTA} e {{most}}.",
    "No lines were read; of what is left of the order {arrived} was received, {amount} is billed.": (
        "Nenhuma linha foi lida; do saldo do pedido foram recebidos {arrived}, e são faturados {amount}."
    ),
    "Clears when {more} more is received, or that much less is billed.": (
        "Resolve quando mais {more} for recebido, ou se tanto a menos for faturado."
    ),
    "Order {order} of {ordered} was billed by {before} without lines; with this it is {whole}.": (
        "O pedido {order} de {ordered} já teve {before} faturados sem linhas; com esta são {whole}."
    ),
    "Clears if {less} less is billed, or the invoice without lines gets its lines.": (
        "Resolve se {less} a menos for faturado, ou se a fatura sem linhas receber as linhas."
    ),
    "The invoice is in {one}, the order in {other}.": "A fatura está em {one}, o pedido em {other}.",
    "Clears when {what}.": "Resolve quando {what}.",
    "Tax of {tax}, and {expected} by the rates that the invoice says itself: {rates}.": (
        "Imposto de {tax}; pelas alíquotas da própria fatura seriam {expected}: {rates}."
    ),
    "the supplier invoices in {currency}, or order {order} is put right to {other}": (
        "o fornecedor faturar em {currency}, ou o pedido {order} for corrigido para {other}"
    ),
    "the supplier invoices in {currency}": "o fornecedor faturar em {currency}",
    "order {order} is put right to {other}": "o pedido {order} for corrigido para {other}",
    "No one change clears it: each order needs an invoice in its own currency.": (
        "Nenhuma mudança sozinha resolve: cada pedido precisa de uma fatura na sua própria moeda."
    ),
    "Nothing on the line says which item it is: the supplier names it, or finance accepts the line with a reason.": (
        "Nada na linha diz qual é o item: o fornecedor o informa, ou o financeiro aceita a linha com um motivo."
    ),
    "Order {order} was placed with another supplier, not with {supplier}.": (
        "O pedido {order} foi feito a outro fornecedor, não a {supplier}."
    ),
    "Correct the order number or the supplier.": "Corrija o número do pedido ou o fornecedor.",
    "Order {order} is not open with {supplier}.": "O pedido {order} não está aberto com {supplier}.",
    "Names no open order of {supplier}.": "Não cita pedido aberto de {supplier}.",
    "Give the right order number, place the order, or finance accepts it without one.": (
        "Informe o número certo do pedido, faça o pedido, ou o financeiro aceita sem ele."
    ),
    # Credit notes.
    "A credit note that names no invoice: it is money back, not a payable.": (
        "Uma nota de crédito que não cita fatura: é dinheiro de volta, não um título."
    ),
    "A credit note that names invoice {number}, and {why}: it is money back, not a payable.": (
        "Uma nota de crédito que cita a fatura {number}, e {why}: é dinheiro de volta, não um título."
    ),
    "there is no such invoice": "ela não existe aqui",
    "several invoices have that number": "várias faturas têm esse número",
    "its supplier is not in the register": "o fornecedor não está no cadastro",
    "it is not known what that invoice billed": "não se sabe quanto essa fatura cobrou",
    "Fill in the number of the invoice that it credits, or finance sets it off in the ERP and cancels it here.": (
        "Informe o número da fatura creditada, ou o financeiro compensa no ERP e cancela aqui."
    ),
    "{amount} are credited; invoice {number} ({id}) billed no more than {cap}.": (
        "São creditados {amount}; a fatura {number} ({id}) não cobrou mais que {cap}."
    ),
    "{amount} are credited; invoice {number} ({id}) billed no more than {cap} less earlier credits.": (
        "São creditados {amount}; a fatura {number} ({id}) não cobrou mais que {cap}, já sem créditos anteriores."
    ),
    "Clears at a credit of {cap} at most, or when it names another invoice.": (
        "Resolve com um crédito de no máximo {cap}, ou se citar outra fatura."
    ),
    "{amount} of invoice {number} ({id}) come back.": "{amount} da fatura {number} ({id}) voltam.",
    "Finance sets it off in the ERP and says so here.": "O financeiro compensa no ERP e informa aqui.",
    "Credit note {notes} is to be set off before this is paid.": "Compensar a nota de crédito {notes} antes de pagar esta.",
    "Finance sets it off in the ERP and releases this or the credit note's own hold, or the credit note is cancelled.": (
        "O financeiro compensa no ERP e libera este bloqueio ou o da nota de crédito, ou a nota de crédito é cancelada."
    ),
    "credits invoice {number}": "credita a fatura {number}",
}
