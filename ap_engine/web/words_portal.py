"""The portal's words in Portuguese; English is the text itself."""

from __future__ import annotations

PORTAL = {
    "Invoices for {company}": "Faturas para {company}",
    "Supplier portal": "Portal do fornecedor",
    "For {company}": "Para {company}",
    "Send invoices": "Enviar faturas",
    "PDF, XML or a photo. The XML and the PDF of one invoice belong together: send both.": (
        "PDF, XML ou foto. O XML e o PDF da mesma fatura ficam juntos: envie os dois."
    ),
    "Files": "Arquivos",
    "Photo": "Foto",
    "Up to {n} files, {mb} MB each.": "Até {n} arquivos, {mb} MB cada.",
    "Send": "Enviar",
    "Sending…": "Enviando…",
    "That is too large: at most {mb} MB each, {all} MB together.": "É grande demais: no máximo {mb} MB cada, {all} MB no total.",
    "Your invoices": "Suas faturas",
    "Nothing was sent yet.": "Nada foi enviado ainda.",
    "Older": "Mais antigas",
    "Newer": "Mais novas",
    "Look again": "Atualizar",
    "It is being read. This page looks again by itself.": "Está sendo lido. Esta página atualiza sozinha.",
    "Invoice {n}": "Fatura {n}",
    "Total": "Total",
    "Issued": "Emissão",
    "Due": "Vencimento",
    "Order": "Pedido",
    "Lines": "Itens",
    "not found": "não encontrado",
    "Received {day}": "Recebida em {day}",
    "Being read": "Em leitura",
    "Needs something from you": "Precisa de você",
    "With us": "Conosco",
    "Waiting for approval": "Aguardando aprovação",
    "Approved": "Aprovada",
    "To be paid": "A pagar",
    "To be paid on {day}": "A pagar em {day}",
    "Partly paid": "Paga em parte",
    "Paid": "Paga",
    "Paid on {day}": "Paga em {day}",
    "Not accepted. Ask whoever ordered from you.": "Não aceita. Fale com quem fez o pedido.",
    "Withdrawn": "Retirada",
    "It is held": "Está retida",
    "Clears": "Libera",
    "Something else is being looked at by us; you need not do anything about it.": (
        "Há outro ponto em análise conosco; você não precisa fazer nada."
    ),
    "This is being looked at by us; you need not do anything.": "Está em análise conosco; você não precisa fazer nada.",
    "This document is not in your company's name. We are looking at it.": (
        "Este documento não está em nome da sua empresa. Vamos verificar."
    ),
    "Number of our order": "Número do nosso pedido",
    "Correct": "Corrigir",
    "Have you the XML of this invoice? It settles what could not be read.": (
        "Você tem o XML desta fatura? Ele resolve o que não pôde ser lido."
    ),
    "Send the XML": "Enviar o XML",
    # What becomes of a file.
    "Received.": "Recebido.",
    "We have this very file already.": "Já temos este mesmo arquivo.",
    "Choose a file first.": "Escolha um arquivo primeiro.",
    "At most {n} files at once, please.": "No máximo {n} arquivos por vez, por favor.",
    "This file is empty. Send it again.": "Este arquivo está vazio. Envie de novo.",
    "This is a ZIP or Office file. Unpack it, or save the invoice as PDF, and send that.": (
        "Este é um arquivo ZIP ou do Office. Descompacte ou salve a fatura em PDF e envie."
    ),
    "This is no PDF, XML or picture, whatever its name says.": "Isto não é PDF, XML nem imagem, diga o nome o que disser.",
    "This file is larger than {mb} MB.": "Este arquivo é maior que {mb} MB.",
    "This is too large: at most {mb} MB each file, {all} MB together. Send fewer at once, or a smaller copy.": (
        "É grande demais: no máximo {mb} MB por arquivo, {all} MB no total. Envie menos por vez, ou uma cópia menor."
    ),
    # What is refused.
    "Too many requests. Try again in a moment.": "Muitas solicitações. Tente de novo em instantes.",
    "This link is not known. Ask whoever sent it to you for a new one.": (
        "Este link não é conhecido. Peça um novo a quem o enviou."
    ),
    "This link was withdrawn. Ask whoever sent it to you for a new one.": (
        "Este link foi cancelado. Peça um novo a quem o enviou."
    ),
    "This link has expired. Ask whoever sent it to you for a new one.": "Este link expirou. Peça um novo a quem o enviou.",
    "There is no such invoice here.": "Não há essa fatura aqui.",
    "This cannot be done this way.": "Isto não pode ser feito desta forma.",
    "Write the order's number.": "Escreva o número do pedido.",
    "We have no open order of yours with the number {n}. Check it, or ask whoever ordered.": (
        "Não temos pedido aberto seu com o número {n}. Confira ou pergunte a quem pediu."
    ),
    "The invoice changed meanwhile. Look again.": "A fatura mudou nesse meio-tempo. Veja de novo.",
    "This invoice cannot be changed here any more.": "Esta fatura não pode mais ser alterada aqui.",
    "The order's number is corrected.": "O número do pedido foi corrigido.",
    "Back": "Voltar",
    "Demonstration": "Demonstração",
    # Why it is held.
    "We could not read this file.": "Não conseguimos ler este arquivo.",
    "Not found on the document: {fields}.": "Não encontrado no documento: {fields}.",
    "A date on it cannot be right: it is due before it was issued.": "Uma data não pode estar certa: vence antes da emissão.",
    "It is not addressed to {company} ({tax_id}).": "Não está endereçada a {company} ({tax_id}).",
    "The tax id on it has wrong check digits.": "O CNPJ/CPF nela tem dígitos verificadores errados.",
    "Its amounts do not add up.": "Os valores não fecham.",
    "It was cancelled at the tax authority.": "Foi cancelada na autoridade fiscal.",
    "We have this invoice already.": "Já temos esta fatura.",
    "We have this invoice already: {n} of {day}.": "Já temos esta fatura: {n} de {day}.",
    "It looks like one that we have already.": "Parece uma que já temos.",
    "It looks like one that we have already: {n} of {day}.": "Parece uma que já temos: {n} de {day}.",
    "It names no open order of yours.": "Não indica um pedido seu em aberto.",
    "Line {n} is not on the order.": "O item {n} não está no pedido.",
    "The unit of line {n} differs from the order.": "A unidade do item {n} difere do pedido.",
    "The price of line {n} differs from the order.": "O preço do item {n} difere do pedido.",
    "Line {n} bills more than was ordered.": "O item {n} cobra mais do que foi pedido.",
    "Line {n} bills more than has arrived.": "O item {n} cobra mais do que chegou.",
    "Line {n} bills more than was accepted.": "O item {n} cobra mais do que foi aceito.",
    "A charge (freight or the like) was not agreed.": "Um encargo (frete ou outro) não foi combinado.",
    "The tax is not what it should be.": "O imposto não é o que deveria ser.",
    "The total differs from the order.": "O total difere do pedido.",
    "It is not in the order's currency.": "Não está na moeda do pedido.",
    "The payment data on it disagree with one another.": "Os dados de pagamento nela não batem entre si.",
    "Its payment data are not those that we have on file.": "Os dados de pagamento não são os do nosso cadastro.",
    # What would clear it.
    "Send the XML, or a sharper copy.": "Envie o XML ou uma cópia mais nítida.",
    "Send the XML, or a copy that shows it.": "Envie o XML ou uma cópia que mostre isso.",
    "Send a corrected invoice.": "Envie uma fatura corrigida.",
    "Issue it to us.": "Emita em nosso nome.",
    "Issue a new one.": "Emita uma nova.",
    "Nothing to do if it is the same. If it is another one, tell whoever ordered.": (
        "Nada a fazer se for a mesma. Se for outra, avise quem fez o pedido."
    ),
    "Give the right order number below, or ask whoever ordered.": "Informe abaixo o número certo ou pergunte a quem pediu.",
    "Ask whoever ordered to add it to the order, or correct the invoice.": (
        "Peça a quem comprou que inclua no pedido, ou corrija a fatura."
    ),
    "We call you on the telephone number that we have on file.": "Ligaremos para o telefone do nosso cadastro.",
    "if line {n} bills {to}": "se o item {n} cobrar {to}",
    "at a unit price of {to}": "com preço unitário de {to}",
    "if the {subject} is {to}": "se o valor de {subject} for {to}",
    "with a tax of {to}": "com imposto de {to}",
    "with a total of {to}": "com total de {to}",
    "once {to} more have arrived here": "quando chegarem mais {to}",
    "once {to} more are accepted here": "quando forem aceitos mais {to}",
    "if the order is changed to a quantity of {to}": "se o pedido passar para a quantidade {to}",
    "if the order is changed to a price of {to}": "se o pedido passar para o preço {to}",
    " or ": " ou ",
    "freight": "frete",
    "insurance": "seguro",
    "other": "outros encargos",
    "discount": "desconto",
    "supplier": "fornecedor",
    "invoice number": "número da fatura",
    "issue date": "data de emissão",
    "due date": "vencimento",
    "currency": "moeda",
    "net total": "total líquido",
    "tax": "imposto",
    "total": "total",
    "amount due": "valor a pagar",
}
