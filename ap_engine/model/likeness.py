"""What an invoice is recognised by among all others: the facts that a duplicate shares with its original."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ap_engine.model.extraction import DocumentType


@dataclass(frozen=True, slots=True)
class Likeness:
    """What stands in the index of one invoice. Texts are empty and values None where the document does not say.

    `root` is the supplier over all its branches and register entries, `supplier` its name. `number` is as written.
    `words` is the hash of what the pages say, `picture` that of what the first page of a scan looks like (16 hex digits).
    `cancelled`: it counts no more, but for its fiscal key (rule D8).
    """

    invoice_id: str
    received_at: datetime
    root: str = ""
    supplier: str = ""
    document_type: DocumentType = DocumentType.INVOICE
    number: str = ""
    series: str = ""
    amount: Decimal | None = None
    currency: str = ""
    issued: date | None = None
    access_key: str = ""
    words: str = ""
    picture: str = ""
    cancelled: bool = False

    @property
    def order(self) -> tuple[datetime, str]:
        """Who came first."""
        return (self.received_at, self.invoice_id)
