"""A supplier's first reconciled invoice teaches how the later ones are read, and every correction teaches again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ap_engine import jobs, queries
from ap_engine.demo.documents import Format
from ap_engine.model.extraction import Source
from ap_engine.model.invoice import Invoice
from ap_engine.model.learning import Lesson, Origin
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import SYSTEM, Supplier
from ap_engine.store import audit_log
from ap_engine.workflow import intake
from tests.house import House, until
from tests.workflow.cables import nothing, read_of, reconcile, reconcile_with, row, upload
from tests.workflow.papers import CABLES, cable_house
from tests.workflow.trade import cancel, confirm, correct, now, reject, split


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with cable_house(tmp_path) as house:
        house.engine.policy = replace(house.engine.policy, confirm_when_certain=False)
        yield house


def test_after_the_first_reconciled_invoice_the_next_is_read_by_what_was_learned(house: House) -> None:
    first = reconcile(house, 1)
    assert jobs.learn_waiting(house.engine) == 1
    template = row(house)
    assert (template.origin, template.version, template.changed_by, template.documents) == (Origin.LEARNED, 1, SYSTEM, 1)
    assert {"invoice_number", "issue_date", "gross_total"} <= set(template.fields)
    (version,) = queries.template_versions(house.engine, template.name)
    assert version.why == f"Learned from {first.id}."
    assert "Replayed over 1 reconciled document" in version.verdict
    extraction = read_of(house, upload(house, 2))
    assert extraction.template == template.name
    assert {extraction.reading(name).source for name in ("invoice_number", "issue_date", "gross_total")} <= {  # type: ignore[union-attr]
        Source.TEMPLATE, Source.LEARNED,
    }  # fmt: skip
    assert extraction.value("invoice_number") == "20002"


def test_the_background_learns_by_itself(house: House) -> None:
    running = jobs.start(house.engine)
    try:
        reconcile(house, 1)
        until(lambda: house.engine.templates.templates())
    finally:
        running.stop()
    assert row(house).origin is Origin.LEARNED


def test_an_invoice_is_learned_from_once(house: House) -> None:
    reconcile(house, 1)
    assert jobs.learn_waiting(house.engine) == 1
    before = house.engine.store.version
    assert jobs.learn_waiting(house.engine) == 0
    assert house.engine.store.version == before, "looking again writes nothing"


def test_only_what_a_person_confirmed_and_was_matched_is_learned_from(house: House) -> None:
    draft = upload(house, 1)
    assert draft.state is State.EXTRACTED
    assert jobs.learn_waiting(house.engine) == 0
    house.engine.policy = replace(house.engine.policy, confirm_when_certain=True, required_fields=("currency",))
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        by_rule = upload_confirmed_by_rule(house, tx.invoices.get(draft.id))
        tx.save(by_rule)
    assert jobs.learn_waiting(house.engine) == 1, "it is looked at, and that is all"
    assert queries.reconciled_documents(house.engine, CABLES.id) == ()
    assert queries.templates(house.engine) == ()


def upload_confirmed_by_rule(house: House, invoice: Invoice) -> Invoice:
    fields = replace(invoice.fields, supplier_id=CABLES.id)
    return replace(invoice, state=State.MATCHED, confirmed_by=SYSTEM, fields=fields)


def test_a_rejected_or_cancelled_invoice_teaches_nothing_and_is_forgotten(house: House) -> None:
    never = cancel(house, reconcile(house, 1))
    assert jobs.learn_waiting(house.engine) == 0, never.state
    invoice = split(house, reconcile(house, 2))
    jobs.learn_waiting(house.engine)
    assert row(house).in_force
    reject(house, now(house, invoice), "ines")
    jobs.learn_waiting(house.engine)
    assert queries.reconciled_documents(house.engine, CABLES.id) == ()
    assert not row(house).in_force, "nothing is left that proves it"
    assert house.engine.templates.templates() == ()


def test_what_was_read_wrong_stays_counted_after_its_invoice_is_cancelled(house: House) -> None:
    reconcile(house, 1)
    jobs.learn_waiting(house.engine)
    invoice = reconcile_with(house, 2, issue_date="2025-12-24")
    jobs.learn_waiting(house.engine, learn=nothing)
    assert wrong_dates(house) == 1
    cancel(house, now(house, invoice))
    jobs.learn_waiting(house.engine)
    assert len(queries.reconciled_documents(house.engine, CABLES.id)) == 1, "nothing is learned from it"
    assert wrong_dates(house) == 1, "and reading is no better for it"


def wrong_dates(house: House) -> int:
    """How often the date of issue is known to have been read wrong by what was learned."""
    return next(one.wrong for one in queries.trust_of(house.engine, CABLES.id) if one.field == "issue_date")


def test_a_correction_takes_the_place_of_what_was_wrong_and_is_learned(house: House) -> None:
    issued, due = "2026-01-04", "2026-02-03"
    invoice = confirm(house, upload(house, 1), due_date=issued, invoice_number="20001")
    jobs.learn_waiting(house.engine)
    assert read_of(house, upload(house, 2)).value("due_date") == "2026-01-05", "what a person got wrong is learned wrong"
    corrected = correct(house, now(house, invoice), due_date=due)
    assert jobs.learn_waiting(house.engine) == 0, "what is being corrected is not learned yet"
    confirm(house, corrected)
    assert jobs.learn_waiting(house.engine) == 1
    (document,) = queries.reconciled_documents(house.engine, CABLES.id)
    assert (document.version, dict(document.values)["due_date"]) == (2, due)
    assert read_of(house, upload(house, 3)).value("due_date") == "2026-02-05", "it corrects itself on a correction"


def test_an_invoice_that_turns_out_to_be_another_suppliers_is_unlearned_from_the_first(house: House) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.suppliers.save(Supplier("aaa", "Aço Ltda", "34128745000152", order_required=False))
    invoice = reconcile_with(house, 1, supplier_id="aaa", supplier_tax_id="")
    jobs.learn_waiting(house.engine)
    assert row(house).supplier_id == "aaa"
    confirm(house, correct(house, now(house, invoice), supplier_id=CABLES.id, supplier_tax_id=CABLES.tax_id))
    jobs.learn_waiting(house.engine)
    assert queries.reconciled_documents(house.engine, "aaa") == ()
    assert {(one.supplier_id, one.in_force) for one in queries.templates(house.engine)} == {("aaa", False), (CABLES.id, True)}
    assert read_of(house, upload(house, 2)).value("supplier_tax_id") == CABLES.tax_id


def test_a_changed_split_is_no_new_lesson(house: House) -> None:
    invoice = reconcile(house, 1)
    jobs.learn_waiting(house.engine)
    split(house, now(house, invoice))
    asked: list[object] = []

    def never(*arguments: object) -> Lesson:
        asked.append(arguments)
        return Lesson((), False)

    jobs.learn_waiting(house.engine, learn=never)
    assert asked == [], "the values are the same: there is nothing to be learned"
    (document,) = queries.reconciled_documents(house.engine, CABLES.id)
    assert document.version == now(house, invoice).version
    assert row(house).version == 1


def test_the_xml_in_a_pdf_is_a_truth_for_free(tmp_path: Path) -> None:
    with cable_house(tmp_path) as house:
        house.engine.policy = replace(house.engine.policy, exchange_rates=(("EUR", Decimal("6.1234")),))
        invoice = upload(house, 1, Format.FACTURX_PDF)
        if invoice.state is not State.MATCHED:
            invoice = confirm(house, invoice)
        jobs.learn_waiting(house.engine)
        (document,) = queries.reconciled_documents(house.engine, CABLES.id)
        assert dict(document.values)["invoice_number"] == "20001"
        assert audit_log.verify(house.engine.store)[1] is None


def test_every_step_of_learning_is_in_the_log(house: House) -> None:
    reconcile(house, 1)
    jobs.learn_waiting(house.engine)
    events = [line[0] for line in house.engine.store.rows("SELECT event FROM audit_log ORDER BY sequence DESC LIMIT 3")]
    assert set(events) == {"DocumentReconciled", "TemplatePublished", "LessonDrawn"}
    assert audit_log.verify(house.engine.store)[1] is None


def test_a_file_with_several_invoices_is_not_learned_from(house: House) -> None:
    first = reconcile(house, 1)
    intake._receive_part(house.engine, first, f"{first.id}-2", 2)
    jobs.learn_waiting(house.engine)
    assert queries.reconciled_documents(house.engine, CABLES.id) == (), "which page is whose is not kept"
    assert queries.templates(house.engine) == ()
