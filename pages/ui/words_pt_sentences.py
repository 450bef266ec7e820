"""Portuguese (Brazil) for the sentences on the pages, by the English text."""

from __future__ import annotations

SENTENCES: dict[str, str] = {
    "A made-up company, an ERP that is a simulation: no money moves.": (
        "Empresa fictícia e ERP simulado: nenhum dinheiro se move."
    ),
    "A person typed this; “{value}” was read.": "Digitado por uma pessoa; foi lido “{value}”.",
    "A reason is needed: it stands in the log for good.": "É preciso um motivo: ele fica no registro para sempre.",
    "Agrees with order {orders} and what was received": "Confere com o pedido {orders} e com o recebido",
    "An approved invoice is entered in the ERP by itself, and appears here.": (
        "Uma fatura aprovada é lançada no ERP sozinha e aparece aqui."
    ),
    "Approved invoices appear here by cost center and month.": "Faturas aprovadas aparecem aqui por centro de custo e mês.",
    "Budget left after this: {amount}": "Saldo do orçamento depois desta: {amount}",
    "Choose a cost center in each row": "Escolha um centro de custo em cada linha",
    "Corrected. Confirm the fields again.": "Corrigida. Confirme os campos de novo.",
    "Document attached in the ERP": "Documento anexado no ERP",
    "Drop a supplier's XML, PDF or photo above, and it appears here as it is read.": (
        "Solte acima o XML, PDF ou foto de um fornecedor: aparece aqui enquanto é lido."
    ),
    "Each of the {n} entries carries the seal of the one before it.": "Cada um dos {n} registros leva o selo do anterior.",
    "Each share is approved by whoever leads its cost center; approvals given so far are asked again.": (
        "Cada parte é aprovada por quem lidera o centro de custo; aprovações já dadas são pedidas de novo."
    ),
    "Enter goes on, Ctrl + Enter confirms.": "Enter avança, Ctrl + Enter confirma.",
    "Every invoice passed its checks, or was released with a reason.": (
        "Toda fatura passou nas conferências, ou foi liberada com um motivo."
    ),
    "From entry {n} on, the seals do not fit. Compare with a backup.": (
        "A partir do registro {n} os selos não conferem. Compare com um backup."
    ),
    "Invoices: XML, PDF, photos or scans": "Faturas: XML, PDF, fotos ou digitalizações",
    "It is being read. This page follows by itself.": "Está sendo lida. Esta página acompanha sozinha.",
    "It is on its way to the ERP.": "Está a caminho do ERP.",
    "It is split once its fields are confirmed and matched.": "O rateio vem depois da confirmação dos campos e da conferência.",
    "Name and tax id are needed.": "Nome e CNPJ/CPF são necessários.",
    "New invoices for your cost centers appear here by themselves.": (
        "Novas faturas dos seus centros de custo aparecem aqui sozinhas."
    ),
    "No invoice here has this in its supplier, number or file name.": (
        "Nenhuma fatura aqui tem isso no fornecedor, número ou nome do arquivo."
    ),
    "No lines were read. The total is still matched and split as a whole.": (
        "Nenhuma linha foi lida. O total ainda é conferido e rateado como um todo."
    ),
    "Not on the document: typed, or taken from our own data.": "Não está no documento: digitado, ou dos nossos cadastros.",
    "Nothing is asked of you here: it was decided, or it changed.": "Nada é pedido a você aqui: foi decidida, ou mudou.",
    "Nothing was changed by this. Load the page again; if it stays, tell an administrator the word {word}.": (
        "Nada foi alterado. Carregue a página de novo; se continuar, informe a um administrador a palavra {word}."
    ),
    "Nothing was found for this.": "Nada foi encontrado para este campo.",
    "Nothing was recorded about this.": "Nada foi registrado sobre isso.",
    "Nothing was spent here in this month.": "Nada foi gasto aqui neste mês.",
    "Read with {n} % confidence only. Compare it with the document.": (
        "Lido com apenas {n} % de confiança. Compare com o documento."
    ),
    "Read with {n} % confidence; nothing independent proves it.": "Lido com {n} % de confiança; nada independente o comprova.",
    "Scans and photos are taken in, but cannot be read until an administrator runs: {command}": (
        "Digitalizações e fotos são recebidas, mas só serão lidas depois que um administrador executar: {command}"
    ),
    "Seal of the last entry: {seal}": "Selo do último registro: {seal}",
    "Sent. The invoice keeps its place.": "Enviado. A fatura mantém o seu lugar.",
    "Something independent agrees: structured data, a check digit, or sums that close.": (
        "Algo independente confirma: dados estruturados, dígito verificador ou somas que fecham."
    ),
    "Spend by month and cost center": "Gastos por mês e centro de custo",
    "Structured document, shown as text": "Documento estruturado, mostrado como texto",
    "Text recognition is not installed": "O reconhecimento de texto não está instalado",
    "The invoice is cancelled.": "A fatura foi cancelada.",
    "The link may be incomplete.": "O link pode estar incompleto.",
    "The link may be incomplete. Find the invoice in the inbox.": "O link pode estar incompleto. Procure a fatura na entrada.",
    "The newest {n} are shown. Search for older ones.": "Mostradas as {n} mais novas. Busque as mais antigas.",
    "The newest {n} entries. Search for an invoice to see all of its own.": (
        "Os {n} registros mais novos. Busque uma fatura para ver todos os dela."
    ),
    "The purchase order agrees.": "O pedido de compra confirma.",
    "The supplier register agrees.": "O cadastro de fornecedores confirma.",
    "This file has no page that can be shown. Open the original.": (
        "Este arquivo não tem página que se possa mostrar. Abra o original."
    ),
    "This is required before the invoice can go on.": "É obrigatório para a fatura seguir.",
    "This page cannot be shown. Open the original instead.": "Esta página não pode ser mostrada. Abra o original.",
    "This page could not be shown": "Esta página não pôde ser mostrada",
    "What do you want to know?": "O que você quer saber?",
    "Your question; the invoice keeps its place": "Sua pergunta; a fatura mantém o lugar",
    "and {n} more: search for it": "e mais {n}: busque",
    "and {n} more: search for them": "e mais {n}: busque",
    "to be looked at before it is paid": "a conferir antes de pagar",
    "{email} has no account here. Ask an administrator.": "{email} não tem conta aqui. Peça a um administrador.",
    "{name} is in the register.": "{name} está no cadastro.",
    "{n} invoice waits for you": "{n} fatura espera por você",
    "{n} invoices wait for you": "{n} faturas esperam por você",
    "{n} line differs from order {orders}": "{n} linha difere do pedido {orders}",
    "{n} lines differ from order {orders}": "{n} linhas diferem do pedido {orders}",
    "“{text}” is not an amount.": "“{text}” não é um valor.",
}
