"""The life of an invoice as one table of (state, event) → states. The README shows the same table; a test compares them."""

from __future__ import annotations

from enum import StrEnum

from ap_engine.model.errors import IllegalTransition


class State(StrEnum):
    """Where an invoice stands. Stored; everything else about its status is derived."""

    RECEIVED = "received"
    EXTRACTED = "extracted"
    VALIDATED = "validated"
    MATCHED = "matched"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    POSTING = "posting"
    POSTED = "posted"
    PAID = "paid"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class Event(StrEnum):
    """What happened to an invoice."""

    DOCUMENT_RECEIVED = "DocumentReceived"
    FIELDS_EXTRACTED = "FieldsExtracted"
    FIELDS_CONFIRMED = "FieldsConfirmed"
    MATCH_COMPLETED = "MatchCompleted"
    SUBMITTED_FOR_APPROVAL = "SubmittedForApproval"
    AUTO_APPROVED = "AutoApproved"
    STEP_APPROVED = "StepApproved"
    LAST_STEP_APPROVED = "LastStepApproved"
    STEP_REJECTED = "StepRejected"
    POSTING_REQUESTED = "PostingRequested"
    ERP_ACCEPTED = "ErpAccepted"
    ERP_REFUSED = "ErpRefused"
    PAYMENT_RECORDED = "PaymentRecorded"
    SETTLED_IN_FULL = "SettledInFull"
    PAYMENT_REVERSED = "PaymentReversed"
    FIELDS_CORRECTED = "FieldsCorrected"
    RECODED = "Recoded"
    CANCELLED = "Cancelled"
    # Events that never change the state: they stand in the history beside the others.
    HOLD_PLACED = "HoldPlaced"
    HOLD_RELEASED = "HoldReleased"
    COMMENTED = "Commented"
    DOCUMENT_ATTACHED = "DocumentAttached"
    ERP_CHANGED = "ErpChanged"
    PUT_OFF = "PutOff"
    TAKEN_UP = "TakenUp"


_CORRECTABLE = (
    State.VALIDATED,
    State.MATCHED,
    State.PENDING_APPROVAL,
    State.APPROVED,
    State.REJECTED,
)
_CANCELLABLE = (State.RECEIVED, State.EXTRACTED, *_CORRECTABLE)

TRANSITIONS: dict[tuple[State, Event], State] = {
    (State.RECEIVED, Event.FIELDS_EXTRACTED): State.EXTRACTED,
    (State.EXTRACTED, Event.FIELDS_CONFIRMED): State.VALIDATED,
    (State.VALIDATED, Event.MATCH_COMPLETED): State.MATCHED,
    (State.MATCHED, Event.SUBMITTED_FOR_APPROVAL): State.PENDING_APPROVAL,
    (State.MATCHED, Event.AUTO_APPROVED): State.APPROVED,
    (State.PENDING_APPROVAL, Event.STEP_APPROVED): State.PENDING_APPROVAL,
    (State.PENDING_APPROVAL, Event.LAST_STEP_APPROVED): State.APPROVED,
    (State.PENDING_APPROVAL, Event.STEP_REJECTED): State.REJECTED,
    (State.APPROVED, Event.POSTING_REQUESTED): State.POSTING,
    (State.POSTING, Event.ERP_ACCEPTED): State.POSTED,
    (State.POSTING, Event.ERP_REFUSED): State.APPROVED,
    (State.POSTED, Event.PAYMENT_RECORDED): State.POSTED,
    (State.POSTED, Event.SETTLED_IN_FULL): State.PAID,
    (State.POSTED, Event.PAYMENT_REVERSED): State.POSTED,
    (State.PAID, Event.PAYMENT_REVERSED): State.POSTED,
    # A changed split is changed content: the approvals given so far are void.
    (State.VALIDATED, Event.RECODED): State.VALIDATED,
    (State.MATCHED, Event.RECODED): State.MATCHED,
    (State.PENDING_APPROVAL, Event.RECODED): State.MATCHED,
    **{(state, Event.FIELDS_CORRECTED): State.EXTRACTED for state in _CORRECTABLE},
    **{(state, Event.CANCELLED): State.CANCELLED for state in _CANCELLABLE},
}

NEUTRAL = frozenset(
    {
        Event.HOLD_PLACED,
        Event.HOLD_RELEASED,
        Event.COMMENTED,
        Event.DOCUMENT_ATTACHED,
        Event.ERP_CHANGED,
        Event.PUT_OFF,
        Event.TAKEN_UP,
    }
)


def next_state(state: State, event: Event) -> State:
    """The state after `event`; raises IllegalTransition when the table has no such pair."""
    if event in NEUTRAL:
        return state
    if (state, event) not in TRANSITIONS:
        raise IllegalTransition(f"({event} while {state.replace('_', ' ')})")
    return TRANSITIONS[state, event]
