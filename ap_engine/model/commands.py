"""What people and jobs ask for. A command's id is derived from what it is about, so a double click is the same command.

`id` is `verb:invoice:version:actor` (or what is unique to it: a file's sha256, the ERP's payment id). The store keeps
the id with a hash of the content: the same id with other content is refused (IdempotencyConflict).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ap_engine.model.extraction import Extraction, Source
from ap_engine.model.payable import ErpPayable


@dataclass(frozen=True, slots=True)
class Command:
    """Who asks. Every command names its actor (a person's id, or SYSTEM) and has a derived id."""

    actor: str

    @property
    def id(self) -> str:
        """The derived id; each command says what it is made of."""
        raise NotImplementedError

    @property
    def content_hash(self) -> str:
        """SHA-256 over the command's content: the same id with another hash is a conflict, never a success."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ReceiveDocument(Command):
    """A file came in. `sha256` is that of its bytes, which are already among the originals."""

    sha256: str
    file_name: str
    channel: str = "upload"

    @property
    def id(self) -> str:
        return f"receive:{self.sha256}"

    @property
    def content_hash(self) -> str:
        # Two people may send the same file under two names: that is still one reception.
        return self.sha256


@dataclass(frozen=True, slots=True)
class ReceivePart(ReceiveDocument):
    """A further invoice in a file that was received: `number` counts from 2."""

    number: int = 2

    @property
    def id(self) -> str:
        return f"receive:{self.sha256}:{self.number}"


@dataclass(frozen=True, slots=True)
class _AboutInvoice(Command):
    invoice_id: str
    version: int

    @property
    def id(self) -> str:
        return f"{type(self).__name__}:{self.invoice_id}:{self.version}:{self.actor}"


@dataclass(frozen=True, slots=True)
class RecordExtraction(_AboutInvoice):
    """The reader is done with the invoice's original."""

    extraction: Extraction = field(default_factory=lambda: Extraction(Source.OCR))


@dataclass(frozen=True, slots=True)
class ConfirmFields(_AboutInvoice):
    """A person (or the rule, when every reading is certain) says that the fields are right.

    `changes` are (field, text) pairs that the person typed over what was read, in canonical form.
    """

    changes: tuple[tuple[str, str], ...] = ()
    seen_revision: int = 0

    @property
    def id(self) -> str:
        return f"ConfirmFields:{self.invoice_id}:{self.version}:{self.seen_revision}:{self.actor}"


@dataclass(frozen=True, slots=True)
class CorrectFields(_AboutInvoice):
    """A person changes fields after they were confirmed: match and approvals are void."""

    changes: tuple[tuple[str, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MatchInvoice(_AboutInvoice):
    """Hold the invoice against orders, receipts and duplicates, again if need be. `seen_revision` tells runs apart."""

    seen_revision: int = 0

    @property
    def id(self) -> str:
        return f"MatchInvoice:{self.invoice_id}:{self.version}:{self.seen_revision}"


@dataclass(frozen=True, slots=True)
class SplitInvoice(_AboutInvoice):
    """Divide the invoice over cost centers: (cost center id, percent) pairs that sum to 100."""

    shares: tuple[tuple[str, Decimal], ...] = ()
    category_code: str | None = None


@dataclass(frozen=True, slots=True)
class DecideApprovalStep(_AboutInvoice):
    """An approver says yes or no. A no needs a reason. `seconds_open`, `saw_document` and `through` are evidence (row N7).

    `step` is the level of the very step that is meant, None for whichever waits for the person. `unseen`: one of several
    that are approved together (rule A6): only what gives no cause for a look of its own.
    """

    approve: bool = True
    reason: str = ""
    seconds_open: int | None = None
    saw_document: bool = False
    step: int | None = None
    through: str = ""
    unseen: bool = False

    @property
    def id(self) -> str:
        which = "" if self.step is None else f":{self.step}"
        return f"DecideApprovalStep:{self.invoice_id}:{self.version}:{self.actor}{which}"

    @property
    def content_hash(self) -> str:
        # What was measured about the person is evidence, not content: a double click differs in it.
        return hashlib.sha256(f"{self.id}:{self.approve}:{self.reason}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class WriteComment(_AboutInvoice):
    """Ask, or answer, on the invoice; it keeps its place."""

    text: str = ""
    to: str | None = None

    @property
    def id(self) -> str:
        digest = hashlib.sha256(self.text.encode()).hexdigest()[:16]
        return f"WriteComment:{self.invoice_id}:{self.version}:{self.actor}:{digest}"


@dataclass(frozen=True, slots=True)
class ReleaseHold(_AboutInvoice):
    """A person lets the invoice pass in spite of a hold, with a reason.

    `placed_at` is the hold's, filled in by the step: the same hold placed anew is another one to release.
    """

    code: str = ""
    line: int | None = None
    reason: str = ""
    placed_at: datetime | None = None

    @property
    def id(self) -> str:
        placed = self.placed_at.isoformat() if self.placed_at else ""
        return f"ReleaseHold:{self.invoice_id}:{self.version}:{self.code}:{self.line}:{placed}:{self.actor}"


@dataclass(frozen=True, slots=True)
class CancelInvoice(_AboutInvoice):
    """Take the invoice out, with a reason."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class RequestPosting(_AboutInvoice):
    """Enter the approved invoice in the ERP (again, after what blocked it was mended)."""

    seen_revision: int = 0

    @property
    def id(self) -> str:
        return f"RequestPosting:{self.invoice_id}:{self.version}:{self.seen_revision}"


@dataclass(frozen=True, slots=True)
class RecordErpAnswer(_AboutInvoice):
    """What the ERP said to an outbox message: accepted with its id, or refused with its words."""

    message_id: str = ""
    attempt: int = 0
    erp_id: str | None = None
    refused: str | None = None

    @property
    def id(self) -> str:
        return f"RecordErpAnswer:{self.message_id}:{self.attempt}"


@dataclass(frozen=True, slots=True)
class RecordErpState(Command):
    """The ERP's payable as re-read: payments made, reversed or changed since we last looked."""

    invoice_id: str
    payable: ErpPayable

    @property
    def id(self) -> str:
        return f"RecordErpState:{self.invoice_id}:{self.content_hash[:24]}"


@dataclass(frozen=True, slots=True)
class ReceiveErpEvent(Command):
    """A webhook call as it came, stored before anything is believed. `event_id` is the sender's message id, or a hash."""

    event_id: str
    topic: str
    body: str

    @property
    def id(self) -> str:
        return f"erp-event:{self.event_id}"
