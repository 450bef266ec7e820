"""Events of an invoice's life in words."""

from __future__ import annotations

from ap_engine.model.lifecycle import Event
from pages.ui.words import t

EVENTS = {
    Event.DOCUMENT_RECEIVED: "Received",
    Event.FIELDS_EXTRACTED: "Read",
    Event.FIELDS_CONFIRMED: "Fields confirmed",
    Event.MATCH_COMPLETED: "Matched",
    Event.SUBMITTED_FOR_APPROVAL: "Sent for approval",
    Event.AUTO_APPROVED: "Approved by rule",
    Event.STEP_APPROVED: "Approved, others follow",
    Event.LAST_STEP_APPROVED: "Approved",
    Event.STEP_REJECTED: "Rejected",
    Event.POSTING_REQUESTED: "Sent to the ERP",
    Event.ERP_ACCEPTED: "Entered in the ERP",
    Event.ERP_REFUSED: "Refused by the ERP",
    Event.PAYMENT_RECORDED: "Partly paid",
    Event.SETTLED_IN_FULL: "Paid",
    Event.PAYMENT_REVERSED: "Payment reversed",
    Event.FIELDS_CORRECTED: "Fields corrected",
    Event.RECODED: "Split changed",
    Event.CANCELLED: "Cancelled",
    Event.HOLD_PLACED: "Put on hold",
    Event.HOLD_RELEASED: "Hold released",
    Event.COMMENTED: "Comment",
    Event.DOCUMENT_ATTACHED: "Document attached in the ERP",
    Event.ERP_CHANGED: "Changed in the ERP",
    Event.PUT_OFF: "Put off until a day",
    Event.TAKEN_UP: "Taken up again",
}


def event_words(name: str) -> str:
    """What an event is called; several that came in one commit are joined by +."""
    known = {event.value: words for event, words in EVENTS.items()}
    return ", ".join(t(known.get(part, part)) for part in name.split("+"))
