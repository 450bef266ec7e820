"""One set of templates for the reader: the books over the files, people before the learner; and what is the same rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from ap_engine.model.learning import Origin, StoredTemplate
from ap_engine.model.template import FieldRule, Identifiers, Place
from ap_engine.template_file import write
from ap_engine.template_file.in_force import InForce, fingerprints
from tests.unit.template_papers import complete, example

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def stored(name: str, origin: Origin = Origin.PERSON, version: int = 1, **changes: object) -> StoredTemplate:
    text = write(replace(complete(), name=name))
    one = StoredTemplate(name, "fios", "Fios", version, origin, text, True, "ada", NOW, "")
    return replace(one, **changes)  # type: ignore[arg-type]


def names(known: InForce) -> list[str]:
    return [template.name for template in known.templates()]


def test_people_come_before_what_was_learned_and_the_books_before_files() -> None:
    known = InForce([replace(complete(), name="zinc"), replace(complete(), name="both")])
    known.take([stored("alpha", Origin.LEARNED), stored("both"), stored("gone", in_force=False)])
    assert names(known) == ["both", "zinc", "alpha"]
    both = known.find("both")
    assert both is not None
    assert (both.origin, both.version) == (Origin.PERSON, 1)
    assert known.file("both") is not None
    assert known.find("nothing") is None


def test_what_changed_in_the_books_is_read_again_and_nothing_else() -> None:
    known = InForce()
    heads = {"a": (1, True), "b": (1, True)}
    assert known.outdated(heads) == ["a", "b"]
    known.take([stored("a"), stored("b")])
    assert known.outdated(heads) == []
    assert known.outdated({"a": (2, True), "b": (1, False)}) == ["a", "b"]


def test_a_change_is_tried_in_the_place_of_what_it_changes() -> None:
    known = InForce()
    known.take([stored("a"), stored("b", Origin.LEARNED)])
    tried = known.templates(but=["b"], also=[replace(complete(), name="a", currency="EUR")])
    assert [(one.name, one.currency, one.examples) for one in tried] == [("a", "EUR", ())]


def test_the_same_rule_has_the_same_fingerprint_whatever_else_changed() -> None:
    one = complete()
    more = replace(
        one, name="other", examples=(example(), example()), identifiers=Identifiers(tax_ids=("98903621000180",), ibans=("X" * 8,))
    )
    assert {k: v for k, v in fingerprints(one).items() if k != "supplier_name"} == {
        k: v for k, v in fingerprints(more).items() if k != "supplier_name"
    }
    rule = FieldRule("due_date", Place.RIGHT, ("Vence",))
    changed = replace(one, fields=tuple(rule if old.field == "due_date" else old for old in one.fields))
    assert {name for name, value in fingerprints(changed).items() if fingerprints(one)[name] != value} == {"due_date"}
    american = fingerprints(replace(one, dates="12/31/2026"))
    assert american["issue_date"] != fingerprints(one)["issue_date"], "the style is part of how a field is read"
