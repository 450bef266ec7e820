"""Labels as they are looked up: every phrase of `label_words` and `label_words_amounts`, squeezed, with what it names."""

from __future__ import annotations

from ap_engine.extraction import label_words_further
from ap_engine.extraction.label_phrases import DATES, NUMBERS, ORDERS, expand
from ap_engine.extraction.label_words import DATE_LABELS, NUMBER_LABELS
from ap_engine.extraction.label_words_amounts import AMOUNT_LABELS, PARTY_LABELS
from ap_engine.extraction.text import phrases, squeeze


def _table() -> dict[str, tuple[tuple[str, str, int], ...]]:
    """Squeezed phrase -> its meanings: (kind of value, field, weight)."""
    table: dict[str, tuple[tuple[str, str, int], ...]] = {}

    def add(phrase: str, kind: str, name: str, weight: int) -> None:
        key = squeeze(phrase)
        known = table.get(key, ())
        if all(meaning[0] != kind for meaning in known):
            table[key] = (*known, (kind, name, weight))

    for kind, rows in (("number", NUMBER_LABELS), ("date", DATE_LABELS), ("amount", AMOUNT_LABELS), ("party", PARTY_LABELS)):
        for name, weight, listed in rows:
            for phrase in listed.split("|"):
                add(phrase, kind, name, weight)
    further: tuple[tuple[str, tuple[tuple[str, int, str], ...]], ...] = (
        ("number", label_words_further.NUMBERS),
        ("date", label_words_further.DATES),
        ("amount", label_words_further.AMOUNTS),
        ("party", label_words_further.PARTIES),
    )
    for kind, listing in further:
        for name, weight, listed in listing:
            for phrase in listed.split("|"):
                add(phrase, kind, name, weight)
    for weight, pattern in NUMBERS:
        for phrase in expand(pattern):
            add(phrase, "number", "invoice_number", weight)
    for weight, pattern in ORDERS:
        for phrase in expand(pattern):
            add(phrase, "number", "purchase_order", weight)
    for name, weight, pattern in DATES:
        for phrase in expand(pattern):
            add(phrase, "date", name, weight)
    return table


LABELS = _table()
PREFIXES = frozenset(key[:end] for key in LABELS for end in range(1, len(key) + 1))
LONGEST = 7  # words in a phrase

# German and Dutch glue words together: "Handelsrechnung Nr." is read as "Rechnung Nr.".
COMPOUND_ENDS = (
    "invoice",
    "rechnung",
    "rechnungsnummer",
    "rechnungsnr",
    "rechnungsdatum",
    "factuur",
    "faktura",
    "gutschrift",
    "korrektur",
)


# Words that only a company's name ends with, compared squeezed.
COMPANY_ENDINGS = phrases(
    "gmbh|mbh|ag|kg|ohg|gbr|ug|e.k.|e.v.|kgaa|se|co|ltd|limited|llc|llp|inc|incorporated|corp|corporation|company|plc|lp|pllc|pty|"
    "pvt|bv|nv|vof|sa|sas|sarl|eurl|sl|slu|s.l.|s.a.|srl|spa|snc|ltda|me|epp|eireli|s/a|mei|lda|unipessoal|ab|oy|aps|as|a/s|"
    "a.g.|s/b|sdnbhd|gmbh&co|bhd|sdn|pte|sc|scop|scp|cv|rl|oü|kft|sro|doo|e.g.|eg"
)
COMPANY_BEGINNINGS = phrases(
    "sarl|sas|earl|scp|scea|gaec|eurl|sci|snc|selarl|firma|ditta|s.r.l.|soc|società|cooperativa|sociedad"
)
# Words that say what a document is, or head a part of it, and are no name.
NOT_A_NAME = phrases(
    "invoice|tax invoice|rechnung|facture|factura|fattura|factuur|fatura|nota fiscal|danfe|nf-e|receipt|statement|page|seite|original|copy|"
    "duplicate|credit note|gutschrift|documento auxiliar|da nota fiscal|eletrônica|kopie|duplicata|quittung|bill|proforma|"
    "commercial invoice|sales invoice|purchase order|delivery note|lieferschein|remittance|thank you|welcome|warenrechnung|"
    "kostenrechnung|retail invoice|cash bill|vat invoice|description|hinweis|rechnungskorrektur|total|subtotal|date|summary|"
    "invoice summary|detail|received|paid|entered|approved|posted|void|cancelled|bezahlt|gebucht|eingegangen|erledigt|recebido|pago|payé|"
    "reçu|pagato|betaald|pagado|prefeitura|secretaria|município|recibo do sacado|boleto|ordem|pedido"
)


def is_company(words: list[str]) -> bool:
    """Whether one of the last of these squeezed words is a company's legal form."""
    if words and words[-1].isdigit():
        return False  # "Denver, CO 80202"
    tail = words[-3:] if len(words) > 1 else []
    if len(words) > 1 and words[0] in COMPANY_BEGINNINGS:
        return True
    return any(word in COMPANY_ENDINGS for word in tail) or ("".join(words[-2:]) in COMPANY_ENDINGS and len(words) > 2)
