"""Supplier templates as the screens show them: those of the books and those that are files, their versions, what was refused."""

from __future__ import annotations

from ap_engine.engine import Engine
from ap_engine.model.errors import UnknownTemplate
from ap_engine.model.learning import DriftAlarm, Origin, ReconciledDocument, StoredTemplate, TemplateRefusal, TemplateVersion
from ap_engine.model.template import SupplierTemplate
from ap_engine.rules.trust import misread
from ap_engine.store import Transaction
from ap_engine.template_file.in_force import Known
from ap_engine.views import ReconciledRow, TemplateRow
from ap_engine.workflow.templates import supplier_of


def templates(engine: Engine) -> tuple[TemplateRow, ...]:
    """Every template by supplier: in the books, or a file that the books do not override; in force or not."""
    with engine.store.snapshot() as tx:
        stored = {one.name: one for one in tx.templates.all()}
        counts, alarms = tx.learning.counts(), tx.templates.alarms()
        names = {person.id: person.name for person in tx.people.all()}
        rows = [_row(engine, tx, known, stored.get(known.name), counts, alarms, names) for known in engine.templates.all()]
    return tuple(sorted(rows, key=lambda row: (row.supplier.casefold(), row.name)))


def _row(
    engine: Engine,
    tx: Transaction,
    known: Known,
    stored: StoredTemplate | None,
    counts: dict[str, int],
    alarms: dict[str, DriftAlarm],
    names: dict[str, str],
) -> TemplateRow:
    template = known.template
    supplier_id = stored.supplier_id if stored else _supplier_id(tx, template)
    return TemplateRow(
        name=known.name,
        supplier=stored.supplier if stored else template.supplier if template else known.name,
        supplier_id=supplier_id,
        origin=stored.origin if stored else Origin.FILE,
        version=stored.version if stored else 0,
        in_force=stored.in_force if stored else known.in_force,
        examples=known.examples,
        fields=covered(template) if template else (),
        documents=counts.get(supplier_id or "", 0),
        changed_at=stored.changed_at if stored else None,
        changed_by=names.get(stored.changed_by, stored.changed_by) if stored else "",
        alarm=alarms.get(known.name),
        overrides_file=stored is not None and engine.templates.file(known.name) is not None,
        mistake=known.mistake,
    )


def _supplier_id(tx: Transaction, template: SupplierTemplate | None) -> str | None:
    supplier = supplier_of(tx, template) if template else None
    return supplier.id if supplier else None


def covered(template: SupplierTemplate) -> tuple[str, ...]:
    """The fields that a template reads; `lines` where it reads the table."""
    return (*(rule.field for rule in template.fields), *(("lines",) if template.lines else ()))


def template_text(engine: Engine, name: str) -> str:
    """A template's YAML, as the books have it, else its file. Raises UnknownTemplate."""
    with engine.store.snapshot() as tx:
        stored = tx.templates.find(name)
    if stored is not None:
        return stored.yaml
    if engine.templates.file(name) is None:
        raise UnknownTemplate(f"({name})")
    return (engine.settings.templates / f"{name}.yaml").read_text(encoding="utf-8")


def template_versions(engine: Engine, name: str) -> tuple[TemplateVersion, ...]:
    """Every version of a template in the books, the newest first; none for a file."""
    with engine.store.snapshot() as tx:
        return tx.templates.versions(name)


def template_refusals(engine: Engine) -> tuple[TemplateRefusal, ...]:
    """What was proposed and refused, with the reasons, the newest first (rule C14)."""
    with engine.store.snapshot() as tx:
        return tx.templates.refusals()


def reconciled_documents(engine: Engine, supplier_id: str) -> tuple[ReconciledRow, ...]:
    """A supplier's reconciled documents, the newest first: what templates are proved on."""
    with engine.store.snapshot() as tx:
        documents = tx.learning.of_supplier(supplier_id)
    return tuple(_document(one) for one in reversed(documents))


def _document(one: ReconciledDocument) -> ReconciledRow:
    return ReconciledRow(
        invoice_id=one.invoice_id,
        version=one.version,
        reconciled_at=one.reconciled_at,
        received_at=one.received_at,
        values=one.right.values,
        lines=len(one.right.lines),
        template=one.read.template,
        wrong=misread(one),
    )
