"""What can flow flows by itself, inside the transaction of the step that made it possible.

`examine` runs every rule over an invoice and moves it as far as the findings let it go: extracted, validated, matched,
in front of its approvers, approved by rule, and into the outbox.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ap_engine.model.errors import InvalidSplit
from ap_engine.model.holds import Blocks, Finding, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State
from ap_engine.model.money import Money
from ap_engine.model.parties import Supplier
from ap_engine.model.payable import ErpMessage, MessageKind
from ap_engine.rules import approvals, arithmetic, coding, credit_notes, payables, validation
from ap_engine.workflow import check_balance, check_credit, check_duplicates, check_match, check_payment, check_risk
from ap_engine.workflow.case import Case
from ap_engine.workflow.suppliers import resolve

# Without these an invoice is not yet matched; the others are found on a matched invoice and keep it from its approvers.
_BEFORE_MATCHED = frozenset(
    {
        *validation.CODES,
        HoldCode.DUPLICATE,
        HoldCode.CREDIT_EXCEEDS,
        HoldCode.NO_ORDER,
        HoldCode.ORDER_OF_OTHER_SUPPLIER,
        HoldCode.UNMATCHED_LINE,
    }
)


def examine(case: Case) -> None:
    """Run the rules and go on as far as they allow."""
    supplier = resolve(case.tx, case.invoice.fields)
    if supplier is not None:
        case.invoice = replace(case.invoice, fields=replace(case.invoice.fields, supplier_id=supplier.id))
    _validate(case, supplier)
    if case.invoice.state is not State.EXTRACTED and supplier is not None:
        _go_on(case, supplier)
    check_credit.tell(case)


def _go_on(case: Case, supplier: Supplier) -> None:
    check_match.check(case, supplier)
    is_payable = not credit_notes.is_credit(case.invoice.fields)
    if is_payable:
        _code(case, supplier)
        check_risk.check(case, supplier)
    if case.invoice.state is State.VALIDATED and not case.open(_BEFORE_MATCHED):
        case.happens(Event.MATCH_COMPLETED)
    # Money back has no approvers and becomes no payable, whatever is released (rule M16).
    if is_payable and case.invoice.state is State.MATCHED and not _kept_from_approvers(case.invoice):
        _to_approvers(case)


def look_again(case: Case) -> None:
    """An invoice that stands before its approvers keeps its place; what went wrong since then holds their yes back.

    A twin that came in, an order or a receipt that was changed, an account that is not the one on file any more, a budget
    that was cut, a bank that was paid out of, a supplier that sent more of its kind (rules M14, M18, D8, F5, row R4). What
    only tells is told anew. The split stays what its approvers were asked about.
    """
    supplier = resolve(case.tx, case.invoice.fields)
    if supplier is None:
        return
    check_duplicates.check(case)
    check_payment.check(case, supplier)
    check_match.check(case, supplier)
    check_balance.check(case)
    check_risk.check(case, supplier)


def _kept_from_approvers(invoice: Invoice) -> bool:
    # That nobody could be asked is found out anew each time: it must not keep us from looking.
    return any(hold.code is not HoldCode.NO_APPROVER for hold in invoice.blocked(Blocks.APPROVAL))


def _validate(case: Case, supplier: Supplier | None) -> None:
    engine, fields = case.engine, case.invoice.fields
    if any(hold.code is HoldCode.UNREADABLE for hold in case.invoice.open_holds):
        # One clear message: what is missing of a document that could not be read needs no list.
        return
    findings = [
        *validation.check(fields, supplier, engine.company, engine.policy),
        *arithmetic.check(fields, engine.policy.rounding),
        *check_credit.findings(case),
    ]
    own = (c for c in validation.CODES if c is not HoldCode.UNREADABLE)
    case.settle(findings, (*own, HoldCode.DOES_NOT_ADD_UP, *check_credit.CODES))
    check_duplicates.check(case)
    check_payment.check(case, supplier)


def _code(case: Case, supplier: Supplier) -> None:
    """The split: as a person set it, else the order's, else the supplier's; its cents follow the amount."""
    shares = tuple((a.cost_center_id, a.percent) for a in case.invoice.allocations) or _proposed(case, supplier)
    amount = _in_our_currency(case)
    missing = [
        Finding(HoldCode.CODING_REQUIRED, "Nobody said yet which cost center pays.", "Choose the cost centers."),
    ]
    if not shares or amount is None:
        # Who pays is asked once it is known what is paid for.
        unknown = not shares and not case.open(_BEFORE_MATCHED)
        case.settle(missing if unknown else (), (HoldCode.CODING_REQUIRED, *check_balance.CODES))
        return
    allocations = coding.split(amount, shares)
    case.invoice = replace(case.invoice, allocations=allocations)
    case.settle((), (HoldCode.CODING_REQUIRED,))
    check_balance.check(case)


def _in_our_currency(case: Case) -> Money | None:
    """What is to be paid in the company's currency, kept on the invoice; a currency without a rate is a hold."""
    amount, currency = case.invoice.payable_amount, case.engine.company.currency
    ours = coding.in_currency(amount, currency, case.engine.policy.exchange_rates) if amount is not None else None
    case.invoice = replace(case.invoice, accounting_amount=ours)
    no_rate = Finding(
        HoldCode.NO_EXCHANGE_RATE,
        f"There is no rate from {amount.currency if amount else '?'} to {currency}.",
        "An administrator adds the rate to the policy.",
    )
    case.settle((no_rate,) if amount is not None and ours is None else (), (HoldCode.NO_EXCHANGE_RATE,))
    return ours


