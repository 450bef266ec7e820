"""What the engine says, as templates with their Portuguese (Brazil): fields, figures, registers, the ERP; then the controls."""

from __future__ import annotations

SAID: dict[str, str] = {
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
}
