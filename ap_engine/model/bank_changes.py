"""A changed bank account is a locked event: asked for, called back on a number on file, agreed to by a second person (rule F1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from ap_engine.model.parties import Supplier


class ChangeState(StrEnum):
    """Where a change stands. CONFIRMED: the supplier said yes on the number on file; DENIED: it knows nothing of it."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    AGREED = "agreed"
    REFUSED = "refused"


OPEN = (ChangeState.REQUESTED, ChangeState.CONFIRMED, ChangeState.DENIED)


class CallOutcome(StrEnum):
    """What the supplier said when it was called back."""

    CONFIRMED = "confirmed"
    DENIED = "denied"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class BankDetails:
    """What says where a supplier is paid, and the number that a change is called back on."""

    iban: str | None = None
    pix_key: str | None = None
    bank_account: str | None = None
    phone: str | None = None

    @property
    def empty(self) -> bool:
        """Whether it says nothing about where to pay."""
        return not (self.iban or self.pix_key or self.bank_account)


DETAILS = ("iban", "pix_key", "bank_account", "phone")


@dataclass(frozen=True, slots=True)
class CallBack:
    """One call to the supplier. `number` is the one on file, `spoke_with` who answered there."""

    by: str
    number: str
    spoke_with: str
    called_at: datetime
    recorded_at: datetime
    outcome: CallOutcome
    note: str = ""


@dataclass(frozen=True, slots=True)
class BankChange:
    """One change of a supplier's details, from the request to the decision.

    `number_on_file` was on file before the request; None: there was none that may be called, and the change cannot go on.
    `invoice_id` is the invoice that asked for it, `entered_by` who entered that. `first_payment_from` is the first day on
    which the new account may be paid, once agreed.
    """

    id: str
    supplier_id: str
    state: ChangeState
    before: BankDetails
    after: BankDetails
    number_on_file: str | None
    requested_by: str
    requested_at: datetime
    reason: str
    invoice_id: str | None = None
    entered_by: str | None = None
    calls: tuple[CallBack, ...] = ()
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision_note: str = ""
    first_payment_from: date | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for somebody."""
        return self.state in OPEN

    @property
    def changed(self) -> tuple[str, ...]:
        """The names of the details that are other than before."""
        return tuple(name for name in DETAILS if getattr(self.before, name) != getattr(self.after, name))

    @property
    def confirmed_by(self) -> str | None:
        """Who heard the supplier say yes."""
        last = self.calls[-1] if self.calls else None
        return last.by if last is not None and last.outcome is CallOutcome.CONFIRMED else None

    @property
    def hands(self) -> frozenset[str]:
        """Everybody who had a hand in it: who asked, who called, who agreed."""
        return frozenset({self.requested_by, *(call.by for call in self.calls), *([self.decided_by] if self.decided_by else [])})


def details_of(supplier: Supplier) -> BankDetails:
    """What the register has."""
    return BankDetails(supplier.iban, supplier.pix_key, supplier.bank_account, supplier.phone)


def with_details(supplier: Supplier, details: BankDetails, today: date) -> Supplier:
    """The register's entry after a change; a phone that is new is so since today."""
    since = supplier.phone_since if details.phone == supplier.phone else today
    return replace(
        supplier,
        iban=details.iban,
        pix_key=details.pix_key,
        bank_account=details.bank_account,
        phone=details.phone,
        phone_since=since,
    )


def applied(supplier: Supplier, change: BankChange, today: date) -> Supplier:
    """The register's entry after an agreed change: what it changes, and nothing that was entered meanwhile."""
    new = {name: getattr(change.after, name) for name in change.changed}
    return with_details(supplier, replace(details_of(supplier), **new), today)
