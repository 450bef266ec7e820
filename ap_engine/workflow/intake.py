"""From a file to confirmed fields."""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import BinaryIO

from ap_engine.capture import kinds
from ap_engine.engine import Engine
from ap_engine.model.commands import ConfirmFields, CorrectFields, ReceiveDocument, ReceivePart, RecordExtraction
from ap_engine.model.errors import IncompleteInvoice, UnreadableUpload
from ap_engine.model.extraction import Extraction
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.parties import SYSTEM
from ap_engine.model.policy import Policy
from ap_engine.rules import fields as field_rules
from ap_engine.rules import holds, reading_confirmed, validation
from ap_engine.store import AlreadyDone
from ap_engine.workflow import check_duplicates, check_payment, trust
from ap_engine.workflow.case import Case
from ap_engine.workflow.check_match import open_orders
from ap_engine.workflow.entering import may_enter, may_send, turn_of
from ap_engine.workflow.fiscal_events import take_in
from ap_engine.workflow.flow import examine, look_again
from ap_engine.workflow.step import NothingToDo, once
from ap_engine.workflow.suppliers import resolve

LOOKED_AT_AGAIN = (State.EXTRACTED, State.VALIDATED, State.MATCHED, State.PENDING_APPROVAL)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a file: its invoice, whether it was here before, and a sentence for the person."""

    invoice_id: str
    already: bool
    message: str


def invoice_id_of(sha256: str) -> str:
    """The invoice's id follows from its document: AP- and the first 60 bits of the SHA-256 in Base32."""
    return "AP-" + base64.b32encode(bytes.fromhex(sha256[:16])).decode().rstrip("=")[:12]


def receive_document(engine: Engine, actor: str, content: bytes | BinaryIO, file_name: str, channel: str = "upload") -> Received:
    """A file came in: it is kept for good, then it becomes an invoice to be read.

    The same bytes again are the same invoice, whoever sends them. Raises UnreadableUpload for what cannot be taken in.
    """
    name = kinds.display_name(file_name)
    sha256 = engine.originals.put(content)
    _welcome(engine, sha256)
    command = ReceiveDocument(actor, sha256, name, channel)
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            may_send(tx, actor)
            invoice = Invoice(invoice_id_of(sha256), State.RECEIVED, 1, 0, sha256, name, tx.at, actor, channel)
            tx.save(invoice, Event.DOCUMENT_RECEIVED, data={"sha256": sha256, "file_name": name, "channel": channel})
    except AlreadyDone:
        return _known(engine, sha256)
    engine.wake.set()
    return Received(invoice.id, False, "Received. It is being read.")


def _welcome(engine: Engine, sha256: str) -> None:
    """Refuse what is no invoice's kind of file, by its first bytes, in words that say what to do."""
    with engine.originals.open(sha256) as stream:
        kind = kinds.kind_of(stream.read(1024))
    if kind in kinds.REFUSALS:
        raise UnreadableUpload(kinds.REFUSALS[kind])


def _known(engine: Engine, sha256: str) -> Received:
    with engine.store.snapshot() as tx:
        invoice = tx.invoices.by_sha(sha256)
        assert invoice is not None
        person = tx.people.find(invoice.entered_by)
    who = person.name if person else invoice.entered_by
    when = invoice.received_at.astimezone(engine.settings.zone)
    text = f"This very file was received from {who} on {when:%d/%m/%Y at %H:%M}; it is {invoice.state.replace('_', ' ')}."
    return Received(invoice.id, True, text)


def read_document(engine: Engine, invoice_id: str) -> Invoice:
    """Read an invoice's original outside any transaction, then record what was found.

    A file with several invoices becomes as many: the first keeps the file's id, the others are that with -2, -3 … (C16).
    They are received before the first is recorded, so that a crash in between loses none.
    """
    # Whoever sent it waits for it while the job is about to read it as well: the second one finds it read.
    with turn_of(invoice_id):
        return _read(engine, invoice_id)


def _read(engine: Engine, invoice_id: str) -> Invoice:
    with engine.store.snapshot() as tx:
        invoice = tx.invoices.get(invoice_id)
        names = tuple(supplier.name for supplier in tx.suppliers.all())
    if invoice.state is not State.RECEIVED:
        return invoice
    path = engine.originals.path(invoice.original_sha256)
    ours = frozenset({engine.company.tax_id})
    found = engine.reader.read(path, invoice.file_name, our_tax_ids=ours, supplier_hints=names).extractions
    first, part = invoice_id_of(invoice.original_sha256), _part_of(invoice.id)
    if part == 1:
        for number in range(2, len(found) + 1):
            _receive_part(engine, invoice, f"{first}-{number}", number)
    # A file that now reads as fewer invoices than before leaves this one to a person.
    extraction = found[part - 1] if part <= len(found) else Extraction(found[0].source, problems=found[0].problems)
    return record_extraction(engine, RecordExtraction(SYSTEM, invoice.id, invoice.version, extraction))


