"""Is this invoice here already? Asked when it is read, matched and posted (rules D1-D10).

Of two that look alike one waits: the one that is behind. Ahead is who is before the approvers or beyond, since money is on
its way there; else who came first, since the later one is the copy. Both pages show the pair (`queries.twins`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ap_engine.model.extraction import Extraction
from ap_engine.model.holds import Finding, HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.likeness import Likeness
from ap_engine.rules import duplicates
from ap_engine.rules.duplicate_words import finding
from ap_engine.rules.duplicates import Ground, Suspicion
from ap_engine.workflow.case import Case

CODES = (HoldCode.DUPLICATE, HoldCode.DUPLICATE_LIKELY, HoldCode.DUPLICATE_POSSIBLE)
_ON_ITS_WAY = frozenset({State.PENDING_APPROVAL, State.APPROVED, State.POSTING, State.POSTED, State.PAID})


def check(case: Case) -> None:
    """Look for what the invoice may be a copy of, as its fields are now, and enter it among those that others are held against."""
    one = _likeness(case)
    owners = _claim(case, one)
    suspicions = duplicates.look(one, case.tx.likenesses.read, case.engine.policy.duplicates)
    case.tx.likenesses.enter(one)
    case.settle(_findings(case, one, owners, suspicions), CODES)


def at_posting(case: Case) -> None:
    """Once more before the ERP hears of it: what came in between may be the same invoice (rule D8)."""
    check(case)


def note_paper(case: Case, extraction: Extraction) -> None:
    """Keep what the paper itself is recognised by; what is read of it may be corrected, the paper stays (rule D2)."""
    paper = Likeness(case.invoice.id, case.invoice.received_at, words=extraction.words_hash, picture=extraction.picture_hash)
    case.tx.likenesses.enter(paper)


def taken_out(case: Case) -> None:
    """The invoice was cancelled: nothing is held against it any more, but for its fiscal key."""
    case.tx.likenesses.enter(_likeness(case))


def _likeness(case: Case) -> Likeness:
    invoice, tx = case.invoice, case.tx
    supplier = tx.suppliers.find(invoice.fields.supplier_id) if invoice.fields.supplier_id else None
    known = tx.likenesses.find(invoice.id)
    words, picture = (known.words, known.picture) if known else ("", "")
    return duplicates.likeness(invoice, supplier.tax_id if supplier else None, words, picture)


def _claim(case: Case, one: Likeness) -> list[str]:
    """Claim the invoice's certain keys: whoever holds one already is the original (the proof under concurrency)."""
    owners = (case.tx.claim_key(kind, value, case.invoice.id) for kind, value in duplicates.certain_keys(one))
    return [owner for owner in owners if owner is not None]


def _findings(case: Case, one: Likeness, owners: Sequence[str], suspicions: Sequence[Suspicion]) -> Iterable[Finding]:
    """One finding, of the gravest level at which the invoice is behind another."""
    by_id = {each.other.invoice_id: each for each in suspicions}
    certain = [by_id.get(owner) or _claimed(case, owner) for owner in dict.fromkeys(owners)]
    claims = set(duplicates.certain_keys(one))
    # Whose claim stands is not behind those who would claim the same.
    others = [each for each in suspicions if not claims & set(duplicates.certain_keys(each.other)) or each.other.cancelled]
    behind = [*certain, *_behind(case, one, others)]
    for code in CODES:
        of_level = [each for each in behind if each.code is code]
        if of_level:
            return (finding(of_level),)
    return ()


def _claimed(case: Case, owner: str) -> Suspicion:
    """The owner of a claim that the shelves do not show: books from before the index, or a shelf that was full."""
    return Suspicion(duplicates.likeness(case.tx.invoices.get(owner), None), Ground.NUMBER)


def _behind(case: Case, one: Likeness, suspicions: Sequence[Suspicion]) -> list[Suspicion]:
    states = case.tx.invoices.states([each.other.invoice_id for each in suspicions])
    mine = case.invoice.state in _ON_ITS_WAY
    return [
        each
        for each in suspicions
        if (state := states.get(each.other.invoice_id)) is not None
        and (state is not State.CANCELLED or each.ground is Ground.KEY_CANCELLED)
        and (state not in _ON_ITS_WAY, each.other.order) < (not mine, one.order)
    ]
