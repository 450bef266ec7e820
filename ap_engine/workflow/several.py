"""Several approvals at once (rule A6): each its own command with its own entry, so that one refusal stops no other."""

from __future__ import annotations

from collections.abc import Sequence

from ap_engine.engine import Engine
from ap_engine.model.commands import DecideApprovalStep
from ap_engine.model.errors import Refusal
from ap_engine.model.invoice import Invoice
from ap_engine.workflow.approval import decide_approval_step


def approve_several(engine: Engine, actor: str, chosen: Sequence[tuple[str, int]]) -> tuple[Invoice | Refusal, ...]:
    """What became of each (invoice id, version), in their order. Only what gives no cause for a look of its own is approved."""
    return tuple(_one(engine, DecideApprovalStep(actor, *one, through="several at once", unseen=True)) for one in chosen)


def _one(engine: Engine, command: DecideApprovalStep) -> Invoice | Refusal:
    try:
        return decide_approval_step(engine, command)
    except Refusal as refusal:
        return refusal
