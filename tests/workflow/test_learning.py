"""A supplier's first reconciled invoice teaches how the later ones are read; people's templates and their word come first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from ap_engine import jobs, queries, workflow
from ap_engine.demo.documents import DraftLine, Format, InvoiceDraft, render
from ap_engine.demo.letterhead import Letterhead
from ap_engine.extraction import learner
from ap_engine.model.commands_templates import PublishTemplate, RetireTemplate
from ap_engine.model.errors import TemplateWorse
from ap_engine.model.extraction import Extraction, Source
from ap_engine.model.invoice import Invoice
from ap_engine.model.learning import Lesson, Origin, Reconciled
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import SYSTEM, Supplier
from ap_engine.model.template import SupplierTemplate
from ap_engine.store import audit_log
from ap_engine.template_file import write
from ap_engine.views import TemplateRow
from ap_engine.workflow import learning
from tests.house import HOME, House
from tests.workflow.papers import CABLES, cable_house
from tests.workflow.trade import cancel, confirm, correct, now, receive, reject, split

FIOS = Letterhead(CABLES.name, "Fios", CABLES.tax_id, "Rua das Flores", "10", "Centro", "Campinas", "3509502", "SP",
                  "13010000", "19 3232-1000", "faturas@fios.example")  # fmt: skip
US = replace(FIOS, name=HOME.name, trade_name="Casa", tax_id=HOME.tax_id, email="compras@casa.example")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with cable_house(tmp_path) as house:
        house.engine.policy = replace(house.engine.policy, confirm_when_certain=False)
        yield house


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

    def never(*_: object) -> Lesson:
        raise AssertionError("nothing is to be learned")

    jobs.learn_waiting(house.engine, learn=never)  # type: ignore[arg-type]
    (document,) = queries.reconciled_documents(house.engine, CABLES.id)
    assert document.version == now(house, invoice).version
    assert row(house).version == 1


def test_a_proposal_that_reads_one_document_worse_is_refused_with_the_reasons(house: House) -> None:
    reconcile(house, 1)
    jobs.learn_waiting(house.engine)
    reconcile(house, 2)
    good = house.engine.templates.templates()[0]
    with house.engine.store.snapshot() as tx:
        stored = tx.templates.find(good.name)
    assert stored is not None
    bad = workflow.templates.parse(stored.yaml, good.name)
    example = bad.examples[0]
    issued = dict(example.values)["issue_date"]
    wrong_rule = tuple(replace(rule, field="due_date") if rule.field == "issue_date" else rule
                       for rule in bad.fields if rule.field != "due_date")  # fmt: skip
    values = tuple((name, value) for name, value in example.values if name not in ("issue_date", "due_date"))
    bad = replace(bad, fields=wrong_rule, examples=(replace(example, values=(*values, ("due_date", issued))),))
    jobs.learn_waiting(house.engine, learn=teach(bad))
    (refusal,) = queries.template_refusals(house.engine)
    assert refusal.origin is Origin.LEARNED
    assert any("due date" in reason for reason in refusal.reasons)
    assert row(house).version == 1
    assert len(queries.reconciled_documents(house.engine, CABLES.id)) == 2, "the document is kept all the same"


def test_a_learner_that_fails_stops_nothing(house: House) -> None:
    reconcile(house, 1)

    def broken(*_: object) -> Lesson:
        raise ZeroDivisionError

    assert jobs.learn_waiting(house.engine, learn=broken) == 1  # type: ignore[arg-type]
    assert len(queries.reconciled_documents(house.engine, CABLES.id)) == 1
    assert jobs.learn_waiting(house.engine) == 0


def test_a_document_that_defeats_the_replay_is_not_tried_for_ever(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    reconcile(house, 1)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(learning, "adopt", broken)
    assert jobs.learn_waiting(house.engine) == 1
    assert jobs.learn_waiting(house.engine) == 0
    assert house.engine.store.rows("SELECT outcome FROM lessons") == [("failed",)]


def test_a_persons_template_is_never_written_over_and_a_proposal_that_is_no_better_is_refused(house: House) -> None:
    invoice = reconcile(house, 1)
    template = replace(learned(house, invoice), name="by-hand")
    workflow.publish_template(house.engine, PublishTemplate("ada", "by-hand", write(template), 0, "Made by hand."))
    reconcile(house, 2)
    jobs.learn_waiting(house.engine)
    assert [one.name for one in house.engine.templates.templates()] == ["by-hand"]
    assert row(house).version == 1
    assert queries.template_refusals(house.engine) == (), "where all is read right there is nothing to propose"
    confirm(house, upload(house, 3), issue_date="2025-12-24", invoice_number="20003")
    jobs.learn_waiting(house.engine, learn=teach(template))
    (refusal,) = queries.template_refusals(house.engine)
    assert refusal.reasons == ("It reads nothing better than by-hand, which a person made.",)
    assert [one.name for one in house.engine.templates.templates()] == ["by-hand"]


def test_a_proposal_that_is_better_stands_beside_a_persons_template(house: House) -> None:
    invoice = reconcile(house, 1)
    template = learned(house, invoice)
    meagre = replace(template, name="by-hand", fields=tuple(r for r in template.fields if r.field == "invoice_number"),
                     absent=("due_date",), examples=tuple(
                         replace(one, values=tuple(v for v in one.values if v[0] == "invoice_number"))
                         for one in template.examples))  # fmt: skip
    with pytest.raises(TemplateWorse):
        workflow.publish_template(house.engine, PublishTemplate("ada", "by-hand", write(meagre), 0, "Never prints when."))
    forgotten = cancel(house, now(house, invoice))
    jobs.learn_waiting(house.engine)
    assert forgotten.state is State.CANCELLED
    workflow.publish_template(house.engine, PublishTemplate("ada", "by-hand", write(meagre), 0, "Never prints when."))
    reconcile_with(house, 2, due_date="2026-02-04")
    jobs.learn_waiting(house.engine)
    assert [one.name for one in house.engine.templates.templates()] == ["by-hand", "learned-fios"]
    assert read_of(house, upload(house, 3)).value("due_date") == "2026-02-05"
    mine = next(one for one in queries.templates(house.engine) if one.name == "by-hand")
    assert (mine.origin, mine.version) == (Origin.PERSON, 1)


def test_a_persons_template_that_no_longer_fits_raises_the_alarm_until_a_document_fits_again(house: House) -> None:
    invoice = reconcile(house, 1)
    template = replace(learned(house, invoice), name="by-hand")
    workflow.publish_template(house.engine, PublishTemplate("ada", "by-hand", write(template), 0, ""))
    confirm(house, upload(house, 2), issue_date="2025-12-24", invoice_number="20002")
    jobs.learn_waiting(house.engine, learn=nothing)
    alarm = row(house).alarm
    assert alarm is not None
    assert "issue date is “2025-12-24”, and “2026-01-05” was read" in alarm.words
    reconcile(house, 3)
    jobs.learn_waiting(house.engine, learn=nothing)
    assert row(house).alarm is None, "the newest document fits again"


def test_a_new_layout_puts_a_second_template_beside_the_first_and_says_so(house: House) -> None:
    reconcile(house, 1)
    jobs.learn_waiting(house.engine)
    reconcile(house, 2, Format.ENGLISH_PDF)
    jobs.learn_waiting(house.engine)
    rows = queries.templates(house.engine)
    assert any(one.alarm is not None for one in rows)
    for number, form in ((3, Format.BILL_PDF), (4, Format.ENGLISH_PDF)):
        extraction = read_of(house, upload(house, number, form))
        assert extraction.value("invoice_number") == str(20_000 + number)
        assert extraction.template in {one.name for one in rows}


def test_a_learned_template_that_a_person_retired_is_not_learned_again(house: House) -> None:
    reconcile(house, 1)
    jobs.learn_waiting(house.engine)
    workflow.retire_template(house.engine, RetireTemplate("ada", row(house).name, 1, "It reads nonsense."))
    reconcile(house, 2)
    jobs.learn_waiting(house.engine)
    assert not row(house).in_force
    assert len(queries.reconciled_documents(house.engine, CABLES.id)) == 2


def test_a_learned_template_that_a_person_changed_is_theirs_from_then_on(house: House) -> None:
    reconcile(house, 1)
    jobs.learn_waiting(house.engine)
    name = row(house).name
    text = queries.template_text(house.engine, name)
    workflow.publish_template(house.engine, PublishTemplate("ada", name, "# mine\n" + text, 1, ""))
    reconcile(house, 2)
    jobs.learn_waiting(house.engine)
    mine = next(one for one in queries.templates(house.engine) if one.name == name)
    assert (mine.origin, mine.version) == (Origin.PERSON, 2)


def test_whoever_changes_the_invoice_or_a_template_meanwhile_has_it_done_again(house: House) -> None:
    invoice = reconcile(house, 1)

    def meanwhile(*arguments: object) -> Lesson:
        correct(house, now(house, invoice), due_date="2026-02-03")
        return learner.learn(*arguments)  # type: ignore[arg-type]

    assert not learning.learn_from(house.engine, invoice.id, meanwhile)  # type: ignore[arg-type]
    assert queries.reconciled_documents(house.engine, CABLES.id) == ()
    assert queries.templates(house.engine) == ()
    confirm(house, now(house, invoice))
    assert jobs.learn_waiting(house.engine) == 1


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
