"""The life of holds: placed by findings, released by the end of the cause or by a person (rule M13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from ap_engine.model.errors import IllegalTransition, IncompleteInvoice, NotAllowed
from ap_engine.model.holds import Finding, Hold, HoldCode
from ap_engine.model.parties import SYSTEM, Person


def settle(holds: Iterable[Hold], findings: Iterable[Finding], codes: Iterable[HoldCode], now: datetime) -> tuple[Hold, ...]:
    """The invoice's holds after a run of the rules that are responsible for `codes`.

    A finding without an open hold places one, unless a person released the same finding before: the same key and the
    same reason. A reason that changed (a larger variance, another twin) is a new finding. An open hold of `codes`
    whose finding is gone is released by the system. Holds of other codes are left alone.
    """
    responsible = frozenset(codes)
    found = {finding.key: finding for finding in findings}
    kept: list[Hold] = []
    answered: set[tuple[HoldCode, int | None]] = set()
    for hold in holds:
        finding = found.get(hold.key)
        if hold.code not in responsible:
            kept.append(hold)
        elif not hold.open:
            kept.append(hold)
            by_person = hold.released_by != SYSTEM
            if finding is not None and by_person and finding.reason == hold.reason:
                answered.add(hold.key)
        elif finding is None:
            kept.append(replace(hold, released_by=SYSTEM, released_at=now, release_reason="The cause is gone."))
        elif finding.reason == hold.reason and finding.severity == hold.severity:
            # What would clear it may change (a further receipt elsewhere) while the reason stays.
            kept.append(replace(hold, clears_when=finding.clears_when, remedies=finding.remedies))
            answered.add(hold.key)
        else:
            kept.append(replace(hold, released_by=SYSTEM, released_at=now, release_reason="Replaced by a newer finding."))
    return (*kept, *(_placed(f, now) for key, f in found.items() if key not in answered))


def place(holds: Iterable[Hold], finding: Finding, now: datetime) -> tuple[Hold, ...]:
    """The holds with one more, whoever released its like before: for what was said anew, such as the ERP's refusal."""
    newer = "Replaced by a newer finding."
    kept = (
        replace(hold, released_by=SYSTEM, released_at=now, release_reason=newer)
        if hold.open and hold.key == finding.key
        else hold
        for hold in holds
    )
    return (*kept, _placed(finding, now))


def _placed(f: Finding, now: datetime) -> Hold:
    return Hold(f.code, f.reason, f.clears_when, now, line=f.line, twin=f.twin, remedies=f.remedies, severity=f.severity)


def release(
    holds: Iterable[Hold], code: HoldCode, line: int | None, person: Person, reason: str, now: datetime
) -> tuple[Hold, ...]:
    """The holds after a person let one pass.

    Raises IncompleteInvoice without a reason, NotAllowed for a hold that this person may not release, IllegalTransition
    when no such hold is open.
    """
    if not reason.strip():
        raise IncompleteInvoice("A release needs a reason.")
    result: list[Hold] = []
    released = False
    for hold in holds:
        if hold.open and hold.key == (code, line):
            if not person.has(*hold.kind.releasable_by):
                raise NotAllowed(_who_may(hold))
            released = True
            result.append(replace(hold, released_by=person.id, released_at=now, release_reason=reason.strip()))
        else:
            result.append(hold)
    if not released:
        raise IllegalTransition("(the hold is no longer there)")
    return tuple(result)


def _who_may(hold: Hold) -> str:
    if not hold.kind.releasable_by:
        return f"“{hold.kind.title}” is released only when its cause is gone: {hold.clears_when}"
    roles = " or ".join(sorted(role.value for role in hold.kind.releasable_by))
    return f"“{hold.kind.title}” is released by {roles}."
