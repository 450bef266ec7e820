"""Reading pages by words: invoices of seven languages as their makers print them, drawn here and read back."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from reportlab.pdfgen import canvas

from ap_engine.capture.pdf_text import read_pdf
from ap_engine.extraction.read import read
from ap_engine.model.extraction import Document, DocumentType, Extraction

TODAY = date(2026, 11, 22)


def drawn(*pages: str) -> bytes:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=(612, 792))
    for page in pages:
        sheet.setFont("Courier", 8)
        for row, line in enumerate(page.strip("\n").split("\n")):
            for run in re.finditer(r"\S+(?: \S+)*", line):
                sheet.drawString(30 + run.start() * 4.8, 760 - row * 11.6, run[0])
        sheet.showPage()
    sheet.save()
    return out.getvalue()


def reading_of(*pages: str, ours: frozenset[str] = frozenset()) -> tuple[Extraction, ...]:
    return read(Document(pages=read_pdf(drawn(*pages)).pages), TODAY, ours)


GERMAN = """
Musterfirma GmbH | Hauptstr. 5 | 10115 Berlin

Herrn
Peter Beispiel                                            Datum: 03.02.2021
Nebenweg 9                                                Kundennr.: 10456
80331 München                                             Rechnungsnr.: RE-2021-00017
                                                          Lieferdatum: 01.02.2021
Pos  Bezeichnung            Menge     Einzel €     Gesamt €
1    Webdesign              10 Std.   80,00        800,00
2    Hosting                12 Mon.    5,00         60,00
                                      Zwischensumme (netto)     860,00 €
                                      Umsatzsteuer 19 %         163,40 €
                                      Gesamtbetrag            1.023,40 €
Zahlbar ohne Abzug bis zum 17.02.2021.          USt-IdNr.: DE136695976
"""
ENGLISH = """
                                                              Page 1 of 2
ACME SUPPLY CO.                                   I N V O I C E
100 Main St, Dallas TX 75201               INVOICE DATE    INVOICE NO.   CUSTOMER NO.
                                           04/02/2019      0093455       C10022
SOLD TO                                    SHIP TO
WIDGETS LLC                                WIDGETS LLC WAREHOUSE
Austin TX 78701                            Austin TX 78702

CUSTOMER P.O.     SHIP VIA     TERMS        DUE DATE      ORDER NO.
PO-55122          UPS          NET 30       05/02/2019    778812
ITEM        DESCRIPTION        ORDERED   SHIPPED   PRICE     AMOUNT
A-100       Steel bolts           100       100     0.50      50.00
B-200       Washers               200       200     0.10      20.00
                                            SALES TAX          5.78
                                            TOTAL          $  75.78
"""
PORTUGUESE = """
                                     TRANSPORTES RÁPIDOS LTDA
                              CNPJ 45.543.915/0001-81  IE 110.042.490.114
 Fatura nº: 2023/0871            Emissão: 05/06/2023          Vencimento: 05/07/2023
 Sacado: INDÚSTRIA ALFA S/A                         CNPJ: 60.701.190/0001-04
 Pedido de Compra: 4500012345
                                  VALOR TOTAL R$   3.750,50
"""
SPANISH = """
 SUMINISTROS INDUSTRIALES DEL NORTE, S.L.
 CIF: B12345674
                                                Cliente: TALLERES GÓMEZ S.A.
                                                NIF: A58818501
 Nº Factura: F-2021/0457        Fecha: 03/02/2021       Vencimiento: 05/03/2021
 Concepto                       Cantidad     Precio       Importe
 Tornillos M8                   1.000        0,12         120,00
 Base imponible    % IVA     Cuota IVA       Total factura
 120,00            21        25,20           145,20 €
"""
FRENCH = """
Boulangerie Dupont SARL                                       FACTURE
69002 Lyon                                                    Facture n° FA-00451
TVA intracommunautaire FR44732829320                          Date : 12 mars 2021
Désignation             Qté      P.U. HT      Total HT
Pains de campagne       20       2,50 €       50,00 €
                                 Total HT     50,00 €
                                 TVA 5,5 %     2,75 €
                                 Total TTC    52,75 €
Date d'échéance : 11/04/2021    Net à payer : 52,75 €
"""
ITALIAN = """
ROSSI COSTRUZIONI S.r.l.
P.IVA 12345678903                                      Spett.le
                                                       BIANCHI S.p.A.
                                                       P.IVA 00488410010
FATTURA N. 125/2022 del 14/06/2022                     Scadenza: 14/07/2022
Descrizione                 Q.tà     Prezzo unitario     IVA     Importo
Fornitura materiale edile   10,00    45,00               22      450,00
                                     Imponibile                  450,00
                                     IVA 22%                      99,00
                                     Totale fattura           € 549,00
"""
DUTCH = """
Van Dijk Installatietechniek B.V.
info@vandijk-installatie.nl
Aan:
Bakkerij de Vries
Factuurnummer     2020-0199
Factuurdatum      01-07-2020
Vervaldatum       15-07-2020
Aantal  Omschrijving              Prijs       Totaal
4       Uren monteur            € 55,00     € 220,00
                         Subtotaal          € 220,00
                         21% btw            €  46,20
                         Te betalen         € 266,20
