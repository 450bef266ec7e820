"""The words that stand before values on invoices, in seven languages. Data: add a phrase here and it is read.

Phrases are written plainly; they are compared without accents, case, spaces and punctuation, so that
"Invoice No.", "INVOICE NO:" and "invoice no" are one. A weight of 10 names the field, 5 only hints at it.
Kinds that no reading has (customer number, order date …) are here to claim the values that are theirs.
"""

from __future__ import annotations

from ap_engine.extraction.text import squeeze

_NUMBER = (
    (
        "invoice_number",
        10,
        "invoice number|invoice no|invoice num|invoice nr|invoice id|invoice ref|invoice reference|inv no|inv number|inv num|"
        "tax invoice no|tax invoice number|vat invoice number|vat invoice no|bill number|bill no|bill id|credit note number|"
        "credit note no|credit memo number|credit memo no|invoice code|sales invoice no|our invoice no|receipt number|"
        "número da nota fiscal|número da nota|nº da nota|nota fiscal nº|nota fiscal eletrônica nº|nf nº|nfe nº|nf-e nº|nfs-e nº|"
        "número da nfs-e|número nfs-e|nota nº|número nota|fatura nº|número da fatura|nº da fatura|nº fatura|nota de débito nº|"
        "factura nº|número da factura|fatura n|factura n|fatura número|recibo nº|nota fiscal fatura nº|nº nf-e|nº nf|nf número|"
        "rechnungsnummer|rechnungsnr|rechnung nr|rechnung nummer|rechnung no|rechnungs nummer|rechnungs no|rg nr|re nr|rgnr|rech nr|"
        "belegnummer|beleg nr|belegnr|fakturanummer|faktura nr|faktura nummer|gutschrift nr|gutschriftsnummer|gutschriftsnr|"
        "gutschriftnummer|rechnungskorrektur nr|korrekturrechnung nr|stornorechnung nr|rechnungs id|rechnungskennzeichen|"
        "facture nº|facture n|facture no|numéro de facture|nº de facture|nº facture|facture numéro|numéro facture|n facture|"
        "n de facture|facture num|réf facture|référence facture|avoir nº|avoir n|numéro d'avoir|facture réf|votre facture n|"
        "référence de facture|référence de la facture|numéro de la facture|nº de la facture|"
        "factura nº|factura n|factura no|número de factura|nº de factura|nº factura|núm factura|factura núm|factura número|"
        "num de factura|núm de factura|n factura|n de factura|número factura|factura simplificada nº|folio fiscal|no factura|"
        "fattura nº|fattura n|numero fattura|fattura numero|nº fattura|n fattura|num fattura|fattura nr|nr fattura|fattura num|"
        "numero della fattura|fattura no|parcella n|nota di credito n|"
        "factuurnummer|factuurnr|factuur nr|factuur nummer|factuur no|factuur n|faktuurnummer|faktuurnr|creditnota nummer|"
        "creditfactuurnummer|creditfactuur nummer|invoicenummer|fakturanr|fakturanumber|"
        "número de documento fiscal|invoice / bill number|statement number|order invoice no|billing id|billing number",
    ),
    (
        "invoice_number",
        7,
        "document number|document no|document nr|doc no|doc nr|doc number|número do documento|nº do documento|documento nº|"
        "dokumentnummer|dokument nr|dokumentnr|numéro de pièce|numéro de document|pièce nº|document n|número de documento|nº documento|"
        "numero documento|documento n|documento nr|n documento|documentnummer|receipt no|receipt nr|quittung nr|quittungsnummer|"
        "bon nr|bonnummer|ticket no|ticket number|cash memo no|memo no|folio|transaction no|voucher no|boletanummer",
    ),
    (
        "invoice_number",
        5,
        "invoice|tax invoice|vat invoice|commercial invoice|proforma invoice|credit note|credit memo|rechnung|gutschrift|"
        "rechnungskorrektur|facture|avoir|factura|fattura|factuur|faktura|fatura|nota fiscal|nota fiscal eletrônica|nfs-e|nf-e|nf|"
        "nota de débito|fatura recibo|factura recibo|creditnota|creditfactuur|factura electrónica|fattura elettronica|receipt",
    ),
    ("invoice_number", 3, "number|no|nr|nº|numero|número|nummer|numéro|num|n|reference number|ref no|our ref|reference|referenz"),
    (
        "purchase_order",
        10,
        "purchase order number|purchase order no|purchase order|po number|po no|po nr|p o number|p o no|po|customer po|"
        "your order number|your order no|your po|cust po|customer order no|customer order number|your order|client po|buyer order no|"
        "order reference|customer po no|customer po number|your order ref|cust order no|"
        "pedido de compra|ordem de compra|número do pedido|nº do pedido|pedido nº|nº pedido|pedido|seu pedido|ordem de compra nº|"
        "nota de encomenda|v encomenda|pedido do cliente|pedido de compra nº|número pedido|"
        "bestellnummer|bestell nr|bestellnr|bestellung nr|ihre bestellung|ihre bestellnummer|ihre bestell nr|bestellreferenz|"
        "auftragsnummer des kunden|kundenauftrag|bestellung|ihre auftragsnummer|"
        "bon de commande|commande nº|numéro de commande|nº commande|nº de commande|votre commande|commande n|n de commande|"
        "référence commande|votre commande n|bon de commande n|"
        "orden de compra|número de pedido|nº pedido|pedido n|su pedido|orden de compra n|nº de pedido|"
        "ordine n|ordine nº|numero ordine|ordine d'acquisto|vs ordine|vostro ordine|rif ordine|vs ordine n|"
        "inkooporder|inkoopordernummer|uw order|uw bestelling|inkooporder nr|uw ordernummer|bestelnummer",
    ),
    (
        "order_number",
        6,
        "order number|order no|order id|order nr|ordernummer|ordernr|sales order|order|auftragsnummer|auftrag nr|auftrag",
    ),
    (
        "other_number",
        8,
        "customer number|customer no|customer id|customer code|cust no|customer|client number|client no|client id|account number|"
        "account no|acct no|account|a c no|kundennummer|kunden nr|kundennr|ihre kundennummer|kunde nr|debitorennummer|debitor nr|"
        "numéro client|nº client|code client|n client|référence client|número de cliente|nº cliente|código cliente|cliente nº|"
        "codice cliente|cod cliente|klantnummer|klantnr|debiteurennummer|debiteurnummer|relatienummer|código do cliente|"
        "delivery note|delivery note no|delivery no|lieferscheinnummer|lieferschein nr|lieferschein|bon de livraison|bl nº|albarán|"
        "albarán nº|ddt|ddt n|pakbon|tracking number|tracking no|awb|packing slip|shipment no|shipment id|"
        "phone|phone no|tel|telephone|telefon|telefone|téléphone|teléfono|telefono|fax|mobile|fone|fone fax|celular|mob|"
        "contract no|contract number|contract|vertragsnummer|vertrag nr|vertrags nr|contrat nº|contrato|contrato nº|contratto|"
        "company no|company number|registration no|company reg no|company registration number|reg no|registered number|"
        "hrb|hrb nr|handelsregister|handelsregisternummer|rcs|siret|siren|kvk|kvk nummer|kvk nr|rea|registro mercantil|cin|gln|"
        "lief nr|lieferantennummer|lieferanten nr|vendor no|vendor number|supplier no|supplier code|supplier number|"
        "codice fornitore|leverancier|"
        "inscrição estadual|inscrição municipal|ie|im|protocolo|protocolo de autorização de uso|código de verificação|"
        "steuernummer|steuer nr|st nr|steuernr|"
        "sort code|swift|bic|blz|kontonummer|konto nr|kontonr|bank account|bank account no|account name|agência|conta|"
        "art nr|artikelnummer|article no|item no|item code|item|sku|part no|product code|ean|gtin|serial no|serial number|"
        "serienummer|seriennummer|serviennummer|license no|licence no|vehicle no|job no|job number|project no|projekt nr|"
        "projektnummer|project number|projekt|quote no|quote number|quotation no|angebotsnummer|angebot nr|angebot|offerte|"
        "page|seite|pagina|página|folha|pagenumber|eori|eori no|box|po box|p o box|zip|suite|cep|postfach|bp|zählpunkt|zähler nr|"
        "numéro de dossier|dossier|dossier n|mandatsreferenz|mandate reference|gläubiger id|vat|claim no|policy no|policy number|"
        "case no|file no|matter no|check no|cheque no|reservation|reservation no|booking no|booking number|room|room no|meter no|"
        "original invoice|original invoice no|ursprüngliche rechnung|credit for invoice|related invoice|rps|número do rps|rps nº|"
        "access key|chave de acesso|chave de acesso da nf-e",
    ),
    ("series", 8, "série|serie|series"),
)
_DATE = (
    (
        "issue_date",
        10,
        "invoice date|invoice dated|date of invoice|inv date|bill date|billing date|tax invoice date|date of issue|issue date|"
        "issued on|issued|date issued|document date|credit note date|tax point|tax point date|invoice date tax point|dated|"
        "statement date|invoice issue date|receipt date|doc date|"
        "data de emissão|data da emissão|emissão|data emissão|data da fatura|data da nota|data da nota fiscal|emitida em|emitido em|"
        "data e hora de emissão|data e hora da emissão|data e hora da emissão da nfs-e|data do documento|data da factura|"
        "data de emissão da nfs-e|"
        "rechnungsdatum|rechnung datum|datum der rechnung|belegdatum|ausstellungsdatum|rechnung vom|rechnungs datum|rg datum|"
        "beleg datum|re datum|fakturadatum|gutschriftsdatum|ausgestellt am|faktura datum|datum rechnung|gutschrift vom|"
        "date de facture|date facture|date de facturation|date d'émission|facture du|date de la facture|émise le|date d'avoir|"
        "date emission|facture émise le|date de pièce|établie le|"
        "fecha de factura|fecha factura|fecha de emisión|fecha emisión|fecha de expedición|fecha expedición|fecha de la factura|"
        "data fattura|data emissione|data di emissione|fattura del|data documento|data della fattura|data doc|"
        "factuurdatum|datum factuur|factuur datum|faktuurdatum|datum facture",
    ),
    ("issue_date", 6, "date|data|datum|fecha|le|den|date time|vom|en date du|dt|del|date and time|data e hora"),
    (
        "due_date",
        10,
        "due date|payment due|payment due date|due on|date due|pay by|due by|payment due by|pay before|balance due on|due|maturity|"
        "amount due by|please pay by|total amount due on|amount due on|payable by|to be paid by|last date of payment|"
        "vencimento|data de vencimento|data vencimento|venc|vence em|data do vencimento|vcto|pagar até|data de vcto|"
        "fällig|fällig am|fälligkeit|fälligkeitsdatum|fälligkeitstag|zahlbar bis|zahlung bis|zahlungsziel|zahlungsfrist|zahlen bis|"
        "zu zahlen bis|netto bis|zahlbar bis zum|bis zum|fällig zum|überweisen bis|zahlungstermin|"
        "date d'échéance|échéance|date échéance|échéance le|à payer avant le|à régler avant le|date limite de paiement|payable le|"
        "date de règlement|à payer avant|règlement le|"
        "fecha de vencimiento|vencimiento|fecha vencimiento|vto|pagar antes de|fecha límite de pago|fecha de vto|"
        "scadenza|data scadenza|data di scadenza|scadenze|scadenza pagamento|da pagare entro|"
        "vervaldatum|vervaldag|betalen voor|uiterste betaaldatum|te betalen voor|uiterlijk betalen op|te voldoen voor",
    ),
    (
        "other_date",
        8,
        "order date|date of order|po date|purchase order date|ordered on|delivery date|date of delivery|ship date|shipped|shipped on|"
        "ship dt|date shipped|service date|date of supply|supply date|period|billing period|service period|invoice period|period from|"
        "from|to|print date|printed|printed on|run date|date of birth|flight|start date|end date|payment date|paid on|date paid|"
        "expiry|exp date|expires|valid until|check in|check out|arrival|departure|transaction date|delivery note date|contract date|"
        "data do pedido|data da entrada saída|data de saída|data saída|data da saída|período|competência|data de competência|"
        "data de entrega|data de início|data do pagamento|data de recebimento|data de autorização|validade|protocolo de autorização de uso|"
        "bestelldatum|bestell datum|bestellung vom|auftragsdatum|lieferdatum|liefer datum|leistungsdatum|leistungs datum|"
        "liefer und leistungsdatum|"
        "lieferschein datum|lieferscheindatum|leistungszeitraum|abrechnungszeitraum|rechnungszeitraum|zeitraum|druckdatum|vertragsdatum|"
        "vertrags datum|auftrag datum|auftrag datum lief|leistung vom|geliefert am|skonto bis|stand|lieferung vom|geboren|angebot vom|"
        "lieferschein vom|liefertermin|skonto|tagen bis|innerhalb|abbuchung|"
        "date de commande|date commande|commande du|date de livraison|livraison|date livraison|période|période du|date d'impression|"
        "date de prestation|"
        "fecha de pedido|fecha pedido|fecha de entrega|periodo|fecha operación|fecha de operación|fecha albarán|"
        "data ordine|ordine del|data consegna|data ddt|ddt del|periodo dal|"
        "orderdatum|besteldatum|leverdatum|leveringsdatum|periode|verzenddatum|afleverdatum|betaaldatum|betaald op|geprint op",
    ),
)
_AMOUNT = (
    (
        "gross_total",
        10,
        "invoice total|total invoice|total amount|grand total|total for this invoice|total incl vat|total inc vat|total including vat|"
        "total with tax|total incl tax|total including tax|gross total|gross amount|total inc gst|total incl gst|invoice amount|"
        "amount including tax|amount incl vat|total invoice amount|total charges|total this invoice|total gross|total value|"
        "net invoice total|invoice value|total invoice value|invoice grand total|total amount incl vat|total including gst|"
        "total charge|order total|total price|total usd|total eur|total gbp|usd total|total aud|total cad|total sgd|total gross amount|"
        "total after tax|total amount after tax|total amount payable|total inclusive of gst|total sales inclusive of gst|nett total|"
        "total rm|total incl gst rm|round total|rounded total|total rounded|bill amount|bill total|gross worth|total inclusive gst|"
        "valor total da nota|valor total|total da nota|valor total da nota fiscal|total da fatura|valor da nota|valor da fatura|"
        "valor bruto|total geral|valor total da nfs-e|total com iva|total documento|total do documento|valor total da fatura|"
        "valor total do serviço|valor dos serviços|valor do serviço|total a pagar com iva|total iva incluído|"
        "gesamtbetrag|rechnungsbetrag|gesamtsumme|bruttobetrag|bruttosumme|gesamt brutto|summe brutto|endbetrag|endsumme|"
        "rechnungssumme|rechnungsendbetrag|gesamtbetrag brutto|gesamtbetrag inkl mwst|gesamt inkl mwst|gesamtbetrag eur|brutto|"
        "rechnungssumme brutto|gesamtrechnungsbetrag|betrag inkl mwst|summe inkl mwst|bruttorechnungsbetrag|total brutto|"
        "rechnungsbetrag brutto|gesamt betrag|summe eur|gesamtpreis brutto|rechnungsgesamtbetrag|brutto gesamt|total inkl mwst|"
        "total eur brutto|rechnungssumme inkl ust|rechnungssumme mit ust|gesamtbetrag der rechnung|"
        "total ttc|montant ttc|total t t c|montant total ttc|net à payer ttc|total toutes taxes comprises|prix ttc|montant ttc eur|"
        "total tvac|total tva comprise|montant total|total ttc en euros|total ttc eur|total général|montant de la facture|"
        "total factura|importe total|total con iva|total iva incluido|total iva incl|total euros|total factura eur|total fra|"
        "total general|importe total factura|importe factura|"
        "totale fattura|totale documento|totale ivato|totale iva inclusa|importo totale|totale complessivo|totale generale|"
        "totale iva compresa|totale euro|totale lordo|totale da fatturare|"
        "totaal incl btw|totaal inclusief btw|totaalbedrag|factuurbedrag|factuurtotaal|totaal incl|totaal te betalen|"
        "totaal factuur|eindtotaal|totaal inclusief|prijs incl btw|totaal bedrag|totaal eur|bedrag incl btw|totaal factuurbedrag",
    ),
    ("gross_total", 6, "total|totals|gesamt|summe|totale|totaal|total général|total r|total geral|importe|montant|amount|betrag"),
    (
        "amount_due",
        9,
        "amount due|total due|balance due|total amount due|amount payable|please pay|net payable|amount to pay|payable|balance|"
        "total payable|amount owing|to pay|pay this amount|total amount owed|net amount due|outstanding|current amount due|"
        "net due|invoice balance|balance due usd|total now due|invoice balance due|amount due usd|total due usd|please pay this amount|"
        "valor a pagar|total a pagar|valor líquido|valor cobrado|valor líquido da nota|valor líquido da nfs-e|valor do documento|"
        "líquido a pagar|valor líquido a pagar|saldo a pagar|"
        "zahlbetrag|zu zahlen|zahlungsbetrag|zu zahlender betrag|offener betrag|restbetrag|zu überweisen|zahlbar|zu zahlender beitrag|"
        "fälliger betrag|noch zu zahlen|forderungsbetrag|zu überweisender betrag|überweisungsbetrag|restzahlung|"
        "net à payer|montant à payer|reste à payer|solde à payer|à payer|solde|total à payer|montant dû|net à régler|total dû|"
        "total a pagar|importe a pagar|líquido a percibir|a pagar|total líquido|líquido|pendiente|"
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
        "valor total dos produtos|base de cálculo|total sem iva|total ilíquido|incidência|valor tributável|total líquido sem iva|"
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
        "tax_total",
        10,
        "tax|vat|total vat|total tax|sales tax|vat amount|tax amount|gst|total gst|hst|gst amount|vat total|tax total|estimated tax|"
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
_PARTY = (
    (
        "supplier",
        10,
        "sold by|seller|supplier|vendor|from|verkäufer|lieferant|rechnungssteller|rechnungsersteller|rechnungsaussteller|emitente|"
        "prestador de serviços|prestador|prestador do serviço|dados do prestador|fornecedor|identificação do emitente|absender|"
        "vendeur|fournisseur|émetteur|proveedor|emisor|vendedor|datos del emisor|fornitore|cedente|cedente prestatore|venditore|mittente|"
        "leverancier|verkoper|service provider|issued by|invoice from|bill from|recebemos de|merchant",
    ),
    (
        "supplier",
        6,
        "pay to|remit to|please remit to|payable to|remit payment to|"
        "make checks payable to|make cheques payable to|make all checks payable to|send payment to|beneficiary|beneficiário|account name|"
        "titulaire du compte|kontoinhaber|zahlungsempfänger|beneficiario|begünstigter|ten name van|t n v|account holder|cheques payable to|"
        "please make payment to|payee|mail payment to|intestatario|razón social|please send payment to",
    ),
    (
        "buyer",
        10,
        "bill to|billed to|invoice to|sold to|ship to|deliver to|customer|buyer|client|bill to address|billing address|shipping address|"
        "delivery address|invoice address|consignee|recipient|attn|attention|charge to|invoiced to|customer name|bill to party|issued to|"
        "advertiser|agency|product|estimate|account name advertiser|guest|ship to address|member|for the attention of|delivered to|"
        "destinatário|destinatário remetente|tomador|tomador de serviços|tomador do serviço|cliente|dados do tomador|adquirente|"
        "faturado para|facturado a|pagador|sacado|"
        "käufer|käufer leistungsempfänger|rechnungsempfänger|kunde|empfänger|leistungsempfänger|rechnungsadresse|lieferadresse|"
        "rechnungsanschrift|lieferanschrift|warenempfänger|rechnung an|lieferung an|auftraggeber|besteller|firma|abweichende lieferadresse|"
        "acheteur|client|facturé à|adresse de facturation|adresse de livraison|livré à|destinataire|adressé à|facturer à|"
        "comprador|datos del cliente|dirección de envío|dirección de facturación|enviar a|facturar a|"
        "acquirente|cessionario|cessionario committente|destinatario|spettabile|spett le|spett|destinazione|luogo di consegna|intestazione|"
        "klant|koper|factuuradres|afleveradres|aan|afnemer|factuur aan|bezorgadres|verzendadres",
    ),
)


def _table() -> dict[str, tuple[tuple[str, str, int], ...]]:
    """Squeezed phrase -> its meanings: (kind of value, field, weight)."""
    table: dict[str, tuple[tuple[str, str, int], ...]] = {}
    for kind, rows in (("number", _NUMBER), ("date", _DATE), ("amount", _AMOUNT), ("party", _PARTY)):
        for name, weight, phrases in rows:
            for phrase in phrases.split("|"):
                key = squeeze(phrase)
                known = table.get(key, ())
                if all(meaning[0] != kind for meaning in known):
                    table[key] = (*known, (kind, name, weight))
    return table


LABELS = _table()
PREFIXES = frozenset(key[:end] for key in LABELS for end in range(1, len(key) + 1))
LONGEST = 7  # words in a phrase

# German and Dutch glue words together: "Handelsrechnung Nr." is read as "Rechnung Nr.".
COMPOUND_ENDS = ("rechnung", "rechnungsnummer", "rechnungsnr", "rechnungsdatum", "factuur", "faktura", "gutschrift", "korrektur")


def _set(phrases: str) -> frozenset[str]:
    return frozenset(squeeze(phrase) for phrase in phrases.split("|"))


# Words that only a company's name ends with, compared squeezed.
COMPANY_ENDINGS = _set(
    "gmbh|mbh|ag|kg|ohg|gbr|ug|e.k.|e.v.|kgaa|se|co|ltd|limited|llc|llp|inc|incorporated|corp|corporation|company|plc|lp|pllc|pty|"
    "pvt|bv|nv|vof|sa|sas|sarl|eurl|sl|slu|s.l.|s.a.|srl|spa|snc|ltda|me|epp|eireli|s/a|mei|lda|unipessoal|ab|oy|aps|as|a/s|"
    "a.g.|gmbh&co|bhd|sdn|pte|sc|scop|scp|cv|rl|oü|kft|sro|doo|e.g.|eg"
)
# Words that say what a document is, or head a part of it, and are no name.
NOT_A_NAME = _set(
    "invoice|tax invoice|rechnung|facture|factura|fattura|factuur|fatura|nota fiscal|danfe|nf-e|receipt|statement|page|seite|original|copy|"
    "duplicate|credit note|gutschrift|documento auxiliar|da nota fiscal|eletrônica|kopie|duplicata|quittung|bill|proforma|"
    "commercial invoice|sales invoice|purchase order|delivery note|lieferschein|remittance|thank you|welcome|warenrechnung|"
    "kostenrechnung|retail invoice|cash bill|vat invoice|description|hinweis|rechnungskorrektur|total|subtotal|date|summary|"
    "invoice summary|detail|prefeitura|secretaria|município|recibo do sacado|boleto|ordem|pedido"
)
