"""What an approver's link is good for now (rules A2, A3, A5): the order in which it is held against what it was made for."""

from __future__ import annotations

from datetime import datetime

from ap_engine.model.approval import ApprovalStep, Decision
from ap_engine.model.approval_link import FRESH, ApprovalLink, LinkState, Visitor
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import State
from ap_engine.model.money import Money
from ap_engine.model.parties import Person, Role
from ap_engine.model.policy import LinkPolicy


def state_of(
    link: ApprovalLink,
    invoice: Invoice,
    person: Person,
    visitor: Visitor | None,
    waiting: ApprovalStep | None,
    amount: Money | None,
    policy: LinkPolicy,
    now: datetime,
) -> LinkState:
    """How a link stands. `waiting` is the step that waits for its person now, `amount` what limits are held against.

    Nobody but its person is told anything about the invoice; nothing is decided by a link that is old, of another content
    of the invoice, or about a step that is over.
    """
    if not person.active or not person.has(Role.APPROVER):
        return LinkState.INVALID
    if visitor is not None and visitor.person.id != person.id:
        return LinkState.OTHER_PERSON
    if now >= link.expires_at:
        return LinkState.EXPIRED
    if invoice.version != link.version:
        return LinkState.CHANGED
    if decided_step(link, invoice) is not None:
        return LinkState.DECIDED
    if invoice.state is not State.PENDING_APPROVAL or waiting is None or waiting.level != link.step:
        return LinkState.SETTLED
    return _asked_to_sign_in(visitor, amount, policy, now) or LinkState.OPEN


def decided_step(link: ApprovalLink, invoice: Invoice) -> ApprovalStep | None:
    """The step, where its person decided it."""
    return next(
        (
            step
            for step in invoice.steps
            if step.level == link.step and step.decision is not Decision.WAITING and step.decided_by == link.person_id
        ),
        None,
    )


def _asked_to_sign_in(visitor: Visitor | None, amount: Money | None, policy: LinkPolicy, now: datetime) -> LinkState | None:
    fresh = policy.fresh_sign_in_from
    # An amount that cannot be held against the limit is above it.
    if fresh is not None and not (amount is not None and amount.currency == fresh.currency and amount < fresh):
        if visitor is None:
            return LinkState.SIGN_IN
        return None if now - visitor.signed_in_at <= FRESH else LinkState.SIGN_IN_AGAIN
    alone = policy.without_account_up_to
    if visitor is None and not (
        alone is not None and amount is not None and amount.currency == alone.currency and amount <= alone
    ):
        return LinkState.SIGN_IN
    return None
