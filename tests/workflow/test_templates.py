"""An administrator publishes templates; nothing goes in force that reads a reconciled invoice worse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ap_engine import queries, workflow
from ap_engine.model.commands_templates import PublishTemplate, RetireTemplate
from ap_engine.model.errors import NotAllowed, StaleTemplate, StaleVersion, TemplateError, TemplateWorse, UnknownTemplate
from ap_engine.model.learning import Origin
from ap_engine.model.parties import Supplier
from ap_engine.model.template import FieldRule, Identifiers, Place, SupplierTemplate
from tests.house import House
from tests.unit.template_papers import VALUES, complete, example
from tests.workflow.papers import CABLES, cable_house, reconciled, yaml_of


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with cable_house(tmp_path) as house:
        yield house


def publish(house: House, base: int = 0, who: str = "ada", name: str = "fios", **changes: object) -> object:
    return workflow.publish_template(house.engine, PublishTemplate(who, name, yaml_of(**changes), base, "First sample."))


def with_rule(rule: FieldRule) -> tuple[FieldRule, ...]:
    return tuple(rule if one.field == rule.field else one for one in complete().fields)


def names_in_force(house: House) -> list[str]:
    return [template.name for template in house.engine.templates.templates()]


DUE_BY_ISSUE = with_rule(FieldRule("due_date", Place.BELOW, ("Emissão",)))


def misread() -> dict[str, object]:
    """A template whose due date is that of issue, with an example on which both are the same day."""
    same = example(values=tuple((k, "07/03/2026" if k == "due_date" else v) for k, v in VALUES))
    return {"fields": DUE_BY_ISSUE, "examples": (same,)}


def test_a_template_published_by_an_administrator_reads_from_then_on(house: House) -> None:
    stored = publish(house)
    assert (stored.version, stored.origin, stored.supplier_id) == (1, Origin.PERSON, CABLES.id)
    assert names_in_force(house) == ["fios"]
    (row,) = queries.templates(house.engine)
    assert (row.name, row.version, row.examples, row.in_force, row.changed_by) == ("fios", 1, 1, True, "Ada Admin")
    assert "gross_total" in row.fields
    assert queries.template_text(house.engine, "fios") == yaml_of()
    (version,) = queries.template_versions(house.engine, "fios")
    assert version.why == "First sample."
    assert "no reconciled document" in version.verdict


def test_only_administrators_and_finance_publish_and_retire(house: House) -> None:
    for who in ("clara", "ines", "nobody"):
        with pytest.raises(NotAllowed):
            publish(house, who=who)
    publish(house, who="fabio")
    with pytest.raises(NotAllowed):
        workflow.retire_template(house.engine, RetireTemplate("clara", "fios", 1, "Why not."))
    assert names_in_force(house) == ["fios"]


def test_a_template_that_misreads_its_own_example_is_refused_in_the_clerks_words(house: House) -> None:
    with pytest.raises(TemplateError, match="due_date: should be “21/03/2026”, and “2026-03-07” was read"):
        publish(house, fields=DUE_BY_ISSUE)
    with pytest.raises(TemplateError, match="cannot be a template's name"):
        publish(house, name="../fios")
    assert queries.templates(house.engine) == ()


def test_a_change_that_reads_one_reconciled_invoice_worse_is_refused_named_and_logged(house: House) -> None:
    publish(house)
    reconciled(house, "FC-0043")
    with pytest.raises(TemplateWorse) as refused:
        publish(house, 1, **misread())
    assert "AP-FC-0043: due date is “2026-03-21”, with it “2026-03-07” is read" in refused.value.message
    assert refused.value.message.startswith("This template would read a reconciled invoice worse")
    (logged,) = queries.template_refusals(house.engine)
    assert (logged.name, logged.refused_by, logged.origin) == ("fios", "ada", Origin.PERSON)
    assert "AP-FC-0043" in logged.reasons[0]
    (row,) = queries.templates(house.engine)
    assert (row.version, row.documents) == (1, 1)
    kept = house.engine.templates.find("fios")
    assert kept is not None and kept.template is not None
    assert kept.template.fields == complete().fields, "what was refused never reads"


def test_a_first_template_may_not_read_worse_than_reading_without_one(house: House) -> None:
    reconciled(house, "FC-0043")
    with pytest.raises(TemplateWorse, match="AP-FC-0043"):
        publish(house, **misread())
    assert names_in_force(house) == []
    publish(house)
    assert names_in_force(house) == ["fios"]


def test_two_who_publish_over_the_same_version_the_second_looks_first(house: House) -> None:
    publish(house)
    publish(house, 1, currency=None)
    with pytest.raises(StaleTemplate, match="changed while you were looking at it"):
        publish(house, 1, absent=("series",))
    with pytest.raises(StaleVersion):
        publish(house, 0, absent=("series",))
    assert [one.version for one in queries.template_versions(house.engine, "fios")] == [2, 1]


def test_a_double_click_is_one_version(house: House) -> None:
    assert publish(house) == publish(house)
    assert len(queries.template_versions(house.engine, "fios")) == 1


def test_an_older_version_comes_back_by_publishing_its_text(house: House) -> None:
    publish(house)
    publish(house, 1, currency=None)
    publish(house, 2)
    assert [one.yaml == yaml_of() for one in queries.template_versions(house.engine, "fios")] == [True, False, True]


def test_a_retired_template_reads_nothing_and_can_come_back(house: House) -> None:
    publish(house)
    workflow.retire_template(house.engine, RetireTemplate("ada", "fios", 1, "They print it in another way now."))
    assert names_in_force(house) == []
    (row,) = queries.templates(house.engine)
    assert (row.in_force, row.version) == (False, 2)
    with pytest.raises(StaleTemplate):
        workflow.retire_template(house.engine, RetireTemplate("fabio", "fios", 1))
    with pytest.raises(UnknownTemplate):
        workflow.retire_template(house.engine, RetireTemplate("ada", "nothing", 0))
    publish(house, 2)
    assert names_in_force(house) == ["fios"]


def test_trying_a_template_stores_nothing_and_shows_both_readings(house: House) -> None:
    reconciled(house, "FC-0043")
    before = house.engine.store.version
    trial = workflow.try_template(house.engine, yaml_of(**misread()))
    assert (trial.supplier_id, trial.documents, trial.mistakes) == (CABLES.id, 1, ())
    (worse,) = trial.worse
    assert (worse.document, worse.field, worse.right, worse.with_it, worse.today) == (
        "AP-FC-0043", "due_date", "2026-03-21", "2026-03-07", "2026-03-21",
    )  # fmt: skip
    assert {one.document for one in trial.fields if one.example} == {"fatura-42"}
    assert house.engine.store.version == before
    assert names_in_force(house) == []
    wrong = workflow.try_template(house.engine, yaml_of(fields=DUE_BY_ISSUE))
    assert "due_date" in wrong.mistakes[0], "what is not right yet is shown, not raised"
    with pytest.raises(TemplateError):
        workflow.try_template(house.engine, "supplier: nobody")


def test_a_file_of_the_same_name_gives_way_to_the_books(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "fios.yaml").write_text(yaml_of(), encoding="utf-8")
    (tmp_path / "files" / "broken.yaml").write_text("supplier: nobody", encoding="utf-8")
    with cable_house(tmp_path) as house:
        (row,) = queries.templates(house.engine)
        assert (row.origin, row.version, row.supplier_id, row.overrides_file) == (Origin.FILE, 0, CABLES.id, False)
        assert names_in_force(house) == ["fios"]
        publish(house, currency=None)
        (row,) = queries.templates(house.engine)
        assert (row.origin, row.version, row.overrides_file) == (Origin.PERSON, 1, True)
        (template,) = house.engine.templates.templates()
        assert template.currency is None
        workflow.retire_template(house.engine, RetireTemplate("ada", "fios", 1))
        assert names_in_force(house) == [], "retired is retired: the file does not come back through the back door"


def test_a_file_can_be_retired_and_stays_so_after_a_restart(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "fios.yaml").write_text(yaml_of(), encoding="utf-8")
    with cable_house(tmp_path) as house:
        workflow.retire_template(house.engine, RetireTemplate("ada", "fios", 0, "Wrong since March."))
        assert names_in_force(house) == []
    with cable_house(tmp_path) as house:
        assert names_in_force(house) == []


def test_what_was_published_reads_after_a_restart_and_what_is_broken_stops_nothing(tmp_path: Path) -> None:
    with cable_house(tmp_path) as house:
        publish(house)
        with house.engine.store.write("set-up", house.engine.now()) as tx:
            stored = tx.templates.find("fios")
            assert stored is not None
            tx.templates.save(replace(stored, name="broken", yaml="supplier: nobody"), "")
    with cable_house(tmp_path) as house:
        assert names_in_force(house) == ["fios"]
        templates: tuple[SupplierTemplate, ...] = house.engine.templates.templates()
        assert [one.examples for one in templates] == [()], "no worker carries the examples"
        broken = next(row for row in queries.templates(house.engine) if row.name == "broken")
        assert "missing" in broken.mistake


def test_a_template_may_not_take_another_suppliers_documents(tmp_path: Path) -> None:
    other = Supplier("other", "Outra Ltda", "34128745000152", order_required=False)
    with cable_house(tmp_path, other) as house:
        reconciled(house, "FC-0043", supplier=other.id)
        too_broad = Identifiers(texts=("Cabo de cobre",))
        trial = workflow.try_template(house.engine, yaml_of(identifiers=too_broad, supplier="Cabos Norte", **misread()))
        assert (trial.supplier_id, trial.documents) == (None, 1)
        with pytest.raises(TemplateWorse, match="AP-FC-0043: due date"):
            publish(house, identifiers=too_broad, supplier="Cabos Norte", **misread())