def _part_of(invoice_id: str) -> int:
    """Which invoice of its file this is, from 1: AP-… is the first, AP-…-2 the second."""
    _, _, number = invoice_id.removeprefix("AP-").partition("-")
    return int(number) if number else 1


def _receive_part(engine: Engine, whole: Invoice, invoice_id: str, number: int) -> None:
    command = ReceivePart(whole.entered_by, whole.original_sha256, whole.file_name, whole.channel, number)
    with suppress(AlreadyDone), engine.store.transaction(command, engine.now()) as tx:
        part = Invoice(
            invoice_id, State.RECEIVED, 1, 0, whole.original_sha256, whole.file_name, tx.at, whole.entered_by, whole.channel
        )
        tx.save(part, Event.DOCUMENT_RECEIVED, data={"sha256": whole.original_sha256, "part": number, "of": whole.id})
    engine.wake.set()


@once
def record_extraction(engine: Engine, command: RecordExtraction) -> Invoice:
    """What the reader found becomes the invoice's fields; when every reading is certain nobody has to confirm them.

    The supplier register and the supplier's open orders are asked as witnesses first (rule C12).
    """
    with engine.store.transaction(command, engine.now()) as tx:
        invoice = tx.invoices.get(command.invoice_id, command.version)
        read = field_rules.from_extraction(command.extraction, engine.company.currency)
        case = Case(engine, tx, invoice)
        if command.extraction.fiscal_event is not None:
            tx.save_extraction(invoice.id, invoice.version, command.extraction)
            take_in(case, command.extraction.fiscal_event)
            return case.save({"source": command.extraction.source.value, "sha256": invoice.original_sha256})
        extraction = _witnessed(case, command.extraction)
        case.happens(Event.FIELDS_EXTRACTED, fields=read)
        tx.save_extraction(invoice.id, invoice.version, extraction)
        unreadable = [
            Finding(HoldCode.UNREADABLE, p.message, "Type the fields in, or ask for a better copy.") for p in extraction.problems
        ]
        check_duplicates.note_paper(case, extraction)
        case.settle(unreadable[:1] if not extraction.readings else (), (HoldCode.UNREADABLE,))
        examine(case)
        history = _confirm_by_itself(case, extraction)
        read_by = {"source": extraction.source.value, "template": extraction.template, "sha256": invoice.original_sha256}
        return case.save(read_by | _witnesses(extraction) | history)


def _witnessed(case: Case, extraction: Extraction) -> Extraction:
    """The extraction with those readings certain that the register or the supplier's open orders agree with."""
    engine = case.engine
    supplier = resolve(case.tx, field_rules.from_extraction(extraction, engine.company.currency))
    if supplier is None:
        return extraction
    orders = open_orders(case, supplier)
    return reading_confirmed.confirmed(extraction, supplier, orders, engine.company, engine.policy.rounding)


def _witnesses(extraction: Extraction) -> dict[str, object]:
    """For the audit log: which readings are certain by which of our own records."""
    by = {one.field: one.witness.value for one in extraction.readings if one.witness is not None}
    return {"agreed": by} if by else {}


def confirm_again(case: Case) -> None:
    """Fields that were confirmed before stay confirmed: only what was corrected since is looked at anew, by the rules."""
    _confirm_by_itself(case, None)


def _confirm_by_itself(case: Case, extraction: Extraction | None) -> dict[str, object]:
    """Confirm the fields without anybody's click, as soon as nothing is wrong with them.

    Either a person confirmed them already, while the supplier was not registered yet; or every reading is certain, by
    evidence or by the supplier's history (row N2), and no person changed anything. What history was relied on is
    returned, for the audit log.
    """
    invoice, policy = case.invoice, case.engine.policy
    who: str | None = invoice.confirmed_by
    relied_on: dict[str, object] = {}
    if extraction is not None and not invoice.changed_by and policy.confirm_when_certain and invoice.state is State.EXTRACTED:
        who, relied_on = _rule(case, extraction, policy) or (who, relied_on)
    if who is not None and invoice.state is State.EXTRACTED and _complete(case):
        case.happens(Event.FIELDS_CONFIRMED, confirmed_by=who)
        examine(case)
        return relied_on
    return {}