def _proposed(case: Case, supplier: Supplier) -> tuple[tuple[str, Decimal], ...]:
    numbers = case.invoice.match.order_numbers if case.invoice.match else ()
    order = case.tx.purchasing.order(numbers[0]) if numbers else None
    texts = (order.cost_centers if order else ()) or supplier.default_split
    proposed = tuple((center, Decimal(percent)) for center, percent in texts)
    try:
        coding.check_cost_centers(proposed, case.tx.coding.cost_centers())
    except InvalidSplit:
        return ()
    return proposed


def _to_approvers(case: Case) -> None:
    invoice, policy = case.invoice, case.engine.policy
    certain = invoice.match is not None and invoice.match.certain and invoice.match.within_tolerance
    supplier = case.tx.suppliers.get(invoice.fields.supplier_id or "")
    beside, amount = check_risk.exposure(case, supplier), invoice.owed
    whole = approvals.with_parts(amount, beside.get(None)) if amount is not None else None
    told = frozenset(notice.code for notice in invoice.notices)
    if approvals.needs_nobody(whole, policy, certain=certain, told=told):
        case.happens(Event.AUTO_APPROVED)
        to_erp(case)
        return
    centers = {center.id: center for center in case.tx.coding.cost_centers()}
    people = {person.id: person for person in case.tx.people.all()}
    kept_out = check_payment.kept_out(case, supplier)
    steps = approvals.route(invoice, centers, people, policy, supplier.created_by, kept_out, beside)
    nobody = Finding(
        HoldCode.NO_APPROVER,
        "Nobody who may approve this split has the authority and had no hand in the invoice.",
        "Change the split, a leader or a limit.",
    )
    case.settle(() if steps else (nobody,), (HoldCode.NO_APPROVER,))
    if steps:
        case.happens(Event.SUBMITTED_FOR_APPROVAL, steps=steps)


def to_erp(case: Case) -> None:
    """Put an approved invoice into the outbox, in the same commit; what is not mapped to the ERP yet holds it."""
    invoice = case.invoice
    supplier = case.tx.suppliers.get(invoice.fields.supplier_id or "")
    centers = {center.id: center for center in case.tx.coding.cost_centers()}
    case.settle(payables.mapping_findings(invoice, supplier, centers), (HoldCode.NOT_IN_ERP,))
    check_duplicates.at_posting(case)
    check_payment.check(case, supplier)
    if not payables.may_post(case.invoice):
        return
    case.happens(Event.POSTING_REQUESTED)
    message_id = f"{MessageKind.POST_PAYABLE}:{invoice.id}:{invoice.version}"
    message = ErpMessage(message_id, MessageKind.POST_PAYABLE, invoice.id, invoice.version, payables.reference_of(invoice))
    case.tx.outbox.add(message, case.tx.at)
