"""What people ask for about suppliers and where they are paid."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from ap_engine.model.bank_changes import BankDetails, CallOutcome
from ap_engine.model.commands import Command


@dataclass(frozen=True, slots=True)
class EnterSupplier(Command):
    """A supplier is entered by hand. Its texts are as they were typed; where it is paid is asked for afterwards (rule F1)."""

    name: str
    tax_id: str
    email: str = ""
    phone: str = ""
    order_required: bool = True

    @property
    def id(self) -> str:
        """The same entry by the same person: a double click is one."""
        typed = "\n".join((self.name, self.tax_id, self.email, self.phone, str(self.order_required)))
        return f"EnterSupplier:{self.actor}:{hashlib.sha256(typed.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class RequestBankChange(Command):
    """Somebody says that a supplier is to be paid elsewhere. `last` is the supplier's newest change that was seen, "" for none.

    `about` is the invoice that asked for it. The same request by the same person over the same last change is one request.
    """

    supplier_id: str
    details: BankDetails
    reason: str
    last: str = ""
    about: str | None = None

    @property
    def id(self) -> str:
        """Who asks for what, over which state of things."""
        digest = hashlib.sha256(repr((self.details, self.about)).encode()).hexdigest()[:16]
        return f"RequestBankChange:{self.supplier_id}:{self.last}:{digest}:{self.actor}"


@dataclass(frozen=True, slots=True)
class RecordCallBack(Command):
    """The supplier was called on `number`; `call` counts the calls of the change from 1."""

    change_id: str
    call: int
    number: str
    spoke_with: str
    called_at: datetime
    outcome: CallOutcome
    note: str = ""

    @property
    def id(self) -> str:
        """Which call of which change."""
        return f"RecordCallBack:{self.change_id}:{self.call}:{self.actor}"


@dataclass(frozen=True, slots=True)
class DecideBankChange(Command):
    """A second person agrees to a change, or somebody refuses it with a reason."""

    change_id: str
    agree: bool
    note: str = ""

    @property
    def id(self) -> str:
        """One decision of one person about one change."""
        return f"DecideBankChange:{self.change_id}:{self.agree}:{self.actor}"
