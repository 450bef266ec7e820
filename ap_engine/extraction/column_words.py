"""The words that head the columns of a table of invoice lines, in seven languages. Data: add a phrase and it is read."""

from __future__ import annotations

from ap_engine.extraction import label_words_further
from ap_engine.extraction.text import squeeze

_HEADINGS = {
    "description": "lohnart|traject|test|program|service description|work|task|activity|placement|product placement|tätigkeit|"
    "werkzaamheden|oggetto|objet|lavorazione|produce|description of work|description of services|"
    "description of articles|details of charges|leistungsbeschreibung|rechnungsposition|prestation|"
    "désignation des travaux|concept|beschreibung der leistung|item details|analysis|equipment|services rendered|"
    "description|name|item description|items|goods and services|product|product name|title|details|service|services|item|particulars|article|"
    "descrição|descrição dos produtos serviços|descrição dos produtos|descrição do produto|discriminação|produto|serviço|designação|"
    "bezeichnung|beschreibung|artikelbezeichnung|artikelbeschreibung|artikel|leistung|text|désignation|libellé|descripción|concepto|descrizione|"
    "omschrijving|descrição do serviço|produtos|goods description|description of goods|item name|beskrivelse|descrição produto",
    "quantity": "afstand|distance|km|entfernung|distanz|kilometer|billable|impressions|"
    "std|stunden|seats|words|qt|billable imps|weight|nights|uren|ore|horas|heures|jours|nuits|persons|pers|pax|pieces|"
    "pcs|anz|litres|liter|gallons|gals|gal|kwh|verbrauch|consumo|ordered qty|spots|wk spots|delivered|zeit|aufwand|"
    "hrs qty|quant unid|qtd un|hours qty|días|noches|quantity|qty|qnty|units|hours|qtd|quant|quantidade|qtde|menge|"
    "anzahl|quantité|qté|nombre|cantidad|cant|uds|quantità|qta|q ta|"
    "aantal|q té|shipped|hrs|qty shipped|unidades|stück",
    "unit": "unit|uom|um|u m|un|und|unid|unidade|einheit|einh|unité|unidad|unità|eenheid|me",
    "unit_price": "net rate|gross rate|spot rate|"
    "prezzo un|pr un|pr unit|pr unitario|precio un|preço un|prix un|vlr un|p un|pr unitário|satz|fee|charge rate|cpm|"
    "tarief|tarif|bill rate|hourly rate|unit rate|stundensatz|ppu|price gal|unitario|valor unit|ansatz|rate per|"
    "price unit|unit fee|ep eur|tarifa|valor unitario|honorar|unit price|price|rate|unit cost|unit|list price|v unit|"
    "vl unit|valor unitário|vlr unit|valor unit|preço unit|preço|"
    "preço unitário|p unit|einzelpreis|preis|e preis|nettopreis|ep|stückpreis|preis einheit|prix unitaire|p u ht|p u|pu ht|prix|"
    "prix unitaire ht|p unitaire|precio|precio unitario|p unitario|prezzo|prezzo unitario|prezzo unit|prijs|stukprijs|prijs per stuk|"
    "eenheidsprijs|per unit|each|unit price usd|v unitário|vlr unitário|einzelpreis netto|price each|gross price|net price|cost",
    "line_net": "charge|charges|ext amt|gp eur|betrag eur|valor r|total s iva|importe eur|montant eur|fees|line value|goods|"
    "goods value|value|zeilenbetrag|gesamt eur|summe eur|net eur|net gbp|net usd|gross amount|summe netto|total net|"
    "net charge|total excl vat|amount aud|amount cad|amount chf|betrag chf|valor total r|importo eur|amount|total|"
    "line total|net amount|ext price|extended price|extension|net worth|total price|net|line amount|ext amount|"
    "v total|vl total|valor total|vlr total|valor|total líquido|importe|subtotal|gesamtpreis|gesamt|betrag|nettowert|nettobetrag|"
    "positionsbetrag|gesamtbetrag|summe|g preis|montant ht|montant|total ht|prix total|total ligne|importo|totale|prezzo totale|"
    "bedrag|totaal|prijs incl btw|totaalprijs|taxable value|net value|extended amount|amount usd|amount eur|wert|gp|betrag ohne ust|"
    "valor líquido|v líquido|total eur|preço total|totaal excl btw|positions",
    "item_code": "code|item code|sku|item no|item number|product code|part no|part number|código|cód|cod|código produto|cód produto|"
    "código do produto|referência|ref|art nr|artikelnummer|artikel nr|art no|unsere art nr|référence|réf|codice|codice articolo|"
    "artikelnr|artikelcode|product id|stock code|item id|art nr lieferant|article code|material|catalog no",
    "tax_rate": "tax rate|vat rate|vat|tax|vat tax|mwst|ust|mwst satz|tva|iva|btw|tax %|gst",
    "other": "pos|position|ordered|back ordered|bestellt|commandé|"
    "ncm sh|ncm|cst|csosn|cfop|bc icms|v icms|v ipi|discount|disc|rabatt|remise|desconto|sconto|korting|date|datum|"
    "vke geb|gtin|ean|hsn|o cst|icms|ipi|no|sl no|s no|line|bcicms|vicms|vipi|cst cfop|meng einheit|gross worth|gross",
}
COLUMN_OF = {
    squeeze(phrase): name
    for headings in (label_words_further.HEADINGS, _HEADINGS)
    for name, phrases in headings.items()
    for phrase in phrases.split("|")
}
