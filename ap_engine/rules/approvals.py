"""Who is asked, and what their answer does (rules F6, F7, F8, A3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ap_engine.model.approval import ApprovalStep, Decision
from ap_engine.model.coding import CostCenter
from ap_engine.model.errors import IllegalTransition, IncompleteInvoice, NotAllowed, OnHold, SegregationOfDuties
from ap_engine.model.hold_codes import Blocks, HoldCode
from ap_engine.model.invoice import Invoice
from ap_engine.model.lifecycle import Event, State, next_state
from ap_engine.model.money import Money, total
from ap_engine.model.parties import Person, Role
from ap_engine.model.policy import Policy


@dataclass(frozen=True, slots=True)
class Decided:
    """The invoice after a decision, and what to write into its history; `authority` is whose step it was."""

    invoice: Invoice
    event: Event
    authority: Person


def route(
    invoice: Invoice,
    centers: Mapping[str, CostCenter],
    people: Mapping[str, Person],
    policy: Policy,
    registrar: str | None = None,
    kept_out: frozenset[str] = frozenset(),
    exposure: Mapping[str | None, Money] | None = None,
) -> tuple[ApprovalStep, ...]:
    """The steps that this invoice's split and amount ask for; empty when somebody who is needed does not exist.

    Each cost center's leader approves its share; a leader who may not (segregation, limit, gone) is replaced by the
    director, and from `policy.two_approvals_above` on the director is asked as well, last. `registrar` put the supplier
    into the register; `kept_out` had a hand in the account that it is paid to (rule F6). `exposure` is what other bills that
    may be parts of the same purchase come to, by cost center and under None as a whole: limits are held against all of it, so
    that no purchase is cut to fit under one (rule F7).
    """
    beside = exposure or {}
    director = people.get(policy.director_id or "")
    if director is not None and director.id in kept_out:
        director = None
    by_person: dict[str, list[tuple[str, Money, str]]] = {}
    for share in invoice.allocations:
        center = centers[share.cost_center_id]
        leader = people.get(center.leader_id)
        asked = _Asked(center, share.amount, with_parts(share.amount, beside.get(center.id)))
        person, why = _leader_or_director(invoice, asked, leader, director, registrar, kept_out)
        if person is None:
            return ()
        by_person.setdefault(person.id, []).append((center.id, share.amount, why))
    steps = [_step(level, who, shares) for level, (who, shares) in enumerate(by_person.items(), start=1)]
    whole = total((share.amount for share in invoice.allocations), invoice.allocations[0].amount.currency) if steps else None
    limit = policy.two_approvals_above
    if whole is not None and asks_director(with_parts(whole, beside.get(None)), policy):
        if director is None or not may_decide(invoice, director, registrar):
            return ()
        if director.id not in by_person:
            parts = "" if asks_director(whole, policy) else " This is one of several bills that come to more together."
            steps.append(ApprovalStep(len(steps) + 1, director.id, whole, f"From {limit} on, the director approves too.{parts}"))
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A cost center's share, and what it comes to with the other parts of the purchase."""

    center: CostCenter
    amount: Money
    whole: Money


def asks_director(amount: Money | None, policy: Policy) -> bool:
    """Whether the director approves an amount as well, after the leaders."""
    limit = policy.two_approvals_above
    return amount is not None and limit is not None and amount.currency == limit.currency and amount >= limit


# What whoever decides should know of needs somebody who decides (rule F9: hard disqualifiers).
NEEDS_A_PERSON = frozenset(
    {HoldCode.DUPLICATE_POSSIBLE, *(code for code in HoldCode if code.value.startswith("risk_"))},
)


def needs_nobody(amount: Money | None, policy: Policy, *, certain: bool, told: frozenset[HoldCode] = frozenset()) -> bool:
    """Whether an amount that nothing holds is approved by rule (F9).

    `certain` is that it is matched for certain and within tolerance, `told` are its notices: a risk, or another invoice
    that looks like it, is for a person.
    """
    if told & NEEDS_A_PERSON:
        return False
    limit = policy.auto_approve_up_to
    return certain and amount is not None and limit is not None and amount.currency == limit.currency and amount <= limit


def _leader_or_director(
    invoice: Invoice,
    asked: _Asked,
    leader: Person | None,
    director: Person | None,
    registrar: str | None,
    kept_out: frozenset[str],
) -> tuple[Person | None, str]:
    center, amount, whole = asked.center, asked.amount, asked.whole
    if leader is None or not leader.active:
        reason = f"{center.name} has no leader at present."
    elif leader.id == registrar:
        reason = f"{leader.name} put its supplier into the register."
    elif leader.id in kept_out:
        reason = f"{leader.name} had a hand in the bank account that it is paid to."
    elif not may_decide(invoice, leader, registrar):
        reason = f"{leader.name} entered, corrected or coded this invoice."
    elif not _within_limit(leader, amount):
        reason = f"The share of {center.name} is above {leader.name}'s limit."
    elif not _within_limit(leader, whole):
        reason = f"With the supplier's other bills of these days {center.name} pays {whole}, above {leader.name}'s limit."
    else:
        return leader, f"Leads {center.name}."
    if director is not None and may_decide(invoice, director, registrar) and _within_limit(director, whole):
        return director, reason
    return None, reason


def with_parts(amount: Money, beside: Money | None) -> Money:
    """An amount with the other parts of the same purchase, which limits are held against (rule F7)."""
    return amount if beside is None or beside.currency != amount.currency else amount + beside


