"""Learning from what was reconciled (row R11, rules C13, C14): the documents, the lesson drawn from each, alarms when layouts drift.

Everything slow happens outside any transaction: words, the learner, the replay. What came of it is one commit: the
reconciled document, the learned template or the refusal with its reasons, the alarm, and that this version was looked at.
Killed in between, it is done again, with the same result.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from ap_engine.engine import Engine
from ap_engine.extraction import learner
from ap_engine.extraction.layout import lines_of
from ap_engine.extraction.learned_identity import codes_on
from ap_engine.extraction.template_choice import Templates
from ap_engine.model.errors import UnreadableUpload
from ap_engine.model.extraction import Extraction, Source
from ap_engine.model.invoice import Invoice
from ap_engine.model.learning import FieldRead, FirstReading, Lesson, Origin, Reconciled, ReconciledDocument, StoredTemplate
from ap_engine.model.parties import SYSTEM, Supplier
from ap_engine.model.template import SupplierTemplate
from ap_engine.rules.fields import truth_of
from ap_engine.rules.trust import TRUSTABLE, misread
from ap_engine.store import Transaction
from ap_engine.store.learning import RECONCILED
from ap_engine.template_file.words import MOST_WORDS, rows_of
from ap_engine.workflow.adoption import Adoption, adopt, record
from ap_engine.workflow.ground import Ground, ground_of
from ap_engine.workflow.replay import pages_of_words
from ap_engine.workflow.step import NothingToDo

log = logging.getLogger("ap_engine.learning")
Learner = Callable[[str, str, tuple[Reconciled, ...], tuple[SupplierTemplate, ...], frozenset[str]], Lesson]


def waiting_lessons(engine: Engine) -> list[str]:
    """Invoices that were reconciled, or corrected since, and that nothing was learned from yet; the oldest first."""
    with engine.store.snapshot() as tx:
        return tx.learning.waiting()


def learn_from(engine: Engine, invoice_id: str, learn: Learner = learner.learn) -> bool:
    """Draw the lesson of one reconciled invoice; whether anything was recorded.

    Only values that a person confirmed count, or those of XML in the file; never the draft. What went through by rule
    teaches nothing. Somebody who changes the invoice or a template meanwhile has it done again.
    """
    with engine.store.snapshot() as tx:
        invoice = tx.invoices.get(invoice_id)
        extraction = tx.invoices.extraction(invoice_id)
        before = tx.learning.find(invoice_id)
        alone = tx.learning.is_alone(invoice.original_sha256)
        supplier = tx.suppliers.find(invoice.fields.supplier_id or "")
    if supplier is None or invoice.state not in RECONCILED or invoice.confirmed_by is None:
        return False
    if extraction is None or (invoice.confirmed_by == SYSTEM and extraction.source is not Source.XML):
        return _nothing(engine, invoice, "confirmed by rule")
    if before is not None and (before.right, before.supplier_id) == (truth_of(invoice.fields), supplier.id) and before.words:
        return _same_again(engine, invoice, before)
    if before is not None and before.supplier_id != supplier.id:
        _was_anothers(engine, before)
    words = (before.words if before is not None else "") or (_words(engine, invoice) if alone else "")
    try:
        document = _document(engine, invoice, extraction, supplier, words)
        if not words:
            return _without_words(engine, invoice, document)
        ground = ground_of(engine, supplier, document)
        adoption = adopt(engine, ground, _lesson(ground, learn))
    except Exception:  # a document that defeats this would be tried again with every change in the books, for ever
        log.exception("learning from %s failed", invoice_id)
        return _nothing(engine, invoice, "failed")
    return _record(engine, invoice, ground, adoption)


def _lesson(ground: Ground, learn: Learner) -> Lesson:
    """What the learner says. One that fails must not keep the document from being recorded.

    It is not asked where a person took out of force what it had learned, nor beside a person's template that reads all right.
    """
    if ground.retired or (ground.by_people and ground.reads_right):
        return Lesson(ground.champions, False)
    try:
        return learn(ground.supplier.name, ground.name, ground.history, ground.champions, ground.strangers)
    except Exception:  # whatever a document makes of the learner, the books go on
        log.exception("learning from %s failed", ground.document.invoice_id)
        return Lesson(ground.champions, False, ("Nothing could be learned from this document; the log says why.",))


def _words(engine: Engine, invoice: Invoice) -> str:
    """The words of an invoice's pages; none where there are none, or too many to keep."""
    try:
        pages = engine.reader.words(engine.originals.path(invoice.original_sha256)).pages
    except UnreadableUpload as error:
        log.warning("%s: %s", invoice.id, error)
        return ""
    rows = rows_of(pages) if any(page.words for page in pages) else []
    return "\n".join(rows) if len(rows) <= MOST_WORDS else ""


