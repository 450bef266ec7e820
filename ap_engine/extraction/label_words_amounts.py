"""The words that stand before amounts and parties on invoices, in seven languages. Data: add a phrase and it is read.

Phrases are written plainly; they are compared without accents, case, spaces and punctuation, so that
"Invoice No.", "INVOICE NO:" and "invoice no" are one. A weight of 10 names the field, 5 only hints at it.
"other_amount" claims what is no total (freight, discount, capital).
"""

from __future__ import annotations

AMOUNT_LABELS = (
    (
        "gross_total",
        10,
        "invoice total|total invoice|new charges|total new charges|new charges this invoice|current charges|"
        "total current charges|charges this invoice|"
        "current net amount due|current amount|current invoice|current invoice amount|actual gross billing|gross billing|total gross billing|"
        "actual gross|total billing|billing total|total fees and disbursements|total fees and costs|total for services|total professional services|"
        "total for this bill|total for this invoice|total for your bill|total of this bill|total of this invoice|razem do zapłaty|do zapłaty|att betala|"
        "charges this period|total charges this period|total this bill|total current bill|amount of this invoice|this invoice total|"
        "total amount|grand total|total for this invoice|total incl vat|total inc vat|total including vat|"
        "total with tax|total incl tax|total including tax|gross total|gross amount|total inc gst|total incl gst|invoice amount|"
        "amount including tax|amount incl vat|total invoice amount|total charges|total this invoice|total gross|total value|"
        "net invoice total|invoice value|total invoice value|invoice grand total|total amount incl vat|total including gst|"
        "total charge|order total|total price|total usd|total eur|total gbp|usd total|total aud|total cad|total sgd|total gross amount|"
        "total after tax|total amount after tax|total amount payable|total inclusive of gst|total sales inclusive of gst|nett total|"
        "total rm|total incl gst rm|round total|rounded total|total rounded|total after rounding|total after adj|"
        "total after adjustment|total payable|total rm incl gst|bill amount|bill total|gross worth|total inclusive gst|"
        "valor total da nota|valor total|total da nota|valor total da nota fiscal|total da fatura|valor da nota|valor da fatura|"
        "valor bruto|total geral|valor total da nfs-e|total com iva|total documento|total do documento|valor total da fatura|"
        "valor total do serviço|valor dos serviços|valor do serviço|total a pagar com iva|total iva incluído|"
        "rechnungstotal|gesamttotal|endtotal|"
        "gesamtbetrag|rechnungsbetrag|gesamtsumme|bruttobetrag|bruttosumme|gesamt brutto|summe brutto|endbetrag|endsumme|"
        "rechnungssumme|rechnungsendbetrag|gesamtbetrag brutto|gesamtbetrag inkl mwst|gesamt inkl mwst|gesamtbetrag eur|brutto|"
        "rechnungssumme brutto|gesamtrechnungsbetrag|betrag inkl mwst|summe inkl mwst|bruttorechnungsbetrag|total brutto|"
        "rechnungsbetrag brutto|gesamt betrag|summe eur|gesamtpreis brutto|rechnungsgesamtbetrag|brutto gesamt|total inkl mwst|"
        "total eur brutto|rechnungssumme inkl ust|rechnungssumme mit ust|gesamtbetrag der rechnung|"
        "total ttc|montant ttc|total t t c|montant total ttc|net à payer ttc|total toutes taxes comprises|prix ttc|montant ttc eur|"
        "total tvac|total tva comprise|montant total|total ttc en euros|total ttc eur|total général|montant de la facture|"
        "total factura|importe total|total con iva|total iva incluido|total iva incl|total euros|total factura eur|total fra|"
        "total general|importe total factura|importe factura|"
        "totale parcella|totale avviso|totale notula|totale nota|totale ricevuta|totale proforma|totale bolletta|totale da addebitare|"
        "totale fattura|totale documento|totale ivato|totale iva inclusa|importo totale|totale complessivo|totale generale|"
        "totale iva compresa|totale euro|totale lordo|totale da fatturare|"
        "totaal incl btw|totaal inclusief btw|totaalbedrag|factuurbedrag|factuurtotaal|totaal incl|totaal te betalen|"
        "totaal factuur|eindtotaal|totaal inclusief|prijs incl btw|totaal bedrag|totaal eur|bedrag incl btw|totaal factuurbedrag",
    ),
    (
        "gross_total",
        6,
        "total|totals|totaux|totali|totais|summen|gesamt|summe|totale|totaal|total général|total r|total geral|importe|montant|amount|betrag",
    ),
    (
        "amount_due",
        9,
        "current payment due|payment due|net payment due|amount of payment due|total payment due|pay this amount now|"
        "amount due|total due|balance due|total amount due|amount payable|please pay|net payable|amount to pay|payable|balance|"
        "total payable|amount owing|to pay|pay this amount|total amount owed|net amount due|outstanding|current amount due|"
        "net due|invoice balance|balance due usd|total now due|invoice balance due|amount due usd|total due usd|please pay this amount|"
        "valor documento|valor a pagar|total a pagar|valor líquido|valor cobrado|valor líquido da nota|valor líquido da nfs-e|valor do documento|"
        "líquido a pagar|valor líquido a pagar|saldo a pagar|"
        "zahlbetrag|zu zahlen|zahlungsbetrag|zu zahlender betrag|offener betrag|restbetrag|zu überweisen|zahlbar|zu zahlender beitrag|"
        "fälliger betrag|noch zu zahlen|forderungsbetrag|zu überweisender betrag|überweisungsbetrag|restzahlung|"
        "net à payer|montant à payer|reste à payer|solde à payer|à payer|solde|total à payer|montant dû|net à régler|total dû|"
        "total a pagar|importe a pagar|líquido a percibir|a pagar|total líquido|líquido|pendiente|"
        "da versare|da saldare|totale da versare|dues payable|total dues|fee payable|"
        "netto a pagare|totale da pagare|totale a pagare|da pagare|importo da pagare|saldo|"
        "te betalen|te betalen bedrag|openstaand|nog te betalen|te voldoen|openstaand bedrag|totaal te voldoen",
    ),
    (
        "net_total",
        10,
        "subtotal|sub total|net total|total net|net amount|total excl vat|total excluding vat|total ex vat|total before tax|"
        "amount excl vat|total excluding tax|net invoice amount|taxable amount|total without tax|goods total|net value|nett|"
        "taxable value|amount before tax|net worth|total excl gst|total excl tax|amount excluding tax|total amount before tax|"
        "total amount excl vat|net|sub total excl gst|net charges|total net amount|net price|total exclusive of gst|"
        "valor total dos produtos|base de cálculo|total sem iva|total ilíquido|incidência|valor tributável|total s iva|ilíquido|"
        "operazioni esenti|operazioni esenti iva|operazioni non imponibili|totale operazioni esenti|total líquido sem iva|"
        "merchandise|merchandise total|goods value|"
        "zwischentotal|nettototal|"
        "nettobetrag|nettosumme|gesamt netto|summe netto|zwischensumme|netto|warenwert|rechnungssumme netto|gesamtbetrag netto|"
        "rechnungssumme ohne ust|nettowarenwert|gesamtnetto|netto gesamt|total netto|summe netto eur|nettorechnungsbetrag|"
        "gesamtsumme netto|nettowert|steuerbasisbetrag|betrag netto|bemessungsgrundlage|summe ohne mwst|zwischensumme netto|"
        "rechnungsbetrag netto|betrag ohne mwst|basisbetrag|gesamtbetrag ohne ust|summe zwischensumme|gesamtsumme ohne mwst|"
        "total ht|montant ht|total h t|total hors taxes|total hors taxe|montant total ht|sous total|base ht|net ht|total net ht|"
        "total hors tva|total htva|montant net ht|prix ht|sous total ht|"
        "base imponible|suma|total sin iva|importe neto|total neto|subtotal sin iva|neto|base imp|total base|importe bruto|"
        "imponibile|totale imponibile|totale netto|totale imponibile iva|netto merce|totale merce|totale iva esclusa|"
        "subtotaal|totaal excl btw|totaal exclusief btw|exclusief btw|excl btw|netto bedrag|totaal excl|nettobedrag|"
        "totaal exclusief|grondslag|bedrag excl btw|totaal netto|maatstaf",
    ),
    (
        "net_total",
        6,
        "goods|goods value|value of goods|services|fees|charges|total charges net|total lines|materials|labour|labor",
    ),
    (
        "tax_total",
        10,
        "tax|vat|total vat|total tax|total taxes|sales tax|vat amount|tax amount|gst|total gst|hst|gst amount|vat total|tax total|estimated tax|"
        "state tax|local tax|gst rm|total tax amount|vat tax|service tax|taxes|value added tax|sales tax amount|total sales tax|"
        "iva|total iva|total do iva|valor do iva|valor iva|valor total do iva|imposto|total impostos|total de impostos|"
        "mwst|ust|mehrwertsteuer|umsatzsteuer|zzgl mwst|zzgl ust|mwst betrag|umsatzsteuerbetrag|steuerbetrag|ust betrag|"
        "summe mwst|summe ust|mwst gesamt|gesamt mwst|zuzüglich mwst|plus mwst|steuer|gesamt ust|enthaltene mwst|steuern|"
        "mehrwertsteuerbetrag|versicherungsteuer|versicherungssteuer|zzgl mehrwertsteuer|zzgl umsatzsteuer|ust gesamt|enthaltene ust|"
        "zuzüglich umsatzsteuer|zuzüglich mehrwertsteuer|gesamtbetrag ust|steuersumme|steuerbetrag in|"
        "tva|total tva|montant tva|montant de la tva|tva totale|montant total tva|"
        "cuota iva|importe iva|cuota|i v a|cuota de iva|total impuestos|impuestos|igic|"
        "imposta|totale iva|totale imposta|importo iva|totale imposte|"
        "btw|btw bedrag|totaal btw|bedrag btw|omzetbelasting|btw totaal",
    ),
    (
        "other_amount",
        9,
        "saldo em caixa|saldo em caixa anterior|saldo em conta|saldo disponível|saldo bancário|total das despesas|total de despesas|"
        "previous applications|work previously billed|retainage|less retainage|retention|less retention|sicherheitseinbehalt|einbehalt|"
        "balance forward|opening balance|balance brought forward|brought forward|carried forward|prior balance|saldo anterior|solde précédent|"
        "previous amount|last balance|übertrag|report|a reporter|riporto|transport|suma anterior|total estimate|estimate|"
        "total estimated|estimated total|budget|previous total|last bill|total budget|contract sum|contract total|"
        "original contract sum|"
        "paid amount|amount tendered|cash tendered|cash received|change due|geg bar|gegeben|bar gegeben|gegeben bar|rückgeld|rückgeld bar|"
        "dinheiro|troco|valor pago|valor recebido|rendu|espèces|efectivo|cambio|contanti|resto|contant|wisselgeld|"
        "discount|total discount|freight|shipping|shipping handling|handling|delivery|carriage|deposit|paid|amount paid|cash|change|"
        "rounding|credits|previous balance|payments|payment received|less|unit price|price|rate|qty|quantity|tip|tendered|prepaid|"
        "card|visa|mastercard|shipping cost|postage|surcharge|total paid|late fee|capital|agency commission|commission|total qty|"
        "total quantity|total items|total units|total weight|total savings|total discounts|total tax rate|total cases|gross commission|"
        "less agency commission|total spots|total hours|"
        "desconto|valor do desconto|frete|valor do frete|valor do seguro|outras despesas|outras despesas acessórias|"
        "base de cálculo do icms|valor do icms|base de cálculo do icms st|valor do icms st|valor do ipi|valor aprox tributos|"
        "valor original|valor do issqn|valor do pis|valor da cofins|multa|juros|peso bruto|peso líquido|valor icms|"
        "valor total dos serviços|base do cálculo do issqn|retenções|iss|irrf|inss|pis|cofins|csll|capital social|"
        "rabatt|skonto|anzahlung|erhaltene anzahlungen|versandkosten|versand|fracht|frachtkosten|porto|einzelpreis|abschlag|zuschlag|"
        "gesamtbetrag der zuschläge|gesamtbetrag der abschläge|positionssumme|bruttopreis|nettopreis|stammkapital|bereits gezahlt|"
        "abzüglich anzahlung|skonto sofort|artikelrabatt|gesamtmenge|guthaben|leergutwert|pfand|offene zahlungen|pauschale|"
        "ausstehende forderung|"
        "remise|acompte|frais de port|port|escompte|déjà réglé|capital de|total remise|indemnité forfaitaire|éco participation|"
        "descuento|gastos de envío|portes|anticipo|retención|irpf|total descuento|recargo|"
        "sconto|spese|spese di trasporto|acconto|bollo|spese bancarie|totale sconto|capitale sociale|ritenuta|cassa|"
        "korting|verzendkosten|aanbetaling|reeds betaald|voldaan|transportkosten|betaald|statiegeld|contant|pin",
    ),
)
PARTY_LABELS = (
    (
        "supplier",
        10,
        "sold by|seller|supplier|vendor|from|verkäufer|lieferant|rechnungssteller|rechnungsersteller|rechnungsaussteller|emitente|"
        "prestador de serviços|prestador|prestador do serviço|dados do prestador|fornecedor|identificação do emitente|absender|"
        "vendeur|fournisseur|émetteur|proveedor|emisor|vendedor|datos del emisor|fornitore|cedente|cedente prestatore|venditore|mittente|"
        "leverancier|verkoper|service provider|issued by|invoice from|bill from|recebemos de|merchant",
    ),
    ("supplier", 8, "van|von|de|da|di|remitente|seller details|your contact"),
    (
        "supplier",
        6,
        "pay to|remit to|please remit to|payable to|remit payment to|"
        "make checks payable to|make cheques payable to|make all checks payable to|send payment to|beneficiary|beneficiário|account name|"
        "titulaire du compte|kontoinhaber|zahlungsempfänger|beneficiario|begünstigter|ten name van|t n v|account holder|cheques payable to|"
        "please make payment to|payee|mail payment to|intestatario|please send payment to",
    ),
    (
        "buyer",
        10,
        "bill to|billed to|invoice to|sold to|ship to|deliver to|customer|buyer|client|bill to address|billing address|shipping address|"
        "delivery address|invoice address|consignee|recipient|attn|attention|charge to|invoiced to|customer name|bill to party|issued to|"
        "exhibitor|shipper|consignor|receptor|bill charges to|charges to|freight charges to|prepared for|policyholder|"
        "insured|subscriber|debtor|patient|"
        "advertiser|agency|product|estimate|account name advertiser|guest|ship to address|member|for the attention of|delivered to|"
        "destinatário|destinatário remetente|tomador|tomador de serviços|tomador do serviço|cliente|dados do tomador|adquirente|"
        "faturado para|facturado a|pagador|sacado|"
        "käufer|käufer leistungsempfänger|rechnungsempfänger|kunde|empfänger|leistungsempfänger|rechnungsadresse|lieferadresse|"
        "rechnungsanschrift|lieferanschrift|warenempfänger|rechnung an|lieferung an|auftraggeber|besteller|firma|abweichende lieferadresse|"
        "acheteur|client|facturé à|adresse de facturation|adresse de livraison|livré à|destinataire|adressé à|facturer à|"
        "comprador|datos del cliente|dirección de envío|dirección de facturación|enviar a|facturar a|"
        "acquirente|cessionario|cessionario committente|destinatario|spettabile|spett le|spett|exmo s sr s|exmos srs|"
        "exmo sr|exmos senhores|exmo senhor|destinazione|luogo di consegna|intestazione|"
        "klant|koper|tomador dos serviços|factuuradres|afleveradres|aan|afnemer|factuur aan|bezorgadres|verzendadres",
    ),
    (  # a person is addressed: the recipient
        "buyer",
        4,
        "herrn|herr|frau|mr|mrs|ms|messrs|mme|monsieur|madame|sr|sra|dhr|de heer|mevrouw|mevr|familie|egr sig|att|z hd|z h",
    ),
)