def _step(level: int, who: str, shares: Sequence[tuple[str, Money, str]]) -> ApprovalStep:
    amount = total((share for _, share, _ in shares), shares[0][1].currency)
    why = " ".join(dict.fromkeys(reason for _, _, reason in shares))
    return ApprovalStep(level, who, amount, why, tuple(center for center, _, _ in shares))


def _within_limit(person: Person, amount: Money) -> bool:
    # Shares are in the company's currency; a limit in another one says nothing about them.
    limit = person.approval_limit
    return limit is not None and limit.currency == amount.currency and amount <= limit


def may_decide(invoice: Invoice, person: Person, registrar: str | None = None) -> bool:
    """Whether this approver neither entered, corrected nor coded the invoice, nor registered its supplier (rule F6)."""
    involved = invoice.changed_by | {invoice.entered_by, registrar}
    return person.active and person.has(Role.APPROVER) and person.id not in involved


def needs_no_look(invoice: Invoice) -> bool:
    """Whether an invoice may be approved together with others (rule A6): matched for certain and within tolerance, and nothing
    holds it or is worth knowing about it."""
    match = invoice.match
    agrees = match is not None and bool(match.order_numbers) and match.certain and match.within_tolerance
    return agrees and not invoice.open_holds and not invoice.notices


def within_limit(step: ApprovalStep, authority: Person) -> bool:
    """Whether whoever decides a step may say yes to its amount."""
    return _within_limit(authority, step.amount)


def step_of(invoice: Invoice, person_id: str) -> ApprovalStep | None:
    """The step that waits for this person now: the director's last step waits until the others said yes."""
    waiting = [step for step in invoice.steps if step.decision is Decision.WAITING]
    mine = [step for step in waiting if step.approver_id == person_id]
    if not mine or (not mine[0].cost_center_ids and len(waiting) > 1):
        return None
    return mine[0]


def acting(invoice: Invoice, person: Person, standing_in_for: Sequence[Person] = ()) -> tuple[ApprovalStep, Person] | None:
    """The step that this person may decide now, and whose authority it is decided by: their own, else that of somebody whom
    they stand in for (rule F8).

    The second signature is never of the hand that gave another: who has it, or gave one, stands in for nobody in it.
    """
    own = step_of(invoice, person.id)
    if own is not None:
        return own, person
    for other in standing_in_for:
        step = step_of(invoice, other.id)
        if step is not None and not _both_hands(invoice, step, person):
            return step, other
    return None


def _both_hands(invoice: Invoice, step: ApprovalStep, person: Person) -> bool:
    if not step.cost_center_ids:
        return any(one.decided_by == person.id for one in invoice.steps)
    return any(one.approver_id == person.id and not one.cost_center_ids for one in invoice.steps)


def decide(
    invoice: Invoice,
    person: Person,
    approve: bool,
    reason: str,
    now: datetime,
    registrar: str | None = None,
    kept_out: frozenset[str] = frozenset(),
    standing_in_for: Sequence[Person] = (),
    level: int | None = None,
) -> Decided:
    """The invoice after this person's yes or no. `registrar` put the supplier into the register, `kept_out` changed its
    account; `standing_in_for` are those who gave this person their approvals for today; `level` is the one step that is
    meant, None for whichever waits for the person.

    Raises NotAllowed when no step waits for the person or the amount is above the limit of whose step it is,
    SegregationOfDuties when they had a hand in it, IncompleteInvoice for a no without a reason, IllegalTransition when
    nothing is to be decided.
    """
    if invoice.state is not State.PENDING_APPROVAL:
        raise IllegalTransition(f"It is {invoice.state.replace('_', ' ')}: there is nothing to decide.")
    if person.id == invoice.entered_by or person.id in invoice.changed_by:
        raise SegregationOfDuties()
    if person.id == registrar:
        raise SegregationOfDuties("You put its supplier into the register.")
    if approve and person.id in kept_out:
        raise SegregationOfDuties("You had a hand in the bank account that this is paid to.")
    # Who may not say yes gives no authority to say it either.
    found = acting(invoice, person, [one for one in standing_in_for if one.id not in kept_out])
    if (
        found is None
        or level not in (None, found[0].level)
        or not all(one.active and one.has(Role.APPROVER) for one in (person, found[1]))
    ):
        raise NotAllowed("This invoice is not waiting for you.")
    step, authority = found
    if approve and not _within_limit(authority, step.amount):
        whose = "your limit" if authority is person else f"the limit of {authority.name}"
        raise NotAllowed(f"{step.amount} is above {whose}.")
    holding = invoice.blocked(Blocks.APPROVAL)
    if approve and holding:
        raise OnHold(holding[0].kind.title, holding[0].reason)
    if not approve and not reason.strip():
        raise IncompleteInvoice("A rejection needs a reason.")
    decision = Decision.APPROVED if approve else Decision.REJECTED
    done = replace(step, decision=decision, decided_by=person.id, decided_at=now, reason=reason.strip() or None)
    steps = tuple(done if s.level == step.level else s for s in invoice.steps)
    event = _event(steps, approve)
    return Decided(replace(invoice, steps=steps, state=next_state(invoice.state, event)), event, authority)


def _event(steps: Sequence[ApprovalStep], approve: bool) -> Event:
    if not approve:
        return Event.STEP_REJECTED
    return Event.LAST_STEP_APPROVED if all(s.decision is Decision.APPROVED for s in steps) else Event.STEP_APPROVED
