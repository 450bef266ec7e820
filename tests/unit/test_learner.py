"""The learner: what one reconciled invoice teaches, what is refused, and when a second layout gets a template of its own."""

from __future__ import annotations

from datetime import date

import pytest

from ap_engine.extraction.learner import learn
from ap_engine.extraction.page_reading import read_pages
from ap_engine.extraction.template import read_templates
from ap_engine.extraction.template_choice import Templates
from ap_engine.model.extraction import Extraction, Page
from ap_engine.model.learning import Lesson, Reconciled
from ap_engine.model.template import SupplierTemplate
from tests.unit.template_papers import CNPJ, page

NOBODY: frozenset[str] = frozenset()
ANY_DAY = date(2099, 12, 1)


def slip(number: str, day: str, total: str, tail: str = "") -> Page:
    """A supplier's paper whose number stands behind a word that no general reader could know for one."""
    return page(f"""
Marcenaria Boa Vista       CNPJ {CNPJ}

Vorgang      {number}
Apresentado em             {day}

Mesa de carvalho                                {total}
Soma                                            {total}
{tail}
""")


def other_layout(number: str, day: str, total: str) -> Page:
    return page(f"""
Peças e serviços da casa
Marcenaria Boa Vista       CNPJ {CNPJ}

Cadeira de pinho                                {total}
Soma                                            {total}

Papel {number}       Feito {day}
""")


def reconciled(name: str, paper: Page, number: str, day: str, total: str) -> Reconciled:
    values = (("invoice_number", number), ("issue_date", day), ("gross_total", total), ("supplier_tax_id", "98903621000180"))
    return Reconciled(name, (paper,), values)


FIRST = reconciled("one", slip("KB-118", "03/02/2026", "1.240,00"), "KB-118", "2026-02-03", "1240.00")
SECOND = reconciled("two", slip("KB-241", "17/05/2026", "980,50"), "KB-241", "2026-05-17", "980.50")
STRANGE = reconciled("three", other_layout("KB-377", "01/09/2026", "410,00"), "KB-377", "2026-09-01", "410.00")


def lesson(*history: Reconciled, champions: tuple[SupplierTemplate, ...] = (), strangers: frozenset[str] = NOBODY) -> Lesson:
    return learn("Marcenaria Boa Vista", "marcenaria", history, champions, strangers)


def read_with(templates: tuple[SupplierTemplate, ...], document: Reconciled) -> Extraction:
    general = read_pages(document.pages, ANY_DAY, NOBODY)
    return read_templates(document.pages, general, Templates(templates), NOBODY)[0]


def test_one_reconciled_invoice_is_enough_for_the_next() -> None:
    assert read_with((), SECOND).value("invoice_number") != "KB-241", "else nothing is learned here"
    first = lesson(FIRST)
    assert first.adopted
    found = read_with(first.templates, SECOND)
    assert found.value("invoice_number") == "KB-241"
    assert found.template == "marcenaria"


def test_what_is_learned_is_never_certain_by_itself() -> None:
    number = read_with(lesson(FIRST).templates, SECOND).reading("invoice_number")
    assert number is not None
    assert not number.certain


def test_what_the_general_reading_reads_by_itself_is_only_filled_in() -> None:
    (template,) = lesson(FIRST).templates
    number, total = template.rule("invoice_number"), template.rule("gross_total")
    assert number is not None
    assert not number.fallback, "the general reading did not know it"
    general = read_pages(FIRST.pages, ANY_DAY, NOBODY)[0]
    assert general.value("gross_total") == "1240.00"
    assert total is None or total.fallback


def test_the_same_history_gives_the_same_lesson() -> None:
    assert lesson(FIRST, SECOND) == lesson(FIRST, SECOND)


def test_a_second_layout_gets_a_template_beside_the_first_and_the_first_reads_as_before() -> None:
    known = lesson(FIRST).templates
    after = lesson(FIRST, SECOND, STRANGE, champions=known)
    assert after.drifted, "the template in force does not read the newest"
    assert after.adopted
    assert read_with(after.templates, STRANGE).value("invoice_number") == "KB-377"
    for document, number in ((FIRST, "KB-118"), (SECOND, "KB-241")):
        assert read_with(after.templates, document).value("invoice_number") == number


def test_nothing_new_is_nothing_adopted() -> None:
    known = lesson(FIRST).templates
    again = lesson(FIRST, SECOND, champions=known)
    assert not again.adopted
    assert not again.drifted
    assert again.templates == known


def test_a_tax_id_on_other_suppliers_papers_identifies_nobody() -> None:
    for template in lesson(FIRST, strangers=frozenset({"98903621000180"})).templates:
        assert "98903621000180" not in template.identifiers.tax_ids


@pytest.mark.parametrize("pages", [(), (Page(1, 6000, 8400, ()),)], ids=["no page", "no word"])
def test_a_document_without_words_teaches_nothing(pages: tuple[Page, ...]) -> None:
    nothing = lesson(Reconciled("blank", pages, FIRST.values))
    assert not nothing.adopted
    assert "no words" in nothing.remarks[0]


def test_values_that_stand_nowhere_teach_nothing() -> None:
    blank = Reconciled("elsewhere", FIRST.pages, (("invoice_number", "ZZ-999"),))
    assert not lesson(blank).adopted
