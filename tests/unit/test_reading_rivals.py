"""Values of a header told from others like them: one tax rate's row, what is retained, other documents' dates and numbers."""

from __future__ import annotations

from datetime import date

from ap_engine.extraction.page_reading import read_pages
from ap_engine.model.extraction import Extraction
from tests.unit.template_papers import page

TODAY = date(2026, 11, 22)


def read(text: str) -> Extraction:
    return read_pages((page(text),), TODAY, frozenset())[0]


def test_a_row_for_one_tax_rate_is_not_the_total_however_well_it_closes() -> None:
    found = read("""
Hotel Goldener Anker
Rechnung 34271                        Datum 17.07.2025

Übernachtung DZ               1     91,24  7%     91,24
Tagungspauschale              2     61,72  19%   123,44
Kurtaxe                       1     10,00  0%     10,00
                              Gesamt EUR         224,68

Enthaltene Mehrwertsteuer:    Netto     MwSt     Brutto
 7 %                          85,27     5,97      91,24
19 %                         103,73    19,71     123,44
""")
    assert found.value("gross_total") == "224.68"
    assert found.value("net_total") is None


def test_the_foot_that_sums_rows_of_net_tax_and_gross_gives_all_three() -> None:
    found = read("""
Hurtownia Elektryczna Nowak sp.j.
Faktura VAT nr FV/07/15/0093          Data wystawienia 2015-07-31

Lp. Nazwa            Netto       VAT    Kwota      Brutto
1   Przewody       1354,86       23%   311,62     1666,48
2   Oprawa         1442,70       23%   331,82     1774,52
    Razem:         2797,56             643,44     3441,00
""")
    assert (found.value("net_total"), found.value("tax_total"), found.value("gross_total")) == ("2797.56", "643.44", "3441.00")


def test_what_is_retained_belongs_to_the_total_and_not_to_what_is_due() -> None:
    found = read("""
Stonefield Builders, Inc.
INVOICE NO. 24-111-03                 Invoice date: 03/25/2025

General conditions                                   1,840.00
Concrete foundations                                 7,670.00
TOTALS                                               9,510.00
Original contract sum                              $57,900.00
Work completed this period                          $9,510.00
Less retainage on this period (10%)                  ($951.00)
CURRENT PAYMENT DUE                                 $8,559.00
""")
    assert found.value("gross_total") == "9510.00"
    assert found.value("amount_due") == "8559.00"


def test_the_cash_in_hand_of_a_condominium_is_nothing_to_pay() -> None:
    found = read("""
Condomínio Edifício Solar
Documento: 0412/302                   Emissão: 25/03/2025

Taxa ordinária               1.077,38
Água                            97,02
Total                        1.174,40

Saldo em caixa anterior                            19.886,15
""")
    assert found.value("gross_total") == "1174.40"


def test_one_date_answers_two_labels_that_a_stroke_joins() -> None:
    found = read("""
KaLuHome Trading UG
Rechnung

Bestelldatum         19.05.2025
Rechnungsdatum /
Lieferdatum          21.05.2025
Rechnungsnummer      DE-50017-INV-2025-884
Gesamtbetrag         42,85 EUR
""")
    assert found.value("issue_date") == "2025-05-21"


def test_a_repair_order_is_dated_when_it_is_printed_and_not_when_the_car_came_in() -> None:
    found = read("""
Lonnie's Tire & Auto Repair           INVOICE
Valdosta, GA 31602                    RO # 22386
                                      Printed: 02/07/2006 5:18 PM

Mileage In: 107,052   Date In: 02/06/2006
TOTAL                                 $218.22
""")
    assert found.value("issue_date") == "2006-02-07"
    reading = found.reading("issue_date")
    assert reading is not None
    assert not reading.certain


def test_capitals_before_a_number_belong_to_it_unless_it_is_printed_without_them() -> None:
    assert read("Magnolia Catering\nINV 2491        Jul 8, 2018\nTotal  $5,210.75\n").value("invoice_number") == "INV 2491"
    twice = read("""
MID-OHIO LINEN
CUST  066101    INVOICE     DATE
                4001798     4/7/2025
TOTAL  $219.00

Return with payment   INV 4001798
""")
    assert twice.value("invoice_number") == "4001798"


def test_a_payment_reference_in_the_text_is_the_number_where_nothing_else_is() -> None:
    found = read("""
TSV Blau-Weiß Harsefeld e. V.
                                                     15. Januar 2010
Beitragsrechnung 2010
Jahresbeitrag                                        18,00 EUR
Bitte überweisen Sie den Betrag bis zum 01.02.2010 unter Angabe des Verwendungszwecks
„M-0417/2010“ auf unser Konto.
""")
    assert found.value("invoice_number") == "M-0417/2010"


def test_a_single_digit_is_a_number_only_as_all_that_a_heading_says() -> None:
    assert read("Hof Brinkmann      3.6.25\n\nRechnung 7\n\nzusammen   133,67 EUR\n").value("invoice_number") == "7"
    assert read("Hof Brinkmann      3.6.25\n\nRechnung 7   Seiten\n\nzusammen   133,67 EUR\n").value("invoice_number") is None


def test_the_foot_of_the_tax_column_is_not_proved_by_the_taxes_above_it() -> None:
    found = read("""
Kaveri Home Retail Private Limited    Tax Invoice
Invoice Number : DEL2-2300041187      Invoice Date : 31.01.2023

Description                    Net       Rate     Tax       Total
Steel Water Bottle         1,011.00      18%    181.98    1,192.98
Braided Cable                185.31      18%     33.36      218.67
Mixer Grinder              5,959.90      18%  1,072.78    7,032.68
TOTAL:                                        1,288.12
""")
    assert not any(reading.certain for reading in found.readings if reading.value == "1288.12")
    assert all(line.line_net not in ("181.98", "33.36", "1072.78") for line in found.lines)


def test_what_each_tax_rate_contains_is_not_the_total_even_where_it_is_called_gross() -> None:
    found = read("""
Genusswerk Catering OG
Rechnung 417-25                       Salzburg, 25.10.2025

90  Suppe im Glas               4,80           432,00
 6  Personal Stunden           40,00           240,00
                         Rechnungsbetrag       672,00 EUR
enthält 10% USt: netto 392,73 / USt 39,27 / brutto 432,00
enthält 20% USt: netto 200,00 / USt 40,00 / brutto 240,00
""")
    assert found.value("gross_total") == "672.00"


def test_an_american_address_is_nobodys_company() -> None:
    found = read("""
Summit Vertical Transport
1450 Larimer St, Denver, CO 80202
Invoice # SI-0045120                  Invoice date Jul 1, 2025
Invoice total                         $1,088.10
""")
    assert found.value("supplier_name") == "Summit Vertical Transport"
