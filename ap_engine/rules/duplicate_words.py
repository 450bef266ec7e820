"""What a person is told of an invoice that may be here already. The words hold while the pair stays what it is."""

from __future__ import annotations

from collections.abc import Sequence

from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.likeness import Likeness
from ap_engine.rules.duplicate_pairs import Ground, Suspicion

_MOST = 3
_SAME = {
    Ground.KEY: "has the same access key",
    Ground.NUMBER: "has the same number ({number}), amount and date from this supplier",
    Ground.KEY_CANCELLED: "was cancelled and has the same access key",
    Ground.WORDS: "says the same, word for word",
    Ground.PICTURE: "looks the same: its scan shows the same page",
    Ground.NUMBER_CONFUSED: "has the same amount and date, and its number ({number}) differs only in letters that are taken for digits",
    Ground.NUMBER_AGAIN: "has the same number ({number}) from this supplier, with another amount or date",
    Ground.AMOUNT_AND_DATE: "asks for the same amount, was issued on the same day by this supplier, and has the number {number}",
    Ground.ELSEWHERE: "has the same number ({number}) and amount, under the supplier {supplier}",
    Ground.OTHER_YEAR: "had the same number ({number}) and amount in another year",
    Ground.NEAR_NUMBER: "asks for the same amount, and its number ({number}) differs in one place",
    Ground.AMOUNT: "asks for the same amount, issued on {issued}, and has the number {number}",
    Ground.SUM: "makes one sum with this one and {beside}",
}
_CLEARS = {
    HoldCode.DUPLICATE: "Cancel this one, or correct what was misread.",
    HoldCode.DUPLICATE_LIKELY: "Compare the two. Cancel this one, or finance lets it pass.",
    HoldCode.DUPLICATE_POSSIBLE: "Compare the two.",
}


def finding(several: Sequence[Suspicion]) -> Finding:
    """The finding of suspicions of one level; its twin is the first."""
    first = several[0]
    told = " ".join(_sentence(one) for one in several[:_MOST])
    more = f" And {len(several) - _MOST} more." if len(several) > _MOST else ""
    return Finding(first.code, told + more, _CLEARS[first.code], twin=first.other.invoice_id)


def _sentence(one: Suspicion) -> str:
    other = one.other
    said = _SAME[one.ground].format(
        number=other.number.strip() or "none",
        supplier=other.supplier or "without a name",
        issued=f"{other.issued:%d %b %Y}" if other.issued else "no day",
        beside=_name(one.beside) if one.beside else "another",
    )
    return f"{_name(other)}, received on {other.received_at:%d %b %Y}, {said}."


def _name(one: Likeness) -> str:
    return one.invoice_id
