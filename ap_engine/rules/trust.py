"""Touchless with a promise (row N2): a field goes through unseen only while its own history bounds how often it is wrong.

For one supplier, one layout (the template that read the document) and one field, what counts is what had been read by
itself beside what a person then confirmed:

- `read` and `wrong` count documents received since the field is read by the rule that is in force now. A new rule is
  another reader: it begins at nought. What no person confirmed counts for nothing; what was corrected later counts as wrong.
- The bound is Clopper and Pearson's exact upper limit of the error rate at 95 % (Biometrika 26, 1934). It is at or below
  the policy's promise, or the field needs a person. No error in 59 documents bounds the rate at 5 %; one error takes 93.
- After an error the next 20 documents of that layout, counted from those received after the correction, need a person as
  well, even where the bound would allow more, and even when the rule was changed meanwhile.

So a correction never lets more go through: it raises the bound, begins the watch, or starts the count again.
Payment instructions are no readings and are never vouched for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import ROUND_CEILING, Decimal, localcontext
from functools import lru_cache

from ap_engine.model.extraction import Extraction, Reading, Source
from ap_engine.model.learning import Checked, FieldRead, FieldTrust, ReconciledDocument
from ap_engine.model.template_trial import same_value

WATCHED_AFTER_ERROR = 20
_DOUBT = Decimal("0.05")  # what is left of 95 %
_STEP = Decimal("0.000001")
_MOST = 1_000_000
BY_LAYOUT = (Source.TEMPLATE, Source.LEARNED)
# What people confirm on an invoice and reading gives; the buyer's name, for one, is not kept.
TRUSTABLE = (
    "supplier_name", "supplier_tax_id", "buyer_tax_id", "invoice_number", "series", "access_key", "issue_date", "due_date",
    "currency", "net_total", "tax_total", "gross_total", "amount_due", "purchase_order_numbers",
)  # fmt: skip


@lru_cache(maxsize=4096)
def upper_bound(wrong: int, read: int) -> Decimal:
    """The error rate (0 to 1, rounded up to a millionth) that `wrong` of `read` excludes at 95 % to be exceeded.

    >>> upper_bound(0, 59), upper_bound(0, 58) > Decimal("0.05"), upper_bound(1, 93) <= Decimal("0.05")
    (Decimal('0.049508'), True, True)
    """
    if wrong >= read:
        return Decimal(1)
    with localcontext() as context:
        context.prec = 30
        low, high = Decimal(wrong) / read, Decimal(1)
        while high - low > _STEP / 10:
            middle = (low + high) / 2
            if _at_most(wrong, read, middle) > _DOUBT:
                low = middle
            else:
                high = middle
        return high.quantize(_STEP, rounding=ROUND_CEILING)


def _at_most(wrong: int, read: int, rate: Decimal) -> Decimal:
    """The chance of at most so many wrong ones, when each is wrong at this rate (0 < rate < 1)."""
    term = (1 - rate) ** read
    total = term
    odds = rate / (1 - rate)
    for count in range(wrong):
        term = term * odds * (read - count) / (count + 1)
        total += term
    return total


@lru_cache(maxsize=4096)
def documents_needed(wrong: int, promise: Decimal) -> int | None:
    """How many documents with so many wrong ones among them keep the promise; None when a million would not.

    >>> documents_needed(0, Decimal("0.05")), documents_needed(1, Decimal("0.05"))
    (59, 93)
    """
    if promise <= 0 or upper_bound(wrong, _MOST) > promise:
        return None
    low, high = wrong, _MOST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if upper_bound(wrong, middle) <= promise else (middle, high)
    return high


def judge(field: str, template: str, since: datetime | None, checked: Sequence[Checked], promise: Decimal) -> FieldTrust:
    """What a supplier's history, the oldest document first, says of a field of one layout. `promise` is a share of 1.

    `since`: when the field began to be read the way it is read now; None when it is not read by the template.
    """
    seen = [(one, found) for one in checked if (found := _read_by(one, template, field)) is not None]
    errors = [one.reconciled_at for one, found in seen if not _right(one, found)]
    now = [(one, found) for one, found in seen if since is not None and one.received_at >= since]
    right = [found.confidence for one, found in now if _right(one, found)]
    wrong = len(now) - len(right)
    watched = max(0, WATCHED_AFTER_ERROR - sum(one.received_at > max(errors) for one, _ in seen)) if errors else 0
    return FieldTrust(
        field=field,
        template=template,
        since=since,
        read=len(now),
        wrong=wrong,
        bound=upper_bound(wrong, len(now)),
        promise=promise,
        watched=watched,
        missing=_missing(wrong, len(now), watched, promise) if since is not None else None,
        least_confidence=min(right, default=100),
    )


def _missing(wrong: int, read: int, watched: int, promise: Decimal) -> int | None:
    needed = documents_needed(wrong, promise)
    return None if needed is None else max(0, needed - read, watched)


def _read_by(one: Checked, template: str, field: str) -> FieldRead | None:
    if one.read.template != template:
        return None
    return next((found for found in one.read.fields if found.field == field and found.source in BY_LAYOUT), None)


def _right(one: Checked, found: FieldRead) -> bool:
    return same_value(found.value, one.right.value(found.field))


def misread(document: ReconciledDocument) -> tuple[str, ...]:
    """The fields of a reconciled document that had been read otherwise than a person confirmed them."""
    return tuple(one.field for one in document.read.fields if not same_value(one.value, document.right.value(one.field)))


def vouched_for(
    extraction: Extraction,
    received_at: datetime,
    since: Mapping[str, datetime],
    checked: Sequence[Checked],
    promise: Decimal,
) -> tuple[FieldTrust, ...]:
    """The fields of an extraction that its supplier's history vouches for: readings by its template that may go unseen.

    None when the extraction has problems, and none for a document that came before the rule that its history speaks of.
    A reading with less confidence than history ever had right is not covered by it.
    """
    if extraction.template is None or extraction.problems or promise <= 0:
        return ()
    found: list[FieldTrust] = []
    for reading in extraction.readings:
        begun = since.get(reading.field)
        if reading.field in TRUSTABLE and reading.source in BY_LAYOUT and begun is not None and received_at >= begun:
            trust = judge(reading.field, extraction.template, begun, checked, promise)
            if trust.goes_through and _covered(reading, trust):
                found.append(trust)
    return tuple(found)


def _covered(reading: Reading, trust: FieldTrust) -> bool:
    return reading.confidence >= trust.least_confidence
