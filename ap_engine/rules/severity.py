"""What a check that found something does, as the policy has it: nothing, a notice, or a hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ap_engine.model.holds import CATALOGUE, Blocks, Finding
from ap_engine.model.policy import Severity

_BLOCKS = {Severity.NOTE: Blocks.NOTHING, Severity.HOLD: Blocks.APPROVAL}


def weighed(findings: Iterable[Finding], severity: Severity) -> tuple[Finding, ...]:
    """The findings as the policy wants them: none when off, as a notice, or holding up the approval.

    A finding that a rule has made a notice already stays one.
    """
    if severity is Severity.OFF:
        return ()
    return tuple(one if one.severity is Blocks.NOTHING else replace(one, severity=_own(one, severity)) for one in findings)


def _own(finding: Finding, severity: Severity) -> Blocks | None:
    # What the catalogue says already is not said again: the same hold stays the same one.
    wanted = _BLOCKS[severity]
    return None if CATALOGUE[finding.code].blocks is wanted else wanted
