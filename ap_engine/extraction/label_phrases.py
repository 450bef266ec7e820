"""Label phrases by pattern: what a document is called, joined with the words for its number or its date. Data, as `label_words`.

Braces hold words that stand for one another: "{invoice|bill} {no|number}" is four phrases. An explicit phrase of
`label_words` goes before one from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

_EN = "{invoice|invoices|inv|tax invoice|vat invoice|sales invoice|commercial invoice|bill|credit note|credit memo|credit|debit note|debit memo|"
_EN += (
    "freight bill|freight invoice|statement|service invoice|proforma|pro forma|memo bill|progress bill|fee note|rent demand|demand|"
    "tax inv|our invoice|your invoice}"
)
_EN_NO = "{number|no|num|nr|nbr|nmbr|numb|id|ref|reference|code|ref no|reference no|reference number|id no|serial no|sl no|s no}"
_DE = "{rechnung|rechnungs|rechn|rech|faktura|faktur|fakt|beleg|gutschrift|gutschrifts|schlussrechnung|schlussrechnungs|abschlagsrechnung|"
_DE += (
    "teilrechnung|sammelrechnung|monatsrechnung|einzelrechnung|honorarrechnung|honorarnote|leistungsrechnung|"
    "korrekturrechnung|storno|sr|unsere rechnung}"
)
_DE_NO = "{nummer|nr|no|num|n|id|kennung|zeichen}"
_FR = "{facture|fact|fac|avoir|pièce|note d'honoraires|situation|relevé}"
_FR_NO = "{n|no|nº|num|numéro|réf|référence|nr}"
_ES = "{factura|fact|fra|fac|abono|factura simplificada|factura rectificativa|boleta|comprobante|cfdi|recibo}"
_ES_NO = "{n|no|nº|num|número|nr|serie y número|serie número|serie}"
_IT = (
    "{fattura|fatt|ft|parcella|nota di credito|nota credito|ricevuta|fattura accompagnatoria|fattura immediata|"
    "fattura differita|avviso di fattura|proforma}"
)
_IT_NO = "{n|no|nº|num|numero|nr}"
_NL = "{factuur|faktuur|fact|creditnota|creditfactuur|nota|rekening|verkoopfactuur|onze factuur}"
_NL_NO = "{nummer|nr|no|num|kenmerk|id}"
_PT = (
    "{fatura|factura|nota|nota fiscal|nf|nf e|nfe|nfs e|nfse|nfc e|danfe|recibo|fatura recibo|factura recibo|"
    "fatura simplificada|conta|nota de débito|nota de crédito|"
)
_PT += "nota fiscal eletrônica|nota fiscal de serviço|nota fiscal de serviços|cupom|cupom fiscal|extrato}"
_PT_NO = "{n|no|nº|num|número|nr|número série}"
_DOCUMENT = "{document|documento|dokument|doc|docto|belegs|transaction|voucher|journal|folio}"

NUMBERS: tuple[tuple[int, str], ...] = (
    (10, f"{_EN} {_EN_NO}"),
    (10, f"{{number|no|num|nr}} of {_EN}"),
    (10, f"{_DE} {_DE_NO}"),
    (10, "{rg|re|rng|rn|fa} {nr|nummer}"),
    (10, f"{_FR} {_FR_NO}"),
    (10, f"{_FR_NO} {_FR}"),
    (10, f"{_FR_NO} {{de|d'|de la|du}} {_FR}"),
    (10, f"{_ES} {_ES_NO}"),
    (10, f"{_ES_NO} {_ES}"),
    (10, f"{_ES_NO} {{de|de la}} {_ES}"),
    (10, f"{_IT} {_IT_NO}"),
    (10, f"{_IT_NO} {_IT}"),
    (10, f"{_IT_NO} {{della|di}} {_IT}"),
    (10, f"{_NL} {_NL_NO}"),
    (10, f"{_PT} {_PT_NO}"),
    (10, f"{_PT_NO} {_PT}"),
    (10, f"{_PT_NO} {{da|do|de}} {_PT}"),
    (7, f"{_DOCUMENT} {{number|no|num|nr|nummer|n|nº|número|numero|id|ref|reference}}"),
    (7, f"{{n|nº|no|num|nr|número|numero|numéro}} {{|de |do |du |del }}{_DOCUMENT}"),
    (9, "{receipt|order receipt} {number|no|nr|id}"),
    (7, "{invoice|receipt} for order {|no|number}"),
    (7, "{kassenzeichen|buchungszeichen|aktenzeichen|vorgangsnummer|vorgangs nr|vorgang nr}"),
    (10, "{faktura|faktura vat|fakturanummer|fakturanr} {nr|nummer|numer|no}"),
    (7, "{pro|freight bill} {number|no|num}"),
    (7, "{fatura|factura|facture|fattura|faktura|rechnung|rechnungs|invoice|inv} {series no|serie nr|série nº|série número}"),
)
_ORDER_NO = "{number|no|num|nr|nbr|id|ref|reference|code}"
ORDERS: tuple[tuple[int, str], ...] = (
    (10, f"{{purchase order|po|p o|customer po|client po|cust po|agency po|advertiser po|buyer po|buyers order|buyer's order|"
        f"customer order|customers order|your order|"
     f"your po|your purchase order|client order|cust order|requisition|release|our order|account order}} {_ORDER_NO}"),
    (10, f"{{your|customer|client|buyer's}} {{order|po|p o|purchase order}} {_ORDER_NO}"),
    (8, "{your|your order|client|customer|buyer} {ref|reference|ref no|reference no}"),
    (10, "{ihre|ihrer} {bestellung|bestellnummer|bestell nr|bestellnr|order|auftragsnummer|auftrags nr|referenz|bestellreferenz|zeichen}"),
    (10, "{bestellung|bestellauftrag|bestell|kundenbestellung|kundenauftrags|bestellreferenz|po} {nr|nummer|no|vom|ref}"),
    (10, "{votre|v|vos|vs} {commande|cde|bc|bon de commande|référence commande|n de commande|réf commande|réf|référence|réfs}"),
    (10, "{bon de commande|commande|commande client|cde|cde client|bc|marché|engagement|numéro d'engagement|n engagement} {n|no|nº|numéro|réf}"),
    (10, "{su|vuestro|s|vtro} {pedido|orden|n pedido|ref pedido|referencia|ref}"),
    (10, "{pedido|orden de compra|oc|n pedido|núm pedido|número de orden|orden|pedido cliente|nº pedido cliente} {n|no|nº|núm|número|cliente}"),
    (10, "{vs|vostro|v|rif vs|vostra} {ordine|ord|ordine n|ord n|rif|riferimento|ods}"),
    (10, "{ordine|ordine d'acquisto|ordine cliente|oda|rif ordine|num ordine|numero ordine} {n|no|nº|num|nr|cliente}"),
    (10, "{uw|jouw} {order|ordernummer|bestelling|bestelnummer|inkooporder|inkoopnummer|ref|referentie|kenmerk|opdracht|opdrachtnummer}"),
    (10, "{inkooporder|inkoop|inkoopopdracht|opdracht|bestel|klantorder|po} {nummer|nr|no}"),
    (10, "{v|vossa|vosso|s|seu|sua} {encomenda|enc|pedido|ordem de compra|n encomenda|ref|referência|requisição|nota de encomenda}"),
    (10, "{pedido|pedido de compra|ordem de compra|oc|pc|encomenda|requisição|nota de encomenda|nota de empenho|empenho|"
        "autorização de fornecimento} {n|no|nº|número}"),
)  # fmt: skip
_EN_DATE = "{date|dt|dated|day}"
DATES: tuple[tuple[str, int, str], ...] = (
    ("issue_date", 10, f"{_EN} {_EN_DATE}"),
    ("issue_date", 10, f"date of {_EN}"),
    ("issue_date", 10, "{date of issue|date issued|issue date|issued|issued date|issuance date|issuing date|raised on|invoiced|"
        "date invoiced|invoiced on|billed on|date billed|date prepared|document dt}"),
    ("issue_date", 10, f"{_DE} {{datum|vom|dat|tag}}"),
    ("issue_date", 10, f"{{datum|vom}} {_DE}"),
    ("issue_date", 10, "{ausgestellt am|ausstellungstag|erstellt am|datum der ausstellung|rechnungstag|fakturierungsdatum}"),
    ("issue_date", 10, f"{{date|date de|date d'|date de la|en date du}} {_FR}"),
    ("issue_date", 10, f"{_FR} {{date|du|en date du|émise le|établie le}}"),
    ("issue_date", 10, "{date d'émission|date d'établissement|date d'emission|établi le|émis le|date pièce|date document|date facturation}"),
    ("issue_date", 10, f"{{fecha|fecha de|fecha de la|f}} {_ES}"),
    ("issue_date", 10, "{fecha de emisión|fecha emisión|fecha de expedición|fecha expedición|fecha exp|f emisión|emitida el|"
        "fecha y hora de emisión|fecha de facturación|fecha facturación|fecha documento|fecha de documento}"),
    ("issue_date", 10, f"{{data|data della|data di}} {_IT}"),
    ("issue_date", 10, f"{_IT} {{del|data|emessa il}}"),
    ("issue_date", 10, "{data emissione|data di emissione|data doc|data documento|emessa il|emissione del}"),
    ("issue_date", 10, f"{_NL} {{datum|dd|d d|van}}"),
    ("issue_date", 10, f"datum {_NL}"),
    ("issue_date", 10, "{datum uitgifte|uitgiftedatum|dagtekening|boekdatum}"),
    ("issue_date", 10, f"{{data|data da|data do|data de}} {_PT}"),
    ("issue_date", 10, "{data de emissão|data da emissão|data emissão|dt emissão|dt de emissão|emissão|emitido em|emitida em|"
        "data e hora da emissão|data hora emissão|data de emissão da nfs e|data emissao nf|data do documento|data doc}"),
    ("other_date", 8, "{order|po|purchase order|delivery|shipping|ship|shipment|service|print|printing|payment|start|end|contract|"
        "due from|event|job|work|check in|check out|arrival|departure|pickup|sale|statement period|billing cycle|cycle|"
        "period|week|week end|week ending|we|through|from|to|effective|expiration|expiry|valid until|renewal|posting|"
        "transaction|entry|received|receipt of goods|birth|last payment|tax point of supply|required|requested|promised|"
        "ordered|accepted|completion|cancellation|revision|rev} {date|dt|on}"),
    ("other_date", 8, "date {ordered|shipped|delivered|required|received|of delivery|of service|of supply|of order|of shipment|completed|"
        "printed|paid|of birth|of event|of arrival|of departure}"),
    ("other_date", 8, "{bestell|auftrags|liefer|lieferschein|leistungs|versand|druck|vertrags|angebots|zahlungs|buchungs|valuta|eingangs|"
        "bestellungs|geburts|liefer leistungs|abrechnungs|ablese|kauf|reise|anreise|abreise} {datum|tag|termin|dat}"),
    ("other_date", 8, "date {de commande|commande|de livraison|livraison|d'impression|de prestation|prestation|d'expédition|expédition|"
        "de paiement|du devis|de départ|de début|de fin|d'effet|d'intervention|valeur}"),
    ("other_date", 8, "fecha {de pedido|pedido|de entrega|entrega|de albarán|albarán|de impresión|operación|de operación|de pago|de cargo|"
        "de inicio|de fin|del servicio|de envío|valor|del pedido|prestación}"),
    ("other_date", 8, "data {ordine|consegna|ddt|trasporto|inizio trasporto|pagamento|stampa|competenza|valuta|conferma|decorrenza|attivazione}"),
    ("other_date", 8, "{order|bestel|lever|afleverings|aflever|verzend|print|betaal|leverings|contract|aanvraag|uitvoerings|"
        "orderbevestigings|bestellings|aankoop|vertrek|aankomst} datum"),
    ("other_date", 8, "data {do pedido|pedido|de entrega|entrega|da entrega|de saída|da saída|saída|saída entrada|da entrada saída|"
        "de entrada|de pagamento|do pagamento|da leitura|leitura|leitura atual|leitura anterior|próxima leitura|"
        "de impressão|de competência|da compra|de início|de término|de processamento|do processamento|proces|de autorização|"
        "de recebimento|de aprovação|de carga|da carga}"),
)  # fmt: skip


def expand(pattern: str) -> Iterator[str]:
    """The phrases that a pattern stands for.

    >>> list(expand("date {of issue|issued}"))
    ['date of issue', 'date issued']
    """
    parts: list[list[str]] = []
    rest = pattern
    while rest:
        before, brace, rest = rest.partition("{")
        parts.append([before])
        if brace:
            inside, _, rest = rest.partition("}")
            parts.append(inside.split("|"))
    for words in product(*parts):
        yield "".join(words)
