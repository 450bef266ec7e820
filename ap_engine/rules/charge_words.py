"""Lines that are no goods but a charge: freight, insurance, a discount, by what their descriptions say (rule M8)."""

from __future__ import annotations

import re

from ap_engine.model.invoice import InvoiceLine

FREIGHT, INSURANCE, OTHER, DISCOUNT = "freight", "insurance", "other", "discount"

_FEE = r"(?:\s+(?:costs?|charges?|fees?|kosten|pauschale|gebühr(?:en)?))?"
_WORDS = {
    FREIGHT: r"fretes?|freight|carriage|shipping|postage|delivery(?=\s+(?:cost|charge|fee))|versand\w*|fracht\w*|transportkosten|portes?|"
    r"frais de (?:port|transport|livraison)|fletes?|spese di (?:trasporto|spedizione)|spedizione|verzendkosten|gastos de (?:envío|envio)|"
    r"despesas? de (?:frete|envio|transporte)|taxa de (?:frete|entrega)",
    INSURANCE: r"seguros?|insurance|versicherung|transportversicherung|assurance|assicurazione|verzekering",
    OTHER: r"taxa de embalagem|packing (?=cost|charge|fee)|verpackungskosten|mindermengenzuschlag|handling(?=\s+(?:cost|charge|fee))|"
    r"outras despesas|despesas acess[oó]rias",
    DISCOUNT: r"descontos?|discounts?|rabatt|skonto|remise|rabais|sconto|descuento|abatimento",
}  # fmt: skip
_KINDS = {kind: re.compile(rf"(?:{words}){_FEE}(?![\w])", re.IGNORECASE) for kind, words in _WORDS.items()}


def kind_of_line(line: InvoiceLine) -> str | None:
    """The kind of charge that a line is by its description's first words or by its code; None for goods and services.

    A line that takes something off is a discount, whatever it says.

    >>> from ap_engine.model.money import Money
    >>> [kind_of_line(InvoiceLine(1, text, Money.of(10, "EUR"))) for text in ("Frete CIF", "Versandkosten", "Porta de aço")]
    ['freight', 'freight', None]
    """
    if line.net.amount < 0:
        return DISCOUNT
    for kind, pattern in _KINDS.items():
        if kind != DISCOUNT and (pattern.match(line.description.strip()) or pattern.fullmatch((line.item_code or "").strip())):
            return kind
    return None
