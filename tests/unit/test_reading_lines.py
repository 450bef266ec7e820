"""Lines found by what they sum to: what stands between them and is none, and where quantity and price come from (rule C9)."""

from __future__ import annotations

from datetime import date

import pytest

from ap_engine.extraction.page_reading import read_pages
from ap_engine.model.extraction import Extraction
from tests.unit.template_papers import page

TODAY = date(2026, 11, 22)
HEAD = """
Stonefield Supplies GmbH            Invoice No. 4070-88
12 Mill Road, Bristol BS6 7QF       Invoice date: 14 March 2026

"""


def read(text: str) -> Extraction:
    return read_pages((page(HEAD + text.strip("\n")),), TODAY, frozenset())[0]


def nets(text: str) -> list[str | None]:
    return [line.line_net for line in read(text).lines]


def test_taxes_below_the_lines_count_towards_the_total_and_are_no_lines() -> None:
    assert nets("""
Application support                42,000.00
Cloud migration                    18,500.00
OUTPUT CGST 9%                      5,445.00
OUTPUT SGST 9%                      5,445.00
Round Off                               0.10
Total                              71,390.10
""") == ["42000.00", "18500.00"]


def test_a_headed_table_does_not_take_taxes_balances_and_payments_for_lines() -> None:
    assert nets("""
Date       Description             Qty     Rate    Amount
           Previous Balance                        480.50
11/12/25   Payment received                       -240.25
11/24/25   Remote Broadcast         20    14.00    280.00
11/24/25   Run of Station            8     6.00     48.00
Total amount due                                   568.25
""") == ["280.00", "48.00"]


def test_subtotals_of_groups_are_passed_over() -> None:
    assert nets("""
Pos.    Menge   Bezeichnung             EP        GP
01.001  10      Mauerwerk herstellen    81,90     819,00
01.002  2       Container abfahren      278,36    556,72
        Summe Rohbauarbeiten                      1.375,72
02.001  22      Geselle nach Rapport    57,94     1.274,68
        Summe Stundenlohnarbeiten                 1.274,68
Nettosumme                                        2.650,40
+ 19,00 % MwSt.                                   503,58
Gesamtbetrag EUR                                  3.153,98
""") == ["819,00".replace(",", "."), "556.72", "1274.68"]


def test_freight_below_the_sum_of_the_lines_is_no_line_and_freight_among_them_is_one() -> None:
    below = nets("""
Description              Qty    Price    Amount
Reed diffuser             3     38.74    116.22
Candle                    1     10.00     10.00
Subtotal                                 126.22
Shipping                                   5.95
Total                                    132.17
""")
    among = nets("""
One year, fifty issues                   118.00
Postage and handling                      12.50
Amount due                               130.50
""")
    assert below == ["116.22", "10.00"]
    assert among == ["118.00", "12.50"]


def test_a_total_printed_above_the_lines_is_found_as_well_as_one_below() -> None:
    found = read("""
Total for this invoice             $146.97

Detail for services
Compute instance    $0.0435 per Hrs     2,114 Hrs     $91.96
Block storage       $0.1100 per GB      501 GB        $55.01
""")
    assert [line.line_net for line in found.lines] == ["91.96", "55.01"]
    assert found.lines[0].quantity == "2114"
    assert found.lines[0].unit_price == "0.0435"


def test_hours_that_are_totalled_below_are_not_the_amounts() -> None:
    assert nets("""
Candidate / Timesheet            Hours    Charge Rate    Net
A Novak - TS 45976               24.25    15.42          373.94
B Osei - TS 42820                23.00    21.30          489.90
Total hours                      47.25
Goods                                                    863.84
VAT 20%                                                  172.77
Total                                                  1,036.61
""") == ["373.94", "489.90"]


SPOTS = """
Date        Time         Program        Len    Net Rate
Dec 7       1:34:23 PM   Noon News      15     225.00
Dec 15      7:15:36 AM   Today Show     60     800.00
Dec 15      6:35:02 PM   Evening News   30     450.00
Dec 21      8:00:18 PM   News at 5      15      75.00
Invoice total                                1,550.00
"""


