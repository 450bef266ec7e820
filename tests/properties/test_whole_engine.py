"""Whatever people, the clock, the ERP and the power company do, in whatever order: the books stay true.

Hypothesis drives the whole engine against a running sandbox; after every step the books here and there are compared.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from ap_engine import workflow
from ap_engine.model.commands import ReceiveErpEvent
from ap_engine.model.errors import ErpError, Refusal
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.parties import SYSTEM
from ap_engine.model.payable import MessageState
from ap_engine.rules.approvals import step_of
from ap_engine.store import audit_log
from ap_engine.workflow.master_data import post_approved, reexamine_held
from tests.house import House, furnish, opened, place, sandbox
from tests.properties import truths
from tests.workflow import trade
from tests.workflow.trade import BAKERY, FLOUR, MILL, Bill

CLERKS = st.sampled_from(["clara", "carlos", "fabio"])
LEADERS = st.sampled_from(["ines", "saulo", "helena.prado", "clara"])
SPLITS = st.sampled_from(["100/0", "60/40", "33.33/66.67", "0/100"])
BILLS = st.builds(
    lambda number, supplier, quantity, price, copy: Bill(
        number, supplier, "90" if supplier is MILL else "", ((*FLOUR[:2], Decimal(quantity), Decimal(price)),), note=copy
    ),
    st.sampled_from(["1", "NF 01", "2", "3", "4"]),
    st.sampled_from([MILL, BAKERY]),
    st.sampled_from([3, 5, 10]),
    st.sampled_from(["12.50", "12.49", "0.01", "9999.99"]),
    st.sampled_from(["", "copy"]),
)


class PowerCut(BaseException):
    """The process ends here: nothing that would have come after this is done."""


class WholeEngine(RuleBasedStateMachine):
    """The engine and its ERP, and what may happen to them."""

    invoices = Bundle("invoices")

    @initialize()
    def open(self) -> None:
        self.told = 0
        self.life, self.running = ExitStack(), ExitStack()
        self.folder = Path(self.life.enter_context(tempfile.TemporaryDirectory()))
        self.address = self.life.enter_context(sandbox(self.folder))
        self.start()
        furnish(self.house, MILL, BAKERY)
        place(self.house, trade.order("90", 12, cost_centers=(("technology", "60"), ("sales", "40"))))

    def start(self) -> None:
        skipped = self.house.skip if hasattr(self, "house") else None
        self.house: House = self.running.enter_context(opened(self.folder / "data", self.address))
        self.house.skip = skipped or self.house.skip

    def teardown(self) -> None:
        if not hasattr(self, "house"):
            return
        self.heal()
        self.life.callback(self.running.close)
        with self.life:
            self.settled()

    def settled(self) -> None:
        """When all is well again everything that was approved is in the ERP, once, with its document."""
        for _ in range(4):
            self.house.forward(hours=2)
            trade.deliver(self.house)
        self.books_are_true()
        for invoice in truths.invoices(self.house):
            assert invoice.state is not State.POSTING, "nothing is left on the way"
        assert all(len(title["attachments"]) == 1 for title in self.house.payables())
        assert audit_log.verify(self.house.engine.store)[1] is None

    def click(self, deed: Callable[[], Any], times: int = 1) -> None:
        """Somebody does something, perhaps with a double click; what the engine refuses is refused."""
        answers = []
        for _ in range(times):
            try:
                answers.append(deed())
            except Refusal:
                answers.append(None)
        if times == 2 and isinstance(answers[0], Invoice):
            assert answers[1] == answers[0], "a second click is the same click"

    @rule(target=invoices, bill=BILLS, who=CLERKS, times=st.integers(1, 2), read=st.integers(0, 4))
    def receive(self, bill: Bill, who: str, times: int, read: int) -> Any:
        got = [workflow.receive_document(self.house.engine, who, bill.xml(), "x.xml") for _ in range(times)]
        if read:
            workflow.read_document(self.house.engine, got[0].invoice_id)
        return multiple(*(one.invoice_id for one in got if not one.already))

    @rule(which=invoices, who=CLERKS, shares=SPLITS, steps=st.integers(1, 6))
    def go_on(self, which: str, who: str, shares: str, steps: int) -> None:
        """The steps that naturally come next."""
        for _ in range(steps):
            self.next_step(trade.now(self.house, which), who, shares)

    go_on_again, and_again, and_once_more = go_on, go_on, go_on

    def next_step(self, invoice: Invoice, who: str, shares: str) -> None:
        if invoice.state is State.RECEIVED:
            workflow.read_document(self.house.engine, invoice.id)
        elif invoice.state is State.EXTRACTED:
            self.click(lambda: trade.confirm(self.house, invoice, who))
        elif invoice.state in (State.VALIDATED, State.MATCHED):
            self.split(invoice.id, who, shares, 2)
        elif invoice.state is State.PENDING_APPROVAL:
            asked = [step.approver_id for step in invoice.steps if step_of(invoice, step.approver_id) is step]
            self.click(lambda: trade.approve(self.house, invoice, asked[0]), 2)
        elif invoice.state is State.POSTING:
            self.deliver(2)
        elif invoice.state is State.POSTED:
            self.pay(invoice.id, 100)

    @rule(which=invoices, who=CLERKS, shares=SPLITS, times=st.integers(1, 2))
    def split(self, which: str, who: str, shares: str, times: int) -> None:
        percents = zip(("technology", "sales"), shares.split("/"), strict=True)
        wanted = tuple((center, Decimal(percent)) for center, percent in percents if percent != "0")
        seen = trade.now(self.house, which)
        self.click(lambda: trade.split(self.house, seen, who, wanted), times)

    @rule(which=invoices, who=LEADERS, yes=st.booleans(), behind=st.integers(0, 1), times=st.integers(1, 2))
    def decide(self, which: str, who: str, yes: bool, behind: int, times: int) -> None:
        invoice = trade.now(self.house, which)
        command = trade.DecideApprovalStep(who, which, invoice.version - behind, yes, "" if yes else "We never had this.")
        self.click(lambda: workflow.decide_approval_step(self.house.engine, command), times)

    @rule(which=invoices, who=CLERKS, change=st.sampled_from(["due_date=2026-12-24", "invoice_number=7", "gross_total=1.00"]))
    def correct(self, which: str, who: str, change: str) -> None:
        name, value = change.split("=")
        self.click(lambda: trade.correct(self.house, trade.now(self.house, which), who, **{name: value}))

    @rule(which=invoices, sure=st.integers(0, 3))
    def cancel(self, which: str, sure: int) -> None:
        if sure == 3:
            self.click(lambda: trade.cancel(self.house, trade.now(self.house, which)))

    @rule(which=invoices, who=st.sampled_from(["fabio", "clara"]))
    def release(self, which: str, who: str) -> None:
        invoice = trade.now(self.house, which)
        for hold in invoice.open_holds[:1]:
            self.click(lambda hold=hold: trade.release(self.house, invoice, hold.code, who, hold.line), 2)

    @rule(hours=st.sampled_from([0, 2, 40]))
    def deliver(self, hours: int) -> None:
        self.house.forward(hours=hours)
        workflow.deliver(self.house.engine)

    @rule(kind=st.sampled_from(["lost", "lost_after", "gateway_after", "busy", "broken"]), times=st.integers(1, 14))
    def the_erp_is_in_a_bad_mood(self, kind: str, times: int) -> None:
        trade.fault(self.house, kind, times=times)
        for _ in range(times):
            self.deliver(2)
        self.heal()

    @rule(method=st.sampled_from(["post_payable", "find_payable", "attach"]), after=st.booleans())
    def the_power_is_cut_during_a_delivery(self, method: str, after: bool) -> None:
        real = getattr(self.house.engine.erp, method)

        def cut(*args: Any) -> None:
            if after:
                real(*args)
            raise PowerCut

        setattr(self.house.engine.erp, method, cut)
        try:
            self.deliver(2)
        except PowerCut:
            self.restart()
        else:
            setattr(self.house.engine.erp, method, real)

    @rule()
    def restart(self) -> None:
        self.running.close()
        self.start()

    @rule(which=invoices, percent=st.sampled_from([100, 30, 1]))
    def pay(self, which: str, percent: int) -> None:
        invoice = trade.now(self.house, which)
        amount = (invoice.owed.amount * percent / 100).quantize(Decimal("0.01")) if invoice.owed else Decimal(1)
        try:
            self.house.omie.pay(trade.reference(invoice), amount, self.house.engine.today())
        except ErpError:
            return
        self.look(which, by_event=percent != 100)

    @rule(which=invoices)
    def reverse(self, which: str) -> None:
        for payment in trade.now(self.house, which).payments[:1]:
            if not payment.reversed:
                self.house.omie.cancel_payment(payment.id)
        self.look(which, by_event=True)

    @rule(which=invoices, by_event=st.booleans())
    def look(self, which: str, by_event: bool) -> None:
        if not by_event:
            workflow.sync_payments(self.house.engine, days_back=400)
            return
        body = f'{{"event": [{{"codigo_lancamento_integracao": "{trade.reference(trade.now(self.house, which))}"}}]}}'
        self.told += 1
        workflow.receive_erp_event(self.house.engine, ReceiveErpEvent(SYSTEM, f"event-{self.told}", "BaixaRealizada", body))
        workflow.handle_erp_events(self.house.engine)

    @rule()
    def a_person_tries_again_what_is_parked(self) -> None:
        with self.house.engine.store.snapshot() as tx:
            parked = [message.id for message in tx.outbox.all() if message.state is MessageState.PARKED]
        for message in parked:
            workflow.retry_delivery(self.house.engine, "fabio", message)

    @rule()
    def run_the_jobs(self) -> None:
        reexamine_held(self.house.engine)
        post_approved(self.house.engine)

    def heal(self) -> None:
        truths.requests.delete(f"{self.house.address}/sandbox/faults", timeout=5)
        self.a_person_tries_again_what_is_parked()

    @invariant()
    def books_are_true(self) -> None:
        invoices = truths.invoices(self.house)
        history = truths.history(self.house)
        for invoice in invoices:
            truths.state_follows_from_history(invoice, history[invoice.id])
            if invoice.state in (State.POSTING, State.POSTED, State.PAID):
                truths.matched_and_approved_by_others(invoice, history[invoice.id])
            if invoice.state in (State.POSTED, State.PAID):
                truths.paid_is_what_was_paid(invoice)
        truths.goods_and_numbers_once(invoices, ordered=Decimal(12))
        truths.erp_agrees({invoice.id: invoice for invoice in invoices}, self.house.payables())


# No shrinking: a failure prints the story as it was found, at once, instead of minutes later.
WholeEngine.TestCase.settings = settings(
    phases=[Phase.generate],
    max_examples=8,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestWholeEngine = WholeEngine.TestCase
