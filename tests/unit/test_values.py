"""Amounts and dates as invoices write them."""

from datetime import date
from decimal import Decimal

import pytest

from ap_engine.extraction.values import amounts_in, date_order, dates_in, decimal_mark, parse_number


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1.234,56", None, "1234.56"),
        ("1,234.56", None, "1234.56"),
        ("1'234.56", None, "1234.56"),
        ("1 234,56", None, "1234.56"),
        ("3,172 .80", None, "3172.80"),
        ("12,5", None, "12.5"),
        ("1.000", ",", "1000"),
        ("1.000", ".", "1.000"),
        ("1,000", ".", "1000"),
        ("0.005", None, "0.005"),
        ("1.234.567", None, "1234567"),
        ("47", None, "47"),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, mark: str | None, value: str) -> None:
    assert parse_number(text, mark) == Decimal(value)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("Total R$ 1.234,56", [("1234.56", "BRL")]),
        ("€ -9,32", [("-9.32", "EUR")]),
        ("1,269.12-", [("-1269.12", None)]),
        ("(45.00)", [("-45.00", None)]),
        ("TVA 20% : 9,34 €", [("9.34", "EUR")]),
        ("$4.11", [("4.11", "USD")]),
        ("28/11/2022 a 10:59:21", []),
        ("DE123456789", []),
    ],
)
def test_amounts_of_a_line(line: str, values: list[tuple[str, str | None]]) -> None:
    found = [(a.value, a.currency) for a in amounts_in(line, None) if a.decimals == 2]
    assert found == [(Decimal(v), c) for v, c in values]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Data: 28/11/2022", date(2022, 11, 28)),
        ("05.03.18", date(2018, 3, 5)),
        ("2018-09-25", date(2018, 9, 25)),
        ("11. März 2014", date(2014, 3, 11)),
        ("19 april 2014", date(2014, 4, 19)),
        ("August 3 , 2014", date(2014, 8, 3)),
        ("3 de agosto de 2018", date(2018, 8, 3)),
        ("1er février 2020", date(2020, 2, 1)),
        ("06-Oct-2018", date(2018, 10, 6)),
        ("15th March 2019", date(2019, 3, 15)),
        ("20190315", date(2019, 3, 15)),
    ],
)
def test_a_date_is_read_in_seven_languages(text: str, day: date) -> None:
    assert [f.options[0] for f in dates_in(text)] == [day]


@pytest.mark.parametrize("text", ["10.0.0.1.20", "32/01/2020", "13/13/2020", "Tel 12-34-5678-90", "1.234.567,89", "01.234.567.8"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates_in(text) == []


def test_the_document_itself_decides_the_order_of_day_and_month() -> None:
    ambiguous = dates_in("03/04/2020")
    assert ambiguous[0].ambiguous
    assert date_order(["Invoice"], ambiguous + dates_in("25/04/2020")) == "dmy"
    assert date_order(["Invoice"], ambiguous + dates_in("04/25/2020")) == "mdy"
    assert date_order(["Total $ 5.00", "Portland, OR 97201"], ambiguous) == "mdy"
    assert date_order(["VAT 20% £5.00"], ambiguous) == "dmy"


def test_the_decimal_mark_is_what_most_amounts_show() -> None:
    assert decimal_mark(["1.234,56 9,00", "3.50"]) == ","
    assert decimal_mark(["1,234.56"]) == "."
    assert decimal_mark(["no amount"]) is None