def test_a_spot_that_ran_at_a_time_is_one_at_its_price_and_never_its_length_times_something() -> None:
    found = read(SPOTS)
    assert [(line.quantity, line.unit_price, line.line_net) for line in found.lines] == [
        ("1", "225.00", "225.00"),
        ("1", "800.00", "800.00"),
        ("1", "450.00", "450.00"),
        ("1", "75.00", "75.00"),
    ]


@pytest.mark.parametrize(
    ("rows", "quantity", "price"),
    [
        ("Gauze swab          3    12.50    10%    33.75", "3", "12.50"),
        ("Boiler 28 kW       32   722.317  50+10  10,401.36", "32", "722.317"),
        ("Seguro RC                                 338.44\n  2 x 169.22", "2", "169.22"),
        ("Banner impressions   297,203     9.00   2,674.83", "297203", "9.00"),
        ("200 x Vinyl decals, kiss-cut              731.99", "200", None),
    ],
)
def test_quantity_and_price_come_from_arithmetic(rows: str, quantity: str, price: str | None) -> None:
    amount = rows.splitlines()[0].split()[-1]
    value = amount.replace(",", "")
    found = read(f"{rows}\nSetup and testing                         100.00\nTotal                    {float(value) + 100:.2f}\n")
    assert found.lines[0].line_net == value
    assert (found.lines[0].quantity, found.lines[0].unit_price) == (quantity, price)


def test_fees_that_divide_by_their_hours_show_the_rate() -> None:
    found = read("""
01/31/26  RLK  Telephone conference with client        0.5    130.00
02/01/26  JTV  Review draft motion and exhibits        0.3     78.00
02/02/26  RLK  Prepare licence agreement               2.0    520.00
02/03/26  JTV  Revise licence agreement                0.5     92.50
TOTAL THIS INVOICE                                          $820.50
""")
    assert [(line.quantity, line.unit_price) for line in found.lines] == [
        ("0.5", "260.00"),
        ("0.3", "260.00"),
        ("2.0", "260.00"),
        ("0.5", "185.00"),
    ]


def test_two_rows_of_a_dozen_that_sum_to_a_subtotal_prove_nothing() -> None:
    found = read("""
Attend deposition of expert witness            312.00
Review draft motion and exhibits             1,382.50
Revise licence agreement                       520.00
Telephone conference with client               130.00
TOTAL FEES                                   2,344.50
Photocopies                                     48.80
Long distance telephone                         83.96
TOTAL DISBURSEMENTS                            132.76
""")
    assert not any(reading.certain for reading in found.readings if reading.field == "gross_total")


def test_a_table_goes_on_below_a_subtotal() -> None:
    assert nets("""
Date    Site                 Units     Price      Amount
03/18   Shell Hammond        8.748     4.145      36.26
03/25   Loves Port Allen     12.442    2.890      35.96
Card total                   21.190               72.22
03/23   Loves Port Allen     1.000     14.000     14.00
03/27   Loves Port Allen     27.330    3.175      86.77
Card total                   28.330               100.77
Monthly card fee                                   6.00
Total invoice                                    178.99
""") == ["36.26", "35.96", "14.00", "86.77"]


def test_a_price_for_each_word_is_a_price() -> None:
    line = read("""
Supply agreement      3,251 words    £0.098/word       318.60
Witness statement     7,940 words    £0.12/word        952.80
Total payable                                       £1,271.40
""").lines[0]
    assert (line.quantity, line.unit_price) == ("3251", "0.098")


def test_a_service_note_is_one_service_at_its_total() -> None:
    found = read_pages(
        (
            page("""
PREFEITURA MUNICIPAL DE SÃO BENTO         Número da Nota
NOTA FISCAL DE SERVIÇOS - NFS-e           4471
                                          Data e Hora de Emissão
                                          11/05/2025 09:14:11

             DISCRIMINAÇÃO DOS SERVIÇOS
Monitoramento eletrônico 24h - competência 04/2025
Dados bancários: Banco 001

             VALOR TOTAL DA NOTA = R$ 567,39
"""),
        ),
        TODAY,
        frozenset(),
    )[0]
    assert [(line.quantity, line.unit_price, line.line_net) for line in found.lines] == [("1", "567.39", "567.39")]
    assert str(found.lines[0].description).startswith("Monitoramento eletrônico 24h")
