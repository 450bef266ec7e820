"""An invoice on its way through the rules in one transaction: what happens to it, what is found, what is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ap_engine.engine import Engine
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, next_state
from ap_engine.rules import holds
from ap_engine.store import Transaction
from ap_engine.workflow import judgement
from ap_engine.workflow.push_asking import tell_asked

# These take away the steps that people were told of.
CALLS_BACK = frozenset({Event.RECODED, Event.FIELDS_CORRECTED, Event.CANCELLED})


@dataclass(slots=True)
class Case:
    """An invoice on its way through the rules in one transaction, with the events and the holds' reasons so far."""

    engine: Engine
    tx: Transaction
    invoice: Invoice
    events: list[Event] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    released: list[str] = field(default_factory=list)
    examined: bool = False

    def __post_init__(self) -> None:
        self.engine = self.engine.pinned()

    def happens(self, event: Event, **changes: object) -> None:
        """The event takes place: the table says which state follows."""
        state = next_state(self.invoice.state, event)
        self.invoice = replace(self.invoice, state=state, **changes)  # type: ignore[arg-type]
        self.events.append(event)

    def settle(self, findings: Iterable[Finding], codes: Iterable[HoldCode]) -> None:
        """Place and release holds of `codes` according to the findings."""
        self.examined = True
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
        if self.examined:
            judgement.keep(self.tx, self.invoice, self.engine.policy.version)
        written = self.tx.save(self.invoice, *self.events, data=evidence)
        if written.steps or CALLS_BACK & set(self.events):
            tell_asked(self.engine, self.tx, written)
        return written

    def open(self, codes: frozenset[HoldCode]) -> bool:
        """Whether a hold of one of the codes is open."""
        return any(hold.code in codes for hold in self.invoice.open_holds)
