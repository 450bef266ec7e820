"""What becomes of a lesson: a learned template goes in force only if no reconciled document reads worse (row N1, rule C14).

A template that a person made, at the screen or as a file, is never written over. A proposal may stand beside it when it
reads something better and nothing worse; and when a person's template reads a reconciled document wrong, it is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ap_engine.engine import Engine
from ap_engine.model.errors import TemplateError
from ap_engine.model.learning import (
    DriftAlarm,
    Lesson,
    Origin,
    StoredTemplate,
    TemplateRefusal,
)
from ap_engine.model.parties import SYSTEM
from ap_engine.model.template import SupplierTemplate
from ap_engine.model.template_trial import TrialField, described, same_value
from ap_engine.rules.trust import BY_LAYOUT
from ap_engine.store import Transaction
from ap_engine.template_file import check, parse, write
from ap_engine.template_file.in_force import fingerprints
from ap_engine.workflow.ground import Ground
from ap_engine.workflow.replay import compare, known_of, reader_of, recognised_on


@dataclass(frozen=True, slots=True)
class Adoption:
    """What is recorded of a lesson: new versions with their verdict, what goes out of force, refusals, the alarm."""

    outcome: str
    remarks: tuple[str, ...]
    saved: tuple[tuple[SupplierTemplate, str, str], ...] = ()  # template, its YAML, verdict
    dropped: tuple[str, ...] = ()
    refused: tuple[tuple[SupplierTemplate, str], ...] = ()  # template, its YAML
    alarm: tuple[str, str] | None = None  # template, words
    unlearned: bool = False  # something on the document is not read right, and the learner had nothing better


def adopt(engine: Engine, ground: Ground, lesson: Lesson) -> Adoption:
    """Hold a lesson against every reconciled document of its supplier."""
    reader, before = reader_of(engine), engine.templates.templates()
    alarm = drift(ground)
    if not lesson.adopted:
        outcome = "nothing new" if ground.reads_right else "not learned"
        return Adoption(outcome, lesson.remarks, alarm=alarm, unlearned=not ground.reads_right)
    texts = {one.name: write(one) for one in lesson.templates}
    changed = [one for one in lesson.templates if _is_changed(ground, one.name, texts[one.name])]
    dropped = tuple(one.name for one in ground.champions if one.name not in texts)
    proposed = tuple((one, texts[one.name]) for one in changed)
    if mistakes := _mistakes(ground, proposed):
        return Adoption("refused", mistakes, refused=proposed, alarm=alarm)
    after = engine.templates.templates(but=dropped, also=lesson.templates)
    documents = [known_of(one, ground.supplier.name) for one in ground.documents]
    documents += recognised_on(ground.others, changed, reader.ours)
    fields = compare(reader, documents, before, after)
    worse, better = [one for one in fields if one.worse], [one for one in fields if one.better]
    if worse:
        return Adoption("refused", described(tuple(worse)), refused=proposed, alarm=alarm)
    if ground.by_people and not better:
        made = ", ".join(one.name for one in ground.by_people)
        reason = f"It reads nothing better than {made}, which a person made."
        return Adoption("refused", (reason,), refused=proposed, alarm=alarm)
    verdict = _verdict(len(documents), better)
    saved = tuple((one, text, verdict) for one, text in proposed)
    return Adoption("learned", lesson.remarks, saved, dropped, alarm=alarm)


def _is_changed(ground: Ground, name: str, text: str) -> bool:
    stored = ground.stored.get(name)
    return stored is None or not stored.in_force or stored.yaml != text


def _mistakes(ground: Ground, proposed: Iterable[tuple[SupplierTemplate, str]]) -> tuple[str, ...]:
    """What is wrong with proposals as templates: what the learner writes is read by the rules for people."""
    champions = {one.name for one in ground.champions}
    wrong: list[str] = []
    for template, text in proposed:
        stored = ground.stored.get(template.name)
        if template.name not in champions and (
            template.name in ground.heads and (not stored or stored.origin is not Origin.LEARNED)
        ):
            wrong.append(f"The name {template.name} is somebody else's.")
        try:
            check(parse(text, template.name))
        except TemplateError as error:
            wrong.append(error.detail)
    return tuple(wrong)


def _verdict(documents: int, better: list[TrialField]) -> str:
    one = "1 reconciled document" if documents == 1 else f"{documents} reconciled documents"
    return f"Replayed over {one}: {len(better)} values better, none worse."


def drift(ground: Ground) -> tuple[str, str] | None:
    """Whether the supplier's templates in force still fit its newest document: the template to look at, and why (row N1).

    A template fits when it is recognised and itself finds every value that it has a rule for and that is known, right.
    """
    if not ground.own:
        return None
    invoice_id, right, found = ground.document.invoice_id, dict(ground.document.right.values), ground.found
    if found is None:
        return ground.own[0].name, f"{invoice_id} reads as several invoices."
    template = next((one for one in ground.own if one.name == found.template), None)
    if template is None:
        return ground.own[0].name, f"{invoice_id} is of this supplier, and no template recognises it."
    wrong: list[str] = []
    for rule in template.fields:
        reading, wanted = found.reading(rule.field), right.get(rule.field)
        if wanted is None:
            continue
        words = rule.field.replace("_", " ")
        if reading is None or reading.source not in BY_LAYOUT:
            wrong.append(f"{words} (“{wanted}”) was not found")
        elif not same_value(reading.value, wanted):
            wrong.append(f"{words} is “{wanted}”, and “{reading.value}” was read")
    return (template.name, f"On {invoice_id}: {'; '.join(wrong)}.") if wrong else None


def record(tx: Transaction, ground: Ground, adoption: Adoption) -> None:
    """Write what became of a lesson, in the caller's transaction."""
    tx.learning.save(ground.document)
    supplier = ground.supplier
    why = f"Learned from {ground.document.invoice_id}."
    for template, text, verdict in adoption.saved:
        before = tx.templates.find(template.name)
        version = before.version + 1 if before else 1
        stored = StoredTemplate(
            template.name, supplier.id, template.supplier, version, Origin.LEARNED, text, True, SYSTEM, tx.at, why
        )
        tx.templates.save(stored, verdict)
        tx.templates.note_rules(template.name, fingerprints(template))
    for name in adoption.dropped:
        stored = ground.stored[name]
        gone = replace(stored, version=stored.version + 1, in_force=False, changed_by=SYSTEM, changed_at=tx.at, why=why)
        tx.templates.save(gone, "Another learned template reads these documents.")
    for template, text in adoption.refused:
        tx.templates.refuse(
            TemplateRefusal(template.name, supplier.id, template.supplier, Origin.LEARNED, text, SYSTEM, tx.at, adoption.remarks)
        )
    if adoption.unlearned and adoption.remarks:
        refusal = TemplateRefusal(ground.name, supplier.id, supplier.name, Origin.LEARNED, "", SYSTEM, tx.at, adoption.remarks)
        tx.templates.refuse(refusal)
    if adoption.alarm is None:
        tx.templates.end_alarms_of(supplier.id)
    else:
        name, words = adoption.alarm
        tx.templates.raise_alarm(supplier.id, DriftAlarm(name, ground.document.invoice_id, tx.at, words))