def _document(engine: Engine, invoice: Invoice, extraction: Extraction, supplier: Supplier, words: str) -> ReconciledDocument:
    return ReconciledDocument(
        invoice_id=invoice.id,
        version=invoice.version,
        supplier_id=supplier.id,
        received_at=invoice.received_at,
        reconciled_at=engine.now(),
        words=words,
        right=truth_of(invoice.fields),
        read=first_reading(extraction),
        codes=tuple(sorted(codes_on(lines_of(pages_of_words(words))))),
    )


def first_reading(extraction: Extraction) -> FirstReading:
    """What reading by itself had made of a document, as far as a person confirms it."""
    return FirstReading(
        extraction.template,
        len(extraction.problems),
        tuple(
            FieldRead(one.field, one.value, one.certain, one.source, one.confidence)
            for one in extraction.readings
            if one.field in TRUSTABLE
        ),
    )


def _record(engine: Engine, invoice: Invoice, ground: Ground, adoption: Adoption) -> bool:
    try:
        with engine.store.write(SYSTEM, engine.now()) as tx:
            now = tx.invoices.get(invoice.id)
            same = (now.version, now.confirmed_by) == (invoice.version, invoice.confirmed_by)
            if not same or now.state not in RECONCILED or tx.templates.heads() != ground.heads:
                raise NothingToDo(now)  # noqa: TRY301 - somebody was quicker: it is done again on what they left
            record(tx, ground, adoption)
            tx.learning.looked_at(invoice.id, invoice.version, ground.supplier.id, adoption.outcome, adoption.remarks)
    except NothingToDo:
        return False
    finally:
        engine.refresh_templates()
    return True


def _without_words(engine: Engine, invoice: Invoice, document: ReconciledDocument) -> bool:
    """Nothing can be learned, but how right a template had read it is known: trust counts it (row N2)."""
    if document.read.template is None:
        return _nothing(engine, invoice, "no words")
    with engine.store.write(SYSTEM, engine.now()) as tx:
        tx.learning.save(document)
        tx.learning.looked_at(invoice.id, invoice.version, document.supplier_id, "no words", ())
    return True


def _same_again(engine: Engine, invoice: Invoice, before: ReconciledDocument) -> bool:
    """A new version with the same values (its split was changed): what was learned still holds."""
    with engine.store.write(SYSTEM, engine.now()) as tx:
        tx.learning.save(replace(before, version=invoice.version))
        tx.learning.looked_at(invoice.id, invoice.version, before.supplier_id, "same values", ())
    return True


def _nothing(engine: Engine, invoice: Invoice, why: str) -> bool:
    with engine.store.write(SYSTEM, engine.now()) as tx:
        tx.learning.looked_at(invoice.id, invoice.version, invoice.fields.supplier_id, why, ())
    return True


def _was_anothers(engine: Engine, document: ReconciledDocument) -> None:
    """A person corrected whose invoice it is: what the former supplier learned from it would take the right one's documents."""
    lines = lines_of(pages_of_words(document.words))
    with engine.store.write(SYSTEM, engine.now()) as tx:
        tx.learning.forget(document.invoice_id, keep_errors=False)
        for stored in tx.templates.of_supplier(document.supplier_id):
            known = engine.templates.find(stored.name)
            template = known.template if known else None
            if template is not None and Templates((template,)).choose(lines):
                _out_of_force(tx, stored, f"{document.invoice_id} is another supplier's, and it would be read with this.")
    engine.refresh_templates()


def _out_of_force(tx: Transaction, stored: StoredTemplate, why: str) -> None:
    """A learned template goes; one that a person made stays, theirs to change."""
    if stored.in_force and stored.origin is Origin.LEARNED:
        gone = replace(stored, version=stored.version + 1, in_force=False, changed_by=SYSTEM, changed_at=tx.at, why=why)
        tx.templates.save(gone, "Taken out of force; what is left of this supplier is learned anew.")


def forget_rejected(engine: Engine) -> int:
    """Forget documents whose invoice was rejected or cancelled since; the number forgotten.

    A supplier of whom nothing is left has no learned template any more: there is nothing that proves it.
    """
    with engine.store.snapshot() as tx:
        rejected = tx.learning.to_forget()
    if not rejected:
        return 0
    with engine.store.write(SYSTEM, engine.now()) as tx:
        found = [document for one in rejected if (document := tx.learning.find(one)) is not None]
        for document in found:
            tx.learning.forget(document.invoice_id, keep_errors=bool(misread(document)))
        for supplier_id in {document.supplier_id for document in found} - tx.learning.counts().keys():
            for stored in tx.templates.of_supplier(supplier_id):
                _out_of_force(tx, stored, "Every invoice that it was learned from was rejected or cancelled.")
    engine.refresh_templates()
    return len(rejected)
