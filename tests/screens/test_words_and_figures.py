"""Words in two languages, and figures as people write them."""

from __future__ import annotations

import ast
import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import streamlit as st

from ap_engine.model import errors
from ap_engine.model.extraction import Reading, Source
from ap_engine.model.holds import CATALOGUE
from ap_engine.model.invoice import Invoice, InvoiceFields, InvoiceLine
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.money import Money
from pages.ui import act, entry, fmt, history, lines, paper, status
from pages.ui.words_pt import PORTUGUESE
from tests.house import House

PAGES = Path(__file__).parents[2] / "pages"


@pytest.fixture
def tongue(monkeypatch: pytest.MonkeyPatch):
    return lambda locale: monkeypatch.setattr(type(st.context), "locale", property(lambda _: locale))


def spoken() -> set[str]:
    """Every text that stands in a call of t() or count()."""
    found = set()
    for path in PAGES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("t", "count"):
                texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str)}
    return found


def refusals() -> list[str]:
    classes = [cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, errors.Refusal)]
    return [" ".join((cls.__doc__ or "").split()) for cls in classes]


def test_everything_that_is_said_is_said_in_portuguese() -> None:
    tables = [badge.word for badge in (*status.STATES.values(), *status.PAYMENTS.values(), *status.MESSAGES.values())]
    said = spoken() | set(tables) | set(history.EVENTS.values()) | set(paper.LABELS.values()) | set(paper.WITNESSES.values())
    said |= {kind.title for kind in CATALOGUE.values()} | set(refusals())
    assert not sorted(said - set(PORTUGUESE))


def test_a_translation_names_the_same_values() -> None:
    names = re.compile(r"\{(\w+)\}")
    assert not [text for text, other in PORTUGUESE.items() if sorted(names.findall(text)) != sorted(names.findall(other))]


def test_every_state_and_event_has_its_word() -> None:
    assert set(status.STATES) == set(State)
    assert set(history.EVENTS) == set(Event)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("R$ 1.234,56", "1234.56"),
        ("1234.5", "1234.5"),
        ("1.234", "1234"),
        ("1.234.567,00", "1234567.00"),
        ("-10,00", "-10.00"),
        ("12.34.5", None),
        ("1,234,5", None),
        ("1.234.56", None),
        ("12,345.678", None),
        ("abc", None),
        ("", None),
    ],
)
def test_amounts_are_read_as_they_are_typed(typed: str, means: str | None) -> None:
    assert fmt.read_amount(typed) == means


def test_money_and_days_in_both_languages(tongue) -> None:
    tongue("pt-BR")
    assert fmt.money(Money.of("-1234.5", "BRL")) == "−R$\u00a01.234,50"
    assert (fmt.day(date(2026, 11, 3)), fmt.percent(Decimal("33.33"))) == ("03/11/2026", "33,33\u00a0%")
    assert fmt.editable_amount("1234.5") == "1.234,50"
    tongue("en-US")
    assert (fmt.money(Money.of("1234.5", "EUR")), fmt.money(None)) == ("€\u00a01,234.50", "—")
    assert (fmt.day(date(2026, 11, 3)), fmt.month(date(2026, 11, 1))) == ("3 Nov 2026", "Nov 2026")
    assert fmt.number(Decimal("10.500")) == "10.5"


def test_what_is_typed_in_one_language_reads_back(tongue) -> None:
    for locale in ("pt-BR", "en-GB"):
        tongue(locale)
        for text in ("0.01", "1234567.89", "1000", "-5.5"):
            read = fmt.read_amount(fmt.editable_amount(text))
            assert read is not None and Decimal(read) == Decimal(text)


def test_due_dates_say_how_far_off_they_are(house: House, tongue) -> None:
    tongue("en-GB")
    today = house.engine.today()
    assert fmt.due(today) == ("Due today", "orange")
    assert fmt.due(today.fromordinal(today.toordinal() - 1)) == ("1 day overdue", "red")
    assert fmt.due(today.fromordinal(today.toordinal() + 30)) == ("Due in 30 days", "gray")
    assert fmt.due(None)[1] == "gray"


def test_only_what_is_certain_says_so() -> None:
    def level(confidence: int, certain: bool) -> str:
        return paper.level_of(Reading("gross_total", "1", confidence, certain, Source.OCR))[0]

    assert (level(100, False), level(79, False), level(60, True)) == ("likely", "check", "certain")
    assert paper.level_of(None)[0] == "none"


def test_a_mistake_names_its_field() -> None:
    assert entry.read_changes([["gross_total", "1.234,56"], ["due_date", "2026-12-01"]]) == (
        ("gross_total", "1234.56"),
        ("due_date", "2026-12-01"),
    )
    with pytest.raises(entry.Mistake) as mistake:
        entry.read_changes([["gross_total", "much"], ["invoice_number", "7"]])
    assert set(mistake.value.by_field) == {"gross_total"}


def test_a_suppliers_text_is_never_markdown() -> None:
    assert act.escape("![x](https://elsewhere.example/p.png) *a* <b>") == (
        r"\!\[x\]\(https\://elsewhere\.example/p\.png\) \*a\* \<b\>"
    )


def test_lines_come_back_as_they_were_shown(tongue) -> None:
    net = Money.of("4321.5", "BRL")
    line = InvoiceLine(1, "Steel sheet", net, Decimal("1234.5"), "KG", Decimal("3.500405"), "S-1", order_reference="PO-1")
    invoice = Invoice(
        "AP-1", State.EXTRACTED, 1, 1, "0" * 64, "x.pdf", datetime(2026, 1, 1), "clara", fields=InvoiceFields(lines=(line,))
    )
    for locale in ("pt-BR", "en-GB"):
        tongue(locale)
        rows = lines.editable(invoice, {})["rows"]
        assert json.loads(lines.read(rows)) == [
            {
                "item_code": "S-1",
                "description": "Steel sheet",
                "quantity": "1234.5",
                "unit": "KG",
                "unit_price": "3.500405",
                "line_net": "4321.50",
                "purchase_order_reference": "PO-1",
            }
        ]


def test_a_wrong_line_is_named(tongue) -> None:
    tongue("en-GB")
    good = {"description": "A", "line_net": "10"}
    with pytest.raises(entry.Mistake) as mistake:
        entry.read_changes([["lines", [good, {"description": "B", "quantity": "many", "line_net": "1"}]]])
    assert mistake.value.by_field == {"lines": "1|Line 2: “many” is not a number."}
    with pytest.raises(entry.Mistake) as mistake:
        entry.read_changes([["lines", [{"description": "B", "quantity": "3"}]]])
    assert "needs its net amount" in mistake.value.by_field["lines"]


@pytest.mark.parametrize(("locale", "typed", "means"), [("pt-BR", "1.234", "1234"), ("pt-BR", "1,234", "1.234"), ("en-GB", "1,234", "1234"),
                                                         ("en-GB", "1.234", "1.234"), ("en-GB", "1,23", None), ("pt-BR", "2.5", None)])  # fmt: skip
def test_quantities_go_by_the_language(tongue, locale: str, typed: str, means: str | None) -> None:
    tongue(locale)
    assert fmt.read_number(typed) == means
