"""Templates with every version, what was refused, alarms, since when a rule holds; reconciled documents and lessons."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import duckdb
import pytest

from ap_engine.model.extraction import ExtractedLine, Source
from ap_engine.model.learning import (
    Checked,
    DriftAlarm,
    FieldRead,
    FirstReading,
    Origin,
    ReconciledDocument,
    StoredTemplate,
    TemplateRefusal,
    Truth,
)
from ap_engine.model.lifecycle import Event, State
from ap_engine.store import Store
from tests.store.examples import ANA, NOW, plain_invoice

HOUR = timedelta(hours=1)
TEMPLATE = StoredTemplate("fios", "acme", "Fios Ltda", 1, Origin.PERSON, "supplier: Fios", True, ANA, NOW, "First.")
DOCUMENT = ReconciledDocument(
    "inv-1", 1, "acme", NOW - HOUR, NOW, "page 1 10 10 ocr\n1 2 3 4 87% Ação",
    Truth((("invoice_number", "7"), ("gross_total", "10.00")), (ExtractedLine(description="Fio", line_net="10.00"),)),
    FirstReading("fios", 1, (FieldRead("invoice_number", "8", False, Source.TEMPLATE, 92),)), ("34128745000152",),
)  # fmt: skip


def events(store: Store) -> list[str]:
    return [row[0] for row in store.rows("SELECT event FROM audit_log ORDER BY sequence")]


def test_every_version_stays_and_the_latest_counts(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.templates.save(TEMPLATE, "Nothing to replay.")
        second = replace(TEMPLATE, version=2, yaml="supplier: Fios e Cabos", in_force=False)
        tx.templates.save(second, "Retired.")
        tx.templates.save(replace(TEMPLATE, name="other", supplier_id=None), "")
    with store.snapshot() as books:
        assert books.templates.find("fios") == second
        assert books.templates.find("nothing") is None
        assert [one.name for one in books.templates.all()] == ["fios", "other"]
        assert books.templates.of_supplier("acme") == (second,)
        assert books.templates.heads() == {"fios": (2, False), "other": (1, True)}
        versions = books.templates.versions("fios")
        assert [(one.version, one.yaml, one.verdict) for one in versions] == [
            (2, "supplier: Fios e Cabos", "Retired."), (1, "supplier: Fios", "Nothing to replay."),
        ]  # fmt: skip
    assert events(store) == ["TemplatePublished", "TemplateRetired", "TemplatePublished"]
    assert "supplier: Fios" not in str(store.rows("SELECT data FROM audit_log")), (
        "the log has the text's hash, not a document's words"
    )


def test_a_version_is_entered_once(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.templates.save(TEMPLATE, "")
    with pytest.raises(duckdb.ConstraintException), store.write(ANA, NOW) as tx:
        tx.templates.save(TEMPLATE, "")
    assert events(store) == ["TemplatePublished"]


def test_a_refusal_again_is_the_same_row_and_the_learners_last_one_stands(store: Store) -> None:
    refusal = TemplateRefusal("fios", "acme", "Fios Ltda", Origin.PERSON, "supplier: X", ANA, NOW, ("inv-1: worse",))
    learned = replace(refusal, origin=Origin.LEARNED, refused_by="system", refused_at=NOW - HOUR)
    last = replace(learned, yaml="supplier: Y", reasons=("inv-2: worse",))
    other = replace(refusal, reasons=("inv-2: worse",), refused_at=NOW + HOUR)
    with store.write("system", NOW) as tx:
        for one in (refusal, refusal, other, learned, last):
            tx.templates.refuse(one)
    with store.snapshot() as books:
        assert books.templates.refusals() == (other, refusal, last)
    assert events(store) == ["TemplateRefused"] * 5, "the log has every one"


def test_an_alarm_stands_until_it_is_over_or_a_new_version_comes(store: Store) -> None:
    alarm = DriftAlarm("fios", "inv-1", NOW, "On inv-1: due date was not found.")
    with store.write("system", NOW) as tx:
        tx.templates.save(TEMPLATE, "")
        tx.templates.raise_alarm("acme", alarm)
        tx.templates.end_alarms_of("another")
        assert tx.templates.alarms() == {"fios": alarm}
        tx.templates.end_alarms_of("acme")
        assert tx.templates.alarms() == {}
        tx.templates.end_alarms_of("acme")
        tx.templates.raise_alarm("acme", alarm)
    with store.write(ANA, NOW) as tx:
        tx.templates.save(replace(TEMPLATE, version=2), "")
        assert tx.templates.alarms() == {}
    assert events(store).count("TemplateDriftEnded") == 2, "what was over already is no entry"


def test_a_rule_that_stays_the_same_keeps_its_moment(store: Store) -> None:
    with store.write(ANA, NOW) as tx:
        tx.templates.note_rules("fios", {"issue_date": "a", "due_date": "b", "series": "c"})
    with store.write(ANA, NOW + HOUR) as tx:
        tx.templates.note_rules("fios", {"issue_date": "a", "due_date": "other"})
        assert tx.templates.rules_since("fios") == {"issue_date": NOW, "due_date": NOW + HOUR}, "series is not read any more"
    with store.write(ANA, NOW + 2 * HOUR) as tx:
        tx.templates.note_rules("fios", {"issue_date": "a", "due_date": "other", "series": "c"})
        assert tx.templates.rules_since("fios")["series"] == NOW + 2 * HOUR, "what comes back begins anew"
        assert tx.templates.rules_since("nothing") == {}


def test_reconciled_documents(store: Store) -> None:
    corrected = replace(DOCUMENT, version=2, right=Truth((("invoice_number", "8"),)))
    older = replace(DOCUMENT, invoice_id="inv-0", received_at=NOW - 3 * HOUR)
    foreign = replace(DOCUMENT, invoice_id="inv-9", supplier_id="bakery", codes=("DE89370400440532013000",))
    wordless = replace(DOCUMENT, invoice_id="inv-2", words="", received_at=NOW)
    with store.write("system", NOW) as tx:
        for document in (DOCUMENT, corrected, older, foreign, wordless):
            tx.learning.save(document)
    with store.snapshot() as books:
        assert books.learning.find("inv-1") == corrected, "one for each invoice: a correction takes its place"
        assert books.learning.of_supplier("acme") == (older, corrected), "the oldest first, and only with words"
        assert books.learning.of_supplier("acme", newest=1) == (corrected,)
        assert books.learning.of_others("acme") == (foreign,)
        assert books.learning.counts() == {"acme": 2, "bakery": 1}
        assert books.learning.codes_of_others("acme") == {"DE89370400440532013000"}
        assert [one.received_at for one in books.learning.checked("acme")] == [NOW - 3 * HOUR, NOW - HOUR, NOW]
        assert books.learning.checked("bakery") == (Checked(NOW - HOUR, NOW, foreign.right, foreign.read),)


def test_what_waits_to_be_learned(store: Store) -> None:
    ready = replace(
        plain_invoice(), state=State.MATCHED, confirmed_by=ANA, fields=replace(plain_invoice().fields, supplier_id="acme")
    )
    with store.write("system", NOW) as tx:
        ready = tx.save(ready, Event.MATCH_COMPLETED)
        others = (
            replace(ready, id="a", revision=0, state=State.EXTRACTED),
            replace(ready, id="b", revision=0, state=State.REJECTED),
            replace(ready, id="c", revision=0, confirmed_by=None),
            replace(ready, id="d", revision=0, fields=replace(ready.fields, supplier_id=None)),
        )
        for other in others:
            tx.save(other)
        assert tx.learning.waiting() == [ready.id]
        assert not tx.learning.is_alone(ready.original_sha256)
        tx.learning.looked_at(ready.id, ready.version, "acme", "learned", ("Learned.",))
        assert tx.learning.waiting() == []
        tx.save(replace(ready, version=ready.version + 1))
        assert tx.learning.waiting() == [ready.id], "a new version is looked at again"


@pytest.mark.parametrize("keep", [True, False])
def test_what_is_forgotten_leaves_at_most_its_errors(store: Store, keep: bool) -> None:
    invoice = replace(plain_invoice(), id="inv-1", state=State.CANCELLED)
    with store.write("system", NOW) as tx:
        tx.save(invoice)
        tx.learning.save(DOCUMENT)
        assert tx.learning.to_forget() == ["inv-1"]
        tx.learning.forget("inv-1", keep_errors=keep)
        assert tx.learning.to_forget() == []
        assert tx.learning.of_supplier("acme") == ()
        assert len(tx.learning.checked("acme")) == keep
