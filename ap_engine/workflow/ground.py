"""What a lesson stands on: a supplier's history with its newest document, and the templates in force, as the books have them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ap_engine.engine import Engine
from ap_engine.extraction.template_choice import Templates
from ap_engine.extraction.text import squeeze
from ap_engine.model.errors import TemplateError
from ap_engine.model.extraction import Extraction
from ap_engine.model.learning import Origin, Reconciled, ReconciledDocument, StoredTemplate
from ap_engine.model.parties import SYSTEM, Supplier
from ap_engine.model.template import SupplierTemplate
from ap_engine.model.template_trial import LINES
from ap_engine.store import Transaction
from ap_engine.template_file import parse
from ap_engine.template_file.in_force import InForce
from ap_engine.workflow.replay import RIGHT, Known, known_of, reader_of, trial_fields
from ap_engine.workflow.templates import supplier_of

_TAUGHT = 60  # documents that the learner is shown, the newest: it takes its examples from them


@dataclass(frozen=True, slots=True)
class Ground:
    """What a lesson stands on: the new document, the supplier's history with it as the last, and the templates in force.

    `heads` are the versions of all templates as they were then; `retired`: a person took what was learned out of force.
    `found` is the new document as these templates read it, `others` are other suppliers' documents.
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
    found: Extraction | None
    others: tuple[ReconciledDocument, ...]

    @property
    def known(self) -> Known:
        """The new document, to be read."""
        return known_of(self.document, self.supplier.name)

    @property
    def reads_right(self) -> bool:
        """Whether the templates in force read all right that is known of the new document and that this supplier prints."""
        never_printed = {name for one in self.own for name in one.absent}
        lines = 2 * len(self.document.right.lines)
        return all(
            one.points_today == (lines if one.field == LINES else RIGHT)
            for one in trial_fields(self.known, self.found, self.found)
            if one.field not in never_printed
        )

    @property
    def by_people(self) -> tuple[SupplierTemplate, ...]:
        """The supplier's templates in force that a person made."""
        learned = {one.name for one in self.champions}
        return tuple(one for one in self.own if one.name not in learned)


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
        foreign = tx.learning.of_others(supplier.id)
        file_names = {one.name for one in engine.templates.templates() if _is_for(tx, one, supplier, stored)}
    strangers |= {code for one in others for code in (one.tax_id, "".join((one.iban or "").split()).upper()) if code}
    strangers |= {ours.tax_id, squeeze(ours.name)}
    learned = [one for one in stored.values() if one.origin is Origin.LEARNED]
    documents = (*earlier, document)
    found = reader_of(engine).read(known_of(document, supplier.name), Templates(engine.templates.templates()))
    return Ground(
        supplier=supplier,
        document=document,
        documents=documents,
        history=tuple(_reconciled(one) for one in documents[-_TAUGHT:]),
        champions=tuple(parsed for one in learned if one.in_force and (parsed := _parsed(one)) is not None),
        own=tuple(one for one in engine.templates.templates() if one.name in file_names),
        strangers=frozenset(strangers),
        name=learned_name(supplier.id, engine.templates, {one.name for one in learned}),
        heads=heads,
        stored=stored,
        retired=any(not one.in_force and one.changed_by != SYSTEM for one in learned),
        found=found,
        others=foreign,
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
    # No - in it: learned-omie_2 is the supplier omie-2's, and learned-omie-2 a fork of omie's.
    base = "learned-" + (re.sub(r"[^a-z0-9]+", "_", supplier_id.lower()).strip("_")[:50] or "supplier")
    taken = {one.name for one in known.all()} - set(own)
    for number in range(len(taken) + 1):
        name = base if number == 0 else f"{base}-v{number}"
        if not any(re.fullmatch(re.escape(name) + r"(-\d+)?", one) for one in taken):
            return name
    return base
