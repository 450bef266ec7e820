"""What the engine says, as templates with their Portuguese (Brazil): fields, figures, registers, the ERP; then the controls."""

from __future__ import annotations

from pages.ui.said_pt_balance import SAID_BALANCE
from pages.ui.said_pt_duplicates import DUPLICATES_SAID
from pages.ui.said_pt_match import MATCH_SAID
from pages.ui.said_pt_payment import PAYMENT_SAID
from pages.ui.said_pt_reading import READING_SAID
from pages.ui.words_pt_approval import APPROVALS_SAID
from pages.ui.words_pt_policies import SAID_OF_POLICIES

SAID: dict[str, str] = {
    **SAID_OF_POLICIES,
    **APPROVALS_SAID,
    # Fields and parties.
    "Not found on the document: {names}.": "Não encontrado no documento: {names}.",
    "Fill in {names}.": "Preencha {names}.",
    "Due on {due}, before it was issued on {issued}.": "Vence em {due}, antes da emissão em {issued}.",
    "Correct one of the two dates.": "Corrija uma das duas datas.",
    "{who} is not in the register.": "{who} não está no cadastro.",
    "Register the supplier, or choose the right one.": "Cadastre o fornecedor, ou escolha o certo.",
    "{who} is blocked.": "{who} está bloqueado.",
    "An administrator lifts the block.": "Um administrador retira o bloqueio.",
    "Addressed to {buyer}; we are {us}.": "Emitida para {buyer}; nós somos {us}.",
    "The supplier issues it to us, or finance accepts it with a reason.": (
        "O fornecedor emite em nosso nome, ou o financeiro aceita com um motivo."
    ),
    "It asks for {amount}: there is nothing to pay.": "Cobra {amount}: não há nada a pagar.",
    "Correct the total if it was misread, else finance sets it off in the ERP and cancels it here.": (
        "Corrija o total se foi mal lido; senão o financeiro compensa no ERP e cancela aqui."
    ),
    "Type the fields in, or ask for a better copy.": "Digite os campos, ou peça uma cópia melhor.",
    # Figures.
    "Line {line}: {quantity} × {price} is {product}, but the line says {net}.": (
        "Linha {line}: {quantity} × {price} dá {product}, mas a linha diz {net}."
    ),
    "Net {net} plus tax {tax} is {sum}, but the total says {gross}.": (
        "Líquido {net} mais imposto {tax} dá {sum}, mas o total diz {gross}."
    ),
    "Lines of {lines} do not come to {target}.": "As linhas somam {lines}, e não {target}.",
    "Lines of {lines} and charges {charges} do not come to {target}.": (
        "As linhas de {lines} e os acréscimos de {charges} não dão {target}."
    ),
    "Correct the line, or finance accepts it with a reason.": "Corrija a linha, ou o financeiro aceita com um motivo.",
    "Correct what was misread, or ask the supplier for a right invoice.": (
        "Corrija o que foi mal lido, ou peça ao fornecedor uma fatura certa."
    ),
    # Coding and approval.
    "Nobody said yet which cost center pays.": "Ninguém disse ainda qual centro de custo paga.",
    "Choose the cost centers.": "Escolha os centros de custo.",
    "There is no rate from {one} to {other}.": "Não há taxa de {one} para {other}.",
    "An administrator adds the rate to the policy.": "Um administrador inclui a taxa na política.",
    "Nobody who may approve this split has the authority and had no hand in the invoice.": (
        "Ninguém com alçada para este rateio deixou de participar da fatura."
    ),
    "Change the split, a leader or a limit.": "Mude o rateio, um líder ou um limite.",
    # The ERP.
    "The ERP does not know {what}.": "O ERP não conhece {what}.",
    "Register {what} in the ERP; it is fetched at the next synchronisation.": (
        "Cadastre {what} no ERP; é buscado na próxima sincronização."
    ),
    "supplier {name}": "o fornecedor {name}",
    "cost center {name}": "o centro de custo {name}",
    "In the ERP {changes}.": "No ERP {changes}.",
    "the amount is {seen}, approved was {amount}": "o valor é {seen}, foi aprovado {amount}",
    "Mend it in the ERP, or finance accepts it with a reason.": "Conserte no ERP, ou o financeiro aceita com um motivo.",
    # Which order was found, and how.
    "names order {order}, whose open amount is its total": "cita o pedido {order}, cujo saldo é o seu total",
    "names order {order}, whose open amounts are its total": "cita os pedidos {order}, cujos saldos somam o seu total",
    "names order {order}, its total is that of line {line}": "cita o pedido {order}; o total é o da linha {line}",
    "names order {order}, its total is that of lines {lines}": "cita o pedido {order}; o total é o das linhas {lines}",
    "names order {order}, which has its items; the total is a part of it or differs": (
        "cita o pedido {order}, que tem os seus itens; o total é parte dele ou difere"
    ),
    "names order {order}, its total is that of some lines, which may be chance": (
        "cita o pedido {order}; o total é o de algumas linhas, o que pode ser acaso"
    ),
    "names order {order}; the total differs from its open amount": "cita o pedido {order}; o total difere do saldo dele",
    "order {order} stands in a line's description, whose open amount is its total": (
        "o pedido {order} está na descrição de uma linha, e o saldo dele é o seu total"
    ),
    "order {order} stands in a line's description, which has its items; the total is a part of it or differs": (
        "o pedido {order} está na descrição de uma linha e tem os seus itens; o total é parte dele ou difere"
    ),
    "order {order} stands in a line's description; the total differs from its open amount": (
        "o pedido {order} está na descrição de uma linha; o total difere do saldo dele"
    ),
    "order {order} stands in a line's description, its total is that of line {line}": (
        "o pedido {order} está na descrição de uma linha; o total é o da linha {line}"
    ),
    "order {order} stands in a line's description, its total is that of lines {lines}": (
        "o pedido {order} está na descrição de uma linha; o total é o das linhas {lines}"
    ),
    "“{text}” could also be read as another order": "“{text}” também pode ser lido como outro pedido",
    "“{text}” is read as {order}, as if a scan had taken O for 0 or I for 1": (
        "“{text}” foi lido como {order}, como se a digitalização trocasse O por 0 ou I por 1"
    ),
    "“{text}” is read as {order}, without its year": "“{text}” foi lido como {order}, sem o ano",
    "no usable reference; only order {order} has this total": "sem referência útil; só o pedido {order} tem este total",
    "no usable reference; only order {order} has these items, at these prices and quantities": (
        "sem referência útil; só o pedido {order} tem estes itens, com estes preços e quantidades"
    ),
    "no order found; its item codes are on {orders}": "nenhum pedido encontrado; os códigos dos itens estão em {orders}",
    "no order found; its lines read like those of {order}, at its prices": (
        "nenhum pedido encontrado; as linhas se parecem com as de {order}, com os preços dele"
    ),
    "Its items are on {orders}.": "Os itens estão em {orders}.",
    "Its lines read like those of {order}.": "As linhas se parecem com as de {order}.",
    "no order found": "nenhum pedido encontrado",
    **READING_SAID,
    **DUPLICATES_SAID,
    **MATCH_SAID,
    **PAYMENT_SAID,
    # Money, and what is unusual.
    **SAID_BALANCE,
}
