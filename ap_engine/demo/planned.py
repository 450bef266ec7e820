"""What should become of an invoice of the demonstration: the values that the story is told from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ap_engine.demo.documents import Format, InvoiceDraft
from ap_engine.demo.people import CLERK
from ap_engine.model.bank_changes import CallOutcome
from ap_engine.model.holds import HoldCode
from ap_engine.model.money import Money


class Outcome(StrEnum):
    """Where the invoice stands when the story has been told.

    HELD stops before approval, HELD_AT_POSTING after it; WAITING_FOR_CODING is matched without a split,
    WAITING_FOR_CONFIRMATION is read and not certain enough.
    """

    PAID = "paid"
    POSTED = "posted"
    PARTLY_PAID = "partly_paid"
    PAYMENT_REVERSED = "payment_reversed"
    PENDING_APPROVAL = "pending_approval"
    ASKED = "asked"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    WAITING_FOR_CODING = "waiting_for_coding"
    WAITING_FOR_CONFIRMATION = "waiting_for_confirmation"
    HELD = "held"
    HELD_AT_POSTING = "held_at_posting"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class PlannedDecision:
    """An approver's yes or no, and when."""

    approver_id: str
    at: datetime
    approve: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlannedComment:
    """A question or an answer on the invoice."""

    author_id: str
    at: datetime
    text: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedPayment:
    """What finance pays in the ERP, and when it was taken back, if it was. `interest` is paid on top of `amount`."""

    amount: Money
    paid_on: date
    interest: Money
    reversed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedRelease:
    """A hold that a person lets pass, and why."""

    person_id: str
    at: datetime
    code: HoldCode
    reason: str


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call to a supplier about its bank change, on the number on file."""

    by: str
    at: datetime
    outcome: CallOutcome
    spoke_with: str


@dataclass(frozen=True, slots=True)
class PlannedBankChange:
    """A supplier is to be paid (or called) elsewhere: `details` by name. `about` is the key of the invoice that asks for it."""

    supplier_id: str
    details: Mapping[str, str]
    reason: str
    by: str
    at: datetime
    about: str | None = None
    calls: tuple[PlannedCall, ...] = ()
    decided_by: str | None = None
    decided_at: datetime | None = None
    agree: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One invoice: its document, how it comes in, and what happens to it.

    `shares` is the split (cost center id, percent), empty where nobody has coded it. `holds` are the holds expected to
    be open at the end. `decisions` that are missing for the route are still waiting. `duplicate_of` is another
    scenario's key. `amount_in_erp` is what somebody changes the payable to inside the ERP. `cancelled_there` is when its
    cancellation at the tax authority comes in. Moments are in UTC.
    """

    key: str
    title: str
    supplier_id: str
    draft: InvoiceDraft
    shape: Format
    received_at: datetime
    outcome: Outcome
    shares: tuple[tuple[str, Decimal], ...] = ()
    category_code: str | None = None
    holds: tuple[HoldCode, ...] = ()
    decisions: tuple[PlannedDecision, ...] = ()
    comments: tuple[PlannedComment, ...] = ()
    payments: tuple[PlannedPayment, ...] = ()
    releases: tuple[PlannedRelease, ...] = ()
    amount_in_erp: Money | None = None
    entered_by: str = CLERK
    channel: str = "upload"
    reason: str = ""
    duplicate_of: str | None = None
    cancelled_there: datetime | None = None
