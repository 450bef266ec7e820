"""What is learned stands beside what people made, never over it; what reads worse is refused, and drift is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ap_engine import jobs, queries, workflow
from ap_engine.demo.documents import Format
from ap_engine.extraction import learner
from ap_engine.model.commands_templates import PublishTemplate, RetireTemplate
from ap_engine.model.learning import Lesson, Origin, StoredTemplate
from ap_engine.model.parties import SYSTEM, Supplier
from ap_engine.model.template import Identifiers
from ap_engine.template_file import write
from ap_engine.template_file.in_force import InForce
from ap_engine.workflow import learning
from ap_engine.workflow.ground import learned_name
from tests.house import House
from tests.unit.template_papers import BILL, CNPJ, complete
from tests.workflow.cables import learned, nothing, read_of, reconcile, reconcile_with, row, teach, upload
from tests.workflow.papers import CABLES, cable_house, reconciled
from tests.workflow.trade import cancel, confirm, correct, now


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with cable_house(tmp_path) as house:
        house.engine.policy = replace(house.engine.policy, confirm_when_certain=False)
        yield house


def test_every_supplier_has_names_of_its_own() -> None:
    known = InForce()
    assert learned_name("Omie-2", known, ()) == "learned-omie_2"
    text = write(complete())
    taken = StoredTemplate("learned-a_b", "a.b", "A B", 1, Origin.LEARNED, text, True, SYSTEM, datetime.now(UTC), "")
    known.take([taken, replace(taken, name="learned-c-2", origin=Origin.PERSON)])
    assert learned_name("a.b", known, ["learned-a_b"]) == "learned-a_b", "its own"
    assert learned_name("a-b", known, ()) == "learned-a_b-v1", "another supplier's"
    assert learned_name("c", known, ()) == "learned-c-v1", "a fork would have a person's name"


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
    wrong_rule = tuple(replace(rule, field="due_date", fallback=False) if rule.field == "issue_date" else rule
                       for rule in bad.fields if rule.field != "due_date")  # fmt: skip
    values = tuple((name, value) for name, value in example.values if name not in ("issue_date", "due_date"))
    bad = replace(bad, fields=wrong_rule, examples=(replace(example, values=(*values, ("due_date", issued))),))
    jobs.learn_waiting(house.engine, learn=teach(bad))
    (refusal,) = queries.template_refusals(house.engine)
    assert refusal.origin is Origin.LEARNED
    assert any("due date" in reason for reason in refusal.reasons)
    assert row(house).version == 1
    assert len(queries.reconciled_documents(house.engine, CABLES.id)) == 2, "the document is kept all the same"


def test_a_proposal_that_takes_another_suppliers_documents_is_refused(house: House) -> None:
    with house.engine.store.write("set-up", house.engine.now()) as tx:
        tx.suppliers.save(Supplier("other", "Outra Metais Ltda", "34128745000152", order_required=False))
    theirs = BILL.replace("Fios e Cabos Ltda", "Outra Metais Ltda").replace(CNPJ, "34.128.745/0001-52")
    reconciled(house, "FC-0099", theirs, supplier="other", supplier_name="Outra Metais Ltda")
    invoice = reconcile(house, 1)
    too_broad = replace(learned(house, invoice), identifiers=Identifiers(texts=("Cabo de cobre",)))
    confirm(house, correct(house, now(house, invoice), due_date="2026-12-24"))
    jobs.learn_waiting(house.engine, learn=teach(too_broad))
    (refusal,) = queries.template_refusals(house.engine)
    assert any("AP-FC-0099: supplier name is “Outra Metais Ltda”" in reason for reason in refusal.reasons)
    assert house.engine.templates.templates() == ()


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
    number = tuple(rule for rule in template.fields if rule.field == "invoice_number")
    examples = tuple(
        replace(one, values=tuple(value for value in one.values if value[0] == "invoice_number")) for one in template.examples
    )
    meagre = write(replace(template, name="by-hand", fields=number, examples=examples))
    cancel(house, now(house, invoice))
    jobs.learn_waiting(house.engine)
    workflow.publish_template(house.engine, PublishTemplate("ada", "by-hand", meagre, 0, ""))
    reconcile_with(house, 2, due_date="2026-01-05")  # due when issued: the general reading would say a month later
    jobs.learn_waiting(house.engine)
    assert [one.name for one in house.engine.templates.templates()] == ["by-hand", "learned-fios"]
    assert read_of(house, upload(house, 3)).value("due_date") == "2026-01-06"
    mine = next(one for one in queries.templates(house.engine) if one.name == "by-hand")
    assert (mine.origin, mine.version) == (Origin.PERSON, 1)


def test_what_a_person_says_is_never_printed_is_not_learned_for(house: House) -> None:
    invoice = reconcile(house, 1)
    template = replace(learned(house, invoice), name="by-hand", absent=("series",))
    workflow.publish_template(house.engine, PublishTemplate("ada", "by-hand", write(template), 0, ""))
    reconcile_with(house, 2, series="7")
    jobs.learn_waiting(house.engine, learn=teach(template))
    assert queries.template_refusals(house.engine) == (), "the learner is not asked"


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
