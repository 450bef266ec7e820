"""What messages to people are called, and how they stand."""

from __future__ import annotations

from ap_engine.model.push import PushKind, PushState
from pages.ui.status import Badge

KINDS: dict[PushKind, str] = {
    PushKind.TO_APPROVE: "Your approval is asked",
    PushKind.DIGEST: "Reminder",
    PushKind.ESCALATION: "Somebody is late",
}
STATES: dict[PushState, Badge] = {
    PushState.WAITING: Badge("Waiting", "gray", ":material/schedule:"),
    PushState.SENDING: Badge("Sending", "blue", ":material/sync:"),
    PushState.DELIVERED: Badge("Delivered", "green", ":material/check_circle:"),
    PushState.WITHDRAWN: Badge("Withdrawn", "gray", ":material/undo:"),
    PushState.UNADDRESSED: Badge("No way to tell", "orange", ":material/notifications_off:"),
    PushState.PARKED: Badge("Needs help", "orange", ":material/pan_tool:"),
}
