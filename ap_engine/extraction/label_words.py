"""The words that stand before numbers and dates on invoices, in seven languages. Data: add a phrase and it is read.

Phrases are written plainly; they are compared without accents, case, spaces and punctuation, so that
"Invoice No.", "INVOICE NO:" and "invoice no" are one. A weight of 10 names the field, 5 only hints at it.
Fields that no reading has (customer number, order date …) are here to claim the values that are theirs.
"""

from __future__ import annotations

NUMBER_LABELS = (
    (
        "invoice_number",
        10,
        "nota fiscal|invoice number|invoice no|invoice num|invoice nr|invoice id|invoice ref|invoice reference|inv no|inv number|inv num|"
        "tax invoice no|tax invoice number|vat invoice number|vat invoice no|bill number|bill no|bill id|credit note number|"
        "credit note no|credit memo number|credit memo no|invoice code|sales invoice no|our invoice no|"
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
        "num de factura|núm de factura|n factura|n de factura|número factura|factura simplificada nº|serie y folio|"
        "serie folio|folio y serie|no factura|"
        "fattura nº|fattura n|numero fattura|fattura numero|nº fattura|n fattura|num fattura|fattura nr|nr fattura|fattura num|"
        "numero della fattura|fattura no|parcella n|nota di credito n|"
        "factuurnummer|factuurnr|factuur nr|factuur nummer|factuur no|factuur n|faktuurnummer|faktuurnr|creditnota nummer|"
        "creditfactuurnummer|creditfactuur nummer|invoicenummer|fakturanr|fakturanumber|"
        "número de documento fiscal|invoice / bill number|statement number|order invoice no|billing number",
    ),
    (
        "invoice_number",
        7,
        "document number|document no|document nr|doc no|doc nr|doc number|número do documento|nº do documento|documento nº|"
        "dokumentnummer|dokument nr|dokumentnr|numéro de pièce|numéro de document|pièce nº|document n|número de documento|nº documento|"
        "numero documento|documento n|documento nr|n documento|documentnummer|receipt no|receipt nr|quittung nr|"
        "quittungsnummer|"
        "verwendungszweck|verwendungszwecks|"
        "bon nr|bonnummer|ticket no|ticket number|cash memo no|memo no|folio|transaction no|voucher no|boletanummer|folio fiscal",
    ),
    (
        "invoice_number",
        5,
        "inv|invoice|tax invoice|vat invoice|commercial invoice|proforma invoice|credit note|credit memo|rechnung|gutschrift|"
        "rechnungskorrektur|facture|avoir|factura|fattura|factuur|faktura|fatura|nota fiscal eletrônica|nfs-e|"
        "honorarrechnung|honorarnote|schlussrechnung|nf-e|nf|"
        "nota de débito|fatura recibo|factura recibo|creditnota|creditfactuur|factura electrónica|fattura elettronica|receipt",
    ),
    ("invoice_number", 3, "number|no|nr|nº|numero|número|nummer|numéro|num|n|reference number|ref no|ref|reference|referenz"),
    (
        "invoice_number",
        5,
        "betalingskenmerk|betaalkenmerk|zahlungsreferenz|référence de paiement|referencia de pago|riferimento pagamento|"
        "check no|check number|check|chk|slip no|slip|bill ref|trans no|trans|tran no|txn no|order slip|our ref|our reference|"
        "our ref no|our number|unsere nummer|notre réf|notre référence|nuestra referencia|n ref",
    ),
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
        "case no|file no|matter no|cheque no|reservation|reservation no|booking no|booking number|room|room no|meter no|"
        "original invoice|original invoice no|ursprüngliche rechnung|credit for invoice|related invoice|rps|número do rps|rps nº|"
        "vat no|vat number|vat reg no|vat registration no|vat nr|tax no|tax number|tva no|n tva|licence no|lic no|lic|license|certificate no|"
        "vat reference|tax reference|customer reference|customer ref|payment reference|bank reference|"
        "pages|sheet|lot|route|terms|unser zeichen|sales rep|salesperson|"
        "access key|chave de acesso|chave de acesso da nf-e",
    ),
    ("series", 8, "série|serie|series"),
)
DATE_LABELS = (
    (
        "issue_date",
        10,
        "invoice date|invoice dated|date of invoice|inv date|bill date|billing date|tax invoice date|date of issue|issue date|"
        "issued on|issued|date issued|document date|credit note date|tax point|tax point date|invoice date tax point|"
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
    ("issue_date", 6, "date|dated|data|datum|fecha|date time|date and time|data e hora"),
    ("issue_date", 5, "printed|date printed|date paid|paid on|le|den|vom|du|en date du|dt|del|am|op|em|a fecha"),
    (
        "due_date",
        10,
        "prélevé le|prélèvement le|date de prélèvement|prélèvement|abgebucht am|wird abgebucht am|abbuchung am|einzug am|geïncasseerd op|"
        "afgeschreven op|incasso op|fecha de cargo|cargo el|please pay by|pay no later than|addebito il|data addebito|"
        "débito em|due date|payment due|payment due date|due on|date due|pay by|due by|payment due by|pay before|"
        "balance due on|due|maturity|"
        "amount due by|please pay by|total amount due on|amount due on|payable by|to be paid by|last date of payment|"
        "vencimento|data limite de pagamento|data limite|limite de pagamento|data de vencimento|data vencimento|venc|"
        "vence em|data do vencimento|vcto|pagar até|data de vcto|"
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
        "through|thru|until|rendered through|as of|period ending|period end|month ending|for services through|"
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
