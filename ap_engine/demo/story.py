"""Tells the demonstration's twelve months: every invoice goes through the same steps as in real use, at its own time.

Nothing is inserted: documents are rendered, received, read, confirmed by a clerk who types over what was misread, split,
decided by its approvers, delivered to the sandbox ERP over HTTP, paid there, and followed up.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from ap_engine import workflow
from ap_engine.demo import company as companies
from ap_engine.demo import held_payment, policies, scenarios
from ap_engine.demo.billing import Desk
from ap_engine.demo.clerk import corrections
from ap_engine.demo.documents import WITHOUT_LINES, file_name, render
from ap_engine.demo.documents.nfe_event import cancellation
from ap_engine.demo.furnish import furnish
from ap_engine.demo.inspection import agree_on_inspection
from ap_engine.demo.made import MADE, is_made
from ap_engine.demo.people import CLERK, PORTAL_SUPPLIER, PORTAL_TOKEN
from ap_engine.demo.planned import Outcome, PlannedComment, PlannedDecision, PlannedPayment, PlannedRelease, Scenario
from ap_engine.demo.story_changes import plan_changes
from ap_engine.engine import Engine
from ap_engine.erp.omie_setup import OmieSetup
from ap_engine.model.commands import CancelInvoice, ConfirmFields, DecideApprovalStep, ReleaseHold, SplitInvoice, WriteComment
from ap_engine.model.commands_portal import InviteToPortal
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.purchasing import GoodsReceipt
from ap_engine.rules import approvals
from ap_engine.rules.payables import reference_of
from ap_engine.workflow import portal_links
from ap_engine.workflow.bank import fetch_balances
from ap_engine.workflow.master_data import reexamine_held

LEFT_UNCONFIRMED = (Outcome.WAITING_FOR_CONFIRMATION, Outcome.UNREADABLE)


def make_demonstration(engine: Engine, say: Callable[[str], None] = print) -> bool:
    """Make the demonstration company in empty books; False when it is there already."""
    if is_made(engine):
        return False
    real_clock = engine.clock
    company = companies.build(engine.today())
    story = _Story(engine)
    try:
        story.at(engine.now() - timedelta(days=400))
        say("Making the demonstration company: people, cost centers, suppliers, orders…")
        furnish(engine, company)
        planned = scenarios.build(company)
        story.plan(planned, company.receipts)
        plan_changes(engine, held_payment.bank_changes(Desk(company)), story.ids, story.then)
        story.then(datetime.combine(company.today - timedelta(days=30), time(13), UTC), lambda: agree_on_inspection(engine))
        say(f"Telling its twelve months: {len(planned)} invoices are received, read, approved, posted and paid…")
        changed = real_clock() - timedelta(days=policies.CHANGED_DAYS_AGO)
        story.then(changed, lambda: policies.agree_to_a_change(engine))
        story.tell()
        story.at(real_clock())
        link = InviteToPortal(CLERK, PORTAL_SUPPLIER, 1, portal_links.token_hash(PORTAL_TOKEN), portal_links.LONGEST_DAYS)
        portal_links.invite_to_portal(engine, link)
        policies.propose_from_releases(engine)
        fetch_balances(engine, on_demand=True)
        reexamine_held(engine)
    finally:
        engine.clock = real_clock
    with engine.store.write("demonstration", engine.now()) as tx:
        tx.settings.set(MADE, engine.now().isoformat())
    return True


@dataclass(slots=True)
class _Story:
    """Things that happen, each at its time; the engine's clock follows."""

    engine: Engine
    queue: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def at(self, moment: datetime) -> None:
        self.engine.clock = lambda: moment

    def then(self, moment: datetime, happens: Callable[[], None]) -> None:
        heapq.heappush(self.queue, (moment, len(self.queue) + 1_000_000 * len(self.ids), happens))

    def tell(self) -> None:
        while self.queue:
            moment, _, happens = heapq.heappop(self.queue)
            self.at(moment)
            happens()

    def plan(self, planned: tuple[Scenario, ...], receipts: tuple[GoodsReceipt, ...]) -> None:
        for receipt in receipts:
            self.then(datetime.combine(receipt.received_on, time(11), UTC), lambda r=receipt: self._receipt(r))  # type: ignore[misc]
        for scenario in planned:
            self.then(scenario.received_at, lambda s=scenario: self._receive(s))  # type: ignore[misc]

    def _receipt(self, receipt: GoodsReceipt) -> None:
        with self.engine.store.write("demonstration", self.engine.now()) as tx:
            tx.purchasing.save_receipt(receipt)
        reexamine_held(self.engine)

    def invoice(self, scenario: Scenario) -> Invoice:
        with self.engine.store.snapshot() as tx:
            return tx.invoices.get(self.ids[scenario.key])

    def _receive(self, scenario: Scenario) -> None:
        content = render(scenario.draft, scenario.shape)
        name = file_name(scenario.draft, scenario.shape)
        received = workflow.receive_document(self.engine, scenario.entered_by, content, name, scenario.channel)
        self.ids[scenario.key] = received.invoice_id
        workflow.read_document(self.engine, received.invoice_id)
        self._confirm(scenario)
        self._split(scenario)
        for comment in scenario.comments:
            self.then(comment.at, lambda c=comment: self._comment(scenario, c))  # type: ignore[misc]
        for decision in scenario.decisions:
            self.then(decision.at, lambda d=decision: self._decide(scenario, d))  # type: ignore[misc]
        for release in scenario.releases:
            self.then(release.at, lambda r=release: self._release(scenario, r))  # type: ignore[misc]
        if scenario.cancelled_there is not None:
            self.then(scenario.cancelled_there, lambda: self._cancelled_there(scenario))
        if scenario.outcome is Outcome.CANCELLED:
            self.then(scenario.received_at + timedelta(hours=5), lambda: self._cancel(scenario))

    def _confirm(self, scenario: Scenario) -> None:
        invoice = self.invoice(scenario)
        if (
            invoice.state is not State.EXTRACTED
            or scenario.outcome in LEFT_UNCONFIRMED
            or scenario.draft.hidden - {WITHOUT_LINES}
        ):
            return
        changes = corrections(invoice, scenario.draft)
        workflow.confirm_fields(
            self.engine, ConfirmFields(scenario.entered_by, invoice.id, invoice.version, changes, invoice.revision)
        )

    def _split(self, scenario: Scenario) -> None:
        invoice = self.invoice(scenario)
        there = tuple((a.cost_center_id, a.percent) for a in invoice.allocations)
        asked_for = (scenario.shares, scenario.category_code or invoice.category_code)
        if not scenario.shares or asked_for == (there, invoice.category_code):
            return
        if invoice.state in (State.VALIDATED, State.MATCHED, State.PENDING_APPROVAL):
            command = SplitInvoice(scenario.entered_by, invoice.id, invoice.version, scenario.shares, scenario.category_code)
            workflow.split_invoice(self.engine, command)

    def _comment(self, scenario: Scenario, comment: PlannedComment) -> None:
        invoice = self.invoice(scenario)
        workflow.write_comment(
            self.engine, WriteComment(comment.author_id, invoice.id, invoice.version, comment.text, comment.to)
        )

    def _release(self, scenario: Scenario, release: PlannedRelease) -> None:
        invoice = self.invoice(scenario)
        hold = next(hold for hold in invoice.open_holds if hold.code is release.code)
        command = ReleaseHold(release.person_id, invoice.id, invoice.version, hold.code.value, hold.line, release.reason)
        workflow.release_hold(self.engine, command)

    def _cancel(self, scenario: Scenario) -> None:
        invoice = self.invoice(scenario)
        workflow.cancel_invoice(self.engine, CancelInvoice(scenario.entered_by, invoice.id, invoice.version, scenario.reason))

    def _cancelled_there(self, scenario: Scenario) -> None:
        """The supplier's system sends what the tax office registered."""
        event = cancellation(scenario.draft, self.engine.today())
        name = f"procEventoNFe-{scenario.draft.number}.xml"
        received = workflow.receive_document(self.engine, scenario.entered_by, event, name, "email")
        workflow.read_document(self.engine, received.invoice_id)

    def _decide(self, scenario: Scenario, decision: PlannedDecision) -> None:
        invoice = self.invoice(scenario)
        asked = [decision.approver_id, *(step.approver_id for step in invoice.steps)]
        command = DecideApprovalStep(
            next(person for person in asked if approvals.step_of(invoice, person)),
            invoice.id,
            invoice.version,
            decision.approve,
            decision.reason,
            seconds_open=38,
            saw_document=True,
        )
        after = workflow.decide_approval_step(self.engine, command)
        if after.state is State.POSTING:
            self._deliver()
            if scenario.amount_in_erp is not None:
                self.then(decision.at + timedelta(days=2), lambda: self._changed_there(scenario))
            for payment in scenario.payments:
                self.then(datetime.combine(payment.paid_on, time(18), UTC), lambda p=payment: self._pay(scenario, p))  # type: ignore[misc]

    def _deliver(self) -> None:
        while workflow.deliver(self.engine):
            continue

    def _pay(self, scenario: Scenario, payment: PlannedPayment) -> None:
        invoice, erp = self.invoice(scenario), self.engine.erp
        assert isinstance(erp, OmieSetup)
        paid = erp.pay(reference_of(invoice), payment.amount.amount, payment.paid_on, interest=payment.interest.amount)
        workflow.look_at_payable(self.engine, invoice)
        if payment.reversed_on is not None:
            self.then(datetime.combine(payment.reversed_on, time(15), UTC), lambda: self._take_back(scenario, paid))

    def _changed_there(self, scenario: Scenario) -> None:
        invoice, erp = self.invoice(scenario), self.engine.erp
        assert isinstance(erp, OmieSetup)
        assert scenario.amount_in_erp is not None
        erp.change_amount(reference_of(invoice), scenario.amount_in_erp.amount)
        workflow.look_at_payable(self.engine, invoice)

    def _take_back(self, scenario: Scenario, payment_id: str) -> None:
        erp = self.engine.erp
        assert isinstance(erp, OmieSetup)
        erp.cancel_payment(payment_id)
        workflow.look_at_payable(self.engine, self.invoice(scenario))
