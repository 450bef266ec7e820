"""The words that tell names from addresses, registers, banks and titles. Data for `names`."""

from __future__ import annotations

import re

from ap_engine.extraction.text import phrases

# "RECEBEMOS DE … OS PRODUTOS", also as OCR reads it.
RECEIPT_SLIP = re.compile(
    r"(?:\w{0,5}[BE]EMOS|EBEMOS) DE (?P<name>.{2,80}?),? [O0A]S (?:PRODUT|SERVI|MERCADOR)\w*", re.IGNORECASE
)
ADDRESS = re.compile(
    r"\d{4,5}[- ]?[A-Z]{0,2}\b|\bstr(?:\.|asse|aße|eet)\b|straße|\broad\b|\brd\b|\bavenue\b|\bave\b|\brua\b|\bav\b\.?|\brue\b|\bvia\b|\bcalle\b|"
    r"\bsuite\b|\bfloor\b|\bp\.?o\.? box\b|\bcep\b|weg \d|\btel\b|\bfax\b|\bjalan\b|\blot\b|\btaman\b",
    re.IGNORECASE,
)
# What stands in the foot of a letter beside the firm's name: its register, its managers, its bank.
REGISTER = re.compile(
    r"\b(?:hr[ab]|amtsgericht|registergericht|handelsregister|sitz(?: der gesellschaft)?|geschäftsführ\w*|gf|vorstand|aufsichtsrat|"
    r"capital(?: social| de)?|r\.?c\.?s|registro mercantil|registered (?:office|in)|company (?:no|number)|steuernummer|gerichtsstand|"
    r"kvk|rechtsform|ust|tribunal|registre)\b|§",
    re.IGNORECASE,
)
PARENT = re.compile(
    r"(?:a )?(?:div\.?|division|subsidiary|member|part|owned|operated|unit|brand)\b.{0,12}\b(?:of|by)\b|d/?b/?a\b|c/o\b",
    re.IGNORECASE,
)
NAME_LABELS = phrases(
    "nome|razão social|nome/razão social|nome razão social|nome empresarial|nome fantasia|name|company|company name|firm|"
    "firma|razón social|ragione sociale|denominazione|raison sociale|naam|bedrijf|bedrijfsnaam|nombre|nom|société|empresa|"
    "emitente|supplier|supplier name|vendor|vendor name|seller|seller name|sold by|station|property|from|emisor|proveedor|"
    "fornecedor|prestador|fornitore|leverancier|lieferant"
)
BANK = re.compile(
    r"\b(?:\w*bank|\w*sparkasse|\w*kasse|banco|banca|banque|caixa|crédit agricole|crédit mutuel|société générale|bnp|postbank|iban|bic)\b",
    re.IGNORECASE,
)
DOMAIN = re.compile(
    r"(?:@|www\.|https?://)(?P<domain>[\w-]+(?:\.[\w-]+)*)\.(?:com|net|org|co|de|fr|nl|pt|es|it|br|eu|at|ch|be|info|io|biz|us|uk|in|my)\b",
    re.IGNORECASE,
)
# "GAS-N-SIP #0412", "PETROL STN 3": a shop says which of its places it is.
BRANCH = re.compile(
    r"^[^\d,]{5,}(?:#|\b(?:stn|store|branch|filiale|loja|tienda|magasin|kedai|cawangan|nr|no)\b\.?) ?\d{1,5}\b", re.IGNORECASE
)
# What a shop, a house or a firm calls itself by its trade.
TRADE = re.compile(
    r"\b(?:trading|enterprises?|restaurante?|ristorante|café|cafe|diner|bistro|bakery|bäckerei|boulangerie|padaria|panaderia|panetteria|"
    r"mart|market|markt|supermarket|mercado|minimarket|store|shop|hotel|hostel|garage|pharmacy|apotheke|pharmacie|farmácia|farmacia|farmasi|"
    r"klinik|clinic|petrol|station|workshop|werkstatt|oficina|atelier|studio|services|logistics|transport|builders|contractors|"
    r"consulting|solutions|associates|partners|brothers|bros|sons|söhne|fils|hermanos|irmãos|fratelli)\b",
    re.IGNORECASE,
)
PLOT = re.compile(r"(?:lot|no|unit|blk|block)\b\.?\W*[a-z]{0,2}-?\d", re.IGNORECASE)  # "LOT 2881 …", "No. 59, Jalan …"
REGISTERED = re.compile(r"\s*\((?=[^)]*\d)[\w\-/ ]{4,20}\)?$")  # "(519537-X)" after a company's name
LETTERS = re.compile(r"[^\W\d_]{2}")
MAIL_HOSTS = frozenset(
    ["gmail", "hotmail", "outlook", "yahoo", "t-online", "gmx", "web", "live", "icloud", "uol", "bol", "terra"]
)
SPLIT = re.compile(r"\s{2,}|\s[·•|–—*-]\s|\s?[|·•]\s?|, (?=\d)")


COMMA = re.compile(r",\s")
TITLES = phrases(
    "invoice|invoices|rechnung|facture|factura|fattura|factuur|fatura|bill|billing|statement|receipt|payment|credit|"
    "remittance|frais|recibo|boleto|nota|cnpj|cpf|cpfcnpj|gstin|iban|bic|lieferschein|angebot|page|seite|application"
)
