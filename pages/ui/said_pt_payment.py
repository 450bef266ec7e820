"""What the engine says about payment instructions, accounts and fiscal status, as templates with their Portuguese (Brazil)."""

from __future__ import annotations

from itertools import combinations

_VERBS = (
    ("says", "say", "diz", "dizem"),
    ("asks for", "ask for", "cobra", "cobram"),
    ("is due on", "are due on", "vence em", "vencem em"),
    ("has the number", "have the number", "tem o número", "têm o número"),
    ("has the total", "have the total", "tem o total", "têm o total"),
)
_BEFORE = (("", ""), ("Not the same {what}: ", "Divergem ({what}): "), ("Another {what}: ", "Mudou ({what}): "))


# In the order in which they are named.
_SOURCES = {
    "the XML": "o XML",
    "the document": "o documento",
    "the correction": "a correção",
    "the invoice": "a fatura",
    "the boleto": "o boleto",
    "the PIX code": "o código PIX",
    "the page": "a página",
    "the register": "o cadastro",
    "the last payment": "o último pagamento",
}


def _sources() -> dict[str, str]:
    """Each source, and two or three of them together, at the beginning of a sentence and inside."""
    told: dict[str, str] = {}
    for number in (1, 2, 3):
        for names in combinations(_SOURCES, number):
            own = [_SOURCES[name] for name in names]
            english = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
            portuguese = " e ".join(filter(None, (", ".join(own[:-1]), own[-1])))
            told[english] = portuguese
            told[english[0].upper() + english[1:]] = portuguese[0].upper() + portuguese[1:]
    return told


def _disagreements() -> dict[str, str]:
    """Two groups of sources with two values, of one source or several each: the odd one out stands first."""
    return {
        f"{before}{{one}} {verb[first]} {{this}}; {{other}} {verb[second]} {{that}}.{rest}": (
            f"{told}{{one}} {verb[first + 2]} {{this}}; {{other}} {verb[second + 2]} {{that}}.{rest}"
        )
        for before, told in _BEFORE
        for verb in _VERBS
        for first, second in ((0, 0), (0, 1), (1, 1))
        for rest in ("", " {rest}")
    }


PAYMENT_SAID: dict[str, str] = {
    **_sources(),
    # What disagrees.
    **_disagreements(),
    "Not the same boleto: the page prints {printed}, the XML says {said}.": (
        "Boletos diferentes: a página imprime {printed}, o XML diz {said}."
    ),
    "IBAN": "IBAN",
    "PIX key": "chave PIX",
    "boleto's bank": "banco do boleto",
    "bank of the boleto": "banco do boleto",
    "the IBAN": "o IBAN",
    "the PIX key": "a chave PIX",
    "the bank account": "a conta bancária",
    "the IBAN, the bank account": "o IBAN, a conta bancária",
    "the IBAN, the PIX key": "o IBAN, a chave PIX",
    "the PIX key, the bank account": "a chave PIX, a conta bancária",
    "the bank account, the PIX key": "a conta bancária, a chave PIX",
    "The IBAN {iban} has wrong check digits.": "O IBAN {iban} tem dígitos verificadores errados.",
    "The boleto {boleto} has wrong check digits.": "O boleto {boleto} tem dígitos verificadores errados.",
    "The PIX code has a wrong check sum.": "O código PIX tem a soma de verificação errada.",
    "The PIX code on the document has a wrong check sum.": "O código PIX do documento tem a soma de verificação errada.",
    "The PIX key is the tax id {key}; the supplier's is {own}.": "A chave PIX é o CNPJ/CPF {key}; o do fornecedor é {own}.",
    "The PIX code pays “{name}”, and the supplier is {supplier}.": "O código PIX paga “{name}”, e o fornecedor é {supplier}.",
    "Ask the supplier on a number on file, then correct what is wrong; finance may let it pass with a reason.": (
        "Pergunte ao fornecedor por um número cadastrado e corrija o que está errado; o financeiro pode liberar com um motivo."
    ),
    # Another account.
    "The {what} {value} is not on file; the register has {names} of this supplier.": (
        "{what} {value} não consta do cadastro; o cadastro tem {names} deste fornecedor."
    ),
    "This change was asked for on {day}; the call-back is missing.": "Esta alteração foi pedida em {day}; falta a ligação.",
    "This change was asked for on {day} and confirmed by telephone; a second person has to agree.": (
        "Esta alteração foi pedida em {day} e confirmada por telefone; falta outra pessoa aceitar."
    ),
    "Called back, the supplier denied this change of {day}: treat it as fraud.": (
        "Por telefone, o fornecedor negou esta alteração de {day}: trate como fraude."
    ),
    "This change was refused: {why}": "Esta alteração foi recusada: {why}",
    "The {what} {value} was agreed to on {day}: first payment to it from {first}.": (
        "{what} {value} foi aceito em {day}: primeiro pagamento a partir de {first}."
    ),
    "It clears by itself on that day.": "O bloqueio sai sozinho nesse dia.",
    "Ask for this change under Suppliers: the supplier is called back on the number on file, and a second person agrees.": (
        "Peça esta alteração em Fornecedores: liga-se para o número cadastrado e outra pessoa aceita."
    ),
    "Or pay the account on file: correct the payment details here.": "Ou pague na conta cadastrada: corrija aqui os dados de pagamento.",
    "Or cancel this invoice.": "Ou cancele esta fatura.",
    # Tax id and tax authority.
    "The check digits of {tax_id} do not fit: no company has this tax id.": (
        "Os dígitos de {tax_id} não conferem: nenhuma empresa tem este CNPJ/CPF."
    ),
    "Correct it if it was misread; else ask the supplier for a right document.": (
        "Corrija se foi mal lido; senão peça ao fornecedor um documento certo."
    ),
    "Cancelled at the tax authority on {day}, protocol {protocol}.": "Cancelada na Sefaz em {day}, protocolo {protocol}.",
    "{key} takes its place.": "{key} a substitui.",
    "Reason: {why}": "Motivo: {why}",
    "Cancel this invoice; a new document of the supplier takes its place.": (
        "Cancele esta fatura; um novo documento do fornecedor a substitui."
    ),
    "It is in the ERP already: stop the payment there, and have the payable taken back.": (
        "Já está no ERP: pare o pagamento lá e peça o estorno do título."
    ),
    "It was paid already: ask the supplier for the money back.": "Já foi paga: peça o dinheiro de volta ao fornecedor.",
}
