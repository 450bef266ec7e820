"""A supplier wants to be paid elsewhere: asked for, called back, agreed to by a second person (rule F1). Each step once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from ap_engine.engine import Engine
from ap_engine.model.bank_changes import BankChange, ChangeState, applied
from ap_engine.model.commands import CorrectFields
from ap_engine.model.commands_suppliers import DecideBankChange, RecordCallBack, RequestBankChange
from ap_engine.model.errors import BankChangeRefused, IncompleteInvoice, NotAllowed
from ap_engine.model.invoice import Invoice
from ap_engine.model.parties import Person
from ap_engine.rules import account_changed, bank_changes
from ap_engine.store import AlreadyDone, Transaction
from ap_engine.workflow.intake import correct_fields
from ap_engine.workflow.master_data import post_approved, reexamine_held

REQUESTED, CALLED, AGREED, REFUSED = "BankChangeRequested", "CallBackRecorded", "BankChangeAgreed", "BankChangeRefused"


def request_bank_change(engine: Engine, command: RequestBankChange) -> BankChange:
    """Somebody asks for other details: nothing changes yet but that invoices say so. Raises BankChangeRefused, NotAllowed."""

    def step(tx: Transaction) -> BankChange:
        supplier = tx.suppliers.get(command.supplier_id)
        earlier = tx.bank_changes.of_supplier(supplier.id)
        if (earlier[0].id if earlier else "") != command.last:
            raise BankChangeRefused("Another change came in between: look at the supplier again.")
        person = _person(tx, command.actor)
        asked = bank_changes.request(supplier, command.details, person, command.reason, earlier, tx.at, engine.today())
        about = tx.invoices.get(command.about) if command.about else None
        if about is not None and about.fields.supplier_id != supplier.id:
            raise BankChangeRefused("That invoice is another supplier's.")
        change_id = "BC-" + hashlib.sha256(command.id.encode()).hexdigest()[:12].upper()
        change = replace(
            asked, id=change_id, invoice_id=about.id if about else None, entered_by=about.entered_by if about else None
        )
        tx.bank_changes.save(change, REQUESTED)
        return change

    with engine.store.snapshot() as now:
        now.suppliers.get(command.supplier_id)
    return _once(engine, command, step)


def record_call_back(engine: Engine, command: RecordCallBack) -> BankChange:
    """The supplier was called on the number on file. Raises BankChangeRefused, NotAllowed, UnknownBankChange."""

    def step(tx: Transaction) -> BankChange:
        change = tx.bank_changes.get(command.change_id)
        if len(change.calls) + 1 != command.call:
            raise BankChangeRefused("Another call was recorded in between: look at it again.")
        person = _person(tx, command.actor)
        called = bank_changes.record_call(
            change, person, command.number, command.spoke_with, command.called_at, command.outcome, command.note, tx.at
        )
        tx.bank_changes.save(called, CALLED)
        return called

    return _once(engine, command, step)


def decide_bank_change(engine: Engine, command: DecideBankChange) -> BankChange:
    """A second person agrees, and the register changes in the same commit; or somebody refuses, with a reason.

    Raises BankChangeRefused, NotAllowed, SegregationOfDuties, UnknownBankChange.
    """

    def step(tx: Transaction) -> BankChange:
        change = tx.bank_changes.get(command.change_id)
        person, today = _person(tx, command.actor), engine.today()
        cooling = engine.policy.payment.cooling_off_days
        decided = bank_changes.decide(change, person, command.agree, command.note, tx.at, today, cooling)
        tx.bank_changes.save(decided, AGREED if command.agree else REFUSED)
        if decided.state is ChangeState.AGREED:
            tx.suppliers.save(applied(tx.suppliers.get(change.supplier_id), change, today))
        return decided

    return _once(engine, command, step)


def pay_account_on_file(engine: Engine, actor: str, invoice: Invoice) -> Invoice:
    """Pay to the account on file whatever the invoice says: its strange accounts are taken off, by a correction like any other.

    Approvals given so far are void. Raises what `correct_fields` does, and IncompleteInvoice when no account is strange.
    """
    with engine.store.snapshot() as tx:
        supplier = tx.suppliers.get(invoice.fields.supplier_id or "")
        extraction, paid = tx.invoices.extraction(invoice.id), tx.bank_changes.paid_to(supplier.id)
    changes = account_changed.pay_on_file(invoice.fields, extraction, supplier, paid)
    if not changes:
        raise IncompleteInvoice("It names no other account than the one on file.")
    command = CorrectFields(actor, invoice.id, invoice.version, changes, "Paid to the account on file.")
    return correct_fields(engine, command)


def _person(tx: Transaction, person_id: str) -> Person:
    person = tx.people.find(person_id)
    if person is None or not person.active:
        raise NotAllowed()
    return person


def _once(
    engine: Engine, command: RequestBankChange | RecordCallBack | DecideBankChange, step: Callable[[Transaction], BankChange]
) -> BankChange:
    """Carry out a step, then look again at the invoices that it concerns; a step done before answers with the change as it is."""
    try:
        with engine.store.transaction(command, engine.now()) as tx:
            change = step(tx)
            tx.subject = change.id
    except AlreadyDone as done:
        with engine.store.snapshot() as now:
            return now.bank_changes.get(done.subject)
    reexamine_held(engine)
    post_approved(engine)
    engine.wake.set()
    return change
