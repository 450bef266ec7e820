"""Label and heading words of further countries: the Nordics, Central and Eastern Europe, Turkey, Spanish-speaking America, the Gulf.

Data in the shape of `label_words`, `label_words_amounts` and `column_words`, which go before it: add a phrase and it is read.
"""

from __future__ import annotations

NUMBERS = (
    (
        "invoice_number",
        10,
        "laskun numero|laskunumero|laskun nro|lasku nro|lasku nr|fakturanr|fakturanummer|faktura nr|faktura nro|fakturanumero|"
        "faktura číslo|číslo faktury|číslo dokladu|faktura č|faktura daňový doklad č|daňový doklad č|faktúra č|číslo faktúry|"
        "numer faktury|nr faktury|faktura vat nr|faktura nr|számla sorszáma|számlaszám|számla száma|sorszám|"
        "număr factură|nr factură|factura nr|factura seria|serie și număr|fatura no|fatura numarası|fatura nr|arve nr|arve number|"
        "rēķins nr|rēķina nr|sąskaita nr|sąskaita faktūra nr|račun št|račun broj|broj računa|številka računa|"
        "comp nro|comprobante nro|nro comprobante|nro de factura|nro factura|folio factura|no de factura|n de comprobante|número de comprobante|"
        "factura electrónica nº|factura electrónica n|boleta de venta nº|tax invoice no|invoice serial no",
    ),
    (
        "invoice_number",
        5,
        "lasku|számla|arve|rēķins|račun|e fatura|liquidation|honorarliquidation|kostennote|"
        "factura a|factura b|factura c|factura electrónica de venta|sales invoice",
    ),
    (
        "purchase_order",
        10,
        "ordrenr|ordre nr|bestillingsnr|deres ordrenr|ert ordernr|beställningsnr|inköpsordernr|tilausnumero|tilaus nro|"
        "objednávka č|číslo objednávky|zamówienie nr|nr zamówienia|rendelésszám|comandă nr|sipariş no|sipariş numarası|"
        "lpo no|lpo number|lpo|lpo ref|orden de compra nº|orden compra|oc nº|nro oc",
    ),
    (
        "other_number",
        8,
        "viitenumero|viite|asiakasnumero|asiakasnro|kundenr|kundnr|kid|ocr|ocr nummer|variabilní symbol|konstantní symbol|specifický symbol|"
        "ič|ičo|dič|nip|regon|krs|y tunnus|org nr|orgnr|organisasjonsnr|cvr nr|cvr|bankgiro|plusgiro|kontonr|kontonummer|adószám|cui|cif|"
        "vkn|vergi no|vergi dairesi|tckn|trn|tin|r u t|rut|ruc|nit|cuit|cae nº|cae n|cae|ingresos brutos|punto de venta|matrícula|"
        "punto de suministro|point de livraison|numéro de contrat|référence client|gln|vessel|voyage|container no|bl no|b l no",
    ),
)
DATES = (
    (
        "issue_date",
        10,
        "laskun päivä|laskun päiväys|laskun pvm|laskupäivä|päiväys|fakturadato|fakturadatum|faktura dato|dato faktura|faktureringsdato|"
        "datum vystavení|dátum vystavenia|vystaveno dne|data wystawienia|wystawiono dnia|dnia|kelt|számla kelte|kiállítás dátuma|"
        "data emiterii|data facturii|fatura tarihi|düzenleme tarihi|arve kuupäev|datum izdaje|datum računa|"
        "fecha de emision comprobante|fecha emisión|fecha comprobante|invoice dt",
    ),
    ("issue_date", 6, "päivämäärä|pvm|dato|datum|data dokumentu|tarih|kuupäev"),
    (
        "due_date",
        10,
        "eräpäivä|forfallsdato|forfaldsdato|forfald|forfall|förfallodatum|förfallodag|betales senest|betalas senast|datum splatnosti|"
        "splatnost|dátum splatnosti|termin płatności|fizetési határidő|esedékesség|data scadenței|scadența|termen de plată|vade tarihi|"
        "son ödeme tarihi|maksetähtaeg|rok plačila|fecha de vto para el pago|vto para el pago|fecha de vto|fecha vto|fecha vencimiento|"
        "fecha límite de pago|páguese antes de",
    ),
    (
        "other_date",
        8,
        "toimituspäivä|leveringsdato|leveransdatum|datum zdanitelného plnění|datum uskutečnění zdanitelného plnění|duzp|data sprzedaży|"
        "data wykonania usługi|teljesítés|teljesítés dátuma|sevk tarihi|irsaliye tarihi|fecha de vto de cae|vto de cae|vto cae|"
        "vencimiento cae|fecha de vencimiento de cae|inicio de actividades|week ending|week ended|billing cycle close",
    ),
)
AMOUNTS = (
    (
        "gross_total",
        10,
        "maksettava yhteensä|yhteensä maksettava|laskun loppusumma|loppusumma|lasku yhteensä|å betale|å betale nok|att betala|att betala sek|"
        "at betale|beløb at betale|i alt at betale|total inkl mva|sum inkl mva|total inkl moms|summa inkl moms|i alt inkl moms|"
        "celkem k úhradě|k úhradě|celkem k úhradě kč|celková částka|spolu na úhradu|razem do zapłaty|do zapłaty|kwota do zapłaty|razem brutto|"
        "fizetendő|fizetendő összesen|bruttó összesen|végösszeg|total de plată|total general|ödenecek tutar|vergiler dahil toplam tutar|"
        "genel toplam|vergiler dahil toplam|kokku tasuda|za plačilo|ukupno za platiti|importe total|monto total|total comprobante|"
        "grand total aed|total amount aed|gross amount before commission",
    ),
    ("gross_total", 6, "yhteensä|i alt|sum|summa|celkem|spolu|razem|összesen|toplam|kokku|skupaj|ukupno"),
    (
        "net_total",
        10,
        "veroton yhteensä|yhteensä veroton|veroton|sum eks mva|netto eks mva|sum uten mva|exkl moms|summa exkl moms|netto exkl moms|ekskl moms|"
        "i alt ekskl moms|subtotal ekskl moms|momsgrundlag|základ daně|základ dane|cena bez dph|celkem bez dph|wartość netto|razem netto|"
        "suma netto|nettó összesen|adóalap|total fără tva|baza de impozitare|mal hizmet toplam tutarı|matrah|ara toplam|kdv matrahı|"
        "vergiler hariç toplam|summa ilma km ta|osnova za ddv|importe neto gravado|neto gravado|monto neto|total neto|op gravada|"
        "valor venta|base gravable|amount net of vat|vatable sales|total sales net of vat|amount ex gst|total hors tva",
    ),
    (
        "tax_total",
        10,
        "alv|alv yhteensä|arvonlisävero|mva|mva beløp|sum mva|moms|moms beløb|momsbeløb|momsbelopp|moms i alt|dph|dph celkem|daň|vat kwota|"
        "kwota vat|podatek vat|razem vat|áfa|áfa összesen|áfa összege|tva total|valoare tva|hesaplanan kdv|kdv|kdv tutarı|toplam kdv|"
        "ddv|pdv|igv|i g v|i v a|itbis|itbms|add vat|less vat|add gst|vat tax|vat amt|excise duty|impuesto|iva gravado",
    ),
    (
        "other_amount",
        9,
        "impuesto adicional|importe otros tributos|otros tributos|percepción|percepciones|retención|retefuente|reteica|ritenuta|"
        "ritenuta d acconto|irpf|öresutjämning|öreavrundning|avrunding|pyöristys|zaokrouhlení|zaokrąglenie|kerekítés|iskonto|"
        "total sales vat inclusive",
    ),
)
PARTIES = (
    (
        "supplier",
        10,
        "dodavatel|dodávateľ|sprzedawca|eladó|furnizor|satıcı|müüja|prodajalec|selger|säljare|sælger|myyjä|zhotovitel|wystawca",
    ),
    (
        "buyer",
        10,
        "odběratel|odberateľ|nabywca|vevő|cumpărător|client|alıcı|sayın|ostja|kupec|kjøper|köpare|køber|ostaja|asiakas|kunde|kund|"
        "señor es|señores|sres|messrs|m s|to m s|apellido y nombre razón social|sold to",
    ),
)
HEADINGS = {
    "description": "kuvaus|nimike|tuote|selite|beskrivelse|vare|varebeskrivelse|benämning|beskrivning|tekst|označení dodávky|popis|název|"
    "nazwa|nazwa towaru|nazwa towaru usługi|nazwa usługi|megnevezés|denumire|denumirea produselor|mal hizmet|açıklama|cinsi|kirjeldus|"
    "opis|naziv|detalle|producto servicio|articles|location|employee|candidate|worker|consultant|name of worker|site|sendung|relation|"
    "détail de votre facture|descripción del servicio|zboží|tavara|space|details of services",
    "quantity": "määrä|kpl|antall|antal|mængde|počet|počet m j|množství|množstvo|ilość|mennyiség|cantitate|miktar|adet|kogus|količina|"
    "ord hrs|reg hrs|consommation|consumo m³|cantidad|h|timer|timmar",
    "unit": "yks|yksikkö|enhed|enhet|m j|mj|j m|jm|me egység|u m|birim|ühik|em|u medida",
    "unit_price": "à hinta|a hinta|yksikköhinta|hinta|pris|enhetspris|enhedspris|stk pris|á pris|a pris|cena za m j|cena za mj|jednotková cena|"
    "cena jedn|cena jednostkowa|cena netto|cena|egységár|preț unitar|preț|birim fiyat|fiyat|hind|precio unit|u price|unit rate|"
    "prix unitaire chf|prix chf|rate aed|prix unitaire ht|space rate",
    "line_net": "veroton yhteensä|yhteensä|summa|beløb|beløp|belopp|sum|i alt|cena bez dph|celkem bez dph|celkem kč|celkem|wartość netto|"
    "wartość|nettó érték|érték|összesen|valoare|mal hizmet tutarı|tutar|kokku|znesek|iznos|amount sgd|amount ex gst|montant chf|"
    "total aed|gesamt eur|valor r|importe total",
    "item_code": "tuotenro|tuotekoodi|varenr|varenummer|artnr|artikelnr|art nr|kód|indeks|cikkszám|cod produs|stok kodu|ürün kodu|kood|panel",
    "tax_rate": "alv|alv %|mva|mva %|moms|moms %|dph|dph %|vat %|stawka vat|áfa|áfa %|kdv|kdv oranı|kdv %|vat 5%|igv",
    "other": "rabatt|rabat|rabatt %|rabat %|sleva|iskonto|iskonto oranı|indirim|% bonif|bonif|dto|dto %|% dto|desc|desc %|% desc|rem|rem %|"
    "% rem|sc|sc %|korting %|disc %|sconti %|kdv tutarı|kwota vat|dph kč|dpt|sıra|lp|p č|p|faktor|goä|ot hrs|posting period|fracht|maut|"
    "gewicht kg|classification|role|job|type|week end|week ending|reference",
}
