"""A field goes through unseen only while the supplier's own history keeps the promise; one correction stops it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ap_engine import jobs, queries
from ap_engine.model.commands import RecordExtraction
from ap_engine.model.commands_templates import PublishTemplate
from ap_engine.model.extraction import Extraction, PaymentInstructions, Problem, Reading, Source
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.learning import FieldRead, FirstReading, ReconciledDocument, Truth
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import SYSTEM
from ap_engine.workflow import intake, publish_template
from tests.house import House
from tests.workflow.papers import CABLES, cable_house, yaml_of
from tests.workflow.trade import cancel, confirm, correct, held_for, now

REQUIRED = ("invoice_number", "issue_date", "gross_total")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """The supplier's template has been in force for a while."""
    with cable_house(tmp_path) as house:
        house.engine.policy = replace(house.engine.policy, required_fields=REQUIRED, touchless_error=Decimal(5))
        house.forward(days=-400)
        publish_template(house.engine, PublishTemplate("ada", "fios", yaml_of(), 0, ""))
        house.forward(days=400)
        yield house


def past(house: House, right: int, wrong: int = 0, days_ago: int = 300) -> None:
    """So many documents that the template read, and a person confirmed; the wrong ones come last."""
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        for number in range(right + wrong):
            at = house.engine.now() - timedelta(days=days_ago - number)
            read = tuple(FieldRead(name, f"{name} {number}", False, Source.TEMPLATE, 92) for name in REQUIRED)
            values = tuple((one.field, one.value) for one in read)
            if number >= right:
                values = (("invoice_number", "another"), *values[1:])
            tx.learning.save(
                ReconciledDocument(f"AP-{number}", 1, CABLES.id, at, at, "", Truth(values), FirstReading("fios", 0, read), ())
            )


def extraction(number: str = "FC-1", **changes: object) -> Extraction:
    """A document that the template read, with nothing else to agree with it."""
    values = {"supplier_tax_id": CABLES.tax_id, "invoice_number": number, "issue_date": "2026-03-07", "gross_total": "100.00"}
    readings = tuple(Reading(name, value, 92, False, Source.TEMPLATE) for name, value in values.items())
    return replace(Extraction(Source.TEMPLATE, readings=readings, template="fios"), **changes)  # type: ignore[arg-type]


def arrive(house: House, found: Extraction) -> Invoice:
    """A document comes in and is read so."""
    received = intake.receive_document(house.engine, "clara", f"%PDF-1.4 {found.readings}".encode(), "fatura.pdf")
    return intake.record_extraction(house.engine, RecordExtraction(SYSTEM, received.invoice_id, 1, found))


def test_with_fifty_nine_right_documents_nobody_has_to_confirm_the_sixtieth(house: House) -> None:
    past(house, 58)
    assert arrive(house, extraction("FC-1")).state is State.EXTRACTED, "58 promise 5.04 %"
    past(house, 59)
    invoice = arrive(house, extraction("FC-2"))
    assert (invoice.state, invoice.confirmed_by) == (State.MATCHED, SYSTEM)
    rows = house.engine.store.rows("SELECT data FROM audit_log WHERE subject = ? AND event = 'FieldsConfirmed'", (invoice.id,))
    assert "0 of 59 wrong, bound 0.049508" in rows[0][0], "what was relied on stands in the log"


def test_the_screens_show_what_goes_through_and_what_is_missing(house: House) -> None:
    past(house, 40)
    shown = {one.field: one for one in queries.trust_of(house.engine, CABLES.id)}
    number = shown["invoice_number"]
    assert (number.read, number.wrong, number.missing, number.goes_through) == (40, 0, 19, False)
    assert number.promise == Decimal("0.05") < number.bound
    assert shown["due_date"].read == 0


def test_one_correction_stops_what_went_through(house: House) -> None:
    past(house, 150)
    invoice = arrive(house, extraction("FC-1"))
    assert invoice.state is State.MATCHED
    confirm(house, correct(house, invoice, invoice_number="FC-7"))
    jobs.learn_waiting(house.engine)
    (trust,) = [one for one in queries.trust_of(house.engine, CABLES.id) if one.field == "invoice_number"]
    assert (trust.read, trust.wrong, trust.goes_through, trust.watched) == (151, 1, False, 20)
    assert trust.bound < trust.promise, "the bound alone would have let it go"
    assert arrive(house, extraction("FC-2")).state is State.EXTRACTED
    cancel(house, now(house, invoice))
    jobs.learn_waiting(house.engine)
    assert arrive(house, extraction("FC-3")).state is State.EXTRACTED, "a cancellation does not make reading any better"


@pytest.mark.parametrize(
    "found",
    [
        extraction(problems=(Problem("template_differs", "Look at it."),)),
        extraction(template=None),
        extraction(readings=tuple(r for r in extraction().readings if r.field != "gross_total")),
        extraction(readings=(*extraction().readings[:-1], replace(extraction().readings[-1], source=Source.OCR))),
    ],
    ids=["problems", "no layout", "a required field is missing", "a field not read by the layout"],
)
def test_history_vouches_for_nothing_else(house: House, found: Extraction) -> None:
    past(house, 200)
    assert arrive(house, found).state is State.EXTRACTED


def test_without_a_promise_in_the_policy_history_counts_for_nothing(house: House) -> None:
    past(house, 200)
    house.engine.policy = replace(house.engine.policy, touchless_error=Decimal(0))
    assert arrive(house, extraction()).state is State.EXTRACTED


def test_another_rule_for_a_field_starts_its_history_anew(house: House) -> None:
    past(house, 200)
    other = tuple(replace(rule, labels=("Fatura nº", "Nota nº")) if rule.field == "invoice_number" else rule
                  for rule in rules())  # fmt: skip
    publish_template(house.engine, PublishTemplate("ada", "fios", yaml_of(fields=other), 1, ""))
    shown = {one.field: one for one in queries.trust_of(house.engine, CABLES.id)}
    assert (shown["invoice_number"].read, shown["issue_date"].read) == (0, 200)
    assert arrive(house, extraction()).state is State.EXTRACTED


def rules() -> tuple[object, ...]:
    from tests.unit.template_papers import complete

    return complete().fields


def test_an_account_that_the_document_names_is_never_vouched_for(house: House) -> None:
    past(house, 200)
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.suppliers.save(replace(CABLES, iban="DE89370400440532013000"))
    other = PaymentInstructions(iban="GB82WEST12345698765432")
    invoice = arrive(house, extraction(payment=other))
    assert invoice.state is not State.PENDING_APPROVAL
    assert HoldCode.BANK_CHANGED in held_for(invoice)
