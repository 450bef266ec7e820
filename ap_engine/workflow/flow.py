"""What can flow flows by itself, inside the transaction of the step that made it possible.

`examine` runs every rule over an invoice and moves it as far as the findings let it go: extracted, validated, matched,
in front of its approvers, approved by rule, and into the outbox.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ap_engine.engine import Engine
from ap_engine.model.errors import InvalidSplit
from ap_engine.model.extraction import DocumentType
from ap_engine.model.holds import Blocks, Finding, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State, next_state
from ap_engine.model.match import MatchResult
from ap_engine.model.money import Money
from ap_engine.model.parties import Supplier
from ap_engine.model.payable import ErpMessage, MessageKind
from ap_engine.model.purchasing import PurchaseOrder
from ap_engine.rules import approvals, arithmetic, balance, coding, duplicates, holds, matching, payables, validation
from ap_engine.rules.order_finding import references_of
from ap_engine.rules.order_references import spellings
from ap_engine.store import Transaction
from ap_engine.workflow.suppliers import resolve

# Without these an invoice is not yet matched; the others are found on a matched invoice and keep it from its approvers.
_BEFORE_MATCHED = frozenset(
    {
        *validation.CODES,
        HoldCode.DUPLICATE,
        HoldCode.NO_ORDER,
        HoldCode.ORDER_OF_OTHER_SUPPLIER,
        HoldCode.UNMATCHED_LINE,
    }
) - {HoldCode.PAYMENT_INSTRUCTIONS}


@dataclass(slots=True)
class Case:
    """An invoice on its way through the rules in one transaction, with the events and the holds' reasons so far."""

    engine: Engine
    tx: Transaction
    invoice: Invoice
    events: list[Event] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    released: list[str] = field(default_factory=list)

    def happens(self, event: Event, **changes: object) -> None:
        """The event takes place: the table says which state follows."""
        state = next_state(self.invoice.state, event)
        self.invoice = replace(self.invoice, state=state, **changes)  # type: ignore[arg-type]
        self.events.append(event)

    def settle(self, findings: Iterable[Finding], codes: Iterable[HoldCode]) -> None:
        """Place and release holds of `codes` according to the findings."""
        before = self.invoice.holds
        after = holds.settle(before, findings, codes, self.tx.at)
        # A hold whose reason changed (half of the goods came) is another one: the screen shows what is missing now.
        opened = {(h.key, h.reason) for h in after if h.open} - {(h.key, h.reason) for h in before if h.open}
        closed = {(h.key, h.reason) for h in before if h.open} - {(h.key, h.reason) for h in after if h.open}
        self.invoice = replace(self.invoice, holds=after)
        self.events.extend([Event.HOLD_PLACED] * bool(opened) + [Event.HOLD_RELEASED] * bool(closed))
        self.placed.extend(sorted(reason for _, reason in opened))
        self.released.extend(sorted(reason for _, reason in closed))

    def place(self, finding: Finding) -> None:
        """Place a hold for what was said just now, even where a person let the same pass before."""
        self.invoice = replace(self.invoice, holds=holds.place(self.invoice.holds, finding, self.tx.at))
        self.events.append(Event.HOLD_PLACED)

    def save(self, data: dict[str, object] | None = None) -> Invoice:
        """Write the invoice with all events; one commit."""
        evidence: dict[str, object] = {"policy": self.engine.policy.version, **(data or {})}
        evidence |= {name: reasons for name, reasons in (("placed", self.placed), ("released", self.released)) if reasons}
        return self.tx.save(self.invoice, *self.events, data=evidence)


def examine(case: Case) -> None:
    """Run the rules and go on as far as they allow."""
    supplier = resolve(case.tx, case.invoice.fields)
    if supplier is not None:
        case.invoice = replace(case.invoice, fields=replace(case.invoice.fields, supplier_id=supplier.id))
    _validate(case, supplier)
    if case.invoice.state is State.EXTRACTED or supplier is None:
        return
    _match(case, supplier)
    _code(case, supplier)
    if case.invoice.state is State.VALIDATED and not _open(case.invoice, _BEFORE_MATCHED):
        case.happens(Event.MATCH_COMPLETED)
    if case.invoice.state is State.MATCHED and not _kept_from_approvers(case.invoice):
        _to_approvers(case)


def _kept_from_approvers(invoice: Invoice) -> bool:
    # That nobody could be asked is found out anew each time: it must not keep us from looking.
    return any(hold.code is not HoldCode.NO_APPROVER for hold in invoice.blocked(Blocks.APPROVAL))


def _open(invoice: Invoice, codes: frozenset[HoldCode]) -> bool:
    return any(hold.code in codes for hold in invoice.open_holds)


def _validate(case: Case, supplier: Supplier | None) -> None:
    engine, fields = case.engine, case.invoice.fields
    if any(hold.code is HoldCode.UNREADABLE for hold in case.invoice.open_holds):
        # One clear message: what is missing of a document that could not be read needs no list.
        return
    findings = [
        *validation.check(fields, supplier, engine.company, engine.policy),
        *arithmetic.check(fields, engine.policy.rounding),
    ]
    case.settle(findings, (*(c for c in validation.CODES if c is not HoldCode.UNREADABLE), HoldCode.DOES_NOT_ADD_UP))
    case.settle(_duplicates(case), (HoldCode.DUPLICATE,))


