"""A supplier of cables at work for tests of learning: invoices as it prints them, people's clicks, learners to order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from ap_engine import queries
from ap_engine.demo.documents import DraftLine, Format, InvoiceDraft, render
from ap_engine.demo.letterhead import Letterhead
from ap_engine.extraction import learner
from ap_engine.model.extraction import Extraction
from ap_engine.model.invoice import Invoice
from ap_engine.model.learning import Lesson, Reconciled
from ap_engine.model.lifecycle import State
from ap_engine.model.template import SupplierTemplate
from ap_engine.views import TemplateRow
from ap_engine.workflow import learning
from tests.house import HOME, House
from tests.workflow.papers import CABLES
from tests.workflow.trade import confirm, receive

FIOS = Letterhead(CABLES.name, "Fios", CABLES.tax_id, "Rua das Flores", "10", "Centro", "Campinas", "3509502", "SP",
                  "13010000", "19 3232-1000", "faturas@fios.example")  # fmt: skip
US = replace(FIOS, name=HOME.name, trade_name="Casa", tax_id=HOME.tax_id, email="compras@casa.example")


def pdf(number: int, form: Format = Format.BILL_PDF) -> bytes:
    """The supplier's invoice of a month, as it prints it."""
    line = DraftLine("A10", "Cabo de cobre", Decimal(number % 7 + 1), "UN", Decimal("100.00"))
    day = date(2026, 1, 3) + timedelta(days=number % 200)
    return render(InvoiceDraft(FIOS, US, str(20_000 + number), day, day + timedelta(days=30), "BRL", (line,)), form)


def upload(house: House, number: int, form: Format = Format.BILL_PDF) -> Invoice:
    return receive(house, pdf(number, form), name=f"fatura-{number}.pdf")


def reconcile(house: House, number: int, form: Format = Format.BILL_PDF) -> Invoice:
    """Uploaded, confirmed by a person, matched."""
    invoice = upload(house, number, form)
    changes = {"invoice_number": str(20_000 + number)}
    invoice = confirm(house, invoice, **changes)
    assert invoice.state is State.MATCHED
    return invoice


def reconcile_with(house: House, number: int, **changes: str) -> Invoice:
    """As `reconcile`, with what a person typed over what was read."""
    return confirm(house, upload(house, number), invoice_number=str(20_000 + number), **changes)


def read_of(house: House, invoice: Invoice) -> Extraction:
    """What was read from an invoice's document."""
    with house.engine.store.snapshot() as tx:
        found = tx.invoices.extraction(invoice.id)
    assert found is not None
    return found


def row(house: House) -> TemplateRow:
    (found,) = queries.templates(house.engine)
    return found


def teach(*templates: SupplierTemplate) -> learning.Learner:
    """A learner that always proposes the same."""

    def learn(supplier: str, name: str, history: tuple[Reconciled, ...], champions: tuple[SupplierTemplate, ...],
              strangers: frozenset[str]) -> Lesson:  # fmt: skip
        return Lesson(tuple(replace(one, name=name) for one in templates), True, ("Learned.",))

    return learn


def nothing(*_: object) -> Lesson:
    """A learner that has nothing to say."""
    return Lesson((), False)


def learned(house: House, invoice: Invoice) -> SupplierTemplate:
    """The template that the real learner makes of one invoice, without any of it being kept."""
    kept: list[Lesson] = []

    def watch(*arguments: object) -> Lesson:
        kept.append(learner.learn(*arguments))  # type: ignore[arg-type]
        return Lesson((), False)

    learning.learn_from(house.engine, invoice.id, watch)  # type: ignore[arg-type]
    return kept[0].templates[0]
