"""One word, one colour and one icon for everything that has a status. Colour never stands alone."""

from __future__ import annotations

from dataclasses import dataclass

from ap_engine.model.holds import CATALOGUE, HoldCode
from ap_engine.model.lifecycle import State
from ap_engine.model.payable import MessageState, PaymentStatus
from ap_engine.views import InvoiceRow
from pages.ui.words import t


@dataclass(frozen=True, slots=True)
class Badge:
    """A status on screen."""

    word: str
    colour: str
    icon: str

    @property
    def text(self) -> str:
        """The word, in the person's language."""
        return t(self.word)

    @property
    def tag(self) -> dict[str, str]:
        """For our own components."""
        return {"t": self.text, "c": self.colour}


STATES: dict[State, Badge] = {
    State.RECEIVED: Badge("Being read", "gray", ":material/hourglass_top:"),
    State.EXTRACTED: Badge("To confirm", "blue", ":material/edit_note:"),
    State.VALIDATED: Badge("Confirmed", "violet", ":material/rule:"),
    State.MATCHED: Badge("Matched", "violet", ":material/join_inner:"),
    State.PENDING_APPROVAL: Badge("To approve", "yellow", ":material/approval:"),
    State.APPROVED: Badge("Approved", "blue", ":material/thumb_up:"),
    State.POSTING: Badge("Going to the ERP", "blue", ":material/outbox:"),
    State.POSTED: Badge("Unpaid", "gray", ":material/account_balance:"),
    State.PAID: Badge("Paid", "green", ":material/check_circle:"),
    State.REJECTED: Badge("Rejected", "red", ":material/block:"),
    State.CANCELLED: Badge("Cancelled", "gray", ":material/cancel:"),
}
ON_HOLD = Badge("On hold", "orange", ":material/pan_tool:")
PAYMENTS: dict[PaymentStatus, Badge] = {
    PaymentStatus.UNPAID: STATES[State.POSTED],
    PaymentStatus.PARTLY_PAID: Badge("Partly paid", "blue", ":material/timelapse:"),
    PaymentStatus.PAID: STATES[State.PAID],
    PaymentStatus.OVERDUE: Badge("Overdue", "red", ":material/alarm:"),
}
MESSAGES: dict[MessageState, Badge] = {
    MessageState.WAITING: Badge("Waiting", "gray", ":material/schedule:"),
    MessageState.SENDING: Badge("Sending", "blue", ":material/sync:"),
    MessageState.DELIVERED: Badge("Delivered", "green", ":material/check_circle:"),
    MessageState.REFUSED: Badge("Refused", "red", ":material/block:"),
    MessageState.PARKED: Badge("Needs help", "orange", ":material/pan_tool:"),
}
_BEFORE_ERP = (State.EXTRACTED, State.VALIDATED, State.MATCHED, State.PENDING_APPROVAL, State.APPROVED)


def badge_of(state: State, payment: PaymentStatus, held: bool) -> Badge:
    """The status that people care about: a hold before the ERP has it, how payment stands once it has."""
    if state is State.POSTED:
        return PAYMENTS[payment]
    if held and state in _BEFORE_ERP:
        return ON_HOLD
    return STATES[state]


def of_row(row: InvoiceRow) -> Badge:
    """The status of a row of a list."""
    return badge_of(row.state, row.payment_status, bool(row.open_holds))


def hold_tags(codes: tuple[HoldCode, ...], most: int = 2) -> list[dict[str, str]]:
    """The first holds as tags, and how many more there are."""
    tags = [{"t": t(CATALOGUE[code].title), "c": "orange"} for code in dict.fromkeys(codes)]
    more = len(tags) - most
    return tags[:most] + ([{"t": f"+{more}", "c": "gray"}] if more > 0 else [])