def _duplicates(case: Case) -> list[Finding]:
    """Claim the invoice's certain keys: whoever holds one already is the twin (the claim is the proof under concurrency)."""
    findings: list[Finding] = []
    for kind, value in duplicates.certain_keys(case.invoice.fields):
        owner = case.tx.claim_key(kind, value, case.invoice.id)
        if owner is not None and not findings:
            findings.append(duplicates.finding(kind, case.tx.invoices.get(owner)))
    return findings


def _match(case: Case, supplier: Supplier) -> None:
    invoice, tx = case.invoice, case.tx
    if _open(invoice, frozenset({HoldCode.DUPLICATE})):
        # A certain duplicate bills nothing: matched, it would use up what its twin may bill.
        case.invoice = replace(invoice, match=None)
        case.settle((), matching.CODES)
        return
    orders = open_orders(case, supplier)
    # An order of another supplier is found by its number as the books write it, whatever stands around it here.
    written = dict.fromkeys(one for reference in references_of(invoice.fields) for one in spellings(reference))
    named = (tx.purchasing.order(number, excluding=invoice.id) for number in written)
    others = tuple(order for order in named if order is not None and order.supplier_id != supplier.id)
    result, findings = matching.match(invoice.fields, supplier, orders, others, case.engine.policy)
    case.invoice = replace(invoice, match=result)
    case.settle(findings, matching.CODES)


def open_orders(case: Case, supplier: Supplier) -> tuple[PurchaseOrder, ...]:
    """The supplier's open orders with what was received and what invoices bill of them that go before this one (rule M4)."""
    orders = case.tx.purchasing.orders_of(supplier.id, excluding=case.invoice.id)
    return matching.without(orders, _later_drafts(case, orders))


def _later_drafts(case: Case, orders: Iterable[PurchaseOrder]) -> list[MatchResult]:
    """What invoices bill that came after this one and are not before their approvers yet: who came first has the goods.

    Of two drafts the earlier never counts the later, and the later always counts the earlier; whoever is before the
    approvers counts for everybody. So at least one of any two counts the other (rule M4).
    """
    invoice, tx = case.invoice, case.tx
    billed = (order.number for order in orders if any(line.billed for line in order.lines))
    others = {other for number in billed for other in tx.invoices.touching_order(number)} - {invoice.id}
    drafts = (tx.invoices.get(other) for other in sorted(others))
    return [
        draft.match
        for draft in drafts
        if draft.state in (State.VALIDATED, State.MATCHED)
        and draft.match is not None
        and draft.fields.document_type is not DocumentType.CREDIT_NOTE
        and (draft.received_at, draft.id) > (invoice.received_at, invoice.id)
    ]


def _code(case: Case, supplier: Supplier) -> None:
    """The split: as a person set it, else the order's, else the supplier's; its cents follow the amount."""
    shares = tuple((a.cost_center_id, a.percent) for a in case.invoice.allocations) or _proposed(case, supplier)
    amount = _in_our_currency(case)
    missing = [
        Finding(HoldCode.CODING_REQUIRED, "Nobody said yet which cost center pays.", "Choose the cost centers."),
    ]
    if not shares or amount is None:
        # Who pays is asked once it is known what is paid for.
        unknown = not shares and not _open(case.invoice, _BEFORE_MATCHED)
        case.settle(missing if unknown else (), (HoldCode.CODING_REQUIRED, HoldCode.BUDGET_EXCEEDED))
        return
    allocations = coding.split(amount, shares)
    case.invoice = replace(case.invoice, allocations=allocations)
    findings = _over_budget(case) if case.engine.policy.budget_blocks else ()
    case.settle(findings, (HoldCode.CODING_REQUIRED, HoldCode.BUDGET_EXCEEDED))


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


def _over_budget(case: Case) -> tuple[Finding, ...]:
    invoice, fields = case.invoice, case.invoice.fields
    month = fields.issue_date or case.engine.today()
    names = {center.id: center.name for center in case.tx.coding.cost_centers()}
    budgets = (
        case.tx.coding.budget(a.cost_center_id, month.year, month.month, a.amount.currency, excluding=invoice.id)
        for a in invoice.allocations
    )
    return balance.check(invoice.allocations, [budget for budget in budgets if budget is not None], names)


def _to_approvers(case: Case) -> None:
    invoice, policy = case.invoice, case.engine.policy
    amount, limit = invoice.owed, policy.auto_approve_up_to
    certain = invoice.match is not None and invoice.match.certain and invoice.match.within_tolerance
    if limit is not None and amount is not None and certain and amount.currency == limit.currency and amount <= limit:
        case.happens(Event.AUTO_APPROVED)
        to_erp(case)
        return
    centers = {center.id: center for center in case.tx.coding.cost_centers()}
    people = {person.id: person for person in case.tx.people.all()}
    supplier = case.tx.suppliers.get(invoice.fields.supplier_id or "")
    steps = approvals.route(invoice, centers, people, policy, supplier.created_by)
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
    if not payables.may_post(case.invoice):
        return
    case.happens(Event.POSTING_REQUESTED)
    message_id = f"{MessageKind.POST_PAYABLE}:{invoice.id}:{invoice.version}"
    message = ErpMessage(message_id, MessageKind.POST_PAYABLE, invoice.id, invoice.version, payables.reference_of(invoice))
    case.tx.outbox.add(message, case.tx.at)
