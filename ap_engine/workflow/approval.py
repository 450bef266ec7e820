"""From matched to approved: the split, the decisions, the questions, the releases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ap_engine.engine import Engine
from ap_engine.model.approval import Comment
from ap_engine.model.commands import CancelInvoice, DecideApprovalStep, ReleaseHold, SplitInvoice, WriteComment
from ap_engine.model.errors import IncompleteInvoice, NotAllowed, OnHold
from ap_engine.model.holds import HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.parties import Person, Role
from ap_engine.rules import approvals, coding, holds, waiting
from ap_engine.store import Transaction
from ap_engine.workflow import check_credit, check_duplicates, check_payment
from ap_engine.workflow.case import Case
from ap_engine.workflow.delegation import standing_in_for
from ap_engine.workflow.flow import examine, look_again, to_erp
from ap_engine.workflow.intake import reexamine
from ap_engine.workflow.step import once

MAY_CODE = (Role.CLERK, Role.FINANCE, Role.ADMINISTRATOR)


def _person(tx: Transaction, person_id: str) -> Person:
    person = tx.people.find(person_id)
    if person is None or not person.active:
        raise NotAllowed()
    return person


@once
def split_invoice(engine: Engine, command: SplitInvoice) -> Invoice:
    """Divide the invoice over cost centers; approvals given so far are void, and the new leaders are asked.

    A leader who is asked may move shares too: each share is still approved by whoever leads its cost center, so that
    nobody approves for another's budget, and the one who entered the invoice never approves it. Raises InvalidSplit,
    NotAllowed, IllegalTransition, StaleVersion.
    """
    with engine.store.transaction(command, engine.now()) as tx:
        person = _person(tx, command.actor)
        invoice = tx.invoices.get(command.invoice_id, command.version)
        is_asked = approvals.step_of(invoice, person.id) is not None
        if not is_asked and not person.has(*MAY_CODE):
            raise NotAllowed("The split is set by accounts payable, or by a leader who is asked to approve.")
        coding.check_cost_centers(command.shares, tx.coding.cost_centers())
        amount = invoice.owed
        if amount is None:
            raise IncompleteInvoice("Its amount is not known yet.")
        case = Case(engine, tx, invoice)
        case.happens(
            Event.RECODED,
            allocations=coding.split(amount, command.shares),
            category_code=command.category_code or invoice.category_code,
            version=invoice.version + 1,
            steps=(),
            changed_by=invoice.changed_by if is_asked else invoice.changed_by | {person.id},
        )
        examine(case)
        return case.save({"shares": [[center, str(percent)] for center, percent in command.shares]})


def decide_approval_step(engine: Engine, command: DecideApprovalStep) -> Invoice:
    """An approver says yes or no to one step; the last yes puts the payable into the outbox, in the same commit.

    Before a yes everything is looked at again in that commit, so that no change of a budget, an order or a bank slips in
    between the last look and the yes. What holds it back is written down although the yes is not.
    """
    try:
        return _decide(engine, command)
    except OnHold:
        reexamine(engine, command.invoice_id)
        raise


@once
def _decide(engine: Engine, command: DecideApprovalStep) -> Invoice:
    with engine.store.transaction(command, engine.now()) as tx:
        person = _person(tx, command.actor)
        invoice = tx.invoices.get(command.invoice_id, command.version)
        supplier = tx.suppliers.find(invoice.fields.supplier_id or "")
        registrar = supplier.created_by if supplier else None
        case = Case(engine, tx, invoice)
        if command.approve and invoice.state is State.PENDING_APPROVAL:
            look_again(case)
        if command.approve:
            waiting.refuse_approval(tx.waits.find(invoice.id), invoice, engine.today())
        kept_out = check_payment.kept_out(case, supplier) if supplier else frozenset()
        others = standing_in_for(tx, engine, person)
        decided = approvals.decide(
            case.invoice, person, command.approve, command.reason, tx.at, registrar, kept_out, others, command.step
        )
        if command.unseen and not approvals.needs_no_look(case.invoice):
            raise NotAllowed("It asks for a look of its own.")
        named = {} if decided.authority is person else {"on_behalf_of": [decided.authority.id, decided.authority.name]}
        case.invoice = decided.invoice
        case.events.append(decided.event)
        if decided.event is Event.LAST_STEP_APPROVED:
            to_erp(case)
        return case.save(
            {
                "sha256": invoice.original_sha256,
                "reason": command.reason,
                "seconds_open": command.seconds_open,
                "saw_document": command.saw_document,
                **({"through": command.through} if command.through else {}),
                **named,
            }
        )


@once
def write_comment(engine: Engine, command: WriteComment) -> Invoice:
    """Ask or answer on the invoice; it keeps its place."""
    if not command.text.strip():
        raise IncompleteInvoice("There is nothing to send.")
    with engine.store.transaction(command, engine.now()) as tx:
        person = _person(tx, command.actor)
        invoice = tx.invoices.get(command.invoice_id)
        comment = Comment(person.id, tx.at, command.text.strip(), command.to)
        case = Case(engine, tx, replace(invoice, comments=(*invoice.comments, comment)), [Event.COMMENTED])
        return case.save({"text": comment.text, "to": comment.to})


@once
def release_hold(engine: Engine, command: ReleaseHold) -> Invoice:
    """A person lets the invoice pass in spite of a hold, with a reason; whoever entered it does not."""
    command = replace(command, placed_at=_placed_at(engine, command))
    with engine.store.transaction(command, engine.now()) as tx:
        person = _person(tx, command.actor)
        invoice = tx.invoices.get(command.invoice_id, command.version)
        if person.id == invoice.entered_by:
            raise NotAllowed("Whoever entered an invoice does not release its holds.")
        released = holds.release(invoice.holds, HoldCode(command.code), command.line, person, command.reason, tx.at)
        case = Case(engine, tx, replace(invoice, holds=released), [Event.HOLD_RELEASED])
        if invoice.state in (State.EXTRACTED, State.VALIDATED, State.MATCHED):
            examine(case)
        elif invoice.state is State.APPROVED:
            to_erp(case)
        return case.save({"code": command.code, "line": command.line, "reason": command.reason})


def _placed_at(engine: Engine, command: ReleaseHold) -> datetime | None:
    """When the hold in question was placed last: a double click is about the same one, a hold placed anew is another."""
    with engine.store.snapshot() as tx:
        invoice = tx.invoices.get(command.invoice_id)
    key = (HoldCode(command.code), command.line)
    return max((hold.placed_at for hold in invoice.holds if hold.key == key), default=None)


@once
def cancel_invoice(engine: Engine, command: CancelInvoice) -> Invoice:
    """Take an invoice out, with a reason. What it claimed (its number, its key) is free again."""
    if not command.reason.strip():
        raise IncompleteInvoice("A cancellation needs a reason.")
    with engine.store.transaction(command, engine.now()) as tx:
        person = _person(tx, command.actor)
        if not person.has(*MAY_CODE):
            raise NotAllowed("Invoices are cancelled by clerks, finance and administrators.")
        invoice = tx.invoices.get(command.invoice_id, command.version)
        tx.release_keys(invoice.id)
        case = Case(engine, tx, invoice)
        case.happens(Event.CANCELLED, note=command.reason.strip())
        case.settle((), tuple(HoldCode))
        check_credit.tell(case)
        check_duplicates.taken_out(case)
        return case.save({"reason": command.reason})
