"""What becomes of a lesson: a learned template goes in force only if no reconciled document reads worse (row N1, rule C14).

A template that a person made, at the screen or as a file, is never written over. A proposal may stand beside it when it
reads something better and nothing worse; and when a person's template reads a reconciled document wrong, it is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ap_engine.engine import Engine
from ap_engine.extraction.template_choice import Templates
from ap_engine.extraction.text import squeeze
from ap_engine.model.errors import TemplateError
from ap_engine.model.extraction import Extraction
from ap_engine.model.learning import (
    DriftAlarm,
    Lesson,
    Origin,
    Reconciled,
    ReconciledDocument,
    StoredTemplate,
    TemplateRefusal,
)
from ap_engine.model.parties import SYSTEM, Supplier
from ap_engine.model.template import SupplierTemplate
from ap_engine.model.template_trial import LINES, TrialField, described, same_value
from ap_engine.rules.trust import BY_LAYOUT
from ap_engine.store import Transaction
from ap_engine.template_file import check, parse, write
from ap_engine.template_file.in_force import InForce, fingerprints
from ap_engine.workflow.replay import RIGHT, compare, known_of, reader_of, trial_fields
from ap_engine.workflow.templates import supplier_of

_TAUGHT = 60  # documents that the learner is shown, the newest: it takes its examples from them


@dataclass(frozen=True, slots=True)
class Ground:
    """What a lesson stands on: the new document, the supplier's history with it as the last, and the templates in force.

    `heads` are the versions of all templates as they were then; `retired`: a person took what was learned out of force.
    `own` are the supplier's templates in force, whoever they are from; `champions` the learned ones among them.
    """

    supplier: Supplier
    document: ReconciledDocument
    documents: tuple[ReconciledDocument, ...]
    history: tuple[Reconciled, ...]
    champions: tuple[SupplierTemplate, ...]
    own: tuple[SupplierTemplate, ...]
    strangers: frozenset[str]
    name: str
    heads: dict[str, tuple[int, bool]]
    stored: dict[str, StoredTemplate]
    retired: bool

    @property
    def by_people(self) -> tuple[SupplierTemplate, ...]:
        """The supplier's templates in force that a person made."""
        learned = {one.name for one in self.champions}
        return tuple(one for one in self.own if one.name not in learned)


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


def ground_of(engine: Engine, supplier: Supplier, document: ReconciledDocument) -> Ground:
    """Everything that a lesson needs, as the books have it now."""
    ours = engine.company
    engine.refresh_templates()
    with engine.store.snapshot() as tx:
        earlier = [one for one in tx.learning.of_supplier(supplier.id) if one.invoice_id != document.invoice_id]
        stored = {one.name: one for one in tx.templates.of_supplier(supplier.id)}
        heads = tx.templates.heads()
        others = [one for one in tx.suppliers.all() if one.id != supplier.id]
        strangers = tx.learning.codes_of_others(supplier.id)
        file_names = {one.name for one in engine.templates.templates() if _is_for(tx, one, supplier, stored)}
    strangers |= {code for one in others for code in (one.tax_id, "".join((one.iban or "").split()).upper()) if code}
    strangers |= {ours.tax_id, squeeze(ours.name)}
    learned = [one for one in stored.values() if one.origin is Origin.LEARNED]
    documents = (*earlier, document)
    return Ground(
        supplier=supplier,
        document=document,
        documents=documents,
        history=tuple(_reconciled(one) for one in documents[-_TAUGHT:]),
        champions=tuple(found for one in learned if one.in_force and (found := _parsed(one)) is not None),
        own=tuple(one for one in engine.templates.templates() if one.name in file_names),
        strangers=frozenset(strangers),
        name=learned_name(supplier.id, engine.templates, {one.name for one in learned}),
        heads=heads,
        stored=stored,
        retired=any(not one.in_force and one.changed_by != SYSTEM for one in learned),
    )


def _is_for(tx: Transaction, template: SupplierTemplate, supplier: Supplier, stored: dict[str, StoredTemplate]) -> bool:
    if template.name in stored:
        return True
    if tx.templates.find(template.name) is not None:
        return False
    found = supplier_of(tx, template)
    return found is not None and found.id == supplier.id


def _parsed(stored: StoredTemplate) -> SupplierTemplate | None:
    """A learned template with its examples; None when it cannot be read (any more): then it is learned anew."""
    try:
        return parse(stored.yaml, stored.name)
    except TemplateError:
        return None


def _reconciled(document: ReconciledDocument) -> Reconciled:
    known = known_of(document)
    return Reconciled(document.invoice_id, known.pages, document.right.values, document.right.lines)


def learned_name(supplier_id: str, known: InForce, own: Iterable[str]) -> str:
    """The name of a supplier's learned templates (a fork adds -2, -3 …), free of every name that is somebody else's."""
    base = "learned-" + (re.sub(r"[^a-z0-9]+", "-", supplier_id.lower()).strip("-")[:50] or "supplier")
    taken = {one.name for one in known.all()} - set(own)
    for number in range(len(taken) + 1):
        name = base if number == 0 else f"{base}-v{number}"
        if not any(re.fullmatch(re.escape(name) + r"(-\d+)?", one) for one in taken):
            return name
    return base


def adopt(engine: Engine, ground: Ground, lesson: Lesson) -> Adoption:
    """Hold a lesson against every reconciled document of its supplier."""
    reader, before = reader_of(engine), engine.templates.templates()
    known = known_of(ground.document, ground.supplier.name)
    found = reader.read(known, Templates(before))
    alarm = drift(ground, found)
    if not lesson.adopted:
        wanting = any(one.points_today < RIGHT for one in trial_fields(known, found, found) if one.field != LINES)
        return Adoption("not learned" if wanting else "nothing new", lesson.remarks, alarm=alarm, unlearned=wanting)
    texts = {one.name: write(one) for one in lesson.templates}
    changed = [one for one in lesson.templates if _is_changed(ground, one.name, texts[one.name])]
    dropped = tuple(one.name for one in ground.champions if one.name not in texts)
    proposed = tuple((one, texts[one.name]) for one in changed)
    if mistakes := _mistakes(ground, proposed):
        return Adoption("refused", mistakes, refused=proposed, alarm=alarm)
    after = engine.templates.templates(but=dropped, also=lesson.templates)
    documents = [known_of(one, ground.supplier.name) for one in ground.documents]
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


def drift(ground: Ground, found: Extraction | None) -> tuple[str, str] | None:
    """Whether the supplier's templates in force still fit its newest document: the template to look at, and why (row N1).

    A template fits when it is recognised and itself finds every value that it has a rule for and that is known, right.
    """
    if not ground.own:
        return None
    invoice_id, right = ground.document.invoice_id, dict(ground.document.right.values)
    template = next((one for one in ground.own if found is not None and one.name == found.template), None)
    if found is None or template is None:
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
