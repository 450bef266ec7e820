"""Portuguese (Brazil) for what the engine says: refusals, holds, kinds of charges."""

from __future__ import annotations

FROM_THE_ENGINE: dict[str, str] = {
    # Refusals: the classes' own sentences.
    "This invoice changed while you were looking at it. Look again before you decide.": (
        "Esta fatura mudou enquanto você a via. Veja de novo antes de decidir."
    ),
    "You do not have the authority for this.": "Você não tem alçada para isso.",
    "This cannot be done in the invoice's present state.": "Isso não pode ser feito na situação atual da fatura.",
    "Whoever entered, corrected or coded an invoice cannot approve it; somebody else has to.": (
        "Quem lançou, corrigiu ou rateou uma fatura não pode aprová-la; outra pessoa precisa fazê-lo."
    ),
    "The same request was made before with other content. Nothing was changed.": (
        "O mesmo pedido já foi feito com outro conteúdo. Nada foi alterado."
    ),
    "This supplier is not in the register.": "Este fornecedor não está no cadastro.",
    "There is no such invoice.": "Esta fatura não existe.",
    "Something required is missing or wrong on this invoice.": "Falta algo obrigatório, ou há um erro, nesta fatura.",
    "The split over cost centers does not add up.": "O rateio por centros de custo não fecha.",
    "This file cannot be taken in.": "Este arquivo não pode ser recebido.",
    "The supplier's template has a mistake.": "O modelo do fornecedor tem um erro.",
    "Another process holds the books. Go through the running application, or stop it first.": (
        "Outro processo está com os livros. Use a aplicação aberta, ou encerre-a antes."
    ),
    "The request was refused.": "O pedido foi recusado.",
    # What becomes of an upload.
    "Received. It is being read.": "Recebida. Está sendo lida.",
    # Holds.
    "Could not be read": "Não pôde ser lida",
    "Required field missing": "Falta campo obrigatório",
    "Supplier not in the register": "Fornecedor fora do cadastro",
    "Supplier is blocked": "Fornecedor bloqueado",
    "Not addressed to us": "Não é para nós",
    "Amounts do not add up": "Os valores não fecham",
    "Already received": "Já recebida",
    "Order belongs to another supplier": "Pedido de outro fornecedor",
    "Line not on the order": "Linha fora do pedido",
    "Price differs from the order": "Preço difere do pedido",
    "More than was ordered": "Mais que o pedido",
    "More than was received": "Mais que o recebido",
    "Currency differs from the order": "Moeda difere do pedido",
    "No cost center yet": "Sem centro de custo",
    "Budget exceeded": "Orçamento excedido",
    "Payment instructions disagree": "Dados de pagamento divergem",
    "Credit note without its invoice": "Nota de crédito sem a fatura",
    "Nobody can approve this": "Ninguém pode aprovar",
    "Not mapped to the ERP": "Sem correspondência no ERP",
    "The ERP refused it": "O ERP recusou",
    "The ERP shows something else": "O ERP mostra outra coisa",
    "No exchange rate": "Sem taxa de câmbio",
    "Money back, not a payable": "Dinheiro de volta, não é conta a pagar",
    # Charges of a document.
    "Freight": "Frete",
    "Insurance": "Seguro",
    "Discount": "Desconto",
}
