"""Supplier templates published, tried and retired: nothing goes in force that reads a reconciled invoice worse (row N1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ap_engine.engine import Engine
from ap_engine.model.commands_templates import PublishTemplate, RetireTemplate
from ap_engine.model.errors import NotAllowed, StaleTemplate, TemplateError, TemplateWorse, UnknownTemplate
from ap_engine.model.learning import Origin, StoredTemplate, TemplateRefusal
from ap_engine.model.parties import Role, Supplier
from ap_engine.model.template import SupplierTemplate
from ap_engine.model.template_trial import Trial, described
from ap_engine.rules.duplicates import supplier_root
from ap_engine.store import AlreadyDone, Transaction
from ap_engine.template_file import parse
from ap_engine.template_file.check import differences
from ap_engine.template_file.in_force import fingerprints
from ap_engine.workflow.replay import compare, known_example, known_of, reader_of, recognised_on

MAY_PUBLISH = (Role.ADMINISTRATOR, Role.FINANCE)
_NAME = re.compile(r"\w[\w-]{0,79}")


def publish_template(engine: Engine, command: PublishTemplate) -> StoredTemplate:
    """Put a template in force: its examples read right, and no reconciled document of its supplier is read worse with it.

    The same command again answers with the template as it is now. An older version is restored by publishing its text.
    Raises NotAllowed, TemplateError, TemplateWorse (which is logged among the refusals), StaleTemplate.
    """
    with engine.store.snapshot() as tx:
        _may(tx, command.actor)
    if not _NAME.fullmatch(command.name):
        raise TemplateError(f"“{command.name}” cannot be a template's name: use letters, digits, - and _, at most 80.")
    template = parse(command.yaml, command.name)
    trial = _tried(engine, template)
    if trial.mistakes:
        raise TemplateError(f"{command.name} does not read its own examples: " + "; ".join(trial.mistakes[:12]) + ".")
    if trial.worse:
        _log_refusal(engine, command, trial)
        raise TemplateWorse(described(trial.worse))
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            tx.subject = command.name
            _may(tx, command.actor)
            stored = StoredTemplate(
                command.name, trial.supplier_id, template.supplier, command.base_version + 1, Origin.PERSON, command.yaml,
                True, command.actor, tx.at, command.why.strip(),
            )  # fmt: skip
            if _version(tx, command.name) != command.base_version:
                raise StaleTemplate
            tx.templates.save(stored, trial.verdict)
            tx.templates.note_rules(command.name, fingerprints(template))
    except AlreadyDone:
        return _stored(engine, command.name)
    finally:
        engine.refresh_templates()
    return stored


def retire_template(engine: Engine, command: RetireTemplate) -> StoredTemplate:
    """Take a template out of force; its supplier is read without it. Every version stays and can be published again.

    A learned template that a person retired is not learned again: the person has the last word.
    Raises NotAllowed, UnknownTemplate, StaleTemplate.
    """
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            tx.subject = command.name
            _may(tx, command.actor)
            if _version(tx, command.name) != command.base_version:
                raise StaleTemplate
            before = tx.templates.find(command.name) or _file(engine, tx, command.name)
            retired = replace(
                before, version=before.version + 1, in_force=False, changed_by=command.actor, changed_at=tx.at,
                why=command.why.strip(),
            )  # fmt: skip
            tx.templates.save(retired, "Taken out of force by a person.")
    except AlreadyDone:
        return _stored(engine, command.name)
    finally:
        engine.refresh_templates()
    return retired


def try_template(engine: Engine, yaml: str, name: str = "") -> Trial:
    """What a template reads on its examples and on its supplier's reconciled documents, beside what is read today.

    `name` is the template that it would take the place of. Nothing is stored. Raises TemplateError for what is no template.
    """
    return _tried(engine, parse(yaml, name or "new-template"))


def _tried(engine: Engine, template: SupplierTemplate) -> Trial:
    """A template tried on its examples, on its supplier's reconciled documents, and on others on which it is recognised."""
    with engine.store.snapshot() as tx:
        supplier = supplier_of(tx, template)
        documents = tx.learning.of_supplier(supplier.id) if supplier else ()
        others = tx.learning.of_others(supplier.id if supplier else None)
    reader = reader_of(engine)
    known = [known_of(one, supplier.name if supplier else None) for one in documents]
    known += recognised_on(others, (template,), reader.ours)
    examples = [known_example(template, one, engine.today()) for one in template.examples]
    before = engine.templates.templates()
    after = engine.templates.templates(also=(template,))
    fields = compare(reader, (*examples, *known), before, after)
    supplier_id = supplier.id if supplier else None
    return Trial(template.name, template.supplier, supplier_id, len(known), fields, differences(template))


def supplier_of(tx: Transaction, template: SupplierTemplate) -> Supplier | None:
    """The supplier in the register that a template is for: by tax id, by the CNPJ's root, by IBAN, last by its exact name."""
    every = tx.suppliers.all()
    known = template.identifiers
    roots = {supplier_root(code) for code in known.tax_ids}
    named = " ".join(template.supplier.casefold().split())
    tests: tuple[Callable[[Supplier], bool], ...] = (
        lambda one: one.tax_id in known.tax_ids,
        lambda one: bool(one.tax_id) and supplier_root(one.tax_id) in roots,
        lambda one: one.iban is not None and "".join(one.iban.split()).upper() in known.ibans,
        lambda one: " ".join(one.name.casefold().split()) == named,
    )
    return next((supplier for test in tests for supplier in every if test(supplier)), None)


def _may(tx: Transaction, actor: str) -> None:
    person = tx.people.find(actor)
    if person is None or not person.active or not person.has(*MAY_PUBLISH):
        raise NotAllowed("Templates are published and retired by administrators and finance.")


def _version(tx: Transaction, name: str) -> int:
    """The version that the books have; 0 when they have none of this name, also where a file has it."""
    found = tx.templates.find(name)
    return found.version if found else 0


def _stored(engine: Engine, name: str) -> StoredTemplate:
    with engine.store.snapshot() as tx:
        found = tx.templates.find(name)
    assert found is not None
    return found


def _file(engine: Engine, tx: Transaction, name: str) -> StoredTemplate:
    """A template that is a file, as the books take it over when it is retired."""
    known = engine.templates.file(name)
    if known is None or known.template is None:
        raise UnknownTemplate(f"({name})")
    supplier = supplier_of(tx, known.template)
    text = (engine.settings.templates / f"{name}.yaml").read_text(encoding="utf-8")
    return StoredTemplate(
        name, supplier.id if supplier else None, known.template.supplier, 0, Origin.FILE, text, True, "", tx.at, ""
    )


def _log_refusal(engine: Engine, command: PublishTemplate, trial: Trial) -> None:
    with engine.store.write(command.actor, engine.now()) as tx:
        refusal = TemplateRefusal(
            name=command.name,
            supplier_id=trial.supplier_id,
            supplier=trial.supplier,
            origin=Origin.PERSON,
            yaml=command.yaml,
            refused_by=command.actor,
            refused_at=tx.at,
            reasons=described(trial.worse),
        )
        tx.templates.refuse(refusal)
