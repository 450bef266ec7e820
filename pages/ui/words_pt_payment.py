"""Portuguese (Brazil) for suppliers, bank changes and what is wrong with how an invoice asks to be paid."""

from __future__ import annotations

PAYMENT: dict[str, str] = {
    # Holds and refusals.
    "Another account than the one on file": "Conta diferente da cadastrada",
    "Tax id with wrong check digits": "CNPJ/CPF com dígito verificador errado",
    "Cancelled at the tax authority": "Cancelada na Sefaz",
    "There is no such change of bank details.": "Esta alteração de dados bancários não existe.",
    "This change of bank details cannot go on like this.": "Esta alteração de dados bancários não pode seguir assim.",
    # The register.
    "Suppliers": "Fornecedores",
    "All suppliers": "Todos os fornecedores",
    "Supplier or tax id": "Fornecedor ou CNPJ",
    "{n} supplier": "{n} fornecedor",
    "{n} suppliers": "{n} fornecedores",
    "No supplier yet": "Nenhum fornecedor ainda",
    "They come from the ERP, or are added from an invoice that names a new one.": (
        "Vêm do ERP, ou são incluídos a partir de uma fatura que traz um novo."
    ),
    "No supplier is like this.": "Nenhum fornecedor é assim.",
    "No such supplier": "Este fornecedor não existe",
    "Find it in the list.": "Procure-o na lista.",
    "Open invoices": "Faturas abertas",
    "Last invoice": "Última fatura",
    "Last invoices": "Últimas faturas",
    "None yet.": "Nenhuma ainda.",
    "Bank change under way": "Alteração bancária em andamento",
    "Blocked": "Bloqueado",
    "No account on file": "Sem conta cadastrada",
    "Register": "Cadastro",
    "Change": "Alterar",
    "Save": "Salvar",
    "Yes": "Sim",
    "No": "Não",
    "Not yet": "Ainda não",
    "E-mail": "E-mail",
    "Category": "Categoria",
    "Telephone": "Telefone",
    "Invoices need an order": "Faturas exigem pedido",
    "In the ERP": "No ERP",
    "Registered by": "Cadastrado por",
    "A name is needed.": "Falta o nome.",
    "The register is changed.": "O cadastro foi alterado.",
    "A first number may be called back after 30 days.": "Um primeiro número só pode ser usado para confirmação após 30 dias.",
    "The account and the telephone number change by a request that is called back and agreed to.": (
        "A conta e o telefone mudam por um pedido que é confirmado por telefone e aceito por outra pessoa."
    ),
    # Where it is paid, and the change.
    "Paid to": "Pago em",
    "IBAN": "IBAN",
    "PIX key": "Chave PIX",
    "Bank, branch, account": "Banco, agência, conta",
    "The telephone number was changed lately: it cannot be called back yet.": (
        "O telefone mudou há pouco: ainda não serve para confirmação."
    ),
    "No account on file: the first one that an invoice names is shown as a risk.": (
        "Sem conta cadastrada: a primeira que uma fatura trouxer aparece como risco."
    ),
    "Agreed to: the first payment is from {day}.": "Aceita: o primeiro pagamento é a partir de {day}.",
    "Ask for another account": "Pedir outra conta",
    "Filled in with what the invoice asks for.": "Preenchido com o que a fatura pede.",
    "Where does the request come from?": "De onde vem o pedido?",
    "Nothing changes yet: the supplier is called back, and a second person agrees.": (
        "Nada muda ainda: o fornecedor é contatado por telefone e outra pessoa aceita."
    ),
    "Ask for this change": "Pedir esta alteração",
    "The change is asked for.": "A alteração foi pedida.",
    "Asked for": "Pedida",
    "Called back": "Confirmada por telefone",
    "Agreed to by a second person": "Aceita por outra pessoa",
    "See the invoice": "Ver a fatura",
    "Record a call-back": "Registrar a ligação",
    "Number on file before this was asked for": "Número cadastrado antes deste pedido",
    "There was no number on file to call when this was asked for. Refuse it, enter the number, and ask again after 30 days.": (
        "Não havia número cadastrado quando isto foi pedido. Recuse, cadastre o número e peça de novo após 30 dias."
    ),
    "Whom did you speak with?": "Com quem você falou?",
    "Day": "Dia",
    "Time": "Hora",
    "What was said?": "O que foi dito?",
    "Note": "Observação",
    "Record": "Registrar",
    "Say what came of the call.": "Diga o que resultou da ligação.",
    "The call-back is recorded.": "A ligação foi registrada.",
    "The supplier confirms the change": "O fornecedor confirma a alteração",
    "The supplier knows nothing of it": "O fornecedor não sabe de nada",
    "Nobody answered": "Ninguém atendeu",
    "Waiting for the call-back": "Aguarda a ligação",
    "Waiting for a second person": "Aguarda outra pessoa",
    "The supplier denied it": "O fornecedor negou",
    "Agreed to": "Aceita",
    "Agree to this change": "Aceitar esta alteração",
    "Take back": "Retirar",
    "Refuse": "Recusar",
    "Refuse this change": "Recusar esta alteração",
    "Why?": "Por quê?",
    "You had a hand in it: somebody else of finance agrees.": "Você participou: outra pessoa do financeiro aceita.",
    "The register has the new account.": "O cadastro tem a nova conta.",
    "The change is refused.": "A alteração foi recusada.",
    "{field}: {before} → {now}": "{field}: {before} → {now}",
    "{who} called {number}, {when}: {outcome}": "{who} ligou para {number}, {when}: {outcome}",
    "{who}, {when}: {reason}": "{who}, {when}: {reason}",
    # The log.
    "Supplier and bank change log": "Histórico do fornecedor e das contas",
    "Before and now": "Antes e agora",
    "Register changed": "Cadastro alterado",
    "Bank change asked for": "Alteração bancária pedida",
    "Bank change agreed to": "Alteração bancária aceita",
    "Bank change refused": "Alteração bancária recusada",
    # On an invoice.
    "Pay the account on file": "Pagar na conta cadastrada",
    "The account that this document names is taken off it. It is paid to the one on file, and approved anew.": (
        "A conta que este documento traz é retirada. Ele é pago na cadastrada, e aprovado de novo."
    ),
    "It is paid to the account on file.": "Será paga na conta cadastrada.",
}