def _rule(case: Case, extraction: Extraction, policy: Policy) -> tuple[str, dict[str, object]] | None:
    """Whether the rule confirms the fields, and the history that it relies on where evidence alone is not enough."""
    if field_rules.is_certain(extraction, policy):
        return SYSTEM, {}
    vouched = trust.by_history(case.tx, case.invoice, extraction, policy)
    if not field_rules.is_certain(extraction, policy, frozenset(one.field for one in vouched)):
        return None
    relied_on = tuple(one for one in vouched if one.field in policy.required_fields)
    return SYSTEM, {"by_history": trust.evidence_of(relied_on)}


def _complete(case: Case) -> bool:
    """The guard of FieldsConfirmed: required fields there, supplier known, nothing that a person should look at first."""
    looked_at = {*validation.CODES, *check_payment.CODES, HoldCode.DOES_NOT_ADD_UP}
    return not any(hold.code in looked_at for hold in case.invoice.open_holds)


@once
def confirm_fields(engine: Engine, command: ConfirmFields) -> Invoice:
    """A person says that the fields, with these corrections, are what the document says.

    Raises IncompleteInvoice when a required field is missing, NotAllowed, StaleVersion.
    """
    with engine.store.transaction(command, engine.now()) as tx:
        may_enter(tx, command.actor)
        invoice = tx.invoices.get(command.invoice_id, command.version)
        corrected = field_rules.apply_changes(invoice.fields, command.changes)
        missing = validation.missing_fields(corrected, engine.policy.required_fields)
        if missing:
            raise IncompleteInvoice("Missing: " + ", ".join(validation.FIELD_NAMES.get(name, name) for name in missing) + ".")
        changed_by = invoice.changed_by | {command.actor}
        case = Case(engine, tx, replace(invoice, fields=corrected, changed_by=changed_by, confirmed_by=command.actor))
        tx.release_keys(invoice.id)
        case.settle((), (HoldCode.UNREADABLE,))
        if resolve(tx, corrected) is None:
            # The corrections are kept, and that they were confirmed; the hold says that the supplier has to be registered.
            case.events.append(Event.HOLD_PLACED)
            examine(case)
            return case.save({"changes": dict(command.changes)})
        case.happens(Event.FIELDS_CONFIRMED)
        examine(case)
        return case.save({"changes": dict(command.changes)})


@once
def correct_fields(engine: Engine, command: CorrectFields) -> Invoice:
    """A person changes confirmed fields: match and approvals are void, and the fields want to be confirmed again."""
    if not command.reason.strip():
        raise IncompleteInvoice("A correction needs a reason.")
    with engine.store.transaction(command, engine.now()) as tx:
        may_enter(tx, command.actor)
        invoice = tx.invoices.get(command.invoice_id, command.version)
        tx.release_keys(invoice.id)
        case = Case(engine, tx, invoice)
        case.happens(
            Event.FIELDS_CORRECTED,
            fields=field_rules.apply_changes(invoice.fields, command.changes),
            version=invoice.version + 1,
            match=None,
            steps=(),
            confirmed_by=None,
            changed_by=invoice.changed_by | {command.actor},
            holds=holds.settle(invoice.holds, (), rule_codes(), tx.at),
        )
        examine(case)
        return case.save({"changes": dict(command.changes), "reason": command.reason})


def rule_codes() -> list[HoldCode]:
    """Every code that a run of the rules places again if its cause is still there; what the ERP refused was the former version."""
    return [code for code in HoldCode if code is not HoldCode.ERP_DIFFERS]


def reexamine(engine: Engine, invoice_id: str) -> bool:
    """Run the rules again because something around the invoice changed; True when that changed the invoice (rule M14)."""
    try:
        with engine.store.write(SYSTEM, engine.now()) as tx:
            invoice = tx.invoices.get(invoice_id)
            if invoice.state not in LOOKED_AT_AGAIN:
                return False
            case = Case(engine, tx, invoice)
            if invoice.state is State.PENDING_APPROVAL:
                look_again(case)
            else:
                examine(case)
            read = tx.invoices.extraction(invoice.id)
            # An order that came after the invoice is a witness as well.
            untouched = invoice.state is State.EXTRACTED and not invoice.changed_by
            agreed = _witnessed(case, read) if read is not None and untouched else read
            history = _confirm_by_itself(case, agreed)
            if not case.events and case.invoice == invoice:
                raise NothingToDo(invoice)  # noqa: TRY301 - leaving the block this way is what rolls back
            if agreed is not None and agreed != read:
                tx.save_extraction(invoice.id, invoice.version, agreed)
                history |= _witnesses(agreed)
            case.save(history)
    except NothingToDo:
        return False
    engine.wake.set()
    return True