"""
CREDIT = """
Credit Note                                         Northwind Traders Ltd
To: Contoso plc                                     VAT Reg No: GB 980 7806 84
Credit note no: CN-2041
Tax point: 9 May 2022
Original invoice: SI-20311
Totals                        90.00     18.00    108.00
"""
EXPECTED = [
    (GERMAN, "RE-2021-00017", "2021-02-03", "2021-02-17", "1023.40", "Musterfirma GmbH", "EUR"),
    (ENGLISH, "0093455", "2019-04-02", "2019-05-02", "75.78", "ACME SUPPLY CO.", "USD"),
    (PORTUGUESE, "2023/0871", "2023-06-05", "2023-07-05", "3750.50", "TRANSPORTES RÁPIDOS LTDA", "BRL"),
    (SPANISH, "F-2021/0457", "2021-02-03", "2021-03-05", "145.20", "SUMINISTROS INDUSTRIALES DEL NORTE, S.L.", "EUR"),
    (FRENCH, "FA-00451", "2021-03-12", "2021-04-11", "52.75", "Boulangerie Dupont SARL", "EUR"),
    (ITALIAN, "125/2022", "2022-06-14", "2022-07-14", "549.00", "ROSSI COSTRUZIONI S.r.l.", "EUR"),
    (DUTCH, "2020-0199", "2020-07-01", "2020-07-15", "266.20", "Van Dijk Installatietechniek B.V.", "EUR"),
]


@pytest.mark.parametrize(("text", "number", "issued", "due", "total", "supplier", "currency"), EXPECTED)
def test_an_invoice_of_each_language_is_read(
    text: str, number: str, issued: str, due: str, total: str, supplier: str, currency: str
) -> None:
    (found,) = reading_of(text)
    names = ("invoice_number", "issue_date", "due_date", "gross_total", "supplier_name", "currency")
    assert tuple(found.value(name) for name in names) == (number, issued, due, total, supplier, currency)


def test_net_and_tax_that_close_make_the_amounts_certain() -> None:
    (found,) = reading_of(GERMAN)
    amounts = {r.field: (r.value, r.certain) for r in found.readings if r.field in ("net_total", "tax_total", "gross_total")}
    assert amounts == {"net_total": ("860.00", True), "tax_total": ("163.40", True), "gross_total": ("1023.40", True)}


def test_a_printed_total_that_does_not_close_is_kept_as_printed_and_not_certain() -> None:
    (found,) = reading_of(GERMAN.replace("1.023,40", "1.032,40"))
    total = found.reading("gross_total")
    assert total is not None
    assert (total.value, total.certain) == ("1032.40", False)


def test_lines_have_quantity_price_and_net() -> None:
    (found,) = reading_of(GERMAN)
    assert [(line.description, line.quantity, line.unit_price, line.line_net) for line in found.lines] == [
        ("Webdesign", "10", "80.00", "800.00"),
        ("Hosting", "12", "5.00", "60.00"),
    ]
    (english,) = reading_of(ENGLISH)
    assert [(line.item_code, line.quantity, line.line_net) for line in english.lines] == [
        ("A-100", "100", "50.00"),
        ("B-200", "200", "20.00"),
    ]


def test_order_numbers_are_the_customers_not_the_suppliers() -> None:
    assert reading_of(ENGLISH)[0].purchase_order_numbers == ("PO-55122",)
    assert reading_of(PORTUGUESE)[0].purchase_order_numbers == ("4500012345",)


def test_the_supplier_is_never_our_own_company() -> None:
    (found,) = reading_of(PORTUGUESE, ours=frozenset({"60701190000104"}))
    assert (found.value("supplier_tax_id"), found.value("buyer_tax_id")) == ("45543915000181", "60701190000104")
    (other,) = reading_of(PORTUGUESE, ours=frozenset({"45543915000181"}))
    assert other.value("supplier_tax_id") != "45543915000181"


def test_a_credit_note_is_told_by_its_heading_and_its_amounts_are_positive() -> None:
    (found,) = reading_of(CREDIT)
    assert found.document_type is DocumentType.CREDIT_NOTE
    assert (found.value("invoice_number"), found.value("gross_total")) == ("CN-2041", "108.00")
    assert reading_of(GERMAN)[0].document_type is DocumentType.INVOICE


def test_two_invoices_in_one_file_are_two() -> None:
    other = GERMAN.replace("RE-2021-00017", "RE-2021-00018").replace("1.023,40", "1.023,41")
    assert [f.value("invoice_number") for f in reading_of(GERMAN, other)] == ["RE-2021-00017", "RE-2021-00018"]
    assert [f.value("invoice_number") for f in reading_of(GERMAN, GERMAN)] == ["RE-2021-00017"]


def test_a_page_that_is_no_invoice_says_so() -> None:
    (found,) = reading_of("Dear Sir or Madam, we wish you a merry season and thank you for the good work done together.")
    assert [problem.code for problem in found.problems] == ["no_invoice_found"]
