"""What the reader says of a file that it could not read, or not wholly, with its Portuguese (Brazil)."""

from __future__ import annotations

READING_SAID: dict[str, str] = {
    "The letter is larger than {size} MB.": "O e-mail tem mais de {size} MB.",
    "The letter is damaged and cannot be opened ({kind}).": "O e-mail está danificado e não pode ser aberto ({kind}).",
    "The letter has no file.": "O e-mail não tem anexo.",
    "Only {most} files of a letter are taken.": "Só são aceitos {most} anexos de cada e-mail.",
    "This is a web page. Ask the supplier for the invoice as PDF or XML.": (
        "Isto é uma página da web. Peça ao fornecedor a fatura em PDF ou XML."
    ),
    "A letter from {sender} could not be taken in. It stays in the mailbox and is tried again.": (
        "Um e-mail de {sender} não pôde ser recebido. Ele fica na caixa e será tentado de novo."
    ),
    "The mailbox at {host} cannot be read: {words}": "A caixa de e-mail em {host} não pode ser lida: {words}",
    "A mailbox elsewhere is only opened over an encrypted connection: imaps://…": (
        "Uma caixa de e-mail externa só é aberta por conexão criptografada: imaps://…"
    ),
    "Page {page} is hard to read. Check every field, or ask the supplier for a sharper copy.": (
        "A página {page} é difícil de ler. Confira cada campo, ou peça ao fornecedor uma cópia mais nítida."
    ),
    "This file is empty. Ask the supplier to send it again.": "Este arquivo está vazio. Peça ao fornecedor que envie de novo.",
    "This is a ZIP or Office file. Unpack it, or save the invoice as PDF, and upload that.": (
        "Este é um arquivo ZIP ou do Office. Descompacte, ou salve a fatura em PDF, e envie o resultado."
    ),
    "This is no PDF, XML or picture (PNG, JPEG, TIFF, WEBP), whatever its name says. Ask the supplier for one of these.": (
        "Isto não é PDF, XML nem imagem (PNG, JPEG, TIFF, WEBP), diga o nome o que disser. Peça um destes ao fornecedor."
    ),
    "This PDF has no pages. Ask the supplier to send it again.": "Este PDF não tem páginas. Peça ao fornecedor que envie de novo.",
    "This PDF is locked: it needs its password. Ask the supplier for an unlocked copy.": (
        "Este PDF está protegido por senha. Peça ao fornecedor uma cópia sem senha."
    ),
    "This PDF is damaged or was cut off while it was sent. Ask the supplier to send it again.": (
        "Este PDF está danificado ou foi cortado no envio. Peça ao fornecedor que envie de novo."
    ),
    "This PDF has {count} pages; only the first {read} were read.": "Este PDF tem {count} páginas; só as primeiras {read} foram lidas.",
    "Page {page} of this PDF is damaged; what follows was not read.": (
        "A página {page} deste PDF está danificada; o que vem depois não foi lido."
    ),
    "This PDF has more text than any invoice; it was read up to page {page}.": (
        "Este PDF tem mais texto que qualquer fatura; foi lido até a página {page}."
    ),
    "This picture has {count} pages; only the first {read} were read.": (
        "Esta imagem tem {count} páginas; só as primeiras {read} foram lidas."
    ),
    "{count} pages of this PDF are scans; the first {read} of them were read.": (
        "{count} páginas deste PDF são digitalizadas; as primeiras {read} foram lidas."
    ),
    "This file is larger than {size} MB, the most that is read. Ask for a smaller one.": (
        "Este arquivo passa de {size} MB, o máximo que é lido. Peça um menor."
    ),
    "This document took too long to read and was given up. Enter its fields by hand, or ask for a plainer copy.": (
        "A leitura deste documento demorou demais e foi interrompida. Digite os campos, ou peça uma cópia mais simples."
    ),
    "This document needs more memory than one document may use. Ask the supplier for a smaller copy.": (
        "Este documento exige mais memória do que um documento pode usar. Peça ao fornecedor uma cópia menor."
    ),
    "The file is no longer there.": "O arquivo não está mais lá.",
    "No invoice number and no total were found on this document.": "Não foram encontrados número nem total neste documento.",
    "Nothing could be read from this document.": "Nada pôde ser lido deste documento.",
    "This XML file is too large or too deeply nested to be an invoice; it was not read.": (
        "Este XML é grande ou aninhado demais para ser uma fatura; não foi lido."
    ),
    "This XML file declares a document type or entities, which no invoice needs; it was not read.": (
        "Este XML declara um tipo de documento ou entidades, de que nenhuma fatura precisa; não foi lido."
    ),
    "This XML file holds more than {count} invoices; it was not read.": "Este XML tem mais de {count} faturas; não foi lido.",
    "This XML file is no invoice that can be read: it is {what}.": "Este XML não é uma fatura que se possa ler: é {what}.",
    "This file is not well-formed XML and could not be read: {reason}.": (
        "Este arquivo não é um XML bem formado e não pôde ser lido: {reason}."
    ),
    "This is no invoice: it says that the document {key} was cancelled at the tax authority.": (
        "Isto não é uma fatura: diz que o documento {key} foi cancelado no fisco."
    ),
    # What the ERP refused is in the ERP's own words.
    "Mend what the ERP names, then release this hold to send it again.": (
        "Conserte o que o ERP aponta e depois libere este bloqueio para enviar de novo."
    ),
}
