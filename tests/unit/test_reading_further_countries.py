"""Invoices of countries whose words are read from `label_words_further`: number, dates, amounts and lines, and who sent them."""

from __future__ import annotations

from datetime import date

import pytest

from ap_engine.extraction.page_reading import read_pages
from ap_engine.model.extraction import Extraction
from tests.unit.template_papers import page

TODAY = date(2026, 11, 22)


def read(text: str) -> Extraction:
    return read_pages((page(text),), TODAY, frozenset())[0]


FINNISH = """
Nurmen Kiinteistöhuolto Oy         LASKU
Tehtaankatu 5                      Laskun numero    20250934
00140 Helsinki                     Laskun päivä     12.03.2025
                                   Eräpäivä         26.03.2025
                                   Viitenumero      10 03452 77811

Kuvaus                 Määrä   Yks.   à-hinta   Yhteensä
Lumityöt               3,0     h      68,81     206,43
Nurmikon leikkuu       4,0     h      40,14     160,56

                               Veroton yhteensä     366,99
                               ALV 25,5 %            93,58
                               Maksettava yhteensä  460,57
"""
CZECH = """
Faktura - daňový doklad č. 25010346
Dodavatel:                         Odběratel:
Zámečnictví Novotný                Stavebniny Kolář s.r.o.
Lipová 14                          Nádražní 8
602 00 Brno                        779 00 Olomouc

Datum vystavení:             03.06.2025
Datum zdanitelného plnění:   01.06.2025
Datum splatnosti:            03.07.2025
Variabilní symbol:           25010346

                       Základ daně            6 395,91
                       DPH 21 %               1 343,14
                       Celkem k úhradě Kč     7 739,05
"""
NORWEGIAN = """
Hafslund Næring AS                 Fjell Elektro AS
                                   Org.nr. NO 987 654 325 MVA
FAKTURA
Fakturanr.:      30418
Fakturadato:     06.11.2024
Forfallsdato:    26.11.2024
KID:             0304170000124

                       Sum eks. mva          11 640,48
                       Mva 25 %               2 910,12
                       Å betale NOK          14 550,60
"""


@pytest.mark.parametrize(
    ("paper", "number", "issued", "due", "amounts"),
    [
        (FINNISH, "20250934", "2025-03-12", "2025-03-26", ("366.99", "93.58", "460.57")),
        (CZECH, "25010346", "2025-06-03", "2025-07-03", ("6395.91", "1343.14", "7739.05")),
        (NORWEGIAN, "30418", "2024-11-06", "2024-11-26", ("11640.48", "2910.12", "14550.60")),
    ],
)
def test_header_and_totals(paper: str, number: str, issued: str, due: str, amounts: tuple[str, str, str]) -> None:
    found = read(paper)
    assert (found.value("invoice_number"), found.value("issue_date"), found.value("due_date")) == (number, issued, due)
    assert tuple(found.value(name) for name in ("net_total", "tax_total", "gross_total")) == amounts


def test_seller_and_buyer_are_told_apart_by_their_headings() -> None:
    found = read(CZECH)
    assert found.value("supplier_name") == "Zámečnictví Novotný"
    assert found.value("buyer_name") == "Stavebniny Kolář s.r.o."


def test_in_argentina_the_point_of_sale_begins_the_number_and_the_permit_has_its_own_date() -> None:
    found = read("""
METALÚRGICA PAMPA S.R.L.           FACTURA
                                   Punto de Venta: 00003 Comp. Nro: 00061206
                                   Fecha de Emisión: 08/04/2025
Fecha de Vto. para el pago: 08/05/2025

                       Importe Neto Gravado: $     1.000,00
                       IVA 21%: $                    210,00
                       Importe Total: $            1.210,00

CAE N°: 75123456789012   Fecha de Vto. de CAE: 18/04/2025
""")
    assert found.value("invoice_number") == "00003-00061206"
    assert (found.value("issue_date"), found.value("due_date")) == ("2025-04-08", "2025-05-08")


def test_where_a_currency_has_no_cents_thousands_are_money_and_a_tax_id_is_none() -> None:
    found = read("""
TRANSPORTES AUSTRAL SpA            R.U.T.: 76.543.210-K
                                   FACTURA ELECTRÓNICA Nº 95141
                                   FECHA EMISIÓN: 04/09/2025

Cantidad    Detalle                          Precio       Total
6           Peajes                          104.000     624.000
1           Flete Puerto Montt              489.000     489.000

                              MONTO NETO $            1.113.000
                              I.V.A. 19% $              211.470
                              TOTAL $                 1.324.470
""")
    assert found.value("gross_total") == "1324470.00"
    assert found.value("issue_date") == "2025-09-04"
    assert [line.line_net for line in found.lines] == ["624000", "489000"]


def test_space_that_an_agency_sells_is_the_total_and_its_commission_is_not_taken_off() -> None:
    found = read("""
MetroView Transit Media            INVOICE # 773120
                                   INVOICE DATE 09/01/2025

Bus king, route 7                                   475.00
Rail platform, Union                                475.00
                       GROSS SPACE                  950.00
                       LESS 15% AGENCY COMMISSION  -142.50
                       NET DUE                      807.50
""")
    assert (found.value("gross_total"), found.value("amount_due")) == ("950.00", "807.50")
    assert [line.line_net for line in found.lines] == ["475.00", "475.00"]


def test_a_consumption_with_a_space_for_its_thousands_is_one_number() -> None:
    found = read("""
Énergie du Rhône                   Facture n° 1045512300
                                   du 05/03/2025

Consommation heures pleines     4 717 kWh     0,1841 €     868,40 €
Consommation heures creuses     1 031 kWh     0,1373 €     141,56 €
                       Montant total TTC                  1 009,96 €
""")
    assert [(line.quantity, line.unit_price) for line in found.lines] == [("4717", "0.1841"), ("1031", "0.1373")]
