"""Portuguese (Brazil) for what is said of an invoice that may be here already."""

from __future__ import annotations

_CAME = "{id}, received on {day}, "
_VEIO = "{id}, recebida em {day}, "

DUPLICATES_SAID: dict[str, str] = {
    _CAME + "has the same access key.": _VEIO + "tem a mesma chave de acesso.",
    _CAME + "has the same number ({number}), amount and date from this supplier.": (
        _VEIO + "tem o mesmo número ({number}), valor e data deste fornecedor."
    ),
    _CAME + "was cancelled and has the same access key.": _VEIO + "foi cancelada e tem a mesma chave de acesso.",
    _CAME + "says the same, word for word.": _VEIO + "diz o mesmo, palavra por palavra.",
    _CAME + "looks the same: its scan shows the same page.": _VEIO + "é igual: a digitalização mostra a mesma página.",
    _CAME + "has the same amount and date, and its number ({number}) differs only in letters that are taken for digits.": (
        _VEIO + "tem o mesmo valor e data, e o número ({number}) só difere em letras que se confundem com dígitos."
    ),
    _CAME + "has the same number ({number}) from this supplier, with another amount or date.": (
        _VEIO + "tem o mesmo número ({number}) deste fornecedor, com outro valor ou data."
    ),
    _CAME + "asks for the same amount, was issued on the same day by this supplier, and has the number {number}.": (
        _VEIO + "cobra o mesmo valor, foi emitida no mesmo dia por este fornecedor, e tem o número {number}."
    ),
    _CAME + "has the same number ({number}) and amount, under the supplier {supplier}.": (
        _VEIO + "tem o mesmo número ({number}) e valor, no fornecedor {supplier}."
    ),
    _CAME + "had the same number ({number}) and amount in another year.": (
        _VEIO + "teve o mesmo número ({number}) e valor em outro ano."
    ),
    _CAME + "asks for the same amount, and its number ({number}) differs in one place.": (
        _VEIO + "cobra o mesmo valor, e o número ({number}) difere em uma posição."
    ),
    _CAME + "asks for the same amount, issued on {issued}, and has the number {number}.": (
        _VEIO + "cobra o mesmo valor, emitida em {issued}, e tem o número {number}."
    ),
    _CAME + "makes one sum with this one and {beside}.": _VEIO + "forma uma soma com esta e {beside}.",
    "And {n} more.": "E mais {n}.",
    "Cancel this one, or correct what was misread.": "Cancele esta, ou corrija o que foi lido errado.",
    "Compare the two. Cancel this one, or finance lets it pass.": "Compare as duas. Cancele esta, ou o financeiro a deixa passar.",
    "Compare the two.": "Compare as duas.",
}
